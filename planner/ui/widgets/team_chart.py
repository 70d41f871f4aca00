"""Team load under the wave board: a row per team, a bar and its figures per wave."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.ui.look import Look
from planner.ui.models.cards import TeamLoad
from planner.ui.widgets.bars import short_number

__all__ = ["TeamChart"]


class TeamChart(QWidget):
    """Stands under the board and shares its columns."""

    ROW = 26

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._loads: tuple[TeamLoad, ...] = ()
        self._names: tuple[str, ...] = ()
        self._left, self._column = 92.0, 100.0

    def show_loads(
        self, loads: Sequence[TeamLoad], names: Sequence[str], left: float, column: float
    ) -> None:
        """Show loads; ``left`` and ``column`` are the board's label and column widths."""
        self._loads, self._left, self._column = tuple(loads), left, column
        self._names = tuple(names)
        waves = max((len(load.used) for load in loads), default=0)
        self.setMinimumSize(int(left + waves * column), self.ROW * len(self._loads) + 4)
        words = []
        for name, load in zip(self._names, self._loads, strict=True):
            pairs = zip(load.used, load.most, strict=True)
            words.append(f"{name}: " + ", ".join(f"{u:.0f}/{m or 0:.0f}" for u, m in pairs))
        self.setAccessibleName("; ".join(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        scheme = self._look.scheme
        painter = QPainter(self)
        painter.fillRect(event.rect(), scheme.colour("surface"))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        small = painter.font()
        small.setPointSizeF(small.pointSizeF() * 0.85)
        painter.setFont(small)
        for row, load in enumerate(self._loads):
            top = row * self.ROW
            painter.setPen(scheme.colour("quiet"))
            name = painter.fontMetrics().elidedText(
                self._names[row], Qt.TextElideMode.ElideRight, int(self._left - 14)
            )
            painter.drawText(QRectF(10, top, self._left - 12, self.ROW), middle, name)
            for wave, (used, most) in enumerate(zip(load.used, load.most, strict=True)):
                left = self._left + wave * self._column + 4
                self._bar(
                    painter, QRectF(left, top + 3, self._column - 8, self.ROW - 6), used, most
                )
        painter.end()

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
