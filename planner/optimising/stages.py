"""Both stages in this process: placement first, then waves, and another placement where needed.

The first placement may leave no room for the waves. The cheapest one that does is then looked for
in one program over both stages, and the whole is called infeasible only where that proves it.
Small inventories are solved as one program from the start.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.optimising.answering import answered, can_answer
from planner.optimising.check import placement_value, wave_value
from planner.optimising.conflict import every_rule, find_conflict, is_impossible
from planner.optimising.conflicts.feasible import FeasibilityCuts
from planner.optimising.earlier import earlier_plan, no_worse
from planner.optimising.feasibility_cuts import find_room, leaves_room
from planner.optimising.feedback import (
    can_change,
    can_price,
    delay_prices,
    fed_back,
    finished,
    improved_as_one,
    is_enough,
    led,
    neighbourhoods_searched,
    priced,
)
from planner.optimising.joint import joint_fits, solve_joint, solve_placement_with_room
from planner.optimising.outcome import Options, PlacementOutcome, WavesOutcome
from planner.optimising.plan import Conflict, Plan, PlanStatus, StoppedBy
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.relax_and_fix import can_guide
from planner.optimising.repair import mended_plan
from planner.optimising.solvers import solver_version, solvers_used
from planner.optimising.staging import (
    Found,
    FoundListener,
    Staged,
    Task,
    better_of,
    cells_of,
    gap_of,
    is_placed,
    moved_to,
    onward,
    place,
    plan_of,
    schedule,
    sum_of,
    waves_alone,
)
from planner.optimising.vouching import Voucher, solver_words
from planner.optimising.whole import before_bound_of_worth, with_bound_of_worth
from planner.optimising.work import STEPS_A_SECOND

__all__ = ["Found", "FoundListener", "delay_prices", "plan_of", "run_stages", "waves_alone"]

OVERRUN_S: Final = 1.0
"""Seconds that naming may take where the time is up: a conflict without a name helps nobody."""
QUICK_SHARE: Final = 0.15
"""Share of a short limit of time for the recipe in as many steps: its stages are brief then."""
AGAIN_SHARE: Final = 0.5
"""Share of the time left for the waves of a better placement, where nothing else is tried."""


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
    plan, staged = _searched(task, old, touched)
    plan = no_worse(problem, options, plan, old)
    if plan.status is PlanStatus.UNKNOWN:
        plan = _waited_for(task, plan)
    plan = with_bound_of_worth(task, plan, staged)
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


def _searched(whole: Task, old: Found | None, touched: Sequence[str]) -> tuple[Plan, Staged | None]:
    """The recipe; each line is one known method, and none gives a better plan away.

    With the plan come its stages, where it was made in stages.
    """
    problem = whole.problem
    joint = joint_fits(problem, whole.options) and not waves_alone(problem)
    if _hopeless(whole):
        return _no_plan(whole, PlanStatus.INFEASIBLE, _nothing(whole)), None
    task = whole if joint else before_bound_of_worth(whole)
    if old is not None and not joint and can_answer(task):
        staged = answered(task, old, touched)
        return plan_of(whole, *staged), staged
    if joint or not problem.waves:
        placed = _placed_alone(task, joint=joint)
        if not is_placed(placed) or not problem.waves:
            return plan_of(whole, placed, None), None
        return _solved_as_one(task, placed, old), None
    best: Known | None = None
    for turn in _turns(task):
        found = _turned(turn, best if turn is task else None)
        if not isinstance(found, Plan):
            best = _better_known(problem, best, found)
        elif best is None:
            nothing = found
            if found.status is PlanStatus.INFEASIBLE:
                break
    if best is None:
        return nothing, None
    plan = plan_of(whole, *best[0])
    if plan.stopped_by is StoppedBy.WORK and whole.stop.work_limit is None:
        plan = replace(plan, stopped_by=StoppedBy.TIME)
    return plan, best[0]


def _turns(task: Task) -> Iterator[Task]:
    """The recipe once; under a limit of time quickly by steps, then as where nobody limits it.

    What the second leaves of the time goes into the recipe once more, by the clock. So a time limit
    does not end with a worse plan than the search without one has found in three quarters of it.
    """
    stop = task.stop
    if stop.time_limit_s is not None and stop.work_limit is None:
        usual = task.parameters.default_work(len(task.problem.workloads))
        given = round(STEPS_A_SECOND * stop.time_limit_s)
        quick = [round(QUICK_SHARE * given)] if given < usual else []
        for steps in (*quick, usual):
            part = stop.by_steps(max(1, steps))
            yield replace(task, stop=part, listen=onward(task.listen, stop))
            if stop.expired():
                return
    yield task


def _better_known(problem: PlanningProblem, one: Known | None, other: Known) -> Known:
    """Return the better of two plans, under the better bound of both."""
    if one is None:
        return other
    (placed, waves), (placed_again, waves_again) = one[0], other[0]
    if problem.objective is WaveObjective.FEWEST:
        worse = (placed_again.value, waves_again.value) >= (placed.value, waves.value)
    else:
        worse = sum_of(other[0]) >= sum_of(one[0])
    best, less = (one, placed_again) if worse else (other, placed)
    return _bounded(best[0], less), best[1]


def _bounded(staged: Staged, other: PlacementOutcome) -> Staged:
    """Return a plan under the bound of another search of placements, where that is higher."""
    placed, waves = staged
    if other.bound is None or (placed.bound is not None and placed.bound >= other.bound):
        return staged
    kept = replace(other, placement=placed.placement, value=placed.value, status=placed.status)
    return kept, waves


type Known = tuple[Staged, PlanningProblem | None]
"""The best plan, and the problem of placements that leave the waves room where that is narrower."""


def _turned(task: Task, known: Known | None) -> Known | Plan:
    """Go through the recipe, from the best plan known on; the plan tells why there is none."""
    placed = _placed_alone(task if known is None else task.starting(known[0]), joint=False)
    if known is not None:
        best, placing = _moved_on(task, placed, known[0]), known[1]
    elif not is_placed(placed):
        return plan_of(task, placed, None)
    else:
        first = _first_plan(task, placed)
        if isinstance(first, PlanStatus):
            return _no_plan(task, first, placed)
        best, placing = first
    recipe: list[Callable[[Task, Staged], Staged]] = [finished]
    replaced = partial(_placed_again, placing=placing)
    if can_change(task):
        recipe = [improved_as_one, replaced, neighbourhoods_searched, finished]
    elif can_price(task):
        recipe = [replaced, finished]
    for improved in recipe:
        if is_enough(task, best):
            break
        best = improved(task, best)
    return best, placing


def _moved_on(task: Task, placed: PlacementOutcome, known: Staged) -> Staged:
    """Return the better of a plan and one of another placement, under the better bound."""
    best = _bounded(known, placed)
    old = best[0]
    if not is_placed(placed) or not leaves_room(task.problem, placed.placement):
        return best
    placed = moved_to(task, old, placed.placement)
    if placed.value is None or old.value is None or placed.value >= old.value:
        return best
    share = task.first_waves_share if can_price(task) else AGAIN_SHARE
    again = placed, schedule(task, placed, share)
    fewest = task.problem.objective is WaveObjective.FEWEST
    return again if fewest and again[1].found else better_of(best, again)


def _waited_for(task: Task, plan: Plan) -> Plan:
    """Go on past a limit of work that ended before the first plan, until that or a proof is there.

    In turns: the first has a tenth of the work of a search that nobody limits, each other twice as
    much as the one before. Time and a cancel end it as they end every search.
    """
    steps = task.parameters.default_work(len(task.problem.workloads)) // 10
    for turn in range(task.parameters.first_plan_turns if task.options.mend else 0):
        remaining = task.stop.remaining_s
        if plan.status is not PlanStatus.UNKNOWN or task.stop.cancelled or remaining == 0:
            break
        part = task.stop.within(remaining, max(1, steps << turn))
        part.whole = task.stop
        plan = _constructed(replace(task, stop=part, listen=onward(task.listen, task.stop)))
    if plan.status is PlanStatus.FEASIBLE:
        reason = StoppedBy(task.stop.reason() or StoppedBy.WORK)
        plan = replace(plan, stopped_by=reason)
    return replace(plan, seconds=task.stop.seconds)


def _constructed(task: Task) -> Plan:
    """Return the first plan that the construction heuristics come to, and nothing better."""
    placed = _placed_alone(task, joint=False)
    if not is_placed(placed) or not task.problem.waves:
        return plan_of(task, placed, None)
    first = _first_plan(task, placed)
    return (
        _no_plan(task, first, placed) if isinstance(first, PlanStatus) else plan_of(task, *first[0])
    )


def _placed_again(task: Task, best: Staged, placing: PlanningProblem | None) -> Staged:
    """Relax and fix where the linear program of the whole is small enough, else feedback.

    Of the dual prices of both stages where programs near a plan are too large to be tried, and of
    the delay that the plan's own waves bring where the inventory is not too large for that.
    """
    if can_guide(task.problem, task.stop):
        return led(task, best)
    if cells_of(task.problem) > task.parameters.nearby_cells:
        best = priced(task, best, placing)
    return fed_back(task, best, placing) if can_change(task) else best


def _hopeless(task: Task) -> bool:
    """Whether the short elastic program proves before anything else that no plan exists."""
    problem, most = task.problem, task.parameters.foreseen_workloads
    foreseen = bool(problem.waves) and len(problem.workloads) <= most
    return foreseen and is_impossible(problem)


def _placed_alone(task: Task, *, joint: bool) -> PlacementOutcome:
    """Construction heuristic, message passing and exact proof of the placement alone."""
    staged = bool(task.problem.waves) and not waves_alone(task.problem)
    shares = task.parameters
    first = shares.joint_stage_share if joint else shares.placement_share if staged else 1.0
    placed = place(task, first, proof=not joint)
    if placed.status is PlanStatus.UNKNOWN and not task.stop.expired():
        # The first share went by while loops were loaded or compiled.
        placed = place(task, shares.second_placement_share if task.problem.waves else 1.0)
    return placed


def _first_plan(
    task: Task, placed: PlacementOutcome
) -> tuple[Staged, PlanningProblem | None] | PlanStatus:
    """List scheduling; else repair; else relax and fix, which may prove that no plan exists.

    With the plan comes the problem of placements that leave the waves room, where the cheapest
    one leaves none.
    """
    problem = task.problem
    if waves_alone(problem) or leaves_room(problem, placed.placement):
        waves = schedule(task, placed, task.first_waves_share if can_price(task) else 1.0)
        if waves.found:
            return (placed, waves), None
        if waves.status is not PlanStatus.INFEASIBLE and task.stop.expired():
            return PlanStatus.UNKNOWN
    repaired = _repaired(task, placed) if can_change(task) else None
    if repaired is not None:
        cuts = FeasibilityCuts(problem)
        cuts.learn(placed.placement)
        return repaired, cuts.placement_problem()
    return _with_room(task, placed)


def _repaired(task: Task, placed: PlacementOutcome) -> Staged | None:
    """Repair a placement that leaves no room for its waves, and search on from there."""
    mended = mended_plan(task.problem, placed.placement, None)
    if mended is None or mended.wave is None or mended.wave_value is None:
        return None
    placed = moved_to(task, placed, mended.placement)
    if task.found is not None:
        vouchers = {} if placed.bound is None else {"placement": placed.voucher}
        task.found(replace(mended, placement_bound=placed.bound, vouchers=vouchers))
    reason = StoppedBy(task.stop.reason() or StoppedBy.WORK)
    waves = WavesOutcome(PlanStatus.FEASIBLE, reason, mended.wave, value=mended.wave_value)
    first = placed, waves
    searched = schedule(task.starting(first), placed, task.first_waves_share)
    return better_of(first, (placed, searched))


def _solved_as_one(task: Task, placed: PlacementOutcome, old: Found | None) -> Plan:
    """One integer program over both stages, from the staged plan on."""
    if waves_alone(task.problem) or leaves_room(task.problem, placed.placement):
        waves = schedule(task, placed, task.parameters.joint_stage_share)
    else:
        waves = WavesOutcome(PlanStatus.INFEASIBLE, StoppedBy.PROOF)
    start = _better_start(task.problem, _joint_start(task, placed, waves), old)
    return _joined(task, placed, start)


type Start = tuple[Mapping[str, str], Mapping[str, int | None]] | None


def _joint_start(task: Task, placed: PlacementOutcome, waves: WavesOutcome) -> Start:
    """Return a complete plan for the program over both stages to start from, where one is near."""
    if waves.found:
        return placed.placement, waves.wave
    roomy = find_room(task.part(task.parameters.joint_stage_share), placed)
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
        solver=solver_words(
            solvers_used(task.options.solver), _joint_vouchers(placed, whole.bound)
        ),
        solver_version=solver_version(task.options.solver),
        seconds=task.stop.seconds,
    )


def _joint_vouchers(placed: PlacementOutcome, bound: float | None) -> dict[str, Voucher]:
    vouchers = {} if placed.bound is None else {"placement": placed.voucher}
    return vouchers if bound is None else {**vouchers, "joint": Voucher.SOLVER}


def _with_room(
    task: Task, first: PlacementOutcome
) -> tuple[Staged, PlanningProblem | None] | PlanStatus:
    """Find the cheapest placement that leaves room for the waves, or the proof that none does."""
    problem = task.problem
    roomy = find_room(task, first)
    if not isinstance(roomy, PlanStatus):
        placed, waves, narrowed = roomy
        return (placed, waves), narrowed
    if roomy is PlanStatus.INFEASIBLE:
        return PlanStatus.INFEASIBLE
    if len(problem.workloads) > task.parameters.foreseen_workloads and is_impossible(problem):
        return PlanStatus.INFEASIBLE
    part = task.part(task.parameters.room_share)
    whole = solve_placement_with_room(problem, task.options, part.stop, part.listen)
    if whole.placement is None or whole.wave is None:
        infeasible = whole.status is PlanStatus.INFEASIBLE
        return PlanStatus.INFEASIBLE if infeasible else PlanStatus.UNKNOWN
    reason = StoppedBy(task.stop.reason() or whole.stopped_by)
    value = wave_value(problem, whole.placement, whole.wave)
    waves = WavesOutcome(
        PlanStatus.FEASIBLE, reason, whole.wave, value=value, solver=task.options.solver
    )
    return (moved_to(task, first, whole.placement), waves), None


def _nothing(task: Task) -> PlacementOutcome:
    return PlacementOutcome(PlanStatus.UNKNOWN, StoppedBy.PROOF, solver=task.options.solver)


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
