"""A planning problem to a plan with its value, bound and gap; stands alone.

    from planner.jobs import Stop
    from planner.optimising import read_problem, solve, write_plan

    problem = read_problem("problem.json")
    plan = solve(problem, Stop(time_limit_s=30), seed=1)
    print(plan.status, plan.placement_value, plan.wave_value, plan.placement["CARD"])
    write_plan(plan, "plan.json")

``params`` of :func:`solve` are :class:`Parameters`, read from TOML by ``read_parameters``. The
strategy is the recipe in :mod:`planner.optimising.stages`. Names come when they are asked for:
whoever reads the data alone loads no solver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner import late_names

if TYPE_CHECKING:
    from planner.optimising.api import solve
    from planner.optimising.check import find_violations
    from planner.optimising.parameters import Parameters, read_parameters
    from planner.optimising.plan import Plan
    from planner.optimising.plan_file import read_plan, write_plan
    from planner.optimising.problem import PlanningProblem
    from planner.optimising.problem_file import parse_problem, read_problem

__all__ = [
    "Parameters",
    "Plan",
    "PlanningProblem",
    "find_violations",
    "parse_problem",
    "read_parameters",
    "read_plan",
    "read_problem",
    "solve",
    "write_plan",
]

_HOMES: Final = {
    "Parameters": "parameters",
    "Plan": "plan",
    "PlanningProblem": "problem",
    "find_violations": "check",
    "parse_problem": "problem_file",
    "read_parameters": "parameters",
    "read_plan": "plan_file",
    "read_problem": "problem_file",
    "solve": "api",
    "write_plan": "plan_file",
}

__getattr__ = late_names(__name__, _HOMES)
