"""Servers moved from one workload to another by hand, as a step that can be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.fields import Value
from planner.model.inventory import Inventory, Server, Workload
from planner.project import Document

__all__ = ["BY_HAND", "move_servers"]

STATES = ("template", "powered_off")
BY_HAND = "by_hand"
"""The rule of a server a person has put into its workload."""


def move_servers(document: Document, places: Collection[int], name: str) -> Operation | None:
    """Put servers into a workload, which is made where the name is new.

    Sizes that were the sum of a workload's servers are added up again; what a sheet or a person
    says of them stays. A workload that was nothing but its servers, and that nothing needs, goes
    when its last server does. None where nothing moves.

    Parameters
    ----------
    places
        Of the servers in the inventory's list, from 0.
    name
        Of the workload.
    """
    inventory, name = document.inventory, name.strip()
    workload_id = _id_of(inventory, name)
    moved = {
        place
        for place in places
        if 0 <= place < len(inventory.servers)
        and inventory.servers[place].workload_id != workload_id
    }
    if not moved or not name:
        return None
    servers = tuple(
        replace(server, workload_id=workload_id, grouped_by=BY_HAND) if place in moved else server
        for place, server in enumerate(inventory.servers)
    )
    touched = {inventory.servers[place].workload_id for place in moved} | {workload_id}
    workloads = list(inventory.workloads)
    if workload_id not in inventory.by_id:
        workloads.append(Workload(workload_id, name))
    linked = {end for link in inventory.dependencies for end in (link.source, link.needed)}
    decided = {
        one
        for scenario in document.scenarios
        for decision in scenario.decisions
        for one in decision.workloads
    }
    kept = []
    for workload in workloads:
        if workload.id not in touched:
            kept.append(workload)
            continue
        old = _sum([s for s in inventory.servers if s.workload_id == workload.id])
        new = _sum([s for s in servers if s.workload_id == workload.id])
        bare = not workload.edited and all(old.get(k) == v for k, v in workload.values.items())
        if not (bare and not new and workload.id not in linked | decided):
            kept.append(_resized(workload, old, new))
    changed = replace(inventory, workloads=tuple(kept), servers=servers)
    label = Message("ui_import.undo.regroup", {"count": str(len(moved)), "name": name})
    return Operation(label, replace(document, inventory=changed), replan=True)


def _id_of(inventory: Inventory, name: str) -> str:
    """Return the id of the workload called ``name``; a new one's where there is none."""
    for workload in inventory.workloads:
        if name.casefold() in (workload.name.casefold(), workload.id.casefold()):
            return workload.id
    return name


def _sum(servers: Collection[Server]) -> dict[str, Value]:
    from planner.importing.joining.collected import ServerEntry
    from planner.importing.joining.rollup import summed

    if not servers:
        return {}
    entries = []
    for server in servers:
        tags = server.values.get("tags", ())
        named = tags if isinstance(tags, tuple) else ()
        states = [state for state in STATES if state in named]
        values = {key: value for key, value in server.values.items() if key != "tags"}
        if own := tuple(tag for tag in named if tag not in STATES):
            values["tags"] = own  # the import adds the state to the tags
        entries.append(
            ServerEntry(
                name=server.name,
                values=values,
                applications=(),
                rule=server.grouped_by,
                cell=server.cell,
                state=states[0] if states else "",
            )
        )
    return summed(entries)


def _resized(workload: Workload, old: dict[str, Value], new: dict[str, Value]) -> Workload:
    values = dict(workload.values)
    for key in (*old, *new):
        said_elsewhere = key in workload.edited or values.get(key) != old.get(key)
        if key == "tags" or said_elsewhere:
            continue
        if key in new:
            values[key] = new[key]
        else:
            values.pop(key, None)
    return replace(workload, values=values)
