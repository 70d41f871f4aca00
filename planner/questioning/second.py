"""What came second for a workload, and by how much the whole plan would be worse.

The workload's target is forbidden and everything else is placed again around it. Comparing its own
costs alone would leave out what it pulls along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.jobs import Stop, ignore_progress
from planner.model.check import check_placement, placement_value
from planner.model.plan import Plan
from planner.model.problem import PlanningProblem
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.questioning.edits import allow_only, forbid
from planner.questioning.remake import plan_worth, remake
from planner.questioning.timing import timed

__all__ = ["Alternative", "force", "second_best", "second_intervals"]

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


def second_intervals(
    study: Study, names: Sequence[str], stop: Stop, seconds: float = 5.0
) -> dict[str, Alternative]:
    """Return a proven interval for what came second, for many workloads at little cost.

    The lower end is the certificate of one placement bound, evaluated again with the workload's
    own target forbidden; the upper end the best rule-keeping change of this workload (and its
    group) alone. Workloads for which nothing is proven or found are left out.
    """
    from planner.optimising.placement import solve_placement
    from planner.optimising.placement.bound import evaluate

    problem = timed(study.problem, study.plan)
    options = Options(time_limit_s=seconds, start_placement=study.plan.placement)
    outcome = solve_placement(problem, options, Stop(seconds), ignore_progress)
    found: dict[str, Alternative] = {}
    if outcome.certificate is None:
        return found
    worth = placement_value(problem, study.plan.placement)
    for name in names:
        if stop.expired():
            break
        changed = forbid(problem, name, study.plan.placement[name])
        if changed is None:
            found[name] = Alternative(None, float("inf"), float("inf"), exact=True)
            continue
        most, target = _best_change(problem, study.plan, name, worth)
        if target is not None:
            least = min(most, evaluate(changed, outcome.certificate) - worth)
            found[name] = Alternative(target, least, most, exact=False)
    return found


def _best_change(
    problem: PlanningProblem, plan: Plan, name: str, worth: float
) -> tuple[float, str | None]:
    """Return the least loss of moving ``name`` and its group alone, and where to."""
    group = {name}
    for names in problem.same_target:
        if name in names:
            group.update(names)
    workload = next(w for w in problem.workloads if w.id == name)
    best, best_target = float("inf"), None
    for target in workload.candidates():
        if target == plan.placement[name]:
            continue
        changed = {**plan.placement, **dict.fromkeys(group, target)}
        if next(check_placement(problem, changed), None) is None:
            loss = placement_value(problem, changed) - worth
            if loss < best:
                best, best_target = loss, target
    return best, best_target


def _less(bound: float | None, value: float) -> float:
    return float("-inf") if bound is None else bound - value
