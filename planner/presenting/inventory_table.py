"""The inventory as a table: what each cell says, sorts by and tells, and what may be typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planner.errors import BadInputError
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Value
from planner.model.inventory import Inventory, Workload
from planner.model.issue import Issue, Severity
from planner.presenting.cells import (
    KIND,
    NO_KINDS,
    NO_TEAMS,
    TEAM,
    Kinds,
    Teams,
    cell_words,
    field_title,
    read_cell,
)
from planner.presenting.column_filter import Filters
from planner.presenting.inventory_columns import NUMERIC, SIGNS, USUAL_COLUMNS
from planner.presenting.typed_table import Refusal
from planner.wording import say
from planner.wording.issues import issue_words

__all__ = ["InventoryTable"]

FIXED = ("id", "name")
SHORT = 8
"""Letters that fit in a usual column; what is longer is said in full by the tool tip."""


@dataclass(frozen=True)
class InventoryTable:
    """An inventory's rows under two fixed columns (id, name) and the chosen fields."""

    inventory: Inventory = field(default_factory=Inventory)
    issues: tuple[Issue, ...] = ()
    columns: tuple[str, ...] = USUAL_COLUMNS
    language: str = "en"
    kinds: Kinds = NO_KINDS
    teams: Teams = NO_TEAMS

    @cached_property
    def worst(self) -> Mapping[tuple[str, str], Issue]:
        """The gravest doubt about each cell, by workload and field."""
        rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
        return {
            (issue.workload_id, issue.field): issue
            for issue in sorted(self.issues, key=lambda one: -rank[one.severity])
            if issue.workload_id
        }

    def key_at(self, column: int) -> str:
        """Field key of a column; ``id`` and ``name`` for the first two."""
        return FIXED[column] if column < len(FIXED) else self.columns[column - len(FIXED)]

    def field_at(self, column: int) -> Field | None:
        """Field of a column; None for id and name."""
        return FIELD_BY_KEY[self.key_at(column)] if column >= len(FIXED) else None

    def column_of(self, key: str) -> int:
        """Column of a field; that of the name where it is not shown."""
        return self.columns.index(key) + len(FIXED) if key in self.columns else 1

    def numeric(self, column: int) -> bool:
        """Whether a column holds figures, which stand at the right."""
        known = self.field_at(column)
        return known is not None and known.kind in NUMERIC

    def text(self, workload: Workload, column: int, *, signed: bool) -> str:
        """Return what a cell says.

        Parameters
        ----------
        workload
            Of the row.
        column
            From 0.
        signed
            With the sign of its doubt.
        """
        known = self.field_at(column)
        if known is None:
            text = workload.id if column == 0 else workload.name
        else:
            text = self._words(known, workload.values.get(known.key))
        issue = self.worst.get((workload.id, self.key_at(column))) if signed else None
        return f"{SIGNS[issue.severity]} {text}".rstrip() if issue else text

    def _words(self, known: Field, value: Value | None) -> str:
        return cell_words(known, value, self.language, kinds=self.kinds, teams=self.teams)

    def _value(self, known: Field, text: str) -> Value | None:
        return read_cell(known, text, self.language, kinds=self.kinds, teams=self.teams)

    def choices(self, column: int) -> tuple[str, ...]:
        """What can be chosen for a cell, in words; empty where anything may be typed."""
        known = self.field_at(column)
        if known is None:
            return ()
        if known.kind is FieldKind.FLAG:
            return tuple(say(f"ui_window.cell.{one}", self.language) for one in ("yes", "no"))
        if known.key == KIND:
            return tuple(sorted(self._words(known, key) for key in self.kinds))
        return tuple(self._words(known, choice) for choice in known.choices)

    def tip(self, workload: Workload, column: int) -> str:
        """All that is known of a cell, a line a fact."""
        key = self.key_at(column)
        shown = self.text(workload, column, signed=False)
        lines = [shown] if len(shown) > SHORT else []
        issue = self.worst.get((workload.id, key))
        if issue is not None:
            lines.append(issue_words(issue, self.language))
        cell = workload.cells.get(key)
        if cell is not None and cell.row is not None:
            place = f"{cell.sheet}!{cell.address}" if cell.sheet else cell.address
            lines.append(say("ui.inventory.read_from", self.language, place=place))
        if key in workload.edited:
            lines.append(say("ui.inventory.edited", self.language))
        return "\n".join(lines)

    def head(self, column: int) -> str:
        """Name of a column with its unit."""
        known = self.field_at(column)
        if known is None:
            return say(f"fields.{self.key_at(column)}", self.language)
        return field_title(known, self.language, self.inventory.currency)

    def head_tip(self, column: int, filters: Filters) -> str:
        """What a column is about, and which of its values are shown."""
        key = self.key_at(column)
        about = say(f"fields.{key}.help", self.language)
        only = filters.get(key)
        if not only:
            return about
        values = say("rules.list", self.language).join(only)
        return f"{about}\n{say('ui_window.filter.only', self.language, value=values)}"

    def search_text(self, workload: Workload) -> str:
        """All that a workload's cells say, in lower case."""
        parts = [workload.id, workload.name]
        for key, value in workload.values.items():
            known = FIELD_BY_KEY.get(key)
            if known is not None and known.kind not in NUMERIC:
                parts.append(self._words(known, value))
        return "\n".join(parts).lower()

    def sort_key(self, workload: Workload, column: int) -> object:
        """What a cell sorts by; None where it is empty."""
        known = self.field_at(column)
        if known is None:
            return (workload.id if column == 0 else workload.name).lower()
        value = workload.values.get(known.key)
        if known.key in (KIND, TEAM) and value is not None:
            return self._words(known, value).lower()
        if known.kind is FieldKind.CHOICE and value in known.choices:
            return known.choices.index(str(value))
        return value.lower() if isinstance(value, str) else value

    def read(
        self, cells: Sequence[tuple[Workload, int, str]]
    ) -> tuple[dict[tuple[str, str], Value | str | None], list[Refusal]]:
        """Return what was typed into cells as edits, and what cannot be taken.

        A cell that says the same is no edit.
        """
        edits: dict[tuple[str, str], Value | str | None] = {}
        refusals: list[Refusal] = []
        for row, (workload, column, text) in enumerate(cells):
            known = self.field_at(column)
            if known is not None:
                try:
                    value = self._value(known, text)
                except BadInputError as error:
                    refusals.append(Refusal(row, self._place(known, workload.name), error))
                    continue
                if value != workload.values.get(known.key):
                    edits[workload.id, known.key] = value
            elif column == 1 and text.strip() and text.strip() != workload.name:
                edits[workload.id, "name"] = text.strip()
        return edits, refusals

    def read_fresh(
        self, rows: Iterable[Mapping[int, str]]
    ) -> tuple[list[tuple[str, dict[str, Value]]], list[Refusal]]:
        """Return rows of new workloads (column to text) as names with values, and what cannot be.

        A row without a name is left out; one with no text at all is none.
        """
        fresh: list[tuple[str, dict[str, Value]]] = []
        refusals: list[Refusal] = []
        for row, texts in enumerate(rows):
            if not any(text.strip() for text in texts.values()):
                continue
            name = texts.get(1, "").strip()
            if not name:
                error = BadInputError(
                    "errors.file.row_has_no_name", "errors.file.give_the_application_a_name"
                )
                place = say("ui_enter.row.new", self.language, row=row + 1)
                refusals.append(Refusal(row, place, error))
                continue
            values: dict[str, Value] = {}
            for column, text in texts.items():
                known = self.field_at(column)
                if known is None:
                    continue
                try:
                    value = self._value(known, text)
                except BadInputError as error:
                    refusals.append(Refusal(row, self._place(known, name), error))
                else:
                    if value is not None:
                        values[known.key] = value
            fresh.append((name, values))
        return fresh, refusals

    def replaced(
        self, cells: Iterable[tuple[Workload, int]], find: str, put: str, *, whole: bool
    ) -> list[tuple[Workload, int, str]]:
        """Return cells that say something, with something else in its place; ids stay.

        Parameters
        ----------
        cells
            Workload and column (from 0) of each cell to look at.
        find
            What is looked for, whatever its case.
        put
            What is put in its place.
        whole
            Only where it is all that the cell says.
        """
        pattern = re.compile(re.escape(find), re.IGNORECASE)
        made = []
        for workload, column in cells:
            text = self.text(workload, column, signed=False)
            hit = pattern.fullmatch(text) if whole else pattern.search(text)
            if column > 0 and find and hit:
                made.append((workload, column, pattern.sub(lambda _: put, text)))
        return made

    def _place(self, known: Field, name: str) -> str:
        field = say(f"fields.{known.key}", self.language)
        return say("ui_enter.place.of", self.language, column=field, name=name)
