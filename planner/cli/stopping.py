"""What an interrupt means while a plan is looked for: the best one found so far is kept."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from planner.jobs import Stop

__all__ = ["STOPPED", "stoppable"]

STOPPED = 130
"""Exit status where the user stopped it; what was found by then is written."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextlib.contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """Let the first interrupt end the search through ``stop``, and the second the program.

    An interrupt is Ctrl-C, or the polite way in which a system asks a program to end.
    """

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if stop.cancelled:
            raise KeyboardInterrupt
        stop.cancel()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, interrupted) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
