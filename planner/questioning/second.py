"""What came second for a workload, and by how much the whole plan would be worse.

The workload's target is forbidden and everything else is placed again around it. Comparing its own
costs alone would leave out what it pulls along.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.jobs import Stop, ignore_progress
from planner.model.plan import PlanStatus
from planner.model.problem import PlanningProblem
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.questioning.edits import allow_only, forbid, placement_alone

__all__ = ["Alternative", "force", "second_best"]

GAP = 1e-6


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another placement of the whole, and what it costs more than the plan.

    ``least`` and ``most`` enclose the difference between this plan and the best other one; they are
    equal where that one is ``exact`` (proven to 1e-6). Below 0 the plan itself was not the best.
    ``target`` is None where nothing else was found, and nothing else is possible where ``exact``.
    """

    target: str | None
    least: float
    most: float
    exact: bool
    moved: tuple[str, ...] = ()


def second_best(study: Study, workload_id: str, seconds: float | None = 10.0) -> Alternative:
    """Return the best plan in which ``workload_id`` is anywhere but where the plan has it."""
    target = study.plan.placement[workload_id]
    return _around(study, workload_id, forbid(study.problem, workload_id, target), seconds)


def force(study: Study, workload_id: str, target: str, seconds: float | None = 10.0) -> Alternative:
    """Return the best plan with ``workload_id`` on ``target``, whatever else must give way."""
    return _around(study, workload_id, allow_only(study.problem, workload_id, target), seconds)


def _around(
    study: Study, workload_id: str, changed: PlanningProblem | None, seconds: float | None
) -> Alternative:
    from planner.optimising.placement import solve_placement

    plan = study.plan
    assert plan.placement_value is not None
    if changed is None:
        return Alternative(None, float("inf"), float("inf"), exact=True)
    outcome = solve_placement(
        placement_alone(changed),
        Options(time_limit_s=seconds, gap=GAP, seed=plan.seed, start_placement=plan.placement),
        Stop(seconds),
        ignore_progress,
    )
    if outcome.value is None:
        proven = outcome.status is PlanStatus.INFEASIBLE
        least = float("inf") if proven else _less(outcome.bound, plan.placement_value)
        return Alternative(None, least, float("inf"), exact=proven)
    least = _less(outcome.bound, plan.placement_value)
    most = outcome.value - plan.placement_value
    exact = outcome.status is PlanStatus.OPTIMAL
    moved = tuple(
        name
        for name, place in outcome.placement.items()
        if name != workload_id and place != plan.placement[name]
    )
    return Alternative(outcome.placement[workload_id], most if exact else least, most, exact, moved)


def _less(bound: float | None, value: float) -> float:
    return float("-inf") if bound is None else bound - value
