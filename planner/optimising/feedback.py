"""The waves' delay fed back into the placement, and both improved as one program where small.

The placement alone does not see what its moves will wait for. Each step here starts from a complete
plan and is kept only where the worth of the whole is better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.optimising.check import wave_value
from planner.optimising.decomposition import Both, improved_by_parts, staged_of
from planner.optimising.joint import place_near, solve_joint
from planner.optimising.outcome import WavesOutcome
from planner.optimising.placement import solve_placement
from planner.optimising.plan import PlanStatus, StoppedBy, relative_gap
from planner.optimising.problem import (
    PlanningProblem,
    ProblemWave,
    ProblemWorkload,
    WaveObjective,
)
from planner.optimising.relax_and_fix import plan_guided
from planner.optimising.staging import (
    Staged,
    Task,
    better_of,
    cells_of,
    gap_of,
    is_placed,
    moved_to,
    schedule,
    sum_of,
    waves_alone,
)
from planner.optimising.whole import prices_of_waves

__all__ = [
    "can_change",
    "can_price",
    "delay_prices",
    "fed_back",
    "finished",
    "improved_as_one",
    "is_enough",
    "led",
    "neighbourhoods_searched",
    "priced",
]


def can_change(task: Task) -> bool:
    """Whether the waves' delay can change the placement of a problem of this size."""
    return (
        task.problem.objective is WaveObjective.EARLY
        and len(task.problem.workloads) <= task.parameters.feedback_workloads
        and not waves_alone(task.problem)
    )


def can_price(task: Task) -> bool:
    """Whether what the waves' room is worth can change the placement, whatever the size."""
    early = task.problem.objective is WaveObjective.EARLY
    return early and task.options.mend and not waves_alone(task.problem)


def priced(task: Task, best: Staged, placing: PlanningProblem | None = None) -> Staged:
    """Place again at the dual prices of both stages, which know what the waves' room is worth.

    Each move is charged its delay and what it takes of every wave's room, in the wave best for it.

    Parameters
    ----------
    placing
        The problem that placements are found for, where it is narrower than the task's.
    """
    prices = None if task.stop.expired() else prices_of_waves(task, best)
    if prices is None:
        return best
    return _placed_at(task, best, placing or task.problem, prices, task.parameters.priced_share)


def is_enough(task: Task, best: Staged) -> bool:
    """Whether both stages, each for itself, are so near their bounds that the search may end.

    What another placement could save in the waves is not in these bounds: only a search that is
    given a limit goes on to look for that.
    """
    placed, waves = best
    if placed.bound is None or waves.bound is None or not task.options.enough:
        return False
    least = placed.bound + waves.bound
    return relative_gap(sum_of(best), least) <= task.options.enough


def improved_as_one(task: Task, best: Staged) -> Staged:
    """Improve a medium plan by the integer program over both stages.

    The plan stays a staged one: its waves are bounded for the placement found.
    """
    problem, (placed, waves) = task.problem, best
    if cells_of(problem) > task.parameters.as_one_cells or task.stop.expired():
        return best
    part = task.part(task.parameters.as_one_share)
    start = (placed.placement, waves.wave)
    whole = solve_joint(problem, task.options, part.stop, part.listen, start)
    if whole.bound is not None:
        task.worth_bounds.append(whole.bound)
    if whole.placement is None or whole.wave is None:
        return best
    value = wave_value(problem, whole.placement, whole.wave)
    reason = StoppedBy(task.stop.reason() or waves.stopped_by)
    later = WavesOutcome(PlanStatus.FEASIBLE, reason, whole.wave, value=value, solver=waves.solver)
    return better_of(best, (moved_to(task, placed, whole.placement), later))


def fed_back(task: Task, best: Staged, placing: PlanningProblem | None = None) -> Staged:
    """Place again with the delay that the waves brought, schedule again, keep the better plan.

    Parameters
    ----------
    placing
        The problem that placements are found for, where it is narrower than the task's.
    """
    for _ in range(task.parameters.feedback_rounds):
        again = _second(task, best, placing or task.problem)
        if sum_of(again) >= sum_of(best):
            break
        best = again
    return _nearby(task, best)


def led(task: Task, best: Staged) -> Staged:
    """Relax and fix: place as the linear program of the whole leads."""
    if task.stop.expired():
        return best
    again = plan_guided(task.part(task.parameters.led_share), best[0])
    return best if isinstance(again, PlanStatus) else better_of(best, again)


def neighbourhoods_searched(task: Task, best: Staged) -> Staged:
    """Large neighbourhood search: plan a few workloads at a time again, in both stages."""
    if task.stop.expired():
        return best
    placed, waves = best
    large = cells_of(task.problem) > task.parameters.nearby_cells
    part = task.part(task.parameters.large_parts_share if large else task.parameters.parts_share)
    start = Both(placed.placement, waves.wave, sum_of(best))
    better = improved_by_parts(part, start)
    return best if better.worth >= start.worth else staged_of(task, placed, better)


def finished(task: Task, best: Staged) -> Staged:
    """Exact windows and the proof: all that is left goes into the waves of the placement kept."""
    waves = best[1]
    # A plan without a bound gets one, however late it is: the waves begin with a quick one.
    if waves.status is PlanStatus.OPTIMAL or (task.stop.expired() and waves.bound is not None):
        return best
    return best[0], _continued(task, best)


def _second(task: Task, staged: Staged, placing: PlanningProblem) -> Staged:
    """Place and schedule once more under the delay of this plan."""
    prices = delay_prices(task.problem, staged[0].placement, staged[1].wave)
    return _placed_at(task, staged, placing, prices, task.parameters.feedback_share)


