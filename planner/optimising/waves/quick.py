"""A quick second opinion on a plan of waves: the same few moves for every question that compares.

No bound and no proof: the caller compares what the same effort finds with and without a rule.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from planner.optimising.check import wave_value
from planner.optimising.problem import PlanningProblem
from planner.optimising.waves.building import build_instance
from planner.optimising.waves.improve import PlanSearch
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.listing import list_plan, priorities

__all__ = ["quick_waves"]

MOVES_PER_GROUP = 60
WARM, COLD = 0.02, 0.001

type Ints = NDArray[np.int64]


def quick_waves(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    start: Mapping[str, int | None],
    seed: int = 0,
    rounds: int = 24,
) -> tuple[dict[str, int | None], float] | None:
    """Return the best waves found near ``start`` and their worth; None where none was found.

    The same arguments give the same answer; the time is a fraction of a second up to a few
    hundred workloads.
    """
    instance = build_instance(problem, placement)
    if instance.impossible:
        return None
    if not instance.groups:
        return dict.fromkeys(placement), 0.0
    best = _searched(instance, start, seed, rounds)
    if best is None:
        return None
    wave = instance.plan(best)
    return wave, wave_value(problem, placement, wave)


def _searched(
    instance: Instance, start: Mapping[str, int | None], seed: int, rounds: int
) -> Ints | None:
    given = instance.groups_of_plan(start)
    listed = list_plan(instance, -given.astype(float))
    begin = given if instance.keeps_rules(given) else listed
    best: Ints | None = None
    worth = math.inf
    for plan in (given, listed):
        if instance.keeps_rules(plan) and instance.value(plan) < worth:
            best, worth = plan, instance.value(plan)
    search = PlanSearch(instance, begin, seed)
    search.take(begin)
    moves = MOVES_PER_GROUP * instance.groups
    for number in range(rounds):
        search.run(moves, WARM * (COLD / WARM) ** (number / rounds))
        if number % 4 == 3:
            search.mend(20 * instance.groups)
    if search.best_value < worth:
        best = search.best
    if best is None:
        plans = (list_plan(instance, priority) for priority in priorities(instance))
        best = min(
            (plan for plan in plans if instance.keeps_rules(plan)),
            key=instance.value,
            default=None,
        )
    return best
