"""The window; the only room with Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

__all__ = ["open_window"]


def open_window(paths: Sequence[Path] = (), language: str = "") -> int:
    """Open the window (and files in it), and return the exit status when the last one closes.

    Parameters
    ----------
    paths
        Files to open in it.
    language
        That the window speaks from now on; empty: the one it spoke last.

    Raises
    ------
    BadInputError
        Where there is no screen to open it on, or a library is missing that Qt needs.
    """
    from planner.crash_net import catch_all
    from planner.settings import load_settings
    from planner.ui.screen import expect_screen, missing_libraries_named

    expect_screen()
    with missing_libraries_named():
        from PySide6.QtCore import QTimer

        from planner.ui.application import Windows, make_application
        from planner.ui.told_to_end import told_to_end

    application = make_application()
    settings = load_settings()
    windows = Windows(application, replace(settings, language=language or settings.language))
    with catch_all(windows.tell_crash), told_to_end(windows.leave):
        window = windows.open(paths)

        def greet() -> None:
            if not windows.offer_recovery(window) and not paths:
                windows.welcome(window)

        QTimer.singleShot(0, window, greet)  # the window stands, whatever the copies hold
        return application.exec()
