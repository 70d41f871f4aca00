"""How a Python user solves a problem: problem, stop, seed and parameters to a plan."""

from __future__ import annotations

from planner.jobs import Stop
from planner.optimising.outcome import Options, unlimited
from planner.optimising.parameters import DEFAULTS, Parameters
from planner.optimising.plan import Plan
from planner.optimising.problem import PlanningProblem
from planner.optimising.solving import solve as solve_in_child

__all__ = ["solve"]


def solve(
    problem: PlanningProblem,
    stop: Stop | None = None,
    seed: int = 0,
    params: Parameters = DEFAULTS,
    *,
    gap: float = 1e-4,
) -> Plan:
    """Return the best plan found, checked, with its bounds; of an infeasible problem the conflict.

    Parameters
    ----------
    stop
        Limit in seconds or steps, and the way to cancel from another thread. Without one, or with
        one that has no limit, the default work limit of ``params`` ends the search, so that the
        same problem and seed give the same plan.
    seed
        Random seed.
    params
        How the search goes about its work.
    gap
        Relative gap that counts as proven.
    """
    stop = stop or Stop()
    options = Options(stop.time_limit_s, stop.work_limit, gap=gap, seed=seed, parameters=params)
    if stop.time_limit_s is None and stop.work_limit is None:
        options = unlimited(len(problem.workloads), gap, seed, params)
        stop.work_limit = options.work_limit
    return solve_in_child(problem, options, stop)
