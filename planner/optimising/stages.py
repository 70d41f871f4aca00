"""Both stages in this process: placement first, then waves, and another placement where needed.

The first placement may leave no room for the waves. The cheapest one that does is then looked for
in one program over both stages, and the whole is called infeasible only where that proves it.
Small inventories are solved as one program from the start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.optimising.answering import answered, can_answer
from planner.optimising.check import placement_value, wave_value
from planner.optimising.conflict import every_rule, find_conflict, is_impossible
from planner.optimising.earlier import earlier_plan, no_worse
from planner.optimising.feedback import (
    FIRST_WAVES_SHARE,
    can_change,
    delay_prices,
    fed_back,
    feeds_back,
)
from planner.optimising.joint import joint_fits, solve_joint, solve_placement_with_room
from planner.optimising.outcome import Options, PlacementOutcome, WavesOutcome
from planner.optimising.plan import Conflict, Plan, PlanStatus, StoppedBy
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.room import find_room, leaves_room
from planner.optimising.solvers import solver_version
from planner.optimising.staging import (
    Found,
    FoundListener,
    Staged,
    Task,
    gap_of,
    is_placed,
    moved_to,
    place,
    plan_of,
    schedule,
    waves_alone,
)
from planner.optimising.vouching import Voucher, solver_words

__all__ = ["Found", "FoundListener", "delay_prices", "plan_of", "run_stages", "waves_alone"]

PLACEMENT_SHARE: Final = 0.4
"""Share of the time or work given to placement where there are waves to schedule too."""
JOINT_SHARE: Final = 0.1
"""Share given to each stage alone where both will be one program afterwards."""
ROOM_SHARE: Final = 0.6
"""Share of what is left given to finding a placement that leaves room for the waves."""
MOST_FORESEEN: Final = 3_000
"""Workloads up to which the short elastic program looks for a conflict before anything else."""
OVERRUN_S: Final = 1.0
"""Seconds that naming may take where the time is up: a conflict without a name helps nobody."""


def run_stages(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener = ignore_progress,
    found: FoundListener | None = None,
    settled: Callable[[Plan], None] | None = None,
) -> Plan:
    """Return the plan of both stages; it still has to pass the checker.

    Parameters
    ----------
    found
        Given every complete plan at once, so that a caller who ends this process keeps the best.
    settled
        Told that no plan exists, with what is known of the conflict by then, each time it is more.
    """
    tell = _better_only(problem, found)
    old = earlier_plan(problem, options)
    touched: list[str] = []
    if old is not None:
        touched = _touched(options, old)
        options = replace(options, start_placement=old.placement, start_wave=old.wave)
        if tell is not None:
            tell(old)
    task = Task(problem, options, stop, listen, tell)
    plan = no_worse(problem, options, _staged(task, old, touched), old)
    if plan.status is PlanStatus.INFEASIBLE:

        def tell_conflict(conflict: Conflict) -> None:
            if settled is not None:
                settled(replace(plan, conflict=conflict, seconds=stop.seconds))

        return replace(
            plan,
            conflict=_conflict(problem, options.parameters.conflict_seconds, stop, tell_conflict),
            seconds=stop.seconds,
        )
    return plan


def _touched(options: Options, old: Found) -> list[str]:
    """Workloads that stand elsewhere, or move in another wave, than the plan to start from says."""
    placement, wave = options.start_placement or {}, options.start_wave or {}
    return [
        name
        for name, target in old.placement.items()
        if placement.get(name) != target or (old.wave or {}).get(name) != wave.get(name)
    ]


def _better_only(problem: PlanningProblem, found: FoundListener | None) -> FoundListener | None:
    """Pass on what is better than all before, or as good with a better bound."""
    if found is None:
        return None
    best, bound = math.inf, -math.inf

    def tell(item: Found) -> None:
        nonlocal best, bound
        worth = item.placement_value
        if problem.waves and item.wave_value is not None:
            fewest = problem.objective is WaveObjective.FEWEST
            worth = item.wave_value if fewest else worth + item.wave_value
        of_waves = -math.inf if item.wave_bound is None else item.wave_bound
        if worth < best or (worth <= best and (item.bound is not None or of_waves > bound)):
            best, bound = worth, of_waves
            found(item)

    return tell


def _staged(task: Task, old: Found | None, touched: Sequence[str]) -> Plan:
    problem = task.problem
    if problem.waves and len(problem.workloads) <= MOST_FORESEEN and is_impossible(problem):
        none = PlacementOutcome(PlanStatus.INFEASIBLE, StoppedBy.PROOF, solver=task.options.solver)
        return plan_of(task, none, None)
    joint = joint_fits(problem, task.options) and not waves_alone(problem)
    if old is not None and not joint and can_answer(task):
        return plan_of(task, *answered(task, old, touched))
    feedback = not joint and feeds_back(problem, task.stop)
    placed = place(task, _placement_share(problem, joint=joint))
    if placed.status is PlanStatus.UNKNOWN and not task.stop.expired():
        # The first share went by while loops were loaded or compiled.
        placed = place(task, PLACEMENT_SHARE if problem.waves else 1.0)
    if not is_placed(placed) or not problem.waves:
        return plan_of(task, placed, None)
    share = JOINT_SHARE if joint else FIRST_WAVES_SHARE if feedback else 1.0
    if waves_alone(problem) or leaves_room(problem, placed.placement):
        waves = schedule(task, placed, share)
    else:
        waves = WavesOutcome(PlanStatus.INFEASIBLE, StoppedBy.PROOF)
    if joint:
        start = _better_start(problem, _joint_start(task, placed, waves), old)
        return _joined(task, placed, start)
    if not waves.found and (waves.status is PlanStatus.INFEASIBLE or not task.stop.expired()):
        return _with_room(task, placed)
    if waves.found and feedback and not task.stop.expired():
        placed, waves = fed_back(task, (placed, waves))
    return plan_of(task, placed, waves)


def _placement_share(problem: PlanningProblem, *, joint: bool) -> float:
    if joint:
        return JOINT_SHARE
    return PLACEMENT_SHARE if problem.waves and not waves_alone(problem) else 1.0


type Start = tuple[Mapping[str, str], Mapping[str, int | None]] | None


def _joint_start(task: Task, placed: PlacementOutcome, waves: WavesOutcome) -> Start:
    """Return a complete plan for the program over both stages to start from, where one is near."""
    if waves.found:
        return placed.placement, waves.wave
    roomy = find_room(task.part(JOINT_SHARE), placed)
    return None if isinstance(roomy, PlanStatus) else (roomy[0].placement, roomy[1].wave)


def _better_start(problem: PlanningProblem, start: Start, old: Found | None) -> Start:
    """Return the better of the plan found and the earlier one."""
    if old is None or old.wave is None or old.wave_value is None:
        return start
    earlier = old.placement, old.wave
    if start is None:
        return earlier
    worth = placement_value(problem, start[0]) + wave_value(problem, *start)
    return earlier if old.placement_value + old.wave_value < worth else start


def _joined(task: Task, placed: PlacementOutcome, start: Start) -> Plan:
    """Both stages as one program, from the staged plan on."""
    problem = task.problem

    def tell(
        placement: Mapping[str, str],
        wave: Mapping[str, int | None] | None,
        _worth: float,
        bound: float | None,
    ) -> None:
        if task.found is not None and wave is not None:
            value, later = placement_value(problem, placement), wave_value(problem, placement, wave)
            vouchers = _joint_vouchers(placed, bound)
            task.found(Found(placement, value, placed.bound, wave, later, None, bound, vouchers))

    part = task.part(1.0)
    whole = solve_joint(problem, task.options, part.stop, part.listen, start, tell)
    if whole.status is PlanStatus.INFEASIBLE:
        return _no_plan(task, PlanStatus.INFEASIBLE, placed)
    if whole.placement is None or whole.wave is None:
        return _no_plan(task, PlanStatus.UNKNOWN, placed)
    placed = moved_to(task, placed, whole.placement)
    return Plan(
        status=whole.status,
        stopped_by=whole.stopped_by,
        placement=whole.placement,
        wave=whole.wave,
        placement_status=placed.status,
        placement_value=placed.value,
        placement_bound=placed.bound,
        placement_gap=gap_of(placed.value, placed.bound),
        wave_status=PlanStatus.FEASIBLE,
        wave_value=wave_value(problem, whole.placement, whole.wave),
        joint=True,
        bound=whole.bound,
        gap=gap_of(whole.value, whole.bound),
        seed=task.options.seed,
        solver=solver_words(task.options.solver, _joint_vouchers(placed, whole.bound)),
        solver_version=solver_version(task.options.solver),
        seconds=task.stop.seconds,
    )


def _joint_vouchers(placed: PlacementOutcome, bound: float | None) -> dict[str, Voucher]:
    vouchers = {} if placed.bound is None else {"placement": placed.voucher}
    return vouchers if bound is None else {**vouchers, "joint": Voucher.SOLVER}


def _with_room(task: Task, first: PlacementOutcome) -> Plan:
    """Find the cheapest placement that leaves room for the waves, or the proof that none does."""
    problem = task.problem
    roomy = find_room(task, first)
    if not isinstance(roomy, PlanStatus):
        placed, waves, narrowed = roomy
        if can_change(problem) and not task.stop.expired():
            placed, waves = fed_back(task, (placed, waves), narrowed)
        return plan_of(task, placed, waves)
    if roomy is PlanStatus.INFEASIBLE:
        return _no_plan(task, PlanStatus.INFEASIBLE, first)
    if len(problem.workloads) > MOST_FORESEEN and is_impossible(problem):
        return _no_plan(task, PlanStatus.INFEASIBLE, first)
    part = task.part(ROOM_SHARE)
    whole = solve_placement_with_room(problem, task.options, part.stop, part.listen)
    if whole.status is PlanStatus.INFEASIBLE:
        return _no_plan(task, PlanStatus.INFEASIBLE, first)
    if whole.placement is None or whole.wave is None:
        return _no_plan(task, PlanStatus.UNKNOWN, first)
    return plan_of(task, *_with_waves_of(task, first, whole.placement, whole.wave))


def _with_waves_of(
    task: Task,
    first: PlacementOutcome,
    placement: Mapping[str, str],
    wave: Mapping[str, int | None],
) -> Staged:
    """Go on from a plan of the program over both stages as from any other."""
    placed = moved_to(task, first, placement)
    options = replace(task.options, start_placement=placement, start_wave=wave)
    feedback = feeds_back(task.problem, task.stop)
    share = FIRST_WAVES_SHARE if feedback else 1.0
    waves = schedule(replace(task, options=options), placed, share)
    if not waves.found:
        waves = WavesOutcome(
            PlanStatus.FEASIBLE,
            StoppedBy(task.stop.reason() or waves.stopped_by),
            wave,
            wave_value(task.problem, placement, wave),
            waves.bound if waves.status is PlanStatus.UNKNOWN else None,
            solver=waves.solver,
        )
    if feedback and not task.stop.expired():
        return fed_back(task, (placed, waves))
    return placed, waves


def _no_plan(task: Task, status: PlanStatus, placed: PlacementOutcome) -> Plan:
    stop = task.stop
    reason = stop.reason() or (StoppedBy.WORK if stop.work_limit is not None else StoppedBy.TIME)
    stopped = StoppedBy.PROOF if status is PlanStatus.INFEASIBLE else StoppedBy(reason)
    outcome = PlacementOutcome(status, stopped, bound=placed.bound, solver=placed.solver)
    return plan_of(task, outcome, None)


def _conflict(
    problem: PlanningProblem, most_s: float, stop: Stop, tell: Callable[[Conflict], None]
) -> Conflict:
    """Name the rules in conflict; all of them where time leaves no room for fewer."""
    remaining = stop.remaining_s
    seconds = most_s if remaining is None else min(most_s, max(OVERRUN_S, 0.7 * remaining))
    return find_conflict(problem, stop, seconds, tell) or Conflict(every_rule(problem))
