"""Files of strangers are read in a child of the window: one sentence, the window alive."""

from __future__ import annotations

import os
import threading
from datetime import date

import pytest

from planner.editing import imports
from planner.errors import CancelledError
from planner.importing import MappingBook
from planner.jobs import Stop, ignore_progress

LIST = "Application,Cores\nPayroll,4\nLedger,8\n"
TODAY = date(2026, 3, 2)


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "apps.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def abort(*_: object) -> None:
    os.abort()


def never_end(*_: object) -> None:
    threading.Event().wait()


def test_what_a_child_sees_is_what_this_process_sees(small):
    book = MappingBook()
    here = imports.look_at_files([small], TODAY, book)
    there = imports.look_apart([small], TODAY, book, Stop(), ignore_progress)
    assert there == here
    assert there.sheets


def test_a_parser_that_aborts_is_one_sentence_and_the_window_goes_on(
    window, qtbot, small, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(imports, "_look", abort)
        window.commands.open_paths([small])
        qtbot.waitUntil(window.banner.isVisible)
    assert "apps.csv" in window.banner.sentence.text()
    assert window.session.is_empty
    assert not window.runner.jobs
    window.commands.open_paths([small])  # and the next file is read
    qtbot.waitUntil(lambda: not window.session.is_empty)


def test_a_cancel_ends_a_reading_that_has_no_end(window, qtbot, small, monkeypatch):
    monkeypatch.setattr(imports, "_look", never_end)
    window.commands.open_paths([small])
    (job,) = window.runner.jobs
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert window.session.is_empty
    assert not window.banner.isVisible()


def test_a_list_imported_again_is_read_in_a_child(window, qtbot, small, monkeypatch):
    window.commands.open_paths([small])
    qtbot.waitUntil(lambda: not window.session.is_empty)
    from planner.importing import apart

    monkeypatch.setattr(apart, "_import", abort)
    window.imports.again(small)
    qtbot.waitUntil(window.banner.isVisible)
    assert "apps.csv" in window.banner.sentence.text()


def test_a_cancelled_look_raises_what_a_job_takes_for_a_cancel(small, monkeypatch):
    stop = Stop()
    stop.cancel()
    monkeypatch.setattr(imports, "_look", never_end)
    with pytest.raises(CancelledError):
        imports.look_apart([small], TODAY, MappingBook(), stop, ignore_progress)
