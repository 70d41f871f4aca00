"""Cells of a table of words, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cell"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, what it sorts by (None: by its words), and a share 0 to 1 drawn as a bar.

    A cell that sorts by a number stands at the right.
    """

    words: str
    key: float | None = None
    share: float | None = None
