"""The table of scores: names as wide as there is room, factors at least as wide as their words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from planner.model.rules import FACTORS
from planner.ui.look import Look
from planner.ui.models.rows import RowOrderModel
from planner.ui.session import Session
from planner.ui.theme import header_points
from planner.ui.widgets.filter_header import MARK, FilterHeader
from planner.ui.widgets.heat import HeatDelegate

__all__ = ["HeatTable"]

BESIDE_WORDS = 18 + 2 * MARK
BARE_WORDS = 12
"""The same in a room, that filters nothing."""
NAME_POINTS = 20
"""Width of the column of names in points of the body's type, where there is room for more."""
LEAST_NAME, SHORT_NAME = 7, 10
"""The same where that lets all factors be seen in a narrow window."""
SCROLLED_NAME = 14
"""The same where they are not all seen even so."""


class HeatTable(QTableView):
    """Its headings break into two lines between words, never within one."""

    def __init__(self, session: Session, look: Look, model: RowOrderModel) -> None:
        super().__init__()
        self._look = look
        self.setModel(model)
        self.filter = FilterHeader(session, self, model)
        self._delegate = HeatDelegate(look)
        self.setItemDelegate(self._delegate)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self.share_columns()

    def share_columns(self) -> None:
        """Give each factor what its words need, and all columns their part of what is left."""
        model = self.model()
        self.filter.show_marks(not self._look.presenting)
        beside_words = BARE_WORDS if self._look.presenting else BESIDE_WORDS
        self.horizontalHeader().setMinimumHeight(self._look.scaled(52))
        columns = [n for n in range(1, model.columnCount()) if not self.isColumnHidden(n)]
        if not columns:
            return
        font = QFont(self.font())
        font.setPointSizeF(header_points(self._look.points))
        metrics = QFontMetrics(font)
        needed = []
        for column in columns:
            words = str(model.headerData(column, Qt.Orientation.Horizontal) or "").split()
            widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
            needed.append(max(widest + beside_words, round(6.5 * self._look.points)))
        name = round(NAME_POINTS * self._look.points)
        room = self.viewport().width()
        more = max(0, room - name - sum(needed)) // (len(columns) + 1)
        for column, width in zip(columns, needed, strict=True):
            self.setColumnWidth(column, width + more)
        taken = sum(needed) + more * len(columns)
        beside = (room - sum(needed[: len(FACTORS)])) / self._look.points
        least = min(SHORT_NAME, beside) if beside >= LEAST_NAME else SCROLLED_NAME
        self.setColumnWidth(0, max(room - taken, round(least * self._look.points)))
