"""Jobs: who waits for whom, what is given up, and how a window gets the interpreter."""

from __future__ import annotations

import gc
import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from planner.jobs import Stop
from planner.ui.courtesy import Courtesy
from planner.ui.runner import Runner


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    made.shut_down()


def test_questions_are_answered_one_after_the_other_and_other_jobs_beside_them(runner, qtbot):
    go, order = threading.Event(), []

    def question(name):
        def work(stop, listen):
            order.append(f"{name} begins")
            go.wait()
            order.append(f"{name} ends")

        return work

    runner.start("first", question("first"), alone=True)
    runner.start("second", question("second"), alone=True)
    beside = runner.start("beside", lambda stop, listen: order.append("beside"))
    qtbot.waitUntil(lambda: not beside.running)
    assert sorted(order) == ["beside", "first begins"]
    go.set()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert [one for one in order if one != "beside"] == [
        "first begins", "first ends", "second begins", "second ends",
    ]  # fmt: skip


def test_a_question_that_waits_is_cancelled_before_it_has_begun(runner, qtbot):
    go, ran, ended = threading.Event(), [], []
    runner.start("first", lambda stop, listen: go.wait(), alone=True)
    second = runner.start("second", lambda stop, listen: ran.append(1), alone=True)
    second.cancelled.connect(lambda: ended.append("cancelled"))
    second.cancel()
    assert ended == ["cancelled"]
    go.set()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert ran == []


def test_a_question_that_somebody_asks_goes_before_those_that_nobody_has_asked(runner, qtbot):
    ended: list[int] = []
    answers: list[int] = []

    def idle(stop, listen):
        while True:
            time.sleep(0.01)
            stop.raise_if_cancelled()

    runner.start("idle", idle, quiet=True, alone=True).cancelled.connect(lambda: ended.append(1))
    runner.start("asked", lambda stop, listen: 7, done=answers.append, alone=True)
    qtbot.waitUntil(lambda: answers == [7])
    assert ended == [1]


def test_a_question_that_hangs_is_given_up_and_the_next_one_answered(runner, qtbot, monkeypatch):
    monkeypatch.setattr("planner.ui.runner.GIVEN_UP_MS", 50)
    monkeypatch.setattr("planner.ui.runner.log.warning", lambda *told: None)
    hang, ended = threading.Event(), []
    answers: list[int] = []
    hung = runner.start("hangs", lambda stop, listen: hang.wait(), alone=True)
    hung.cancelled.connect(lambda: ended.append("cancelled"))
    runner.start("next", lambda stop, listen: 7, done=answers.append, alone=True)
    hung.cancel()
    qtbot.waitUntil(lambda: answers == [7])
    assert ended == ["cancelled"]
    hang.set()


def test_the_end_waits_for_no_question_that_hangs(qapp):
    runner, begun, hang = Runner(), threading.Event(), threading.Event()

    def hangs(stop, listen):
        begun.set()
        hang.wait()

    runner.start("hangs", hangs, alone=True)
    assert begun.wait(600)
    assert not runner.shut_down(alone_ms=50)
    hang.set()
    assert runner.shut_down()


def test_a_job_waits_while_the_windows_thread_is_at_work(qapp, qtbot):
    courtesy, seen = Courtesy(), []
    qtbot.wait(20)  # the loop has turned, so that its frame is known
    calls = threading.Thread(target=lambda: seen.append(courtesy.window_works))
    calls.start()
    calls.join()  # this thread is at work: it waits here, outside of the loop

    def look_later() -> None:
        time.sleep(0.05)
        seen.append(courtesy.window_works)

    idle = threading.Thread(target=look_later)
    idle.start()
    while idle.is_alive():
        qtbot.wait(100)
    assert seen == [True, False]


def test_a_job_is_not_held_up_for_long_by_a_window_that_stands_still(qapp):
    courtesy = Courtesy()
    done: list[int] = []
    stop = Stop(give_way=courtesy)
    worker = threading.Thread(target=lambda: done.extend(stop.watch(range(3))))
    worker.start()
    worker.join(600)  # this thread never goes back to its loop
    assert done == [0, 1, 2]
    courtesy.end()


def test_no_garbage_is_collected_on_a_jobs_thread(runner, qtbot):
    """There it would delete widgets of a closed window while the window's thread draws others."""
    seen, go = [], threading.Event()

    def look_and_wait(stop, listen):
        seen.append(gc.isenabled())
        go.wait()

    runner.start("a job", look_and_wait)
    runner.start("short", lambda stop, listen: seen.append(gc.isenabled()))
    qtbot.waitUntil(lambda: len(runner.jobs) == 1 and len(seen) == 2)
    assert not gc.isenabled()  # the longer one still works
    go.set()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert seen == [False, False]
    assert gc.isenabled()


def test_a_job_that_has_ended_can_still_be_told_to_stop(runner, qtbot):
    job = runner.start("short", lambda stop, listen: None)
    gone = []
    job.destroyed.connect(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))  # whoever started it may hold it still
    job.cancel()
    assert job.stop.cancelled


def test_a_cancel_is_answered_while_the_work_goes_on_unless_what_it_does_counts(
    runner, qtbot, monkeypatch
):
    monkeypatch.setattr("planner.ui.runner.GIVEN_UP_MS", 50)
    hang, begun, ended = threading.Event(), [], []

    def work(stop, listen):
        begun.append(1)
        return hang.wait()

    drawing = runner.start("drawing", work)
    drawing.cancelled.connect(lambda: ended.append("cancelled"))
    saving = runner.start("saving", work, done=ended.append, keeps=True)
    qtbot.waitUntil(lambda: len(begun) == 2)
    drawing.cancel()
    saving.cancel()
    qtbot.waitUntil(lambda: ended == ["cancelled"])
    hang.set()
    qtbot.waitUntil(lambda: ended == ["cancelled", True])


def test_garbage_is_not_looked_for_under_somebodys_hands(runner, qtbot, monkeypatch):
    looked = []
    monkeypatch.setattr("planner.ui.runner.RESTS", 1)
    monkeypatch.setattr("planner.ui.runner.gc.collect", lambda *_: looked.append(1))
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    window = widget.windowHandle()
    runner._tidying = True
    runner._hands.watch()
    QTest.keyClick(window, Qt.Key.Key_A)
    runner._tidy()
    assert not looked
    assert runner._tidying  # it is asked again later
    runner._tidy()
    assert looked == [1]
    assert not runner._tidying
    QTest.keyClick(window, Qt.Key.Key_A)
    assert not runner._hands.moved  # nothing comes by any more
