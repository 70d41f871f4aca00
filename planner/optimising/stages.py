"""Both stages in this process: placement first, then waves, and another placement where needed.

The first placement may leave no room for the waves. The cheapest one that does is then looked for
in one program over both stages, and the whole is called infeasible only where that proves it.
Small inventories are solved as one program from the start.
"""

from __future__ import annotations

import importlib.metadata
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.check import placement_value, wave_value
from planner.model.plan import Conflict, Plan, PlanStatus, StoppedBy, relative_gap
from planner.model.problem import PlanningProblem, WaveObjective
from planner.optimising.joint import joint_fits, solve_joint, solve_placement_with_room
from planner.optimising.outcome import Options, PlacementOutcome, WavesOutcome
from planner.optimising.placement import solve_placement
from planner.optimising.waves import solve_waves

__all__ = ["Found", "FoundListener", "plan_of", "run_stages", "waves_alone"]

PLACEMENT_SHARE: Final = 0.4
"""Share of the time or work given to placement where there are waves to schedule too."""
FIRST_WAVES_SHARE: Final = 0.4
"""Share of what is left given to the first waves where a second placement follows them."""
FEEDBACK_SHARE: Final = 0.2
"""Share of what is left given to the second placement."""
MOST_ROUNDS: Final = 4
"""Times that the delay is fed back, each only where the one before made a better plan."""
MOST_FED_BACK: Final = 2_000
"""Beyond, all the time goes into one placement and its waves."""
MOST_STEPS: Final = 12_000
"""Workloads times targets times waves up to which one program over both stages pays."""
AS_ONE_SHARE: Final = 0.5
"""Share of what is left given to that program."""
JOINT_SHARE: Final = 0.1
"""Share given to each stage alone where both will be one program afterwards."""
ROOM_SHARE: Final = 0.6
"""Share of what is left given to finding a placement that leaves room for the waves."""
CONFLICT_S: Final = 20.0
"""Seconds at most for naming the rules in conflict."""


@dataclass(frozen=True, slots=True)
class Found:
    """A plan that keeps every rule, found on the way, with the bounds known by then."""

    placement: Mapping[str, str]
    placement_value: float
    placement_bound: float | None = None
    wave: Mapping[str, int | None] | None = None
    wave_value: float | None = None
    wave_bound: float | None = None
    bound: float | None = None
    """Bound of the worth, where both stages were one program."""


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
    plan = _staged(problem, options, stop, listen, _better_only(problem, found))
    if plan.status is PlanStatus.INFEASIBLE:
        return replace(plan, conflict=_conflict(problem, stop), seconds=stop.seconds)
    return plan


def _better_only(problem: PlanningProblem, found: FoundListener | None) -> FoundListener | None:
    """Pass on what is better than all before, or as good with a bound of the worth."""
    if found is None:
        return None
    best = math.inf

    def tell(item: Found) -> None:
        nonlocal best
        worth = item.placement_value
        if problem.waves and item.wave_value is not None:
            fewest = problem.objective is WaveObjective.FEWEST
            worth = item.wave_value if fewest else worth + item.wave_value
        if worth < best or (worth <= best and item.bound is not None):
            best = worth
            found(item)

    return tell


def _staged(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
) -> Plan:
    joint = joint_fits(problem, options) and not waves_alone(problem)
    feedback = not joint and feeds_back(problem)
    placed = _place(problem, options, stop, listen, found, _placement_share(problem, joint=joint))
    if not _placed(placed) or not problem.waves:
        return plan_of(problem, options, stop, placed, None)
    share = JOINT_SHARE if joint else FIRST_WAVES_SHARE if feedback else 1.0
    waves = _schedule(problem, placed, options, stop, listen, found, share)
    if joint:
        return _joined(problem, options, stop, listen, found, placed, waves)
    if not waves.found and (waves.status is PlanStatus.INFEASIBLE or not stop.expired()):
        return _with_room(problem, options, stop, listen, found, placed)
    if waves.found and feedback and not stop.expired():
        placed, waves = _fed_back(problem, options, stop, listen, found, placed, waves)
    return plan_of(problem, options, stop, placed, waves)


def _placement_share(problem: PlanningProblem, *, joint: bool) -> float:
    if joint:
        return JOINT_SHARE
    return PLACEMENT_SHARE if problem.waves and not waves_alone(problem) else 1.0


