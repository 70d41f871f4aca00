"""A plan that was found is written somewhere, whatever has become of its place meanwhile."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from planner import pipeline
from planner.cli import run
from planner.optimising.check import check_plan
from planner.optimising.plan_file import read_plan
from planner.optimising.problem_file import read_problem
from planner.shipped import LIBRARIES
from tests.journeys.commands import ROOT
from tests.support.small_disk import fill_up, small_disk

__all__ = ["small_disk"]

TINY = str(ROOT / "samples" / "tiny.xlsx")
LIMIT = ["--work-limit", "20", "--parts", "summary"]
pytestmark = pytest.mark.usefixtures("one_process")


def is_whole(folder: Path) -> bool:
    problem = read_problem(folder / "problem.json")
    return not check_plan(problem, read_plan(folder / "solution.json", problem))


def after_the_search(monkeypatch, happen):
    """Have something happen when the search is over."""
    walk = pipeline.walk

    def walked(*arguments, **given):
        study = walk(*arguments, **given)
        happen()
        return study

    monkeypatch.setattr(pipeline, "walk", walked)


def test_a_file_that_comes_up_in_the_folder_is_kept_and_so_is_the_plan(
    tmp_path, capsys, monkeypatch
):
    out = tmp_path / "out"

    def come_up():
        out.mkdir()
        (out / "roadmap.pdf").write_text("mine")

    after_the_search(monkeypatch, come_up)
    assert run(["plan", TINY, "-o", str(out), *LIMIT]) == 0
    assert (out / "roadmap.pdf").read_text() == "mine"
    assert is_whole(tmp_path / "out-2")
    assert "out-2" in capsys.readouterr().out


def test_a_project_that_cannot_be_kept_costs_no_export(tmp_path, capsys, monkeypatch):
    keep = tmp_path / "keep"
    keep.mkdir()
    after_the_search(monkeypatch, lambda: shutil.rmtree(keep))
    arguments = ["plan", TINY, "-o", str(tmp_path / "out"), *LIMIT]
    assert run([*arguments, "--project", str(keep / "a.cmplan")]) == 1
    assert "a.cmplan was not written" in capsys.readouterr().err
    assert is_whole(tmp_path / "out")


@pytest.mark.parametrize(("place", "status"), [("pipe", 0), ("/dev/full", 2)])
def test_a_plan_is_written_though_nobody_reads_what_is_said_of_it(
    tmp_path, capfd, monkeypatch, place, status
):
    if place == "pipe":
        read, write = os.pipe()
        os.close(read)
    else:
        write = os.open(place, os.O_WRONLY)
    arguments = ["plan", TINY, "-o", str(tmp_path / "out"), *LIMIT]
    with os.fdopen(write, "w") as said:
        monkeypatch.setattr(sys, "stdout", said)
        assert run(arguments) == status
    assert is_whole(tmp_path / "out")
    assert (tmp_path / "out" / "roadmap.pdf").exists()
    assert len(capfd.readouterr().err.splitlines()) == bool(status)


def test_closed_standard_streams_lead_nowhere_and_into_no_file():
    command = shlex.join([sys.executable, str(ROOT / "main.py"), "check", TINY])
    ended = subprocess.run(["sh", "-c", f"exec {command} <&- >&- 2>&-"], check=False)
    assert ended.returncode == 0


def test_a_foreign_plan_that_cannot_be_read_is_told_before_the_search(tmp_path, capsys):
    foreign = tmp_path / "none.xlsx"
    arguments = ["plan", TINY, "-o", str(tmp_path / "out"), *LIMIT]
    assert run([*arguments, "--compare", str(foreign)]) == 2
    assert "none.xlsx" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_list_without_waves_is_no_foreign_plan(tmp_path, capsys):
    foreign = tmp_path / "list.csv"
    foreign.write_text("Application,Owner\nCore Banking,Li Wei\n", encoding="utf-8")
    arguments = ["plan", TINY, "-o", str(tmp_path / "out"), *LIMIT]
    assert run([*arguments, "--compare", str(foreign)]) == 2
    assert "list.csv gives no application a wave" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_project_in_no_folder_is_found_before_the_search(tmp_path, capsys):
    arguments = ["plan", TINY, "-o", str(tmp_path / "out"), *LIMIT]
    assert run([*arguments, "--project", str(tmp_path / "none" / "a.cmplan")]) == 2
    assert "a.cmplan" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_found_before_the_search(small_disk, capsys):
    fill_up(small_disk)
    assert run(["plan", TINY, "-o", str(small_disk / "out"), *LIMIT]) == 2
    assert "out" in capsys.readouterr().err


@pytest.mark.parametrize("left", [0, 40_000, 250_000])
def test_a_disk_that_fills_up_during_the_search_costs_no_plan(
    small_disk, capsys, monkeypatch, left
):
    """What fits is there, whole; what does not is named; and the plan is somewhere."""
    out = small_disk / "out"
    after_the_search(monkeypatch, lambda: fill_up(small_disk, left))
    status = run(["plan", TINY, "-o", str(out), *LIMIT])
    said = capsys.readouterr()
    assert status in (0, 1)
    assert "not written" in said.err
    places = re.findall(r"(/\S+)/solution\.json", said.out)
    assert len(places) == 1, said
    assert is_whole(Path(places[0]))
    if places[0] != str(out):
        shutil.rmtree(places[0])
    assert not list(small_disk.rglob("*.part"))


@pytest.mark.parametrize("missing", ["highspy", "python_calamine", "reportlab"])
def test_a_missing_library_is_found_before_anything_is_read(tmp_path, capsys, monkeypatch, missing):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "planner.shipped.find_spec", lambda name: None if name == missing else found(name)
    )
    arguments = ["plan", str(tmp_path / "not looked at.xlsx"), "-o", str(tmp_path / "out")]
    assert run(arguments) == 2
    assert f"not complete: {missing} is missing" in capsys.readouterr().err


def test_what_is_looked_for_is_what_the_package_needs():
    """Every library that is declared, but the few without which no sentence can be said."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split("[^A-Za-z0-9_-]", one)[0].lower() for one in declared["dependencies"]}
    brings = importlib.metadata.packages_distributions()
    looked_for = {one.lower() for name in LIBRARIES for one in brings[name]}
    assert named - looked_for == {"babel", "platformdirs", "pyside6-essentials", "pyside6-pdf"}
