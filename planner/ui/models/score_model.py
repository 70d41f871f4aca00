"""Scores as a heat table: a row a workload, a column a factor, then the confidence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt

from planner.assessing.confidence import stars
from planner.model.rules import FACTORS
from planner.model.study import Draft
from planner.ui.models.rows import NOWHERE, Index, RowOrderModel
from planner.ui.plain import plain_tip
from planner.wording import say

__all__ = ["HEAT_ROLE", "ScoreModel"]

HEAT_ROLE = Qt.ItemDataRole.UserRole + 1
"""Share of the heat scale, 0 to 1; None where nothing was assessed."""


class ScoreModel(RowOrderModel):
    """Workload, five factors, confidence, best target by fit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._language = "en"
        self._ids: tuple[str, ...] = ()

    def show(self, draft: Draft | None, language: str) -> None:
        """Show a scored document."""
        self._draft, self._language = draft, language
        self._ids = tuple(draft.assessment.workloads) if draft else ()
        self.reload()

    def workload_id(self, row: int) -> str:
        """Id of the workload of a row as shown."""
        return self._ids[self.order[row]]

    def row_of(self, workload_id: str) -> int:
        """Row as shown of a workload; -1 where it is not shown."""
        for row, source in enumerate(self.order):
            if self._ids[source] == workload_id:
                return row
        return -1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Name, factors, confidence."""
        return 0 if parent.isValid() else len(FACTORS) + 2

    def source_count(self) -> int:
        """Workloads assessed."""
        return len(self._ids)

    def search_text(self, row: int) -> str:
        """Name and id."""
        return f"{self._name(row)}\n{self._ids[row]}".lower()

    def _name(self, row: int) -> str:
        assert self._draft is not None
        workload = self._draft.inventory.by_id.get(self._ids[row])
        return workload.name if workload else self._ids[row]

    def _value(self, row: int, column: int) -> float | None:
        assert self._draft is not None
        found = self._draft.assessment.workloads[self._ids[row]]
        if column == len(FACTORS) + 1:
            return found.confidence * 100
        score = found.factors.get(FACTORS[column - 1])
        return score.score if score is not None and score.assessed else None

    def _stars(self, percent: float) -> str:
        full = stars(percent / 100)
        return "★" * full + "☆" * (5 - full)

    def sort_key(self, row: int, column: int) -> Any:
        """Names by letter, scores by figure."""
        return self._name(row).lower() if column == 0 else self._value(row, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a view asks of a cell."""
        if not index.isValid() or self._draft is None:
            return None
        row, column = self.order[index.row()], index.column()
        if column == 0:
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._name(row))
            return self._name(row) if role == Qt.ItemDataRole.DisplayRole else None
        value = self._value(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            if value is None:
                return say("common.not_assessed", self._language)
            return self._stars(value) if column == len(FACTORS) + 1 else f"{value:.0f}"
        if role == Qt.ItemDataRole.ToolTipRole and column == len(FACTORS) + 1 and value is not None:
            words = say(f"assessing.confidence.{stars(value / 100)}", self._language)
            return f"{value:.0f}%: {words}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            figure = say("common.not_assessed", self._language) if value is None else f"{value:.0f}"
            factor = self.headerData(column, Qt.Orientation.Horizontal)
            parts = (self._name(row), str(factor), figure)
            words = say("rules.list", self._language).join(parts)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == HEAT_ROLE:
            return None if value is None else value / 100
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return names of the factors; what they mean as tool tip."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if section == 0:
            return say("fields.name", self._language) if role == 0 else None
        if section == len(FACTORS) + 1:
            key = {0: "ui.scores.confidence", 3: "ui.scores.confidence.tip"}.get(role)
        else:
            factor = FACTORS[section - 1]
            key = {0: f"ui.factor.{factor}", 3: f"ui.factor.{factor}.tip"}.get(role)
        return say(key, self._language) if key else None
