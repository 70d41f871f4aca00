"""Stage two of the optimiser: every workload that moves gets its wave."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from planner.jobs import ProgressListener, Stop
from planner.optimising.check import wave_value
from planner.optimising.outcome import Options, WavesOutcome
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.waves.building import build_instance
from planner.optimising.waves.early import solve_early
from planner.optimising.waves.fewest import solve_fewest
from planner.optimising.waves.track import IncumbentListener, Track

__all__ = ["solve_waves"]


def solve_waves(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    on_incumbent: IncumbentListener | None = None,
) -> WavesOutcome:
    """Schedule the moves of one placement.

    Parameters
    ----------
    problem
        The problem, with at least one wave.
    placement
        Target per workload; all of them.
    options
        Gap, seed and a plan to start from; the limits are those of ``stop``.
    stop
        Time, work and cancel.
    listen
        Hears of every better plan and bound.
    on_incumbent
        Called with each better plan, its value and the bound then known.

    Returns
    -------
    WavesOutcome
        Infeasible only where that is proven; the plan has passed every rule, and its value is
        recomputed from the problem.
    """
    instance = build_instance(problem, placement)
    track = Track(
        instance, partial(wave_value, problem, placement), options.gap, stop, listen, on_incumbent
    )
    if not instance.groups and not instance.impossible:
        track.offer(np.zeros(0, dtype=np.int64))
        track.raise_bound(0.0, solver_bound=False)
        return track.outcome()
    if problem.objective is WaveObjective.FEWEST:
        return solve_fewest(track, options)
    return solve_early(track, options)
