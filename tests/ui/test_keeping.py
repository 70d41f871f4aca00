"""Unsaved work outlives a crash, and no window or program undoes what another one saved."""

from __future__ import annotations

import json
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from planner.project import Document, read_document, write_document
from planner.project.autosave import recoverable
from planner.settings import state_folder
from planner.ui import documents
from planner.ui.documents import Turns
from tests.support.crashing import crash_after_autosave


@pytest.fixture
def saved(study, tmp_path):
    path = tmp_path / "bank.cmplan"
    write_document(Document(name="Bank", inventory=study.inventory), path)
    return path


def crash(saved, name):
    """Have a program open a project, autosave it under another name and end without a word."""
    crash_after_autosave(state_folder(), saved, name)


def question(window):
    return [one for one in window.findChildren(QMessageBox) if one.isVisible()][-1]


def press(box, role):
    next(one for one in box.buttons() if box.buttonRole(one) == role).click()


def quiet(qtbot, *windows):
    qtbot.waitUntil(lambda: not any(one.runner.jobs or one.planning.busy for one in windows))


def rename(window, name):
    window.go("inventory")
    model = window.pages["inventory"].model
    assert model.setData(model.index(0, 1), name)


def test_two_crashed_sessions_are_both_offered_and_taken(windows, saved, qtbot):
    crash(saved, "Older")
    crash(saved, "Newer")
    window = windows.open()
    assert windows.offer_recovery(window)
    box = question(window)
    assert "Newer" in box.text()
    press(box, QMessageBox.ButtonRole.AcceptRole)
    box = question(window)
    assert "Older" in box.text()
    press(box, QMessageBox.ButtonRole.AcceptRole)
    quiet(qtbot, *windows.windows)
    assert [one.session.document.name for one in windows.windows] == ["Newer", "Older"]
    assert all(one.session.would_lose for one in windows.windows)
    assert read_document(saved).name == "Bank"
    for one in list(windows.windows):
        one.close_without_asking()
    assert list(state_folder().glob("*.cmplan")) == []


def test_recovered_work_is_kept_aside_before_the_copy_it_came_from_goes(windows, saved, qtbot):
    crash(saved, "Lost")
    (before,) = state_folder().glob("*.cmplan")
    window = windows.open()
    windows.offer_recovery(window)
    press(question(window), QMessageBox.ButtonRole.AcceptRole)
    quiet(qtbot, window)
    assert not before.exists()
    (after,) = state_folder().glob("*.cmplan")
    assert read_document(after).name == "Lost"


def test_recovered_work_that_is_not_wanted_is_removed_and_a_closed_question_removes_nothing(
    windows, saved, qtbot
):
    crash(saved, "Lost")
    window = windows.open()
    windows.offer_recovery(window)
    question(window).close()
    assert list(state_folder().glob("*.cmplan"))
    windows.offer_recovery(window)
    press(question(window), QMessageBox.ButtonRole.DestructiveRole)
    assert list(state_folder().glob("*.cmplan")) == []
    assert window.session.is_empty


def test_a_copy_that_ended_the_program_is_offered_in_other_words(windows, saved, qtbot):
    crash(saved, "<img src='/dev/zero'>\u202e")
    (note,) = state_folder().glob("*.json")
    window = windows.open()
    windows.offer_recovery(window)
    assert "Go on with" in question(window).text()
    press(question(window), QMessageBox.ButtonRole.AcceptRole)
    assert json.loads(note.read_text("utf-8"))["tried"]
    quiet(qtbot, window)
    (note,) = state_folder().glob("*.json")  # of the window that shows it now
    assert json.loads(note.read_text("utf-8"))["tried"]
    found = recoverable(state_folder())
    assert found == ()  # its window is alive
    window.documents._side = None  # as after a crash in the first moments
    window.documents._timer.stop()


