"""The exact programs in a thread beside the search: bounds, and plans, while plans are sought.

A solver holds one core; the search of plans has the other. The thread only reads the instance, and
leaves what it finds where the search takes it over, so there is one owner of the plan.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimising.solvers import solver_name
from planner.optimising.waves.bound import DualAscent
from planner.optimising.waves.certificate import worth_trying
from planner.optimising.waves.mip import ExactProgram, MipAnswer, Talk
from planner.optimising.waves.relaxation import Prices
from planner.optimising.waves.track import Track
from planner.optimising.waves.windows import closure_amounts, narrowed

__all__ = ["Programs", "RunBeside", "programs_for"]

type Ints = NDArray[np.int64]

WHOLE_CELLS = 3_000
"""Open cells up to which the whole program is solved at once."""
FIRST_HUBS, MORE_HUBS = 20, 1.5
FRACTIONAL = 1e-3
PATIENCE_S = 0.4
"""Seconds to wait at the end for a solver that was told to stop."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Exact programs of growing strength, made one after the other.

    ``narrow`` has only the waves in which a plan better than ``value`` may have a group, so what
    a program of it proves is a bound up to ``value``.
    """

    track: Track
    ascent: DualAscent
    prices: Prices | None
    value: float
    seed: int

    def each(self) -> Iterator[ExactProgram]:
        """Yield the relaxations in which ever more hubs are whole, then the whole program.

        Where there is no plan yet, the question whether there is any comes before all of them.
        """
        instance = self.track.instance
        if not math.isfinite(self.value):
            yield ExactProgram(instance, gap=self.track.gap_asked, seed=self.seed, any_plan=True)
        narrow = instance
        if math.isfinite(self.value):
            cells = worth_trying(instance, self.ascent.best, self.ascent.cuts, self.value)
            narrow = narrowed(instance, cells)
            if narrow.impossible:
                narrow = instance
        kept = self.prices.kept if self.prices is not None else ()
        levels: list[Ints | None] = [None]
        if self.prices is not None and narrow.open.sum() > WHOLE_CELLS:
            levels = [*hub_levels(self.track, self.prices), None]
        for decided in levels:
            yield ExactProgram(
                narrow,
                gap=self.track.gap_asked,
                seed=self.seed,
                cuts=self.ascent.cuts,
                kept=kept,
                decided=decided,
            )

    def bound(self, bound: float) -> float:
        """Return what a program's bound says of all plans."""
        return min(bound, self.value)


def programs_for(track: Track, ascent: DualAscent, prices: Prices | None, seed: int) -> Programs:
    """Programs that start from what is known now."""
    return Programs(track, ascent, prices, track.value, seed)


def hub_levels(track: Track, prices: Prices) -> Iterator[Ints]:
    """Yield ever more groups to decide first: split by the relaxation, much waiting for them."""
    instance = track.instance
    _, after = closure_amounts(instance)
    waiting = instance.effort_scale[:, None] * after
    split = (prices.share * (1.0 - prices.share)).sum(axis=1) > FRACTIONAL
    order = np.argsort(-waiting.sum(axis=0) * split, kind="stable")
    order = order[: int(split.sum())]
    count = FIRST_HUBS
    while count < len(order):
        yield order[:count]
        count = int(count * MORE_HUBS)


class RunBeside:
    """Runs the programs in a thread; :meth:`take` hands over what they have found."""

    def __init__(self, track: Track, programs: Programs) -> None:
        self.track = track
        self.programs = programs
        self.lock = threading.Lock()
        self.ending = False
        self.bound = -math.inf
        self.found: Ints | None = None
        self.known = track.wave
        self.known_value = track.value
        self.impossible = False
        self.thread = threading.Thread(target=self.work, name="exact waves", daemon=True)
        self.thread.start()

    def work(self) -> None:
        """Run one program after the other until there is a proof or no time."""
        talk = Talk(self.ended, self.better, self.raised, self.offered)
        for program in self.programs.each():
            left = self.track.stop.remaining_s
            if self.ended() or (left is not None and left <= 0):
                return
            with self.lock:
                start = self.known
            answer = program.run(seconds=left, nodes=None, start=start, talk=talk)
            self.read(answer)
            if answer.infeasible:
                return

    def read(self, answer: MipAnswer) -> None:
        """Take over what a program ended with."""
        if answer.infeasible:
            with self.lock:
                self.impossible = not math.isfinite(self.programs.value)
                self.bound = max(self.bound, self.programs.value)
            return
        self.raised(answer.bound)
        if answer.wave is not None:
            self.better(answer.wave)

    def ended(self) -> bool:
        """Whether to stop."""
        return self.ending or self.track.stop.expired()

    def raised(self, bound: float) -> None:
        """Hear of a bound."""
        with self.lock:
            self.bound = max(self.bound, self.programs.bound(bound))

    def better(self, wave: Ints) -> None:
        """Hear of a plan."""
        value = self.track.instance.value(wave)
        with self.lock:
            if value < self.known_value:
                self.found, self.known, self.known_value = wave, wave, value

    def offered(self, value: float) -> Ints | None:
        """Return the best plan if it is better than the solver's."""
        with self.lock:
            better = self.known_value < value - 1e-9 * max(1.0, abs(value))
            return self.known if better else None

    def take(self) -> None:
        """Hand over to the track, and learn of its plan."""
        track = self.track
        with self.lock:
            found, bound = self.found, self.bound
            self.found = None
        if found is not None:
            track.offer(found)
        if math.isfinite(bound) and bound > track.bound:
            track.solver = solver_name()
            track.raise_bound(bound, solver_bound=True)
        with self.lock:
            if track.wave is not None and track.value < self.known_value:
                self.known, self.known_value = track.wave.astype(np.int64), track.value

    def wait(self, enough: Callable[[], bool]) -> None:
        """Wait for the programs, taking over what they find, until there is enough."""
        while self.thread.is_alive() and not enough():
            self.thread.join(PATIENCE_S / 4)
            self.take()

    def finish(self) -> None:
        """Tell the solver to stop, and take what it has."""
        self.ending = True
        self.thread.join(PATIENCE_S)
        self.take()
