"""What a second look sees of one sheet, and of a whole file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.importing.reading.guard import MOST_CELLS, MOST_ROWS

__all__ = ["BookLook", "SheetLook"]


@dataclass(slots=True)
class SheetLook:
    """What the second look saw on one sheet; cells are (row from 1, column from 0).

    ``currencies`` counts cells by the currency their format shows; ``rows`` and ``cells`` count
    those that hold something.
    """

    last_row: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    currencies: Counter[str] = field(default_factory=Counter)
    first_used: int = 0
    last_used: int = 0
    widest: int = 0
    cells: int = 0
    rows: int = 0

    @property
    def box(self) -> int:
        """Cells of the box around all values; 0 where there is none."""
        return (self.last_used - self.first_used + 1) * self.widest if self.widest else 0

    @property
    def built(self) -> int:
        """Cells that a reader makes of the sheet: of its box, or those written in one place."""
        return max(self.box, self.cells)

    @property
    def too_large(self) -> bool:
        """Whether the box around all values holds more cells than may be built."""
        return self.box > MOST_CELLS or self.cells > 2 * MOST_CELLS

    @property
    def too_long(self) -> bool:
        """Whether more rows are filled than an inventory has."""
        return self.rows > MOST_ROWS


@dataclass(slots=True)
class BookLook:
    """What the second look saw in a whole file; ``sheets`` by name."""

    sheets: Mapping[str, SheetLook] = field(default_factory=dict)
    macros: bool = False
    links: bool = False
