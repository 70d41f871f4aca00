"""Energy and emissions on each target, worked by hand; what is not known is not 0."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.assessing import load_rule_set
from planner.model.assessment import TargetCase
from planner.model.programme import PriceLine, Programme, Target
from planner.model.rules import RuleSet
from tests.assessing.assessing_cases import START, assessed, workload

RULES = load_rule_set("balanced")
SIZES: dict[str, Any] = {"cpu_cores": 8.0, "memory_gib": 32.0, "storage_gib": 1000.0}
HERE = 1.58 * (8 * 18.6 + 32 * 3.43 + 1000 * 0.0105)
PRIVATE = 1.58 * (6.8 * 18.6 + 29.6 * 3.43 + 1000 * 0.0105)
PUBLIC = 1.135 * (6 * 18.6 + 28 * 3.43 + 1000 * 0.0105)


def cases(
    rules: RuleSet = RULES, frame: Programme | None = None, **cells: Any
) -> dict[str, TargetCase]:
    return dict(assessed(rules, workload("A", **cells), frame=frame).workloads["A"].cases)


def test_energy_by_size_and_by_the_place() -> None:
    """0.85 and 0.75 of the cores, memory by half of that; own rooms 1.58, public cloud 1.135."""
    found = cases(current_target="legacy", **SIZES)
    for target, kwh in (("legacy", HERE), ("private", PRIVATE), ("public", PUBLIC)):
        assert found[target].kwh_year == pytest.approx(kwh)
        assert found[target].kg_year == pytest.approx(0.48 * kwh)


def test_stated_energy_wins_and_is_carried_over_by_the_ratio() -> None:
    found = cases(current_target="legacy", energy_kwh_year=10_000.0, **SIZES)
    assert found["legacy"].kwh_year == 10_000.0
    assert found["private"].kwh_year == pytest.approx(10_000 * PRIVATE / HERE)
    alone = cases(current_target="legacy", energy_kwh_year=10_000.0)
    cores = (0.85 * 18.6 + 4 * 0.925 * 3.43) / (18.6 + 4 * 3.43)
    assert alone["private"].kwh_year == pytest.approx(10_000 * cores)
    assert cases(current_target="legacy", energy_kwh_year=0.0)["public"].kwh_year == 0.0


def test_what_is_not_known_is_not_0_and_one_size_more_never_makes_it_less() -> None:
    blind = cases(current_target="legacy", memory_gib=32.0)
    assert {(one.kwh_year, one.kg_year) for one in blind.values()} == {(None, None)}
    none = cases(current_target="legacy", cpu_cores=0.0, memory_gib=32.0)
    assert {(one.kwh_year, one.kg_year) for one in none.values()} == {(None, None)}
    bare = cases(current_target="legacy", cpu_cores=8.0)["private"].kwh_year
    assert bare == pytest.approx(1.58 * (6.8 * 18.6 + 29.6 * 3.43))


def test_the_grid_is_the_country_s_or_the_price_sheet_s() -> None:
    china = cases(current_target="legacy", protection_level=3, **SIZES)
    assert china["legacy"].kg_year == pytest.approx(0.5366 * HERE)
    lines = (
        PriceLine("public", "carbon_kg_kwh", factor=0.0),
        PriceLine("green", "power_usage", factor=1.2),
        PriceLine("green", "carbon_kg_kwh", factor=0.02),
    )
    targets = (Target("legacy", "legacy"), Target("green", "private"), Target("p", "public"))
    frame = Programme(start=START, targets=targets, prices=lines)
    found = cases(frame=frame, current_target="legacy", run_cost_year=100_000_000, **SIZES)
    assert found["p"].kg_year == 0.0
    assert found["green"].kwh_year == pytest.approx(PRIVATE / 1.58 * 1.2)
    assert found["green"].kg_year == pytest.approx(PRIVATE / 1.58 * 1.2 * 0.02)
    bare = replace(frame, prices=())
    plain = cases(frame=bare, current_target="legacy", run_cost_year=100_000_000, **SIZES)
    assert found["green"].run_year_minor == plain["green"].run_year_minor > 0, "prices stay"


def test_the_dial_is_off_by_default_and_counts_a_tonne_as_money() -> None:
    off = cases(current_target="legacy", run_cost_year=100_000_000, **SIZES)
    assert all(one.carbon_cost == 0.0 for one in off.values())
    dear = replace(RULES, numbers={**RULES.numbers, "carbon_price": 1000.0})
    on = cases(dear, current_target="legacy", run_cost_year=100_000_000, **SIZES)
    worth = sum((1.02 / 1.05) ** year for year in range(1, 6))
    for target, one in on.items():
        cost = 0.05 * (1000.0 / 10_000) * ((one.kg_year or 0.0) / 1000) * worth
        assert one.carbon_cost == pytest.approx(cost)
        assert one.cost - off[target].cost == pytest.approx(cost)


def test_each_target_is_on_the_grid_of_where_it_lies() -> None:
    """Own rooms in Zurich 0.035, "Azure West Europe" 0.214; the private cloud stands at home."""
    zurich = dict(current_target="On-prem DC Zurich", **SIZES)
    found = assessed(
        RULES,
        workload("A", **zurich),
        workload("B", **zurich),
        workload("C", current_target="Azure West Europe", **SIZES),
    )
    cases = found.workloads["A"].cases
    grids = {key: (one.kg_year or 0.0) / (one.kwh_year or 1.0) for key, one in cases.items()}
    assert grids["legacy"] == pytest.approx(0.035)
    assert grids["private"] == pytest.approx(0.035)
    assert grids["public"] == pytest.approx(0.214)


def test_a_region_of_a_target_says_its_grid() -> None:
    targets = (
        Target("legacy", "legacy"),
        Target("p", "public", region="Frankfurt"),
        Target("q", "public", region="eu-west"),
    )
    frame = Programme(start=START, targets=targets)
    found = cases(frame=frame, current_target="legacy", **SIZES)
    shares = {key: (one.kg_year or 0.0) / (one.kwh_year or 1.0) for key, one in found.items()}
    assert shares == pytest.approx({"legacy": 0.381, "p": 0.381, "q": 0.214})


def test_a_law_named_beside_that_of_its_union_is_of_the_country() -> None:
    law = cases(current_target="legacy", regulations=("GDPR", "FINMA"), **SIZES)
    assert (law["legacy"].kg_year or 0.0) == pytest.approx(0.035 * HERE)
