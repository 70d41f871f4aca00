"""What an interrupt means while a plan is looked for: the best one found so far is kept."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from types import FrameType

from planner.jobs import Stop, heard

__all__ = ["STOPPED", "stoppable", "terminal_gone"]

STOPPED = 130
"""Exit status where the user stopped it; what was found by then is written."""


def terminal_gone(number: int) -> bool:
    """Whether a signal says that the terminal was closed; then what is said goes to nowhere.

    Writing to such a terminal fails, and a plan that was found is to be written all the same.
    """
    if number != getattr(signal, "SIGHUP", None):
        return False
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    return True


@contextlib.contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """Let the first interrupt end the search through ``stop``, and the second the program.

    An interrupt is Ctrl-C, the polite way in which a system asks a program to end, or the end of
    its terminal, of which several signals may tell.
    """

    def interrupted(number: int, _frame: FrameType | None) -> None:
        if stop.cancelled and not terminal_gone(number):
            raise KeyboardInterrupt
        terminal_gone(number)
        stop.cancel()

    with heard(interrupted):
        yield
