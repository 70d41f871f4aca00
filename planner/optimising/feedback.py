"""The waves' delay fed back into the placement, and both improved as one program where small.

The placement alone does not see what its moves will wait for. Each step here starts from a complete
plan and is kept only where the worth of the whole is better.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.jobs import ProgressListener, Stop
from planner.model.check import placement_value, wave_value
from planner.model.plan import PlanStatus, StoppedBy
from planner.model.problem import PlanningProblem, WaveObjective
from planner.optimising.joint import place_near, solve_joint
from planner.optimising.outcome import Options, PlacementOutcome, WavesOutcome
from planner.optimising.placement import solve_placement
from planner.optimising.staging import (
    FoundListener,
    gap_of,
    is_placed,
    moved_to,
    onward,
    part_of,
    schedule,
    waves_alone,
)

__all__ = ["FIRST_WAVES_SHARE", "can_change", "delay_prices", "fed_back", "feeds_back"]

FIRST_WAVES_SHARE: Final = 0.25
"""Share of what is left given to the first waves where a second placement follows them."""
FEEDBACK_SHARE: Final = 0.15
"""Share of what is left given to the second placement, and to each one after it."""
ROUND_WAVES_SHARE: Final = 0.15
"""Share of what is left given to the waves of each of these; the plan kept gets all the rest."""
MOST_ROUNDS: Final = 4
"""Times that the delay is fed back, each only where the one before made a better plan."""
LEAST_S: Final = 12.0
"""Seconds without which all the time goes into one placement and its waves: split any finer, waves
are not good enough to say which placement is better."""
MOST_FED_BACK: Final = 2_000
"""Beyond, all the time goes into one placement and its waves."""
MOST_STEPS: Final = 3_000
"""Workloads times targets times waves up to which one program over both stages pays."""
MOST_NEARBY: Final = 12_000
"""The same, up to which placements near a plan's are looked for with its waves in fractions."""
NEARBY_SHARE: Final = 0.2
"""Share of what is left given to each of these."""
AS_ONE_SHARE: Final = 0.4
"""Share of what is left given to that program."""


def feeds_back(problem: PlanningProblem, stop: Stop) -> bool:
    """Whether the waves' delay can change the placement, and there is time to ask."""
    remaining = stop.remaining_s
    return can_change(problem) and (remaining is None or remaining >= LEAST_S)


def can_change(problem: PlanningProblem) -> bool:
    """Whether the waves' delay can change the placement of a problem of this size."""
    return (
        problem.objective is WaveObjective.EARLY
        and len(problem.workloads) <= MOST_FED_BACK
        and not waves_alone(problem)
    )


def fed_back(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
    placing: PlanningProblem | None = None,
) -> tuple[PlacementOutcome, WavesOutcome]:
    """Place again with the delay that the waves brought, schedule again, keep the better plan.

    Another placement is taken only where the plan's worth gains more than the gap asked for:
    below that nobody can tell the two apart, and the first one's bounds are the tighter ones. The
    bound of the first placement holds over all placements and stays.

    Parameters
    ----------
    placing
        The problem that placements are found for, where it is narrower than ``problem``.
    """
    better = placed, waves
    whole = _as_one(problem, options, stop, listen, found, placed, waves)
    if whole is not None:
        better = whole
    for attempt in (_second, _nearby):
        for _ in range(MOST_ROUNDS):
            again = attempt(problem, options, stop, listen, found, *better, placing or problem)
            if again is None:
                break
            better = again
    if _gains(options, _sum_of(placed, waves), _sum_of(*better)):
        placed, waves = better
    # A plan without a bound gets one, however late it is: the waves begin with a quick one.
    if waves.status is PlanStatus.OPTIMAL or (stop.expired() and waves.bound is not None):
        return placed, waves
    return placed, _continued(problem, options, stop, listen, found, placed, waves)


def _gains(options: Options, before: float, after: float) -> bool:
    """Whether a worth is better by more than the gap that was asked for."""
    return before - after > max(options.gap, 1e-6) * max(1.0, abs(before))


def _as_one(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
) -> tuple[PlacementOutcome, WavesOutcome] | None:
    """Improve a medium plan by the program over both stages; None where it is no better.

    The plan stays a staged one: its waves are bounded for the placement found.
    """
    steps = sum(len(w.candidates()) for w in problem.workloads) * len(problem.waves)
    if steps > MOST_STEPS:
        return None
    part = part_of(stop, AS_ONE_SHARE)
    start = (placed.placement, waves.wave)
    whole = solve_joint(problem, options, part, onward(listen, stop), start)
    if stop.work_limit is not None:
        stop.count(part.steps)
    if whole.placement is None or whole.wave is None or whole.value is None:
        return None
    if whole.value >= _sum_of(placed, waves):
        return None
    second = moved_to(options, placed, placement_value(problem, whole.placement), whole.placement)
    value = wave_value(problem, whole.placement, whole.wave)
    reason = StoppedBy(stop.reason() or waves.stopped_by)
    return second, WavesOutcome(PlanStatus.FEASIBLE, reason, whole.wave, value, solver=waves.solver)


