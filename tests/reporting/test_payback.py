"""Payback to the day: the last day on whose eve anything is owed, by trying every day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.reporting.cost_steps import Step, between, month_later
from planner.reporting.payback import covered_from

START = date(2027, 1, 4)
YEARS = 3


def owed_before(steps: Sequence[Step], day: date) -> float:
    """What is owed on the eve of a day, year by year as the report adds it up."""
    net, year = 0.0, 1
    while (first := month_later(START, 12 * (year - 1))) < day:
        part = between(steps, first, month_later(START, 12 * year), day, year)
        net += part.saved - part.spent
        year += 1
    return -net


def by_trying(steps: Sequence[Step]) -> date | None:
    end = month_later(START, 12 * YEARS)
    days = [START + timedelta(days=number) for number in range((end - START).days + 1)]
    found: date | None = START
    for day in days:
        if owed_before(steps, day) > 0.5:
            found = None
        elif found is None:
            found = day
    return found


STEP = st.builds(
    Step,
    st.integers(0, 900).map(lambda days: START + timedelta(days=days)),
    st.integers(-50_000, 200_000),
    st.dictionaries(st.sampled_from([-0.05, 0.1]), st.integers(-20_000, 20_000), max_size=1),
    staff=st.sampled_from([0, 10_000]),
    one_off=st.sampled_from([0, 3_000, 60_000]),
    spared=st.sampled_from([0, 0, 20_000]),
)


@given(st.lists(STEP, min_size=1, max_size=4))
def test_it_is_the_day_that_trying_every_day_finds(steps: list[Step]) -> None:
    assert covered_from(steps, START, YEARS) == by_trying(steps)


def test_a_dip_within_a_month_counts() -> None:
    """A wave's cost on the 10th, earned again before the month is out: paid back after it."""
    steps = [
        Step(date(2027, 1, 31), 365_000, {}, one_off=10_000),
        Step(date(2027, 7, 9), 0, {}, one_off=155_000),
    ]
    nets = {day: -owed_before(steps, date(2027, 7, day)) for day in (4, 10, 20)}
    assert nets[4] > 0 > nets[10]
    assert nets[20] > 0
    found = covered_from(steps, START, YEARS)
    assert found == date(2027, 7, 16)
