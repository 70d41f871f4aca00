"""One-click repairs of an issue, each giving a new inventory."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from planner.errors import BadInputError
from planner.importing.joining.reclaim import take_in
from planner.model.fields import Value
from planner.model.inventory import Inventory, SetAside, Workload
from planner.model.issue import Fix, Issue

__all__ = ["apply_fix"]


def apply_fix(inventory: Inventory, issue: Issue) -> Inventory:
    """Return the inventory with an issue's fix applied; unchanged where it no longer fits.

    ========================  ==================================================================
    ``set_end``               take a dependency back in, with the name that was meant
    ``add_workload``          add the application a dependency names, and take the dependency in
    ``take_in``               take a row back in as it stands
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
    repairs: dict[str, Callable[[], Inventory]] = {
        "set_end": lambda: _set_end(inventory, issue, fix),
        "add_workload": lambda: _add_workload(inventory, issue, fix),
        "take_in": lambda: _take_in(inventory, issue, {}),
        "merge_workloads": lambda: _merge(inventory, fix.workload_id, fix.value),
        "remove_workload": lambda: _remove(inventory, fix.workload_id),
        "set_field": lambda: _change(
            inventory, fix.workload_id or issue.workload_id, {fix.field: fix.value}
        ),
        "set_word": lambda: _set_word(inventory, issue, fix),
        "clear_field": lambda: _change(inventory, fix.workload_id, {fix.field: None}),
        "swap_dates": lambda: _swap_dates(inventory, fix.workload_id),
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


def _set_end(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    if fix.workload_id not in inventory.by_id:
        return inventory
    return _take_in(inventory, issue, {fix.field: fix.workload_id})


def _add_workload(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    """Add an application that a dependency names, and take the dependency in."""
    if fix.value in inventory.by_id or _aside(inventory, issue) is None:
        return inventory
    fresh = Workload(fix.value, fix.value, {}, {"name": issue.where})
    grown = dataclasses.replace(inventory, workloads=(*inventory.workloads, fresh))
    return _take_in(grown, issue, {})


def _change(
    inventory: Inventory, workload_id: str, values: Mapping[str, Value | None]
) -> Inventory:
    """Set values of a workload, marked as a person's; None empties a field."""
    if workload_id not in inventory.by_id:
        return inventory

    def changed(workload: Workload) -> Workload:
        kept = {key: value for key, value in workload.values.items() if key not in values}
        fresh = {key: value for key, value in values.items() if value is not None}
        edited = workload.edited | values.keys()
        return dataclasses.replace(workload, values={**kept, **fresh}, edited=frozenset(edited))

    return dataclasses.replace(
        inventory,
        workloads=tuple(changed(w) if w.id == workload_id else w for w in inventory.workloads),
    )


def _confirm_kinds(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    changed = inventory
    for identity in issue.params.get("ids", "").split("\n"):
        changed = _change(changed, identity, {fix.field: fix.value})
    return changed


def _confirm_places(inventory: Inventory, issue: Issue) -> Inventory:
    """Each line of ``targets`` is a target, a tab, and the name of the place that it means."""
    lines = issue.params.get("targets", "").split("\n")
    meant = {text: target for target, _, text in (line.partition("\t") for line in lines)}
    changed = inventory
    for workload in inventory.workloads:
        text = workload.text("current_target")
        if text in meant:
            changed = _change(changed, workload.id, {"current_target": meant[text]})
    return changed


def _set_word(inventory: Inventory, issue: Issue, fix: Fix) -> Inventory:
    """Give a choice to all workloads whose cell held the word and that have no value yet."""
    rows = {int(row) for row in issue.params.get("rows", "").split() if row.isdecimal()}
    place = (issue.where.file, issue.where.sheet)
    for workload in inventory.workloads:
        cell = workload.cells.get(fix.field) or workload.cells.get("name")
        here = cell is not None and (cell.file, cell.sheet) == place and cell.row in rows
        if here and fix.field not in workload.values:
            inventory = _change(inventory, workload.id, {fix.field: fix.value})
    return inventory


def _swap_dates(inventory: Inventory, workload_id: str) -> Inventory:
    workload = inventory.by_id.get(workload_id)
    if workload is None:
        return inventory
    first, last = workload.day("earliest_date"), workload.day("latest_date")
    if first is None or last is None or first <= last:
        return inventory
    return _change(inventory, workload_id, {"earliest_date": last, "latest_date": first})


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
