"""Scales and axes shared by the charts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from planner.model.programme import Target
from planner.reporting.figures import Figures
from planner.reporting.moves import RETIRED
from planner.reporting.theme import TARGET_COLOURS, TARGET_LETTERS, target_colour
from planner.reporting.wording import ReportWording

__all__ = ["colours_of", "letters_of", "mark_words", "nice_step", "rows_for", "ticks"]

ROW_GAP: Final = 5.0
"""Points between two labels of a row."""


def nice_step(span: float, most: int = 5) -> float:
    """Step of 1, 2 or 5 times a power of ten that divides ``span`` into at most ``most`` parts."""
    if span <= 0:
        return 1.0
    rough = span / most
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 5, 10):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10 * power


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round values that hold a range between them.

    Parameters
    ----------
    low, high
        The range; the first is at or below ``low``, the last at or above ``high``.
    most
        How many steps they have.
    """
    step = nice_step(high - low, most)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def mark_words(mark: float, wording: ReportWording) -> str:
    """Money at a mark of an axis, in the unit of charts."""
    amount = mark / 100 / wording.chart_step.size
    exact = (places for places in range(3) if abs(round(amount, places) - amount) < 1e-6)
    return wording.number(amount, next(exact, 2))


def rows_for(spans: Sequence[tuple[float, float]], most: int) -> list[int]:
    """Return a row for every label (left, width) so that none overlap; -1 where none has room.

    Labels come from left to right and take the first row that is free.
    """
    ends = [float("-inf")] * most
    rows = []
    for left, wide in spans:
        row = next((place for place, end in enumerate(ends) if left >= end + ROW_GAP), -1)
        if row >= 0:
            ends[row] = left + wide
        rows.append(row)
    return rows


def colours_of(figures: Figures) -> Mapping[str, str]:
    """Colour of every target id, of what leaves and of what is new."""
    colours = {RETIRED: TARGET_COLOURS[RETIRED], "": TARGET_COLOURS[""]}
    seen: dict[str, int] = {}
    for target in figures.targets:
        colours[target.id] = _colour(target, seen)
    return colours


def _colour(target: Target, seen: dict[str, int]) -> str:
    repeat = seen.get(target.kind, 0)
    seen[target.kind] = repeat + 1
    return target_colour(target.kind, repeat)


def letters_of(figures: Figures) -> Mapping[str, str]:
    """Letter of every target id, numbered where its kind has several: no colour is a sign alone."""
    letters: dict[str, str] = {}
    seen: dict[str, int] = {}
    for target in figures.targets:
        number = seen[target.kind] = seen.get(target.kind, 0) + 1
        letter = TARGET_LETTERS.get(target.kind, "")
        letters[target.id] = f"{letter}{number if number > 1 else ''}" if letter else ""
    return letters
