"""Fewest waves: the least number of the last wave used."""

from __future__ import annotations

from planner.optimising.outcome import Options, WavesOutcome
from planner.optimising.waves.mip import solve_exactly, solver_name
from planner.optimising.waves.track import Track

__all__ = ["solve_fewest"]


def solve_fewest(track: Track, options: Options) -> WavesOutcome:
    """Try one number of waves after the other, from the bound upwards."""
    instance = track.instance
    if instance.impossible:
        return track.infeasible()
    stop = track.stop
    track.solver = solver_name()
    first = int(instance.open.argmax(axis=1).max(initial=0))
    if options.start_wave is not None:
        track.offer(instance.groups_of_plan(options.start_wave))
    for last in range(first, instance.waves):
        track.raise_bound(float(last + 1), solver_bound=last > first)
        if track.proven or stop.expired():
            return track.outcome()
        answer = solve_exactly(
            instance.until(last),
            seconds=stop.remaining_s,
            nodes=None if stop.work_limit is None else max(1, stop.work_limit - stop.steps),
            gap=1e-9,
            seed=options.seed,
            any_plan=True,
        )
        stop.count()
        if answer.wave is not None:
            track.offer(answer.wave)
            return track.outcome()
        if not answer.infeasible:
            return track.outcome()
    return track.infeasible() if track.wave is None else track.outcome()
