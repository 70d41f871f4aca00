"""Net present cost worked by hand to the fen: every kind of line, dates, benefits, payback."""

from __future__ import annotations

from datetime import date

import pytest

from planner.assessing import assess, load_rule_set
from planner.assessing.price_sheet import day_rates
from planner.model.inventory import Inventory
from planner.model.programme import PriceLine, Programme, Team
from planner.model.scenario import Dials, Scenario
from planner.wording import worded
from tests.assessing.assessing_cases import workload

RULES = load_rule_set("balanced")
START = date(2027, 1, 1)
PRICES = (
    PriceLine("legacy", "cpu_core_year", 170_000.0),  # 1,700 a core
    PriceLine("legacy", "storage_gib_year", 400.0),  # 4 a GiB
    PriceLine("private", "cpu_core_year", 100_000.0),  # 1,000 a core
    PriceLine("private", "storage_gib_year", 200.0),  # 2 a GiB
    PriceLine("private", "licence_factor", factor=0.6),
    PriceLine("private", "staff_factor", factor=0.5),
    PriceLine("", "person_day", 150_000.0),  # 1,500
)
CELLS = {
    "cpu_cores": 100.0,
    "storage_gib": 1_000.0,
    "run_cost_year": 20_000_000,  # 200,000
    "licence_cost_year": 5_000_000,  # 50,000
    "staff_cost_year": 10_000_000,  # 100,000
    "benefit_year": 4_000_000,  # 40,000
    "one_off_cost": 3_000_000,  # 30,000
    "exit_cost": 2_500_000,  # 25,000
    "contract_end_date": date(2040, 1, 1),  # beyond the programme: the exit is paid
    "licence_end_date": date(2028, 12, 31),  # 730 days, 1.99863 years
    "effort_days": 10.0,
    "architecture": "monolith",
    "current_target": "legacy",
}


def cases(cells, current="legacy", rate=0.1, inflation=0.0, years=3, currency="CNY"):
    programme = Programme(start=START, prices=PRICES, teams=(Team("ops", "Operations"),))
    dials = Dials(horizon_years=years, discount_rate=rate, inflation=inflation)
    one = workload("A", "Zzz", **cells | {"current_target": current})
    inventory = Inventory(workloads=(one,), currency=currency)
    return assess(inventory, programme, RULES, Scenario("a", dials=dials)).workloads["A"].cases


def test_every_line_of_a_move_worked_by_hand():
    """Rehost: the sheet there is 100 cores x 0.85 x 1,000 + 1,000 GiB x 2 = 87,000, here 100 x
    1,700 + 1,000 x 4 = 174,000, so half of the 200,000 stated; with 50,000 x 0.6 for licences it
    runs for 130,000 a year. People 100,000 x 0.5, benefit 40,000 x 0.6 apart. Once: 10 days x
    1,500 + 30,000 + 1/12 x 350,000 + 25,000 + 730 / 365.25 x 0.4 x 50,000 = 139,139.29."""
    found = cases(CELLS)
    stay, move = found["legacy"], found["private"]
    assert (stay.run_year_minor, stay.staff_year_minor) == (25_000_000, 10_000_000)
    assert stay.one_off_minor == 0
    assert move.strategy == "rehost"
    assert (move.run_year_minor, move.staff_year_minor) == (13_000_000, 5_000_000)
    assert move.benefit_year_minor == 2_400_000
    tail = 730 / 365.25 * 0.4 * 5_000_000
    once = 1_500_000 + 3_000_000 + 35_000_000 / 12 + 2_500_000 + tail
    assert move.one_off_minor == pytest.approx(once, abs=3)
    worth = 1 / 1.1 + 1 / 1.1**2 + 1 / 1.1**3
    assert worth == pytest.approx(2.486852, abs=1e-6)
    assert stay.net_present_minor == round(35_000_000 * worth)
    assert move.net_present_minor == pytest.approx(once + 15_600_000 * worth, abs=4)
    assert move.payback_years == move.one_off_minor / (35_000_000 - 18_000_000)


def test_inflation_grows_every_year_before_it_is_discounted():
    grown = cases(CELLS, rate=0.1, inflation=0.03)["legacy"].net_present_minor
    by_hand = 35_000_000 * sum(1.03**year / 1.1**year for year in (1, 2, 3))
    assert grown == round(by_hand)


def test_a_licence_that_has_ended_and_a_contract_that_ends_in_time_cost_nothing_to_leave():
    gone = CELLS | {"licence_end_date": date(2026, 6, 30), "contract_end_date": date(2027, 3, 1)}
    items = {line.item for line in cases(gone)["private"].lines}
    assert "licence_tail" not in items
    assert "exit_cost" not in items


def test_a_move_on_from_a_cloud_brings_only_the_benefit_that_was_still_missing():
    lines = {line.item: line for line in cases(CELLS, current="private")["public"].lines}
    assert lines["benefit_year"].quantity == pytest.approx(1.0 - 0.6)
    back = {line.item for line in cases(CELLS, current="public")["private"].lines}
    assert "benefit_year" not in back


def test_default_prices_follow_the_currency():
    sizes = {"cpu_cores": 100.0, "memory_gib": 8.0, "storage_gib": 0.0, "traffic_gib_month": 0.0}
    cells = {**sizes, "current_target": "hybrid"}
    yuan = cases(cells)["public"].lines[0]
    dollars = cases(cells, currency="USD")["public"].lines[0]
    assert yuan.source == dollars.source == "rules:public.cpu_core_year"
    assert dollars.unit_price_minor == pytest.approx(0.14 * yuan.unit_price_minor)


def test_without_costs_it_still_has_cases_and_says_so():
    bare = workload("A", "Zzz")
    result = assess(Inventory(workloads=(bare,)), Programme(start=START), RULES, Scenario("a"))
    one = result.workloads["A"]
    assert not one.costed
    assert len(one.cases) == 4
    assert any("No yearly cost" in worded(note, "en") and worded(note, "zh") for note in one.notes)


def test_a_day_of_work_costs_what_it_does_in_the_currencys_country():
    """Without a rate: 1,800 yuan, 800 euros, and by the exchange rate where the rules say none."""
    rates = {}
    for currency in ("CNY", "EUR", "HKD"):
        rates[currency] = day_rates(Programme(start=START), RULES, currency)[""][0] / 100
    assert rates == pytest.approx({"CNY": 1_800.0, "EUR": 800.0, "HKD": 1_800 * 1.09})
    own = Programme(start=START, prices=PRICES)
    assert day_rates(own, RULES, "EUR")[""][0] == 150_000.0
