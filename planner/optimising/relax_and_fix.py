"""Both stages led by their linear program: what it leaves whole stays, a program decides the rest.

The linear program over both stages sees every rule, what a move costs in separation, delay and
exposure, and what it takes of the waves' room. In it nearly every workload goes to one place; with
those kept there, the program whose placement is whole and whose waves are not is small enough to be
solved. Its placements get their waves from the wave stage, as every other placement does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from planner.jobs import Stop
from planner.optimising.exact_run import BOUND_MARGIN
from planner.optimising.formulation import Formulation
from planner.optimising.outcome import Options, PlacementOutcome
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import PlanningProblem
from planner.optimising.programs import Program, whole_program
from planner.optimising.solvers import Ask, Verdict
from planner.optimising.staging import (
    Staged,
    Task,
    cells_of,
    moved_to,
    schedule,
    sum_of,
)
from planner.optimising.work import STEPS_A_SECOND

__all__ = ["Guided", "can_guide", "place_guided", "plan_guided", "with_less"]

MOST_CELLS: Final = 40_000
"""Workloads times targets times waves up to which the linear program takes some twenty seconds."""
SECONDS_A_CELL: Final = 1e-3
"""Seconds without which it is not worth a beginning."""
WHOLE: Final = 0.999
"""Share of a workload on one target from which on it is kept there."""
LEAST_GAP: Final = 1e-3
"""Gap at which the smaller program may stop: its own shortness of the whole is about as large."""
LINEAR_SHARE: Final = 0.75
"""Share of the time given that the linear program may take."""
GUIDED_SHARE: Final = 0.85
"""Share of what is left given to finding placements."""
ROOM_SHARES: Final = (1.0, 0.97, 0.9)
"""Shares of every wave's room that the waves in fractions may fill, tried in turn: whole moves do
not fill a wave to the brim."""
ONCE_CELLS: Final = 16_000
"""Cells beyond which only the first of these is tried: a second linear program takes too long."""
MOST_SCHEDULED: Final = 2
"""Placements whose waves are looked for, at each of these."""
WAVES_SHARE: Final = 0.3
"""Share of what is left given to the waves of each placement."""


@dataclass(frozen=True, slots=True)
class Guided:
    """Placements, the best first, and what every plan is worth at least by the solver's word.

    ``status`` is ``INFEASIBLE`` where no plan keeps every rule, even with waves in fractions;
    ``bound`` is None where the linear program did not come to its end.
    """

    status: PlanStatus
    placements: tuple[Mapping[str, str], ...] = ()
    bound: float | None = None


def can_guide(problem: PlanningProblem, stop: Stop) -> bool:
    """Whether the linear program of the whole is small enough to lead in the time there is."""
    cells = cells_of(problem)
    remaining = stop.remaining_s
    if stop.work_limit is not None:
        remaining = (stop.work_limit - stop.steps) / STEPS_A_SECOND
    enough = remaining is None or remaining >= SECONDS_A_CELL * cells
    return 0 < cells <= MOST_CELLS and enough


def plan_guided(task: Task, first: PlacementOutcome) -> Staged | PlanStatus:
    """Return the best plan of the placements that the whole asks for, or why there is none.

    ``INFEASIBLE`` where no plan keeps every rule, which is proven; else ``UNKNOWN``. The bound of
    ``first``, which holds over all placements, stays.
    """
    best: Staged | None = None
    for share in ROOM_SHARES if cells_of(task.problem) <= ONCE_CELLS else ROOM_SHARES[:1]:
        part = task.part(GUIDED_SHARE)
        guided = place_guided(with_less(task.problem, share), task.options, part.stop)
        if guided.status is PlanStatus.INFEASIBLE:
            return PlanStatus.INFEASIBLE if share == 1.0 else PlanStatus.UNKNOWN
        if guided.bound is None:
            # Not even the linear program came to its end: others need the time.
            break
        if share == 1.0:
            task.worth_bounds.append(guided.bound)
        for placement in guided.placements[:MOST_SCHEDULED]:
            if task.stop.expired():
                break
            placed = moved_to(task, first, placement)
            waves = schedule(task, placed, WAVES_SHARE)
            if waves.found and (best is None or sum_of((placed, waves)) < sum_of(best)):
                best = placed, waves
        if best is not None or task.stop.expired():
            break
    return best or PlanStatus.UNKNOWN


def with_less(problem: PlanningProblem, share: float) -> PlanningProblem:
    """Return the problem with a share of every wave's room."""
    if share == 1.0:
        return problem
    limits = tuple(
        limit
        if limit.at_most is None
        else replace(
            limit, at_most=tuple(None if most is None else share * most for most in limit.at_most)
        )
        for limit in problem.wave_limits
    )
    return replace(problem, wave_limits=limits)


def place_guided(problem: PlanningProblem, options: Options, stop: Stop) -> Guided:
    """Find placements that the whole asks for, within the time or work of ``stop``.

    With ``early`` they are those of the least worth, with ``fewest`` the cheapest ones that leave
    the waves room at least in fractions.
    """
    whole = whole_program(problem)
    placing = {column for chosen in whole.x for column in chosen.values()}
    integer = [column in placing for column in range(len(whole.integer))]
    program = Program(replace(whole, integer=integer), stop, options.solver)
    part = stop.share(LINEAR_SHARE)
    ask = Ask(part.remaining_s, steps=part.steps_left, relaxed=True, seed=options.seed)
    linear = program.run(ask)
    stop.count(linear.steps)
    if linear.verdict is Verdict.INFEASIBLE:
        return Guided(PlanStatus.INFEASIBLE)
    if linear.verdict is not Verdict.SOLVED or stop.expired():
        return Guided(PlanStatus.UNKNOWN)
    program.close(_elsewhere(whole, linear.columns))
    placements = _placed_whole(program, whole, options, stop)
    bound = linear.bound - BOUND_MARGIN * max(1.0, abs(linear.bound))
    return Guided(PlanStatus.UNKNOWN, placements, bound)


def _elsewhere(program: Formulation, columns: Any) -> Iterator[int]:
    """Yield the columns of all places where the linear program has nothing of a workload.

    Only of those that it has whole somewhere.
    """
    for chosen, steps in zip(program.x, program.u, strict=True):
        if max(columns[column] for column in chosen.values()) < WHOLE:
            continue
        for target, column in chosen.items():
            if columns[column] < WHOLE:
                yield column
                yield from steps.get(target, ())


def _placed_whole(
    program: Program, whole: Formulation, options: Options, stop: Stop
) -> tuple[Mapping[str, str], ...]:
    """Return the placements that the smaller program finds, waves in fractions, best first."""
    found: list[tuple[float, Mapping[str, str]]] = []

    def hear(columns: Any, _bound: float) -> None:
        worth = float(np.dot(whole.cost, columns[: len(whole.cost)]))
        found.append((worth, whole.plan(columns)[0]))

    ask = Ask(
        stop.remaining_s,
        steps=stop.steps_left,
        gap=max(options.gap, LEAST_GAP),
        seed=options.seed,
        found=hear,
    )
    answer = program.run(ask)
    stop.count(answer.steps)
    if answer.columns is not None:
        hear(answer.columns, answer.bound)
    placements: list[Mapping[str, str]] = []
    for _, placement in sorted(found, key=lambda item: item[0]):
        if placement not in placements:
            placements.append(placement)
    return tuple(placements)
