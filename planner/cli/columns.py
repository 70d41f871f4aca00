"""Tables on a terminal: columns as wide as their words, East Asian letters counted double."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from planner.codec.plain_text import for_terminal
from planner.presenting.table import Cell

__all__ = ["in_columns", "width"]

GAP: Final = "  "
WIDEST: Final = 60
"""Columns of a terminal that one column of a table takes at most, the last one aside."""


def width(words: str) -> int:
    """Return how many columns of a terminal words take."""
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in words
    )


def in_columns(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return a table as lines; numbers stand at the right, words at the left."""
    if not rows:
        return []
    plain = [
        [_short(for_terminal(cell.words)) for cell in row[:-1]] + [row[-1].words] for row in rows
    ]
    right = [any(row[place].key is not None for row in rows) for place in range(len(heads))]
    widths = [
        max(width(line[place]) for line in (list(heads), *plain)) for place in range(len(heads))
    ]
    lines = []
    for line in (list(heads), *plain):
        cells = [
            _padded(words, widths[place], right=right[place]) for place, words in enumerate(line)
        ]
        lines.append(GAP.join(cells).rstrip())
    return lines


def _padded(words: str, wide: int, *, right: bool) -> str:
    room = " " * (wide - width(words))
    return room + words if right else words + room


def _short(words: str) -> str:
    if width(words) <= WIDEST:
        return words
    kept = words
    while width(kept) >= WIDEST:
        kept = kept[:-1]
    return kept + "…"
