"""Money that is known wins, and what is missing is never free: over workloads drawn at random."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.assessing import assess, load_rule_set
from planner.assessing.price_sheet import SIZED
from planner.model.inventory import Inventory
from planner.model.programme import PriceLine, Programme
from planner.model.scenario import Scenario
from tests.assessing.assessing_cases import START, workload

RULES = load_rule_set("balanced")
SIZES = tuple(field for _, field, _ in SIZED)
KINDS = ("legacy", "private", "public", "hybrid")
MILLION = 100_000_000
"""A million of the currency, in minor units."""


def cases(cells, prices=(), **frame):
    one = workload("A", "Zzz", **{"current_target": "legacy"} | cells)
    programme = Programme(start=START, prices=tuple(prices), **frame)
    found = assess(Inventory(workloads=(one,)), programme, RULES, Scenario("a"))
    return found.workloads["A"]


def infrastructure(case):
    apart = ("staff_cost_year", "licence_cost_year", "benefit_year")
    return sum(x.amount_minor for x in case.lines if x.when == "year" and x.item not in apart)


sizes = st.fixed_dictionaries({field: st.floats(0.0, 1e5) for field in SIZES})
stated = st.integers(0, 100 * MILLION)
currents = st.sampled_from(KINDS)
PAID = frozenset(SIZES[:3])
"""Sizes that own rooms pay for; traffic is paid for on public cloud alone."""
parts = st.sets(st.sampled_from(SIZES), max_size=3).filter(lambda some: not some >= PAID)


@settings(max_examples=120)
@given(sizes, st.none() | stated, currents, parts)
def test_any_proper_part_of_the_sizes_costs_what_none_costs(drawn, run, current, kept):
    """Stated or not: half of the sizes are no price."""
    bare = {"current_target": current} | ({} if run is None else {"run_cost_year": run})
    none = cases(bare)
    part = cases(bare | {field: drawn[field] for field in kept})
    for kind in KINDS:
        assert infrastructure(part.cases[kind]) == infrastructure(none.cases[kind])
    assert part.factors["business_case"].confidence == none.factors["business_case"].confidence


@settings(max_examples=60)
@given(sizes, st.sampled_from(SIZES), st.booleans(), stated)
def test_one_known_cell_never_makes_a_workload_cheaper_than_none(drawn, field, says, run):
    bare = {"run_cost_year": run} if says else {}
    none, one = cases(bare), cases(bare | {field: drawn[field]})
    for kind in KINDS:
        assert one.cases[kind].run_year_minor >= none.cases[kind].run_year_minor


def test_the_figures_at_hand_a_million_a_year_and_one_size():
    """What cost 12, 450 or 61,345 a year on the private cloud costs 850,000 with nothing known."""
    factor = RULES.numbers["run_factor_private"]
    for known in ({}, {"traffic_gib_month": 50.0}, {"storage_gib": 321.0}, {"cpu_cores": 38.0}):
        found = cases({"run_cost_year": MILLION} | known)
        assert found.cases["private"].run_year_minor == round(factor * MILLION)


@settings(max_examples=120)
@given(sizes, stated, currents)
def test_with_every_size_known_stated_money_follows_the_sheets(drawn, run, current):
    """The sheet of each target by hand, consolidated sizes there, today's sizes here."""
    prices: dict[str, dict[str, float]] = {line.target: {} for line in RULES.prices}
    for line in RULES.prices:
        prices[line.target][line.item] = line.price_minor

    def sheet(kind, moved):
        total = 0.0
        for item, field, yearly in SIZED:
            size = drawn[field] * yearly
            core = RULES.numbers[f"size_{kind}"] if moved and kind != "legacy" else 1.0
            if field == "cpu_cores":
                size *= core
            if field == "memory_gib":
                size *= (1.0 + core) / 2.0
            total += size * prices[kind].get(item, 0.0)
        return total

    here = sheet(current, False)
    assume(here > 1e6)
    found = cases(drawn | {"run_cost_year": run, "current_target": current})
    for kind in KINDS:
        expected = run if kind == current else run * sheet(kind, True) / here
        got = infrastructure(found.cases[kind])
        assert got == pytest.approx(expected, rel=1e-5, abs=2)


