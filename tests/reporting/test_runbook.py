"""The runbook of a wave: every move, every gate, the way back; as workbook and as page."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from planner.reporting.figures import Figures
from planner.reporting.runbook import draw_runbook_page, draw_runbook_workbook
from planner.reporting.schedule import GATES, PHASES, schedule_of
from planner.wording import say
from tests.reporting.studies import make_study


@pytest.mark.parametrize("language", ["en", "zh"])
def test_steps_cover_every_phase_of_every_move_in_order(language: str) -> None:
    study = make_study(40, names=language)
    figures = Figures(study)
    wave, schedule = figures.waves[1], schedule_of(figures)
    data = draw_runbook_workbook(study, wave.number, language)
    assert data == draw_runbook_workbook(study, wave.number, language)
    steps, gates, back, people = openpyxl.load_workbook(io.BytesIO(data))
    rows: list[Any] = list(steps.iter_rows(3, values_only=True))
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    phases = {(row[4], row[3]) for row in rows}
    for move in wave.moves:
        for phase in schedule.moves[move.id].phases:
            assert (move.name, say(f"reporting.phase.{phase.key}", language)) in phases
    cut_over = say(f"reporting.phase.{PHASES[3]}", language)
    for row in rows:
        if row[3] == cut_over:
            (dates,) = [schedule.moves[m.id] for m in wave.moves if m.name == row[4]]
            assert row[1] == datetime.combine(dates.cut_over, datetime.min.time())
    named = {row[0] for row in gates.iter_rows(3, values_only=True)}
    assert named == {say(f"reporting.gate.{key}", language) for key in GATES}
    assert {row[0] for row in back.iter_rows(3, values_only=True)} == {m.name for m in wave.moves}
    owners = {m.workload.text("technical_owner") for m in wave.moves}
    assert owners <= {row[0] for row in people.iter_rows(3, values_only=True)}


def test_the_page_says_the_same_and_runs_nothing_of_a_name() -> None:
    study = make_study(40, names="nasty")
    for wave in Figures(study).waves:
        page = draw_runbook_page(study, wave.number, "en").decode()
        assert "<img" not in page
        assert "http" not in page.replace("http-equiv", "").replace("http://example.invalid", "")
        for move in wave.moves:
            if move.name.isascii() and move.name.isalpha():
                assert move.name in page
