"""Force a workload elsewhere and show the whole plan that follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.jobs import Stop
from planner.model.study import Study
from planner.optimising.check import check_plan, placement_value
from planner.optimising.plan import Plan, PlanStatus
from planner.questioning.second import Alternative, Seconds

__all__ = ["Forced", "force_elsewhere"]


@dataclass(frozen=True, slots=True)
class Forced:
    """The answer, and the study of the plan that follows; None where none was found.

    The plan's places are those of the answer; its waves are found quickly from the present ones
    and are not proven.
    """

    answer: Alternative
    study: Study | None


def force_elsewhere(
    seconds: Seconds, workload_id: str, target: str, stop: Stop | None = None
) -> Forced:
    """Place everything again with one workload elsewhere, and schedule what moves.

    Parameters
    ----------
    seconds
        Kept for the plan.
    workload_id, target
        Who is forced where.
    """
    study = seconds.study
    answer = seconds.force(workload_id, target, stop)
    if not answer.placement:
        return Forced(answer, None)
    wave, worth = None, None
    problem, before = study.problem, study.plan
    if problem.waves:
        from planner.optimising.waves.quick import quick_waves

        scheduled = quick_waves(problem, answer.placement, before.wave or {}, before.seed)
        if scheduled is None:
            return Forced(answer, None)
        wave, worth = scheduled
    plan = Plan(
        PlanStatus.FEASIBLE,
        before.stopped_by,
        placement=dict(answer.placement),
        wave=wave,
        placement_status=PlanStatus.FEASIBLE,
        placement_value=placement_value(problem, answer.placement),
        wave_status=PlanStatus.FEASIBLE if problem.waves else None,
        wave_value=worth,
        seed=before.seed,
        solver=before.solver,
        solver_version=before.solver_version,
    )
    if check_plan(problem, plan):
        return Forced(answer, None)
    scenario = replace(study.scenario, plan=plan)
    return Forced(answer, replace(study.planned(plan), scenario=scenario))
