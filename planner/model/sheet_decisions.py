"""Decisions that stand in the cells of the inventory, read as entries of the decision log.

A sheet may pin, ban or fix without a line on its sheet of decisions. What was typed in this program
is not read again: it was asked for its reason and has an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.model.inventory import Inventory, Workload
from planner.model.scenario import Decision, DecisionKind, Scenario

__all__ = ["CELLS", "sheet_decisions"]

CELLS = "cells."
"""How the ids of such entries begin."""
FIELDS = {
    "pin_target": DecisionKind.PIN_TARGET,
    "banned_targets": DecisionKind.BAN_TARGET,
    "pin_wave": DecisionKind.PIN_WAVE,
    "strategy": DecisionKind.STRATEGY,
}


def sheet_decisions(inventory: Inventory, scenario: Scenario) -> tuple[Decision, ...]:
    """Return what the cells decide, workloads that share value and reason in one entry.

    ``id`` is ``CELLS`` and a number; the reason is that of the row, where it gives one. An entry
    that a decision of ``scenario`` overrules is not in force.
    """
    overruled = {
        (one.kind, name) for one in scenario.decisions if one.active for name in one.workloads
    }
    entries: dict[tuple[DecisionKind, str, str, bool], list[str]] = {}
    for workload in inventory.workloads:
        reason = workload.text("decision_reason") or ""
        for field, kind in FIELDS.items():
            if field in workload.edited:
                continue
            active = (kind, workload.id) not in overruled
            for value in _values(workload, field):
                entries.setdefault((kind, value, reason, active), []).append(workload.id)
    return tuple(
        Decision(f"{CELLS}{number}", kind, tuple(names), value, reason, "", None, active)
        for number, ((kind, value, reason, active), names) in enumerate(entries.items(), 1)
    )


def _values(workload: Workload, field: str) -> Iterator[str]:
    if field == "banned_targets":
        yield from workload.names(field) if field in workload.values else ()
    elif field == "pin_wave":
        wave = workload.number(field)
        if wave:
            yield str(int(wave))
    elif value := workload.text(field):
        yield value
