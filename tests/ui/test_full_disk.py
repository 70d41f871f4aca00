"""A disk that is full while the window works: a sentence each, nothing lost, no half file."""

from __future__ import annotations

import errno
import os

import pytest

from planner.project import Document, read_document, write_document
from planner.reporting import ReportOptions
from planner.settings import state_folder
from tests.support.small_disk import fill_up, small_disk
from tests.ui.test_keeping import quiet, rename

__all__ = ["small_disk"]

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def work(windows, study, tmp_path, qtbot):
    """A window with unsaved work in a project that was saved at a place of one's own."""

    def begin(folder):
        path = folder / "bank.cmplan"
        write_document(Document(name="Bank", inventory=study.inventory), path)
        window = windows.open([path])
        window.planning.live = False
        qtbot.waitUntil(lambda: not window.session.is_empty)
        quiet(qtbot, window)
        rename(window, "Renamed")
        return window, path

    return begin


def full(monkeypatch):
    """Have every file that is to be brought to the disk meet a full one."""

    def fsync(handle):
        raise FULL

    monkeypatch.setattr("planner.codec.whole_files.os.fsync", fsync)


def told(window):
    assert window.banner.isVisible()
    words = window.banner.sentence.text()
    window.banner.hide()
    return words


def hold_on(window, path, qtbot):
    """Save, keep aside and export: what is said, and that all is as it was."""
    before = path.read_bytes()
    window.commands.run("save")
    quiet(qtbot, window)
    assert path.name in told(window)
    assert path.read_bytes() == before
    assert window.session.history.dirty
    assert window.session.document.inventory.workloads[0].name == "Renamed"
    assert not list(path.parent.glob(".*.part"))


def test_a_save_on_a_full_disk_is_told_and_done_again_when_there_is_room(
    work, tmp_path, monkeypatch, qtbot
):
    window, path = work(tmp_path)
    with monkeypatch.context() as patched:
        full(patched)
        hold_on(window, path, qtbot)
    window.commands.run("save")
    quiet(qtbot, window)
    assert read_document(path).inventory.workloads[0].name == "Renamed"
    assert not window.session.history.dirty


def test_work_that_cannot_be_kept_aside_is_told_without_a_name_nobody_knows(
    work, tmp_path, monkeypatch, qtbot
):
    window, _ = work(tmp_path)
    with monkeypatch.context() as patched:
        full(patched)
        window.documents.autosave()
        quiet(qtbot, window)
        assert told(window) == window.session.say("ui_window.autosave.failed")
    window.documents.autosave()
    quiet(qtbot, window)
    assert not window.banner.isVisible()
    (side,) = state_folder().glob("*.cmplan")
    assert read_document(side).inventory.workloads[0].name == "Renamed"


@pytest.mark.parametrize("whole", [True, False])
def test_an_export_on_a_full_disk_leaves_the_old_one(planned, tmp_path, monkeypatch, qtbot, whole):
    place = tmp_path / "out"
    place = place if whole else tmp_path / "roadmap.pdf"
    if not whole:
        place.write_bytes(b"%PDF of before")

    def write_whole(*arguments, **given):
        raise FULL

    monkeypatch.setattr("planner.codec.whole_files._write", write_whole)
    planned.documents.export(place, "en", None if whole else ReportOptions())
    quiet(qtbot, planned)
    assert told(planned)
    if whole:
        assert not place.exists() or not [one for one in place.iterdir() if one.name[0] != "."]
    else:
        assert place.read_bytes() == b"%PDF of before"


def test_a_real_disk_that_is_full(work, small_disk, qtbot):
    window, path = work(small_disk)
    fill_up(small_disk)
    hold_on(window, path, qtbot)
    (small_disk / "filler").unlink()
    window.commands.run("save")
    quiet(qtbot, window)
    assert read_document(path).inventory.workloads[0].name == "Renamed"


@pytest.mark.parametrize("left", [0, 100_000])
def test_a_real_disk_that_fills_up_under_an_export(planned, small_disk, qtbot, left):
    fill_up(small_disk, left)
    out = small_disk / "out"
    planned.documents.export(out, "en", None)
    quiet(qtbot, planned)
    assert told(planned)
    written = [one for one in out.iterdir() if one.name[0] != "."] if out.exists() else []
    assert all(one.stat().st_size for one in written)
    assert not [*small_disk.rglob("*.part"), *small_disk.glob("out/.exports-*")]
    assert {"problem.json", "solution.json"} <= {one.name for one in written} or not left
