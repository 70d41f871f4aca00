"""What came second for a workload, and by how much the whole plan would be worse.

The workload's target is forbidden and everything else is placed again around it. Comparing its own
costs alone would leave out what it pulls along.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.problem import PlanningProblem
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.questioning.edits import allow_only, forbid
from planner.questioning.remake import plan_worth, remake

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
    plan = study.plan
    if changed is None:
        return Alternative(None, float("inf"), float("inf"), exact=True)
    found = remake(changed, plan, Options(time_limit_s=seconds, gap=GAP))
    worth = plan_worth(study.problem, plan)
    if found.value is None:
        least = float("inf") if found.impossible else _less(found.bound, worth)
        return Alternative(None, least, float("inf"), exact=found.impossible)
    most = found.value - worth
    moved = tuple(
        name
        for name, place in found.placement.items()
        if name != workload_id and place != plan.placement[name]
    )
    target = found.placement[workload_id]
    least = most if found.proven else _less(found.bound, worth)
    return Alternative(target, least, most, found.proven, moved)


def _less(bound: float | None, value: float) -> float:
    return float("-inf") if bound is None else bound - value