def _placed_at(
    task: Task,
    staged: Staged,
    placing: PlanningProblem,
    prices: Mapping[tuple[str, str], float],
    share: float,
) -> Staged:
    """Place at these prices of moving on a share of what is left, and schedule."""
    if task.stop.expired():
        return staged
    placed, waves = staged
    task = task.starting(staged)
    part = task.part(share)
    placing = with_rent_of_leaving(placing, task.problem.waves, placed.placement, waves.wave)
    again = solve_placement(placing, part.options, part.stop, part.listen, extra_cost=prices)
    return _scheduled(task, staged, again.placement) if is_placed(again) else staged


def _nearby(task: Task, staged: Staged) -> Staged:
    """Try placements near this one that the rules of both stages ask for, waves in fractions.

    Unlike the delay alone, it sees what a move takes of the waves' room and of their order.
    """
    if task.stop.expired() or cells_of(task.problem) > task.parameters.nearby_cells:
        return staged
    part = task.part(task.parameters.nearby_share)
    placement = staged[0].placement
    _, near = place_near(task.problem, placement, part.options, part.stop, patient=False)
    return _scheduled(task.starting(staged), staged, near[0]) if near else staged


def _scheduled(task: Task, staged: Staged, placement: Mapping[str, str]) -> Staged:
    """Give another placement its waves; the plan there is where that is no better."""
    if dict(placement) == dict(staged[0].placement):
        return staged
    placed = moved_to(task, staged[0], placement)
    return better_of(staged, (placed, schedule(task, placed, task.parameters.feedback_waves_share)))


def _continued(task: Task, staged: Staged) -> WavesOutcome:
    """Go on with the waves of a placement; both bounds hold, so the higher one stays."""
    placed, waves = staged
    later = schedule(task.starting(staged), placed, 1.0)
    if waves.bound is not None and (later.bound is None or later.bound < waves.bound):
        later = replace(
            later,
            bound=waves.bound,
            certificate=waves.certificate,
            solver_bound=waves.solver_bound,
        )
    if sum_of((placed, later)) > sum_of(staged):
        later = replace(later, wave=waves.wave, value=waves.value)
    gap = gap_of(later.value, later.bound)
    proven = gap is not None and gap <= task.gap
    status = PlanStatus.OPTIMAL if proven else PlanStatus.FEASIBLE
    reason = StoppedBy.GAP if proven else StoppedBy(task.stop.reason() or later.stopped_by)
    kept = later.status is status
    return replace(later, status=status, stopped_by=later.stopped_by if kept else reason)


def delay_prices(
    problem: PlanningProblem, placement: Mapping[str, str], wave: Mapping[str, int | None]
) -> dict[tuple[str, str], float]:
    """Estimate what a move onto a target would cost in its waves, from a plan's waves.

    ``delay_value[i,p] * day(w) + wave_cost[i,p,w]`` with w the first wave in which the move could
    be made (target ready, workload's own earliest, its work done, not closed), and by how many
    waves the plan is later than that where i goes now. A workload that stays is taken to move in
    the middle one of the waves in use.
    """
    days = [item.day or 0.0 for item in problem.waves]
    used = sorted(number for number in wave.values() if number is not None)
    middle = used[len(used) // 2] if used else 1
    ready = {target.id: target.ready_wave for target in problem.targets}
    prices: dict[tuple[str, str], float] = {}
    for workload in problem.workloads:
        earliest = workload.earliest_wave or 1
        own = wave[workload.id]
        here = placement[workload.id]
        now = 1 if own is None else max(ready[here], workload.duration(here))
        lag = (own or middle) - max(now, earliest)
        for target in workload.candidates():
            if workload.moves_to(target):
                first = max(ready[target], earliest, workload.duration(target))
                number = next_open(workload, min(len(days), first + max(0, lag)), len(days))
                costs = workload.cost_in_waves(target)
                price = workload.delay(target) * days[number - 1]
                prices[workload.id, target] = price + (costs[number - 1] if costs else 0.0)
    return prices


def next_open(workload: ProblemWorkload, number: int, last: int) -> int:
    """Return the first wave from ``number`` on that is not closed to it; ``number`` if none is."""
    closed = set(workload.closed_waves)
    return next((later for later in range(number, last + 1) if later not in closed), number)


def with_rent_of_leaving(
    problem: PlanningProblem,
    waves: Sequence[ProblemWave],
    placement: Mapping[str, str],
    wave: Mapping[str, int | None],
) -> PlanningProblem:
    """Take what leaving a platform costs until the last has left off what staying there costs.

    ``cost - cost_per_day * max(not_before_day, day)``, the day of its last move in the plan, or
    where nobody leaves it of the last move of all; not below 0. For the next placement only.
    """
    days = {None: 0.0} | {n: item.day or 0.0 for n, item in enumerate(waves, 1)}
    last = max((days[number] for number in wave.values()), default=0.0)
    shared_costs = []
    for shared in problem.shared_costs:
        there = [w for w in problem.members(shared) if w.current in shared.targets]
        if not shared.cost_per_day or not there:
            shared_costs.append(shared)
            continue
        left = [days[wave[w.id]] for w in there if placement[w.id] not in shared.targets]
        day = max(left) if left else last
        rent = shared.cost_per_day * max(shared.not_before_day, day)
        shared_costs.append(replace(shared, cost=max(0.0, shared.cost - rent)))
    return replace(problem, shared_costs=tuple(shared_costs))
