"""One-click repairs of an issue, each giving a new inventory."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterable, Mapping

from planner.errors import BadInputError
from planner.importing.joining.reclaim import take_in
from planner.model.fields import Value
from planner.model.inventory import Inventory, SetAside, Workload
from planner.model.issue import Fix, Issue

__all__ = ["apply_fix", "apply_of_values"]

_OF_VALUES = ("set_field", "clear_field", "swap_dates")
"""Repairs that only give values to one workload: any number of them is one walk."""


def apply_fix(inventory: Inventory, issue: Issue) -> Inventory:
    """Return the inventory with an issue's fix applied; unchanged where it no longer fits.

    ========================  ==================================================================
    ``set_end``               take dependencies back in, with the name that was meant
    ``add_workload``          add the application that dependencies name, and take them in
    ``take_in``               take a row back in as it stands
    ``take_in_alike``         take in all rows of the sheet that were set aside for one reason
    ``merge_workloads``       make two workloads one, in which the other's values win
    ``remove_workload``       remove a workload with its dependencies
    ``set_field``             set a field to the choice that was probably meant
    ``set_word``              set it for every row of the column that holds the same word
    ``clear_field``           empty a field
    ``swap_dates``            exchange the earliest and the latest date
    ``confirm_kinds``         set the kind of every workload that ``params["ids"]`` lists
    ``confirm_places``        set where workloads run, as ``params["targets"]`` reads names
    ========================  ==================================================================
    """
    fix = issue.fix
    if fix is None:
        return inventory
    if fix.action in _OF_VALUES:
        return apply_of_values(inventory, [issue])
    repairs: dict[str, Callable[[], Inventory]] = {
        "set_end": lambda: _set_end(inventory, fix),
        "add_workload": lambda: _add_workload(inventory, issue, fix),
        "take_in": lambda: _take_in(inventory, issue, {}),
        "take_in_alike": lambda: _take_in_alike(inventory, issue, fix),
        "merge_workloads": lambda: _merge(inventory, fix.workload_id, fix.value),
        "remove_workload": lambda: _remove(inventory, fix.workload_id),
        "set_word": lambda: _set_word(inventory, issue, fix),
        "confirm_kinds": lambda: _confirm_kinds(inventory, issue, fix),
        "confirm_places": lambda: _confirm_places(inventory, issue),
    }
    repair = repairs.get(fix.action)
    return inventory if repair is None else repair()


def _aside(inventory: Inventory, issue: Issue) -> SetAside | None:
    return next((row for row in inventory.set_aside if row.cell == issue.where), None)


def _take_in(inventory: Inventory, issue: Issue, texts: Mapping[str, str]) -> Inventory:
    row = _aside(inventory, issue)
    if row is None:
        return inventory
    try:
        return take_in(inventory, row, {**row.texts, **texts})
    except BadInputError:
        return inventory  # it was changed meanwhile


def _take_in_alike(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    place = (issue.where.file, issue.where.sheet, fix.value)
    said = issue.params.get("text", "") if issue.code == fix.value else ""  # by a column of kinds
    for row in inventory.set_aside:
        alike = (row.cell.file, row.cell.sheet, row.reason_code) == place
        if alike and (not said or said in row.texts.values()):
            with contextlib.suppress(BadInputError):  # it was changed meanwhile
                inventory = take_in(inventory, row)
    return inventory


def _set_end(inventory: Inventory, fix: Fix) -> Inventory:
    if fix.workload_id not in inventory.by_id:
        return inventory
    return _take_in_naming(inventory, fix, {fix.field: fix.workload_id})


def _add_workload(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    """Add an application that dependencies name, and take them in."""
    if fix.value in inventory.by_id or not any(_names(row, fix) for row in inventory.set_aside):
        return inventory
    fresh = Workload(fix.value, fix.value, {}, {"name": issue.where})
    grown = dataclasses.replace(inventory, workloads=(*inventory.workloads, fresh))
    return _take_in_naming(grown, fix, {})


def _names(row: SetAside, fix: Fix) -> bool:
    return row.kind == "dependencies" and row.texts.get(fix.field) == fix.value


def _take_in_naming(inventory: Inventory, fix: Fix, texts: Mapping[str, str]) -> Inventory:
    """Take in every dependency that names what a repair is about."""
    for row in inventory.set_aside:
        if _names(row, fix):
            with contextlib.suppress(BadInputError):  # it was changed meanwhile
                inventory = take_in(inventory, row, {**row.texts, **texts})
    return inventory


def apply_of_values(inventory: Inventory, issues: Iterable[Issue]) -> Inventory:
    """Return the inventory with all repairs of ``issues`` that only set or empty values.

    Unchanged where none of them is of that kind, or none fits any more.
    """
    changes: dict[str, dict[str, Value | None]] = {}
    for issue in issues:
        fix = issue.fix
        if fix is None or fix.action not in _OF_VALUES:
            continue
        name = fix.workload_id or issue.workload_id
        if name not in inventory.by_id:
            continue
        if fix.action == "swap_dates":
            values = _swapped(inventory.by_id[name])
        else:
            values = {fix.field: fix.value if fix.action == "set_field" else None}
        if values:
            changes.setdefault(name, {}).update(values)
    return _change(inventory, changes)


def _change(inventory: Inventory, changes: Mapping[str, Mapping[str, Value | None]]) -> Inventory:
    """Set values by workload, marked as a person's; None empties a field."""
    if not changes.keys() & inventory.by_id.keys():
        return inventory

    def changed(workload: Workload) -> Workload:
        values = changes.get(workload.id)
        if values is None:
            return workload
        kept = {key: value for key, value in workload.values.items() if key not in values}
        fresh = {key: value for key, value in values.items() if value is not None}
        edited = workload.edited | values.keys()
        return dataclasses.replace(workload, values={**kept, **fresh}, edited=frozenset(edited))

    return dataclasses.replace(inventory, workloads=tuple(map(changed, inventory.workloads)))


