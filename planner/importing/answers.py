"""Question sheets read back: a row a missing cell, with what somebody wrote beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.errors import BadInputError
from planner.importing.apart import read_apart
from planner.importing.grid import Grid, column_letters
from planner.importing.reading.workbook import read_book
from planner.importing.values.cells import Column, read_column, text_of
from planner.model.fields import FIELD_BY_KEY, Value
from planner.model.issue import CellRef
from planner.wording.status import heading_of

__all__ = ["Answer", "read_answers"]

_HEADED: Final = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: ``value`` is None where ``text`` could not be read as the field's value."""

    workload: str
    field: str
    text: str
    value: Value | None
    where: CellRef


def read_answers(paths: Sequence[Path]) -> tuple[Answer, ...]:
    """Read question sheets in a child process; rows without an answer are left out.

    Raises
    ------
    BadInputError
        A file cannot be read, or is no question sheet.
    """
    found: tuple[Answer, ...] = read_apart(_read, (tuple(paths),), paths)
    return found


def _read(paths: Sequence[Path]) -> tuple[Answer, ...]:
    return tuple(one for path in paths for one in _of_file(path))


def _of_file(path: Path) -> list[Answer]:
    found, known = [], False
    for grid in read_book(path).grids:
        for number, row in enumerate(grid.rows[:_HEADED]):
            places = {heading_of(text_of(cell)): place for place, cell in enumerate(row)}
            if {"id", "key", "answer"} <= set(places):
                known = True
                found += _of_grid(grid, number, places)
                break
    if not known:
        raise BadInputError("status.no_questions", "status.no_questions.advice", name=path.name)
    return found


def _of_grid(grid: Grid, head: int, places: Mapping[str, int]) -> list[Answer]:
    found = []
    for number, row in enumerate(grid.rows[head + 1 :], start=head + 1):
        cells = {key: row[place] if place < len(row) else None for key, place in places.items()}
        text, key = text_of(cells["answer"]).strip(), text_of(cells["key"]).strip()
        field = FIELD_BY_KEY.get(key)
        if not text or field is None:
            continue
        (value,), doubts = read_column([cells["answer"]], Column(field, literal=True))
        letters = column_letters(grid.first_column + places["answer"])
        where = CellRef(grid.file, grid.sheet, grid.first_row + number, letters)
        name = text_of(cells["id"]).strip()
        found.append(Answer(name, key, text, None if doubts else value, where))
    return found
