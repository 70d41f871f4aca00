"""Weights as bars with their figures: what a weighing comes to, at every step."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.model.rules import FACTORS
from planner.ui.look import Look
from planner.ui.session import Session

__all__ = ["WeightBars"]


class WeightBars(QWidget):
    """Five bars; the weights before stand beside them as a thin mark."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.weights: dict[str, float] = {}
        self._before: dict[str, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_weights(self, weights: Mapping[str, float], before: Mapping[str, float]) -> None:
        """Show weights that add up to 1, and those in use until now."""
        self.weights, self._before = dict(weights), dict(before)
        words = [
            f"{self._session.say(f'common.factor.{factor}')} {self.weights.get(factor, 0):.0%}"
            for factor in FACTORS
        ]
        self.setAccessibleName(", ".join(words))
        self.updateGeometry()
        self.update()

    def _row(self) -> int:
        return self.fontMetrics().height() + 32

    def sizeHint(self) -> QSize:
        """Two lines a factor."""
        return QSize(220, self._row() * len(FACTORS))

    def minimumSizeHint(self) -> QSize:
        """All of it: nothing is to be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, figure and bar of every factor."""
        painter = QPainter(self)
        scheme, row = self._look.scheme, self.height() / len(FACTORS)
        line = row - 22
        most = max((*self.weights.values(), *self._before.values(), 0.4))
        for number, factor in enumerate(FACTORS):
            top, weight = number * row, self.weights.get(factor, 0.0)
            painter.setPen(scheme.colour("ink"))
            area = QRectF(0, top, self.width(), line)
            name = self.fontMetrics().elidedText(
                self._session.say(f"common.factor.{factor}"),
                Qt.TextElideMode.ElideRight,
                self.width() - 60,
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft, name)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, f"{weight * 100:.1f}%")
            bar = QRectF(0, top + line + 3, self.width(), 8)
            painter.fillRect(bar, scheme.colour("sunken"))
            bar.setWidth(self.width() * weight / most)
            painter.fillRect(bar, scheme.colour("accent"))
            if factor in self._before:
                at = (self.width() - 3) * self._before[factor] / most
                painter.fillRect(QRectF(at, top + line + 1, 3, 12), scheme.colour("ink"))
        painter.end()
