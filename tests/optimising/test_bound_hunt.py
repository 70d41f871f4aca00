"""A few of every family in which the bench tries to catch a bound above the best value."""

from __future__ import annotations

import pytest

from tests.optimising.bound_hunt import (
    JOINT,
    PLACEMENTS,
    WAVES,
    Catch,
    hunt_joint,
    hunt_placement,
    hunt_waves,
)


def assert_none_was_caught(catch: Catch, least: int) -> None:
    assert catch.above == []
    assert catch.problems >= least
    assert catch.bounds >= 2 * catch.problems


@pytest.mark.parametrize("family", PLACEMENTS)
def test_no_bound_of_the_placement_is_above_the_best(family):
    assert_none_was_caught(hunt_placement(family, range(100_000, 100_040)), 10)


@pytest.mark.parametrize("family", WAVES)
def test_no_bound_of_the_waves_is_above_the_best(family):
    assert_none_was_caught(hunt_waves(family, range(110_000, 110_060)), 10)


@pytest.mark.parametrize("family", ["plain", "ramps"])
def test_no_bound_of_the_fewest_waves_is_above_the_best(family):
    assert_none_was_caught(hunt_waves(family, range(120_000, 120_020), "fewest"), 6)


@pytest.mark.parametrize("family", JOINT)
def test_no_bound_of_the_worth_is_above_the_best(family):
    assert_none_was_caught(hunt_joint(family, range(130_000, 130_015)), 6)


def test_a_bound_that_is_too_high_would_be_caught():
    catch = Catch()
    catch.hold(
        "by hand", 10.0, iter([("right", 10.0), ("wrong", 10.001), ("no number", float("nan"))])
    )
    assert [one.split(":")[0] for one in catch.above] == ["by hand, wrong", "by hand, no number"]
