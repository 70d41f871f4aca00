"""Waiting until a window has worked everything out, never for a time."""

from __future__ import annotations

__all__ = ["settled"]


def settled(qtbot, window, timeout=600_000):
    """Return when no job runs and nothing is planned any more."""
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy, timeout=timeout)
