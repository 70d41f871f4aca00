"""One rule for printed sums and differences: they are those of the exact figures, and it is said.

Figures are rounded one by one, so that each is as near to the truth as its places allow and the
same figure reads alike on every page. What the reader adds up or takes off may then differ in the
last digit (68.09 less 64.71 is 3.38, and 3.39 is printed). Each section that prints sums or
differences of money in a table says so once, at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from planner.reporting.content import Block, Columns, Prose, Section, Table
from planner.reporting.wording import ReportWording

__all__ = ["with_rounding_note"]

_DIFFERENCES: Final = frozenset(("overview", "money"))
"""Sections whose tables print differences beside what they are of, without a line of totals."""


def with_rounding_note(section: Section, words: ReportWording) -> Section:
    """Return the section with the note behind it, where its tables print sums of money."""
    tables = tuple(_tables(section.blocks))
    summed = any(
        (table.total or section.key in _DIFFERENCES)
        and any(words.money_unit in column.title for column in table.columns)
        for table in tables
    )
    if not summed:
        return section
    note = Prose(words.say("rounded"), style="small")
    shorter = tuple((*blocks, note) for blocks in section.shorter)
    return replace(section, blocks=(*section.blocks, note), shorter=shorter)


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Columns):
            yield from _tables((*block.left, *block.right))
