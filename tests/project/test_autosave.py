"""A side file tells of a crash and gives the work back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from planner.project import Document
from planner.project.autosave import autosave, discard, recoverable, side_file


def dead_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def crash(side: Path) -> None:
    note = side.with_suffix(".json")
    data = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps({**data, "process": dead_process()}), encoding="utf-8")


def test_work_comes_back_after_a_crash(tmp_path: Path) -> None:
    original = tmp_path / "bank.cmplan"
    side = side_file(tmp_path / "side", original)
    autosave(Document(name="Bank"), side, original)
    assert recoverable(tmp_path / "side") == ()  # this program still runs
    crash(side)
    (found,) = recoverable(tmp_path / "side")
    assert found.original == original
    assert found.open() == Document(name="Bank")
    assert not original.exists()


def test_an_ordinary_close_leaves_nothing(tmp_path: Path) -> None:
    side = side_file(tmp_path, None)
    autosave(Document(), side, None)
    discard(side)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_side_file_is_not_offered(tmp_path: Path) -> None:
    side = side_file(tmp_path, None)
    autosave(Document(), side, None)
    crash(side)
    side.write_bytes(b"half")
    assert recoverable(tmp_path) == ()
