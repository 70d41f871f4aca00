"""The default run of ``plan``, from a spreadsheet to a roadmap: one plan, whatever is otherwise."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.journeys.commands import ROOT, call, run_command

TINY = ROOT / "samples" / "tiny.xlsx"
KNOWN: dict[str, Any] = json.loads((ROOT / "samples" / "expected" / "tiny.json").read_text("utf-8"))
DAY = ("--today", KNOWN["today"])
SECONDS = re.compile(rb'"seconds": ?[0-9.e-]+')
"""Found in the files of the plan; it alone may differ."""
DIGESTS = ".exports.json"
"""The record of what was written, by digest: of files with their seconds."""


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what a run wrote, by name, without its seconds."""
    return {
        str(path.relative_to(folder)): SECONDS.sub(b"", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != DIGESTS
    }


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny sample as most people plan it."""
    out = tmp_path_factory.mktemp("english") / "out"
    given = {**os.environ, "PYTHONHASHSEED": "1", "LC_ALL": "en_US.UTF-8"}
    done = run_command("plan", TINY, "-o", out, "--lang", "en", *DAY, environment=given)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_the_tiny_sample_gets_its_known_plan(english: Path) -> None:
    plan = json.loads((english / "solution.json").read_text(encoding="utf-8"))
    assert plan["status"] == KNOWN["status"] == "optimal"
    assert plan["violations"] == []
    assert plan["placement"] == KNOWN["placement"]
    assert plan["wave"] == KNOWN["wave"]
    worth = plan["placement_value"] + plan["wave_value"]
    assert worth == pytest.approx(KNOWN["worth"], rel=1e-4)


def test_all_files_are_written_and_stand_the_check(english: Path) -> None:
    written = {path.name for path in english.iterdir()}
    assert {"roadmap.pdf", "plan.xlsx", "plan.json", "problem.json", "solution.json"} <= written
    assert len(PdfReader(english / "roadmap.pdf").pages) >= 8
    verified = call("verify", english / "problem.json", english / "solution.json")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_processors_language_and_hashes_change_no_byte(english: Path, tmp_path: Path) -> None:
    """Where the system can, all processes of the second run share one core."""
    given = {**os.environ, "PYTHONHASHSEED": "2", "LC_ALL": "zh_CN.UTF-8"}
    out = tmp_path / "out"
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    if allowed:
        os.sched_setaffinity(0, {min(allowed)})  # children inherit it
    try:
        done = run_command("plan", TINY, "-o", out, "--lang", "en", *DAY, environment=given)
    finally:
        if allowed:
            os.sched_setaffinity(0, allowed)
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = files_of(english), files_of(out)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.usefixtures("one_process")
def test_in_chinese_it_is_the_same_plan_with_chinese_words(english: Path, tmp_path: Path) -> None:
    out, kept = tmp_path / "out", tmp_path / "kept.cmplan"
    words = ("--lang", "zh", "--parts", "summary", "--paper", "letter", "--project", kept, *DAY)
    done = call("plan", TINY, "-o", out, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = files_of(english), files_of(out)
    assert first["solution.json"] == second["solution.json"]
    assert json.loads((out / "plan.json").read_bytes())["scenario"]["name"] == "基准"
    pages = PdfReader(out / "roadmap.pdf").pages
    assert len(pages) == 2
    assert (pages[0].mediabox.width, pages[0].mediabox.height) == (792, 612)
    again = call("plan", TINY, "-o", out, *words)
    assert again.returncode == 0, again.stderr
    assert kept.is_file()
