"""Effort of a move is never cut: it takes the waves it takes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assessing.spread import PART, spread_effort

TEAMS = ("core", "data")
effort = st.dictionaries(st.sampled_from(TEAMS), st.floats(0.5, 2000.0), max_size=2)
days = st.dictionaries(
    st.sampled_from("ABC"), st.fixed_dictionaries({"private": effort}), min_size=1
)
rooms = st.fixed_dictionaries({team: st.floats(5.0, 500.0) for team in TEAMS})


def whole(amount):
    return math.fsum(amount) if isinstance(amount, tuple) else amount


def length(amount):
    return len(amount) if isinstance(amount, tuple) else 1


@settings(max_examples=150)
@given(days, rooms, st.booleans())
def test_nothing_is_lost_and_no_entry_takes_more_than_half_of_a_team(drawn, smallest, grouped):
    groups = [tuple(drawn)] if grouped else []
    found = spread_effort(drawn, smallest, groups, {}, {})
    for name, by_target in drawn.items():
        for team, effort_days in by_target["private"].items():
            amount = found[name]["private"][team]
            assert whole(amount) == pytest.approx(effort_days)
            most = max(amount) if isinstance(amount, tuple) else amount
            assert most <= PART * smallest[team] * (1 + 1e-9)
    if grouped:
        for team in TEAMS:
            parts = [found[name]["private"].get(team, 0.0) for name in drawn]
            at_once = sum(max(a) if isinstance(a, tuple) else a for a in parts)
            assert at_once <= PART * smallest[team] * (1 + 1e-9)


@settings(max_examples=100)
@given(days, rooms)
def test_it_takes_the_least_number_of_waves(drawn, smallest):
    found = spread_effort(drawn, smallest, (), {}, {})
    for name, by_target in drawn.items():
        lengths = {length(one) for one in found[name]["private"].values()} or {1}
        (count,) = lengths
        if count > 1:
            heaviest = max(d / smallest[team] for team, d in by_target["private"].items())
            assert heaviest / (count - 1) > PART


def test_a_stated_duration_wins_and_history_is_not_rewritten():
    drawn = {"A": {"private": {"core": 90.0}}, "B": {"private": {"core": 900.0}}}
    found = spread_effort(drawn, {"core": 100.0}, (), {"A": 3}, {"B": 2})
    assert found["A"]["private"]["core"] == (30.0, 30.0, 30.0)
    assert found["B"]["private"]["core"] == (450.0, 450.0)