def _fed_back(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
) -> tuple[PlacementOutcome, WavesOutcome]:
    """Place again with the delay that the waves brought, schedule again, keep the better plan.

    The bound of the first placement holds over all placements and stays.
    """
    whole = _as_one(problem, options, stop, listen, found, placed, waves)
    if whole is not None:
        placed, waves = whole
    for _ in range(MOST_ROUNDS if whole is None else 0):
        second = _second(problem, options, stop, listen, found, placed, waves)
        if second is None:
            break
        placed, waves = second
    if waves.status is PlanStatus.OPTIMAL or stop.expired():
        return placed, waves
    return placed, _continued(problem, options, stop, listen, found, placed, waves)


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
    part = _part(stop, AS_ONE_SHARE)
    start = (placed.placement, waves.wave)
    whole = solve_joint(problem, options, part, _onward(listen, stop), start)
    if stop.work_limit is not None:
        stop.count(part.steps)
    if whole.placement is None or whole.wave is None or whole.value is None:
        return None
    if whole.value >= _sum(placed.value, waves.value):
        return None
    second = _moved_to(options, placed, placement_value(problem, whole.placement), whole.placement)
    value = wave_value(problem, whole.placement, whole.wave)
    reason = StoppedBy(stop.reason() or waves.stopped_by)
    return second, WavesOutcome(PlanStatus.FEASIBLE, reason, whole.wave, value, solver=waves.solver)


def _moved_to(
    options: Options, placed: PlacementOutcome, value: float, placement: Mapping[str, str]
) -> PlacementOutcome:
    """Return another placement under the bound of the first, which holds over all of them."""
    gap = _gap(value, placed.bound)
    proven = gap is not None and gap <= max(options.gap, 1e-6)
    status = PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE
    return replace(placed, placement=placement, value=value, status=status)


def _second(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
) -> tuple[PlacementOutcome, WavesOutcome] | None:
    """Place and schedule once more under the delay of this plan; None where that is no better."""
    if stop.expired():
        return None
    worth = _sum(placed.value, waves.value)
    part = _part(stop, FEEDBACK_SHARE)
    start = replace(options, start_placement=placed.placement, start_wave=waves.wave)
    again = solve_placement(
        problem,
        start,
        part,
        _onward(listen, stop),
        extra_cost=delay_prices(problem, placed.placement, waves.wave),
    )
    if stop.work_limit is not None:
        stop.count(part.steps)
    if not _placed(again) or dict(again.placement) == dict(placed.placement):
        return None
    value = placement_value(problem, again.placement)
    second = _moved_to(options, placed, value, again.placement)
    later = _schedule(problem, second, start, stop, listen, found, FIRST_WAVES_SHARE)
    return (second, later) if later.found and _sum(value, later.value) < worth else None


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
    later = _schedule(problem, placed, start, stop, listen, found, 1.0)
    if waves.bound is not None and (later.bound is None or later.bound < waves.bound):
        later = replace(
            later,
            bound=waves.bound,
            certificate=waves.certificate,
            solver_bound=waves.solver_bound,
        )
    if not later.found or _sum(0.0, later.value) > _sum(0.0, waves.value):
        later = replace(later, wave=waves.wave, value=waves.value)
    gap = _gap(later.value, later.bound)
    proven = gap is not None and gap <= max(options.gap, 1e-6)
    status = PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE
    reason = StoppedBy.GAP if proven else StoppedBy(stop.reason() or later.stopped_by)
    kept = later.status is status
    return replace(later, status=status, stopped_by=later.stopped_by if kept else reason)


def _sum(placement: float | None, waves: float | None) -> float:
    return math.inf if placement is None or waves is None else placement + waves


def feeds_back(problem: PlanningProblem) -> bool:
    """Whether the waves' delay can change the placement, and there is time to ask."""
    return (
        problem.objective is WaveObjective.EARLY
        and len(problem.workloads) <= MOST_FED_BACK
        and not waves_alone(problem)
    )


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


def _joined(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    placed: PlacementOutcome,
    waves: WavesOutcome,
) -> Plan:
    """Both stages as one program, from the staged plan on."""

    def tell(
        placement: Mapping[str, str],
        wave: Mapping[str, int | None],
        _worth: float,
        bound: float | None,
    ) -> None:
        if found is not None:
            value, later = placement_value(problem, placement), wave_value(problem, placement, wave)
            found(Found(placement, value, placed.bound, wave, later, None, bound))

    part = _part(stop, 1.0)
    start = (placed.placement, waves.wave) if waves.found else None
    whole = solve_joint(problem, options, part, _onward(listen, stop), start, tell)
    if stop.work_limit is not None:
        stop.count(part.steps)
    if whole.status is PlanStatus.INFEASIBLE:
        return _no_plan(problem, options, stop, PlanStatus.INFEASIBLE, placed)
    if whole.placement is None or whole.wave is None:
        return _no_plan(problem, options, stop, PlanStatus.UNKNOWN, placed)
    value = placement_value(problem, whole.placement)
    gap = _gap(value, placed.bound)
    proven = gap is not None and gap <= max(options.gap, 1e-6)
    return Plan(
        status=whole.status,
        stopped_by=whole.stopped_by,
        placement=whole.placement,
        wave=whole.wave,
        placement_status=PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE,
        placement_value=value,
        placement_bound=placed.bound,
        placement_gap=gap,
        wave_status=PlanStatus.FEASIBLE,
        wave_value=wave_value(problem, whole.placement, whole.wave),
        joint=True,
        bound=whole.bound,
        gap=_gap(whole.value, whole.bound),
        seed=options.seed,
        solver="HiGHS",
        solver_version=importlib.metadata.version("highspy"),
        seconds=stop.seconds,
    )


