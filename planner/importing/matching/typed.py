"""A table whose cells are typed: its columns, its rows, and what a row's texts are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.importing.own_workbook.form import DEPENDENCY_COLUMNS
from planner.importing.values.cells import text_of
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Section, Value
from planner.model.inventory import SetAside
from planner.model.issue import CellRef, Issue

__all__ = ["Row", "TableColumn", "TypedTable", "field_for", "plain_text"]

_MOST_GIB: Final = 1e9
_DEPENDENCY_FIELDS: Final = {column.key: column for column in DEPENDENCY_COLUMNS}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column that is read: its index in the grid, the key, and the unit its header names.

    ``foreign``: the unit is of another measure, so that the column is kept as text. ``words`` are
    words of the column and the choices they mean, as a person said.
    """

    index: int
    key: str
    header: str
    unit: str = ""
    foreign: bool = False
    words: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Row:
    """One row: typed values by key, where they stand, and the columns nobody knows."""

    values: dict[str, Value]
    cells: Mapping[str, CellRef]
    number: int
    extra: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a value as text; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else "" if value is None else text_of_value(value)

    def gib(self, key: str, per_gib: float = 1024.0) -> float | None:
        """Return a size that is no field of its own, in GiB; None where there is no such number.

        ``per_gib`` is how many of the column's units make one GiB.
        """
        try:
            size = float(self.text(key).replace(",", "").strip())
        except ValueError:
            return None
        return size / per_gib if 0 <= size < _MOST_GIB * per_gib else None


def text_of_value(value: Value) -> str:
    """Return a typed value as plain text."""
    return "; ".join(value) if isinstance(value, tuple) else text_of(value)


def plain_text(kind: str, key: str, value: Value) -> str:
    """Return a typed value as text that is read back the same, amounts in whole units of money.

    Parameters
    ----------
    kind
        Of the table's rows.
    key
        Of the field.
    value
        In the field's unit.
    """
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and field_for(kind, key).kind is FieldKind.MONEY
    ):
        return f"{value / 100:.2f}"
    return text_of_value(value)


@dataclass(slots=True)
class TypedTable:
    """The rows of one sheet; ``blank`` counts empty rows, ``read`` all rows below the header."""

    file: str
    sheet: str
    kind: str
    format: str
    header_row: int
    headers: list[str]
    rows: list[Row]
    issues: list[Issue] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    read: int = 0
    blank: int = 0
    literal: bool = False
    titles: dict[str, str] = field(default_factory=dict)
    """The headers of the columns that were read, by field."""
    currencies: list[tuple[str, int]] = field(default_factory=list)
    """What each column of money is in (empty: it does not say), and how many amounts it holds."""


def field_for(kind: str, key: str) -> Field:
    """Return the field a column of a table of this kind is read as; text where it is none."""
    if kind == "dependencies" and key in _DEPENDENCY_FIELDS:
        return _DEPENDENCY_FIELDS[key]
    if key in FIELD_BY_KEY:
        return FIELD_BY_KEY[key]
    return Field(key, FieldKind.TEXT, Section.IDENTITY)
