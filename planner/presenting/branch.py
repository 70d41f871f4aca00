"""Rows of a tree, as plain data: what a workload is opened into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Branch"]


@dataclass(frozen=True, slots=True)
class Branch:
    """A row and those below it.

    Attributes
    ----------
    texts
        Words of its cells; a row of one text takes the whole width where ``wide``.
    tips
        Column to what its tool tip says, where that is not the cell's own words.
    below
        Rows that are shown when it is open.
    opened
        Whether it is open from the start.
    """

    texts: tuple[str, ...]
    below: tuple[Branch, ...] = ()
    bold: bool = False
    wide: bool = False
    opened: bool = True
    tips: Mapping[int, str] = field(default_factory=dict)
