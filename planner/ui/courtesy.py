"""Lets a job wait while the window's own thread is at work.

Python runs one thread at a time. A thread that makes a page lends the interpreter to Qt at every
call of it and has to win it back each time; beside a busy job that is slow, however short the
turns are. So jobs look now and then whether the window's thread is at work, and wait until it is
back in its loop.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import Final

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Slot

__all__ = ["Courtesy"]

LONGEST_S: Final = 0.06
"""A job waits so long for one piece of work: a window that stands still must not stop it."""
LOOK_EVERY_S: Final = 0.001
REST_S: Final = 0.002
"""So long a job works on before it looks again."""


class Courtesy(QObject):
    """Call it from a job's thread; returns when the window's thread is idle, or soon anyway.

    The thread is idle where the frame that runs its loop is its innermost one. Which frame that is
    is noted at every turn of the loop, so that loops within loops (a dialog, a drag) are known.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.get_ident()
        self._home = 0
        self._over = False
        self._looked = 0.0
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self._note)
        dispatcher.awake.connect(self._note)

    @Slot()
    def _note(self) -> None:
        # only its number: a kept frame would keep everything alive that it knows
        self._home = id(sys._getframe(1))  # noqa: SLF001

    @property
    def window_works(self) -> bool:
        """Whether the window's thread is at work in Python just now."""
        frame = sys._current_frames().get(self._thread)  # noqa: SLF001
        return frame is not None and id(frame) != self._home

    def end(self) -> None:
        """Hold nobody up any more: the window waits for its jobs to end."""
        self._over = True

    def __call__(self) -> None:
        """Wait until the window's thread is idle; return at once on that thread itself."""
        now = time.monotonic()
        if self._over or now - self._looked < REST_S or threading.get_ident() == self._thread:
            return
        until = now + LONGEST_S
        while not self._over and now < until and self.window_works:
            time.sleep(LOOK_EVERY_S)
            now = time.monotonic()
        self._looked = now
