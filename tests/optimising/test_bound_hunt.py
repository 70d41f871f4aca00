"""A few of every family in which the bench tries to catch a bound above the best value."""

from __future__ import annotations

import pytest

from tests.optimising.bound_hunt import (
    JOINT,
    PLACEMENTS,
    WAVES,
    WHOLE,
    Catch,
    hunt_joint,
    hunt_placement,
    hunt_waves,
    hunt_whole,
)
from tests.support.effort import many


def assert_none_was_caught(catch: Catch, least: int) -> None:
    assert catch.above == []
    assert catch.problems >= least
    assert catch.bounds >= 2 * catch.problems


@pytest.mark.parametrize("family", PLACEMENTS)
def test_no_bound_of_the_placement_is_above_the_best(family):
    assert_none_was_caught(hunt_placement(family, many(16, 100_000)), 4)


@pytest.mark.parametrize("family", WAVES)
def test_no_bound_of_the_waves_is_above_the_best(family):
    assert_none_was_caught(hunt_waves(family, many(24, 110_000)), 4)


@pytest.mark.parametrize("family", ["plain", "ramps"])
def test_no_bound_of_the_fewest_waves_is_above_the_best(family):
    assert_none_was_caught(hunt_waves(family, many(10, 120_000), "fewest"), 3)


@pytest.mark.parametrize("family", JOINT)
def test_no_bound_of_the_worth_is_above_the_best(family):
    assert_none_was_caught(hunt_joint(family, many(6, 130_000)), 2)


@pytest.mark.parametrize("family", WHOLE)
def test_no_certificate_over_both_stages_proves_more_than_the_best(family):
    assert_none_was_caught(hunt_whole(family, many(12, 140_000)), 3)


def test_a_bound_that_is_too_high_would_be_caught():
    catch = Catch()
    catch.hold(
        "by hand", 10.0, iter([("right", 10.0), ("wrong", 10.001), ("no number", float("nan"))])
    )
    assert [one.split(":")[0] for one in catch.above] == ["by hand, wrong", "by hand, no number"]
