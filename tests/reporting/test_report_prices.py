"""Prices of rules: named as people know them, and called what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.model.insight import PlanOption, RulePrice
from planner.optimising.plan import RuleRef
from planner.reporting.compose import view_of
from planner.reporting.options_compared import options_of
from planner.reporting.view import View
from planner.reporting.workbook_questions import frontier, prices, reasons
from tests.reporting.studies import make_study

PRICES = (
    RulePrice(RuleRef("ready_wave", "hybrid", wave=3), "hybrid", 4.0, days=14, risk=0.5),
    RulePrice(RuleRef("freeze", "Year end"), "Year end", 1.0),
    RulePrice(RuleRef("limit", "private CPU"), "private CPU", 9.0, proven=True, most=9.0),
    RulePrice(RuleRef("apart", names=("A0001", "A0002")), "A0001 / A0002", 2.0, most=5.0),
    RulePrice(RuleRef("freeze", "Spring"), "Spring", 0.0),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rules_about_time_are_never_called_proven(language: str) -> None:
    study = make_study(12)
    plan = replace(study.plan, placement_value=90.0, wave_value=10.0)
    insights = replace(study.insights, prices=PRICES)
    view = view_of(replace(study, plan=plan, insights=insights), language)
    sheet = prices(view)
    assert [row[1] for row in sheet.rows] == [0.09, 0.04, 0.02, 0.01, 0.0]
    rows = {100 * float(str(row[1])): row for row in sheet.rows}
    words = view.words
    assert rows[9.0][-1] == words.say("yes")
    assert rows[2.0][-1] == words.say("price.found")
    assert rows[4.0][-1] == rows[1.0][-1] == words.say("price.searched")
    assert rows[0.0][-1] == words.say("price.none")
    assert rows[4.0][4] == 2.0  # weeks
    assert rows[4.0][0] != "hybrid"
    assert str(rows[1.0][0]) not in ("", "Year end")
    assert words.freeze("Year end") in str(rows[1.0][0])
    assert rows[9.0][2] == 0.09
    assert rows[1.0][2] is None


def test_every_workload_has_its_reasons_and_how_they_are_known() -> None:
    study = make_study(12)
    sheet = reasons(view_of(study, "en"))
    assert len(sheet.rows) == len(study.insights.why)
    assert len({len(row) for row in sheet.rows} | {len(sheet.columns)}) == 1
    known = {str(row[11]) for row in sheet.rows}
    assert known == {"proven, everything placed anew"}


def test_no_other_place_is_not_the_same_as_not_asked() -> None:
    study = make_study(2)
    first, second = study.insights.why.values()
    only = replace(first, second=None, second_by=None, second_exact=True)
    unasked = replace(second, second=None, second_by=None, second_exact=False)
    why = {only.workload_id: only, unasked.workload_id: unasked}
    study = replace(study, insights=replace(study.insights, why=why))
    known = [str(row[11]) for row in reasons(view_of(study, "en")).rows]
    assert known == ["none while the plan’s rules and dates hold", "not worked out for this plan"]


def _with_core_kept(*, undated: bool) -> View:
    """A rule that keeps A0001, its removal as an option, and a second rule that costs money."""
    study = make_study(12)
    kept = RulePrice(
        RuleRef("allowed", "core-stable", ("A0001",)),
        "core-stable", 9.0, 5_000_00, proven=True, undated=undated,
    )  # fmt: skip
    other = RulePrice(
        RuleRef("allowed", "confidential", ("A0002", "A0003")),
        "confidential", 4.0, 3_000_00, proven=True, undated=undated,
    )  # fmt: skip
    option = PlanOption("moves_too", ("A0001",), 9.0, 5_000_00, 0.0, None, proven=True)
    insights = replace(study.insights, prices=(kept, other), options=(option,))
    return view_of(replace(study, insights=insights), "en")


def test_a_rule_that_an_option_tells_is_told_once() -> None:
    view = _with_core_kept(undated=False)
    keys = [(one.key, one.price.label if one.price else "") for one in options_of(view.figures)]
    assert ("moves_too", "") in keys
    assert [label for key, label in keys if key == "without"] == ["confidential"]


def test_without_a_calendar_a_rule_has_no_last_cut_over() -> None:
    """None was found for the plan without the rule: the day of this plan would be an invention."""
    (option,) = (
        one for one in options_of(_with_core_kept(undated=True).figures) if one.price is not None
    )
    assert option.last_cut_over is None
    assert option.undated
    sheet = prices(_with_core_kept(undated=True))
    assert [row[4:6] for row in sheet.rows] == [(None, None), (None, None)]


def test_the_frontier_is_in_the_money_of_the_options() -> None:
    """One plan of it is a plan of the options: both pages say the same cost."""
    study = make_study(40)
    first = study.insights.frontier[0]
    insights = replace(study.insights, frontier=(replace(first, name="best_fit"),))
    view = view_of(replace(study, insights=insights), "en")
    (option,) = (one for one in options_of(view.figures) if one.point is not None)
    (row,) = frontier(view).rows
    assert row[2] == option.cost_minor / 100
