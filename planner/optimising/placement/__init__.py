"""Placement: one target for every workload, with a proven bound."""

from planner.optimising.placement.instance import with_extra_cost
from planner.optimising.placement.search import place_value, solve_placement
from planner.optimising.problem import PlanningProblem

__all__ = ["place_value", "solve_placement", "understands", "with_extra_cost"]


def understands(problem: PlanningProblem) -> bool:
    """Whether every rule and cost of a problem is known here; else its exact program is asked."""
    return not problem.says_more_than_version_1()
