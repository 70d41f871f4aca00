"""What an import would like to know, as a mapping to be filled in: fields asked, words unknown."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from planner.importing.matching.mapping import ColumnMatch, MappingBook

if TYPE_CHECKING:
    from planner.model.issue import Issue

__all__ = ["count_questions", "unknown_words", "with_questions"]

_DERIVED: Final = "matrix"
"""A table that stands in no sheet as it is read; it has no columns to choose for."""

type Words = Mapping[tuple[str, str, str], Sequence[tuple[str, int]]]
"""By file, sheet and header: the words nobody knows, with the number of their cells."""


def unknown_words(issues: Sequence[Issue]) -> Words:
    """Return the words of columns that mean none of their field's choices, each once."""
    found: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for issue in issues:
        if issue.code == "scale_question":
            place = (issue.where.file, issue.where.sheet, issue.params["header"])
            steps = issue.params["text"].split(", ")
            counts = map(int, issue.params["counts"].split())
            found.setdefault(place, []).extend(zip(steps, counts, strict=True))
        if issue.code == "unknown_choice" and "header" in issue.params:
            place = (issue.where.file, issue.where.sheet, issue.params["header"])
            count = int(issue.params.get("count", "1"))
            found.setdefault(place, []).append((issue.params["text"], count))
    return found


def with_questions(book: MappingBook, issues: Sequence[Issue]) -> MappingBook:
    """Return a book in which every unknown word stands with an empty meaning, to be filled in.

    What is asked about a column stands in its ``asked``; its ``field`` is the answer.
    """
    words = unknown_words(issues)
    sheets = []
    for sheet in book.sheets:
        if sheet.format == _DERIVED:
            continue
        columns = tuple(
            _asking(column, words.get((sheet.file, sheet.sheet, column.header), ()))
            for column in sheet.columns
        )
        sheets.append(dataclasses.replace(sheet, columns=columns, by_user=True))
    return MappingBook(tuple(sheets))


def count_questions(book: MappingBook, issues: Sequence[Issue]) -> int:
    """Return how many columns are asked about, and how many words are unknown.

    Which end of a scale is the highest is one question, whatever steps it has.
    """
    asked = sum(bool(column.asked) for sheet in book.sheets for column in sheet.columns)
    scales = sum(issue.code == "scale_question" for issue in issues)
    steps = sum(
        len(issue.params["text"].split(", ")) for issue in issues if issue.code == "scale_question"
    )
    return asked + sum(map(len, unknown_words(issues).values())) - steps + scales


def _asking(column: ColumnMatch, unknown: Sequence[tuple[str, int]]) -> ColumnMatch:
    said = dict(column.words)
    fresh = tuple((word, "") for word, _ in unknown if word not in said)
    return dataclasses.replace(column, words=(*column.words, *fresh))
