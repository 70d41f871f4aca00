"""Progress and cancellation: how long work reports, and how it is told to stop, by signals too.

Neither Qt nor a solver is known here; the window, the command line and the optimiser's child
process all speak through these two types.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Final

from planner.errors import CancelledError

__all__ = ["POLITE", "SIGNALS", "Progress", "ProgressListener", "Stop", "heard", "ignore_progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of a running job.

    Attributes
    ----------
    phase
        Key of the phase in ``planner.wording`` (for example ``"phase.placement"``).
    fraction
        Share done, 0 to 1, or None where it is unknown.
    value, bound, gap
        Best plan so far in the problem's units, best proven bound, relative gap; None before
        there is one.
    seconds
        Wall time since the job began.
    """

    phase: str
    fraction: float | None = None
    value: float | None = None
    bound: float | None = None
    gap: float | None = None
    seconds: float = 0.0


type ProgressListener = Callable[[Progress], None]


def ignore_progress(progress: Progress) -> None:
    """Listen to nothing."""


class Stop:
    """Tells a job when to stop: a deadline, a limit of steps, or a person.

    A work limit counts steps and never looks at the clock, so that two runs with the same limit
    make the same decisions.

    Parameters
    ----------
    time_limit_s
        Wall seconds from construction, or None.
    work_limit
        Steps allowed, or None. Whoever gives one and wants repeatable results gives no time
        limit.
    give_way
        Called whenever the job looks here; may hold it up for a moment for somebody who is in
        more of a hurry.
    """

    def __init__(
        self,
        time_limit_s: float | None = None,
        work_limit: int | None = None,
        give_way: Callable[[], None] | None = None,
    ) -> None:
        self.started = time.monotonic()
        self.give_way = give_way
        self.time_limit_s = time_limit_s
        self.work_limit = work_limit
        self.ends_at: float | None = None
        """When the clock ends it all the same (``time.monotonic``), though nothing is planned by
        the clock: the seconds left are not known to the job."""
        self._steps = 0
        self.whole: Stop | None = None
        """What this is a share of."""
        self.cancel_event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop (safe from any thread)."""
        self.cancel_event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop, or its end has come while it planned by steps alone."""
        return self.cancel_event.is_set() or self._is_over()

    def _is_over(self) -> bool:
        return self.ends_at is not None and time.monotonic() >= self.ends_at

    def net_s(self, seconds: float | None) -> float | None:
        """Return the seconds that one run of a solver may take: ``seconds``, but not past the end.

        What it does until then does not change with it.
        """
        if self.ends_at is None:
            return seconds
        left = max(0.0, self.ends_at - time.monotonic())
        return left if seconds is None else min(seconds, left)

    @property
    def seconds(self) -> float:
        """Wall seconds since the start."""
        return time.monotonic() - self.started

    @property
    def remaining_s(self) -> float | None:
        """Wall seconds left, never below 0; None without a time limit."""
        if self.time_limit_s is None:
            return None
        return max(0.0, self.time_limit_s - self.seconds)

    @property
    def steps(self) -> int:
        """Steps counted so far."""
        return self._steps

    @property
    def steps_left(self) -> int | None:
        """Steps left, never below 0; None without a work limit."""
        return None if self.work_limit is None else max(0, self.work_limit - self._steps)

    def within(self, time_limit_s: float | None, work_limit: int | None = None) -> Stop:
        """Return a stop for a piece of this work: limits of its own, cancelled with this one."""
        part = Stop(time_limit_s, work_limit, self.give_way)
        part.cancel_event, part.ends_at = self.cancel_event, self.ends_at
        return part

    def by_steps(self, work_limit: int) -> Stop:
        """Return a stop for a piece of this work that goes by steps, up to the end of this one.

        Its steps count on the whole's too. What it does by then is what it does without a clock.
        """
        part = self.within(None, work_limit)
        part.whole = self
        remaining = self.remaining_s
        part.ends_at = None if remaining is None else time.monotonic() + remaining
        return part

    def share(self, of_left: float) -> Stop:
        """Return a stop for a piece of this work, with a share (0 to 1) of what is left.

        Its steps count on the whole's too.
        """
        remaining, steps = self.remaining_s, None
        if self.work_limit is not None:
            steps = max(1, int(of_left * (self.work_limit - self._steps)))
        part = self.within(None if remaining is None else of_left * remaining, steps)
        part.whole = self
        return part

    def count(self, steps: int = 1) -> None:
        """Count work done, on the whole too where this is a share of it."""
        self._steps += steps
        if self.whole is not None:
            self.whole.count(steps)

    def expired(self) -> bool:
        """Whether the job must come to an end now."""
        if self.give_way is not None:
            self.give_way()
        if self.cancelled:
            return True
        if self.work_limit is not None and self._steps >= self.work_limit:
            return True
        return self.time_limit_s is not None and self.seconds >= self.time_limit_s

    def reason(self) -> str:
        """Why the job stopped: ``"cancelled"``, ``"work"``, ``"time"`` or ``""``."""
        if self.cancel_event.is_set():
            return "cancelled"
        if self.work_limit is not None and self._steps >= self.work_limit:
            return "work"
        if self._is_over() or (self.time_limit_s is not None and self.seconds >= self.time_limit_s):
            return "time"
        return ""

    def watch[Item](self, items: Iterable[Item]) -> Iterator[Item]:
        """Go through ``items``, looking before each whether somebody asked to stop.

        Raises
        ------
        CancelledError
            Where somebody did.
        """
        for item in items:
            self.raise_if_cancelled()
            yield item

    def raise_if_cancelled(self) -> None:
        """Raise CancelledError where somebody asked to stop."""
        if self.give_way is not None:
            self.give_way()
        if self.cancel_event.is_set():
            raise CancelledError


POLITE: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""What the system says; Ctrl-C is what a person says."""
SIGNALS: Final = (signal.SIGINT, *POLITE)


@contextlib.contextmanager
def heard(
    handler: Callable[[int, FrameType | None], object], numbers: Sequence[int] = SIGNALS
) -> Iterator[None]:
    """Have signals handled meanwhile; those that are ignored stay so.

    Only the main thread may listen; in another one nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    listened = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in listened}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
