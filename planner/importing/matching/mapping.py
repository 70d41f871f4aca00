"""Which column is which field: proposed from the headers, corrected by people, remembered.

A mapping is remembered by the signature of its headers, so that next month's export of the same
tool is read as this month's was, and it can be written to a file and shared.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.errors import BadInputError
from planner.importing.headers.header_words import TAKEN, candidates_for
from planner.importing.values.words import folded

__all__ = [
    "ColumnMatch",
    "MappingBook",
    "SheetMapping",
    "match_headers",
    "signature_of",
]

_MOST_GUESSED: Final = 300
"""Columns whose headers are looked at; a list has no more of its own."""
_FORMAT: Final = "import-mapping"
_BRACKETS: Final = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column: its header, letters, the field it is read as (None: kept as it is), how sure.

    ``confidence`` is 0 to 1; ``unit`` is what the header names, for example ``mb``. ``asked`` is
    the field it may be where that is a question. ``words`` are words of the column and the choices
    they mean, as a person said.
    """

    header: str
    column: str
    field: str | None
    confidence: float
    unit: str = ""
    asked: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read.

    ``kind`` is ``workloads``, ``servers``, ``dependencies``, another kind of the format, or
    ``skip``; ``header_row`` counts from 1; ``sample`` holds the first rows as they stand.
    """

    file: str
    sheet: str
    signature: str
    header_row: int
    kind: str
    format: str
    columns: tuple[ColumnMatch, ...]
    sample: tuple[tuple[str, ...], ...] = ()
    by_user: bool = False


@dataclass(frozen=True)
class MappingBook:
    """The mappings of an import, one per sheet; those set by people are used again."""

    sheets: tuple[SheetMapping, ...] = ()

    def find(self, signature: str) -> SheetMapping | None:
        """Return what a person set for sheets with this signature."""
        return next(
            (s for s in reversed(self.sheets) if s.signature == signature and s.by_user), None
        )

    def with_sheet(self, mapping: SheetMapping) -> MappingBook:
        """Return a book in which this mapping, set by a person, replaces the one before."""
        kept = tuple(s for s in self.sheets if s.signature != mapping.signature)
        return MappingBook((*kept, dataclasses.replace(mapping, by_user=True)))

    def to_json(self) -> str:
        """Return the book as the text of a mapping file, without anybody's data."""
        sheets = [{**dataclasses.asdict(sheet), "sample": [], "file": ""} for sheet in self.sheets]
        document = {"format": _FORMAT, "version": 1, "sheets": sheets}
        return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> MappingBook:
        """Read a mapping file.

        Raises
        ------
        BadInputError
            The text is no mapping file.
        """
        try:
            document = json.loads(text)
            ours = (document["format"], document["version"]) == (_FORMAT, 1)
            sheets = tuple(_sheet_from(entry) for entry in document["sheets"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInputError(
                "errors.file.file_is_not_a_mapping_file_of",
                "errors.advice.choose_a_file_that_was_saved_with",
                str(error),
            ) from error
        if not ours:
            raise BadInputError("errors.file.file_is_not_a_mapping_file_of_this_version")
        return cls(sheets)


def _sheet_from(entry: Mapping[str, Any]) -> SheetMapping:
    columns = tuple(
        ColumnMatch(
            str(c["header"]),
            str(c["column"]),
            c["field"],
            float(c["confidence"]),
            str(c["unit"]),
            str(c.get("asked", "")),
            tuple((str(w), str(k)) for w, k in c.get("words", ())),
        )
        for c in entry["columns"]
    )
    return SheetMapping(
        "", str(entry["sheet"]), str(entry["signature"]), int(entry["header_row"]),
        str(entry["kind"]), str(entry["format"]), columns, (), bool(entry["by_user"]),
    )  # fmt: skip


def signature_of(headers: Sequence[str]) -> str:
    """Return what stays the same while the headers do: a hash that ignores case, marks, blanks."""
    words = "\n".join(folded(header) for header in headers if header.strip())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def match_headers(headers: Sequence[str], kind: str) -> list[tuple[str | None, float, str]]:
    """Propose a field for each header by its words alone, without its values.

    Returns
    -------
    list of (field key or None, confidence 0 to 1, unit)
        Each field at most once: the surest column wins, the first of equals.
    """
    proposals = [
        [c for c in candidates_for(header, kind) if c.confidence >= TAKEN and not c.foreign]
        for header in headers[:_MOST_GUESSED]
    ]
    ranked = sorted(
        ((-c.confidence, index, c) for index, found in enumerate(proposals) for c in found),
        key=lambda entry: entry[:2],
    )
    taken: set[str] = set()
    matches: list[tuple[str | None, float, str]] = [(None, 0.0, "")] * len(headers)
    for _, index, candidate in ranked:
        if candidate.key not in taken and matches[index][0] is None:
            taken.add(candidate.key)
            matches[index] = (candidate.key, candidate.confidence, candidate.unit)
    return matches
