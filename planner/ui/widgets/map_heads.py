"""The headings of the dependency map: they stay in sight while the map moves under them."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsView

from planner.presenting.map_layout import Band, MapLayout
from planner.reporting.theme import TARGET_LETTERS
from planner.ui.theme import text_on
from planner.ui.widgets.map_items import Dress

__all__ = ["HEAD_H", "MapHeads"]

HEAD_H: Final = 24
"""Height of a heading in one line, in pixels."""
SLANT: Final = 40
"""Degrees by which headings that are too long for their columns rise."""
LONGEST_HEAD: Final = 190
"""Pixels of a slanted heading before it is elided."""


class MapHeads:
    """Names the columns above, and the lanes at the left."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self.layout = MapLayout()
        self.lane_words: Callable[[str], str] = str
        self.column_words: Callable[[str], str] = str

    def draw(self, painter: QPainter, dress: Dress) -> None:
        """Draw the headings over the map."""
        head = self.height(self._view.transform().m11())
        painter.setPen(QPen(dress.scheme.colour("quiet")))
        self._column_heads(painter, dress, head)
        self._lane_heads(painter, dress, head)

    def lane_width(self) -> int:
        """Width of the names of the lanes."""
        metrics = self._view.fontMetrics()
        words = [self._lane_label(lane) for lane in self.layout.lanes]
        return 34 + max((metrics.horizontalAdvance(word) for word in words), default=40)

    def _lane_label(self, lane: Band) -> str:
        return f"{self.lane_words(lane.key)}  {lane.count}"

    def height(self, scale: float) -> int:
        """Height of the headings of the columns: one line, or more where they have to slant."""
        wide = self._view.fontMetrics().horizontalAdvance
        columns = self.layout.columns
        words = {column.key: wide(self.column_words(column.key)) for column in columns}
        if all(words[one.key] <= one.size * scale - 4 for one in columns):
            return HEAD_H
        longest = min(max(words.values(), default=0), LONGEST_HEAD)
        return max(HEAD_H, round((longest + HEAD_H) * sin(radians(SLANT))) + 6)

    def overhang(self, height: int) -> int:
        """Pixels by which the last heading reaches beyond its column where headings slant."""
        columns = self.layout.columns
        if height <= HEAD_H or not columns:
            return 0
        wide = self._view.fontMetrics().horizontalAdvance(self.column_words(columns[-1].key))
        return round(min(wide, LONGEST_HEAD) * cos(radians(SLANT)))

    def _slanted_heads(self, painter: QPainter, head: int) -> None:
        """Write each name from the foot of its column up to the right."""
        scale, metrics = self._view.transform().m11(), self._view.fontMetrics()
        offset = self._view.mapFromScene(QPointF(0, 0)).x()
        for column in self.layout.columns:
            middle = offset + (column.start + column.size / 2) * scale
            if (
                column.size * scale < 14
                or not -LONGEST_HEAD < middle < self._view.viewport().width()
            ):
                continue
            words = self.column_words(column.key)
            text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, LONGEST_HEAD)
            painter.save()
            painter.translate(middle, head - 5)
            painter.rotate(-SLANT)
            painter.drawText(QPointF(0, 0), text)
            painter.restore()

    def _column_heads(self, painter: QPainter, dress: Dress, head: int) -> None:
        port = self._view.viewport().rect()
        painter.fillRect(QRectF(0, 0, port.width(), head), dress.scheme.colour("raised"))
        line = dress.scheme.colour("line")
        painter.fillRect(QRectF(0, head - 1, port.width(), 1), line)
        if head > HEAD_H:
            self._slanted_heads(painter, head)
            return
        scale = self._view.transform().m11()
        offset = self._view.mapFromScene(QPointF(0, 0)).x()
        metrics = self._view.fontMetrics()
        columns = self.layout.columns
        counted = all(
            metrics.horizontalAdvance(f"{self.column_words(one.key)}  {one.count}")
            < one.size * scale - 8
            for one in columns
        )
        for column in self.layout.columns:
            left = offset + column.start * scale
            right = left + column.size * scale
            shown = QRectF(max(left, 0), 0, min(right, port.width()) - max(left, 0), HEAD_H)
            if shown.width() < 14:
                continue
            words = self.column_words(column.key)
            full = f"{words}  {column.count}" if counted else words
            text = metrics.elidedText(full, Qt.TextElideMode.ElideRight, int(shown.width()) - 4)
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, text)

    def _lane_heads(self, painter: QPainter, dress: Dress, above: int) -> None:
        port = self._view.viewport().rect()
        width, scale = self.lane_width(), self._view.transform().m11()
        offset = self._view.mapFromScene(QPointF(0, 0)).y()
        taken = float(above)
        for lane in self.layout.lanes:
            top = offset + lane.start * scale
            bottom = top + lane.size * scale
            high = max(top, taken)
            if bottom <= above or top >= port.height() or high > port.height() - HEAD_H:
                continue
            taken = high + HEAD_H  # a lane lower than its name moves the next name down
            kind = dress.kinds.get(lane.key, "")
            colour = dress.scheme.target(kind)
            back = QColor(dress.scheme.colour("raised"))
            head = QRectF(0, high + 2, width, HEAD_H)
            painter.fillRect(head, back)
            chip = QRectF(4, high + 5, 18, 18)
            painter.fillRect(chip, colour)
            painter.setPen(text_on(colour))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, TARGET_LETTERS.get(kind, "?"))
            painter.setPen(dress.scheme.colour("ink"))
            words = head.adjusted(28, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._lane_label(lane))
