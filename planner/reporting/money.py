"""Money over time: the years of the plan beside the years of staying, and when it pays back.

Undiscounted at today's prices; present values discount the same flows at the real rate
(:func:`present`). Infrastructure grows with the load and follows the trend of cloud prices where
the programme gives them. Running and people are money; what the moves bring the business stands
beside it and is never called a saving.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from planner.reporting.cost_steps import (
    AS_PLANNED,
    Case,
    Step,
    between,
    kind_of,
    month_later,
    start_of,
    steps_of,
)
from planner.reporting.figures import Figures
from planner.reporting.kept import kept
from planner.reporting.labour import labour_until

__all__ = [
    "MonthMoney",
    "PresentMoney",
    "QuarterMoney",
    "YearMoney",
    "gain_if",
    "months",
    "plain_cost",
    "present",
    "quarters",
    "stay_year",
    "years",
]


@dataclass(frozen=True, slots=True)
class YearMoney:
    """Year ``number`` (from 1) of the programme, in minor units.

    ``stay`` and ``run`` are running and people together, ``stay_staff`` and ``staff`` the people
    in them; ``benefit`` is what moves bring the business, in no other figure.
    """

    number: int
    first_day: date
    stay: int
    run: int
    one_off: int
    stay_staff: int = 0
    staff: int = 0
    benefit: int = 0

    @property
    def plan(self) -> int:
        """All that the plan costs in the year."""
        return self.run + self.one_off


@dataclass(frozen=True, slots=True)
class QuarterMoney:
    """Quarter ``number`` (1 to 4) of year ``year`` of the programme, in minor units.

    ``stay`` and ``run`` are running and people together; the four quarters of a year add up to it.
    ``one_off`` holds all labour of a move in the quarter of its cut-over; ``labour`` is the labour
    worked in this one.
    """

    year: int
    number: int
    first_day: date
    stay: int
    run: int
    one_off: int
    benefit: int = 0
    labour: int = 0

    @property
    def net(self) -> int:
        """By how much the plan costs less than staying in the quarter."""
        return self.stay - self.run - self.one_off


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """What the plan has saved less what it has cost, ``number`` months after its start.

    ``benefit`` is what it has brought the business by then.
    """

    number: int
    net: int
    benefit: int = 0


def years(figures: Figures) -> tuple[YearMoney, ...]:
    """Return the years of the assessment's horizon, counted from the first wave's first day."""
    start = start_of(figures)
    if start is None:
        return ()
    count = max(1, figures.study.assessment.horizon_years)
    steps = steps_of(figures)
    found = []
    for number in range(1, count + 1):
        first, last = month_later(start, 12 * (number - 1)), month_later(start, 12 * number)
        part = between(steps, first, last, last, number)
        stay = stay_year(figures, number)
        found.append(
            YearMoney(
                number,
                first,
                stay,
                stay - round(part.saved),
                part.spent,
                figures.staff_now_minor,
                figures.staff_now_minor - round(part.staff),
                round(part.benefit),
            )
        )
    return tuple(found)


def quarters(figures: Figures) -> tuple[QuarterMoney, ...]:
    """Return the quarters of :func:`years`: three months each from the first wave's first day."""
    start = start_of(figures)
    if start is None:
        return ()
    steps = steps_of(figures)
    found = []
    count = max(1, figures.study.assessment.horizon_years)
    ends = (month_later(start, 3 * place) for place in range(4 * count + 1))
    worked = tuple(labour_until(figures, ends))
    for year in range(1, count + 1):
        first, last = (month_later(start, 12 * number) for number in (year - 1, year))
        plain = _plain_year(figures, year)
        before = (0, 0, 0, 0, worked[4 * (year - 1)])
        for number in range(1, 5):
            begin, end = (month_later(first, 3 * place) for place in (number - 1, number))
            part = between(steps, first, last, end, year)
            stay = round(plain * _share(first, last, end)) + _due_in(figures, first, end)
            labour = worked[4 * (year - 1) + number]
            so_far = (stay, stay - round(part.saved), part.spent, round(part.benefit), labour)
            amounts = (now - then for now, then in zip(so_far, before, strict=True))
            found.append(QuarterMoney(year, number, begin, *amounts))
            before = so_far
    return tuple(found)


def stay_year(figures: Figures, year: int) -> int:
    """Return what staying costs in a year (from 1), people included, its infrastructure grown.

    With what falls due in the year: hardware to be replaced, support after its end.
    """
    start = start_of(figures)
    if start is None:
        return _plain_year(figures, year)
    first, last = (month_later(start, 12 * number) for number in (year - 1, year))
    return _plain_year(figures, year) + _due_in(figures, first, last)


@kept
def _plain_year(figures: Figures, year: int) -> int:
    """What staying costs in a year (from 1) without what falls due on a day of it."""
    drift = figures.study.programme.drift
    grown = sum(
        move.infrastructure_now_minor
        * ((1.0 + drift(kind_of(figures, move.current))) ** year - 1.0)
        for move in figures.counted
    )
    return figures.run_now_minor + figures.staff_now_minor + round(grown)


