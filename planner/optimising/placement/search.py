"""The placement stage's door: the methods in order, until proof, gap or the end of time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from planner.jobs import ProgressListener, Stop
from planner.model.plan import PlanStatus, StoppedBy
from planner.model.problem import PlanningProblem
from planner.optimising.outcome import Options, PlacementOutcome
from planner.optimising.placement.exact import prove
from planner.optimising.placement.instance import build_instance, with_extra_cost
from planner.optimising.placement.mip import solver_name
from planner.optimising.placement.track import IncumbentListener, Track

__all__ = ["place_value", "solve_placement"]

SMALLEST_GAP = 1e-6


def place_value(problem: PlanningProblem, placement: Mapping[str, str]) -> float:
    """Worth of a placement: its costs plus weight times distance of every dependency.

    Raises
    ------
    KeyError
        Where a workload is missing or stands on a target that it has no cost for.
    """
    costs = [workload.cost[placement[workload.id]] for workload in problem.workloads]
    apart = [
        item.weight * problem.between(placement[item.source], placement[item.needed])
        for item in problem.dependencies
    ]
    return math.fsum(costs) + math.fsum(apart)


def solve_placement(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    *,
    extra_cost: Mapping[tuple[str, str], float] | None = None,
    forbidden: Sequence[Mapping[str, str]] = (),
    on_incumbent: IncumbentListener | None = None,
) -> PlacementOutcome:
    """Place every workload at the least cost, with a bound that says how good that is.

    Parameters
    ----------
    options
        Gap, seed and a placement to start from; limits of time and work are ``stop``'s.
    extra_cost
        Added to ``cost`` per (workload, target). Value, bound and certificate are then those of
        ``with_extra_cost(problem, extra_cost)``.
    forbidden
        Combinations of workloads and targets that must not come back.
    on_incumbent
        Given every better placement at once, with its value and the best bound, so that a
        caller who ends this process keeps the best plan.
    """
    problem = with_extra_cost(problem, extra_cost)
    instance = build_instance(problem, forbidden)
    gap = max(options.gap, SMALLEST_GAP)
    track = Track(problem, instance, gap, stop, listen, on_incumbent)
    prove(track, options)
    return answer(track)


def answer(track: Track) -> PlacementOutcome:
    """Put the track's findings into words."""
    stopped_by = StoppedBy(track.stop.reason() or StoppedBy.PROOF)
    if track.infeasible:
        return PlacementOutcome(
            PlanStatus.INFEASIBLE, StoppedBy.PROOF, solver=solver_name(), solver_bound=True
        )
    bound = track.bound if math.isfinite(track.bound) else None
    if track.label is None:
        return PlacementOutcome(
            PlanStatus.UNKNOWN, stopped_by, bound=bound, certificate=track.certificate,
            solver_bound=track.solver_bound, solver=solver_name(),
        )  # fmt: skip
    status = PlanStatus.OPTIMAL if track.proven() else PlanStatus.FEASIBLE
    if track.proven():
        stopped_by = StoppedBy.PROOF if track.gap() <= SMALLEST_GAP else StoppedBy.GAP
    return PlacementOutcome(
        status, stopped_by, track.instance.placement(track.label), track.value, bound,
        track.certificate, track.solver_bound, solver_name(),
    )  # fmt: skip


