"""What cutting over costs by wave: delay, costs of the wave, platforms until they are left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem, SharedCost, WaveObjective

__all__ = ["platforms_left", "start_costs", "wave_days"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


def wave_days(problem: PlanningProblem) -> Floats:
    """[W] days of the waves, or their numbers where only their number counts."""
    if problem.objective is WaveObjective.FEWEST:
        return np.arange(1.0, len(problem.waves) + 1.0)
    return np.array([wave.day or 0.0 for wave in problem.waves], dtype=float)


def platforms_left(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    index: Mapping[str, int],
    group_of: Ints,
) -> list[tuple[SharedCost, list[int]]]:
    """Shared costs that end when the last has left, with the groups that leave.

    None where anybody is placed on its targets: then its cost belongs to the placement.
    """
    left: list[tuple[SharedCost, list[int]]] = []
    if problem.objective is WaveObjective.FEWEST:
        return left
    for shared in problem.shared_costs:
        members = list(problem.members(shared))
        if not shared.cost_per_day or any(placement[w.id] in shared.targets for w in members):
            continue
        leaving = {int(group_of[index[w.id]]) for w in members if w.current in shared.targets}
        if leaving:
            left.append((shared, sorted(leaving)))
    return left


def start_costs(
    problem: PlanningProblem,
    slope: Floats,
    days: Floats,
    group_of: Ints,
    by_wave: Sequence[Sequence[float]],
    left: Sequence[SharedCost],
) -> Floats:
    """[G, W] delay and costs of each wave; then what each platform costs until it is left.

    ``slope[g] day(w) + sum over its workloads wave_cost[w]``, and
    ``cost_per_day * max(not_before_day, day(w))``.
    """
    cost = slope[:, None] * days[None, :]
    if problem.objective is WaveObjective.EARLY:
        for group, costs in zip(group_of.tolist(), by_wave, strict=True):
            if costs:
                cost[group] += np.array(costs, dtype=float)
    after = [one.cost_per_day * np.maximum(one.not_before_day, days) for one in left]
    return np.concatenate([cost, np.array(after, dtype=float).reshape(len(left), len(days))])
