"""The window; the only room with Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = ["open_window"]


def open_window(paths: Sequence[Path] = ()) -> int:
    """Open the window (and files in it), and return the exit status when the last one closes.

    Raises
    ------
    BadInputError
        Where there is no screen to open it on.
    """
    from planner.crash_net import catch_all
    from planner.ui.screen import expect_screen

    expect_screen()
    from PySide6.QtCore import QTimer

    from planner.ui.application import Windows, make_application
    from planner.ui.told_to_end import told_to_end

    application = make_application()
    windows = Windows(application)
    with catch_all(windows.tell_crash), told_to_end(windows.leave):
        window = windows.open(paths)

        def greet() -> None:
            if not windows.offer_recovery(window) and not paths:
                windows.welcome(window)

        QTimer.singleShot(0, window, greet)  # the window stands, whatever the copies hold
        return application.exec()
