"""What should rise rises: curves of every rule set, and whole workloads drawn at random."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assessing import load_rule_set, rule_set_names
from planner.model.fields import FIELD_BY_KEY, FieldKind
from tests.assessing.assessing_cases import assessed, workload

RULES = load_rule_set("balanced")
UP, DOWN = 1, -1
SUITS = {
    "public": {"responsiveness": UP, "business_case": UP, "digital_maturity": UP,
               "elasticity": UP, "risk": DOWN},
    "legacy": {"responsiveness": DOWN, "business_case": UP, "digital_maturity": DOWN,
               "elasticity": DOWN, "risk": UP},
    "private": {"responsiveness": UP, "business_case": UP, "digital_maturity": UP, "risk": UP},
    "hybrid": {"responsiveness": UP, "business_case": UP, "digital_maturity": UP,
               "elasticity": UP},
    "saas": {"responsiveness": UP, "business_case": UP, "elasticity": UP, "risk": DOWN},
}  # fmt: skip
"""Where a profile must be monotone; private and hybrid are best in the middle elsewhere."""
FALLING = ("latency_ms", "change_lead_days", "rto_hours", "rpo_minutes")
"""Indicators of numbers whose points fall as the value rises; all others rise."""
ORDERED = {
    "channel": ("batch", "back_office", "platform", "channel"),
    "scale_out": ("none", "read_only", "stateless"),
    "containers": ("none", "partly", "fully"),
    "delivery": ("manual", "scripted", "integrated", "continuous"),
    "technology_support": ("ended", "extended", "current"),
    "documentation": ("none", "partial", "good"),
    "cloud_skill": ("none", "basic", "practised", "expert"),
    "data_class": ("public", "internal", "confidential", "important", "core"),
    "personal_data": ("none", "basic", "sensitive"),
    "residency": ("none", "country", "region", "on_premises"),
    "criticality": ("low", "medium", "high", "critical"),
    "licence_limits": ("none", "restricted", "hardware_bound"),
    "third_party_access": ("none", "limited", "broad"),
    "lock_in": ("low", "medium", "high"),
    "seasonality": ("none", "daily", "monthly", "yearly", "event"),
}
MOVES = {"responsiveness": UP, "elasticity": UP, "digital_maturity": UP, "risk": DOWN}
"""How a factor moves the fit of public cloud."""


@pytest.mark.parametrize("name", rule_set_names())
def test_profiles_are_monotone_where_they_should_be(name):
    for profile in load_rule_set(name).profiles:
        for factor, way in SUITS[profile.target_kind].items():
            heights = [y for _, y in profile.curves[factor].points]
            assert all(way * (b - a) >= 0 for a, b in pairwise(heights)), (profile, factor)


@pytest.mark.parametrize("name", rule_set_names())
def test_every_indicator_runs_one_way(name):
    for one in load_rule_set(name).indicators:
        if one.curve is not None:
            heights = [y for _, y in one.curve.points]
            way = DOWN if one.key in FALLING else UP
            assert all(way * (b - a) > 0 for a, b in pairwise(heights)), one.key
        elif one.key in ORDERED:
            points = [one.points[choice] for choice in ORDERED[one.key]]
            assert points == sorted(points), one.key


@st.composite
def steps(draw):
    """A workload of random cells, and the same with one indicator a step further."""
    values = {}
    for one in RULES.indicators:
        if one.field not in FIELD_BY_KEY or draw(st.booleans()):
            continue
        values[one.field] = draw(_values(one))
    chosen = draw(
        st.sampled_from(
            [one for one in RULES.indicators if one.curve is not None or one.key in ORDERED]
        )
    )
    while chosen.field not in FIELD_BY_KEY:
        chosen = draw(st.sampled_from(RULES.indicators[:3]))
    low, high = draw(_values(chosen)), draw(_values(chosen))
    if chosen.curve is not None:
        low, high = sorted((low, high), reverse=chosen.key in FALLING)
    else:
        low, high = sorted((low, high), key=ORDERED[chosen.key].index)
    return values | {chosen.field: low}, values | {chosen.field: high}, chosen


def _values(one):
    if one.curve is None:
        return st.sampled_from(ORDERED.get(one.key) or list(one.points))
    xs = [x for x, _ in one.curve.points]
    field = FIELD_BY_KEY[one.field]
    low = xs[0] if field.minimum is None else max(xs[0], field.minimum)
    if field.kind is FieldKind.INTEGER:
        return st.integers(int(low), int(xs[-1]))
    return st.floats(low, xs[-1])


@settings(max_examples=150)
@given(steps())
def test_one_indicator_further_moves_its_score_and_public_fit_its_way(drawn):
    """Money is held still: the fit without the business case's part is compared."""
    less, more, indicator = drawn
    before, after = (
        assessed(RULES, workload("A", "Zzz", **values)).workloads["A"] for values in (less, more)
    )
    factor = indicator.factor
    assert after.factors[factor].score >= before.factors[factor].score - 1e-9
    fits = [
        sum(part for name, part in one.cases["public"].fit_parts.items() if name != "business_case")
        for one in (before, after)
    ]
    assert MOVES[factor] * (fits[1] - fits[0]) >= -1e-9


@settings(max_examples=40)
@given(st.integers(1_000_000, 900_000_000), st.integers(0, 500_000_000))
def test_a_dearer_move_never_has_the_better_business_case(run, dearer):
    one_off = [
        assessed(RULES, workload("A", "Zzz", cpu_cores=8.0, run_cost_year=run, one_off_cost=cost))
        .workloads["A"]
        .cases["private"]
        for cost in (0, dearer)
    ]
    assert one_off[1].net_present_minor - one_off[0].net_present_minor == pytest.approx(
        dearer, abs=1
    )
    assert one_off[1].fit_parts["business_case"] <= one_off[0].fit_parts["business_case"] + 1e-9
