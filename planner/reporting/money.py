"""Money over time: the years of the plan beside the years of staying, and when it pays back.

One price level: today's prices, undiscounted; present values discount the same flows at the real
rate (:func:`present`). A workload costs what it costs today until its cut-over, then what it costs
on its target; its one-off cost falls due on the day of the cut-over, and a platform costs its
fixed price from the first cut-over onto it. Infrastructure grows with the load and follows the
trend of cloud prices where the programme gives them. Running and people are money; what the moves
bring the business stands beside it and is never called a saving.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from weakref import WeakKeyDictionary

from planner.assessing.dated_costs import LEAVING
from planner.reporting.figures import Figures, counted
from planner.reporting.moves import Move

__all__ = [
    "AS_PLANNED",
    "PAYBACK_YEARS",
    "Case",
    "MonthMoney",
    "PresentMoney",
    "YearMoney",
    "gain_if",
    "months",
    "payback_day",
    "payback_months",
    "plain_cost",
    "present",
    "stay_year",
    "years",
]

PAYBACK_YEARS: Final = 15
"""How far ahead the payback is looked for."""


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
class MonthMoney:
    """What the plan has saved less what it has cost, ``number`` months after its start.

    ``benefit`` is what it has brought the business by then.
    """

    number: int
    net: int
    benefit: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """How it may turn out: factors on one-off cost and on infrastructure where systems move to.

    ``delay_days``: everything is cut over so much later; ``growth``: added to the yearly drift of
    all infrastructure.
    """

    one_off: float = 1.0
    price: float = 1.0
    delay_days: int = 0
    growth: float = 0.0


AS_PLANNED: Final = Case()


@dataclass(frozen=True, slots=True)
class _Step:
    """A day on which costs change: what is saved a year from then on, what falls due on the day.

    ``growing`` maps a drift a year to the infrastructure saved (negative where it is added) that
    grows by it; ``saving`` is what does not grow; ``spared`` need not be paid on the day.
    """

    day: date
    saving: int
    growing: Mapping[float, int]
    staff: int = 0
    benefit: int = 0
    one_off: int = 0
    spared: int = 0

    def saved_in(self, year: int) -> float:
        """What is saved in a whole year ``year`` (from 1), people included."""
        grown = sum(amount * (1.0 + drift) ** year for drift, amount in self.growing.items())
        return self.saving + self.staff + grown


@dataclass(frozen=True, slots=True)
class _Part:
    """What steps come to in a part of a year."""

    saved: float = 0.0
    staff: float = 0.0
    benefit: float = 0.0
    spent: int = 0


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
        part = _between(steps, first, last, last, number)
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


def stay_year(figures: Figures, year: int) -> int:
    """Return what staying costs in a year (from 1), people included, its infrastructure grown.

    With what falls due in the year: hardware to be replaced, support after its end.
    """
    drift = figures.study.programme.drift
    grown = sum(
        move.infrastructure_now_minor * ((1.0 + drift(_kind(figures, move.current))) ** year - 1.0)
        for move in figures.moves
    )
    return figures.run_now_minor + figures.staff_now_minor + round(grown) + _due_in(figures, year)


def _due_in(figures: Figures, year: int) -> int:
    """What falls due in a year (from 1) were everything left where it is."""
    start = _start(figures)
    if start is None:
        return 0
    first, last = _month_later(start, 12 * (year - 1)), _month_later(start, 12 * year)
    found = (due for move in figures.counted for due in move.dues_staying)
    return sum(due.amount_minor for due in found if first <= due.day < last)


def months(figures: Figures) -> tuple[MonthMoney, ...]:
    """Return the cumulative net benefit at the end of every month of the horizon."""
    start = _start(figures)
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


def present(figures: Figures) -> PresentMoney:
    """Return the present values of the years, discounted month by month at the study's real rate.

    ``value = sum over months m of flow[m] / (1 + real rate) ** (m / 12)``, with the flows of
    :func:`months`: what is saved late counts late, unlike in the assessment of single workloads,
    which takes every one as moved on the first day.
    """
    rate = 1.0 + figures.study.assessment.real_rate
    stay = gain = benefit = 0.0
    before = MonthMoney(0, 0)
    for month in months(figures)[1:]:
        worth = rate ** (-month.number / 12)
        stay += stay_year(figures, (month.number - 1) // 12 + 1) / 12 * worth
        gain += (month.net - before.net) * worth
        benefit += (month.benefit - before.benefit) * worth
        before = month
    return PresentMoney(round(stay), round(stay - gain), round(benefit))


def gain_if(figures: Figures, case: Case) -> int:
    """Return by how much the plan costs less than staying in present value, under ``case``.

    Only the difference counts: what stays on both sides is in neither.
    """
    start = _start(figures)
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
    annuity = math.fsum(rate ** (-month / 12) for month in range(1, count + 1)) / 12
    cases = ((move.assessed.cases, placement.get(move.id, "")) for move in figures.counted)
    whole = sum(found[target].net_present_minor for found, target in cases if target in found)
    opened = set(placement.values()) & set(assessment.platforms)
    return whole + round(annuity * sum(assessment.platforms[key] for key in opened))


def payback_months(figures: Figures) -> int | None:
    """Months from the start until savings have covered the cost for good; None where they do not.

    Looked for up to :data:`PAYBACK_YEARS`; worked out once for the same figures.
    """
    if figures not in _PAID_BACK:
        _PAID_BACK[figures] = _paid_back(figures)
    return _PAID_BACK[figures]


_PAID_BACK: Final[WeakKeyDictionary[Figures, int | None]] = WeakKeyDictionary()


def _paid_back(figures: Figures) -> int | None:
    start = _start(figures)
    if start is None or figures.saving_year_minor + figures.staff_saving_year_minor <= 0:
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


def _nets(
    figures: Figures, start: date, count: int, case: Case = AS_PLANNED
) -> tuple[MonthMoney, ...]:
    """Return what was saved less what was spent by the end of every month from 0 to ``count``.

    A saving counts by the day within each year of the programme, so that twelve months come to
    exactly the year's saving and the months agree with the years.
    """
    steps = _steps(figures, case)
    starts = [_month_later(start, 12 * year) for year in range(-(-count // 12) + 1)]
    found = []
    for number in range(count + 1):
        end = _month_later(start, number)
        parts = [
            _between(steps, starts[place], starts[place + 1], end, place + 1)
            for place in range(min(number // 12 + 1, len(starts) - 1))
        ]
        net = sum(part.saved for part in parts) - sum(part.spent for part in parts)
        found.append(MonthMoney(number, round(net), round(sum(part.benefit for part in parts))))
    return tuple(found)


def _between(steps: Sequence[_Step], first: date, last: date, end: date, year: int) -> _Part:
    """What ``steps`` come to from ``first`` up to, not including, the earlier of the others.

    ``first`` to ``last`` is the year with number ``year`` of the programme.
    """
    until = min(last, end)
    saved = staff = benefit = 0.0
    spent = 0
    for step in steps:
        effective = max(step.day + timedelta(days=1), first)
        share = max(0, (until - effective).days) / (last - first).days
        saved += step.saved_in(year) * share
        staff += step.staff * share
        benefit += step.benefit * share
        if first <= step.day < until:
            spent += step.one_off
            saved += step.spared
    return _Part(saved, staff, benefit, spent)


def _steps(figures: Figures, case: Case = AS_PLANNED) -> list[_Step]:
    """Each day on which costs change: cut-overs, platforms that are opened, what leaves."""
    late = timedelta(days=case.delay_days)
    found = []
    for wave in figures.waves:
        moves = counted(wave.moves)
        dues = [due for move in moves for due in move.dues]
        once = wave.one_off_minor - sum(due.amount_minor for due in dues)
        found.append(_step(figures, wave.cut_over + late, wave.moves, once, case))
        found += [
            _Step(
                due.day + late if due.kind in LEAVING else due.day,
                0,
                {},
                one_off=due.amount_minor,
            )
            for due in dues
        ]
        found += [
            _Step(due.day, 0, {}, spared=due.amount_minor)
            for move in moves
            for due in move.dues_staying
        ]
    for bought in figures.bought:
        day = _opened(figures, bought.target) or figures.first_day
        if day is not None:
            found.append(_Step(day + late, 0, {}, one_off=bought.cost_minor))
    for move in figures.retiring:
        leaves = move.workload.day("retire_date") or figures.last_day
        if leaves is not None:
            found.append(_step(figures, leaves, (move,), 0, case))
    for target, fixed in figures.platforms.items():
        opened = _opened(figures, target)
        if opened is not None:
            found.append(_Step(opened + late, -fixed, {}))
    return found


def _opened(figures: Figures, target: str) -> date | None:
    """Day of the first cut-over onto a target; None where nothing moves there."""
    days = (one.cut_over for one in figures.waves if any(m.target == target for m in one.moves))
    return next(days, None)


def _step(figures: Figures, day: date, moves: Sequence[Move], one_off: int, case: Case) -> _Step:
    drift = figures.study.programme.drift
    growing: dict[float, int] = {}
    moves = counted(moves)
    for move in moves:
        for target, amount in (
            (move.current, move.infrastructure_now_minor),
            (move.target, -round(move.infrastructure_after_minor * case.price)),
        ):
            yearly = drift(_kind(figures, target)) + case.growth
            growing[yearly] = growing.get(yearly, 0) + amount
    whole = sum(move.saving_year_minor or 0 for move in moves)
    infrastructure = sum(
        move.infrastructure_now_minor - move.infrastructure_after_minor for move in moves
    )
    return _Step(
        day,
        whole - infrastructure,
        growing,
        sum(move.staff_saving_year_minor for move in moves),
        sum(move.benefit_year_minor for move in moves),
        round(one_off * case.one_off),
    )


def _kind(figures: Figures, target: str | None) -> str:
    found = figures.target_by_id.get(target or "")
    return found.kind if found else ""
