"""Children that are there at once: forked from a process that has loaded what they need.

A child that is started anew, as the program does it, imports for longer than a small plan takes.
Tests of the processes themselves ask for ``spawned``; so do all where nothing can be forked.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
from collections.abc import Iterator
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest

from planner.child_process import WorkerProcess

__all__ = ["spawned", "warm_children", "warm_context"]

ROOT = Path(__file__).resolve().parents[2]
CAN_FORK = sys.platform == "linux"
_spawning = WorkerProcess.__init__


def warm_context() -> BaseContext:
    """Return what starts processes that have loaded the program, where that can be."""
    if not CAN_FORK:
        return multiprocessing.get_context("spawn")
    forkserver.set_forkserver_preload(["tests.support.warm_child"])
    with contextlib.chdir(ROOT):  # where it finds the tests, the first time
        forkserver.ensure_running()
    return multiprocessing.get_context("forkserver")


def _forked(self: WorkerProcess, grace_s: float) -> None:
    _spawning(self, grace_s)
    self._context = warm_context()  # type: ignore[assignment]


@pytest.fixture(scope="session", autouse=True)
def warm_children() -> Iterator[None]:
    """Fork the children of every test that does not ask for ``spawned``."""
    with pytest.MonkeyPatch.context() as patch:
        if CAN_FORK:
            patch.setattr(WorkerProcess, "__init__", _forked)
        yield


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start children as the program does."""
    monkeypatch.setattr(WorkerProcess, "__init__", _spawning)
