"""No command writes over a file of the user's, whatever it is asked to write where."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import pytest

from planner.cli import run
from planner.importing.imported import import_files
from planner.project import Document, read_document, write_document
from planner.reporting import FILE_NAMES

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LIMIT = ["--work-limit", "20"]
SHORT = [*LIMIT, "--parts", "summary"]
PROGRAMME = str(SAMPLES / "mid-programme.cmplan")
DAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    shutil.copy(SAMPLES / "tiny.xlsx", path)
    return path


def test_a_template_is_not_written_over_a_workbook(inventory, capsys):
    before = inventory.read_bytes()
    assert run(["template", str(inventory)]) == 2
    assert "would be lost" in capsys.readouterr().err
    assert inventory.read_bytes() == before
    assert run(["template", str(inventory), "--force"]) == 0


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_inventory_is_not_written_over_by_its_plan(inventory, capsys, force):
    before = inventory.read_bytes()
    assert run(["plan", str(inventory), "-o", str(inventory.parent), *LIMIT, *force]) == 2
    assert "which is read here" in capsys.readouterr().err
    assert inventory.read_bytes() == before


@pytest.mark.parametrize(
    ("option", "name", "sign"),
    [
        ("--compare", "waves.csv", ""),
        ("--compare", "plan.xlsx", ""),
        ("--only", "waves.csv", "@"),
        ("--mapping", "plan.json", ""),
    ],
)
def test_what_is_read_beside_the_inventory_is_no_export_to_be(tmp_path, capsys, option, name, sign):
    """Not even one that the program made: it is what the new plan is set against."""
    arguments = ["plan", str(SAMPLES / "tiny.xlsx"), "-o", str(tmp_path), "--force", *SHORT]
    (tmp_path / name).write_text("mine")
    assert run([*arguments, option, f"{sign}{tmp_path / name}"]) == 2
    assert "which is read here" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_files_of_the_folder_that_are_the_users_stay(tmp_path, capsys):
    mine = tmp_path / "out" / "roadmap.pdf"
    mine.parent.mkdir()
    mine.write_text("mine")
    arguments = ["plan", str(SAMPLES / "tiny.xlsx"), "-o", str(mine.parent), *SHORT]
    assert run(arguments) == 2
    assert mine.read_text() == "mine"
    assert run([*arguments, "--force"]) == 0
    assert mine.read_bytes().startswith(b"%PDF")
    assert run(arguments) == 0  # an export replaces an export
    capsys.readouterr()


def stranger(place: Path, kind: str) -> Path:
    """Put something of a user's at ``place``; return what may not change."""
    place.parent.mkdir()
    mine = place if kind == "file" else place.parent.parent / "mine.txt"
    if kind == "folder":
        place.mkdir()
        mine = place / "mine.txt"
    mine.write_text("mine")
    if kind == "link":
        place.symlink_to(mine)
    return mine


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        *((["plan", str(SAMPLES / "tiny.xlsx"), *LIMIT], name) for name in FILE_NAMES),
        (["runbook", PROGRAMME, "3"], "runbook-wave-3.xlsx"),
        (["runbook", PROGRAMME, "3"], "runbook-wave-3.html"),
        (["question-sheets", PROGRAMME], "{sheet}"),
        (["solve", str(SAMPLES / "tiny.json"), *LIMIT], ""),
    ],
)
def test_nothing_is_written_where_something_of_the_users_lies(
    tmp_path, capsys, arguments, name, kind
):
    if name == "{sheet}":
        assert run([*arguments, "-o", str(tmp_path / "sheets")]) == 0
        name = min(path.name for path in (tmp_path / "sheets").glob("*.xlsx"))
    place = tmp_path / "out" / (name or "p.json")
    mine = stranger(place, kind)
    before = place.is_symlink(), sorted(place.parent.iterdir())
    assert run([*arguments, "-o", str(place.parent if name else place)]) == 2
    assert place.name in capsys.readouterr().err
    assert mine.read_text() == "mine"
    assert (place.is_symlink(), sorted(place.parent.iterdir())) == before


def test_how_columns_are_read_is_not_written_over_anything(tmp_path, capsys):
    mine = stranger(tmp_path / "out" / "columns.json", "link")
    place = tmp_path / "out" / "columns.json"
    assert run(["check", str(SAMPLES / "tiny.xlsx"), "--write-mapping", str(place)]) == 2
    assert "would be lost" in capsys.readouterr().err
    assert mine.read_text() == "mine"


def test_a_problem_is_not_written_over_by_its_plan(tmp_path, capsys):
    problem, plan = tmp_path / "p.json", tmp_path / "plan.json"
    shutil.copy(SAMPLES / "tiny.json", problem)
    before = problem.read_bytes()
    assert run(["solve", str(problem), "-o", str(problem), *LIMIT]) == 2
    assert problem.read_bytes() == before
    assert run(["solve", str(problem), "-o", str(plan), *LIMIT]) == 0
    assert run(["solve", str(problem), "-o", str(plan), *LIMIT]) == 0  # a plan replaces a plan
    plan.write_text("notes of mine")
    assert run(["solve", str(problem), "-o", str(plan), *LIMIT]) == 2
    assert plan.read_text() == "notes of mine"
    capsys.readouterr()


def test_a_project_that_is_none_is_said_before_the_search(tmp_path, capsys):
    place = tmp_path / "mine.cmplan"
    place.write_text("mine")
    arguments = ["plan", str(SAMPLES / "tiny.xlsx"), "-o", str(tmp_path / "out"), *LIMIT]
    assert run([*arguments, "--project", str(place)]) == 2
    assert place.read_text() == "mine"
    assert not list((tmp_path / "out").glob("*.pdf"))
    capsys.readouterr()


def test_another_clients_inventory_is_not_taken_into_a_project(tmp_path, capsys):
    project, other = tmp_path / "a.cmplan", tmp_path / "other.csv"
    inventory = import_files([SAMPLES / "tiny.xlsx"], today=DAY).inventory
    typed = dataclasses.replace(
        inventory.workloads[0], name="Typed here", edited=frozenset({"name"})
    )
    workloads = (typed, *inventory.workloads[1:])
    write_document(Document(inventory=dataclasses.replace(inventory, workloads=workloads)), project)
    before = project.read_bytes()
    rows = "".join(f"{one.id},Unheard of {one.id},4\n" for one in workloads)
    other.write_text(f"ID,Application,Cores\n{rows}", encoding="utf-8")
    common = ["-o", str(tmp_path / "out"), "--project", str(project), *SHORT]
    assert run(["plan", str(other), *common]) == 2
    assert "holds another inventory" in capsys.readouterr().err
    assert project.read_bytes() == before
    other.write_text(f"ID,Application\n{workloads[1].id},{workloads[1].name}\n", encoding="utf-8")
    assert run(["plan", str(other), *common]) == 2, "a few of its systems are not the whole"
    assert project.read_bytes() == before
    assert run(["plan", str(SAMPLES / "tiny.xlsx"), *common]) == 0
    kept = read_document(project).inventory.workloads[0]
    assert (kept.name, kept.edited) == ("Typed here", frozenset({"name"}))
    other.write_text(f"ID,Application,Cores\n{rows}", encoding="utf-8")
    assert run(["plan", str(other), *common, "--force"]) == 0
    assert "Unheard" in read_document(project).inventory.workloads[1].name
    capsys.readouterr()