def test_a_copy_that_was_tried_is_not_opened_by_return(windows, saved, qtbot):
    crash(saved, "Lost")
    (one,) = recoverable(state_folder())
    one.mark_tried()
    window = windows.open()
    windows.offer_recovery(window)
    box = question(window)
    assert "ended soon after" in box.text()
    assert box.buttonRole(box.defaultButton()) is QMessageBox.ButtonRole.RejectRole
    box.close()


def test_work_that_was_lived_with_is_no_longer_on_trial(windows, saved, qtbot):
    crash(saved, "Lost")
    window = windows.open()
    windows.offer_recovery(window)
    press(question(window), QMessageBox.ButtonRole.AcceptRole)
    quiet(qtbot, window)
    window.documents._passed()
    quiet(qtbot, window)
    (note,) = state_folder().glob("*.json")
    assert not json.loads(note.read_text("utf-8"))["tried"]


@pytest.mark.parametrize(
    "note", ["{", "[" * 100_000, "x" * 100_000, '{"original": "\\u0000"}', "[]"]
)
def test_no_note_keeps_the_program_from_starting(windows, saved, note):
    crash(saved, "Lost")
    (path,) = state_folder().glob("*.json")
    path.write_text(note, "utf-8")
    window = windows.open()
    assert windows.offer_recovery(window) in (True, False)
    assert window.isVisible()


def test_a_fault_of_the_recovery_itself_keeps_the_program_from_nothing(windows, monkeypatch):
    def fault(folder):
        raise ZeroDivisionError

    monkeypatch.setattr("planner.ui.application.recoverable", fault)
    assert not windows.offer_recovery(windows.open())


def test_a_damaged_copy_is_answered_with_a_sentence(windows, saved, qtbot):
    import zipfile

    crash(saved, "Lost")
    (side,) = state_folder().glob("*.cmplan")
    with zipfile.ZipFile(side, "w") as archive:
        archive.writestr("manifest.json", "{")
    window = windows.open()
    windows.offer_recovery(window)
    press(question(window), QMessageBox.ButtonRole.AcceptRole)
    quiet(qtbot, window)
    assert not window.banner.isHidden()
    assert window.session.is_empty


def test_a_save_while_the_copy_is_written_leaves_no_copy(windows, saved, qtbot):
    window = windows.open([saved])
    qtbot.waitUntil(lambda: not window.session.is_empty)
    quiet(qtbot, window)
    rename(window, "Renamed")
    window.documents.autosave()
    window.commands.run("save")
    quiet(qtbot, window)
    assert list(state_folder().glob("*.cmplan")) == []
    assert read_document(saved).inventory.workloads[0].name == "Renamed"


def test_a_copy_that_cannot_be_written_is_told_of(planned, qtbot):
    state_folder().parent.mkdir(parents=True, exist_ok=True)
    state_folder().write_text("a file where the folder should be")
    rename(planned, "Renamed")
    planned.documents.autosave()
    quiet(qtbot, planned)
    assert not planned.banner.isHidden()
    assert planned.documents.autosave() is not None  # it is tried again
    quiet(qtbot, planned)


def test_a_project_open_in_another_window_is_not_opened_twice(windows, saved, qtbot):
    first = windows.open([saved])
    qtbot.waitUntil(lambda: not first.session.is_empty)
    second, shown = windows.open(), []
    first.raise_ = lambda: shown.append(first)
    second.commands.open_paths([saved])
    quiet(qtbot, first, second)
    assert second.session.is_empty
    assert shown == [first]
    assert windows.showing(saved) is first


def test_a_file_that_somebody_else_has_written_is_not_replaced_without_a_question(
    windows, saved, study, qtbot
):
    window = windows.open([saved])
    qtbot.waitUntil(lambda: not window.session.is_empty)
    quiet(qtbot, window)
    rename(window, "Mine")
    write_document(Document(name="Theirs", inventory=study.inventory), saved)
    window.commands.run("save")
    box = question(window)
    assert saved.name in box.text()
    press(box, QMessageBox.ButtonRole.RejectRole)
    quiet(qtbot, window)
    assert read_document(saved).name == "Theirs"
    window.commands.run("save")
    press(question(window), QMessageBox.ButtonRole.DestructiveRole)
    quiet(qtbot, window)
    assert read_document(saved).inventory.workloads[0].name == "Mine"
    rename(window, "Mine again")
    window.commands.run("save")  # what was saved here is no news
    quiet(qtbot, window)
    assert read_document(saved).inventory.workloads[0].name == "Mine again"


