"""A way out that adds waves: the calendar grows by them, dated like the last one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from planner.model.programme import Programme, WaveSlot
from planner.model.scenario import Decision, DecisionKind
from planner.model.way_out import can_relax, more_waves, read_way_out, way_out_value
from planner.optimising.plan import RuleRef

TODAY = date(2026, 11, 2)


def added(count: float, *, active: bool = True) -> Decision:
    value = way_out_value(RuleRef("waves"), "raise", count)
    return Decision("D1", DecisionKind.WAY_OUT, (), value, "needed", "Li Wei", TODAY, active)


def test_it_can_be_applied_and_is_read_back() -> None:
    assert can_relax(RuleRef("waves"))
    way = read_way_out(added(2.0))
    assert way is not None
    assert (way.rules[0].kind, way.change, way.amount) == ("waves", "raise", 2.0)


def test_only_what_is_in_force_counts() -> None:
    assert more_waves((added(2.0), added(1.0))) == 3
    assert more_waves((added(2.0, active=False),)) == 0


def test_waves_follow_the_last_without_a_gap() -> None:
    short = Programme(wave_count=2, wave_weeks=4, start=TODAY)
    plain, longer = short.calendar(TODAY), short.calendar(TODAY, 2)
    assert longer[:2] == plain
    assert [slot.id for slot in longer[2:]] == ["W3", "W4"]
    for one, two in pairwise(longer[1:]):
        assert two.first_day == one.last_day + timedelta(days=1)
        assert two.last_day - two.first_day == one.last_day - one.first_day


def test_a_name_that_is_taken_is_passed_over() -> None:
    slots = (WaveSlot("W2", TODAY, TODAY + timedelta(days=9)),)
    assert [slot.id for slot in Programme(waves=slots).calendar(TODAY, 2)] == ["W2", "W3", "W4"]


def test_without_waves_there_is_none_to_follow() -> None:
    assert Programme(wave_count=0).calendar(TODAY, 2) == ()