def _due_in(figures: Figures, first: date, last: date) -> int:
    """What falls due from a day until before another were everything left where it is."""
    found = (due for move in figures.counted for due in move.dues_staying)
    return sum(due.amount_minor for due in found if first <= due.day < last)


def months(figures: Figures) -> tuple[MonthMoney, ...]:
    """Return the cumulative net benefit at the end of every month of the horizon."""
    start = start_of(figures)
    if start is None:
        return ()
    count = 12 * max(1, figures.study.assessment.horizon_years)
    return _nets(figures, start, count)


@dataclass(frozen=True, slots=True)
class PresentMoney:
    """Worth today of all cost over the horizon, in minor units: staying, and the dated plan.

    ``benefit`` is the worth of what the moves bring the business, in neither of them.
    """

    stay: int
    plan: int
    benefit: int = 0

    @property
    def gain(self) -> int:
        """By how much the plan costs less than staying; negative where it costs more."""
        return self.stay - self.plan


@kept
def present(figures: Figures) -> PresentMoney:
    """Return the present values of the years, discounted month by month at the study's real rate.

    ``value = sum over months m of flow[m] / (1 + real rate) ** (m / 12)``, with the flows of
    :func:`months`: what is saved late counts late, unlike in the assessment of single workloads,
    which takes every one as moved on the first day.
    """
    start = start_of(figures)
    if start is None:
        return PresentMoney(0, 0)
    rate = 1.0 + figures.study.assessment.real_rate
    stay = gain = benefit = 0.0
    before = MonthMoney(0, 0)
    found = months(figures)[1:]
    plain = [_plain_year(figures, year + 1) for year in range(len(found) // 12)]
    for month, share in zip(found, _month_shares(start, len(found)), strict=True):
        worth = rate ** (-month.number / 12)
        begins, ends = (month_later(start, month.number - back) for back in (1, 0))
        due = _due_in(figures, begins, ends)
        stay += (plain[(month.number - 1) // 12] * share + due) * worth
        gain += (month.net - before.net) * worth
        benefit += (month.benefit - before.benefit) * worth
        before = month
    return PresentMoney(round(stay), round(stay - gain), round(benefit))


def _share(first: date, last: date, end: date) -> float:
    """The part of the year from ``first`` up to ``last`` that is over on ``end``, by days."""
    return (end - first).days / (last - first).days


def _month_shares(start: date, count: int) -> list[float]:
    """The part of its year of the programme that each month takes, by days as savings count."""
    ends = [month_later(start, number) for number in range(count + 1)]
    years_of = ((ends[n - n % 12], month_later(ends[n - n % 12], 12)) for n in range(count))
    return [
        _share(first, last, after) - _share(first, last, before)
        for (first, last), (before, after) in zip(years_of, pairwise(ends), strict=True)
    ]


@kept
def gain_if(figures: Figures, case: Case) -> int:
    """Return by how much the plan costs less than staying in present value, under ``case``.

    Only the difference counts: what stays on both sides is in neither.
    """
    start = start_of(figures)
    if start is None:
        return 0
    rate = 1.0 + figures.study.assessment.real_rate
    nets = _nets(figures, start, 12 * max(1, figures.study.assessment.horizon_years), case)
    steps = ((b.net - a.net, b.number) for a, b in pairwise(nets))
    return round(math.fsum(net * rate ** (-month / 12) for net, month in steps))


def plain_cost(figures: Figures, placement: Mapping[str, str]) -> int:
    """Return the present cost of a placement had everything moved on the first day.

    That of the workloads by the assessment, and the platforms that are opened, month by month.
    """
    assessment = figures.study.assessment
    rate, count = 1.0 + assessment.real_rate, 12 * assessment.horizon_years
    start = start_of(figures)
    shares = _month_shares(start, count) if start else [1 / 12] * count
    annuity = math.fsum(share * rate ** (-month / 12) for month, share in enumerate(shares, 1))
    cases = ((move.assessed.cases, placement.get(move.id, "")) for move in figures.counted)
    whole = sum(found[target].net_present_minor for found, target in cases if target in found)
    opened = set(placement.values()) & set(assessment.platforms)
    return whole + round(annuity * sum(assessment.platforms[key] for key in opened))


@kept
def _nets(
    figures: Figures, start: date, count: int, case: Case = AS_PLANNED
) -> tuple[MonthMoney, ...]:
    """Return what was saved less what was spent by the end of every month from 0 to ``count``.

    A saving counts by the day within each year of the programme, so that twelve months come to
    exactly the year's saving and the months agree with the years.
    """
    return tuple(_nets_of(steps_of(figures, case), start, count))


def _nets_of(steps: Sequence[Step], start: date, count: int) -> Iterator[MonthMoney]:
    starts = [month_later(start, 12 * year) for year in range(-(-count // 12) + 1)]
    whole = [between(steps, *ends, ends[1], year) for year, ends in enumerate(pairwise(starts), 1)]
    for number in range(count + 1):
        year = min(number // 12, len(whole) - 1)
        end = month_later(start, number)
        parts = (*whole[:year], between(steps, starts[year], starts[year + 1], end, year + 1))
        net = sum(part.saved for part in parts) - sum(part.spent for part in parts)
        yield MonthMoney(number, round(net), round(sum(part.benefit for part in parts)))