def test_zero_is_a_value_and_an_empty_sheet_leaves_the_factor():
    """All sizes known and one of them 0: the sheets rule. All of them 0: they say nothing."""
    known = dict.fromkeys(SIZES, 0.0)
    some = cases(known | {"cpu_cores": 10.0, "run_cost_year": MILLION}).cases["private"]
    ratio = RULES.numbers["size_private"] * 1900 / 2600
    assert some.run_year_minor == pytest.approx(MILLION * ratio, abs=1)
    nothing = cases(known | {"run_cost_year": MILLION}).cases["private"]
    assert nothing.run_year_minor == round(RULES.numbers["run_factor_private"] * MILLION)
    free = [PriceLine("legacy", "cpu_core_year", 0.0), PriceLine("private", "cpu_core_year", 10.0)]
    unpriced = cases({"cpu_cores": 10.0, "run_cost_year": MILLION}, free).cases["private"]
    assert unpriced.run_year_minor == round(RULES.numbers["run_factor_private"] * MILLION)


def test_confidence_rises_only_with_the_last_size_that_is_priced():
    known = {}
    seen = [cases({"run_cost_year": MILLION}).factors["business_case"].confidence]
    for field in SIZES:
        known[field] = 10.0
        found = cases(known | {"run_cost_year": MILLION})
        seen.append(found.factors["business_case"].confidence)
    assert seen[:3] == [0.5] * 3
    assert 0.5 < seen[3] < seen[4]  # the last size of own rooms, then the traffic of a cloud


def test_a_list_without_traffic_is_estimated_all_the_same():
    """What virtual hosts export: cores, memory, storage, and no traffic."""
    found = cases(dict.fromkeys(PAID, 10.0))
    here = infrastructure(found.cases["legacy"])
    assert here > 0
    assert infrastructure(found.cases["private"]) > 0
    share = RULES.numbers["run_factor_public"]
    assert infrastructure(found.cases["public"]) == round(share * here)


def test_a_service_that_is_bought_is_not_free_either():
    from planner.model.programme import DEFAULT_TARGETS, Target

    targets = (*DEFAULT_TARGETS, Target("saas", "saas"))
    full = dict.fromkeys(SIZES, 10.0) | {"run_cost_year": MILLION, "licence_cost_year": MILLION}
    found = cases(full, targets=targets).cases["saas"]
    assert infrastructure(found) == round(RULES.numbers["run_factor_saas"] * MILLION)


@settings(max_examples=60)
@given(st.data())
def test_each_part_is_compared_with_itself(data):
    """Licences and people follow their own factors, whatever is known of infrastructure."""
    cells = {
        key: data.draw(st.integers(0, MILLION)) for key in ("staff_cost_year", "licence_cost_year")
    }
    for field, amount in itertools.product(SIZES, (None, 12.0)):
        known = cells | ({field: amount} if amount is not None else {})
        case = cases(known | {"run_cost_year": MILLION}).cases["private"]
        assert case.staff_year_minor == round(0.8 * cells["staff_cost_year"])
        licences = case.run_year_minor - infrastructure(case)
        assert licences == round(0.85 * cells["licence_cost_year"])


def test_growth_and_the_trend_of_cloud_prices_compound_on_infrastructure_alone():
    """Two years, no interest: 1.1 + 1.21 times staying, and 1.1 x 0.9 a year on public."""
    from planner.model.scenario import Dials

    dials = Dials(horizon_years=2, discount_rate=0.0, inflation=0.0)
    one = workload(
        "A", "Zzz", current_target="legacy", run_cost_year=MILLION, staff_cost_year=MILLION
    )
    programme = Programme(start=START, load_growth=0.1, cloud_price_trend=-0.1)
    found = assess(Inventory(workloads=(one,)), programme, RULES, Scenario("a", dials=dials))
    stay, public = (found.workloads["A"].cases[kind] for kind in ("legacy", "public"))
    assert stay.net_present_minor == pytest.approx(MILLION * (1.1 + 1.21 + 2.0), abs=1)
    yearly = public.net_present_minor - public.one_off_minor
    assert yearly == pytest.approx(MILLION * (0.8 * (0.99 + 0.99**2) + 2 * 0.65), abs=2)
