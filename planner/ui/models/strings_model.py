"""A read-only table of words: what a question was answered with, one row a workload or a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from planner.presenting.table import Cell
from planner.ui.models.rows import NOWHERE, Index, RowOrderModel
from planner.ui.plain import plain_tip

__all__ = ["StringsModel"]

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class StringsModel(RowOrderModel):
    """Rows of cells; ``about`` of a row is the workload it speaks of (empty: none)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[tuple[Cell, ...], ...] = ()
        self._about: tuple[str, ...] = ()

    def show(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        about: Sequence[str] = (),
    ) -> None:
        """Show rows; keeps search and sorting.

        Parameters
        ----------
        heads
            One a column.
        rows
            A cell a column.
        about
            Tool tips of the headings.
        """
        self.beginResetModel()
        if len(heads) != len(self._heads):
            self.column_filters = {}
        self._heads = tuple(heads)
        self._rows = tuple(tuple(row) for row in rows)
        self._about = tuple(about)
        self.endResetModel()
        self.reload()

    def about(self, index: Index) -> str:
        """Workload of the row at ``index``; empty where it has none."""
        row = self.source_row(index)
        return self._about[row] if row < len(self._about) else ""

    def cell(self, index: Index) -> Cell:
        """Cell at ``index``."""
        return self._rows[self.source_row(index)][index.column()]

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """As many as there are headings."""
        return 0 if parent.isValid() else len(self._heads)

    def source_count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def search_text(self, row: int) -> str:
        """Return all words of a row."""
        return "\n".join(cell.words for cell in self._rows[row]).lower()

    def cell_text(self, row: int, column: int) -> str:
        """Return a cell's words."""
        return self._rows[row][column].words

    def sort_key(self, row: int, column: int) -> Any:
        """Return a cell's number, or its words."""
        cell = self._rows[row][column]
        if cell.key is not None:
            return cell.key
        return None if self._numeric(column) else cell.words.lower()

    def _numeric(self, column: int) -> bool:
        """Whether a column holds figures: those stand at the right, and their heading too."""
        return any(row[column].key is not None for row in self._rows[:50] if column < len(row))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell.words.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.words)
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.key is not None:
            return RIGHT
        if role == Qt.ItemDataRole.UserRole:
            return cell.share
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings; rows are numbered."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return RIGHT if self._numeric(section) else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        head = self._heads[section] if section < len(self._heads) else None
        return self.headed(section, head)
