"""Savings too good to be true are doubts with their arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assessing import assess, load_rule_set
from planner.assessing.savings import doubtful_savings, scaled_traffic
from planner.model.inventory import Inventory
from planner.model.programme import PriceLine, Programme
from planner.model.scenario import Scenario
from planner.wording.issues import issue_words
from tests.assessing.assessing_cases import START, workload

BALANCED = load_rule_set("balanced")
# Little is known of these beside their money, which is what is looked at here.
RULES = replace(BALANCED, numbers={**BALANCED.numbers, "least_confidence": 0.0})
MILLION = 100_000_000


def doubts(runs, share, pin="private"):
    """Cores stand for the run cost on the sheet, so that private costs ``share`` of today."""
    prices = (
        PriceLine("legacy", "cpu_core_year", 1_000.0),
        PriceLine("private", "cpu_core_year", 1_000.0 * share / RULES.numbers["size_private"]),
    )
    inventory = Inventory(
        workloads=tuple(
            workload(f"A{n}", f"System {n}", cpu_cores=8.0, run_cost_year=run, pin_target=pin,
                     current_target="legacy")
            for n, run in enumerate(runs)
        )
    )  # fmt: skip
    found = assess(inventory, Programme(start=START, prices=prices), RULES, Scenario("a"))
    return doubtful_savings(inventory, found)


@settings(max_examples=40)
@given(st.floats(0.05, 0.95), st.integers(MILLION, 50 * MILLION))
def test_a_workload_that_would_run_for_much_less_is_a_doubt(share, run):
    codes = [issue.code for issue in doubts([run] * 40, share)]
    saved = run - round(run * share)
    assert codes.count("saving_too_large") == (40 if saved > 0.6 * run else 0)


def test_one_that_brings_more_than_its_part_of_all_is_a_doubt():
    """Forty: 5 of 44 is over a tenth. Twenty: a third is what counts."""
    many = doubts([MILLION] * 39 + [5 * MILLION], 0.7)
    assert [(one.code, one.workload_id) for one in many] == [("saving_of_one", "A39")]
    assert not doubts([MILLION] * 19 + [5 * MILLION], 0.7)
    few = doubts([MILLION] * 19 + [11 * MILLION], 0.7)
    assert [(one.code, one.workload_id) for one in few] == [("saving_of_one", "A19")]


def test_it_says_the_arithmetic_in_both_languages():
    (one,) = doubts([MILLION] * 39 + [5 * MILLION], 0.7)
    assert issue_words(one, "en") == (
        "“System 39” alone brings 11% of the whole saving: CNY 1.50 million of CNY 13.2 million "
        "a year (CNY 5.00 million today, CNY 3.50 million there)."
    ).replace("CNY ", "CNY\xa0").replace(" million", "\xa0million")
    assert "11%" in issue_words(one, "zh")
    assert "150\xa0万元" in issue_words(one, "zh")
    assert all(issue_words(one, language, "advice") for language in ("en", "zh"))


def test_what_stays_saves_nothing_and_is_no_doubt():
    assert not doubts([MILLION, MILLION], 0.1, pin="legacy")


@pytest.mark.parametrize(("traffic", "doubted"), [(500.0, False), (2_000.0, True)])
def test_traffic_that_the_stated_run_cost_scales_up_is_a_doubt(traffic, doubted):
    """The sheet: 10 cores x 100 today, 10 x 80 and half a cent a GiB there; stated: ten times."""
    prices = (
        PriceLine("legacy", "cpu_core_year", 10_000.0),
        PriceLine("public", "cpu_core_year", 8_000.0),
        PriceLine("public", "traffic_gib", 0.5),
        PriceLine("hybrid", "cpu_core_year", 8_000.0),
        PriceLine("private", "cpu_core_year", 8_000.0),
    )
    cells: dict[str, Any] = {
        "current_target": "legacy",
        "memory_gib": 1.0,
        "storage_gib": 1.0,
        "cpu_cores": 10.0,
    }
    cells |= {"run_cost_year": 1_000_000, "traffic_gib_month": traffic}
    one = workload("A", "Images", **cells)
    rows, frame = Inventory(workloads=(one,)), Programme(start=START, prices=prices)
    found = assess(rows, frame, RULES, Scenario("a"))
    told = list(scaled_traffic(rows, found, frame, RULES))
    assert [issue.code for issue in told] == ["traffic_scaled"] * doubted
    if doubted:  # 24,000 GiB a year: 120.00 by the sheet, ten times that counted, of 10,000.00
        words = issue_words(told[0], "en")
        assert "1,200 a year" in words
        assert "charge of 120, scaled up 10 times" in words
        assert "10 倍" in issue_words(told[0], "zh")