def _with_room(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    first: PlacementOutcome,
) -> Plan:
    """Find the cheapest placement that leaves room for the waves, or the proof that none does."""
    part = _part(stop, ROOM_SHARE)
    whole = solve_placement_with_room(problem, options, part, _onward(listen, stop))
    if stop.work_limit is not None:
        stop.count(part.steps)
    if whole.status is PlanStatus.INFEASIBLE:
        return _no_plan(problem, options, stop, PlanStatus.INFEASIBLE, first)
    if whole.placement is None or whole.wave is None:
        return _no_plan(problem, options, stop, PlanStatus.UNKNOWN, first)
    value = placement_value(problem, whole.placement)
    placed = _moved_to(options, first, value, whole.placement)
    start = replace(options, start_placement=whole.placement, start_wave=whole.wave)
    share = FIRST_WAVES_SHARE if feeds_back(problem) else 1.0
    waves = _schedule(problem, placed, start, stop, listen, found, share)
    if not waves.found:
        waves = WavesOutcome(
            PlanStatus.FEASIBLE,
            StoppedBy(stop.reason() or waves.stopped_by),
            whole.wave,
            wave_value(problem, whole.placement, whole.wave),
            waves.bound if waves.status is PlanStatus.UNKNOWN else None,
            solver=waves.solver,
        )
    if feeds_back(problem) and not stop.expired():
        placed, waves = _fed_back(problem, options, stop, listen, found, placed, waves)
    return plan_of(problem, options, stop, placed, waves)


def _no_plan(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    status: PlanStatus,
    placed: PlacementOutcome,
) -> Plan:
    reason = stop.reason() or (StoppedBy.WORK if stop.work_limit is not None else StoppedBy.TIME)
    stopped = StoppedBy.PROOF if status is PlanStatus.INFEASIBLE else StoppedBy(reason)
    outcome = PlacementOutcome(status, stopped, bound=placed.bound, solver=placed.solver)
    return plan_of(problem, options, stop, outcome, None)


def _conflict(problem: PlanningProblem, stop: Stop) -> Conflict:
    """Name the rules in conflict; all of them where time leaves no room for fewer."""
    from planner.optimising.conflict import every_rule, find_conflict

    remaining = stop.remaining_s
    seconds = CONFLICT_S if remaining is None else min(CONFLICT_S, max(0.3, 0.8 * remaining))
    return find_conflict(problem, stop, seconds) or Conflict(every_rule(problem))


def _place(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    share: float,
) -> PlacementOutcome:
    alone = not problem.waves

    def tell(placement: Mapping[str, str], value: float, bound: float | None) -> None:
        if alone and found is not None:
            found(Found(placement, value, bound))

    part = _part(stop, share)
    placed = solve_placement(problem, options, part, _onward(listen, stop), on_incumbent=tell)
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
    share: float,
) -> WavesOutcome:
    assert placed.value is not None
    placed_value = placed.value

    def tell(wave: Mapping[str, int | None], value: float, bound: float | None) -> None:
        if found is not None:
            found(Found(placed.placement, placed_value, placed.bound, wave, value, bound))

    part = _part(stop, share)
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
    has_plan = _placed(placed) and (waves is None or waves.found)
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


def _placed(placed: PlacementOutcome) -> bool:
    """Whether there is a placement; one of an empty inventory is empty."""
    return placed.status in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE)


def _gap(value: float | None, bound: float | None) -> float | None:
    return None if value is None or bound is None else relative_gap(value, bound)


def _status(
    problem: PlanningProblem, placed: PlacementOutcome, waves: WavesOutcome | None
) -> PlanStatus:
    """``optimal`` only where the whole is proven: placement alone, or waves alone."""
    if not _placed(placed) or not problem.waves:
        return placed.status
    if waves is None or not waves.found:
        return PlanStatus.UNKNOWN
    proven = waves.status is PlanStatus.OPTIMAL and placed.status is PlanStatus.OPTIMAL
    return PlanStatus.OPTIMAL if proven and waves_alone(problem) else PlanStatus.FEASIBLE
