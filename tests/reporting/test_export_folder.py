"""Exports: whole or as they were, each on its own, never over a file of the user's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from planner.errors import BadInputError
from planner.reporting import ExportFolder
from tests.support.refusals import refused, told

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("a.txt", "b.txt", "c.txt")


def writers(mark: str, names=NAMES):
    return {name: lambda place, name=name: place.write_text(mark + name) for name in names}


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.name[0] != "."}


@pytest.fixture
def folder(tmp_path: Path) -> ExportFolder:
    folder = ExportFolder(tmp_path / "out")
    folder.prepare(NAMES)
    folder.folder.mkdir()
    return folder


def test_an_export_replaces_an_export(folder):
    folder.fill(writers("1"))
    folder.prepare(NAMES)
    exported = folder.fill(writers("2"))
    assert texts(folder.folder) == {name: f"2{name}" for name in NAMES}
    assert [path.name for path in exported.written] == list(NAMES)


@pytest.mark.parametrize("changed", [False, True])
def test_a_file_of_the_user_is_not_written_over(folder, changed):
    if changed:
        folder.fill(writers("1"))
    (folder.folder / "b.txt").write_text("mine")
    with refused(r"b\.txt"):
        folder.prepare(NAMES)
    assert (folder.folder / "b.txt").read_text() == "mine"
    folder.prepare(NAMES, force=True)


def test_what_cannot_be_made_costs_nothing_else(folder):
    def fail(place: Path) -> None:
        place.write_text("half")
        raise OSError("disk full")

    exported = folder.fill({**writers("1"), "b.txt": fail})
    assert texts(folder.folder) == {"a.txt": "1a.txt", "c.txt": "1c.txt"}
    assert list(exported.failed) == ["b.txt"]


def test_an_interrupt_keeps_what_is_whole_and_no_mix(folder):
    folder.fill(writers("1"))

    def interrupt(place: Path) -> None:
        place.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.fill({**writers("2"), "b.txt": interrupt})
    assert texts(folder.folder) == {"a.txt": "2a.txt"}
    assert [path.name for path in folder.files()] == ["a.txt"]


def test_an_interrupt_before_the_first_file_leaves_the_old_export(folder):
    folder.fill(writers("1"))

    def interrupt(number: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.fill(writers("2"), interrupt)
    assert texts(folder.folder) == {name: f"1{name}" for name in NAMES}


def test_nothing_of_the_staging_stays(folder):
    folder.fill(writers("1"))
    assert [path.name for path in folder.folder.iterdir() if path.is_dir()] == []


def test_a_folder_is_made_when_there_is_something_to_write(tmp_path):
    folder = ExportFolder(tmp_path / "a" / "b")
    folder.prepare(NAMES)
    assert list(tmp_path.iterdir()) == []
    folder.fill(writers("1"))
    assert texts(folder.folder) == {name: f"1{name}" for name in NAMES}


def test_a_folder_below_a_file_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with refused("cannot be written to"):
        ExportFolder(tmp_path / "file" / "out").prepare(NAMES)


def test_a_fault_of_one_drawer_is_named_and_costs_nothing_else(folder):
    def fail(place: Path) -> None:
        raise KeyError("a fault of ours")

    exported = folder.fill({**writers("1"), "a.txt": fail})
    assert texts(folder.folder) == {"b.txt": "1b.txt", "c.txt": "1c.txt"}
    assert "a.txt could not be made" in told(exported.failed["a.txt"])


def test_files_stay_where_the_list_of_them_cannot_be_written(folder, monkeypatch):
    def full(*_args, **_given) -> None:
        raise BadInputError("errors.file.file_place_cannot_be_written", place="x")

    monkeypatch.setattr("planner.reporting.export_folder.write_whole", full)
    assert not folder.fill(writers("1")).failed
    assert texts(folder.folder) == {name: f"1{name}" for name in NAMES}


def test_a_disk_without_room_is_found_before_the_search(folder, monkeypatch):
    with refused("cannot be written"):
        folder.prepare(NAMES, room=1 << 60)
    assert not list(folder.folder.iterdir())
    fresh = ExportFolder(folder.folder / "not" / "there")
    with refused("cannot be written"):
        fresh.prepare(NAMES, room=1 << 60)
    assert not list(folder.folder.iterdir())


def test_files_of_other_names_stay_the_programs_own(folder):
    folder.fill(writers("1"))
    folder.fill(writers("2", names=("runbook.txt",)))
    folder.prepare(NAMES)
    folder.fill(writers("3"))
    assert folder.strangers([*NAMES, "runbook.txt"]) == ()


KILLED_AT_EVERY_STEP = """
import json, os, signal, shutil, sys
from pathlib import Path
from planner.reporting.export_folder import ExportFolder

NAMES = ("a.txt", "b.txt", "c.txt")
steps = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree"}
top = Path(sys.argv[1])

def writers(mark):
    return {name: lambda place, name=name: place.write_text(mark + name) for name in NAMES}

def look(folder):
    there = [path for path in folder.folder.iterdir() if path.name[0] != "."]
    return {path.name: path.read_text() for path in there}

ends = []
for number in range(10_000):
    folder = ExportFolder(top / str(number))
    folder.folder.mkdir()
    folder.fill(writers("1"))
    child = os.fork()
    if not child:
        left = [number]
        def kill_at_last(event, arguments):
            if event in steps and str(folder.folder) in str(arguments[:1]):
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
        sys.addaudithook(kill_at_last)
        folder.fill(writers("2"))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    found = look(folder)
    strangers = folder.strangers(NAMES)
    folder.prepare(NAMES)
    ends.append([found, strangers, look(folder)])
    if not os.WIFSIGNALED(status):
        break
print(json.dumps(ends))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be copied here")
def test_a_kill_at_any_step_leaves_files_of_one_plan_that_the_next_run_completes(tmp_path):
    """Killed before each step on the disk in turn: never a mix, never a file that is nobody's."""
    command = [sys.executable, "-c", KILLED_AT_EVERY_STEP, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    ends = json.loads(done.stdout)
    old, new = ({name: f"{mark}{name}" for name in NAMES} for mark in "12")
    assert ends[0][0] == old
    assert ends[-1][0] == new
    for found, strangers, completed in ends:
        assert found.items() <= old.items() or found.items() <= new.items()
        assert strangers == []
        assert completed in (old, new)
    assert any(found not in (old, new) for found, _, _ in ends)  # some fell between two moves


def test_two_runs_that_write_into_one_folder_at_once_come_after_each_other(tmp_path):
    """The second begins while the first has its files in the making."""
    first, second = (ExportFolder(tmp_path / "out") for _ in range(2))

    def late() -> None:
        second.prepare(NAMES)
        second.fill(writers("2"))

    other = threading.Thread(target=late)

    def slow(place: Path) -> None:
        other.start()
        other.join(0.05)
        place.write_text("1a.txt")

    assert not first.fill({**writers("1"), "a.txt": slow}).failed
    other.join()
    assert texts(tmp_path / "out") == {name: f"2{name}" for name in NAMES}


def test_a_folder_that_another_run_does_not_let_go_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("planner.reporting.export_folder.PATIENCE_S", 0.0)
    folder = ExportFolder(tmp_path)
    with folder._stage(0.0) as stage:
        with refused("Another run of the program is writing"):
            folder.fill(writers("1"))
        assert stage is not None
        assert stage.is_dir()
    assert list(tmp_path.iterdir()) == []
