"""Whether a problem has any plan: a quick no by the short program, a quick yes by finding one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from planner.jobs import ignore_progress
from planner.optimising.check.placement import check_placement
from planner.optimising.check.waves import check_waves
from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.compact import Compact
from planner.optimising.conflicts.rows import Row
from planner.optimising.formulation import Formulation
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import Limit, PlanningProblem, WaveObjective
from planner.optimising.programs import Program
from planner.optimising.solvers import Ask, Verdict

__all__ = [
    "EXACT_COLUMNS",
    "MOST_TURNS",
    "ROOM_SHARES",
    "FeasibilityCuts",
    "columns_of",
    "has_plan",
    "leaves_room",
]

EXACT_COLUMNS: Final = 4_000
"""Columns up to which the exact program is asked too."""
ANY_PLAN: Final = Options(gap=1e12)
PLACE_S: Final = 3.0
SCHEDULE_S: Final = 4.0
EXACT_S: Final = 5.0
STEPS: Final = 400
MOST_LEARNT: Final = 8
MOST_TURNS: Final = 5
ROOM_SHARES: Final = (0.995, 0.98, 0.95, 0.9)
"""Shares of the waves' room that a placement may fill, try by try: waves are never filled to the
brim, since moves are whole and have an order."""


def columns_of(problem: PlanningProblem) -> int:
    """Columns of the exact program over both stages."""
    waves = max(1, len(problem.waves))
    return sum(
        sum(waves if w.moves_to(target) else 1 for target in w.cost) for w in problem.workloads
    )


def has_plan(problem: PlanningProblem, budget: Budget) -> bool | None:
    """Whether there is a plan: True where one was found and checked, False where proven not."""
    if Compact(problem).conflicts():
        return False
    if columns_of(problem) <= EXACT_COLUMNS:
        return _exactly(problem, budget)
    return True if _found(problem, budget) else None


def _exactly(problem: PlanningProblem, budget: Budget) -> bool | None:
    program = Formulation.of(problem)
    seconds, nodes = budget.ask(EXACT_S)
    answer = Program(program, budget.stop).run(Ask(seconds, nodes, gap=1.0))
    if answer.verdict is Verdict.INFEASIBLE:
        return False
    if answer.columns is None:
        return None
    placement, wave = program.plan(answer.columns)
    return True if _keeps(problem, placement, wave) else None


def _found(problem: PlanningProblem, budget: Budget) -> bool:
    from planner.optimising.waves import solve_waves

    placement = _placed(problem, budget)
    if placement is None or not problem.waves:
        return placement is not None and _keeps(problem, placement, None)
    for objective in (WaveObjective.FEWEST, WaveObjective.EARLY):
        if budget.over() or (objective is WaveObjective.EARLY and not _dated(problem)):
            break
        part = budget.part(SCHEDULE_S, STEPS)
        view = replace(problem, objective=objective)
        waves = solve_waves(view, placement, ANY_PLAN, part, ignore_progress)
        if waves.found:
            return _keeps(problem, placement, waves.wave)
    return False


def _placed(problem: PlanningProblem, budget: Budget) -> Mapping[str, str] | None:
    """Return a placement that, as far as the short program sees, leaves room for the waves."""
    from planner.optimising.placement import solve_placement

    cuts = FeasibilityCuts(problem)
    for share in ROOM_SHARES[1:]:
        for _ in range(MOST_TURNS):
            view = cuts.placement_problem(share)
            placed = solve_placement(view, ANY_PLAN, budget.part(PLACE_S, STEPS), ignore_progress)
            if placed.status not in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE):
                return None
            if not problem.waves or not cuts.learn(placed.placement):
                return placed.placement
    return None


def _dated(problem: PlanningProblem) -> bool:
    return all(wave.day is not None for wave in problem.waves)


def _keeps(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    wave: Mapping[str, int | None] | None,
) -> bool:
    if any(check_placement(problem, placement)):
        return False
    return wave is None or not any(check_waves(problem, placement, wave))


def leaves_room(problem: PlanningProblem, placement: Mapping[str, str]) -> bool:
    """Whether the short program finds no reason why a placement could not be scheduled."""
    workloads = tuple(replace(w, allowed=(placement[w.id],)) for w in problem.workloads)
    return not Compact(replace(problem, workloads=workloads)).conflicts()


class FeasibilityCuts:
    """The placement's problem with what the waves can hold as limits of its own (Benders cuts).

    Placements that keep them are likelier to leave room for the waves, and none that leaves room
    breaks them (at a ``share`` of 1).
    """

    def __init__(self, problem: PlanningProblem) -> None:
        self.problem = problem
        self.compact = Compact(problem)
        self._rows = [row for row in self.compact.answer().rows if row.window is not None]
        self._known: set[tuple[Any, ...]] = set()

    def learn(self, placement: Mapping[str, str]) -> bool:
        """Take the rows of waves that a placement breaks; return whether it breaks any."""
        compact = self.compact
        if compact.waves is None:
            return False
        targets = [target.id for target in self.problem.targets]
        chosen = [placement[workload.id] for workload in self.problem.workloads]
        x = np.array(
            [float(chosen[i] == targets[p]) for i, p in zip(compact.i, compact.p, strict=True)]
        )
        found: list[Row] = []
        for _ in range(MOST_LEARNT):
            rows = list(compact.waves.broken(x, self._known))
            if not rows:
                break
            found += rows
        self._rows += found
        return bool(found)

    def placement_problem(self, share: float = 1.0) -> PlanningProblem:
        """Return the problem of placement alone, with a share of the waves' room as limits."""
        problem, compact = self.problem, self.compact
        extra: list[dict[str, dict[str, float]]] = [{} for _ in problem.workloads]
        limits = list(problem.limits)
        everywhere = tuple(target.id for target in problem.targets)
        taken = {limit.id for limit in problem.limits}
        taken |= {name for workload in problem.workloads for name in workload.amounts}
        for number, row in enumerate(self._rows):
            name = f"room of waves {number}"
            while name in taken:
                name += "'"
            for pair, coef in zip(row.pairs.tolist(), row.coefs.tolist(), strict=True):
                i, p = int(compact.i[pair]), int(compact.p[pair])
                extra[i].setdefault(name, {})[everywhere[p]] = abs(coef)
            right = abs(row.right)
            most, least = (None, right) if row.touching else (share * right, None)
            limits.append(Limit(name, name, everywhere, most, least))
        workloads = tuple(
            replace(w, amounts={**w.amounts, **more}) if more else w
            for w, more in zip(problem.workloads, extra, strict=True)
        )
        return replace(problem, workloads=workloads, limits=tuple(limits), waves=(), wave_limits=())
