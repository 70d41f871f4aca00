"""Early benefits and short exposure: plans, bounds, and proof, in that order."""

from __future__ import annotations

import math

from planner.optimising.outcome import Options, WavesOutcome
from planner.optimising.waves.mip import solve_exactly, solver_name
from planner.optimising.waves.track import Track

__all__ = ["solve_early"]

NODES_PER_STEP = 1


def solve_early(track: Track, options: Options) -> WavesOutcome:
    """Schedule for the least delay and exposure."""
    instance = track.instance
    if instance.impossible:
        return track.infeasible()
    if options.start_wave is not None:
        track.offer(instance.groups_of_plan(options.start_wave))
    stop = track.stop
    track.solver = solver_name()
    nodes = None if stop.work_limit is None else max(1, stop.work_limit - stop.steps)
    answer = solve_exactly(
        instance,
        seconds=stop.remaining_s,
        nodes=nodes,
        gap=track.gap_asked,
        seed=options.seed,
        start=track.wave,
    )
    if nodes is not None:
        stop.count(nodes)
    if answer.infeasible and track.wave is None:
        return track.infeasible()
    if answer.wave is not None:
        track.offer(answer.wave)
    if math.isfinite(answer.bound):
        track.raise_bound(min(answer.bound, track.value), solver_bound=True)
    return track.outcome()
