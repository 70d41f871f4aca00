"""A table whose cells are typed: what each says, what may stand in it, what was typed as a value.

One description serves all that is entered in tables beside the inventory itself: the programme's
tables, its settings, and the dependencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.codec.plain_text import without_marks
from planner.errors import BadInputError, Message, message
from planner.model.fields import Field, FieldKind, Value
from planner.presenting.cells import SETTINGS, cell_words, field_name, field_title, read_cell
from planner.presenting.inventory_columns import NUMERIC
from planner.wording import has, say

__all__ = ["Refusal", "SettingsTable", "TypedTable", "refusals_error", "with_rows_refused"]

type Names = Mapping[str, str]
"""Ids to the words they are shown by."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that was not taken: its name as a person counts (``Region, row 3``), and why."""

    row: int
    place: str
    error: BadInputError

    @property
    def said(self) -> Message:
        """The place and the reason, as one sentence."""
        return message("ui_enter.refused", place=self.place, why=self.error.sentence)


def with_rows_refused(
    refusals: Iterable[Refusal], rows: Iterable[tuple[int, BadInputError]], language: str
) -> list[Refusal]:
    """Return refused cells, and the rows refused whole of which no cell was.

    Parameters
    ----------
    refusals
        Cells that were refused.
    rows
        Rows (from 0) that were refused whole, and why.
    """
    told = list(refusals)
    cells = {one.row for one in told}
    for row, error in rows:
        if row not in cells:
            told.append(Refusal(row, say("ui_enter.row", language, row=row + 1), error))
    return told


def refusals_error(refusals: Sequence[Refusal]) -> BadInputError:
    """Return what is said where cells could not be taken: the first with its reason."""
    first, more = refusals[0], len(refusals) - 1
    key = "ui_enter.refused.more" if more else "ui_enter.refused.one"
    return BadInputError(message(key, first=first.said, count=more), first.error.advice)


