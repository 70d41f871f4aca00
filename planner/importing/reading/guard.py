"""What a workbook may hold: budgets that are counted while it is read, before anything is built.

They stand well above what inventories hold, and below what fills a laptop's memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.importing.reading.sentences import refusal

__all__ = [
    "MOST_BYTES",
    "MOST_CELLS",
    "MOST_ROWS",
    "MOST_SHEETS",
    "MOST_STRINGS",
    "MOST_STYLES",
    "MOST_TEXT",
    "Spent",
]

MOST_BYTES: Final = 768 * 1024 * 1024
"""Unpacked size of all parts together that is still read."""
MOST_CELLS: Final = 5_000_000
"""Cells of a sheet, empty ones inside its bounding box included, that the fast reader may build."""
MOST_ROWS: Final = 250_000
"""Rows of a file in which anything stands."""
MOST_TEXT: Final = 128_000_000
"""Characters in all cells together, a text that many cells share counted in each of them."""
MOST_SHEETS: Final = 1_000
MOST_STRINGS: Final = 2_000_000
"""Different texts that the cells of a workbook share."""
MOST_STYLES: Final = 100_000
"""Spreadsheet programs write at most 65,490."""


@dataclass(slots=True)
class Spent:
    """What the sheets of one file have used of its budgets so far.

    Attributes
    ----------
    cells
        Cells of the boxes around the values of the sheets that are built.
    text
        Characters in their cells.
    """

    name: str
    cells: int = 0
    text: int = 0

    def take_cells(self, cells: int) -> None:
        """Count a sheet's box; several sheets together may hold twice what one may."""
        self.cells += cells
        if self.cells > 2 * MOST_CELLS:
            raise refusal("spread_out", self.name)

    def take_text(self, characters: int) -> None:
        """Count the text of a cell, as often as it is repeated."""
        self.text += characters
        if self.text > MOST_TEXT:
            raise refusal("too_much_text", self.name)
