"""What this inventory gives an indicator: every value read, and that of the selected workload."""

from __future__ import annotations

from typing import Any

from planner.model.assessment import ValueSource
from planner.model.rules import Indicator
from planner.presenting.view import View

__all__ = ["reading_of", "readings", "score_readings"]

SAVING = "net_present_saving"


def _lines(view: View, workload_id: str, one: Indicator) -> list[Any]:
    draft = view.draft
    found = draft.assessment.workloads.get(workload_id) if draft is not None else None
    if found is None:
        return []
    return [
        line.value
        for line in found.factors[one.factor].evidence
        if (line.indicator == one.key or (one.field == SAVING and line.field == SAVING))
        and line.source is not ValueSource.NEUTRAL
        and line.value is not None
        and line.weight > 0
    ]


def readings(view: View, one: Indicator) -> tuple[Any, ...]:
    """Return the value each workload gives the indicator; missing ones are left out."""
    draft = view.draft
    if draft is None:
        return ()
    return tuple(value for name in draft.assessment.workloads for value in _lines(view, name, one))


def reading_of(view: View, one: Indicator) -> Any:
    """Return the selected workload's value; None where it has none."""
    found = _lines(view, view.selection[0], one) if view.selection else []
    return found[0] if found else None


def score_readings(view: View, factor: str) -> dict[str, float]:
    """Return each workload's score of a factor; those not assessed are left out."""
    draft = view.draft
    if draft is None:
        return {}
    return {
        name: one.factors[factor].score
        for name, one in draft.assessment.workloads.items()
        if one.factors[factor].assessed
    }
