"""The programme changed by hand: cells, rows and settings, as steps that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from planner.editing.operations import Operation
from planner.editing.programme_tables import (
    CURRENCY,
    SCENARIO_FIELDS,
    TABLES,
    ProgrammeTable,
    checked,
    currency_of,
    of_scenario,
    with_cell,
    with_setting,
)
from planner.errors import BadInputError, Message, message
from planner.model.fields import Value
from planner.model.inventory import Workload
from planner.model.programme import Programme
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.project import Document

__all__ = [
    "add_row",
    "delete_rows",
    "edit_programme",
    "set_settings",
]

_PLACES: Final = ("current_target", "pin_target")
_CURRENCY_TAKEN: Final = ("currency_by_country", "currency_assumed")
"""Doubts that are answered where somebody enters the currency."""
_OF_TARGETS: Final = (DecisionKind.PIN_TARGET, DecisionKind.BAN_TARGET)


def edit_programme(
    document: Document, key: str, edits: Mapping[tuple[int, str], Value | None]
) -> Operation:
    """Set cells of a table.

    A target or team that is called otherwise is so wherever it is spoken of.

    Parameters
    ----------
    key
        Which table of the programme.
    edits
        By row (from 0) and column: a value in the column's unit; None empties the cell.

    Raises
    ------
    BadInputError
        The rows cannot stand so.
    """
    table = TABLES[key]
    rows = list(table.rows(document.programme))
    renamed: dict[str, str] = {}
    for (place, column), value in edits.items():
        before = rows[place]
        rows[place] = with_cell(table, before, column, value)
        if column == "first_day" and (place, "last_day") not in edits:
            rows[place] = _moved_along(rows[place], before)
        if column == "id" and value:
            renamed[before.id] = str(value)
    document = _with_rows(document, table, checked(table, tuple(rows)))
    if renamed and key == "targets":
        document = _rename_targets(document, renamed)
    elif renamed and key == "teams":
        document = _rename_teams(document, renamed)
    label = Message("ui_enter.undo.table", {"table": message(f"importing.block.{key}")})
    return Operation(label, document, replan=True)


def _moved_along(row: Any, before: Any) -> Any:
    """Return a span that would end before its new first day with its last day moved along."""
    if row.last_day >= row.first_day:
        return row
    return replace(row, last_day=row.first_day + (before.last_day - before.first_day))


def add_row(
    document: Document,
    key: str,
    today: date,
    values: Mapping[str, Value] | None = None,
    like: int | None = None,
) -> Operation:
    """Add a row to a table: as a new one begins, or ``like`` another row of it.

    Parameters
    ----------
    key
        Which table of the programme.
    today
        First day of what a new row begins with.
    values
        By column, in the column's unit; None: what a new row has.
    like
        Row (from 0) to copy; None: none.

    Raises
    ------
    BadInputError
        ``values`` make no row.
    """
    table = TABLES[key]
    rows = table.rows(document.programme)
    row = _blank(document.programme, table, today) if like is None else rows[like]
    if hasattr(row, "id"):
        row = replace(row, id=_free_id(table, rows))
    given = set(table.required) if values is None else {"id", *values}
    for column in table.required:
        if column not in given:
            row = with_cell(table, row, column, None)
    for column, value in (values or {}).items():
        row = with_cell(table, row, column, value)
    document = _with_rows(document, table, checked(table, (*rows, row)))
    label = Message("ui_enter.undo.row_add", {"table": message(f"importing.block.{key}")})
    return Operation(label, document, replan=True)


def delete_rows(document: Document, key: str, places: Collection[int]) -> Operation:
    """Take rows out of a table.

    Parameters
    ----------
    key
        Which table of the programme.
    places
        Rows, from 0.

    Raises
    ------
    BadInputError
        A target is to go that workloads run on or are to go to, or no target would be left.
    """
    table = TABLES[key]
    rows = table.rows(document.programme)
    kept = tuple(row for place, row in enumerate(rows) if place not in places)
    if key == "targets":
        _refuse_used(document, [row.id for at, row in enumerate(rows) if at in places], kept)
    label = Message("ui_enter.undo.row_delete", {"table": message(f"importing.block.{key}")})
    return Operation(label, _with_rows(document, table, kept), replan=True)


def set_settings(document: Document, settings: Mapping[str, Value | None]) -> Operation:
    """Set settings of the programme and its scenario; None sets what a new programme has.

    Raises
    ------
    BadInputError
        A value cannot be taken.
    """
    programme, scenario, inventory = document.programme, document.scenario, document.inventory
    own, issues = {one.key for one in SCENARIO_FIELDS}, document.issues
    for key, value in settings.items():
        if key == CURRENCY.key:
            inventory = replace(inventory, currency=currency_of(value))
            issues = tuple(one for one in issues if one.code not in _CURRENCY_TAKEN)
        elif key in own:
            scenario = of_scenario(scenario, key, value)
        else:
            programme = with_setting(programme, key, value)
    first = next(iter(settings))
    label = Message("ui_enter.undo.setting", {"setting": message(f"importing.setting.{first}")})
    changed = replace(
        document, programme=programme, inventory=inventory, issues=issues
    ).with_scenario(scenario)
    return Operation(label, changed, replan=True)


def _with_rows(document: Document, table: ProgrammeTable, rows: tuple[Any, ...]) -> Document:
    changed: dict[str, Any] = {table.key: rows}
    programme = replace(document.programme, **changed)
    return replace(document, programme=programme)


def _free_id(table: ProgrammeTable, rows: tuple[Any, ...]) -> str:
    taken = {row.id for row in rows}
    number = len(rows) + 1
    while str(table.blank.id).format(number=number) in taken:
        number += 1
    return str(table.blank.id).format(number=number)


def _blank(programme: Programme, table: ProgrammeTable, today: date) -> Any:
    """Return a new row; a wave follows the last one, a price is that of the first target.

    A place to be empty is so by the last wave until its day is entered.
    """
    rows = table.rows(programme)
    if table.key == "waves":
        slots = programme.calendar(today, more=1)
        slot = slots[-1]
        if not rows:
            return slots[0]
        return slot
    if table.key == "budgets":
        slots = programme.calendar(today)
        year = max((one.last_day.year + 1 for one in rows), default=slots[0].first_day.year)
        return replace(table.blank, first_day=date(year, 1, 1), last_day=date(year, 12, 31))
    if table.key == "extensions" and programme.targets:
        private = [one.id for one in programme.targets if one.kind == "private"]
        return replace(table.blank, target=(private or [programme.targets[0].id])[0])
    if table.key == "freezes":
        first = programme.start or today
        return replace(table.blank, first_day=first, last_day=first + timedelta(days=6))
    if table.key == "prices" and programme.targets:
        return replace(table.blank, target=programme.targets[0].id)
    if table.key == "people":
        return replace(table.blank, name="?")
    if table.key == "vacancies":
        return replace(table.blank, place="?", day=programme.calendar(today)[-1].last_day)
    return table.blank


def _refuse_used(document: Document, gone: list[str], kept: tuple[Any, ...]) -> None:
    if not kept:
        raise BadInputError("ui_enter.target.last", "ui_enter.target.last.advice")
    for name in gone:
        users = [
            one
            for one in document.inventory.workloads
            if name in (one.values.get("current_target"), one.values.get("pin_target"))
        ]
        if users:
            raise BadInputError(
                "ui_enter.target.used",
                "ui_enter.target.used.advice",
                name=name,
                count=len(users),
                first=users[0].name,
            )


def _rename_targets(document: Document, renamed: Mapping[str, str]) -> Document:
    programme = document.programme
    prices = tuple(
        replace(line, target=renamed.get(line.target, line.target)) for line in programme.prices
    )
    steps = tuple(
        replace(one, target=renamed.get(one.target, one.target)) for one in programme.extensions
    )
    limits = tuple(
        replace(one, targets=tuple(renamed.get(name, name) for name in one.targets))
        for one in programme.limits
    )
    workloads = tuple(_on(one, renamed) for one in document.inventory.workloads)
    return replace(
        document,
        programme=replace(programme, prices=prices, limits=limits, extensions=steps),
        inventory=replace(document.inventory, workloads=workloads),
        scenarios=tuple(_scenario_on(one, renamed) for one in document.scenarios),
        log=tuple(_decided_on(one, renamed) for one in document.log),
    )


def _on(one: Workload, renamed: Mapping[str, str]) -> Workload:
    changed: dict[str, Value] = {
        key: renamed[str(one.values[key])] for key in _PLACES if one.values.get(key) in renamed
    }
    banned = one.names("banned_targets")
    if any(name in renamed for name in banned):
        changed["banned_targets"] = tuple(renamed.get(name, name) for name in banned)
    return replace(one, values={**one.values, **changed}) if changed else one


def _scenario_on(scenario: Scenario, renamed: Mapping[str, str]) -> Scenario:
    return replace(
        scenario, decisions=tuple(_decided_on(one, renamed) for one in scenario.decisions)
    )


def _decided_on(decision: Decision, renamed: Mapping[str, str]) -> Decision:
    if decision.kind in _OF_TARGETS and decision.value in renamed:
        return replace(decision, value=renamed[decision.value])
    return decision


def _rename_teams(document: Document, renamed: Mapping[str, str]) -> Document:
    programme, inventory = document.programme, document.inventory
    prices = tuple(
        replace(line, team=renamed.get(line.team, line.team)) for line in programme.prices
    )
    workloads = tuple(
        replace(one, values={**one.values, "team": renamed[str(one.values["team"])]})
        if one.values.get("team") in renamed
        else one
        for one in inventory.workloads
    )
    return replace(
        document,
        programme=replace(programme, prices=prices),
        inventory=replace(inventory, workloads=workloads),
    )
