"""A programme that is to end as early as possible: asked in the workbook, planned, and said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner.model.study import Study
from planner.optimising.check import check_plan
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.solving import solve_here
from planner.pipeline import draft_study, import_sources
from planner.reporting.compose import view_of
from planner.reporting.sureness import sureness
from tests.journeys.commands import call
from tests.support.known import known

TODAY = date(2026, 11, 30)
ROWS = {
    "workshop.xlsx": ("Waves should be", "Fewest"),
    "workshop-zh.xlsx": ("批次目标", "批次最少"),
    "tiny.xlsx": ("Waves should be", "fewest"),
}


def asked_in_the_workbook(sample: Path, folder: Path) -> Path:
    """Fill in the one cell of a sample that asks for an early end."""
    name, value = ROWS[sample.name]
    book = openpyxl.load_workbook(sample)
    rows = [row for sheet in book for row in sheet.iter_rows() if row[0].value == name]
    assert len(rows) == 1
    rows[0][1].value = value
    path = folder / sample.name
    book.save(path)
    return path


def last_wave(plan: Plan) -> int:
    return max(wave for wave in known(plan.wave).values() if wave is not None)


def planned(problem: PlanningProblem) -> Plan:
    plan = solve_here(problem, Options(work_limit=100))
    assert check_plan(problem, plan) == ()
    return plan


@pytest.mark.parametrize(
    ("name", "language"), [("workshop.xlsx", "en"), ("workshop-zh.xlsx", "zh")]
)
def test_a_cell_of_the_workbook_ends_the_programme_early(tmp_path, samples, name, language):
    sources, _ = import_sources([asked_in_the_workbook(samples / name, tmp_path)], TODAY)
    draft = draft_study(sources, TODAY)
    assert draft.problem.objective is WaveObjective.FEWEST
    plan = planned(draft.problem)
    assert plan.wave_value == last_wave(plan)
    early = planned(replace(draft.problem, objective=WaveObjective.EARLY))
    assert last_wave(plan) <= last_wave(early)
    study = draft.planned(plan)
    assert isinstance(study, Study)
    said = sureness(view_of(study, language))[0].text
    assert str(last_wave(plan)) in said
    assert ("ends in wave" if language == "en" else "结束") in said


@pytest.mark.usefixtures("one_process")
def test_the_console_says_when_it_ends_and_not_a_price(tmp_path, samples):
    path = asked_in_the_workbook(samples / "tiny.xlsx", tmp_path)
    done = call("plan", path, "-o", tmp_path / "out", "--lang", "en", "--parts", "summary")
    assert done.returncode == 0, done.stderr
    assert "the programme ends in wave 4" in done.stdout
