"""The money of the samples, rebuilt in formulas of a spreadsheet, is that of the program."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.assessing import load_rule_set
from planner.model.scenario import Scenario
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.pipeline import Sources, draft_study
from planner.reporting.plan_json import draw_json
from samples.bank.inventory import bank_inventory
from samples.bank.programme import bank_programme
from samples.money_by_formulas import write_formulas
from tests.support.tiny_planned import tiny_planned

OFFICE = shutil.which("soffice")


def calculated(path: Path, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Let a spreadsheet program work out a workbook; rows of every sheet without their header."""
    import openpyxl

    assert OFFICE is not None
    command = (OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
               "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "done"),
               str(path))  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    book = openpyxl.load_workbook(folder / "done" / path.name, data_only=True)
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


@pytest.mark.skipif(OFFICE is None, reason="needs a spreadsheet program")
def test_formulas_come_to_what_the_program_says(tmp_path: Path) -> None:
    held(json.loads((tiny_planned() / "out" / "plan.json").read_text("utf-8")), tmp_path)


@pytest.mark.skipif(OFFICE is None, reason="needs a spreadsheet program")
def test_the_whole_bank_too_wherever_it_goes(tmp_path: Path) -> None:
    """Not searched for: every system on its best place that is allowed, in waves one by one."""
    inventory = replace(bank_inventory("en"), dependencies=())
    rules = load_rule_set("regulated-bank")
    sources = Sources(inventory, bank_programme("en"), rules, Scenario("base"))
    draft = draft_study(sources, date(2026, 11, 24))
    placed: dict[str, str] = {}
    waves: dict[str, int | None] = {}
    for number, one in enumerate(draft.problem.workloads):
        placed[one.id] = min(one.candidates(), key=one.cost.__getitem__)
        moves = placed[one.id] != one.current
        waves[one.id] = 1 + number % len(draft.calendar) if moves else None
    plan = json.loads(draw_json(draft.planned(
        Plan(PlanStatus.FEASIBLE, StoppedBy.WORK, placed, waves))))  # fmt: skip
    assert {"private", "public", "hybrid", "retire"} <= {one["target"] for one in plan["workloads"]}
    held(plan, tmp_path)


def held(plan: dict[str, Any], tmp_path: Path) -> None:
    """Let the formulas be worked out and hold them against the plan."""
    write_formulas(plan, tmp_path / "money.xlsx")
    found = calculated(tmp_path / "money.xlsx", tmp_path)
    for one, row in zip(plan["workloads"], found["workloads"], strict=True):
        run, licence, staff = row[21:24]
        assert row[0] == one["id"]
        assert run + licence == one["run_after_minor"]
        assert staff == (one["staff_after_minor"] or 0)
        assert row[24] == (one["benefit_year_minor"] or 0)
        assert row[28] == one["one_off_minor"]
    assert len(found["years"]) == len(plan["years"])
    for year, row in zip(plan["years"], found["years"], strict=True):
        keys = ("stay", "run", "one_off", "benefit")
        assert row[2:6] == tuple(year[key] for key in keys)
        assert row[0].date().isoformat() == year["first_day"]
    assert sum(row[28] for row in found["workloads"]) == plan["summary"]["one_off_minor"]
