"""The process for any work: results, what was found by the end of it, failures, preparation."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time

import pytest

from planner.child_process import Outcome, WorkerProcess
from planner.errors import PlannerError
from planner.jobs import Progress, Stop, ignore_progress

pytestmark = pytest.mark.usefixtures("spawned")


def add(one, two, *, stop, listen, tell):
    listen(Progress("phase.adding", 0.5))
    return one + two


def never_end(*, stop, listen, tell):
    tell("found on the way")
    while True:
        pass


def fail(*, stop, listen, tell):
    raise ZeroDivisionError("by hand")


def own_number(*, stop, listen, tell):
    return os.getpid()


def die(*, stop, listen, tell):
    tell("last words")
    os._exit(3)


def prepare_badly():
    raise RuntimeError("cannot prepare")


@pytest.fixture
def worker():
    process = WorkerProcess(0.2)
    yield process
    process.close()
    assert multiprocessing.active_children() == []


def ignore(found) -> None:
    """Take nothing."""


def test_work_returns_its_result_and_its_progress(worker):
    reports: list[Progress] = []
    outcome = worker.run(add, (40, 2), Stop(), reports.append, ignore)
    assert outcome == Outcome(42)
    assert [report.phase for report in reports] == ["phase.adding"]


def test_work_without_an_end_is_ended_and_what_it_found_is_kept(worker):
    found: list[str] = []
    outcome = worker.run(never_end, (), Stop(3.0), ignore_progress, found.append)
    assert outcome == Outcome(None, "time")
    assert found == ["found on the way"]
    assert multiprocessing.active_children() == []
    assert worker.run(add, (1, 1), Stop(), ignore_progress, ignore).result == 2


def test_a_cancel_ends_work_that_never_looks(worker):
    stop = Stop()
    outcome = worker.run(never_end, (), stop, ignore_progress, lambda _: stop.cancel())
    assert outcome == Outcome(None, "cancelled")
    assert multiprocessing.active_children() == []


def test_a_failure_is_told_with_its_trace_and_ends_the_process(worker):
    with pytest.raises(PlannerError) as caught:
        worker.run(fail, (), Stop(), ignore_progress, ignore)
    assert "by hand" in caught.value.detail
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_no_reason_to_lose_what_it_found(worker):
    found: list[str] = []
    outcome = worker.run(die, (), Stop(), ignore_progress, found.append)
    assert outcome == Outcome(None, "died", 3)
    assert found == ["last words"]


def test_one_process_serves_one_work_after_the_other(worker):
    numbers = {worker.run(own_number, (), Stop(), ignore_progress, ignore).result for _ in "abc"}
    assert len(numbers) == 1
    assert numbers != {os.getpid()}


def test_the_clock_begins_when_a_prepared_process_is_ready(worker):
    worker.begin(prepare_badly)
    stop = Stop(60)
    asked = time.monotonic()
    assert worker.run(add, (1, 2), stop, ignore_progress, ignore).result == 3
    assert stop.started > asked


def test_a_process_outlives_the_thread_that_asked_for_it(worker):
    numbers = []

    def ask():
        outcome = worker.run(own_number, (), Stop(), ignore_progress, ignore)
        numbers.append(outcome.result)

    for _ in range(2):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        time.sleep(0.1)  # long enough for a signal that must not come
    assert len(set(numbers)) == 1


def test_nothing_is_kept_where_a_process_cannot_be_started(worker, monkeypatch):
    def refuse(_process):
        raise OSError("no more processes")

    monkeypatch.setattr(worker._context.Process, "start", refuse)
    before = threading.active_count()
    with pytest.raises(OSError, match="no more processes"):
        worker.begin()
    assert threading.active_count() == before
