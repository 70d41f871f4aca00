"""Draws an entry of a list: a bold line, what belongs to it, and a quiet line (log, recent)."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from planner.ui.look import Look

__all__ = ["LogEntry"]

WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
PAD, MARGIN = 6.0, 4.0

type Part = tuple[str, QFont, str]
"""Words, their type, and the colour of the scheme they are written in."""


class LogEntry(QStyledItemDelegate):
    """First line bold, last line small and quiet, what stands between as it is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def _parts(self, text: str, body: QFont) -> list[Part]:
        lines = text.split("\n")
        if len(lines) == 1:
            return [(text, body, "quiet")]
        bold, small = QFont(body), QFont(body)
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(body.pointSizeF() * 0.88)
        between = [(line, body, "ink") for line in lines[1:-1]]
        return [(lines[0], bold, "ink"), *between, (lines[-1], small, "quiet")]

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height that the words need in the width of the list."""
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QAbstractItemView) else 260
        high = sum(
            _high(words, font, wide - 2 * MARGIN)
            for words, font, _ in self._parts(str(index.data()), option.font)
        )
        return QSize(wide, ceil(high + 2 * PAD))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one entry, with a line under it."""
        scheme = self._look.scheme
        place = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, scheme.colour("accent_wash"))
        top = place.top() + PAD
        for words, font, tone in self._parts(str(index.data()), option.font):
            room = place.width() - 2 * MARGIN
            high = _high(words, font, room)
            painter.setFont(font)
            painter.setPen(scheme.colour(tone))
            painter.drawText(QRectF(place.left() + MARGIN, top, room, high), WRAPPED, words)
            top += high
        painter.setPen(scheme.colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(scheme.colour("accent"), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.restore()


def _high(words: str, font: QFont, room: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, room, 1e5), WRAPPED, words).height()
