"""The five factors of one workload as bars, and how well each target fits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.model.assessment import WorkloadAssessment
from planner.model.rules import FACTORS
from planner.reporting.theme import TARGET_LETTERS
from planner.ui.look import Look
from planner.ui.plain import plain_tip
from planner.ui.theme import text_on

__all__ = ["FactorChart"]

BAR: Final = 8.0
BESIDE: Final = 50.0
"""From this width on, in points of the body's type, factors and targets stand side by side."""
GAP: Final = 40.0
LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
MIDDLE: Final = int(Qt.AlignmentFlag.AlignCenter)


class FactorChart(QWidget):
    """Bars from 0 to 100; what rests on missing data is hatched."""

    def __init__(self, look: Look, say: Callable[..., str], name: Callable[[str], str]) -> None:
        super().__init__()
        self._look, self._say, self._target_name = look, say, name
        self._found: WorkloadAssessment | None = None
        self._title = ""
        self._weights: Mapping[str, float] = {}
        self._kinds: Mapping[str, str] = {}
        self._placed = ""
        self._wide = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)

    def show_workload(
        self,
        title: str,
        found: WorkloadAssessment | None,
        weights: Mapping[str, float],
        kinds: Mapping[str, str],
        placed: str = "",
    ) -> None:
        """Show a workload's factors.

        Parameters
        ----------
        title
            Of the chart.
        found
            Its assessment; None: there is none.
        weights
            By factor, adding up to 1.
        kinds
            Kind of each target by id.
        placed
            Id of the target that its plan gives it.
        """
        self._title, self._found, self._weights = title, found, weights
        self._kinds, self._placed = kinds, placed
        words = [title]
        if found is not None:
            for factor, score in found.factors.items():
                words.append(f"{self._say(f'common.factor.{factor}')} {score.score:.0f}")
            for target, case in found.cases.items():
                words.append(f"{self._target_name(target)} {case.fit:.0f}")
        self.setAccessibleName(", ".join(words))
        self.setToolTip(plain_tip(self._say("ui_window.scores.chart.tip")))
        self.updateGeometry()
        self.update()

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def sizeHint(self) -> QSize:
        """A line and a bar a factor, a line a target, two headings and two legends."""
        cases = len(self._found.cases) if self._found else 4
        factors = self._line() * (2.35 + len(FACTORS)) + len(FACTORS) * (BAR + 4)
        targets = self._line() * (2.35 + 1.2 * cases)
        beside = self.width() >= BESIDE * self._look.points
        return QSize(230, round(max(factors, targets) if beside else factors + targets) + 4)

    def minimumSizeHint(self) -> QSize:
        """All of it: nothing is to be cut."""
        return QSize(216, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw factors, then targets."""
        if self._found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._wide = float(self.width())
        beside = self._wide >= BESIDE * self._look.points
        if beside:
            self._wide = (self._wide - GAP) / 2
        top = self._heading(painter, 0.0, self._say("ui_window.scores.factors.head"))
        for factor in FACTORS:
            if factor in self._found.factors:
                top = self._factor(painter, top, factor)
        if any(score.confidence < 1 for score in self._found.factors.values()):
            top = self._legend(painter, top, "hatched")
        if beside:
            painter.translate(self._wide + GAP, 0)
            top = 0.0
        top = self._heading(painter, top, self._say("ui_window.scores.fit"))
        for target in self._found.cases:
            top = self._target(painter, top, target)
        if not all(case.allowed for case in self._found.cases.values()):
            self._legend(painter, top, "ruled_out")
        painter.end()

    def _legend(self, painter: QPainter, top: float, key: str) -> float:
        """Say what a sign above stands for."""
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        scheme, line = self._look.scheme, self._line()
        left = 0.0
        if key == "hatched":
            box = QRectF(0.5, top + line / 2 - 4, 18, 8)
            painter.fillRect(box, QBrush(scheme.colour("accent"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(scheme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            left = 24.0
        painter.setPen(scheme.colour("quiet"))
        place = QRectF(left, top, self._wide - left, line)
        painter.drawText(place, LEFT, self._say(f"ui_window.scores.legend.{key}"))
        painter.setFont(self.font())
        return top + line

    def _heading(self, painter: QPainter, top: float, words: str) -> float:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        high = self._line() * 1.35
        painter.setFont(font)
        painter.setPen(self._look.scheme.colour("ink"))
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(self._wide)
        )
        painter.drawText(QRectF(0, top, self._wide, high), LEFT, shown)
        painter.setFont(self.font())
        return top + high

    def _factor(self, painter: QPainter, top: float, factor: str) -> float:
        assert self._found is not None
        scheme, score, line = self._look.scheme, self._found.factors[factor], self._line()
        place = QRectF(0, top, self._wide, line)
        painter.setPen(scheme.colour("ink"))
        name = self._say(f"ui.factor.{factor}")
        painter.drawText(place, LEFT, name)
        told = f"{score.score:.0f}" if score.assessed else self._say("common.not_assessed")
        painter.drawText(place, RIGHT, told)
        painter.setPen(scheme.colour("quiet"))
        weight = self._weights.get(factor, 0.0)
        about = self._say(
            "ui_window.scores.factor", weight=f"{weight * 100:.0f}", known=f"{score.confidence:.0%}"
        )
        metrics = painter.fontMetrics()
        used = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(told) + 28
        if used + metrics.horizontalAdvance(about) < self._wide:
            painter.drawText(
                place.adjusted(0, 0, -metrics.horizontalAdvance(told) - 12, 0), RIGHT, about
            )
        bar = QRectF(0, top + line + 1, self._wide, BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.colour("sunken"))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(2.0, bar.width() * min(1.0, score.score / 100)))
        painter.setBrush(scheme.colour("accent") if score.assessed else scheme.colour("faint"))
        painter.drawRoundedRect(bar, 3, 3)
        if score.confidence < 1:
            guess = QRectF(bar)
            guess.setLeft(bar.left() + bar.width() * score.confidence)
            painter.fillRect(guess, scheme.colour("surface"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.fillRect(guess, QBrush(scheme.colour("accent"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(scheme.colour("accent"), 1))
            painter.drawRect(guess.adjusted(0, 0.5, -0.5, -0.5))
        return top + line + BAR + 4

    def _target(self, painter: QPainter, top: float, target: str) -> float:
        assert self._found is not None
        scheme, case, line = self._look.scheme, self._found.cases[target], self._line()
        kind = self._kinds.get(target, target)
        colour = scheme.target(kind)
        badge = QRectF(0, top + 1, line - 2, line - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(badge, 3, 3)
        painter.setPen(text_on(colour))
        painter.drawText(badge, MIDDLE, TARGET_LETTERS.get(kind, "•"))
        wide = painter.fontMetrics().horizontalAdvance
        names = [self._target_name(one) for one in self._found.cases]
        named = min(0.68 * self._wide, line + 12 + max(wide(f"▶ {name}") for name in names))
        font = QFont(self.font())
        if target == self._placed:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(scheme.colour("ink" if case.allowed else "quiet"))
        words = ("▶ " if target == self._placed else "") + self._target_name(target)
        place = QRectF(line + 4, top, named - line - 4, line)
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(place.width())
        )
        painter.drawText(place, LEFT, shown)
        fit = f"{case.fit:.0f}" if case.allowed else f"⊘ {case.fit:.0f}"
        painter.drawText(QRectF(0, top, self._wide, line), RIGHT, fit)
        painter.setFont(self.font())
        whole = QRectF(named, top + line / 2 - BAR / 2, self._wide - named - 44, BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.colour("sunken"))
        painter.drawRoundedRect(whole, 3, 3)
        whole.setWidth(max(2.0, whole.width() * min(1.0, case.fit / 100)))
        painter.setBrush(colour if case.allowed else scheme.colour("faint"))
        painter.drawRoundedRect(whole, 3, 3)
        return top + line * 1.2
