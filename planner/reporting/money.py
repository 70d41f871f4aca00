"""Money over time: the years of the plan beside the years of staying, and when it pays back.

Undiscounted and at today's prices: a workload costs what it costs today until its cut-over, then
what it costs on its target; its one-off cost falls due on the day of the cut-over. Net present
figures discount the same flows (:func:`present`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.reporting.figures import Figures

__all__ = [
    "PAYBACK_YEARS",
    "MonthMoney",
    "PresentMoney",
    "YearMoney",
    "months",
    "payback_day",
    "payback_months",
    "present",
    "present_range",
    "years",
]

PAYBACK_YEARS: Final = 15
"""How far ahead the payback is looked for."""


@dataclass(frozen=True, slots=True)
class YearMoney:
    """Year ``number`` (from 1) of the programme, in minor units."""

    number: int
    first_day: date
    stay: int
    run: int
    one_off: int

    @property
    def plan(self) -> int:
        """All that the plan costs in the year."""
        return self.run + self.one_off


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """What the plan has brought less what it has cost, ``number`` months after its start."""

    number: int
    net: int


def years(figures: Figures) -> tuple[YearMoney, ...]:
    """Return the years of the assessment's horizon, counted from the first wave's first day."""
    start = _start(figures)
    if start is None:
        return ()
    count = max(1, figures.study.assessment.horizon_years)
    steps = _steps(figures)
    found = []
    for number in range(1, count + 1):
        first, last = _month_later(start, 12 * (number - 1)), _month_later(start, 12 * number)
        saved, spent = _between(steps, first, last, last)
        stay = figures.run_now_minor
        found.append(YearMoney(number, first, stay, stay - round(saved), spent))
    return tuple(found)


def months(figures: Figures) -> tuple[MonthMoney, ...]:
    """Return the cumulative net benefit at the end of every month of the horizon."""
    start = _start(figures)
    if start is None:
        return ()
    count = 12 * max(1, figures.study.assessment.horizon_years)
    return _nets(figures, start, count)


@dataclass(frozen=True, slots=True)
class PresentMoney:
    """Worth today of all cost over the horizon, in minor units: staying, and the dated plan."""

    stay: int
    plan: int

    @property
    def gain(self) -> int:
        """By how much the plan is worth more than staying; negative where it is worth less."""
        return self.stay - self.plan


def present(figures: Figures) -> PresentMoney:
    """Return the present values of the years, discounted month by month at the study's rate.

    ``value = sum over months m of flow[m] / (1 + rate) ** (m / 12)``, with the flows of
    :func:`months`: what is saved late counts late, unlike in the assessment of single workloads,
    which takes every one as moved on the first day.
    """
    rate = 1.0 + figures.study.assessment.discount_rate
    stay = gain = 0.0
    before = 0
    for month in months(figures)[1:]:
        worth = rate ** (-month.number / 12)
        stay += figures.run_now_minor / 12 * worth
        gain += (month.net - before) * worth
        before = month.net
    return PresentMoney(round(stay), round(stay - gain))


def present_range(figures: Figures) -> tuple[int, int] | None:
    """Return the plan's present cost at the 10th and 90th percentile of the stability draws.

    The draws vary the assessment's present cost; their spread is carried over in proportion.
    None where nothing was drawn or nothing costs anything.
    """
    stability = figures.study.insights.stability
    base = figures.net_present_plan_minor
    if stability is None or base <= 0:
        return None
    low, _, high = stability.net_present_range_minor
    plan = present(figures).plan
    return round(plan * low / base), round(plan * high / base)


def payback_months(figures: Figures) -> int | None:
    """Months from the start until savings have covered the cost for good; None where they do not.

    Looked for up to :data:`PAYBACK_YEARS`.
    """
    start = _start(figures)
    if start is None or figures.saving_year_minor <= 0:
        return None
    found = None
    for month in reversed(_nets(figures, start, 12 * PAYBACK_YEARS)[1:]):
        if month.net < 0:
            break
        found = month.number
    return found


def payback_day(figures: Figures) -> date | None:
    """Day by which the plan has paid back; None where it does not."""
    start, found = _start(figures), payback_months(figures)
    return None if start is None or found is None else _month_later(start, found)


def _start(figures: Figures) -> date | None:
    calendar = figures.study.calendar
    return calendar[0].first_day if calendar and figures.waves else None


def _month_later(start: date, month: int) -> date:
    """Return the day so many months after ``start``; the last of the month where it has none."""
    year, place = divmod(start.month - 1 + month, 12)
    for day in (start.day, 30, 29, 28):
        with contextlib.suppress(ValueError):
            return date(start.year + year, place + 1, min(day, start.day))
    raise AssertionError  # every month has a 28th


def _nets(figures: Figures, start: date, count: int) -> tuple[MonthMoney, ...]:
    """Return what was saved less what was spent by the end of every month from 0 to ``count``.

    A saving counts by the day within each year of the programme, so that twelve months come to
    exactly the year's saving and the months agree with the years.
    """
    steps = _steps(figures)
    starts = [_month_later(start, 12 * year) for year in range(-(-count // 12) + 1)]
    found = []
    for number in range(count + 1):
        end = _month_later(start, number)
        year = number // 12
        saved = spent = 0.0
        for place in range(min(year + 1, len(starts) - 1)):
            part = _between(steps, starts[place], starts[place + 1], end)
            saved, spent = saved + part[0], spent + part[1]
        found.append(MonthMoney(number, round(saved - spent)))
    return tuple(found)


def _between(
    steps: Sequence[tuple[date, int, int]], first: date, last: date, end: date
) -> tuple[float, int]:
    """Savings and one-off cost from ``first`` up to, not including, the earlier of the others.

    ``first`` to ``last`` is one year of the programme.
    """
    until = min(last, end)
    saved = 0.0
    spent = 0
    for cut_over, saving, one_off in steps:
        effective = max(cut_over + timedelta(days=1), first)
        saved += saving * max(0, (until - effective).days) / (last - first).days
        if first <= cut_over < until:
            spent += one_off
    return saved, spent


def _steps(figures: Figures) -> list[tuple[date, int, int]]:
    """Each day on which costs change: the day, the saving a year from then on, the one-off cost."""
    found = [(wave.cut_over, wave.saving_year_minor, wave.one_off_minor) for wave in figures.waves]
    for move in figures.retiring:
        leaves = move.workload.day("retire_date") or figures.last_day
        if leaves is not None and move.saving_year_minor:
            found.append((leaves, move.saving_year_minor, 0))
    return found
