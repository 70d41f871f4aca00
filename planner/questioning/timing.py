"""The placement that was really weighed: costs with what each move's date adds to them.

A workload may stay where it is because its move would come late. Questions about placement hold
the plan's waves still and add the delay they bring to the cost of moving, as the optimiser does
when it places a second time; an answer is exact for these costs.
"""

from __future__ import annotations

from planner.model.check import placement_value
from planner.model.plan import Plan
from planner.model.problem import PlanningProblem, WaveObjective
from planner.questioning.edits import placement_alone

__all__ = ["timed", "timed_value"]


def timed(problem: PlanningProblem, plan: Plan) -> PlanningProblem:
    """Return the placement stage of ``problem`` with the delay of the plan's waves in its costs."""
    from planner.optimising.placement import with_extra_cost
    from planner.optimising.stages import delay_prices

    alone = placement_alone(problem)
    if not problem.waves or plan.wave is None or problem.objective is not WaveObjective.EARLY:
        return alone
    return with_extra_cost(alone, delay_prices(problem, plan.placement, plan.wave))


def timed_value(problem: PlanningProblem, plan: Plan) -> float:
    """Return what the plan's own placement is worth at these costs."""
    return placement_value(timed(problem, plan), plan.placement)
