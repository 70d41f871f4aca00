"""A bar that shows how much of a limit is taken: figure, share, and a sign where it is over."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.ui.look import Look
from planner.ui.plain import plain_tip

__all__ = ["LimitBar"]


WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
BESIDE = 34
"""Pixels between name and figures, a sign of what is over included."""
FIGURES = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)


class LimitBar(QWidget):
    """Used of most, or of the ``least`` that must be reached; ``figures`` say both with units."""

    def __init__(
        self,
        look: Look,
        name: str,
        figures: str,
        used: float,
        most: float | None,
        least: float | None,
    ) -> None:
        super().__init__()
        self._look, self._name, self._used, self._most, self._least = look, name, used, most, least
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._figures = figures
        self.setAccessibleName(f"{name}: {figures}")
        exact = f"{name}: {used:,.2f}" + (f" / {most:,.2f}" if most is not None else "")
        self.setToolTip(plain_tip(exact))

    def sizeHint(self) -> QSize:
        """As many lines as the words need, and the bar."""
        return QSize(120, self._words_height(max(120, self.width())) + 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow bar takes more lines, so that its name reads in full."""
        super().resizeEvent(event)
        self.setFixedHeight(self._words_height(self.width()) + 10)

    def _words_height(self, width: int) -> int:
        """Lines of the name, and one more where the last of them leaves the figures no room."""
        lines, last = self._wrapped(width - 8)
        figures = self.fontMetrics().horizontalAdvance(self._figures)
        beside = last + figures + BESIDE <= width
        return (lines if beside else lines + 1) * self.fontMetrics().lineSpacing()

    def _wrapped(self, width: int) -> tuple[int, float]:
        """Return how many lines the name takes, and how long the last one is."""
        layout = QTextLayout(self._name, self.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
        layout.endLayout()
        count = layout.lineCount()
        return max(1, count), layout.lineAt(count - 1).naturalTextWidth() if count else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, figures and bar."""
        scheme = self._look.scheme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.width() - 8, self.height() - 10
        over = self._most is not None and self._used > self._most * (1 + 1e-9)
        painter.setPen(scheme.colour("bad" if over else "quiet"))
        figures = f"▲ {self._figures}" if over else self._figures
        words = QRectF(4, 0, width, height)
        painter.drawText(words, WRAPPED, self._name)
        painter.drawText(words, FIGURES, figures)
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
