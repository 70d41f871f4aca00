"""One stage at a time: its share of the time, its outcome, and the plan of both outcomes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.optimising.check import placement_value
from planner.optimising.one_stage import place_exactly
from planner.optimising.outcome import Options, PlacementOutcome, WavesOutcome
from planner.optimising.parameters import Parameters
from planner.optimising.placement import is_dense, solve_placement
from planner.optimising.plan import Plan, PlanStatus, StoppedBy, relative_gap
from planner.optimising.problem import PlanningProblem
from planner.optimising.solvers import solver_version, solvers_used
from planner.optimising.vouching import Voucher, solver_words
from planner.optimising.waves import solve_waves

if TYPE_CHECKING:
    from planner.optimising.whole.ascent import WorthAscent

__all__ = [
    "Found",
    "FoundListener",
    "Staged",
    "Task",
    "better_of",
    "cells_of",
    "gap_of",
    "is_placed",
    "moved_to",
    "onward",
    "place",
    "plan_of",
    "schedule",
    "sum_of",
    "waves_alone",
]


SMALLEST_GAP: Final = 1e-6
_UNFINISHED: Final = (StoppedBy.TIME, StoppedBy.WORK, StoppedBy.CANCELLED)


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
    vouchers: Mapping[str, Voucher] = field(default_factory=dict)
    """Who vouches for the bounds, as far as there are any."""


type FoundListener = Callable[[Found], None]


def waves_alone(problem: PlanningProblem) -> bool:
    """Whether nothing is left to place: every workload has one candidate."""
    return all(len(workload.candidates()) == 1 for workload in problem.workloads)


def cells_of(problem: PlanningProblem) -> int:
    """Workloads times targets times waves: the size of the program over both stages."""
    return sum(len(w.candidates()) for w in problem.workloads) * len(problem.waves)


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of both stages, how hard and how long to search, and who hears of it.

    Attributes
    ----------
    found
        Given every complete plan at once, so that a caller who ends this process keeps the best.
    worth_bounds
        What programs over both stages have proven of every plan's worth on the way.
    ascents
        The dual ascent of both stages as far as it has come, for whoever goes on with it.
    """

    problem: PlanningProblem
    options: Options
    stop: Stop
    listen: ProgressListener = ignore_progress
    found: FoundListener | None = None
    worth_bounds: list[float] = field(default_factory=list)
    ascents: list[WorthAscent] = field(default_factory=list)

    @property
    def gap(self) -> float:
        """Relative gap that counts as proven."""
        return max(self.options.gap, SMALLEST_GAP)

    @property
    def parameters(self) -> Parameters:
        """How the search goes about its work."""
        return self.options.parameters

    @property
    def first_waves_share(self) -> float:
        """Share of what is left for the first waves of a placement that another may follow."""
        return self.parameters.first_waves(len(self.problem.workloads))

    def part(self, share: float) -> Task:
        """The same task with a share of the time and steps that are left."""
        part = self.stop.share(share)
        return replace(self, stop=part, listen=onward(self.listen, self.stop))

    def starting(self, staged: Staged) -> Task:
        """The same task with a plan to start from."""
        placed, waves = staged
        wave = waves.wave if waves.found else self.options.start_wave
        options = replace(self.options, start_placement=placed.placement, start_wave=wave)
        return replace(self, options=options)


type Staged = tuple[PlacementOutcome, WavesOutcome]
"""A plan stage by stage."""


def place(
    task: Task, share: float, problem: PlanningProblem | None = None, *, proof: bool = True
) -> PlacementOutcome:
    """Run the placement on a share of what is left; ``problem`` where it is another one's.

    Without ``proof`` a small one is not proven by the exact program once it has a plan; a dense one
    never is, whose own program is the stronger.
    """
    alone = not task.problem.waves

    def tell(
        placement: Mapping[str, str], value: float, bound: float | None, voucher: Voucher
    ) -> None:
        if alone and task.found is not None:
            task.found(Found(placement, value, bound, vouchers={"placement": voucher}))

    problem = problem or task.problem
    small = len(problem.workloads) <= task.options.parameters.joint_workloads
    small = small and not is_dense(problem)
    part = task.part(share * (task.parameters.small_placement_share if small else 1.0))
    placed = solve_placement(problem, task.options, part.stop, part.listen, on_incumbent=tell)
    proven = placed.status in (PlanStatus.OPTIMAL, PlanStatus.INFEASIBLE)
    if not small or proven or (is_placed(placed) and (task.stop.expired() or not proof)):
        return placed
    start = placed.placement if is_placed(placed) else task.options.start_placement
    part = task.part(share)
    options = replace(task.options, start_placement=start)
    exact = place_exactly(problem, options, part.stop, part.listen, on_incumbent=tell)
    if not _says_more(exact, placed):
        return placed
    if placed.bound is None or (exact.bound is not None and exact.bound >= placed.bound):
        return exact
    kept = placed.bound, placed.certificate, placed.solver_bound
    return replace(exact, bound=kept[0], certificate=kept[1], solver_bound=kept[2])


