"""What the program does in processes of its own, done in the test's: for what is not about them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from planner.child_process import Outcome, WorkerProcess
from planner.cli import commands
from planner.importing import apart
from planner.jobs import Stop
from planner.questioning import Asked

__all__ = ["in_one_process", "one_process"]


@contextlib.contextmanager
def in_one_process() -> Iterator[pytest.MonkeyPatch]:
    """Read, plan and ask here, as much as the program does."""

    def run(self, work, arguments, stop, listen, take, *, grace_s=None):
        here = Stop(stop.time_limit_s, stop.work_limit)
        here.cancel_event = stop.cancel_event
        return Outcome(work(*arguments, stop=here, listen=listen, tell=take))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WorkerProcess, "run", run)
        patch.setattr(WorkerProcess, "begin", lambda self, prepare=None: None)
        patch.setattr(apart, "_silence_standard_error", lambda: None)
        patch.setattr(apart, "_limited", lambda budget: contextlib.nullcontext())
        yield patch


@pytest.fixture
def one_process() -> Iterator[None]:
    """Read, plan and ask here, and ask little: each of both costs more than a small plan."""
    with in_one_process() as patch:
        patch.setattr(commands, "asked_of", lambda study, time_limit_s: Asked(200, 50))
        yield
