"""Team load under the wave board: a row per team, a bar and its figures per wave."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.presenting.cards import TeamLoad
from planner.presenting.lanes import Lanes
from planner.presenting.money import short_number
from planner.ui.look import Look
from planner.ui.plain import plain_tip

__all__ = ["TeamChart"]


class TeamChart(QWidget):
    """Stands under the board, shares its columns, and moves sideways with it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._loads: tuple[TeamLoad, ...] = ()
        self._names: tuple[str, ...] = ()
        self._lanes: Lanes | None = None
        self._offset = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_loads(self, loads: Sequence[TeamLoad], names: Sequence[str], lanes: Lanes) -> None:
        """Show loads under the columns of a board.

        Parameters
        ----------
        loads
            One a team.
        names
            Of the waves.
        lanes
            Of the board.
        """
        self._loads, self._names, self._lanes = tuple(loads), tuple(names), lanes
        words = []
        for name, load in zip(self._names, self._loads, strict=True):
            pairs = zip(load.used, load.most, strict=True)
            words.append(f"{name}: " + ", ".join(f"{u:.0f}/{m or 0:.0f}" for u, m in pairs))
        self.setAccessibleName("; ".join(words))
        self.setToolTip(plain_tip("\n".join(self._names)))
        self.setVisible(bool(self._loads))
        self.updateGeometry()
        self.update()

    def set_offset(self, offset: int) -> None:
        """Follow the board sideways."""
        self._offset = offset
        self.update()

    def column(self, wave: int) -> tuple[float, float]:
        """Return left edge and width of a wave's column as drawn, in this widget."""
        lanes = self._lanes
        return (lanes.left_of(wave) - self._offset, lanes.column_width) if lanes else (0.0, 0.0)

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.88)
        return small

    def _row(self) -> float:
        return ceil(QFontMetricsF(self._small()).height()) + 3.0

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(300, round(self._row() * len(self._loads)) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        lanes = self._lanes
        if lanes is None:
            return
        scheme, high = self._look.scheme, self._row()
        painter = QPainter(self)
        painter.fillRect(event.rect(), scheme.colour("surface"))
        painter.setFont(self._small())
        for row, load in enumerate(self._loads):
            for wave, (used, most) in enumerate(zip(load.used, load.most, strict=True), 1):
                left, width = self.column(wave)
                place = QRectF(left + 3, 4 + row * high + 1, width - 6, high - 2)
                self._bar(painter, place, used, most)
        label = lanes.metrics.label_width
        painter.fillRect(QRectF(0, 0, label, self.height()), scheme.colour("surface"))
        painter.setPen(scheme.colour("line"))
        painter.drawLine(QPointF(0, 0), QPointF(self.width(), 0))
        painter.setPen(scheme.colour("quiet"))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, name in enumerate(self._names):
            place = QRectF(8, 4 + row * high, label - 12, high)
            painter.drawText(place, middle, name)
        painter.end()

    def label_width(self, names: Sequence[str]) -> float:
        """How wide the column of names has to be for all of them to read."""
        metrics = QFontMetricsF(self._small())
        return max((metrics.horizontalAdvance(name) for name in names), default=0.0) + 16

    def _bar(self, painter: QPainter, place: QRectF, used: float, most: float | None) -> None:
        scheme = self._look.scheme
        painter.fillRect(place, scheme.colour("sunken"))
        over = most is not None and used > most * (1 + 1e-9) + 1e-9
        share = 1.0 if over else (used / most if most else 0.0)
        filled = QRectF(place)
        filled.setWidth(place.width() * min(1.0, share))
        tone = "bad_wash" if over else ("warn_wash" if share > 0.9 else "accent_wash")
        painter.fillRect(filled, scheme.colour(tone))
        painter.setPen(scheme.colour("bad" if over else "ink"))
        figures = short_number(used) + (f" / {short_number(most)}" if most is not None else "")
        text = ("▲ " if over else "") + figures
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
