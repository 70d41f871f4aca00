"""Money over time: the years of the plan beside the years of staying, and when it pays back.

Undiscounted and at today's prices: a workload costs what it costs today until its cut-over, then
what it costs on its target; its one-off cost falls due on the day of the cut-over. Net present
figures, which discount, are those of the assessment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.reporting.figures import Figures

__all__ = ["PAYBACK_YEARS", "MonthMoney", "YearMoney", "months", "payback_months", "years"]

PAYBACK_YEARS: Final = 15
"""How far ahead the payback is looked for."""

_DAYS_PER_YEAR: Final = 365.25


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
    found = []
    for number in range(1, count + 1):
        first, last = _anniversary(start, number - 1), _anniversary(start, number)
        saved, spent = _between(figures, first, last)
        stay = figures.run_now_minor
        found.append(YearMoney(number, first, stay, stay - saved, spent))
    return tuple(found)


def months(figures: Figures) -> tuple[MonthMoney, ...]:
    """Return the cumulative net benefit at the end of every month of the horizon."""
    start = _start(figures)
    if start is None:
        return ()
    count = 12 * max(1, figures.study.assessment.horizon_years)
    return tuple(MonthMoney(number, _net_by(figures, start, number)) for number in range(count + 1))


def payback_months(figures: Figures) -> int | None:
    """Months from the start until savings have covered the cost for good; None where they do not.

    Looked for up to :data:`PAYBACK_YEARS`.
    """
    start = _start(figures)
    if start is None or figures.saving_year_minor <= 0:
        return None
    found = None
    for number in range(12 * PAYBACK_YEARS, 0, -1):
        if _net_by(figures, start, number) < 0:
            break
        found = number
    return found


def _start(figures: Figures) -> date | None:
    calendar = figures.study.calendar
    return calendar[0].first_day if calendar and figures.waves else None


def _anniversary(start: date, year: int) -> date:
    try:
        return start.replace(year=start.year + year)
    except ValueError:  # 29 February
        return start.replace(year=start.year + year, day=28)


def _net_by(figures: Figures, start: date, month: int) -> int:
    end = start + timedelta(days=round(month * _DAYS_PER_YEAR / 12))
    saved, spent = _between(figures, start, end)
    return saved - spent


def _between(figures: Figures, first: date, end: date) -> tuple[int, int]:
    """Savings and one-off cost from ``first`` up to, not including, ``end``."""
    saved = 0.0
    spent = 0
    for cut_over, saving, one_off in _steps(figures):
        effective = max(cut_over + timedelta(days=1), first)
        saved += saving * max(0, (end - effective).days) / _DAYS_PER_YEAR
        if first <= cut_over < end:
            spent += one_off
    return round(saved), spent


def _steps(figures: Figures) -> list[tuple[date, int, int]]:
    """Each day on which costs change: the day, the saving a year from then on, the one-off cost."""
    found = [
        (wave.slot.last_day, wave.saving_year_minor, wave.one_off_minor) for wave in figures.waves
    ]
    for move in figures.retiring:
        leaves = move.workload.day("retire_date") or figures.last_day
        if leaves is not None and move.saving_year_minor:
            found.append((leaves, move.saving_year_minor, 0))
    return found
