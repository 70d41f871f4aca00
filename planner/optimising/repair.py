"""An earlier plan that a change has broken, repaired at once: few moves, few new waves.

After a pin or a cut limit the plan from before breaks a rule or two. Mending it takes a fraction of
the time that any search takes to find its first plan, so that a change is answered at once, and
what the search finds afterwards only has to be better. No compiled loop, no solver; the same plan
and problem give the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimising.check import check_placement, check_waves, placement_value, wave_value
from planner.optimising.placement.breakout import mended_label
from planner.optimising.placement.instance import Instance, build_instance
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.staging import Found
from planner.optimising.waves.building import build_instance as build_waves
from planner.optimising.waves.ejection_pool import mended_waves

__all__ = ["MOST_MENDED", "mended_plan"]

MOST_MENDED: Final = 3_000
"""Workloads up to which an earlier plan is mended; beyond, its arrays alone take seconds."""
ROOM_SHARES: Final = (1.0, 0.98, 0.95, 0.9)
"""Shares of the waves' whole room that a placement may ask for, try by try."""
MOST_ROUNDS: Final = 7
"""Placements whose waves are looked for."""
MANY: Final = 12
"""Groups without a wave that are looked at before the next placement."""

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


def mended_plan(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    wave: Mapping[str, int | None] | None,
) -> Found | None:
    """Return a plan near an earlier one that keeps every rule; None where none was found.

    That none was found proves nothing.

    Parameters
    ----------
    placement, wave
        The earlier plan; it may break any rule and name other workloads than the problem.
    """
    if not problem.workloads or len(problem.workloads) > MOST_MENDED:
        return None
    instance = build_instance(problem)
    if instance.impossible:
        return None
    if problem.waves:
        instance = _without_late_targets(problem, instance)
    start = _allowed(instance, placement)
    if not problem.waves:
        return _checked(problem, instance, mended_label(instance, start), None)
    return _with_waves(problem, instance, start, wave or {})


def _with_waves(
    problem: PlanningProblem, instance: Instance, start: Ints, before: Mapping[str, int | None]
) -> Found | None:
    """Mend both stages; where the waves of a placement are not found, try another placement."""
    moving = _moving_amounts(problem, instance)
    fewest = problem.objective is WaveObjective.FEWEST
    cost, shares = instance.cost.copy(), iter(ROOM_SHARES)
    share = next(shares)
    for _ in range(MOST_ROUNDS):
        roomy = _with_room(problem, replace(instance, cost=cost), moving, share)
        label = mended_label(roomy, _nearest(instance, cost, start))
        if label is None:
            return None
        waves = build_waves(problem, instance.placement(label))
        mended = mended_waves(waves, before, fewest=fewest)
        if mended.wave is not None:
            return _checked(problem, instance, label, waves.plan(mended.wave))
        narrower = share if waves.impossible else next(shares, share)
        hard = [
            {waves.ids[n] for n in np.flatnonzero(waves.group_of == g)} for g in mended.hard[:MANY]
        ]
        if not _bar(instance, cost, start, label, hard) and narrower == share:
            return None
        share = narrower
    return None


def _checked(
    problem: PlanningProblem,
    instance: Instance,
    label: Ints | None,
    wave: Mapping[str, int | None] | None,
) -> Found | None:
    """Return the plan if the checker has nothing to say against it."""
    if label is None:
        return None
    placement = instance.placement(label)
    if any(check_placement(problem, placement)):
        return None
    value = placement_value(problem, placement)
    if wave is None:
        return Found(placement, value)
    if any(check_waves(problem, placement, wave)):
        return None
    return Found(placement, value, None, wave, wave_value(problem, placement, wave))


def _allowed(instance: Instance, placement: Mapping[str, str]) -> Ints:
    """Return the earlier targets; the cheapest beside the neighbours where those are not allowed.

    Cheapest counts what separation costs, so that whoever must move goes where its neighbours are.
    """
    label = instance.labels_of(placement)
    index = {target: number for number, target in enumerate(instance.targets)}
    old = np.full(instance.units, -1, dtype=np.int64)
    for name, unit in zip(instance.workloads, instance.unit_of.tolist(), strict=True):
        old[unit] = max(old[unit], index.get(placement.get(name, ""), -1))
    lost = np.flatnonzero(label != old)
    label[lost] = _beside(instance, instance.cost, label)[lost].argmin(axis=1)
    return label


def _beside(instance: Instance, cost: Floats, label: Ints) -> Floats:
    """[U, T] cost of each unit on each target, separation from where its neighbours are in it."""
    near = cost.copy()
    first, second, weight = instance.edge_first, instance.edge_second, instance.edge_weight
    np.add.at(near, first, weight[:, None] * instance.distance[label[second]])
    np.add.at(near, second, weight[:, None] * instance.distance[label[first]])
    return near


