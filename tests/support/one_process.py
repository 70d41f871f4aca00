"""What the program does in processes of its own, done in the test's: for what is not about them."""

from __future__ import annotations

import contextlib

import pytest

from planner.child_process import Outcome, WorkerProcess
from planner.cli import commands
from planner.importing import apart
from planner.jobs import Stop
from planner.questioning import Asked

__all__ = ["one_process"]


@pytest.fixture
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read, plan and ask here, and ask little: each of both costs more than a small plan."""

    def run(self, work, arguments, stop, listen, take, *, grace_s=None):
        here = Stop(stop.time_limit_s, stop.work_limit)
        here.cancel_event = stop.cancel_event
        return Outcome(work(*arguments, stop=here, listen=listen, tell=take))

    monkeypatch.setattr(WorkerProcess, "run", run)
    monkeypatch.setattr(WorkerProcess, "begin", lambda self, prepare=None: None)
    monkeypatch.setattr(apart, "_silence_standard_error", lambda: None)
    monkeypatch.setattr(apart, "_limited", lambda budget: contextlib.nullcontext())
    monkeypatch.setattr(commands, "asked_of", lambda study, time_limit_s: Asked(200, 50))
