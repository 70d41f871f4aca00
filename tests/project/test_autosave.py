"""A side file tells of a crash and gives the work back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.project import Document, read_document
from planner.project.autosave import SideFile, recoverable

ROOT = Path(__file__).resolve().parents[2]
CRASH = """
import os, sys
from pathlib import Path
from planner.codec import whole_files
from planner.project import Document
from planner.project.autosave import SideFile

folder, name, original, when = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
side = SideFile(folder)
side.write(Document(name=name), Path(original) if original else None)
if when == "while writing":
    whole_files.os.fsync = lambda handle: os._exit(9)
    side.write(Document(name="never whole"), None)
if when == "before the first is whole":
    side.discard()
    whole_files.os.fsync = lambda handle: os._exit(9)
    side.write(Document(name="never whole"), None)
os._exit(9)
"""


def crash(folder: Path, name: str, original: Path | str = "", when: str = "after") -> None:
    """Have a program autosave and end without a word."""
    command = [sys.executable, "-c", CRASH, str(folder), name, str(original), when]
    done = subprocess.run(command, cwd=ROOT, check=False)
    assert done.returncode == 9


def test_work_comes_back_after_a_crash(tmp_path: Path) -> None:
    original = tmp_path / "bank.cmplan"
    crash(tmp_path / "side", "Bank", original)
    (found,) = recoverable(tmp_path / "side")
    assert found.original == original
    assert found.open() == Document(name="Bank")
    assert not original.exists()
    found.discard()
    assert list((tmp_path / "side").iterdir()) == []


def test_what_a_living_window_keeps_is_not_offered(tmp_path: Path) -> None:
    side = SideFile(tmp_path)
    side.write(Document(name="Bank"), None)
    assert recoverable(tmp_path) == ()
    side.discard()
    assert list(tmp_path.iterdir()) == []


def test_two_windows_on_one_project_keep_their_work_apart(tmp_path: Path) -> None:
    original = tmp_path / "bank.cmplan"
    one, other = SideFile(tmp_path / "side"), SideFile(tmp_path / "side")
    one.write(Document(name="One"), original)
    other.write(Document(name="Other"), original)
    assert read_document(one.path).name == "One"
    other.discard()
    assert read_document(one.path).name == "One"
    one.discard()


def test_two_crashes_are_both_offered_the_newest_last(tmp_path: Path) -> None:
    original = tmp_path / "bank.cmplan"
    for name in ("Older", "Newer"):
        crash(tmp_path / "side", name, original)
    assert [one.open().name for one in recoverable(tmp_path / "side")] == ["Older", "Newer"]


@pytest.mark.parametrize(
    ("when", "kept"), [("while writing", ["Bank"]), ("before the first is whole", [])]
)
def test_a_crash_while_it_is_written_leaves_what_was_kept_before(
    tmp_path: Path, when: str, kept: list[str]
) -> None:
    crash(tmp_path, "Bank", when=when)
    assert [one.open().name for one in recoverable(tmp_path)] == kept


def test_fragments_of_a_write_are_removed_after_a_day(tmp_path: Path) -> None:
    crash(tmp_path, "Bank", when="while writing")
    (part,) = tmp_path.glob(".*.part")
    recoverable(tmp_path)
    assert part.exists()  # somebody may still be writing it
    old = time.time() - 100_000
    os.utime(part, (old, old))
    recoverable(tmp_path)
    assert not part.exists()


def test_a_broken_side_file_is_not_offered(tmp_path: Path) -> None:
    crash(tmp_path, "Bank")
    (side,) = tmp_path.glob("*.cmplan")
    side.write_bytes(b"half")
    assert recoverable(tmp_path) == ()
