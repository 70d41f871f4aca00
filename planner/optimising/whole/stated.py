"""The bound of the worth of a plan that was made in stages, put into the plan.

Bounds of the stages never add up to one of the worth: that of the waves holds for the placement
chosen alone. Both stages as one program have one, by messages and prices or, where a solver has
run on that program anyway, by its word.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from planner.jobs import Progress, Stop
from planner.optimising.plan import Plan, PlanStatus, StoppedBy, relative_gap
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.staging import Staged, Task, waves_alone
from planner.optimising.vouching import Voucher, solver_words, vouched
from planner.optimising.whole.ascent import SWEEPS, WorthAscent
from planner.optimising.whole.certificate import theta_of
from planner.optimising.whole.instance import build_whole

__all__ = ["before_bound_of_worth", "prices_of_waves", "with_bound_of_worth"]

SHARE: Final = 0.1
"""Share of a limit of work that the bound may take; where less is left, it passes the limit.
Also of the time that is left, for the prices of the waves."""
TIME_SHARE: Final = 0.08
"""Share of a limit of time that is kept for it."""


def before_bound_of_worth(task: Task) -> Task:
    """Return the task with the time that leaves enough for the bound."""
    timed = task.stop.time_limit_s is not None and _wants_bound(task)
    return task.part(1.0 - TIME_SHARE) if timed else task


def _wants_bound(task: Task) -> bool:
    """Whether a plan in stages is to be told with a bound of its worth."""
    problem, options = task.problem, task.options
    return (
        bool(problem.waves and problem.workloads)
        and problem.objective is WaveObjective.EARLY
        and options.joint is not False
        and options.mend
        and not waves_alone(problem)
    )


def with_bound_of_worth(task: Task, plan: Plan, staged: Staged | None) -> Plan:
    """Return a staged plan with the best bound of its worth that is known, as one of both stages.

    Parameters
    ----------
    staged
        The stages' own certificates, where their prices are to be begun from.
    """
    bounded = plan.joint and plan.bound is not None
    if not plan.exists or bounded or not _wants_bound(task) or task.stop.cancelled:
        return plan
    assert plan.placement_value is not None
    assert plan.wave_value is not None
    worth = plan.placement_value + plan.wave_value
    known = [(bound, Voucher.SOLVER) for bound in task.worth_bounds]
    known.append((_proven(task, staged), Voucher.CERTIFICATE))
    bound, voucher = max(known, key=lambda item: item[0])
    if not math.isfinite(bound):
        return plan
    gap = relative_gap(worth, bound)
    proven = gap <= task.gap
    name, vouchers = vouched(plan.solver)
    vouchers.pop("waves", None)
    task.listen(Progress("phase.joint", None, worth, bound, gap, task.stop.seconds))
    return replace(
        plan,
        status=PlanStatus.OPTIMAL if proven else plan.status,
        stopped_by=StoppedBy.GAP if proven else plan.stopped_by,
        wave_status=PlanStatus.FEASIBLE,
        wave_bound=None,
        wave_gap=None,
        joint=True,
        bound=bound,
        gap=gap,
        solver=solver_words(name, {**vouchers, "joint": voucher}),
        seconds=task.stop.seconds,
    )


def _proven(task: Task, staged: Staged | None) -> float:
    """Bound by messages and prices, evaluated from its certificate."""
    ascent = raised(task, staged)
    return -math.inf if ascent is None else ascent.proof()[0]


def raised(task: Task, staged: Staged | None) -> WorthAscent | None:
    """Raise the bound, further where that was begun before; None where a workload can go nowhere.

    Parameters
    ----------
    staged
        The stages' own certificates, where their prices are to be begun from.
    """
    if not task.ascents:
        whole = build_whole(task.problem)
        if not np.isfinite(whole.cost).any(axis=(1, 2)).all():
            return None
        task.ascents.append(WorthAscent(whole, *_prices(task.problem, whole, staged)))
    ascent = task.ascents[0]
    part = _stop_for(task.stop, math.ceil(SWEEPS * ascent.steps))
    ascent.run(part)
    task.stop.count(part.steps)
    return ascent


def prices_of_waves(task: Task, staged: Staged | None) -> dict[tuple[str, str], float] | None:
    """What each move costs at the best prices of the waves' room, in the wave best for it alone.

    None where there are no such prices. By workload and target; 0 for one that stays.
    """
    timed = task.stop.work_limit is None and task.stop.remaining_s is not None
    ascent = raised(task.part(SHARE) if timed else task, staged)
    if ascent is None:
        return None
    whole, best = ascent.whole, ascent.best
    theta = theta_of(whole, np.zeros_like(best.price), best.price_most, best.price_least)
    least = theta.min(axis=2)
    place = {target.id: number for number, target in enumerate(task.problem.targets)}
    return {
        (workload.id, target): float(least[i, place[target]]) - own
        for i, workload in enumerate(task.problem.workloads)
        for target, own in workload.cost.items()
        if np.isfinite(least[i, place[target]])
    }


def _prices(problem: PlanningProblem, whole: Any, staged: Staged | None) -> tuple[Any, Any, Any]:
    """Prices to begin with: those that prove the stages' own bounds."""
    placed, waves = (None, None) if staged is None else staged
    multipliers: Mapping[str, float] = getattr(
        None if placed is None else placed.certificate, "multipliers", {}
    )
    price = np.array([multipliers.get(limit.id, 0.0) for limit in problem.limits])
    of_waves = None if waves is None else waves.certificate
    most = getattr(of_waves, "price_most", np.zeros(len(whole.ceiling)))
    least = getattr(of_waves, "price_least", np.zeros(len(whole.floor)))
    return price, np.maximum(0.0, most), np.maximum(0.0, least)


def _stop_for(stop: Stop, wanted: int) -> Stop:
    """What the bound may take: all its sweeps where nobody minds, a share of a limit else."""
    if stop.work_limit is None:
        return stop.within(stop.remaining_s, None)
    most = max(1, int(SHARE * stop.work_limit))
    return stop.within(stop.remaining_s, min(wanted, most))
