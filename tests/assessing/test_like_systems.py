"""Where no cell says what a system costs, like systems of the inventory do, by hand."""

from __future__ import annotations

import pytest

from planner.assessing import assess, load_rule_set
from planner.assessing.savings import doubtful_savings
from planner.model.inventory import Inventory
from planner.model.programme import PriceLine, Programme
from planner.model.scenario import Scenario
from planner.wording.issues import issue_words
from tests.assessing.assessing_cases import START, workload

RULES = load_rule_set("balanced")
SIZES = {"memory_gib": 64.0, "storage_gib": 500.0, "current_target": "legacy"}
RUNS = (10, 20, 60, 30, 90)
"""What a core costs a year in five systems, in thousands; three of 16 cores, two of 64."""


def assessed(prices=(), few=5, **unknown):
    cores = (16.0, 16.0, 16.0, 64.0, 64.0)
    peers = [
        workload(f"P{n}", f"Zzz{n}", cpu_cores=size, run_cost_year=round(size * run * 100_000),
                 **SIZES)
        for n, (run, size) in enumerate(zip(RUNS[:few], cores, strict=False))
    ]  # fmt: skip
    inventory = Inventory(workloads=(workload("X", "Xxx", **(SIZES | unknown)), *peers))
    programme = Programme(start=START, prices=tuple(prices))
    return inventory, assess(inventory, programme, RULES, Scenario("a"))


def test_an_estimate_is_the_median_of_like_systems_a_core_times_its_cores() -> None:
    """Of its size (about 16 cores) the median is 20,000 a core; of another size, that of all."""
    _, found = assessed(cpu_cores=14.0)
    cases = found.workloads["X"].cases
    (line,) = (one for one in cases["legacy"].lines if one.when == "year")
    assert (line.item, line.quantity, line.source) == ("run_like", 14.0, "like:size:3")
    assert cases["legacy"].run_year_minor == 14 * 2_000_000
    _, large = assessed(cpu_cores=200.0)
    assert large.workloads["X"].cases["legacy"].run_year_minor == 200 * 3_000_000
    (moved,) = (one for one in cases["private"].lines if one.when == "year")
    assert moved.source == "like:size:3"
    assert 0 < cases["private"].run_year_minor < cases["legacy"].run_year_minor


def test_too_few_like_systems_leave_the_price_sheet() -> None:
    _, found = assessed(few=2, cpu_cores=14.0)
    items = {x.item for x in found.workloads["X"].cases["legacy"].lines if x.when == "year"}
    assert items == {"cpu_core_year", "memory_gib_year", "storage_gib_year"}


def test_half_of_the_sizes_are_no_price_among_like_systems_either() -> None:
    _, found = assessed()
    assert found.workloads["X"].cases["legacy"].run_year_minor == 0


@pytest.mark.parametrize(("core", "doubted"), [(100_000.0, True), (1_900_000.0, False)])
def test_a_sheet_of_ones_own_wins_and_is_doubted_where_it_is_far_off(core, doubted) -> None:
    prices = (PriceLine("legacy", "cpu_core_year", core), PriceLine("private", "fixed_year", 1.0))
    inventory, found = assessed(prices, cpu_cores=14.0)
    assert found.workloads["X"].cases["legacy"].run_year_minor == 14 * core
    codes = [one.code for one in doubtful_savings(inventory, found)]
    assert ("estimate_unlike" in codes) == doubted
    for one in doubtful_savings(inventory, found):
        if one.code == "estimate_unlike":
            assert "14,000 a year" in issue_words(one, "en")
            assert "280,000" in issue_words(one, "zh")