def _says_more(exact: PlacementOutcome, placed: PlacementOutcome) -> bool:
    """Whether the exact program proved something, or found a better placement."""
    if exact.status in (PlanStatus.OPTIMAL, PlanStatus.INFEASIBLE):
        return True
    return exact.value is not None and (placed.value is None or exact.value < placed.value)


def schedule(task: Task, placed: PlacementOutcome, share: float) -> WavesOutcome:
    """Run the waves of a placement on a share of what is left."""
    assert placed.value is not None
    placed_value = placed.value

    def tell(
        wave: Mapping[str, int | None], value: float, bound: float | None, voucher: Voucher
    ) -> None:
        if task.found is not None:
            vouchers = {"placement": placed.voucher, "waves": voucher}
            place = placed.placement, placed_value, placed.bound
            task.found(Found(*place, wave, value, bound, vouchers=vouchers))

    part = task.part(share)
    return solve_waves(
        task.problem, placed.placement, task.options, part.stop, part.listen, on_incumbent=tell
    )


def onward(listen: ProgressListener, stop: Stop) -> ProgressListener:
    """Pass progress on with the seconds of the whole."""

    def tell(progress: Progress) -> None:
        listen(replace(progress, seconds=stop.seconds))

    return tell


def sum_of(staged: Staged) -> float:
    """What a plan is worth; infinite where there is none."""
    placed, waves = staged
    if placed.value is None or waves.value is None:
        return math.inf
    return placed.value + waves.value


def better_of(best: Staged, other: Staged) -> Staged:
    """Return the plan that is worth less; the first of two alike, or where there is no other."""
    return other if other[1].found and sum_of(other) < sum_of(best) else best


def moved_to(
    task: Task, placed: PlacementOutcome, placement: Mapping[str, str]
) -> PlacementOutcome:
    """Return another placement under the bound of the first, which holds over all of them."""
    value = placement_value(task.problem, placement)
    gap = gap_of(value, placed.bound)
    status = PlanStatus.OPTIMAL if gap is not None and gap <= task.gap else PlanStatus.FEASIBLE
    return replace(placed, placement=placement, value=value, status=status)


def plan_of(task: Task, placed: PlacementOutcome, waves: WavesOutcome | None) -> Plan:
    """Put both outcomes into one plan, in the words of the plan's contract."""
    problem = task.problem
    has_plan = is_placed(placed) and (waves is None or waves.found)
    wave_gap = gap_of(waves.value, waves.bound) if waves else None
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
        placement_gap=gap_of(placed.value, placed.bound) if has_plan else None,
        wave_status=waves.status if waves else None,
        wave_value=waves.value if waves and has_plan else None,
        wave_bound=waves.bound if waves else None,
        wave_gap=wave_gap if has_plan else None,
        seed=task.options.seed,
        solver=solver_words(
            solvers_used(task.options.solver, (waves or placed).solver), _vouchers(placed, waves)
        ),
        solver_version=solver_version(task.options.solver),
        seconds=task.stop.seconds,
    )


def _vouchers(placed: PlacementOutcome, waves: WavesOutcome | None) -> dict[str, Voucher]:
    stages = {"placement": placed, "waves": waves}
    return {
        stage: outcome.voucher
        for stage, outcome in stages.items()
        if outcome is not None and outcome.bound is not None
    }


def is_placed(placed: PlacementOutcome) -> bool:
    """Whether there is a placement; one of an empty inventory is empty."""
    return placed.status in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE)


def gap_of(value: float | None, bound: float | None) -> float | None:
    """Return the relative gap; None where there is no value or no bound."""
    return None if value is None or bound is None else relative_gap(value, bound)


def _status(
    problem: PlanningProblem, placed: PlacementOutcome, waves: WavesOutcome | None
) -> PlanStatus:
    """``optimal`` only where the whole is proven: placement alone, or waves alone."""
    if not is_placed(placed) or not problem.waves:
        return placed.status
    if waves is None or not waves.found:
        return PlanStatus.UNKNOWN
    proven = waves.status is PlanStatus.OPTIMAL and placed.status is PlanStatus.OPTIMAL
    return PlanStatus.OPTIMAL if proven and waves_alone(problem) else PlanStatus.FEASIBLE
