"""The window that is told to end from outside: by Ctrl-C, by the system, by its terminal.

Qt's loop does not know of signals, and Python looks at them only when it runs next; a byte in a
pipe, which the loop watches, wakes both.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal

from planner.jobs import SIGNALS, heard

__all__ = ["told_to_end"]


class _Ear(QObject):
    heard = Signal(int)


@contextlib.contextmanager
def told_to_end(leave: Callable[[int], None]) -> Iterator[None]:
    """Have ``leave`` called from the loop, with its number, at the first signal to end.

    A second one ends the program as if nobody listened.
    """
    ear = _Ear()
    ear.heard.connect(leave, Qt.ConnectionType.QueuedConnection)

    def told(number: int, _frame: FrameType | None) -> None:
        for one in SIGNALS:
            if signal.getsignal(one) is told:
                signal.signal(one, signal.SIG_DFL)
        ear.heard.emit(number)

    with heard(told), _woken(ear):
        yield


@contextlib.contextmanager
def _woken(parent: QObject) -> Iterator[None]:
    """Wake Qt's loop at a signal, where it can watch a pipe; elsewhere its next event does."""
    if sys.platform == "win32":
        yield
        return
    ours, theirs = os.pipe()
    for end in (ours, theirs):
        os.set_blocking(end, False)
    notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read, parent)
    notifier.activated.connect(lambda: os.read(ours, 64))
    before = signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        os.close(ours)
        os.close(theirs)
