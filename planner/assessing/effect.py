"""What a change of the rules does: scores and best places before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model.assessment import Assessment, WorkloadAssessment
from planner.model.rules import FACTORS

__all__ = ["Effect", "best_target", "effect_of"]

LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Effect:
    """Two assessments of one inventory side by side.

    Attributes
    ----------
    scores
        Factor to the mean score of the workloads that both assessed, before and after.
    fits
        Target to the mean fit, before and after.
    moved
        Workload, its best target before and after, in the order of the inventory.
    rescored
        How many workloads have any score or fit changed.
    total
        How many workloads both know.
    """

    scores: Mapping[str, tuple[float, float]]
    fits: Mapping[str, tuple[float, float]]
    moved: tuple[tuple[str, str, str], ...]
    rescored: int
    total: int


def best_target(one: WorkloadAssessment) -> str:
    """Return the allowed target of the least cost, of the workload taken alone."""
    allowed = [case for case in one.cases.values() if case.allowed]
    return min(allowed or one.cases.values(), key=lambda case: case.cost).target


def effect_of(before: Assessment, after: Assessment) -> Effect:
    """Compare two assessments; workloads that only one of them has are left out."""
    pairs = [
        (before.workloads[name], one)
        for name, one in after.workloads.items()
        if name in before.workloads and not one.retires
    ]
    moved = []
    rescored = 0
    for old, new in pairs if before is not after else ():
        was, now = best_target(old), best_target(new)
        if was != now:
            moved.append((new.workload_id, was, now))
        rescored += _differs(old, new)
    scores = {
        factor: _means(
            [
                (old.factors[factor].score, new.factors[factor].score)
                for old, new in pairs
                if old.factors[factor].assessed and new.factors[factor].assessed
            ]
        )
        for factor in FACTORS
    }
    targets = {target for old, _ in pairs for target in old.cases}
    fits = {
        target: _means(
            [
                (old.cases[target].fit, new.cases[target].fit)
                for old, new in pairs
                if target in old.cases and target in new.cases
            ]
        )
        for target in sorted(targets)
    }
    return Effect(scores, fits, tuple(moved), rescored, len(pairs))


def _differs(old: WorkloadAssessment, new: WorkloadAssessment) -> bool:
    if any(abs(old.factors[f].score - new.factors[f].score) > LEAST for f in FACTORS):
        return True
    return any(
        target not in new.cases or abs(case.fit - new.cases[target].fit) > LEAST
        for target, case in old.cases.items()
    )


def _means(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    if not pairs:
        return 0.0, 0.0
    return sum(one for one, _ in pairs) / len(pairs), sum(two for _, two in pairs) / len(pairs)
