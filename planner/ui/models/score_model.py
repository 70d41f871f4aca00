"""The heat table of scores as a table model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt

from planner.model.study import Draft
from planner.presenting.score_table import BEST, CONFIDENCE, ScoreTable
from planner.ui.models.rows import NOWHERE, Index, RowOrderModel
from planner.ui.plain import plain_tip

__all__ = ["HEAT_ROLE", "ScoreModel"]

HEAT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Share of the heat scale, 0 to 1; None where nothing was assessed."""


class ScoreModel(RowOrderModel):
    """Workload, five factors, best place, confidence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = ScoreTable()

    def show(self, draft: Draft | None, language: str) -> None:
        """Show a scored document."""
        self._table = ScoreTable(draft, language)
        self.reload()

    def try_weights(self, weights: Mapping[str, float]) -> None:
        """Show which place would fit best under other weights; rows stay where they are."""
        self._table = replace(self._table, weights=weights)
        rows = self.rowCount()
        if rows:
            self.dataChanged.emit(self.index(0, BEST), self.index(rows - 1, BEST))

    def workload_id(self, row: int) -> str:
        """Id of the workload of a row as shown."""
        return self._table.ids[self.order[row]]

    def row_of(self, workload_id: str) -> int:
        """Row as shown of a workload; -1 where it is not shown."""
        known = self._table.ids
        return self.shown_row(known.index(workload_id)) if workload_id in known else -1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Name, factors, best place, confidence."""
        return 0 if parent.isValid() else CONFIDENCE + 1

    def source_count(self) -> int:
        """Workloads assessed."""
        return len(self._table.ids)

    def search_text(self, row: int) -> str:
        """Name and id."""
        return f"{self._table.name(row)}\n{self._table.ids[row]}".lower()

    def sort_key(self, row: int, column: int) -> Any:
        """Names by letter, scores by figure."""
        if column == 0:
            return self._table.name(row).lower()
        return self._table.figure(row, column)

    def cell_text(self, row: int, column: int) -> str:
        """Return a cell's words."""
        return self._table.text(row, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        if not index.isValid() or not self._table.ids:
            return None
        table, row, column = self._table, self.order[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return table.text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(table.tip(row, column))
            case Qt.ItemDataRole.AccessibleTextRole if column > 0:
                return table.spoken(row, column)
            case Qt.ItemDataRole.TextAlignmentRole if column > 0:
                return int(Qt.AlignmentFlag.AlignCenter)
        if role == HEAT_ROLE and column > 0:
            figure = table.figure(row, column)
            return None if figure is None else figure / 100
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return names of the factors; what they mean as tool tip."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.headed(section, self._table.head(section))
        return (
            plain_tip(self._table.head_tip(section) or "")
            if role == Qt.ItemDataRole.ToolTipRole
            else None
        )
