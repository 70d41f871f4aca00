"""Raw cells as they came out of a file, before anybody knows what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from planner.model.issue import CellRef, Issue

__all__ = ["Book", "Cell", "Grid", "RowCells", "TurnedCells", "column_letters"]

type Cell = str | float | int | bool | date | datetime | time | timedelta | None
"""A raw value; an empty cell is ``""`` or None."""


@lru_cache(maxsize=1024)
def column_letters(index: int) -> str:
    """Letters of the column with the index (from 0): A, B, ..., Z, AA, ..."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(slots=True)
class Grid:
    """One sheet: rows of raw cells, the first at ``first_row`` (from 1), ``first_column`` (from 0).

    ``hidden_rows`` are row numbers, ``hidden_columns`` column indexes; ``errors`` and ``uncached``
    map (row, column index) to the error's text or the formula; ``percents`` are cells shown as
    percentages; ``currencies`` counts cells by the currency their format shows.

    Found out about it: ``merged`` (top, left, bottom, right by index), ``groups`` above headers,
    rows ``aside`` by index with the reason, the ``unit`` a line above names, the file's ``decimal``
    mark, the ``title`` right above its header, whether rows and columns were ``turned``, what else
    it was ``seen_as`` (``headless``: no row of headers; ``hosting``: marks say what runs where),
    ``legends`` of numbers by header, and the last ``year`` that is over on the day of the import.
    """

    file: str
    sheet: str
    rows: list[list[Cell]]
    first_row: int = 1
    first_column: int = 0
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    uncached: Mapping[tuple[int, int], str] = field(default_factory=dict)
    percents: frozenset[tuple[int, int]] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    currencies: Mapping[str, int] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    groups: list[str] = field(default_factory=list)
    aside: dict[int, str] = field(default_factory=dict)
    unit: str = ""
    decimal: str = ""
    turned: bool = False
    year: int = 0
    seen_as: str = ""
    title: str = ""
    legends: Mapping[str, str] = field(default_factory=dict)

    def cell(self, row: int, column: int | None = None) -> CellRef:
        """Reference to a place, given by index into ``rows`` and their columns (from 0)."""
        if self.turned:
            letters = column_letters(row + self.first_column)
            return CellRef(self.file, self.sheet, (column or 0) + self.first_row, letters)
        letters = "" if column is None else column_letters(column + self.first_column)
        return CellRef(self.file, self.sheet, row + self.first_row, letters)

    def group(self, column: int) -> str:
        """Return what stands above a column's header; empty for nothing."""
        return self.groups[column] if column < len(self.groups) else ""

    def letters(self, column: int) -> str:
        """Name a column of the grid: its letters, or the row it was before the sheet was turned."""
        if self.turned:
            return str(column + self.first_row)
        return column_letters(column + self.first_column)


@dataclass(slots=True)
class Book:
    """One file: its sheets, the hash of its bytes, and what was noticed while reading."""

    file: str
    sha256: str
    grids: list[Grid]
    kind: str = "xlsx"
    issues: list[Issue] = field(default_factory=list)


class TurnedCells(Mapping[str, CellRef]):
    """The cells of one column of a turned sheet by field key."""

    __slots__ = ("_grid", "_places", "_row")

    def __init__(self, grid: Grid, row: int, places: Mapping[str, int]) -> None:
        self._grid, self._row, self._places = grid, row, places

    def __getitem__(self, key: str) -> CellRef:
        return self._grid.cell(self._row, self._places[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class RowCells(Mapping[str, CellRef]):
    """The cells of one row by field key; references are made when asked for.

    A row of forty values would cost forty objects; thousands of rows of them are never looked at.
    """

    __slots__ = ("_columns", "_file", "_row", "_sheet")

    def __init__(self, file: str, sheet: str, row: int, columns: Mapping[str, str]) -> None:
        self._file = file
        self._sheet = sheet
        self._row = row
        self._columns = columns

    def __getitem__(self, key: str) -> CellRef:
        return CellRef(self._file, self._sheet, self._row, self._columns[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self.items()) == dict(other.items())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"RowCells({self._file!r}, {self._sheet!r}, {self._row}, {dict(self._columns)!r})"
