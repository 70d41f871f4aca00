"""plan.xlsx: sums that follow an edit, and say what the Summary says; the tracker and the teams."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from planner.model.programme import Team
from planner.model.study import Study
from planner.reporting.figures import Figures
from planner.reporting.schedule import schedule_of
from planner.reporting.typesetting import printable
from planner.reporting.workbook import draw_workbook
from planner.wording import say
from planner.wording.status import STATES
from tests.reporting.studies import make_study
from tests.support.known import known
from tests.support.spreadsheet import Calculator


def opened(study: Study, language: str = "en", *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(draw_workbook(study, language)), data_only=values)


def with_platform(study: Study) -> Study:
    """Return the study with a fixed cost of a platform that the plan opens."""
    return replace(study, assessment=replace(study.assessment, platforms={"public": 77_000_000}))


@pytest.fixture(scope="module")
def study() -> Study:
    return with_platform(make_study(60, names="nasty"))


def test_every_formula_has_the_value_that_it_works_out_to(study: Study) -> None:
    book, kept = opened(study), opened(study, values=True)
    calculator, count = Calculator(book), 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                worked_out = calculator.value(sheet.title, cell.coordinate)
                if isinstance(worked_out, timedelta):
                    worked_out = worked_out.days
                value = kept[sheet.title][cell.coordinate].value
                assert worked_out == pytest.approx(value, abs=0.006), (sheet.title, cell.coordinate)
    assert count > 200


def found(sheet: Any, title: str, last: int = -1) -> Any:
    """Return the cell of the last row (the total) in the column of that title."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == title:
                return sheet.cell(sheet.max_row + 1 + last, cell.column)
    raise AssertionError(title)


def test_the_sums_of_the_sheets_are_those_of_the_summary(study: Study) -> None:
    book, figures = opened(study, values=True), Figures(study)
    said: dict[Any, Any] = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    saving, once = (say(f"reporting.col.{key}", "en", unit="CNY") for key in ("saving", "one_off"))
    waves = book["Waves"]
    assert found(waves, saving).value == pytest.approx(said["Run cost saved a year"])
    assert found(waves, once).value == pytest.approx(said["One-off cost"])
    assert said["Run cost saved a year"] * 100 == pytest.approx(figures.saving_year_minor)
    assert found(book["Workloads"], once).value == pytest.approx(said["One-off cost"])
    tracker = book["Tracker"]
    assert found(tracker, "Person-days").value == pytest.approx(figures.effort_days)
    teams = [book[load.team.title()] for load in figures.loads]
    assert sum(found(team, "In all", -2).value for team in teams) == pytest.approx(
        figures.effort_days
    )


def test_the_tracker_has_a_row_per_move_with_its_day(study: Study) -> None:
    sheet, schedule = opened(study)["Tracker"], schedule_of(Figures(study))
    head = [cell.value for cell in sheet[1]]
    day = head.index("Baseline cut-over")
    rows = {row[0]: row for row in sheet.iter_rows(2, sheet.max_row - 1, values_only=True)}
    shown = {printable(key): dates for key, dates in schedule.moves.items()}
    assert set(rows) == set(shown)
    for key, dates in shown.items():
        assert rows[key][day] == datetime.combine(dates.cut_over, datetime.min.time())
    (offered,) = sheet.data_validations.dataValidation
    assert (
        offered.formula1 == '"' + ",".join(say(f"status.state.{one}", "en") for one in STATES) + '"'
    )


def test_sheets_print_a_page_wide_under_their_heading(study: Study) -> None:
    for sheet in opened(study, "zh"):
        assert known(sheet.sheet_properties.pageSetUpPr).fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # one where it says nothing
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows


def test_teams_of_any_name_have_a_sheet_of_their_own() -> None:
    study = make_study(30)
    names = (
        "Team [a]: b/c*?",
        "Tracker",
        "a very long name of a team that no tab can hold whole",
        "",
    )
    teams = tuple(
        Team(team.id, name, team.days_per_wave)
        for team, name in zip((*study.programme.teams, Team("x")), names, strict=True)
    )
    study = replace(study, programme=replace(study.programme, teams=teams))
    sheets = opened(study).sheetnames
    assert len({name.lower() for name in sheets}) == len(sheets)
    assert {"Team a b c", "Tracker 2", "a very long name of a team that"} <= set(sheets)


def test_columns_that_nobody_asked_for_are_left_out() -> None:
    asked, silent = make_study(20), make_study(20, insights=False)
    title = say("reporting.col.second", "en")
    assert title in [cell.value for cell in opened(asked)["Workloads"][1]]
    assert title not in [cell.value for cell in opened(silent)["Workloads"][1]]


def test_headings_of_the_tracker_have_a_line_for_every_word_that_is_broken_off() -> None:
    sheet = opened(make_study(12))["Tracker"]
    for place, cell in enumerate(sheet[1], start=1):
        wide = sheet.column_dimensions[get_column_letter(place)].width
        lines, filled = 1, 0
        for word in str(cell.value).split():
            beside = filled + 1 + len(word) if filled else len(word)
            lines, filled = (lines + 1, len(word)) if beside > wide - 1 else (lines, beside)
        assert sheet.row_dimensions[1].height >= 13 * lines, cell.value


def test_a_figure_does_not_run_into_the_word_behind_it(study: Study) -> None:
    sheet = opened(study)["Waves"]
    risk = [cell.value for cell in sheet[1]].index("Highest risk")
    assert sheet[2][risk].alignment.horizontal == "center"
