"""What a person can do: each action is one function returning a named operation.

An operation holds the document after the action and the words of the action for the Edit menu;
the session puts it into the history, so that all of these can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.codec.plain_text import without_marks
from planner.errors import Message
from planner.model.fields import Value
from planner.model.inventory import Workload
from planner.model.scenario import Dials
from planner.optimising.plan import Plan
from planner.project import Document

__all__ = [
    "Operation",
    "edit_cells",
    "keep_plan",
    "plan_by",
    "turn_dials",
]


@dataclass(frozen=True, slots=True)
class Operation:
    """The document after an action.

    Attributes
    ----------
    label
        Text key and parameters of the action's name.
    replan
        Whether the plan no longer answers the document and is to be found again.
    merge
        Whether steps of the same label become one (a slider that is moved).
    """

    label: Message
    document: Document
    replan: bool = False
    merge: bool = False


def edit_cells(
    document: Document, edits: Mapping[tuple[str, str], Value | str | None]
) -> Operation:
    """Set fields of workloads: (workload id, field key or ``"name"``) to a value; None clears.

    A doubt about a cell goes when the cell is given a value.
    """
    by_workload: dict[str, dict[str, Value | str | None]] = {}
    for (workload_id, key), value in edits.items():
        by_workload.setdefault(workload_id, {})[key] = value
    workloads = tuple(
        _edited(workload, by_workload[workload.id]) if workload.id in by_workload else workload
        for workload in document.inventory.workloads
    )
    inventory = replace(document.inventory, workloads=workloads)
    filled = {cell for cell, value in edits.items() if value is not None}
    issues = tuple(one for one in document.issues if (one.workload_id, one.field) not in filled)
    if len(edits) == 1:
        (workload_id, key) = next(iter(edits))
        name = document.inventory.by_id[workload_id].name
        label = Message("ui.undo.edit", {"name": name, "field": key})
    else:
        label = Message("ui.undo.edit_many", {"count": str(len(edits))})
    changed = replace(document, inventory=inventory, issues=issues)
    return Operation(label, changed, replan=True)


def _edited(workload: Workload, changes: Mapping[str, Value | str | None]) -> Workload:
    values = dict(workload.values)
    name = workload.name
    for key, typed in changes.items():
        value = without_marks(typed)
        if key == "name":
            name = str(value) if value else name
        elif value is None:
            values.pop(key, None)
        else:
            values[key] = value
    edited = workload.edited | frozenset(changes)
    return replace(workload, name=name, values=values, edited=edited)


def turn_dials(document: Document, dials: Dials, what: str) -> Operation:
    """Set weights and prices.

    Parameters
    ----------
    dials
        All of them, as they are to stand.
    what
        Names the dial that was turned, so that one drag is one step.
    """
    scenario = replace(document.scenario, dials=dials)
    changed = document.with_scenario(scenario)
    return Operation(Message("ui.undo.dials", {"what": what}), changed, replan=True, merge=True)


def plan_by(document: Document, preset: str) -> Operation:
    """Plan the active scenario by a publisher's wave rules; by the program's own where empty."""
    changed = document.with_scenario(replace(document.scenario, preset=preset))
    return Operation(Message("ui.undo.preset"), changed, replan=True)


def keep_plan(document: Document, plan: Plan) -> Operation:
    """Take a plan that was found into the active scenario."""
    changed = document.with_scenario(replace(document.scenario, plan=plan))
    return Operation(Message("ui.undo.plan"), changed)
