"""Tables that stand side by side on one sheet, parted by a blank column: each is one of its own."""

from __future__ import annotations

import dataclasses
from typing import Final

from planner.importing.grid import Grid
from planner.importing.headers.header_words import candidates_for, says_field
from planner.importing.values.cells import text_of

__all__ = ["side_by_side"]

_ROWS: Final = 5_000
_HEADS: Final = 12
"""First rows of which one is the header of both."""


def side_by_side(grid: Grid) -> list[Grid]:
    """Return the tables of a sheet that blank columns part; the sheet itself where it is one.

    A part has a header of two words or more, one of them a field's, in the row where the others
    have theirs: a blank column inside a table parts nothing.
    """
    width = max(map(len, grid.rows), default=0)
    if width < 5 or len(grid.rows) > _ROWS:
        return [grid]
    filled = {at for row in grid.rows for at, cell in enumerate(row) if text_of(cell)}
    spans: list[tuple[int, int]] = []
    for at in sorted(filled):
        if spans and spans[-1][1] == at:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    if len(spans) < 2 or not _all_headed(grid, spans):
        return [grid]
    return [_cut(grid, left, right) for left, right in spans]


def _all_headed(grid: Grid, spans: list[tuple[int, int]]) -> bool:
    for row in grid.rows[:_HEADS]:
        parts = [[text_of(cell) for cell in row[left:right]] for left, right in spans]
        if all(
            sum(map(bool, part)) >= 2 and _known(part) * 2 >= len([p for p in part if p])
            for part in parts
        ):
            return all(_first_is_name(part) for part in parts)
    return False


def _known(part: list[str]) -> int:
    return sum(says_field(text) for text in part if text)


def _first_is_name(part: list[str]) -> bool:
    """Whether a part begins with what its rows are about; columns of more fields do not."""
    kinds = ("workloads", "servers", "dependencies")
    keys = {c.key for kind in kinds for c in candidates_for(part[0], kind)[:1]}
    return bool(keys & {"id", "name", "source", "application"})


def _cut(grid: Grid, left: int, right: int) -> Grid:
    merged = tuple(
        (top, first - left, bottom, last - left)
        for top, first, bottom, last in grid.merged
        if left <= first and last < right
    )
    return dataclasses.replace(
        grid,
        rows=[list(row[left:right]) for row in grid.rows],
        first_column=grid.first_column + left,
        merged=merged,
        groups=grid.groups[left:right],
        aside=dict(grid.aside),
    )