def _second(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
    placing: PlanningProblem,
) -> tuple[PlacementOutcome, WavesOutcome] | None:
    """Place and schedule once more under the delay of this plan; None where that is no better."""
    if stop.expired():
        return None
    part = part_of(stop, FEEDBACK_SHARE)
    start = replace(options, start_placement=placed.placement, start_wave=waves.wave)
    prices = delay_prices(problem, placed.placement, waves.wave)
    again = solve_placement(placing, start, part, onward(listen, stop), extra_cost=prices)
    if stop.work_limit is not None:
        stop.count(part.steps)
    if not is_placed(again) or dict(again.placement) == dict(placed.placement):
        return None
    value = placement_value(problem, again.placement)
    second = moved_to(options, placed, value, again.placement)
    later = schedule(problem, second, start, stop, listen, found, ROUND_WAVES_SHARE)
    if not later.found or _sum_of(second, later) >= _sum_of(placed, waves):
        return None
    return second, later


def _nearby(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
    _placing: PlanningProblem,
) -> tuple[PlacementOutcome, WavesOutcome] | None:
    """Try placements near this one that the rules of both stages ask for, waves in fractions.

    Unlike the delay alone, it sees what a move takes of the waves' room and of their order.
    """
    steps = sum(len(w.candidates()) for w in problem.workloads) * len(problem.waves)
    if stop.expired() or steps > MOST_NEARBY:
        return None
    part = part_of(stop, NEARBY_SHARE)
    _, near = place_near(problem, placed.placement, options, part)
    if stop.work_limit is not None:
        stop.count(part.steps)
    for placement in near[:1]:
        if dict(placement) == dict(placed.placement):
            return None
        value = placement_value(problem, placement)
        second = moved_to(options, placed, value, placement)
        start = replace(options, start_placement=placement, start_wave=waves.wave)
        later = schedule(problem, second, start, stop, listen, found, ROUND_WAVES_SHARE)
        if later.found and _sum_of(second, later) < _sum_of(placed, waves):
            return second, later
    return None


def _continued(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
) -> WavesOutcome:
    """Go on with the waves of a placement; both bounds hold, so the higher one stays."""
    start = replace(options, start_placement=placed.placement, start_wave=waves.wave)
    later = schedule(problem, placed, start, stop, listen, found, 1.0)
    if waves.bound is not None and (later.bound is None or later.bound < waves.bound):
        later = replace(
            later,
            bound=waves.bound,
            certificate=waves.certificate,
            solver_bound=waves.solver_bound,
        )
    if _sum_of(placed, later) > _sum_of(placed, waves):
        later = replace(later, wave=waves.wave, value=waves.value)
    gap = gap_of(later.value, later.bound)
    proven = gap is not None and gap <= max(options.gap, 1e-6)
    status = PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE
    reason = StoppedBy.GAP if proven else StoppedBy(stop.reason() or later.stopped_by)
    kept = later.status is status
    return replace(later, status=status, stopped_by=later.stopped_by if kept else reason)


def _sum_of(placed: PlacementOutcome, waves: WavesOutcome) -> float:
    if placed.value is None or waves.value is None:
        return math.inf
    return placed.value + waves.value


def delay_prices(
    problem: PlanningProblem, placement: Mapping[str, str], wave: Mapping[str, int | None]
) -> dict[tuple[str, str], float]:
    """Estimate what a move onto a target would cost in delay, from a plan's waves.

    ``delay_value[i,p] * day(first[i,p] + lag[i])``: the first wave in which the move could be made
    (target ready, workload's own earliest), and by how many waves the plan is later than that
    where i goes now. A workload that stays is taken to move in the middle one of the waves in use.
    """
    days = [item.day or 0.0 for item in problem.waves]
    used = sorted(number for number in wave.values() if number is not None)
    middle = used[len(used) // 2] if used else 1
    ready = {target.id: target.ready_wave for target in problem.targets}
    prices: dict[tuple[str, str], float] = {}
    for workload in problem.workloads:
        earliest = workload.earliest_wave or 1
        own = wave[workload.id]
        now = 1 if own is None else ready[placement[workload.id]]
        lag = (own or middle) - max(now, earliest)
        for target in workload.candidates():
            if workload.moves_to(target):
                number = min(len(days), max(ready[target], earliest) + max(0, lag))
                prices[workload.id, target] = workload.delay(target) * days[number - 1]
    return prices
