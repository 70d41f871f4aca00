"""Workloads added, copied, set aside and deleted by hand, as steps that can be undone.

What speaks of a workload that goes, goes with it: dependencies, servers, doubts, its name in
decisions and in what other workloads recover.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Final

from planner.codec.plain_text import without_marks
from planner.editing.operations import Operation
from planner.errors import BadInputError, Message
from planner.model.fields import FIELD_BY_KEY, FieldKind, Value
from planner.model.inventory import Dependency, Inventory, Server, SetAside, Workload
from planner.model.issue import CellRef
from planner.model.scenario import Decision, Scenario
from planner.project import Document

__all__ = [
    "BY_HAND",
    "add_workloads",
    "delete_workloads",
    "duplicate_workloads",
    "fresh_id",
    "set_aside_workloads",
    "with_added",
]

BY_HAND: Final = "by_hand"
"""Why a row was set aside: a person wanted it so."""


def fresh_id(inventory: Inventory, name: str, taken: Collection[str] = ()) -> str:
    """Return a name that is free, with ``(2)`` and so on behind it where it is taken.

    Parameters
    ----------
    inventory
        Whose ids are taken.
    name
        The one wanted.
    taken
        More that are taken.
    """
    known = {*inventory.by_id, *taken}
    chosen, number = name, 2
    while chosen in known:
        chosen, number = f"{name} ({number})", number + 1
    return chosen


def add_workloads(
    document: Document, added: Collection[tuple[str, Mapping[str, Value]]]
) -> Operation:
    """Add workloads: a name and the values of its fields each.

    Raises
    ------
    BadInputError
        One has no name.
    """
    inventory = document.inventory
    fresh: list[Workload] = []
    for name, values in without_marks([(name, dict(values)) for name, values in added]):
        if not name.strip():
            raise BadInputError(
                "errors.file.row_has_no_name", "errors.file.give_the_application_a_name"
            )
        taken = fresh_id(inventory, name.strip(), [one.id for one in fresh])
        fresh.append(Workload(taken, name.strip(), values, {}, frozenset(("name", *values))))
    key = "ui_enter.undo.add" if len(fresh) == 1 else "ui_enter.undo.add_many"
    label = Message(key, {"name": fresh[0].name if fresh else "", "count": str(len(fresh))})
    changed = replace(inventory, workloads=(*inventory.workloads, *fresh))
    return Operation(label, replace(document, inventory=changed), replan=True)


def with_added(
    operation: Operation, added: Collection[tuple[str, Mapping[str, Value]]]
) -> Operation:
    """Return a step that also adds workloads; it keeps its name."""
    if not added:
        return operation
    made = add_workloads(operation.document, added)
    return replace(operation, document=made.document, replan=True)


def duplicate_workloads(document: Document, names: Collection[str]) -> Operation:
    """Put a copy behind each of these workloads; nothing depends on a copy, and it on nothing."""
    inventory = document.inventory
    kept: list[Workload] = []
    taken: list[str] = []
    for one in inventory.workloads:
        kept.append(one)
        if one.id in names:
            key = fresh_id(inventory, one.id, taken)
            title = fresh_id(
                inventory, one.name, [other.name for other in (*inventory.workloads, *kept)]
            )
            taken.append(key)
            kept.append(replace(one, id=key, name=title, cells={}, edited=frozenset(one.values)))
    label = Message("ui_enter.undo.duplicate", {"names": _names(document, names)})
    changed = replace(inventory, workloads=tuple(kept))
    return Operation(label, replace(document, inventory=changed), replan=True)


def delete_workloads(document: Document, names: Collection[str]) -> Operation:
    """Take workloads out for good, with all that speaks of them."""
    label = Message("ui_enter.undo.delete", {"names": _names(document, names)})
    return Operation(label, _without(document, frozenset(names)), replan=True)


def set_aside_workloads(document: Document, names: Collection[str]) -> Operation:
    """Set workloads aside with their servers and dependencies: visible, and taken in again."""
    gone = frozenset(names)
    rows = tuple(_rows_of(document.inventory, gone))
    changed = _without(document, gone)
    inventory = replace(changed.inventory, set_aside=(*changed.inventory.set_aside, *rows))
    label = Message("ui_enter.undo.set_aside", {"names": _names(document, names)})
    return Operation(label, replace(changed, inventory=inventory), replan=True)


def _rows_of(inventory: Inventory, gone: frozenset[str]) -> Iterator[SetAside]:
    for one in inventory.workloads:
        if one.id in gone:
            texts = {"id": one.id, "name": one.name, **_texts(one.values), **one.extra}
            cell = one.cells.get("name", CellRef())
            yield SetAside(cell, texts, BY_HAND, "workloads")
    for server in inventory.servers:
        if server.workload_id in gone:
            yield _server_row(server)
    for link in inventory.dependencies:
        if link.source in gone or link.needed in gone:
            yield SetAside(link.cell, _link_texts(link), BY_HAND, "dependencies")


def _server_row(server: Server) -> SetAside:
    texts = {
        "name": server.name,
        "application": server.workload_id,
        **_texts(server.values),
        **server.extra,
    }
    return SetAside(server.cell, texts, BY_HAND, "servers")


def _link_texts(link: Dependency) -> dict[str, str]:
    found = {one.name: getattr(link, one.name) for one in fields(link) if one.name != "cell"}
    return {key: _plain(value) for key, value in found.items() if value not in (None, "", False)}


def _texts(values: Mapping[str, Value]) -> dict[str, str]:
    """Return values as texts that are read as the same values again."""
    return {
        key: f"{int(str(value)) / 100:.2f}"
        if key in FIELD_BY_KEY and FIELD_BY_KEY[key].kind is FieldKind.MONEY
        else _plain(value)
        for key, value in values.items()
    }


def _plain(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(value)
        case float():
            return f"{value:g}" if float(f"{value:g}") == value else repr(value)
        case _:
            return str(value)


def _without(document: Document, gone: frozenset[str]) -> Document:
    """Return the document without these workloads and without what speaks of them."""
    inventory = document.inventory
    left = replace(
        inventory,
        workloads=tuple(_unlinked(one, gone) for one in inventory.workloads if one.id not in gone),
        dependencies=tuple(
            link
            for link in inventory.dependencies
            if link.source not in gone and link.needed not in gone
        ),
        servers=tuple(one for one in inventory.servers if one.workload_id not in gone),
    )
    return replace(
        document,
        inventory=left,
        issues=tuple(one for one in document.issues if one.workload_id not in gone),
        scenarios=tuple(_scenario_without(one, gone) for one in document.scenarios),
        log=tuple(_decision_without(one, gone) for one in document.log),
    )


def _unlinked(one: Workload, gone: frozenset[str]) -> Workload:
    if one.values.get("recovery_of") not in gone:
        return one
    return replace(one, values={k: v for k, v in one.values.items() if k != "recovery_of"})


def _scenario_without(scenario: Scenario, gone: frozenset[str]) -> Scenario:
    progress = tuple(
        replace(one, workloads=tuple(name for name in one.workloads if name not in gone))
        for one in scenario.progress
    )
    decisions = tuple(_decision_without(one, gone) for one in scenario.decisions)
    return replace(scenario, decisions=decisions, progress=progress)


def _decision_without(decision: Decision, gone: frozenset[str]) -> Decision:
    """Let a decision speak of those that stay; one that speaks of nobody else stands no more."""
    left = tuple(name for name in decision.workloads if name not in gone)
    if left == decision.workloads:
        return decision
    return replace(
        decision, workloads=left or decision.workloads, active=decision.active and bool(left)
    )


def _names(document: Document, names: Collection[str]) -> str:
    first = [one.name for one in document.inventory.workloads if one.id in names]
    return ", ".join(first[:2]) + (" …" if len(first) > 2 else "")
