"""The placement by its exact program alone: the proof of what is small and still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.optimising.check import check_placement, placement_value
from planner.optimising.exact_run import ExactRun, Waves
from planner.optimising.outcome import Options, PlacementOutcome
from planner.optimising.problem import PlanningProblem
from planner.optimising.programs import placement_program
from planner.optimising.vouching import Voucher

__all__ = ["place_exactly"]


def place_exactly(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener = ignore_progress,
    on_incumbent: Callable[[Mapping[str, str], float, float | None, Voucher], None] | None = None,
) -> PlacementOutcome:
    """Solve the placement's own program; the parameters are those of the placement stage."""

    def worth(placement: Mapping[str, str], _wave: Waves | None) -> float:
        return placement_value(problem, placement)

    def tell(
        placement: Mapping[str, str], _wave: Waves | None, value: float, bound: float | None
    ) -> None:
        if on_incumbent is not None:
            on_incumbent(placement, value, bound, Voucher.SOLVER)

    phase = "phase.placement"
    run = ExactRun(placement_program(problem), options, stop, listen, worth, tell, phase)
    start = options.start_placement
    if start is not None and not any(check_placement(problem, start)):
        run.offer(start, None)
    run.solve()
    found = run.outcome()
    return PlacementOutcome(
        found.status,
        found.stopped_by,
        found.placement or {},
        value=found.value,
        bound=found.bound,
        solver_bound=True,
        solver=options.solver,
    )
