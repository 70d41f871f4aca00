"""Lists without a row of headers, told by a first row that is like the rows below it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from planner.importing.blocks.rows import is_blank
from planner.importing.grid import Cell, Grid, column_letters
from planner.importing.headers.header_words import says_field
from planner.importing.matching.plausible import Profile, are_hosts, are_systems
from planner.importing.values.cells import text_of
from planner.importing.values.words import folded

__all__ = ["with_header"]

_LONGEST: Final = 60
_LEAST: Final = 3
_ROWS: Final = 2_000


def with_header(grid: Grid) -> Grid | None:
    """Return a list with a header put above it, in which one column holds names; else None.

    The first row is data where it holds a number above numbers, or a word that stands again below;
    a sheet of one column of short different texts is a list of names.
    """
    rows = [row for row in grid.rows[:_ROWS] if not is_blank(row)]
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or any(says_field(text_of(cell)) for cell in rows[0] if text_of(cell)):
        return None
    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    filled = [[cell for cell in column if text_of(cell)] for column in columns]
    used = [cells for cells in filled if cells]
    alone = len(used) == 1 and len(rows) >= _LEAST
    if not alone and not any(_is_data(column) for column in columns):
        return None
    place = next((at for at, cells in enumerate(filled) if _are_names(cells, len(rows))), None)
    if place is None:
        return None
    heads: list[Cell] = [f"[{column_letters(at + grid.first_column)}]" for at in range(width)]
    profiles = [Profile.of(cells) for cells in filled]
    heads[place] = "Server" if are_hosts(profiles[place]) else "Application"
    systems = (at for at, one in enumerate(profiles) if at != place and are_systems(one))
    if (at := next(systems, None)) is not None:
        heads[at] = "Operating system"
    return dataclasses.replace(
        grid, rows=[heads, *grid.rows], first_row=grid.first_row - 1, aside={}, groups=[],
        merged=(), seen_as="headless",
    )  # fmt: skip


def _is_data(column: Sequence[Cell]) -> bool:
    """Whether a column's first cell is one of its values, and no header of them."""
    first = text_of(column[0])
    below = [text for cell in column[1:] if (text := text_of(cell))]
    if not first or not below:
        return False
    if _is_number(first):
        return sum(map(_is_number, below)) * 10 >= len(below) * 8
    again = sum(folded(text) == folded(first) for text in below)
    return again >= 1 and len(set(below)) < len(below)


def _is_number(text: str) -> bool:
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text)


def _are_names(cells: Sequence[Cell], rows: int) -> bool:
    texts = [text_of(cell) for cell in cells]
    if len(texts) * 10 < rows * 9 or not texts:
        return False
    wordy = sum(
        any(c.isalpha() for c in text) and len(text) <= _LONGEST and text[-1] not in ".!?,;:。！？"
        for text in texts
    )
    different = len({folded(text) for text in texts})
    return wordy * 10 >= len(texts) * 9 and different * 10 >= len(texts) * 9
