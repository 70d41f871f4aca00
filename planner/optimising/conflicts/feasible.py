"""Whether a problem has any plan: a quick no by the short program, a quick yes by finding one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from planner.jobs import ignore_progress
from planner.model.check_placement import check_placement
from planner.model.check_waves import check_waves
from planner.model.plan import PlanStatus
from planner.model.problem import Limit, PlanningProblem, WaveObjective
from planner.optimising.conflicts.budget import Budget
from planner.optimising.conflicts.compact import Compact
from planner.optimising.outcome import Options
from planner.optimising.program import Program, Verdict
from planner.optimising.whole import build_whole

__all__ = ["EXACT_COLUMNS", "columns_of", "has_plan", "with_room_for_waves"]

EXACT_COLUMNS: Final = 4_000
"""Columns up to which the exact program is asked too."""
ANY_PLAN: Final = Options(gap=1e12)
PLACE_S: Final = 3.0
SCHEDULE_S: Final = 4.0
EXACT_S: Final = 5.0
STEPS: Final = 400


def columns_of(problem: PlanningProblem) -> int:
    """Columns of the exact program over both stages."""
    waves = max(1, len(problem.waves))
    return sum(
        sum(waves if w.moves_to(target) else 1 for target in w.cost) for w in problem.workloads
    )


def has_plan(problem: PlanningProblem, budget: Budget) -> bool | None:
    """Whether there is a plan: True where one was found and checked, False where proven not."""
    compact = Compact(problem)
    if compact.conflicts():
        return False
    if columns_of(problem) <= EXACT_COLUMNS:
        return _exactly(problem, budget)
    return True if _found(problem, compact, budget) else None


def _exactly(problem: PlanningProblem, budget: Budget) -> bool | None:
    model = build_whole(problem)
    seconds, nodes = budget.ask(EXACT_S)
    answer = Program(model, budget.stop).run(seconds, gap=1.0, nodes=nodes)
    if answer.verdict is Verdict.INFEASIBLE:
        return False
    if answer.columns is None:
        return None
    placement, wave = model.plan(answer.columns)
    return True if _keeps(problem, placement, wave) else None


def _found(problem: PlanningProblem, compact: Compact, budget: Budget) -> bool:
    from planner.optimising.placement import solve_placement
    from planner.optimising.waves import solve_waves

    roomy = with_room_for_waves(problem, compact)
    placed = solve_placement(roomy, ANY_PLAN, budget.part(PLACE_S, STEPS), ignore_progress)
    if placed.status not in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE):
        return False
    if not problem.waves:
        return _keeps(problem, placed.placement, None)
    for objective in (WaveObjective.FEWEST, WaveObjective.EARLY):
        if budget.over() or (objective is WaveObjective.EARLY and not _dated(problem)):
            break
        part = budget.part(SCHEDULE_S, STEPS)
        view = replace(problem, objective=objective)
        waves = solve_waves(view, placed.placement, ANY_PLAN, part, ignore_progress)
        if waves.found:
            return _keeps(problem, placed.placement, waves.wave)
    return False


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


def with_room_for_waves(
    problem: PlanningProblem, compact: Compact | None = None
) -> PlanningProblem:
    """Return the placement's problem with what the waves can hold as limits of its own.

    Only rows that fractions broke are added; a placement that keeps them is likelier to leave
    room for the waves, and none that leaves room breaks them.
    """
    compact = compact or Compact(problem)
    rows = [row for row in compact.answer().rows if row.window is not None]
    extra: list[dict[str, Any]] = [{} for _ in problem.workloads]
    limits = list(problem.limits)
    everywhere = tuple(target.id for target in problem.targets)
    taken = {limit.id for limit in problem.limits}
    for number, row in enumerate(rows):
        name = f"room of waves {number}"
        while name in taken:
            name += "'"
        floor = row.touching
        for pair, coef in zip(row.pairs.tolist(), row.coefs.tolist(), strict=True):
            i, p = int(compact.i[pair]), int(compact.p[pair])
            extra[i].setdefault(name, {})[everywhere[p]] = abs(coef)
        right = abs(row.right)
        most, least = (None, right) if floor else (right, None)
        limits.append(Limit(name, name, everywhere, most, least))
    workloads = tuple(
        replace(w, amounts={**w.amounts, **more}) if more else w
        for w, more in zip(problem.workloads, extra, strict=True)
    )
    return replace(problem, workloads=workloads, limits=tuple(limits), waves=(), wave_limits=())
