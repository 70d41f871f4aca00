"""Platforms that cost as long as anybody is on them, as nodes of their own beside the workloads.

A platform is at one of the targets 0 (nobody is placed on it) and 1 (somebody is); at 0 its wave is
the last in which one of those there now moves. It costs what the problem says there, and an edge to
each of its workloads forbids what cannot be: a higher cost shared out by messages, as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem, SharedCost

__all__ = ["platform_cells", "platform_ties", "platforms_of"]

type Floats = NDArray[np.float64]
type Bytes = NDArray[np.uint8]


def platforms_of(problem: PlanningProblem) -> list[SharedCost]:
    """Return what costs anything; with a single target there is nothing to choose."""
    if len(problem.targets) < 2:
        return []
    return [
        item
        for item in problem.shared_costs
        if problem.members(item) and (item.cost or _rent(problem, item))
    ]


def _rent(problem: PlanningProblem, shared: SharedCost) -> float:
    """What leaving it costs a day; 0 where nobody is there now."""
    there = any(workload.current in shared.targets for workload in problem.members(shared))
    return shared.cost_per_day if there else 0.0


def platform_cells(problem: PlanningProblem) -> Floats:
    """[M, P, W + 1] what each platform costs at 0 by its last wave, and at 1 in the end."""
    waves, platforms = len(problem.waves), platforms_of(problem)
    cost = np.full((len(platforms), len(problem.targets), waves + 1), np.inf)
    days = np.array([wave.day or 0.0 for wave in problem.waves])
    for own, shared in zip(cost, platforms, strict=True):
        rent = _rent(problem, shared)
        if rent:
            own[0, :waves] = rent * np.maximum(shared.not_before_day, days)
        else:
            own[0, 0] = 0.0
        own[1, waves] = shared.cost
    return cost


def platform_ties(
    problem: PlanningProblem, place: Mapping[str, int], size: int
) -> Iterator[tuple[int, str, int, Bytes]]:
    """Yield what a workload and a platform cannot be at together.

    Each with the space that it is seen in (0 of targets, 1 of waves), the workload, the platform's
    number among the nodes and the table [size, size] of what is forbidden, the workload's in rows.
    """
    waves = len(problem.waves)
    number = np.arange(size)
    later = np.zeros((size, size), dtype=np.uint8)
    later[: waves + 1] = number[None, :] < number[: waves + 1, None]
    for node, shared in enumerate(platforms_of(problem), len(problem.workloads)):
        used = np.zeros((size, size), dtype=np.uint8)
        used[[place[target] for target in shared.targets], 0] = 1
        rent = _rent(problem, shared)
        for workload in problem.members(shared):
            if not set(shared.targets).isdisjoint(workload.candidates()):
                yield 0, workload.id, node, used
            if rent and workload.current in shared.targets:
                yield 1, workload.id, node, later
