"""A rule relaxed is that rule and no other, and a decision that cannot be read relaxes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.model.scenario import Decision, DecisionKind
from planner.model.way_out import more_waves, read_way_out, relax, way_out_value
from planner.optimising.plan import Repair, RuleRef
from planner.optimising.problem import WaveLimit
from planner.optimising.problem_file import parse_problem
from planner.optimising.relaxing import relaxed, repaired, with_more_waves

PROBLEM = parse_problem(
    {
        "format": "planning-problem",
        "version": 1,
        "targets": [{"id": "here"}, {"id": "there", "ready_wave": 3}],
        "workloads": [
            {"id": name, "cost": {"here": 1, "there": 2}, "earliest_wave": 2, "latest_wave": 3}
            for name in "ABC"
        ],
        "dependencies": [
            {"from": "A", "to": "B"},
            {"from": "B", "to": "A"},
            {"from": "B", "to": "C", "kind": "together"},
        ],
        "same_target": [["A", "B"]],
        "limits": [
            {"id": "CPU", "amount": "cpu", "targets": ["there"], "at_most": 9, "at_least": 4}
        ],
        "waves": [{"id": "W1", "day": 10}, {"id": "W2", "day": 30}, {"id": "W3", "day": 50}],
        "wave_limits": [
            {"id": "team", "amount": "days", "at_most": [5, 0, 8], "at_least": [1, None, 2]}
        ],
    }
)


def kinds(problem):
    return [item.kind.value for item in problem.dependencies]


def test_order_is_dropped_one_way_and_togetherness_both_ways():
    before = relaxed(PROBLEM, RuleRef("before", names=("A", "B")))
    assert kinds(before) == ["free", "before", "together"]
    together = relaxed(PROBLEM, RuleRef("together", names=("C", "B")))
    assert kinds(together) == ["before", "before", "free"]
    any_kind = relaxed(PROBLEM, RuleRef("dependency", names=("A", "B")))
    assert kinds(any_kind) == ["free", "free", "together"]


def test_each_end_of_a_limit_is_relaxed_for_itself():
    (raised,) = relaxed(PROBLEM, RuleRef("limit", "CPU"), "raise", 2.5).limits
    assert (raised.at_most, raised.at_least) == (11.5, 4)
    (lowered,) = relaxed(PROBLEM, RuleRef("limit", "CPU"), "lower", 9.0).limits
    assert (lowered.at_most, lowered.at_least) == (9, 0)
    (freed,) = relaxed(PROBLEM, RuleRef("limit", "CPU"), "raise").limits
    assert (freed.at_most, freed.at_least) == (None, 4)
    assert relaxed(PROBLEM, RuleRef("limit", "CPU")).limits == ()


def test_a_wave_limit_is_relaxed_in_its_wave_or_in_all():
    (one,) = relaxed(PROBLEM, RuleRef("wave_limit", "team", wave=2), "raise", 3.0).wave_limits
    assert (one.at_most, one.at_least) == ((5, 3, 8), (1, None, 2))
    (every,) = relaxed(PROBLEM, RuleRef("wave_limit", "team"), "raise", 3.0).wave_limits
    assert every.at_most == (8, 3, 11)
    (least,) = relaxed(PROBLEM, RuleRef("wave_limit", "team", wave=3), "lower", 1.0).wave_limits
    assert (least.at_most, least.at_least) == ((5, 0, 8), (1, None, 1))
    past = RuleRef("wave_limit", "team", wave=9)
    assert relaxed(PROBLEM, past, "raise", 3.0).wave_limits == PROBLEM.wave_limits
    assert relaxed(PROBLEM, RuleRef("wave_limit", "team")).wave_limits == ()


@pytest.mark.parametrize("amount", [1.0, 0.9999999, 1.0000001])
def test_windows_move_by_whole_waves(amount):
    later = relaxed(PROBLEM, RuleRef("latest_wave", names=("A",)), "later", amount)
    assert [w.latest_wave for w in later.workloads] == [4, 3, 3]
    sooner = relaxed(PROBLEM, RuleRef("earliest_wave", names=("B",)), "earlier", amount)
    assert [w.earliest_wave for w in sooner.workloads] == [2, 1, 2]
    ready = relaxed(PROBLEM, RuleRef("ready_wave", "there"), "earlier", amount)
    assert [t.ready_wave for t in ready.targets] == [1, 2]


def test_more_waves_repeat_the_limits_of_the_last():
    """As the file's contract has it: both ends, a freeze too."""
    longer = repaired(PROBLEM, Repair((RuleRef("waves"),), "raise", 2.0))
    assert longer == with_more_waves(PROBLEM, 2)
    assert [wave.day for wave in longer.waves] == [10, 30, 50, 70, 90]
    assert longer.wave_limits[0].at_most == (5, 0, 8, 8, 8)
    assert longer.wave_limits[0].at_least == (1, None, 2, 2, 2)


def test_more_waves_join_the_last_ones_period_and_cost_what_it_does():
    workload = replace(PROBLEM.workloads[0], wave_cost={"there": (1.0, 2.0, 3.0)})
    other = replace(PROBLEM.workloads[1], wave_cost=(4.0, 5.0, 6.0))
    period = WaveLimit("year", "days", (9.0, 7.0), None, ((3, 1), (2,)))
    short = replace(
        PROBLEM, workloads=(workload, other), wave_limits=(period,), dependencies=(), limits=()
    )
    longer = with_more_waves(short, 2)
    assert longer.wave_limits == (replace(period, periods=((3, 1, 4, 5), (2,))),)
    assert longer.workloads[0].wave_cost == {"there": (1, 2, 3, 3, 3)}
    assert longer.workloads[1].wave_cost == (4, 5, 6, 6, 6)


@pytest.mark.parametrize("amount", ["nan", "inf", "-inf", "-3", "many"])
def test_an_amount_that_is_none_relaxes_nothing(amount):
    decision = Decision("D1", DecisionKind.WAY_OUT, (), f"limit|CPU||raise|{amount}")
    assert read_way_out(decision) is None
    assert relax(PROBLEM, [decision]) == PROBLEM


def test_no_calendar_without_an_end_is_asked_for():
    asked = [Decision("D1", DecisionKind.WAY_OUT, (), f"waves|||raise|{n}") for n in ("2", "1e12")]
    assert [more_waves([one]) for one in asked] == [2, 0]


def test_what_is_not_active_relaxes_nothing():
    value = way_out_value(RuleRef("limit", "CPU"), "raise", 2.0)
    for active in (True, False):
        decision = Decision("D1", DecisionKind.WAY_OUT, (), value, active=active)
        assert (relax(PROBLEM, [decision]) == PROBLEM) is not active
