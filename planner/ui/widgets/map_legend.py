"""The key to the dependency map: each target's letter and colour, each mark's shape and meaning."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.presenting.map_facts import Mark
from planner.reporting.theme import TARGET_LETTERS
from planner.ui.plain import show_tip
from planner.ui.theme import text_on
from planner.ui.widgets.map_items import Dress, mark_colour, mark_path

__all__ = ["MapLegend"]

GAP = 16


class MapLegend(QWidget):
    """One line of signs and words; wraps where the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._dress: Dress | None = None
        self._entries: list[tuple[str, str, str]] = []
        self._tips: list[tuple[QRectF, str]] = []

    def show_entries(self, dress: Dress, entries: list[tuple[str, str, str]]) -> None:
        """Show entries: (mark's or target kind's key, words, tool tip)."""
        self._dress, self._entries = dress, entries
        self.setAccessibleName(", ".join(words for _, words, _ in entries))
        self.setMinimumHeight(self._rows(self.width()) * self._row())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(400, self._rows(max(self.width(), 400)) * self._row())

    def _row(self) -> int:
        return self.fontMetrics().height() + 8

    def _width(self, words: str) -> int:
        return 22 + self.fontMetrics().horizontalAdvance(words) + GAP

    def _rows(self, width: int) -> int:
        x, rows = 0, 1
        for _, words, _tip in self._entries:
            wide = self._width(words)
            if x and x + wide > width:
                x, rows = 0, rows + 1
            x += wide
        return rows

    def resizeEvent(self, event: object) -> None:
        """Make room for the rows."""
        self.setMinimumHeight(self._rows(self.width()) * self._row())

    def event(self, event: QEvent) -> bool:
        """Explain a sign under the pointer."""
        if isinstance(event, QHelpEvent):
            for area, tip in self._tips:
                if area.contains(QPointF(event.pos())):
                    show_tip(event.globalPos(), tip, self)
                    return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw signs and words."""
        if self._dress is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y, row = 0.0, 0.0, self._row()
        self._tips = []
        for key, words, tip in self._entries:
            wide = self._width(words)
            if x and x + wide > self.width():
                x, y = 0.0, y + row
            self._sign(painter, key, QPointF(x + 9, y + row / 2))
            painter.setPen(self._dress.scheme.colour("quiet"))
            place = QRectF(x + 22, y, wide - GAP + 2, row)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            self._tips.append((QRectF(x, y, wide, row), tip))
            x += wide
        painter.end()

    def _sign(self, painter: QPainter, key: str, middle: QPointF) -> None:
        assert self._dress is not None
        scheme = self._dress.scheme
        if key in list(Mark):
            mark = Mark(key)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark_colour(mark, scheme))
            painter.drawPath(mark_path(mark, middle, 14))
            return
        if key == "line_fault":
            pen = QPen(scheme.colour("bad"), 2.0, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(middle - QPointF(9, 0), middle + QPointF(9, 0))
            return
        colour = scheme.target(key)
        box = QRectF(middle.x() - 8, middle.y() - 8, 16, 16)
        painter.fillRect(box, colour)
        painter.setPen(text_on(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, TARGET_LETTERS.get(key, "?"))
