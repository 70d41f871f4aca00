"""How much each group takes of every wave limit, and the limits' bounds by wave or period."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem, ProblemWorkload
from planner.optimising.rules import WaveLimitRule, rules_like

__all__ = ["bounds", "loads"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


def loads(
    problem: PlanningProblem,
    moving: Sequence[ProblemWorkload],
    targets: Sequence[str],
    group_of: Ints,
    groups: int,
) -> Floats:
    """[K, R, G] amounts of the limits, by how many waves before the cut-over they fall due."""
    spread = [
        [w.work(limit.amount, t) for w, t in zip(moving, targets, strict=True)]
        for limit in problem.wave_limits
    ]
    longest = max((len(work) for row in spread for work in row), default=1)
    amounts = np.zeros((longest, len(spread), groups))
    for limit, row in enumerate(spread):
        for group, work in zip(group_of.tolist(), row, strict=True):
            for before, amount in enumerate(reversed(work)):
                amounts[before, limit, group] += amount
    return amounts


def bounds(problem: PlanningProblem) -> tuple[Ints, Floats, Floats, Ints]:
    """[R, W] bound of each limit in each wave, [B] upper and lower bounds, [B] their limits.

    A limit without periods has a bound for every wave, one with them for every period.
    """
    bound_of = np.full((len(problem.wave_limits), len(problem.waves)), -1, dtype=np.int64)
    most: list[float] = []
    least: list[float] = []
    limit_of: list[int] = []
    row_of = {limit.id: row for row, limit in enumerate(problem.wave_limits)}
    for rule in rules_like(problem, WaveLimitRule):
        assert rule.ref.id is not None
        row, bound = row_of[rule.ref.id], rule.bound(problem)
        places = np.array(rule.span(problem), dtype=np.int64) - 1
        if bound_of[row, places[0]] < 0:
            bound_of[row, places] = len(most)
            most.append(math.inf)
            least.append(0.0)
            limit_of.append(row)
        number = int(bound_of[row, places[0]])
        if rule.change == "raise":
            most[number] = bound
        else:
            least[number] = max(0.0, bound)
    return (
        bound_of, np.array(most, dtype=float), np.array(least, dtype=float),
        np.array(limit_of, dtype=np.int64),
    )  # fmt: skip
