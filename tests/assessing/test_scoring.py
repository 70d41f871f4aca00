from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assessing import assess, load_rule_set
from planner.assessing.archetypes import ArchetypeFinder
from planner.assessing.dials import importance_of
from planner.assessing.factors import compile_curve, score_of
from planner.assessing.price_sheet import annuity
from planner.assessing.values import Facts
from planner.model.assessment import ValueSource
from planner.model.inventory import Inventory
from planner.model.programme import PriceLine, Programme
from planner.model.rules import FACTORS, Archetype, Curve, LocalText
from planner.model.scenario import Decision, DecisionKind, Dials, Scenario
from planner.wording import worded
from tests.assessing.assessing_cases import START, assessed, workload

RULES = load_rule_set("balanced")
FULL: dict[str, Any] = {
    "channel": "channel",
    "latency_ms": 150.0,
    "releases_year": 6.0,
    "releases_wanted": 24.0,
    "users": 20_000,
    "peak_to_average": 6.0,
    "seasonality": "daily",
    "load_growth": 20.0,
    "scale_out": "stateless",
    "architecture": "layered",
    "containers": "none",
    "data_class": "internal",
    "criticality": "medium",
    "cpu_cores": 16.0,
    "memory_gib": 64.0,
    "run_cost_year": 80_000_000,
    "licence_cost_year": 10_000_000,
    "staff_cost_year": 20_000_000,
    "current_target": "legacy",
}


@given(st.floats(-50, 150), st.data())
def test_the_quick_curve_is_the_curve_to_the_last_digit(x, data):
    xs = sorted(data.draw(st.sets(st.integers(-20, 120), min_size=2, max_size=6)))
    points = tuple((float(one), float(data.draw(st.integers(0, 100)))) for one in xs)
    curve = Curve(points)
    assert compile_curve(curve)(x) == curve.at(x)
    for one, points_there in points:
        assert compile_curve(curve)(one) == points_there == curve.at(one)


def test_every_score_recomputes_from_its_evidence():
    one = assessed(RULES, workload("A", **FULL)).workloads["A"]
    for factor in FACTORS:
        score = one.factors[factor]
        assert score.evidence
        assert score_of(score.evidence) == score.score
        assert 0 <= score.score <= 100
        assert 0 <= score.confidence <= 1


def test_fit_is_the_sum_of_its_parts_and_cost_of_its_two():
    result = assessed(RULES, workload("A", **FULL))
    profiles = {one.target_kind: one for one in RULES.profiles}
    for target, case in result.workloads["A"].cases.items():
        assert sum(case.fit_parts.values()) == case.fit
        assert case.cost == case.fit_cost + case.money_cost
        rest = {name: part for name, part in case.fit_parts.items() if name != "business_case"}
        weight = sum(result.weights[name] for name in rest)
        assert case.plan_fit == pytest.approx(sum(rest.values()) / weight)
        price, importance = RULES.numbers["fit_price"], result.workloads["A"].importance
        assert case.fit_cost == pytest.approx(price * importance * (100.0 - case.plan_fit))
        elastic = result.workloads["A"].factors["elasticity"].score
        expected = result.weights["elasticity"] * profiles[target].curves["elasticity"].at(elastic)
        assert case.fit_parts["elasticity"] == expected


def test_costs_recompute_from_their_lines():
    result = assessed(RULES, workload("A", **FULL))
    worth = annuity(5, 0.05, 0.02)
    for case in result.workloads["A"].cases.values():
        year = sum(
            line.amount_minor
            for line in case.lines
            if line.when == "year" and line.item not in ("staff_cost_year", "benefit_year")
        )
        staff = sum(one.amount_minor for one in case.lines if one.item == "staff_cost_year")
        brings = -sum(one.amount_minor for one in case.lines if one.item == "benefit_year")
        once = sum(line.amount_minor for line in case.lines if line.when == "once")
        for line in case.lines:
            assert line.amount_minor == round(line.quantity * line.unit_price_minor)
            assert line.source
        assert (case.run_year_minor, case.one_off_minor) == (year, once)
        assert (case.staff_year_minor, case.benefit_year_minor) == (staff, brings)
        assert case.net_present_minor == round(once + worth * (year + staff - brings))


