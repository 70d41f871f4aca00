"""What a column is proposed to be, and what its cells look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.importing.grid import Cell, Grid
from planner.importing.matching.plausible import (
    Profile,
)

__all__ = [
    "CORES",
    "FEW",
    "LEAST",
    "MOST_COLUMNS",
    "SURE_GUESS",
    "URGENT",
    "Match",
    "Profiles",
    "names_of",
]

MOST_COLUMNS: Final = 300
"""Columns that are looked at; a list has no more of its own."""
LEAST: Final = 3
"""Filled cells from which on values may contradict a known header."""
FEW: Final = 5
"""Words of a column that people may be asked about one by one."""
SURE_GUESS: Final = 0.89
URGENT: Final = re.compile(r"prio|优先|優先")
"""What comes first need not be what matters most, and gives way to a column that says so."""
CORES: Final = re.compile(r"core|核|kern|cœur|núcleo")
"""What counts cores; a count of processors gives way to it where a list has both."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a column is read as (None: kept as text), how surely, its unit, and what is asked."""

    key: str | None = None
    confidence: float = 0.0
    unit: str = ""
    asked: str = ""
    foreign: bool = False
    rival: str = ""
    """The field it surely says as well, which another column is read as."""
    left: str = ""
    """The field its header says and its values deny."""


class Profiles:
    """The profiles of a table's columns, each made when it is first asked for."""

    def __init__(self, grid: Grid, header: int) -> None:
        self._known: dict[int, Profile] = {}
        self._rows = [
            row
            for at, row in enumerate(grid.rows[header + 1 :], header + 1)
            if at not in grid.aside
        ]

    def __getitem__(self, column: int) -> Profile:
        if column not in self._known:
            cells: list[Cell] = [row[column] for row in self._rows if column < len(row)]
            self._known[column] = Profile.of(cells)
        return self._known[column]


def names_of(matches: Sequence[Match]) -> Mapping[str, int]:
    """Return the columns by the field they are read as."""
    return {match.key: index for index, match in enumerate(matches) if match.key is not None}
