"""The same problem with one thing changed: the step every question begins with. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from planner.optimising.problem import (
    PlanningProblem,
    ProblemWorkload,
)

__all__ = [
    "allow_only",
    "forbid",
    "near",
    "placement_alone",
    "with_costs",
]

type Change = Callable[[ProblemWorkload], ProblemWorkload]


def allow_only(problem: PlanningProblem, workload_id: str, target: str) -> PlanningProblem:
    """Return the problem with one workload pinned.

    Parameters
    ----------
    workload_id, target
        Who is pinned, and where.
    """
    return _change(problem, workload_id, lambda w: replace(w, allowed=(target,), forbidden={}))


def forbid(problem: PlanningProblem, workload_id: str, target: str) -> PlanningProblem | None:
    """Return the problem with one target forbidden to one workload; None where none is left.

    Parameters
    ----------
    workload_id, target
        Who is kept from where.
    """
    workload = next(w for w in problem.workloads if w.id == workload_id)
    left = tuple(name for name in workload.candidates() if name != target)
    if not left:
        return None
    return _change(problem, workload_id, lambda w: replace(w, allowed=left))


def placement_alone(problem: PlanningProblem) -> PlanningProblem:
    """Return the placement stage's problem: without waves and what binds them."""
    return replace(problem, waves=(), wave_limits=())


def with_costs(
    problem: PlanningProblem, costs: Mapping[str, Mapping[str, float]]
) -> PlanningProblem:
    """Return the problem with the costs of the workloads named replaced."""
    workloads = tuple(
        replace(w, cost={**w.cost, **costs[w.id]}) if w.id in costs else w
        for w in problem.workloads
    )
    return replace(problem, workloads=workloads)


def near(problem: PlanningProblem, placement: Mapping[str, str], price: float) -> PlanningProblem:
    """Return the problem in which leaving a placement has a price.

    This is the least-change dial: 0 gives the best plan, a large price the fewest changes.

    Parameters
    ----------
    placement
        Target by workload.
    price
        For each workload that is elsewhere, in points of the objective.
    """
    workloads = tuple(
        replace(
            w,
            cost={
                target: cost + (0.0 if target == placement.get(w.id, target) else price)
                for target, cost in w.cost.items()
            },
        )
        for w in problem.workloads
    )
    return replace(problem, workloads=workloads)


def _change(problem: PlanningProblem, workload_id: str, change: Change) -> PlanningProblem:
    return _change_all(problem, (workload_id,), change)


def _change_all(
    problem: PlanningProblem, names: tuple[str, ...], change: Change
) -> PlanningProblem:
    wanted = set(names)
    workloads = tuple(change(w) if w.id in wanted else w for w in problem.workloads)
    return replace(problem, workloads=workloads)
