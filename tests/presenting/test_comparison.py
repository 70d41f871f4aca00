"""Plans side by side in figures: what is not known is never said as 0."""

from __future__ import annotations

from dataclasses import replace

from planner.presenting.comparison import totals_rows
from planner.presenting.view import PlainView
from planner.project import Document
from planner.questioning.compare import Totals
from tests.reporting.studies import make_study

TOTALS = Totals(
    moving=1,
    staying=0,
    by_target=(("public", 1),),
    fit=50.0,
    run_year_minor=0,
    one_off_minor=100_00,
    net_present_minor=100_00,
    risk=10.0,
    finish=None,
    worth=None,
)


def said_of(before: Totals, after: Totals) -> dict[str, list[str]]:
    study = make_study(3)
    document = Document(name="three", inventory=study.inventory, programme=study.programme)
    rows = totals_rows(PlainView(document, "en"), before, after)
    return {row[0].words: [cell.words for cell in row[1:]] for row in rows}


def test_a_running_cost_that_nobody_gave_is_not_0() -> None:
    assert said_of(TOTALS, TOTALS)["Running cost a year"] == ["–", "–"]
    known = replace(TOTALS, gain_minor=5_00, run_year_minor=70_00)
    assert said_of(known, known)["Running cost a year"][0].endswith("70")


def test_no_money_is_shown_where_none_is_known() -> None:
    for figure in ("Net present cost, were all moved on day one", "One-off cost"):
        assert said_of(TOTALS, TOTALS)[figure] == ["–", "–"]
        known = replace(TOTALS, gain_minor=5_00)
        assert said_of(known, known)[figure][0].endswith("100")