def test_a_cost_worked_by_hand():
    """10 cores at 100, licence at half, one year, no interest: 10 * 0.85 * 100 + 500 = 1,350."""
    prices = (
        PriceLine("legacy", "cpu_core_year", 20_000.0),
        PriceLine("private", "cpu_core_year", 10_000.0),
        PriceLine("private", "licence_factor", factor=0.5),
        PriceLine("", "person_day", 0.0),
    )
    one = workload("A", cpu_cores=10.0, licence_cost_year=100_000, effort_days=5.0)
    dials = Dials(horizon_years=1, discount_rate=0.0, inflation=0.0)
    result = assess(
        Inventory(workloads=(one,)),
        Programme(start=START, prices=prices),
        RULES,
        Scenario("a", dials=dials),
    )
    case = result.workloads["A"].cases["private"]
    assert case.run_year_minor == 85_000 + 50_000
    assert sum(case.effort_days.values()) == pytest.approx(5.0)


def test_annuity_by_hand():
    assert annuity(1, 0.1, 0.0) == pytest.approx(1 / 1.1)
    assert annuity(3, 0.0, 0.0) == 3.0
    assert annuity(2, 0.05, 0.05) == 2.0


def test_nothing_known_is_said_to_be_not_assessed():
    one = assessed(RULES, workload("A", "Zzz")).workloads["A"]
    assert not any(score.assessed for score in one.factors.values())
    assert one.confidence == 0.0
    assert not one.costed
    assert any("No yearly cost" in worded(note, "en") for note in one.notes)


def test_an_archetype_fills_gaps_and_says_so():
    one = assessed(RULES, workload("A", "手机银行")).workloads["A"]
    assert one.archetype == "mobile_bank"
    assert one.archetype_guessed
    elastic = one.factors["elasticity"]
    sources = {line.field: line.source for line in elastic.evidence}
    assert sources["scale_out"] is ValueSource.ARCHETYPE
    known = assessed(RULES, workload("A", "手机银行", scale_out="stateless")).workloads["A"]
    assert known.factors["elasticity"].score == elastic.score
    assert known.factors["elasticity"].confidence > elastic.confidence


@settings(max_examples=60, deadline=None)
@given(
    peak=st.floats(1, 30),
    more=st.floats(0, 20),
    growth=st.floats(-10, 60),
    scale=st.sampled_from(["none", "read_only", "stateless", "sharded"]),
    cores=st.floats(1, 500),
)
def test_more_elastic_never_lowers_public_fit(peak, more, growth, scale, cores):
    base = FULL | {"load_growth": growth, "scale_out": scale, "cpu_cores": cores}
    less = assessed(RULES, workload("A", **base | {"peak_to_average": peak}))
    greater = assessed(RULES, workload("A", **base | {"peak_to_average": peak + more}))
    before, after = (one.workloads["A"].cases["public"].fit for one in (less, greater))
    assert after >= before - 1e-9


@given(st.sampled_from(["public", "internal", "confidential", "important", "core"]))
@settings(max_examples=5, deadline=None)
def test_more_guarded_data_never_raises_public_fit(data_class):
    order = ["public", "internal", "confidential", "important", "core"]
    fits = [
        assessed(RULES, workload("A", **FULL | {"data_class": one}))
        .workloads["A"]
        .cases["public"]
        .fit
        for one in order[: order.index(data_class) + 1]
    ]
    assert fits == sorted(fits, reverse=True)


CORE = {
    "architecture": "monolith",
    "data_class": "core",
    "criticality": "critical",
    "current_target": "legacy",
}


def test_a_stable_core_with_head_room_stays():
    one = assessed(RULES, workload("A", "Core Banking", peak_utilisation=55.0, **CORE)).workloads[
        "A"
    ]
    assert [target for target, case in one.cases.items() if case.allowed] == ["legacy"]
    assert one.cases["private"].forbidden[0].rule == "core-stable"


def test_a_bottlenecked_core_goes_to_a_distributed_one_on_the_private_cloud():
    one = assessed(
        RULES, workload("A", "核心系统", peak_utilisation=95.0, protection_level=4, **CORE)
    ).workloads["A"]
    assert [target for target, case in one.cases.items() if case.allowed] == ["private"]
    assert one.cases["private"].strategy == "refactor"


def test_a_core_nobody_measured_is_left_to_its_fit_within_the_law():
    one = assessed(RULES, workload("A", "Core Banking", protection_level=4, **CORE)).workloads["A"]
    assert {target for target, case in one.cases.items() if case.allowed} == {"legacy", "private"}


