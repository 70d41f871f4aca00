"""Planted conflicts must come back exactly, with the repairs that undo them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from planner.optimising.conflict import find_conflict
from planner.optimising.plan import RuleRef
from planner.optimising.problem_file import parse_problem


def problem(workloads, *, targets=("legacy", "private"), waves=0, ready=None, **more):
    """Return a problem of free workloads that all have to leave legacy."""
    names = [*targets]
    return parse_problem(
        {
            "format": "planning-problem",
            "version": 1,
            "targets": [{"id": name, "ready_wave": (ready or {}).get(name, 1)} for name in names],
            "workloads": [
                {"id": name, "current": "legacy", "cost": {"private": 1}, **extra}
                for name, extra in workloads.items()
            ],
            "waves": [{"id": f"W{w}", "day": 30 * w} for w in range(1, waves + 1)],
            **more,
        }
    )


def refs(conflict):
    return set(conflict.rules)


def test_every_reason_that_closes_the_same_place_is_told_of():
    closed: dict[str, Any] = {"cost": {"legacy": 1, "private": 2}, "current": "legacy"}
    closed["forbidden"] = {"private": ["residency", "pin of 12 May"], "public": ["licence"]}
    closed["cost"]["public"] = 3
    exits = [{"id": "hall", "targets": ["legacy", "public"]}]
    every = ("legacy", "private", "public")
    found = find_conflict(problem({"A": closed}, targets=every, exits=exits, version=2))
    assert found is not None
    reasons = [rule.names[2] for rule in found.told if rule.kind == "forbidden"]
    assert sorted(reasons) == ["pin of 12 May", "residency"]
    assert len(found.rules) == len(found.told) - 1


BYSTANDERS = {"X": {"amounts": {"ram": 1}}, "Y": {"amounts": {"ram": 1}}}


def test_capacity_and_those_who_must_share_it():
    both = {"legacy": 5, "private": 1}
    found = find_conflict(
        problem(
            {
                "A": {"cost": both, "allowed": ["private"], "amounts": {"cpu": 8}},
                "B": {"cost": both, "allowed": ["private"], "amounts": {"cpu": 7}},
                **BYSTANDERS,
            },
            limits=[
                {"id": "CPU", "amount": "cpu", "targets": ["private"], "at_most": 12},
                {"id": "RAM", "amount": "ram", "targets": ["private"], "at_most": 12},
            ],
        )
    )
    assert found is not None
    assert refs(found) == {
        RuleRef("limit", "CPU"),
        RuleRef("allowed", names=("A",)),
        RuleRef("allowed", names=("B",)),
    }
    best = found.repairs[0]
    assert best.rules == (RuleRef("limit", "CPU"),)
    assert (best.change, best.amount, best.proven) == ("raise", 3.0, True)
    assert {repair.change for repair in found.repairs[1:]} == {"allow"}


def test_same_target_and_apart():
    found = find_conflict(
        problem({"A": {}, "B": {}}, apart=[["A", "B"]], targets=("legacy", "private"))
    )
    assert found is not None
    assert refs(found) == {RuleRef("apart", names=("A", "B"))}
    both = {"legacy": 5, "private": 1}
    found = find_conflict(
        problem(
            {"A": {"cost": both}, "B": {"cost": both}, **BYSTANDERS},
            apart=[["A", "B"]],
            same_target=[["A", "B"], ["X", "Y"]],
        )
    )
    assert found is not None
    assert refs(found) == {
        RuleRef("apart", names=("A", "B")),
        RuleRef("same_target", names=("A", "B")),
    }
    assert all(repair.change == "drop" and repair.proven for repair in found.repairs)


def test_a_floor_that_nobody_can_fill():
    found = find_conflict(
        problem(
            {"A": {"amounts": {"share": 1}}},
            limits=[{"id": "cloud", "amount": "share", "targets": ["private"], "at_least": 3}],
        )
    )
    assert found is not None
    assert refs(found) == {RuleRef("limit", "cloud")}
    assert (found.repairs[0].change, found.repairs[0].amount) == ("lower", 2.0)


def test_whole_numbers_alone_conflict():
    """Three pairs kept apart on two targets: half of each would do, whole ones do not."""
    both = {"legacy": 5, "private": 1}
    found = find_conflict(
        problem(
            {name: {"cost": both} for name in "ABCXY"},
            apart=[["A", "B"], ["B", "C"], ["A", "C"], ["X", "Y"]],
        )
    )
    assert found is not None
    assert refs(found) == {
        RuleRef("apart", names=pair) for pair in [("A", "B"), ("B", "C"), ("A", "C")]
    }
    assert len(found.repairs) == 3


def test_dates_against_order():
    found = find_conflict(
        problem(
            {"A": {"latest_wave": 2}, "B": {"earliest_wave": 3}, **BYSTANDERS},
            waves=4,
            dependencies=[{"from": "A", "to": "B"}, {"from": "X", "to": "Y"}],
        )
    )
    assert found is not None
    assert refs(found) == {
        RuleRef("latest_wave", names=("A",)),
        RuleRef("earliest_wave", names=("B",)),
        RuleRef("before", names=("A", "B")),
    }
    by_rule = {repair.rules[0].kind: repair for repair in found.repairs}
    assert (by_rule["latest_wave"].change, by_rule["latest_wave"].amount) == ("later", 1.0)
    assert (by_rule["earliest_wave"].change, by_rule["earliest_wave"].amount) == ("earlier", 1.0)
    assert by_rule["before"].change == "drop"


def test_a_freeze_and_a_deadline():
    found = find_conflict(
        problem(
            {
                "A": {"amounts": {"count": 1}, "latest_wave": 1},
                "B": {"amounts": {"count": 1}},
            },
            waves=3,
            wave_limits=[{"id": "freeze", "amount": "count", "at_most": [0, None, None]}],
        )
    )
    assert found is not None
    assert refs(found) == {
        RuleRef("latest_wave", names=("A",)),
        RuleRef("wave_limit", "freeze", wave=1),
    }
    assert {(r.rules[0].kind, r.change, r.amount) for r in found.repairs} == {
        ("latest_wave", "later", 1.0),
        ("wave_limit", "raise", 1.0),
    }


def test_a_target_that_is_ready_too_late():
    found = find_conflict(
        problem({"A": {"latest_wave": 2}, "B": {}}, waves=3, ready={"private": 3})
    )
    assert found is not None
    assert refs(found) == {
        RuleRef("latest_wave", names=("A",)),
        RuleRef("ready_wave", "private"),
    }
    past = find_conflict(problem({"A": {}}, waves=3, ready={"private": 9}))
    assert past is not None
    assert refs(past) == {RuleRef("ready_wave", "private")}


def test_work_that_does_not_fit_into_the_waves():
    found = find_conflict(
        problem(
            {name: {"amounts": {"days": 10}} for name in "ABC"},
            waves=2,
            wave_limits=[{"id": "team", "amount": "days", "at_most": 12}],
        )
    )
    assert found is not None
    assert refs(found) == {RuleRef("wave_limit", "team", wave=w) for w in (1, 2)}
    more, *raised = found.repairs
    assert (more.rules, more.change, more.amount) == ((RuleRef("waves"),), "raise", 1.0)
    assert {repair.rules[0].wave for repair in raised} == {1, 2}
    assert [repair.amount for repair in raised] == [8.0, 8.0]


def test_a_chain_longer_than_the_waves():
    found = find_conflict(
        problem(
            {name: {} for name in "ABC"},
            waves=2,
            dependencies=[
                {"from": "A", "to": "B", "kind": "earlier"},
                {"from": "B", "to": "C", "kind": "earlier"},
            ],
        )
    )
    assert found is not None
    assert refs(found) == {
        RuleRef("earlier", names=("A", "B")),
        RuleRef("earlier", names=("B", "C")),
    }


def test_placement_and_waves_together():
    """Legacy is full, so one of two has to move, and the wave has no room for either."""
    found = find_conflict(
        problem(
            {
                name: {
                    "cost": {"legacy": 1, "private": 2},
                    "amounts": {"racks": {"legacy": 1}, "days": 5},
                }
                for name in "AB"
            },
            waves=1,
            limits=[{"id": "racks", "amount": "racks", "targets": ["legacy"], "at_most": 1}],
            wave_limits=[{"id": "team", "amount": "days", "at_most": 4}],
        )
    )
    assert found is not None
    assert refs(found) == {RuleRef("limit", "racks"), RuleRef("wave_limit", "team", wave=1)}
    assert {(r.rules[0].kind, r.amount) for r in found.repairs} == {
        ("limit", 1.0),
        ("wave_limit", 1.0),
    }


def test_two_conflicts_need_two_repairs():
    found = find_conflict(
        problem(
            {"A": {"latest_wave": 1}, "B": {"latest_wave": 1}},
            waves=2,
            ready={"private": 1},
            dependencies=[],
            wave_limits=[],
            apart=[["A", "B"]],
            limits=[
                {"id": "none", "amount": "x", "targets": ["private"], "at_least": 1},
            ],
        )
    )
    assert found is not None
    assert len(found.repairs) == 1
    assert set(found.repairs[0].rules) == {
        RuleRef("apart", names=("A", "B")),
        RuleRef("limit", "none"),
    }


def test_no_conflict_where_a_plan_exists():
    assert find_conflict(problem({"A": {}, "B": {}}, waves=2)) is None


@pytest.mark.parametrize(("capacity", "short"), [(10, 842.0), (0, 852.0)])
def test_the_elastic_answer_says_by_how_much(capacity, short):
    found = find_conflict(
        problem(
            {f"A{n}": {"amounts": {"cpu": 8.52}} for n in range(100)},
            limits=[{"id": "CPU", "amount": "cpu", "targets": ["private"], "at_most": capacity}],
        )
    )
    assert found is not None
    (repair,) = found.repairs
    assert (repair.rules, repair.change) == ((RuleRef("limit", "CPU"),), "raise")
    assert repair.amount == pytest.approx(short)


def test_every_rule_of_a_conflict_is_needed():
    """Taking any one rule away from the problem leaves a problem without that conflict."""
    data = problem(
        {"A": {"latest_wave": 2}, "B": {"earliest_wave": 3}},
        waves=4,
        dependencies=[{"from": "A", "to": "B"}],
    )
    assert find_conflict(data) is not None
    assert find_conflict(dataclasses.replace(data, dependencies=())) is None


def test_a_group_said_twice_is_one_rule():
    """The other way round it is the same group, and one way out ends both."""
    found = find_conflict(problem({"A": {}, "B": {}}, apart=[["A", "B"], ["B", "A"]]))
    assert found is not None
    assert refs(found) == {RuleRef("apart", names=("A", "B"))}
    (repair,) = found.repairs
    assert (repair.rules[0].kind, repair.change, repair.proven) == ("apart", "drop", True)


def test_a_deadline_inside_a_freeze_is_short_by_one_wave():
    found = find_conflict(
        problem(
            {"A": {"amounts": {"count": 1}, "latest_wave": 1}},
            waves=6,
            wave_limits=[{"id": "freeze", "amount": "count", "at_most": [0] + [None] * 5}],
        )
    )
    assert found is not None
    ways = {(way.rules[0].kind, way.change, way.amount) for way in found.repairs}
    assert ("latest_wave", "later", 1.0) in ways


@pytest.mark.parametrize("unit", [1.0, 1e9, 1e18])
def test_large_numbers_are_a_conflict_like_small_ones(unit):
    """Money may be counted in units so small that a solver refuses the figures as they are."""
    stated = problem(
        {name: {"amounts": {"one_off": 8 * unit}} for name in "AB"},
        limits=[
            {"id": "budget", "amount": "one_off", "targets": ["private"], "at_most": 12 * unit}
        ],
    )
    found = find_conflict(stated)
    assert found is not None
    assert refs(found) == {RuleRef("limit", "budget")}
    assert found.repairs[0].amount == pytest.approx(4 * unit)
