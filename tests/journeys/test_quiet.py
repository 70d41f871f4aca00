"""With ``-q`` a command that ends with another status than 0 says why in one line on stderr."""

from __future__ import annotations

import json

import pytest

from planner import pipeline
from planner.cli import run
from planner.errors import BadInputError
from planner.optimising import solving
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.reporting import Exported
from tests.journeys.commands import ROOT

TINY = str(ROOT / "samples" / "tiny.xlsx")
PROBLEM = {
    "format": "planning-problem",
    "version": 1,
    "targets": [{"id": "here"}],
    "workloads": [{"id": "A", "cost": {"here": 1}, "amounts": {"cpu": 8}}],
}
ROOM = {"id": "room", "amount": "cpu", "targets": ["here"], "at_most": 4}
pytestmark = pytest.mark.usefixtures("one_process")


def ends_as(monkeypatch, reason: StoppedBy):
    """Have every search end without a plan, for the reason."""
    walk = pipeline.walk

    def walked(*arguments, stop, **given):
        if reason is StoppedBy.CANCELLED:
            stop.cancel()
        return walk(*arguments, stop=stop, **given)

    def searched(_problem, _options=None, stop=None, *_rest, **_given):
        if reason is StoppedBy.CANCELLED and stop is not None:
            stop.cancel()
        return Plan(PlanStatus.UNKNOWN, reason)

    monkeypatch.setattr(pipeline, "walk", walked)
    monkeypatch.setattr(solving, "solve", searched)


def one_line(capsys, status: int, expected: int) -> str:
    said = capsys.readouterr()
    assert status == expected
    assert said.out == ""
    assert said.err.count("\n") == 1, said.err
    return said.err


@pytest.mark.parametrize("reason", [StoppedBy.WORK, StoppedBy.TIME, StoppedBy.CANCELLED])
@pytest.mark.parametrize("command", ["plan", "solve"])
def test_no_plan_is_said(tmp_path, capsys, monkeypatch, reason, command):
    ends_as(monkeypatch, reason)
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(PROBLEM), encoding="utf-8")
    asked = {"plan": [TINY, "-o", tmp_path / "out"], "solve": [problem, "-o", tmp_path / "s.json"]}
    status = run([command, *map(str, asked[command]), "-q", "--lang", "en"])
    cancelled = reason is StoppedBy.CANCELLED
    said = one_line(capsys, status, 130 if cancelled else 1)
    assert ("Cancelled" if cancelled else "No plan was found") in said


def test_an_export_that_failed_is_said(tmp_path, capsys, monkeypatch):
    def failed(*_arguments, **_given):
        return Exported((), {"roadmap.pdf": BadInputError("errors.file.is_a_folder", output="x")})

    monkeypatch.setattr(pipeline, "export_study", failed)
    monkeypatch.setattr(pipeline, "ask_study", lambda study, *_arguments, **_given: study)
    status = run(["plan", TINY, "-q", "--work-limit", "1", "-o", str(tmp_path), "--lang", "en"])
    assert "roadmap.pdf" in one_line(capsys, status, 1)


def test_faults_and_rules_in_conflict_are_said(tmp_path, capsys):
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(json.dumps(PROBLEM), encoding="utf-8")
    assert run(["solve", str(problem), "-o", str(plan), "-q"]) == 0
    problem.write_text(json.dumps({**PROBLEM, "limits": [ROOM]}), encoding="utf-8")
    status = run(["verify", str(problem), str(plan), "-q", "--lang", "en"])
    assert "1 fault: " in one_line(capsys, status, 1)
    status = run(["solve", str(problem), "-o", str(tmp_path / "none.json"), "-q", "--lang", "zh"])
    said = one_line(capsys, status, 1)
    assert "没有任何方案" in said
    assert "room" in said
