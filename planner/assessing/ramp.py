"""The ramp: critical and risky systems stay out of the first waves, by a limit of its own."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from planner.model.assessment import WorkloadAssessment
from planner.model.programme import Programme
from planner.optimising.problem import DependencyKind, ProblemDependency

__all__ = ["LATE", "RAMP", "RISKY", "closure", "late_targets", "ramp_waves"]

RAMP: Final = "order.ramp"
"""Id of the wave limit, and key of the principle."""
LATE: Final = "order.late"
"""Amount that the limit counts: 1 for a move that the first waves are closed to."""
RISKY: Final = 65.0
"""Risk of a move, 0 to 100, above which it is kept out of the first waves whatever its tier."""
LEAST_WAVES: Final = 5
SHARE: Final = 0.2


def ramp_waves(waves: int, programme: Programme, first: int = 1) -> range:
    """Return the waves that critical and risky systems stay out of: the first fifth.

    None where fewer than five waves are left.

    Parameters
    ----------
    waves
        How many there are.
    first
        From which on they are still planned.
    """
    left = waves - first + 1
    if left < LEAST_WAVES or programme.pilot is None:
        return range(0)
    return range(first, first + math.ceil(SHARE * left))


def late_targets(one: WorkloadAssessment, tier: str | None) -> Mapping[str, float]:
    """Return the targets on which a move counts as critical or risky, each with 1."""
    return {
        target: 1.0
        for target, case in one.cases.items()
        if target != one.current_target and (tier == "critical" or case.risk > RISKY)
    }


def closure(names: Iterable[str], dependencies: Iterable[ProblemDependency]) -> frozenset[str]:
    """Return ``names`` and whatever has to move with or before them."""
    follow: dict[str, list[str]] = {}
    for need in dependencies:
        if need.kind is not DependencyKind.FREE:
            follow.setdefault(need.source, []).append(need.needed)
        if need.kind is DependencyKind.TOGETHER:
            follow.setdefault(need.needed, []).append(need.source)
    seen = set(names)
    due = list(seen)
    while due:
        for needed in follow.get(due.pop(), ()):
            if needed not in seen:
                seen.add(needed)
                due.append(needed)
    return frozenset(seen)
