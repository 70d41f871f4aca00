"""Bad input: exit status 2, one sentence, no traceback, nothing half-written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.journeys.commands import call, run_command


def _workbook(path: Path, rows: list[list[object]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def _no_workbook(folder: Path) -> Path:
    path = folder / "picture.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    return path


def _empty_sheet(folder: Path) -> Path:
    return _workbook(folder / "empty.xlsx", [])


def _no_name_column(folder: Path) -> Path:
    return _workbook(folder / "numbers.xlsx", [["Cores", "RAM"], [4, 16], [8, 32]])


def _folder(folder: Path) -> Path:
    path = folder / "folder.xlsx"
    path.mkdir()
    return path


def _missing(folder: Path) -> Path:
    return folder / "nowhere.xlsx"


def _empty_file(folder: Path) -> Path:
    path = folder / "nothing.xlsx"
    path.write_bytes(b"")
    return path


MAKERS = (_no_workbook, _empty_sheet, _no_name_column, _folder, _missing, _empty_file)
pytestmark = pytest.mark.usefixtures("one_process")


@pytest.mark.parametrize("command", ["plan", "check"])
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__.strip("_"))
def test_a_file_of_no_use_is_answered_in_a_sentence(tmp_path: Path, make, command: str) -> None:
    out = tmp_path / "out"
    extra = ("-o", out) if command == "plan" else ()
    done = call(command, make(tmp_path), *extra)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    assert not out.exists()


def test_an_unreadable_file_is_answered_in_a_sentence(tmp_path: Path, samples: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes((samples / "tiny.xlsx").read_bytes())
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this account may read everything")
    done = run_command("check", path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"format": "plan", "version": 1}',
        '{"format": "planning-problem", "version": 1, "targets": [], "workloads": [], "extra": 1}',
        '{"format": "planning-problem", "version": 1, "workloads": [{"id": "w", "cost": NaN}]}',
    ],
)
def test_a_bad_problem_is_answered_in_a_sentence(tmp_path: Path, content: str) -> None:
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(content, encoding="utf-8")
    done = call("solve", problem, "-o", plan)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "internal error" not in done.stderr
    assert not plan.exists()


def test_an_impossible_problem_is_an_answer(tmp_path: Path, samples: Path) -> None:
    problem = json.loads((samples / "tiny.json").read_text(encoding="utf-8"))
    problem["limits"].append(
        {"id": "at least in private", "amount": "cpu", "targets": ["private"], "at_least": 60}
    )
    path, plan_file = tmp_path / "problem.json", tmp_path / "plan.json"
    path.write_text(json.dumps(problem), encoding="utf-8")
    done = run_command("solve", path, "-o", plan_file)
    assert done.returncode == 1, done.stderr
    plan = json.loads(plan_file.read_text(encoding="utf-8"))
    assert plan["status"] == "infeasible"
    assert plan["conflict"]["rules"]


def test_a_misstated_value_is_caught(tmp_path: Path, samples: Path) -> None:
    plan_file = tmp_path / "plan.json"
    problem = samples / "tiny.json"
    assert run_command("solve", problem, "-o", plan_file).returncode == 0
    plan = json.loads(plan_file.read_text(encoding="utf-8"))
    plan["placement_value"] -= 1
    plan_file.write_text(json.dumps(plan), encoding="utf-8")
    assert call("verify", problem, plan_file).returncode == 1
    plan_file.write_text("{}", encoding="utf-8")
    assert call("verify", problem, plan_file).returncode == 2


def test_parts_that_are_not_known_are_said_before_any_work(tmp_path: Path, samples: Path) -> None:
    out = tmp_path / "out"
    done = call("plan", samples / "tiny.xlsx", "-o", out, "--parts", "decision,weather")
    assert done.returncode == 2
    assert 'no part called "weather"' in done.stderr
    assert "all, board, summary, decision" in done.stderr
    assert not out.exists()
