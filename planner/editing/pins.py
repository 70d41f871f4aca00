"""Pins taken back, and notes on workloads, as steps that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from planner.editing.decisions import record_decision
from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.inventory import Workload
from planner.model.scenario import Decision, DecisionKind
from planner.project import Document

__all__ = ["note_on", "notes_of", "unpin"]

_CELLS: Final = {DecisionKind.PIN_TARGET: "pin_target", DecisionKind.PIN_WAVE: "pin_wave"}


def unpin(document: Document, workloads: Collection[str], kind: DecisionKind) -> Operation:
    """Take back the pins of workloads to a target or a wave, decided here or in the sheet.

    For others of the same decision it stays.

    Parameters
    ----------
    workloads
        Their ids; for others of the same decision it stays.
    kind
        Of the pin: to a target or to a wave.
    """
    gone = frozenset(workloads)

    def without(decision: Decision) -> Decision:
        if not decision.active or decision.kind is not kind:
            return decision
        left = tuple(name for name in decision.workloads if name not in gone)
        if left == decision.workloads:
            return decision
        return replace(decision, workloads=left or decision.workloads, active=bool(left))

    key = _CELLS[kind]

    def freed(one: Workload) -> Workload:
        if one.id not in gone or key not in one.values:
            return one
        values = {name: value for name, value in one.values.items() if name != key}
        return replace(one, values=values, edited=one.edited | {key})

    scenario = document.scenario
    kept = tuple(without(decision) for decision in scenario.decisions)
    changed = document.with_scenario(replace(scenario, decisions=kept))
    inventory = replace(
        changed.inventory, workloads=tuple(freed(one) for one in changed.inventory.workloads)
    )
    log = tuple(without(decision) for decision in changed.log)
    label = Message("ui_enter.undo.unpin", {"names": _names(document, workloads)})
    return Operation(label, replace(changed, inventory=inventory, log=log), replan=True)


def note_on(
    document: Document, workloads: Sequence[str], text: str, day: date, who: str = ""
) -> Operation:
    """Write a note on workloads; it stands on their cards and in the decision log.

    Parameters
    ----------
    workloads
        Their ids.
    text
        The note; it stands on their cards and in the decision log.
    day
        Day of the note.
    who
        Who wrote it.
    """
    label = Message("ui_enter.undo.note", {"names": _names(document, workloads)})
    return Operation(label, record_decision(document, workloads, "", text, day, who))


def notes_of(decisions: Collection[Decision]) -> dict[str, tuple[str, ...]]:
    """Return the notes on each workload, oldest first; what was changed by hand is no note."""
    found: dict[str, tuple[str, ...]] = {}
    for one in decisions:
        if one.kind is DecisionKind.NOTE and one.active and not one.value and one.reason:
            for name in one.workloads:
                found[name] = (*found.get(name, ()), one.reason)
    return found


def _names(document: Document, workloads: Collection[str]) -> str:
    known = [one.name for one in document.inventory.workloads if one.id in workloads]
    return ", ".join(known[:2]) + (" …" if len(known) > 2 else "")
