"""The days on which costs change, and what they come to in a part of a year.

One price level: today's prices, undiscounted. A workload costs what it costs today until its
cut-over, then what it costs on its target; its one-off cost falls due on the day of the cut-over,
and a platform costs its fixed price from the first cut-over onto it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.assessing.dated_costs import LEAVING
from planner.reporting.figures import Figures, counted
from planner.reporting.moves import Move
from planner.reporting.origins import is_ruled

__all__ = [
    "AS_PLANNED",
    "Case",
    "Part",
    "Step",
    "between",
    "kind_of",
    "month_later",
    "start_of",
    "steps_of",
]


@dataclass(frozen=True, slots=True)
class Case:
    """How it may turn out: factors on one-off cost, and on infrastructure and platforms moved to.

    ``delay_days``: everything is cut over so much later; ``growth``: added to the yearly drift of
    all infrastructure; ``unearned``: what the program's own factors save of run cost stays out;
    ``top``: factor on the run cost that the workload ``whose`` saves.
    """

    one_off: float = 1.0
    price: float = 1.0
    delay_days: int = 0
    growth: float = 0.0
    unearned: bool = False
    whose: str = ""
    top: float = 1.0


AS_PLANNED: Final = Case()


@dataclass(frozen=True, slots=True)
class Step:
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
class Part:
    """What steps come to in a part of a year."""

    saved: float = 0.0
    staff: float = 0.0
    benefit: float = 0.0
    spent: int = 0


def start_of(figures: Figures) -> date | None:
    """First day of the first wave; None where nothing moves or retires."""
    calendar = figures.study.calendar
    return calendar[0].first_day if calendar and (figures.waves or figures.retiring) else None


def month_later(start: date, month: int) -> date:
    """Return the day so many months after ``start``; the last of the month where it has none."""
    year, place = divmod(start.month - 1 + month, 12)
    for day in (start.day, 30, 29, 28):
        with contextlib.suppress(ValueError):
            return date(start.year + year, place + 1, min(day, start.day))
    raise AssertionError  # every month has a 28th


def between(steps: Sequence[Step], first: date, last: date, end: date, year: int) -> Part:
    """Return what steps come to within a year of the programme.

    Parameters
    ----------
    steps
        What costs how much from when.
    first
        From that day on.
    last
        To that day, the year's last.
    end
        Nor beyond this one, which does not count.
    year
        Number of the year.
    """
    until = min(last, end)
    saved = staff = benefit = 0.0
    spent = 0
    for step in steps:
        effective = max(step.day + timedelta(days=1), first)
        share = max(0, (until - effective).days) / (last - first).days
        if share:
            saved += step.saved_in(year) * share
            staff += step.staff * share
            benefit += step.benefit * share
        if first <= step.day < until:
            spent += step.one_off
            saved += step.spared
    return Part(saved, staff, benefit, spent)


def steps_of(figures: Figures, case: Case = AS_PLANNED) -> list[Step]:
    """Each day on which costs change: cut-overs, platforms that are opened, what leaves."""
    late = timedelta(days=case.delay_days)
    found = []
    for wave in figures.waves:
        moves = counted(wave.moves)
        once = wave.one_off_minor - sum(due.amount_minor for move in moves for due in move.dues)
        found.append(_step(figures, wave.cut_over + late, wave.moves, once, case))
        found += _dated(moves, late)
    for bought in figures.bought:
        day = _opened(figures, bought.target) or figures.first_day
        if day is not None:
            found.append(Step(day + late, 0, {}, one_off=bought.cost_minor))
    for move in figures.retiring:
        leaves = move.workload.day("retire_date") or figures.last_day
        if leaves is not None:
            found.append(_step(figures, leaves, (move,), 0, case))
            found += _dated(counted((move,)), timedelta(0))
    for target, fixed in figures.platforms.items():
        opened = _opened(figures, target)
        if opened is not None:
            found.append(Step(opened + late, -round(fixed * case.price), {}))
    return found


def _dated(moves: Sequence[Move], late: timedelta) -> Iterator[Step]:
    """What falls due on its day, and what need not be paid that staying would have to."""
    for move in moves:
        for due in move.dues:
            day = due.day + late if due.kind in LEAVING else due.day
            yield Step(day, 0, {}, one_off=due.amount_minor)
        for due in move.dues_staying:
            yield Step(due.day, 0, {}, spared=due.amount_minor)


def _opened(figures: Figures, target: str) -> date | None:
    """Day of the first cut-over onto a target; None where nothing moves there."""
    days = (one.cut_over for one in figures.waves if any(m.target == target for m in one.moves))
    return next(days, None)


def _step(figures: Figures, day: date, moves: Sequence[Move], one_off: int, case: Case) -> Step:
    drift = figures.study.programme.drift
    growing: dict[float, int] = {}
    moves = counted(moves)
    for move in moves:
        for target, amount in (
            (move.current, move.infrastructure_now_minor),
            (move.target, -_infrastructure(figures, move, case)),
        ):
            yearly = drift(kind_of(figures, target)) + case.growth
            growing[yearly] = growing.get(yearly, 0) + amount
    whole = sum(move.saving_year_minor or 0 for move in moves)
    infrastructure = sum(
        move.infrastructure_now_minor - move.infrastructure_after_minor for move in moves
    )
    unearned = sum(_licences_unearned(figures, move) for move in moves) if case.unearned else 0
    top = sum(move.saving_year_minor or 0 for move in moves if move.id == case.whose)
    return Step(
        day,
        whole - infrastructure - unearned + round(top * (case.top - 1.0)),
        growing,
        sum(move.staff_saving_year_minor for move in moves),
        sum(move.benefit_year_minor for move in moves),
        round(one_off * case.one_off),
    )


def _infrastructure(figures: Figures, move: Move, case: Case) -> int:
    """What its infrastructure costs a year on its target, should it turn out so."""
    after = round(move.infrastructure_after_minor * case.price)
    unearned = case.unearned and move.moves and is_ruled(figures, move)
    return max(after, move.infrastructure_now_minor) if unearned else after


def _licences_unearned(figures: Figures, move: Move) -> int:
    """What licences save a year by no factor but the program's own."""
    infrastructure = move.infrastructure_now_minor - move.infrastructure_after_minor
    saved = (move.saving_year_minor or 0) - infrastructure
    return max(0, saved) if move.moves and is_ruled(figures, move, licences=True) else 0


def kind_of(figures: Figures, target: str | None) -> str:
    """Kind of a target; empty where it is not known."""
    found = figures.target_by_id.get(target or "")
    return found.kind if found else ""
