"""The day from which what the plan saves has covered what it costs, to the day."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from planner.reporting.cost_steps import Step, month_later, start_of, steps_of
from planner.reporting.figures import Figures

__all__ = ["PAYBACK_YEARS", "covered_from", "payback_day", "payback_months"]

PAYBACK_YEARS: Final = 15
"""How far ahead the payback is looked for."""
DAY: Final = timedelta(days=1)
CENT: Final = 0.5
"""Minor units by which a sum of fractions may fall short of nothing and still be nothing."""


def payback_day(figures: Figures) -> date | None:
    """First day from which savings have covered the cost for good; None where they do not."""
    start = start_of(figures)
    if start is None or figures.saving_year_minor + figures.staff_saving_year_minor <= 0:
        return None
    return covered_from(steps_of(figures), start, PAYBACK_YEARS)


def payback_months(figures: Figures) -> float | None:
    """Months from the start to :func:`payback_day`, part of the last by days; None without one."""
    start, day = start_of(figures), payback_day(figures)
    if start is None or day is None:
        return None
    whole = 12 * (day.year - start.year) + day.month - start.month
    whole -= month_later(start, whole) > day
    last, after = month_later(start, whole), month_later(start, whole + 1)
    return whole + (day - last).days / (after - last).days


def covered_from(steps: Sequence[Step], start: date, years: int) -> date | None:
    """Return the first day on whose eve nothing is owed and never is again.

    What is owed changes evenly between the days on which something happens, so that it is worked
    out at those days alone; each of them is a stretch of its own.

    Parameters
    ----------
    steps
        What costs or saves how much from when.
    start
        First day of the programme.
    years
        Within which it has to be covered.
    """
    ordered = sorted(steps, key=lambda one: one.day)
    paid: Counter[date] = Counter()
    for one in ordered:
        paid[one.day] += one.spared - one.one_off
    net, found, owing = 0.0, start, False
    for year in range(1, years + 1):
        first, last = (month_later(start, 12 * number) for number in (year - 1, year))
        saved = [one.saved_in(year) / (last - first).days for one in ordered]
        a_day, begun = 0.0, 0
        for begin, end in pairwise(_turns(ordered, first, last)):
            while begun < len(ordered) and ordered[begun].day < begin:
                a_day += saved[begun]
                begun += 1
            after = net + a_day * (end - begin).days + paid[begin]
            if owing and after >= -CENT:
                whole = paid[begin] or a_day <= 0
                found = end if whole else begin + DAY * math.ceil((-CENT - net) / a_day)
            net, owing = after, after < -CENT
    return None if owing else found


def _turns(steps: Sequence[Step], first: date, last: date) -> list[date]:
    """Days of a year between which nothing happens, or one day lies."""
    days = {day for one in steps for day in (one.day, one.day + DAY) if first < day < last}
    return sorted(days | {first, last})