@dataclass(frozen=True)
class TypedTable:
    """Rows of values under columns that are fields.

    Attributes
    ----------
    block
        Block of the workbook that names the columns and their choices.
    names
        Column to the ids that may stand in it, with their words; others are refused.
    """

    block: str
    columns: tuple[Field, ...]
    rows: tuple[Mapping[str, Value], ...]
    language: str = "en"
    currency: str = ""
    names: Mapping[str, Names] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)

    def head(self, column: int) -> str:
        """Name of a column with its unit."""
        return field_title(self.columns[column], self.language, self.currency, self.block)

    def field_at(self, row: int, column: int) -> Field | None:
        """Field of a cell; None where nothing can be entered."""
        return self.columns[column]

    def value(self, row: int, column: int) -> Value | None:
        """What a cell holds; None where it is empty."""
        return self.rows[row].get(self.columns[column].key)

    def numeric(self, row: int, column: int) -> bool:
        """Whether a cell stands at the right."""
        known = self.field_at(row, column)
        return known is not None and known.kind in NUMERIC

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        known, value = self.field_at(row, column), self.value(row, column)
        return "" if known is None else self._words(known, value)

    def tip(self, row: int, column: int) -> str:
        """What a cell is about."""
        return self.text(row, column)

    def sort_key(self, row: int, column: int) -> object:
        """What a cell sorts by; None where it is empty."""
        value = self.value(row, column)
        if value is None or (isinstance(value, int | float) and self.numeric(row, column)):
            return value
        return self.text(row, column).casefold()

    def choices(self, row: int, column: int) -> tuple[str, ...]:
        """Words that can be chosen in a cell; none where it is typed freely."""
        known = self.field_at(row, column)
        if known is None:
            return ()
        if known.key in self.names:
            return tuple(self.names[known.key].values())
        if known.kind is FieldKind.FLAG:
            return tuple(say(f"ui_window.cell.{one}", self.language) for one in ("yes", "no"))
        return tuple(cell_words(known, one, self.language, self.block) for one in known.choices)

    def lists(self, row: int, column: int) -> bool:
        """Whether several of the choices may stand in a cell."""
        known = self.field_at(row, column)
        return known is not None and known.kind is FieldKind.NAMES

    def read(
        self, cells: Iterable[tuple[int, int, str]]
    ) -> tuple[dict[tuple[int, str], Value | None], list[Refusal]]:
        """Return what was typed into (row, column, text) as edits, and what cannot be taken.

        A cell that says what it said before is no edit; an edit is named by row and column key.
        """
        edits: dict[tuple[int, str], Value | None] = {}
        refusals: list[Refusal] = []
        for row, column, text in cells:
            known = self.field_at(row, column)
            if known is None:
                continue
            try:
                value = self._read(known, text)
            except BadInputError as error:
                refusals.append(Refusal(row, self.place(row, column), error))
                continue
            if row >= len(self.rows) or value != self.value(row, column):
                edits[row, known.key] = value
        return edits, refusals

    def place(self, row: int, column: int) -> str:
        """Name of a cell, as a person would say it."""
        known = self.field_at(row, column)
        name = field_name(known, self.language, self.block) if known is not None else ""
        return say("ui_enter.place", self.language, column=name, row=row + 1)

    def with_rows(self, count: int) -> TypedTable:
        """Return the table with so many empty rows more."""
        return replace(self, rows=(*self.rows, *({} for _ in range(count))))

    def _words(self, known: Field, value: Value | None) -> str:
        names = self.names.get(known.key)
        if names is None or value is None:
            return cell_words(known, value, self.language, self.block)
        ids = value if isinstance(value, tuple) else (str(value),)
        return "; ".join(names.get(one, one) for one in ids)

    def _read(self, known: Field, text: str) -> Value | None:
        text = without_marks(text)
        names = self.names.get(known.key)
        if names is None:
            return read_cell(known, text, self.language, self.block)
        parts = [text.strip()]
        if known.kind is FieldKind.NAMES:
            parts = [part.strip() for part in re.split(r"[;；]", text)]
        found = tuple(self._id(known, part) for part in parts if part)
        if not found:
            return None
        return found if known.kind is FieldKind.NAMES else found[0]

    def _id(self, known: Field, words: str) -> str:
        names = self.names[known.key]
        if words in names:
            return words
        wanted = words.casefold()
        for key, shown in names.items():
            if shown.casefold() == wanted:
                return key
        raise BadInputError(
            "ui_enter.unknown",
            "ui_enter.unknown.advice",
            text=words[:60],
            column=field_name(known, self.language, self.block),
        )


@dataclass(frozen=True)
class SettingsTable(TypedTable):
    """Settings one below the other: name, value, and what it is about."""

    @property
    def width(self) -> int:
        """Name, value, about."""
        return 3

    @property
    def settings(self) -> Sequence[Field]:
        """Field of each row."""
        return self.columns

    def head(self, column: int) -> str:
        """Name of a column."""
        return say(f"ui_enter.setting.{('name', 'value', 'about')[column]}", self.language)

    def field_at(self, row: int, column: int) -> Field | None:
        """Only values can be entered."""
        return self.columns[row] if column == 1 else None

    def value(self, row: int, column: int) -> Value | None:
        """The setting's value."""
        return self.rows[row].get(self.columns[row].key) if column == 1 else None

    def numeric(self, row: int, column: int) -> bool:
        """Values of all kinds stand below each other."""
        return False

    def text(self, row: int, column: int) -> str:
        """Name, value or about of a setting."""
        known = self.columns[row]
        if column == 0:
            return field_title(known, self.language, self.currency, SETTINGS)
        if column == 1:
            return super().text(row, column)
        key = f"importing.setting.{known.key}.help"
        return say(key, self.language) if has(key) else ""

    def place(self, row: int, column: int) -> str:
        """Name of the setting."""
        return field_name(self.columns[row], self.language, SETTINGS)
