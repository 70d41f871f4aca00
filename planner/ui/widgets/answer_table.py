"""A table of answers: sorts and searches, draws shares as bars, follows the selection."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from planner.ui.look import Look
from planner.ui.models.strings_model import StringsModel
from planner.ui.session import Session
from planner.ui.widgets.filter_header import FilterHeader

__all__ = ["AnswerTable"]

ROW_POINTS = 3.0
"""Height of a row in points of its type."""
LEAST_STRETCHED = 210
"""Width below which the column that takes what is left would say nothing."""


class _ShareDelegate(QStyledItemDelegate):
    """A bar as long as the share, under the words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the words, and the bar where there is a share."""
        share = index.data(Qt.ItemDataRole.UserRole)
        super().paint(painter, option, index)
        if isinstance(share, float):
            area = QRectF(option.rect)
            whole = QRectF(area.left() + 8, area.bottom() - 5, area.width() - 16, 3)
            painter.fillRect(whole, self._look.scheme.colour("sunken"))
            colour = self._look.scheme.colour("good" if share >= 0.6 else "warn")
            whole.setWidth(whole.width() * min(1.0, max(0.0, share)))
            painter.fillRect(whole, colour)


class AnswerTable(QTableView):
    """Selecting a row selects its workload on every page."""

    def __init__(
        self, session: Session, look: Look, stretch: int = 0, least: int = LEAST_STRETCHED
    ) -> None:
        super().__init__()
        self._least = least
        self.row_points = ROW_POINTS
        self._session = session
        self.answers = StringsModel(self)
        self.setModel(self.answers)
        self._delegate = _ShareDelegate(look)
        self.setItemDelegate(self._delegate)
        self.filter = FilterHeader(session, self, self.answers)
        self.setSortingEnabled(True)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self._stretch = stretch
        self.setTabKeyNavigation(False)
        self.selectionModel().currentRowChanged.connect(self._chosen)

    def _fit_rows(self) -> None:
        """Give larger type higher rows."""
        self.verticalHeader().setDefaultSectionSize(
            round(self.row_points * self.font().pointSizeF())
        )

    def fit_columns(self) -> None:
        """Give every column the room its first rows want; one takes what is left."""
        self._fit_rows()
        head = self.horizontalHeader()
        wide = 0
        for column in range(self.answers.columnCount()):
            fits = column != self._stretch
            head.setSectionResizeMode(
                column,
                QHeaderView.ResizeMode.Interactive if fits else QHeaderView.ResizeMode.Stretch,
            )
            if fits:
                wanted = max(self.sizeHintForColumn(column), head.sectionSizeHint(column))
                self.setColumnWidth(column, min(wanted + 14, 320))
                wide += self.columnWidth(column)
        if self.viewport().width() - wide < self._least and self.answers.columnCount():
            head.setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(self._stretch, self._least)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            name = self.answers.about(index)
            if name and name in self._session.document.inventory.by_id:
                self._session.select([name])