def _nearest(instance: Instance, cost: Floats, start: Ints) -> Ints:
    """Return ``start`` with the cheapest target instead of one that is barred."""
    barred = ~np.isfinite(cost[np.arange(len(start)), start])
    return np.where(barred, _beside(instance, cost, start).argmin(axis=1), start)


def _without_late_targets(problem: PlanningProblem, instance: Instance) -> Instance:
    """Bar targets that are ready only after a workload's last wave, where another is left."""
    index = {target: number for number, target in enumerate(instance.targets)}
    cost = instance.cost.copy()
    for workload, unit in zip(problem.workloads, instance.unit_of.tolist(), strict=True):
        last = min(workload.latest_wave or len(problem.waves), len(problem.waves))
        first = workload.earliest_wave or 1
        for target in problem.targets:
            if workload.moves_to(target.id) and max(target.ready_wave, first) > last:
                cost[unit, index[target.id]] = np.inf
    if not np.isfinite(cost).any(axis=1).all():
        return instance
    return replace(instance, cost=cost)


def _moving_amounts(problem: PlanningProblem, instance: Instance) -> Floats:
    """[R, U, T] what each unit asks of the waves' limits on each target; 0 where it stays."""
    amounts = np.zeros((len(problem.wave_limits), instance.units, len(instance.targets)))
    for workload, unit in zip(problem.workloads, instance.unit_of.tolist(), strict=True):
        for number, target in enumerate(instance.targets):
            if workload.moves_to(target):
                for row, limit in enumerate(problem.wave_limits):
                    amounts[row, unit, number] += workload.amount(limit.amount, target)
    return amounts


def _with_room(
    problem: PlanningProblem, instance: Instance, moving: Floats, share: float
) -> Instance:
    """Add what all waves together have room for as limits on the placement.

    Every plan keeps them at a share of 1. A wave in which a limit that everybody uses is 0 has room
    for nobody, unless work is spread, which goes on in a freeze.
    """
    everybody = [_used_by_all(problem, limit.amount) for limit in problem.wave_limits]
    spread = any(w.duration(target) > 1 for w in problem.workloads for target in w.candidates())
    frozen = {
        number
        for limit, used in zip(problem.wave_limits, everybody, strict=True)
        if used and limit.at_most is not None and limit.periods is None and not spread
        for number, most in enumerate(limit.at_most)
        if most is not None and most <= 0
    }
    room, least = [], []
    for limit in problem.wave_limits:
        spans = limit.spans(len(problem.waves))
        most = limit.at_most or (None,) * len(spans)
        free = sum(map(len, spans)) < len(problem.waves)
        shut = () if limit.periods is not None else frozen
        bounded = [m for number, m in enumerate(most) if number not in shut]
        bounded += [None] if free else []
        total = sum(m for m in bounded if m is not None)
        room.append(np.inf if None in bounded else share * total)
        asked = sum(m for m in limit.at_least or () if m is not None)
        least.append(asked if asked > 0 else -np.inf)
    return replace(
        instance,
        amount=np.concatenate([instance.amount, moving]),
        upper=np.concatenate([instance.upper, np.array(room, dtype=float)]),
        lower=np.concatenate([instance.lower, np.array(least, dtype=float)]),
        free=np.concatenate([instance.free, np.array(room, dtype=float)]),
        step=np.concatenate([instance.step, np.zeros(len(room))]),
        toll=np.concatenate([instance.toll, np.zeros(len(room))]),
    )


def _used_by_all(problem: PlanningProblem, amount: str) -> bool:
    return all(
        workload.amount(amount, target) > 0
        for workload in problem.workloads
        for target in workload.candidates()
        if workload.moves_to(target)
    )


def _bar(
    instance: Instance, cost: Floats, start: Ints, label: Ints, hard: Sequence[set[str]]
) -> bool:
    """Bar targets so that the next placement differs where waves were hard to find; say if any.

    New targets of the hard ones go first. Where none of them has a new one, the one of the hardest
    group that can go elsewhere at the least cost must do so; often by staying, which asks for no
    wave. Where the order itself is the trouble and nobody is named, it is one of all that moved.
    """
    name_of = zip(instance.workloads, instance.unit_of.tolist(), strict=True)
    unit_of = {name: unit for name, unit in name_of if np.isfinite(cost[unit]).sum() > 1}
    units = [sorted({unit_of[name] for name in group if name in unit_of}) for group in hard]
    new = sorted({unit for group in units for unit in group if label[unit] != start[unit]})
    if new:
        cost[new, label[new]] = np.inf
        return True
    changed = set(np.flatnonzero(label != start).tolist()) & set(unit_of.values())
    dearer = _beside(instance, cost, label)
    dearer -= dearer[np.arange(instance.units), label][:, None]
    dearer[np.arange(instance.units), label] = np.inf
    for group in (*units, sorted(changed)):
        if group:
            unit = min(group, key=lambda one: float(dearer[one].min()))
            cost[unit, label[unit]] = np.inf
            return True
    return False
