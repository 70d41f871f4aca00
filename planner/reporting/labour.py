"""What the work of the moves costs, by the wave and by the days in which it is worked.

The one-off cost of a move is booked on the day of its cut-over, labour included; here its labour
stands where its person-days do (:func:`planner.reporting.load.worked`). Minor units; the parts of
a move add up to its labour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from planner.reporting.figures import Figures, WaveFigures, counted
from planner.reporting.load import worked
from planner.reporting.moves import Move

__all__ = ["labour_ahead", "labour_before", "labour_by_month", "labour_until"]


def labour_ahead(figures: Figures, wave: WaveFigures) -> int:
    """Return the cost of what is worked by the end of a wave for cut-overs after it."""
    later = (move for move in figures.moving if move.wave and move.wave > wave.number)
    found = (_by_wave(figures, move) for move in counted(later))
    return sum(cost for one in found for number, cost in one.items() if number <= wave.number)


def labour_before(figures: Figures, wave: WaveFigures) -> int:
    """Return the cost of what is worked for a wave's cut-overs in the waves before it."""
    found = (_by_wave(figures, move) for move in counted(wave.moves))
    return sum(cost for one in found for number, cost in one.items() if number < wave.number)


def labour_until(figures: Figures, days: Iterable[date]) -> Iterator[int]:
    """Yield the cost of all work before each day; that of a wave is even over its days."""
    by_wave: dict[int, int] = {}
    for move in counted(figures.moving):
        for number, cost in _by_wave(figures, move).items():
            by_wave[number] = by_wave.get(number, 0) + cost
    for day in days:
        so_far = 0.0
        for number, cost in by_wave.items():
            slot = figures.study.calendar[number - 1]
            count = (slot.last_day - slot.first_day).days + 1
            so_far += cost * min(1.0, max(0, (day - slot.first_day).days) / count)
        yield round(so_far)


def labour_by_month(figures: Figures) -> tuple[tuple[date, int], ...]:
    """Return the first day of each calendar month of the programme, and the cost of its work."""
    if not figures.waves:
        return ()
    calendar = figures.study.calendar
    last = calendar[figures.waves[-1].number - 1].last_day
    days = [calendar[0].first_day.replace(day=1)]
    while days[-1] <= last:
        days.append((days[-1] + timedelta(days=31)).replace(day=1))
    sums = pairwise(labour_until(figures, days))
    return tuple((day, after - before) for day, (before, after) in zip(days, sums, strict=False))


def _by_wave(figures: Figures, move: Move) -> Mapping[int, int]:
    """Return the labour of a move by wave; what has no person-days is that of its cut-over."""
    if move.wave is None or move.case is None:
        return {}
    found: dict[int, int] = {}
    spread = worked(move, figures.problem_workloads.get(move.id))
    for line in move.case.lines:
        if line.when != "once" or not line.item.startswith("person_day"):
            continue
        days = spread.get(line.item.partition(".")[2], {})
        whole, so_far, booked = sum(days.values()), 0.0, 0
        for wave, part in sorted(days.items() if whole else {move.wave: 1.0}.items()):
            so_far += part / (whole or 1.0)
            cost = round(line.amount_minor * min(1.0, so_far)) - booked
            booked += cost
            found[wave] = found.get(wave, 0) + cost
    return found
