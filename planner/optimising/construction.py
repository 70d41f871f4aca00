"""A complete plan for runs that have none when much of the time is gone.

Some problems keep the search busy before it has anything to show. What is found here keeps every
rule, and only counts where the search itself has brought nothing better.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from planner.jobs import Stop, ignore_progress
from planner.optimising.check import placement_value, wave_value
from planner.optimising.joint import solve_placement_with_room
from planner.optimising.outcome import Options
from planner.optimising.placement.instance import build_instance as build_placement
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.search import begin
from planner.optimising.placement.track import Track as PlacementTrack
from planner.optimising.problem import PlanningProblem
from planner.optimising.staging import Found
from planner.optimising.waves.building import build_instance as build_waves
from planner.optimising.waves.listing import list_plan, priorities
from planner.optimising.waves.mip import solve_exactly
from planner.optimising.waves.track import Track as WaveTrack

__all__ = ["Opening", "opening_plan"]

MOST_FOR_SOLVER: Final = 1_000
"""Workloads up to which the solver is asked for a good placement and not only for any."""
MOST_CELLS: Final = 20_000
"""Workloads times waves up to which the solver looks for waves where no list keeps the rules."""
SHARE: Final = 0.5
"""Share of what is left that each of the two may take."""
GAP: Final = 0.01
PATIENCE_S: Final = 0.5
"""Seconds that a solver is waited for after it was told to end."""
WAIT_SHARE: Final = 0.4
"""Share of the time limit after which a search without a plan gets this one."""


class Opening:
    """Watches a search against the clock, and speaks up where it has found nothing for too long.

    Runs in a thread beside the search, whose own result it never changes: it matters only to
    whoever ends the search early. Without a time limit there is nothing to watch.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        options: Options,
        time_limit_s: float | None,
        send: Callable[[Found], None],
    ) -> None:
        self._problem, self._options, self._send = problem, options, send
        self._lock = threading.Lock()
        self._needed = time_limit_s is not None
        self._timer: threading.Timer | None = None
        self._stop = Stop(time_limit_s)
        if time_limit_s is not None:
            self._timer = threading.Timer(WAIT_SHARE * time_limit_s, self._open, (self._stop,))
            self._timer.daemon = True
            self._timer.start()

    def found(self, item: Found) -> None:
        """Pass on what the search found; then nothing more is needed."""
        with self._lock:
            self._needed = False
            self._send(item)

    def end(self) -> None:
        """Say nothing from now on: the search is over.

        What still runs is told to end and waited for a little, so that no solver of it runs
        beside the next piece of work in this process.
        """
        with self._lock:
            self._needed = False
        self._stop.cancel()
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join(PATIENCE_S)

    def _open(self, stop: Stop) -> None:
        if not self._needed or stop.cancelled:
            return
        item = opening_plan(self._problem, self._options, stop)
        with self._lock:
            if self._needed and item is not None:
                self._send(item)


def opening_plan(problem: PlanningProblem, options: Options, stop: Stop) -> Found | None:
    """Return a plan that keeps every rule, or None where none is found in the time of ``stop``."""
    placed = _placement(problem, options, stop)
    if placed is None:
        return None
    if not problem.waves:
        return placed
    scheduled = _waves(problem, placed.placement, options, stop)
    if scheduled is not None:
        return replace(placed, wave=scheduled[0], wave_value=scheduled[1])
    if len(problem.workloads) * len(problem.waves) > MOST_CELLS:
        return None
    return _with_room(problem, options, stop, placed.placement_bound)


def _placement(problem: PlanningProblem, options: Options, stop: Stop) -> Found | None:
    instance = build_placement(problem, ())
    track = PlacementTrack(problem, instance, GAP, stop, ignore_progress)
    begin(track, options)
    if len(problem.workloads) <= MOST_FOR_SOLVER and not track.infeasible:
        remaining = stop.remaining_s
        seconds = None if remaining is None else SHARE * remaining
        answer = solve_mip(instance, stop, seconds=seconds, nodes=1000, gap=GAP, seed=options.seed)
        if answer.label is not None:
            track.offer(answer.label)
        track.raise_bound(answer.bound)
    if track.label is None:
        return None
    bound = track.bound if math.isfinite(track.bound) else None
    return Found(instance.placement(track.label), track.value, bound)


def _with_room(
    problem: PlanningProblem, options: Options, stop: Stop, bound: float | None
) -> Found | None:
    """Both stages as one program, where the placement alone left no room for the waves."""
    whole = solve_placement_with_room(problem, options, stop, ignore_progress)
    if whole.placement is None or whole.wave is None:
        return None
    value = placement_value(problem, whole.placement)
    later = wave_value(problem, whole.placement, whole.wave)
    return Found(whole.placement, value, bound, whole.wave, later)


def _waves(
    problem: PlanningProblem, placement: Mapping[str, str], options: Options, stop: Stop
) -> tuple[Mapping[str, int | None], float] | None:
    """Waves by list scheduling; by the solver where no list keeps the rules."""
    instance = build_waves(problem, placement)
    if instance.impossible:
        return None
    worth = partial(wave_value, problem, placement)
    track = WaveTrack(instance, worth, GAP, stop, ignore_progress)
    for rule in priorities(instance):
        track.offer(list_plan(instance, rule))
    if track.wave is None and instance.open.size <= MOST_CELLS:
        remaining = stop.remaining_s
        seconds = None if remaining is None else SHARE * remaining
        answer = solve_exactly(
            instance, seconds=seconds, nodes=None, gap=GAP, seed=options.seed,
            ended=lambda: stop.cancelled,
        )  # fmt: skip
        if answer.wave is not None:
            track.offer(answer.wave)
    return None if track.wave is None else (track.plan, track.value)
