"""How a table stands on a slide: its type, its columns, and the rows that fit; in inches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from planner.reporting.content import Table
from planner.reporting.geometry import text_width

__all__ = ["PAD_X", "PAD_Y", "Fitted", "fitting"]

PAD_X: Final = 0.06
PAD_Y: Final = 0.03
_SIZES: Final = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
"""Points of type, the first that fits."""
_POINTS: Final = 72.0
_LEADING: Final = 1.25
_SPARE: Final = 1.12
"""Room for machines that set the text in a wider font than the one that was meant."""
_BOLD: Final = 1.08
_PHRASE: Final = 6
"""Characters of a text that stays on one line: a number with its word, a short name."""
_WORDS: Final = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Type in points, widths of the columns, heights of the header and of the rows that fit."""

    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def fitting(table: Table, wide: float, high: float) -> Fitted:
    """Return the largest type at which all rows fit; at the smallest, as many rows as fit.

    Parameters
    ----------
    table
        As in the report.
    wide, high
        In inches.
    """
    found = [_fitted(table, size, wide) for size in _SIZES]
    for one in found:
        if sum(one.heights) <= high:
            return one
    last = found[-1]
    heights: list[float] = []
    for height in last.heights:
        if len(heights) > 1 and sum(heights) + height > high:
            break
        heights.append(height)
    return Fitted(last.size, last.widths, tuple(heights))


def _fitted(table: Table, size: float, wide: float) -> Fitted:
    texts = [
        [column.title, *(row[place].text for row in table.rows)]
        for place, column in enumerate(table.columns)
    ]
    bold = size * _BOLD
    least = [
        max(_longest(head, bold), *(_longest(text, size) for text in column), 0.0) + 2 * PAD_X
        for head, *column in texts
    ]
    widths = _widths([column.share for column in table.columns], least, wide)
    heights = []
    for number in range(len(table.rows) + 1):
        lines = max(
            _lines(column[number], size, width - 2 * PAD_X)
            for column, width in zip(texts, widths, strict=True)
        )
        heights.append(lines * size * _LEADING / _POINTS + 2 * PAD_Y)
    return Fitted(size, tuple(widths), tuple(heights))


def _widths(shares: list[float], least: list[float], wide: float) -> list[float]:
    """Share out the width; a column is never narrower than its longest word while there is room."""
    narrow: set[int] = set()
    while True:
        rest = wide - sum(least[place] for place in narrow)
        total = sum(share for place, share in enumerate(shares) if place not in narrow)
        widths = [
            least[place] if place in narrow else rest * share / total
            for place, share in enumerate(shares)
        ]
        more = {
            place
            for place, width in enumerate(widths)
            if place not in narrow and width < least[place]
        }
        if not more or len(narrow | more) == len(shares):
            return widths
        narrow |= more


def _longest(text: str, size: float) -> float:
    if len(text) <= _PHRASE:
        return _wide(text, size)
    return max((_wide(word, size) for word in _WORDS.findall(text)), default=0.0)


def _wide(text: str, size: float) -> float:
    return text_width(text, size) * _SPARE / _POINTS


def _lines(text: str, size: float, room: float) -> int:
    """Count the lines that a text takes when it breaks between words."""
    lines, used, space = 1, 0.0, _wide(" ", size)
    for word in _WORDS.findall(text):
        wide = _wide(word, size)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (space if ord(word[0]) < 0x2E80 else 0.0)
    return lines
