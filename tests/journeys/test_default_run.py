"""The default run of ``plan``, from a spreadsheet to a roadmap: one plan, whatever is otherwise.

In another language here; in processes of its own, wherever it is installed, in
``tests/test_installed.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.commands import call
from tests.support.projects import TINY
from tests.support.tiny_planned import DAY, KNOWN, files_of, tiny_planned


@pytest.fixture(scope="module")
def english() -> Path:
    """The tiny sample as most people plan it."""
    return tiny_planned() / "out"


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


def test_it_is_summed_up_as_json(english: Path) -> None:
    said = json.loads((english.parent / "said.json").read_text("utf-8"))
    assert said["status"] == "optimal"
    assert sum(said["targets"].values()) == 8
    assert {Path(path).name for path in said["written"]} >= {"roadmap.pdf", "solution.json"}


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
