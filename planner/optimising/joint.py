"""Placement and waves as one integer program: the strongest answer for small inventories.

Also the way out where the cheapest placement leaves no room for the waves: the same program with
the placement's cost alone finds the cheapest placement that does, or proves that none does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.jobs import ProgressListener, Stop, ignore_progress
from planner.optimising.check import placement_value, wave_value
from planner.optimising.exact_run import ExactRun, IncumbentListener, RunOutcome, Waves
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.programs import joint_program, near_program, roomy_program
from planner.optimising.waves import solve_waves

__all__ = [
    "RunOutcome",
    "joint_fits",
    "place_near",
    "solve_joint",
    "solve_placement_with_room",
]

PLACING_SHARE: Final = 0.4
"""Share of the time or work given to the program whose placement alone is whole."""
MOST_SCHEDULED: Final = 4
"""Placements of that program whose waves are looked for, the best first."""
WAVES_SHARE: Final = 0.06
"""Share of what is left given to the waves of each of them."""
QUICK_COLUMNS: Final = 2_000
"""Columns of a whole program that is solved to its proof in a second or so, whatever is open."""
PATIENT_COLUMNS: Final = 5_000
"""Columns up to which its first linear program, some hundred steps, is run to its end in any
case."""


def joint_fits(problem: PlanningProblem, options: Options) -> bool:
    """Whether both stages are to be one program: few workloads, ``early``, and not refused."""
    return (
        options.joint is not False
        and bool(problem.waves)
        and problem.objective is WaveObjective.EARLY
        and 0 < len(problem.workloads) <= options.parameters.joint_workloads
    )


def solve_joint(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener = ignore_progress,
    start: tuple[Mapping[str, str], Waves] | None = None,
    on_incumbent: IncumbentListener | None = None,
) -> RunOutcome:
    """Minimise placement value plus wave value; the bound is one of the worth.

    First the program whose placement is whole and whose waves are not: it is solved in a tenth of
    the time, and its bound and its placements (given their waves by the wave stage) leave the
    whole program little to do.

    Parameters
    ----------
    start
        A plan that keeps the rules, to start from.
    on_incumbent
        Told of every better plan with its worth and the bound by then.
    """

    def worth(placement: Mapping[str, str], wave: Waves | None) -> float:
        return placement_value(problem, placement) + wave_value(problem, placement, wave or {})

    run = ExactRun(joint_program(problem), options, stop, listen, worth, on_incumbent)
    if start is not None:
        run.offer(*start)
    columns = len(run.program.cost)
    patient = start is None or columns <= PATIENT_COLUMNS
    placements = run.place_whole(stop.share(PLACING_SHARE), patient=patient)
    placements.sort(key=lambda item: item[0])
    for least, placement in placements[:MOST_SCHEDULED]:
        if run.done():
            break
        if least < run.value:
            _schedule(run, placement)
    if not run.done() and (columns <= QUICK_COLUMNS or not run.within(options.enough)):
        run.solve()
    return run.outcome()


def _schedule(run: ExactRun, placement: Mapping[str, str]) -> None:
    """Offer the plan of a placement and the best waves that the wave stage finds for it."""
    part = run.stop.share(WAVES_SHARE)
    start = replace(run.options, start_wave=run.best[1] if run.best is not None else None)
    waves = solve_waves(run.program.problem, placement, start, part, ignore_progress)
    if waves.found:
        run.offer(placement, waves.wave)


def solve_placement_with_room(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener = ignore_progress,
) -> RunOutcome:
    """Find the cheapest plan that leaves room for the waves, or the proof that none does.

    With ``early`` the delay counts too, so that the placement is one worth scheduling; exposure
    is left out, which would double the program. Its bound is no bound of the worth.
    """
    early = problem.objective is WaveObjective.EARLY

    def cost(placement: Mapping[str, str], wave: Waves | None) -> float:
        value = placement_value(problem, placement)
        return value + wave_value(problem, placement, wave or {}) if early else value

    run = ExactRun(roomy_program(problem), options, stop, listen, cost)
    run.solve()
    return replace(run.outcome(), bound=None)


def place_near(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    options: Options,
    stop: Stop,
    *,
    patient: bool = True,
) -> tuple[PlanStatus, list[Mapping[str, str]]]:
    """Find placements near one that has no waves, whose waves exist at least in fractions.

    Every rule of both stages holds; what separation costs is counted against where the neighbours
    stand in ``placement``, which is right as long as few of them change. Returns the placements,
    the best first, and ``INFEASIBLE`` where no plan exists at all, else ``UNKNOWN``.
    """
    program = near_program(problem, placement)
    run = ExactRun(program, options, stop, ignore_progress, lambda _placement, _wave: 0.0)
    found = run.place_whole(stop, patient=patient)
    found.sort(key=lambda item: item[0])
    status = PlanStatus.INFEASIBLE if run.infeasible else PlanStatus.UNKNOWN
    return status, [near for _, near in found[:MOST_SCHEDULED]]
