"""A problem and one placement turned into the arrays of the wave problem."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem
from planner.optimising.rules import closings
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.loads import bounds, loads
from planner.optimising.waves.order import (
    arcs_between,
    closure,
    columns,
    exposures,
    fold_exposure,
    move_groups,
    reduced,
)
from planner.optimising.waves.start_costs import platforms_left, start_costs, wave_days
from planner.optimising.waves.windows import narrowed

__all__ = ["build_instance"]

CLOSURE_GROUPS = 40_000
"""Above this many groups the transitive closure (a bit for every pair) is not kept."""

type Ints = NDArray[np.int64]


def build_instance(problem: PlanningProblem, placement: Mapping[str, str]) -> Instance:
    """Turn a problem and one placement into arrays.

    Raises
    ------
    KeyError
        If the placement leaves out a workload.
    """
    moving = [w for w in problem.workloads if w.moves_to(placement[w.id])]
    index = {workload.id: number for number, workload in enumerate(moving)}
    group_of, impossible = move_groups(problem, index)
    groups = int(group_of.max()) + 1 if len(moving) else 0
    targets = [placement[workload.id] for workload in moving]
    delay = np.zeros(groups)
    raw = [w.delay(t) for w, t in zip(moving, targets, strict=True)]
    np.add.at(delay, group_of, np.array(raw, dtype=float))
    arcs = arcs_between(problem, index, group_of)
    left = platforms_left(problem, placement, index, group_of)
    for number, (_shared, leaving) in enumerate(left, groups):
        arcs.update(dict.fromkeys(((group, number) for group in leaving), 0))
    total = groups + len(left)
    reach = closure(total, arcs) if total <= CLOSURE_GROUPS else None
    if reach is not None:
        arcs = reduced(arcs, reach)
    slope, ties = fold_exposure(delay, exposures(problem, index, group_of), arcs, reach)
    days = wave_days(problem)
    by_wave = [w.cost_in_waves(t) for w, t in zip(moving, targets, strict=True)]
    limits = problem.wave_limits
    bound_of, most, least, limit_of = bounds(problem)
    first, second, lag = (np.array(column, dtype=np.int64) for column in columns(arcs))
    instance = Instance(
        ids=tuple(index),
        staying=tuple(w.id for w in problem.workloads if w.id not in index),
        group_of=group_of,
        days=days,
        cost=start_costs(problem, slope, days, group_of, by_wave, [one for one, _ in left]),
        amounts=loads(problem, moving, targets, group_of, total),
        bound_of=bound_of,
        most=most,
        least=least,
        limit_of=limit_of,
        limit_ids=tuple(limit.id for limit in limits),
        open=np.ones((total, len(problem.waves)), dtype=bool),
        pred=first,
        succ=second,
        lag=lag,
        tie_first=np.array([pair[0] for pair in ties], dtype=np.int64),
        tie_second=np.array([pair[1] for pair in ties], dtype=np.int64),
        tie_price=np.array(list(ties.values()), dtype=float),
        leavers=len(left),
        reach=reach,
        impossible=impossible,
    )
    return narrowed(instance, windows(problem, placement, index, group_of, total))


def windows(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    index: Mapping[str, int],
    group_of: Ints,
    groups: int,
) -> NDArray[np.bool_]:
    """[G, W] waves that no rule about a single workload closes."""
    open_waves = np.ones((groups, len(problem.waves)), dtype=bool)
    for _rule, closing in closings(problem):
        name = closing.workload
        if closing.waves and name in index and closing.target in (None, placement[name]):
            open_waves[group_of[index[name]], np.array(closing.waves) - 1] = False
    return open_waves
