"""One-click repairs of an issue, each giving a new inventory."""

from __future__ import annotations

import dataclasses

from planner.model.inventory import Dependency, Inventory
from planner.model.issue import Issue

__all__ = ["apply_fix"]


def apply_fix(inventory: Inventory, issue: Issue) -> Inventory:
    """Return the inventory with an issue's fix applied; unchanged where it no longer fits.

    ``set_end`` takes a dependency that was set aside back in, with the name that was meant;
    ``merge_workloads`` makes two workloads one, in which the other's values win.
    """
    fix = issue.fix
    if fix is None:
        return inventory
    if fix.action == "set_end":
        return _set_end(inventory, issue)
    if fix.action == "merge_workloads":
        return _merge(inventory, fix.workload_id, fix.value)
    return inventory


def _set_end(inventory: Inventory, issue: Issue) -> Inventory:
    fix = issue.fix
    assert fix is not None
    row = next((row for row in inventory.set_aside if row.cell == issue.where), None)
    if row is None or fix.workload_id not in inventory.by_id:
        return inventory
    ends = {**row.texts, fix.field: fix.workload_id}
    by_name = {w.name.casefold(): w.id for w in inventory.workloads}
    source, needed = (
        text if text in inventory.by_id else by_name.get(text.casefold(), "")
        for text in (ends.get("source", ""), ends.get("needed", ""))
    )
    if not source or not needed or source == needed:
        return inventory
    link = Dependency(source, needed, note=ends.get("note", ""), cell=row.cell)
    return dataclasses.replace(
        inventory,
        dependencies=(*inventory.dependencies, link),
        set_aside=tuple(other for other in inventory.set_aside if other is not row),
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
