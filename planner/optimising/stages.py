"""Both stages in this process: placement first, then waves, and another placement where needed.

The first placement may leave no room for the waves. It is then forbidden and the next best one is
tried; the whole is called infeasible only where no placement is left, and that is proven.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.plan import Plan, PlanStatus, StoppedBy, relative_gap
from planner.model.problem import PlanningProblem
from planner.optimising.outcome import Options, PlacementOutcome, WavesOutcome
from planner.optimising.placement import solve_placement
from planner.optimising.waves import solve_waves

__all__ = ["Found", "FoundListener", "plan_of", "run_stages", "waves_alone"]

PLACEMENT_SHARE: Final = 0.4
"""Share of the time or work given to placement where there are waves to schedule too."""
MOST_PLACEMENTS: Final = 25
"""Placements without room for waves that are forbidden before the search gives up."""


@dataclass(frozen=True, slots=True)
class Found:
    """A plan that keeps every rule, found on the way, with the bounds known by then."""

    placement: Mapping[str, str]
    placement_value: float
    placement_bound: float | None = None
    wave: Mapping[str, int | None] | None = None
    wave_value: float | None = None
    wave_bound: float | None = None


type FoundListener = Callable[[Found], None]


def waves_alone(problem: PlanningProblem) -> bool:
    """Whether nothing is left to place: every workload has one candidate."""
    return all(len(workload.candidates()) == 1 for workload in problem.workloads)


def run_stages(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener = ignore_progress,
    found: FoundListener | None = None,
) -> Plan:
    """Return the plan of both stages; it still has to pass the checker.

    Parameters
    ----------
    found
        Given every complete plan at once, so that a caller who ends this process keeps the best.
    """
    forbidden: list[Mapping[str, str]] = []
    last: PlacementOutcome | None = None
    for _ in range(MOST_PLACEMENTS):
        placed = _place(problem, options, stop, listen, found, forbidden)
        if placed.status is PlanStatus.INFEASIBLE:
            status = PlanStatus.INFEASIBLE
            return plan_of(problem, options, stop, replace(placed, status=status), None)
        if not placed.placement or not problem.waves:
            return plan_of(problem, options, stop, placed, None)
        waves = _schedule(problem, placed, options, stop, listen, found)
        if waves.status is not PlanStatus.INFEASIBLE:
            return plan_of(problem, options, stop, placed, waves)
        if not forbidden:
            first_bound = placed.bound
        last = replace(placed, bound=first_bound)
        forbidden.append(placed.placement)
        if stop.expired():
            break
    unknown = PlacementOutcome(
        PlanStatus.UNKNOWN,
        StoppedBy(stop.reason() or StoppedBy.WORK),
        bound=last.bound if last else None,
    )
    return plan_of(problem, options, stop, unknown, None)


def _place(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    forbidden: list[Mapping[str, str]],
) -> PlacementOutcome:
    share = PLACEMENT_SHARE if problem.waves and not waves_alone(problem) else 1.0
    alone = not problem.waves

    def tell(placement: Mapping[str, str], value: float, bound: float | None) -> None:
        if alone and found is not None:
            found(Found(placement, value, bound))

    part = _part(stop, share)
    placed = solve_placement(
        problem, options, part, _onward(listen, stop), forbidden=forbidden, on_incumbent=tell
    )
    if stop.work_limit is not None:
        stop.count(part.steps)
    return placed


def _schedule(
    problem: PlanningProblem,
    placed: PlacementOutcome,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
) -> WavesOutcome:
    assert placed.value is not None
    placement_value = placed.value

    def tell(wave: Mapping[str, int | None], value: float, bound: float | None) -> None:
        if found is not None:
            found(Found(placed.placement, placement_value, placed.bound, wave, value, bound))

    part = _part(stop, 1.0)
    waves = solve_waves(
        problem, placed.placement, options, part, _onward(listen, stop), on_incumbent=tell
    )
    if stop.work_limit is not None:
        stop.count(part.steps)
    return waves


class _Part(Stop):
    """A share of a stop: its own time and steps, the whole's cancel."""

    def __init__(self, whole: Stop, time_limit_s: float | None, work_limit: int | None) -> None:
        super().__init__(time_limit_s, work_limit)
        self.cancel_event = whole.cancel_event


def _part(stop: Stop, share: float) -> Stop:
    remaining = stop.remaining_s
    seconds = None if remaining is None else share * remaining
    steps = None
    if stop.work_limit is not None:
        steps = max(1, int(share * (stop.work_limit - stop.steps)))
    return _Part(stop, seconds, steps)


def _onward(listen: ProgressListener, stop: Stop) -> ProgressListener:
    def tell(progress: Progress) -> None:
        listen(replace(progress, seconds=stop.seconds))

    return tell


def plan_of(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    placed: PlacementOutcome,
    waves: WavesOutcome | None,
) -> Plan:
    """Put both outcomes into one plan, in the words of the plan's contract."""
    has_plan = bool(placed.placement) and (waves is None or waves.found)
    wave_gap = _gap(waves.value, waves.bound) if waves else None
    status = _status(problem, placed, waves)
    stopped = (waves or placed).stopped_by if has_plan else placed.stopped_by
    if waves is not None and placed.stopped_by in _UNFINISHED:
        stopped = placed.stopped_by
    return Plan(
        status=status,
        stopped_by=stopped if status is not PlanStatus.INFEASIBLE else StoppedBy.PROOF,
        placement=placed.placement if has_plan else {},
        wave=(waves.wave if waves and has_plan else None) if problem.waves else None,
        placement_status=placed.status,
        placement_value=placed.value if has_plan else None,
        placement_bound=placed.bound,
        placement_gap=_gap(placed.value, placed.bound) if has_plan else None,
        wave_status=waves.status if waves else None,
        wave_value=waves.value if waves and has_plan else None,
        wave_bound=waves.bound if waves else None,
        wave_gap=wave_gap if has_plan else None,
        seed=options.seed,
        solver=(waves or placed).solver or "HiGHS",
        solver_version=importlib.metadata.version("highspy"),
        seconds=stop.seconds,
    )


_UNFINISHED: Final = (StoppedBy.TIME, StoppedBy.WORK, StoppedBy.CANCELLED)


def _gap(value: float | None, bound: float | None) -> float | None:
    return None if value is None or bound is None else relative_gap(value, bound)


def _status(
    problem: PlanningProblem, placed: PlacementOutcome, waves: WavesOutcome | None
) -> PlanStatus:
    """``optimal`` only where the whole is proven: placement alone, or waves alone."""
    if not placed.placement:
        return placed.status
    if not problem.waves:
        return placed.status
    if waves is None or not waves.found:
        return PlanStatus.UNKNOWN
    proven = waves.status is PlanStatus.OPTIMAL and placed.status is PlanStatus.OPTIMAL
    return PlanStatus.OPTIMAL if proven and waves_alone(problem) else PlanStatus.FEASIBLE
