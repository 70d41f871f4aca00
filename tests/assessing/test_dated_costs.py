"""What waiting and leaving cost by their day, worked by hand; as costs by wave in the problem."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.assessing import assess, build_problem, load_rule_set
from planner.assessing.assumed import framed
from planner.assessing.dated_costs import Due, dues
from planner.model.programme import (
    Budget,
    CapacityStep,
    Freeze,
    PriceLine,
    Programme,
    Target,
    Team,
)
from planner.model.scenario import Dials, Scenario
from planner.optimising.problem import Extension, WaveLimit
from planner.wording import worded
from tests.assessing.assessing_cases import inventory, workload

RULES = load_rule_set("balanced")
START, END = date(2027, 1, 1), date(2030, 1, 1)
CELLS: dict[str, Any] = {
    "current_target": "legacy",
    "run_cost_year": 20_000_000,
    "licence_cost_year": 10_000_000,  # 100,000 a year
    "licence_end_date": date(2027, 7, 1),
    "licence_term_years": 2.0,
    "contract_end_date": date(2027, 9, 1),
    "exit_cost": 3_000_000,
    "refresh_date": date(2027, 6, 1),
    "refresh_cost": 5_000_000,
    "support_end_date": date(2026, 4, 1),  # ended: bought anew every first of April
    "extended_support_cost_year": 700_000,
    "architecture": "monolith",
}
FRAME = Programme(
    start=START,
    wave_count=4,
    wave_weeks=13,  # cut-overs on 2027-04-01, 07-01, 09-30 and 12-30
    prices=(
        PriceLine("private", "licence_factor", factor=0.6),
        PriceLine("public", "licence_factor", factor=1.0),
    ),
    teams=(Team("ops", "Operations"),),
    pilot=None,
)


def problem_of(frame=FRAME, cells=CELLS, money_price=1.0):
    rows = inventory(workload("A", **cells))
    scenario = Scenario("a", dials=Dials(horizon_years=3, money_price=money_price))
    found = assess(rows, frame, RULES, scenario)
    problem, _ = build_problem(rows, frame, RULES, scenario, found, frame.calendar(START), START)
    return problem, found.workloads["A"].cases


def test_who_stays_pays_for_hardware_and_for_support_year_by_year():
    one = workload("A", **CELLS)
    assert dues(one, START, END, None, 1.0) == (
        Due("hardware_refresh", date(2027, 6, 1), 5_000_000),
        Due("extended_support", date(2027, 4, 1), 700_000),
        Due("extended_support", date(2028, 4, 1), 700_000),
        Due("extended_support", date(2029, 4, 1), 700_000),
    )


@pytest.mark.parametrize(
    ("leaves", "kinds"),
    [
        # on the day itself nothing more is bought
        (date(2027, 4, 1), {"exit_cost": 3_000_000, "licence_tail": 91}),
        (date(2027, 6, 2), {"exit_cost": 3_000_000, "licence_tail": 29, "hardware_refresh": 1,
                            "extended_support": 1}),
        # on 2 July the licence has been renewed for two years but a day
        (date(2027, 7, 2), {"exit_cost": 3_000_000, "licence_tail": 729.5,
                            "hardware_refresh": 1, "extended_support": 1}),
        (date(2027, 9, 1), {"licence_tail": 668.5, "hardware_refresh": 1, "extended_support": 1}),
    ],
)  # fmt: skip
def test_what_falls_due_depends_on_the_day_of_leaving(leaves, kinds):
    """Tails are days: of a licence of 100,000 a year, of which the target needs six tenths."""
    found: dict[str, int] = {}
    for due in dues(workload("A", **CELLS), START, END, leaves, 0.6):
        found[due.kind] = found.get(due.kind, 0) + due.amount_minor
    days = kinds.pop("licence_tail")
    assert found.pop("licence_tail") == round(days / 365.25 * 0.4 * 10_000_000)
    by_hand = {"exit_cost": 3_000_000, "hardware_refresh": 5_000_000, "extended_support": 700_000}
    assert found == {kind: by_hand[kind] for kind in kinds}


def test_they_are_costs_by_wave_in_the_problem_beside_the_case_of_leaving_on_the_first_day():
    problem, cases = problem_of()
    first_day = round(181 / 365.25 * 0.4 * 10_000_000)  # the tail that the case has
    lines = {line.item: line.amount_minor for line in cases["private"].lines}
    assert lines["licence_tail"] == first_day
    assert "exit_cost" not in lines  # the last waves spare it
    tail = [round(days / 365.25 * 0.4 * 10_000_000) for days in (91, 0, 639.5, 548.5)]
    waits = [0, 5_700_000, 5_700_000, 5_700_000]
    leaves = [3_000_000, 3_000_000, 0, 0]
    by_hand = [t + w + x - first_day for t, w, x in zip(tail, waits, leaves, strict=True)]
    (one,) = problem.workloads
    assert one.cost_in_waves("private") == pytest.approx([cost / 1e6 for cost in by_hand])
    assert one.cost_in_waves("legacy") == ()
    assert one.earliest_wave is None
    # A target that needs all of today's licences has no tail.
    assert one.cost_in_waves("public")[2] == pytest.approx(5.7)
    stay = {line.item: line.amount_minor for line in cases["legacy"].lines}
    assert (stay["hardware_refresh"], stay["extended_support"]) == (5_000_000, 2_100_000)
    assert cases["legacy"].one_off_minor == 7_100_000


UNPRICED: dict[str, Any] = {
    "current_target": "legacy",
    "run_cost_year": 36_525_000,  # 100,000 minor units a day
    "contract_end_date": date(2028, 1, 9),  # 10 days past the last cut-over
}


def test_a_contract_past_the_last_wave_without_a_price_is_paid_on_until_it_ends():
    """Cut over on 1 April: 283 days; in the last wave 10 days, which the case has."""
    problem, cases = problem_of(cells=UNPRICED)
    lines = {line.item: line.amount_minor for line in cases["private"].lines}
    assert lines["contract_tail"] == 1_000_000
    assert "contract_tail" not in {line.item for line in cases["legacy"].lines}
    (one,) = problem.workloads
    days = [(UNPRICED["contract_end_date"] - day).days - 10 for day in (
        date(2027, 4, 1), date(2027, 7, 1), date(2027, 9, 30), date(2027, 12, 30))]  # fmt: skip
    assert one.cost_in_waves("private") == pytest.approx([0.1 * day for day in days])


@pytest.mark.parametrize(
    ("cells", "counted"),
    [
        ({"exit_cost": 0}, 0),  # free to leave is known
        ({"exit_cost": 77}, 77),
        ({"contract_end_date": date(2027, 12, 30)}, 0),  # waits for its end
        ({"contract_end_date": date(2040, 1, 1)}, 733 * 100_000),  # to the end of the horizon
        ({"run_cost_year": None}, 0),
    ],
)
def test_what_is_counted_for_leaving_in_the_case(cells, counted):
    cells = {field: value for field, value in (UNPRICED | cells).items() if value is not None}
    _, cases = problem_of(cells=cells)
    kinds = ("contract_tail", "exit_cost")
    found = sum(line.amount_minor for line in cases["private"].lines if line.item in kinds)
    assert found == counted


def test_a_contract_without_a_price_that_must_be_left_early_is_not_free():
    """A latest date before its end: 39 days from 1 December on."""
    one = workload("A", **UNPRICED)
    assert dues(one, START, END, date(2027, 12, 1), 1.0) == (
        Due("contract_tail", date(2027, 12, 1), 3_900_000),
    )


def test_contracts_past_the_last_wave_are_assumed_by_name_and_day():
    bare = {field: value for field, value in UNPRICED.items() if field != "run_cost_year"}
    rows = inventory(
        workload("A", "Archive", **UNPRICED),
        workload("B", "Billing", **bare),
        workload("C", "Cards", **UNPRICED | {"exit_cost": 0}),
        workload("D", "Deposits", **UNPRICED | {"contract_end_date": date(2027, 6, 1)}),
    )
    said = [worded(one, "en") for one in framed(rows, FRAME, START, RULES).assumptions]
    paid, open_ = (one for one in said if "run past the last wave" in one or "runs past" in one)
    assert "Archive (to 2028-01-09)" in paid
    assert "counted on until" in paid
    assert "Billing (to 2028-01-09)" in open_
    assert "too low" in open_
    assert not any("Cards" in one or "Deposits" in one for one in said)


def test_without_a_price_of_money_no_wave_costs_anything():
    assert problem_of(money_price=0.0)[0].workloads[0].wave_cost == {}


def test_a_freeze_moves_the_day_that_counts():
    frozen = Freeze("end of quarter", date(2027, 6, 1), date(2027, 7, 15))
    before, _ = problem_of()
    after, _ = problem_of(Programme(**{**vars(FRAME), "freezes": (frozen,)}))
    cost = [one.workloads[0].cost_in_waves("public")[1] for one in (before, after)]
    assert cost == pytest.approx([3.0 + 5.7, 3.0 + 0.7])  # cut over on 31 May, before the refresh


def test_budgets_bound_the_waves_whose_cut_over_lies_in_their_span():
    budgets = (
        Budget("2027", date(2027, 1, 1), date(2027, 12, 31), 90_000_000),
        Budget("first half", date(2027, 1, 1), date(2027, 6, 30), 30_000_000),
        Budget("2031", date(2031, 1, 1), date(2031, 12, 31), 1),
    )
    problem, _ = problem_of(Programme(**{**vars(FRAME), "budgets": budgets}))
    assert problem.wave_limits[:2] == (
        WaveLimit("budget.2027", "one_off", (900_000.0,), None, ((1, 2, 3, 4),)),
        WaveLimit("budget.first half", "one_off", (300_000.0,), None, ((1,),)),
    )
    assert len([one for one in problem.wave_limits if one.id.startswith("budget")]) == 2


def test_more_capacity_extends_the_limit_of_its_target_at_its_price():
    own = Target("P", "private", "Own cloud", None, {"cpu_cores": 40})
    targets = (Target("legacy", "legacy"), own)
    steps = (CapacityStep("own cloud", "cpu_cores", 200.0, 90_000_000, 3),
             CapacityStep("P", "memory_gib", 64.0, 1, 1))  # fmt: skip
    frame = Programme(**{**vars(FRAME), "targets": targets, "extensions": steps})
    problem, _ = problem_of(frame)
    (limit,) = problem.limits
    assert (limit.id, limit.at_most) == ("capacity.P.cpu_cores", 40)
    assert limit.extension == Extension(200.0, 90.0, 3)


def test_a_row_without_its_figure_neither_binds_nor_is_free():
    own = Target("P", "private", "Own cloud", None, {"cpu_cores": 40})
    more = {
        "targets": (Target("legacy", "legacy"), own),
        "extensions": (CapacityStep("P", "cpu_cores", 100.0),),
        "budgets": (Budget("2027", date(2027, 1, 1), date(2027, 12, 31)),),
    }
    problem, _ = problem_of(Programme(**{**vars(FRAME), **more}))
    assert problem.limits[0].extension is None
    assert not any(one.id.startswith("budget") for one in problem.wave_limits)
