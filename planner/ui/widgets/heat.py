"""Draws a cell on the heat scale: colour, and always the figure."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.ui.look import Look
from planner.ui.models.score_model import HEAT_ROLE
from planner.ui.theme import text_on

__all__ = ["HeatDelegate"]

SMALLER = 0.78
"""Size of words ("not assessed") that are too long for a cell made for figures."""


class HeatDelegate(QStyledItemDelegate):
    """Fills cells by their ``HEAT_ROLE``; hatches those that were not assessed."""

    def __init__(self, look: Look, parent: object = None) -> None:
        super().__init__()
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        if index.column() == 0:
            super().paint(painter, option, index)
            return
        scheme = self._look.scheme
        share = index.data(HEAT_ROLE)
        place = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        if share is None:
            painter.fillRect(place, scheme.colour("sunken"))
            hatched = QBrush(scheme.colour("faint"), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(place, hatched)
            painter.setPen(scheme.colour("quiet"))
        else:
            colour = scheme.heat_at(share)
            painter.fillRect(place, colour)
            painter.setPen(text_on(colour))
        words = str(index.data())
        if painter.fontMetrics().horizontalAdvance(words) > place.width() - 4:
            small = QFont(painter.font())
            small.setPointSizeF(small.pointSizeF() * SMALLER)
            painter.setFont(small)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(scheme.colour("accent"), 2))
            painter.drawRect(place)
        painter.restore()
