"""A bar that shows how much of a limit is taken: figure, share, and a sign where it is over."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.ui.look import Look

__all__ = ["LimitBar", "short_number"]


def short_number(value: float) -> str:
    """Return a figure short enough for a bar: 1,234 or 12.3k."""
    size = abs(value)
    if size >= 1e9:
        return f"{value / 1e9:,.1f}G"
    if size >= 1e6:
        return f"{value / 1e6:,.1f}M"
    if size >= 1e4:
        return f"{value / 1e3:,.1f}k"
    return f"{value:,.0f}"


class LimitBar(QWidget):
    """Used of most; ``least`` draws a tick that must be passed."""

    def __init__(
        self, look: Look, name: str, used: float, most: float | None, least: float | None
    ) -> None:
        super().__init__()
        self._look, self._name, self._used, self._most, self._least = look, name, used, most, least
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bound = most if most is not None else least
        figures = short_number(used)
        if bound is not None:
            figures += f" / {short_number(bound)}"
        self._figures = figures
        self.setAccessibleName(f"{name}: {figures}")
        self.setToolTip(f"{name}: {used:,.2f}" + (f" / {most:,.2f}" if most is not None else ""))

    def sizeHint(self) -> QSize:
        """One line and the bar."""
        return QSize(120, self.fontMetrics().height() + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, figures and bar."""
        scheme = self._look.scheme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.width() - 8, self.fontMetrics().height()
        over = self._most is not None and self._used > self._most * (1 + 1e-9)
        painter.setPen(scheme.colour("bad" if over else "quiet"))
        figures = f"▲ {self._figures}" if over else self._figures
        taken = painter.fontMetrics().horizontalAdvance(figures)
        line = QRectF(4, 0, width, height)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), figures)
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, int(width - taken - 8)
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), name)
        bound = self._most or self._least or 0.0
        bar = QRectF(4, height + 2, width, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.colour("sunken"))
        painter.drawRoundedRect(bar, 2, 2)
        if bound > 0:
            share = min(1.0, self._used / bound)
            full = QRectF(bar)
            full.setWidth(bar.width() * share)
            colour = "bad" if over else ("warn" if share > 0.9 and self._most else "accent")
            painter.setBrush(scheme.colour(colour))
            painter.drawRoundedRect(full, 2, 2)
        painter.end()