def test_saves_that_end_in_another_order_leave_the_newest(tmp_path):
    turns, target, written = Turns(), tmp_path / "bank.cmplan", []
    first, second = turns.take(), turns.take()
    turns.write(second, target, lambda: written.append("second"))
    turns.write(first, target, lambda: written.append("first"))
    assert written == ["second"]
    assert turns.is_newest(second)
    assert not turns.is_newest(first)
    turns.write(first, tmp_path / "other.cmplan", lambda: written.append("elsewhere"))
    assert written == ["second", "elsewhere"]


def test_a_save_that_fails_does_not_keep_an_older_one_from_the_disk(tmp_path):
    turns, target, written = Turns(), tmp_path / "bank.cmplan", []
    first, second = turns.take(), turns.take()

    def fail():
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        turns.write(second, target, fail)
    turns.write(first, target, lambda: written.append("first"))
    assert written == ["first"]


def test_two_saves_at_once_leave_what_was_saved_last(windows, saved, qtbot, monkeypatch):
    window = windows.open([saved])
    qtbot.waitUntil(lambda: not window.session.is_empty)
    quiet(qtbot, window)
    late = threading.Event()

    def held(document, path):
        if document.inventory.workloads[0].name == "One":
            late.wait(10)
        write_document(document, path)

    monkeypatch.setattr(documents, "write_document", held)
    rename(window, "One")
    window.documents.save(saved)
    rename(window, "Two")
    window.documents.save(saved)
    late.set()
    quiet(qtbot, window)
    assert read_document(saved).inventory.workloads[0].name == "Two"
    assert not window.session.history.dirty


def test_a_copy_is_offered_by_its_time_and_size_and_its_name_is_words(windows, saved, qtbot):
    crash(saved, '<img src="/dev/zero">\u202e\x07' + "long " * 50)
    window = windows.open()
    windows.offer_recovery(window)
    box = question(window)
    assert " KB)" in box.text()
    assert "\u202e" not in box.text()
    assert len(box.text()) < 200
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()


def test_recovered_work_is_held_against_the_file_as_the_copy_knew_it(windows, saved, study, qtbot):
    window = windows.open([saved])
    qtbot.waitUntil(lambda: not window.session.is_empty)
    quiet(qtbot, window)
    rename(window, "Mine")
    window.documents.autosave()
    quiet(qtbot, window)
    (side,) = state_folder().glob("*.cmplan")
    note = side.with_suffix(".json").read_bytes()
    copy = side.read_bytes()
    window.close_without_asking()  # which removes the copy; a crash would not
    side.write_bytes(copy)
    side.with_suffix(".json").write_bytes(note)
    write_document(Document(name="Theirs", inventory=study.inventory), saved)
    again = windows.open()
    windows.offer_recovery(again)
    press(question(again), QMessageBox.ButtonRole.AcceptRole)
    quiet(qtbot, again)
    assert again.documents.changed_elsewhere
    again.commands.run("save")
    assert saved.name in question(again).text()
    question(again).close()
    assert read_document(saved).name == "Theirs"


def test_a_name_that_its_ending_makes_anothers_is_asked_about(planned, saved, qtbot):
    before = saved.read_bytes()
    planned.commands._save_as(saved.with_suffix(""), None)
    box = question(planned)
    assert saved.name in box.text()
    press(box, QMessageBox.ButtonRole.RejectRole)
    quiet(qtbot, planned)
    assert saved.read_bytes() == before
    planned.commands._save_as(saved.with_suffix(""), None)
    press(question(planned), QMessageBox.ButtonRole.DestructiveRole)
    quiet(qtbot, planned)
    assert saved.read_bytes() != before