def _confirm_kinds(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    names = issue.params.get("ids", "").split("\n")
    return _change(inventory, {name: {fix.field: fix.value} for name in names})


def _confirm_places(inventory: Inventory, issue: Issue) -> Inventory:
    """Each line of ``targets`` is a target, a tab, and the name of the place that it means."""
    lines = issue.params.get("targets", "").split("\n")
    meant = {text: target for target, _, text in (line.partition("\t") for line in lines)}
    places = ((one.id, one.text("current_target")) for one in inventory.workloads)
    return _change(
        inventory,
        {name: {"current_target": meant[text]} for name, text in places if text in meant},
    )


def _set_word(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    """Give a choice to all workloads whose cell held the word and that have no value yet."""
    rows = {int(row) for row in issue.params.get("rows", "").split() if row.isdecimal()}
    place = (issue.where.file, issue.where.sheet)
    meant = []
    for workload in inventory.workloads:
        cell = workload.cells.get(fix.field) or workload.cells.get("name")
        here = cell is not None and (cell.file, cell.sheet) == place and cell.row in rows
        if here and fix.field not in workload.values:
            meant.append(workload.id)
    return _change(inventory, {name: {fix.field: fix.value} for name in meant})


def _swapped(workload: Workload) -> dict[str, Value | None]:
    first, last = workload.day("earliest_date"), workload.day("latest_date")
    if first is None or last is None or first <= last:
        return {}
    return {"earliest_date": last, "latest_date": first}


def _remove(inventory: Inventory, workload_id: str) -> Inventory:
    if workload_id not in inventory.by_id:
        return inventory
    return dataclasses.replace(
        inventory,
        workloads=tuple(w for w in inventory.workloads if w.id != workload_id),
        dependencies=tuple(
            d for d in inventory.dependencies if workload_id not in (d.source, d.needed)
        ),
        servers=tuple(s for s in inventory.servers if s.workload_id != workload_id),
    )


def _merge(inventory: Inventory, gone: str, kept: str) -> Inventory:
    if gone == kept or not {gone, kept} <= inventory.by_id.keys():
        return inventory
    first, second = inventory.by_id[kept], inventory.by_id[gone]
    merged = dataclasses.replace(
        first,
        values={**second.values, **first.values},
        cells={**second.cells, **first.cells},
        edited=first.edited | second.edited,
        extra={**second.extra, **first.extra},
    )

    def settled(key: str) -> str:
        return kept if key == gone else key

    links = {
        dataclasses.replace(link, source=settled(link.source), needed=settled(link.needed)): None
        for link in inventory.dependencies
        if settled(link.source) != settled(link.needed)
    }
    return dataclasses.replace(
        inventory,
        workloads=tuple(merged if w.id == kept else w for w in inventory.workloads if w.id != gone),
        dependencies=tuple(links),
        servers=tuple(
            dataclasses.replace(server, workload_id=settled(server.workload_id))
            for server in inventory.servers
        ),
    )
