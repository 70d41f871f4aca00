"""A changed problem planned again, in the way the plan itself was made.

A joint plan is compared with joint plans, by the worth of both stages; a plan made in two stages
with placements at the costs that were weighed, the delay of its waves among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planner.jobs import Stop, ignore_progress
from planner.optimising.outcome import Options
from planner.optimising.parameters import DEFAULTS
from planner.optimising.plan import Plan, PlanStatus
from planner.optimising.problem import PlanningProblem
from planner.questioning.timing import timed, timed_value

__all__ = ["Remade", "made_as_one", "plan_worth", "remake"]


@dataclass(frozen=True, slots=True)
class Remade:
    """What came of it; ``value`` and ``bound`` compare with :func:`plan_worth` of the plan."""

    value: float | None
    bound: float | None
    proven: bool
    impossible: bool
    placement: Mapping[str, str] = field(default_factory=dict)


def made_as_one(problem: PlanningProblem, plan: Plan) -> bool:
    """Whether one program made both stages; larger plans only have their bound from one."""
    return plan.joint and len(problem.workloads) <= DEFAULTS.joint_workloads


def plan_worth(problem: PlanningProblem, plan: Plan) -> float:
    """Return what plans made in the same way are compared by."""
    if made_as_one(problem, plan):
        return (plan.placement_value or 0.0) + (plan.wave_value or 0.0)
    return timed_value(problem, plan)


def remake(problem: PlanningProblem, plan: Plan, options: Options, stop: Stop) -> Remade:
    """Plan a problem again from a plan, in this process.

    Parameters
    ----------
    problem
        As it is now.
    plan
        From which the search begins.
    options
        Of the search.
    stop
        The steps count on it.
    """
    options = replace(options, seed=plan.seed, start_placement=plan.placement)
    part = stop.within(options.time_limit_s, options.work_limit)
    try:
        return (_jointly if made_as_one(problem, plan) else _placed)(problem, plan, options, part)
    finally:
        stop.count(part.steps)


def _placed(problem: PlanningProblem, plan: Plan, options: Options, stop: Stop) -> Remade:
    from planner.optimising.placement import solve_placement

    found = solve_placement(timed(problem, plan), options, stop, ignore_progress)
    return Remade(
        found.value,
        found.bound,
        found.status is PlanStatus.OPTIMAL,
        found.status is PlanStatus.INFEASIBLE,
        found.placement,
    )


def _jointly(problem: PlanningProblem, plan: Plan, options: Options, stop: Stop) -> Remade:
    from planner.optimising.solving import solve_here

    found = solve_here(problem, replace(options, joint=True, start_wave=plan.wave), stop)
    impossible = found.status is PlanStatus.INFEASIBLE
    if not found.exists or found.placement_value is None:
        return Remade(None, found.bound, proven=False, impossible=impossible)
    return Remade(
        found.placement_value + (found.wave_value or 0.0),
        found.bound,
        found.status is PlanStatus.OPTIMAL,
        impossible,
        found.placement,
    )