def test_decisions_pin_ban_override_and_mitigate():
    decisions = (
        Decision("1", DecisionKind.PIN_TARGET, ("A",), "public"),
        Decision("2", DecisionKind.BAN_TARGET, ("B",), "hybrid"),
        Decision("3", DecisionKind.SCORE, ("A",), "elasticity=77"),
        Decision("4", DecisionKind.MITIGATION, ("A",), "15"),
        Decision("5", DecisionKind.STRATEGY, ("C",), "retain"),
        Decision("6", DecisionKind.BAN_TARGET, ("A",), "public", active=False),
        Decision("7", DecisionKind.STRATEGY, ("D",), "retire"),
    )
    loads = [workload(name, **FULL) for name in "ABCD"]
    plain = assessed(RULES, *loads).workloads["A"]
    result = assessed(RULES, *loads, scenario=Scenario("a", decisions=decisions)).workloads
    allowed = {name: {t for t, c in result[name].cases.items() if c.allowed} for name in "ABC"}
    assert allowed["A"] == {"public"}
    assert allowed["B"] == {"legacy", "private", "public"}
    assert allowed["C"] == {"legacy"}
    assert result["A"].factors["elasticity"].score == 77
    assert result["A"].cases["public"].risk == pytest.approx(plain.cases["public"].risk - 15)
    assert result["D"].retires


def test_a_rule_wins_over_a_pin_until_it_is_dropped():
    guarded = workload("A", **FULL | {"data_class": "core"}, pin_target="public")
    held = assessed(RULES, guarded).workloads["A"]
    assert not held.cases["public"].allowed
    assert held.cases["private"].allowed
    reasons = [worded(one.reason, "en") for one in held.cases["public"].forbidden]
    (said,) = (note for note in (worded(one, "en") for one in held.notes) if "not followed" in note)
    assert reasons
    assert all(reason in said for reason in reasons)
    dropped = Decision(
        "1", DecisionKind.DROP_RULE, ("A",), "own-core-data", "agreed with the regulator"
    )
    free = assessed(RULES, guarded, scenario=Scenario("a", decisions=(dropped,))).workloads["A"]
    assert [target for target, case in free.cases.items() if case.allowed] == ["public"]


def test_a_pin_wins_over_a_ban_of_the_same_place_and_says_so():
    both = tuple(
        Decision(str(number), kind, ("A",), "public")
        for number, kind in enumerate((DecisionKind.PIN_TARGET, DecisionKind.BAN_TARGET))
    )
    held = assessed(RULES, workload("A", **FULL), scenario=Scenario("a", decisions=both))
    found = held.workloads["A"]
    assert [target for target, case in found.cases.items() if case.allowed] == ["public"]
    assert any("banned from it" in worded(note, "en") for note in found.notes)


def test_somewhere_is_always_allowed():
    trapped = workload("A", **FULL, residency="on_premises", banned_targets=("legacy", "private"))
    cases = assessed(RULES, trapped).workloads["A"].cases
    assert any(case.allowed for case in cases.values())


def test_payback_is_one_off_over_yearly_saving():
    one = assessed(RULES, workload("A", **FULL)).workloads["A"]
    stay, moved = one.cases["legacy"], one.cases["private"]
    assert stay.payback_years is None
    assert moved.payback_years == moved.one_off_minor / (
        stay.cash_year_minor - moved.cash_year_minor
    )


def test_exit_cost_is_paid_only_where_the_move_cannot_wait():
    soon = FULL | {"exit_cost": 5_000_000, "contract_end_date": date(2027, 6, 1)}
    later = soon | {"contract_end_date": date(2040, 6, 1)}
    waits = assessed(RULES, workload("A", **soon)).workloads["A"].cases["private"]
    pays = assessed(RULES, workload("A", **later)).workloads["A"].cases["private"]
    assert "exit_cost" not in {line.item for line in waits.lines}
    assert pays.one_off_minor == waits.one_off_minor + 5_000_000


def test_the_longest_keyword_wins_even_where_a_shorter_one_begins_before_it() -> None:
    kinds = (
        Archetype("short", LocalText("", ""), ("card system",), {}),
        Archetype("long", LocalText("", ""), ("system of record",), {}),
    )
    found, guessed = ArchetypeFinder(kinds).find(workload("A", "Card system of record"))
    assert guessed
    assert found is not None
    assert found.key == "long"


def test_a_tier_that_its_kind_alone_suggests_outranks_no_stated_one():
    def weight(**stated: str) -> float:
        facts = Facts(workload("A", **stated), None, "legacy", None, {"criticality": "critical"})
        return importance_of(facts)

    assert weight() == weight(criticality="medium")
    assert weight() < weight(criticality="high") < weight(criticality="critical")
