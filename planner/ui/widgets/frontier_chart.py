"""Fit against money: the plans that no other beats, and where the plan shown stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.model.insight import FrontierPlan
from planner.presenting.map_facts import Mark
from planner.ui.look import Look
from planner.ui.plain import show_tip
from planner.ui.session import Session
from planner.ui.spoken import describe
from planner.ui.widgets.map_items import mark_path

__all__ = ["FrontierChart"]

LEFT: Final = 64.0
BOTTOM: Final = 46.0
TOP: Final = 26.0
RIGHT: Final = 30.0
NEAR_PX: Final = 16.0


class FrontierChart(QWidget):
    """Points along a line; picked by mouse or arrow keys, opened by double click or Enter."""

    picked = Signal(int)
    opened = Signal(int)

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session, self._look = session, look
        self.points: tuple[FrontierPlan, ...] = ()
        self._plan: tuple[float, int] | None = None
        self.chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 220)
        self.setMouseTracking(True)

    def show_points(self, points: Sequence[FrontierPlan], plan: tuple[float, int] | None) -> None:
        """Show plans by their fit and money, and the current one's (fit, minor units)."""
        self.points, self._plan = tuple(points), plan
        self.chosen = min(self.chosen, len(self.points) - 1)
        say = self._session.say
        self.setAccessibleName(say("ui_questions.frontier.accessible", count=len(self.points)))
        self.update()

    def words_of(self, point: FrontierPlan) -> str:
        """Say a point in words."""
        say, words = self._session.say, self._session.wording
        name = f"{words.point(point)}: " if point.name else ""
        return name + say(
            "ui_questions.frontier.point",
            fit=f"{point.fit:.1f}",
            money=words.money_in_short(point.net_present_minor),
        )

    def _range(self) -> tuple[float, float, float, float]:
        fits = [point.fit for point in self.points]
        money = [float(point.net_present_minor) for point in self.points]
        if self._plan is not None:
            fits.append(self._plan[0])
            money.append(float(self._plan[1]))
        room_fit = max(0.5, (max(fits) - min(fits)) * 0.08)
        room = max(1.0, (max(money) - min(money)) * 0.08)
        return min(money) - room, max(money) + room, min(fits) - room_fit, max(fits) + room_fit

    def place(self, money: float, fit: float) -> QPointF:
        """Where a plan stands in the widget."""
        low, high, least, most = self._range()
        wide, tall = self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM
        return QPointF(
            LEFT + (money - low) / (high - low) * wide,
            TOP + (most - fit) / (most - least) * tall,
        )

    def _near(self, where: QPointF) -> int:
        best, found = NEAR_PX, -1
        for number, point in enumerate(self.points):
            away = self.place(point.net_present_minor, point.fit) - where
            far = (away.x() ** 2 + away.y() ** 2) ** 0.5
            if far < best:
                best, found = far, number
        return found

    def choose(self, number: int) -> None:
        """Pick a point by its number."""
        if 0 <= number < len(self.points):
            self.chosen = number
            describe(self, self.words_of(self.points[number]))
            self.picked.emit(number)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick a point."""
        self.choose(self._near(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a point."""
        number = self._near(event.position())
        if number >= 0:
            self.opened.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the line; Enter opens."""
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self.choose(min(self.chosen + 1, len(self.points) - 1))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.choose(max(self.chosen - 1, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen >= 0:
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say a point under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._near(QPointF(event.pos())) if self.points else -1
            words = self.words_of(self.points[number]) if number >= 0 else ""
            show_tip(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, line, points and the plan shown."""
        if not self.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._axes(painter)
        scheme = self._look.scheme
        places = [self.place(point.net_present_minor, point.fit) for point in self.points]
        painter.setPen(QPen(scheme.colour("accent"), 2))
        for one, other in pairwise(places):
            painter.drawLine(one, other)
        metrics = painter.fontMetrics()
        here = self._here(places)
        taken = [here] if here is not None else []
        for number, (point, place) in enumerate(zip(self.points, places, strict=True)):
            chosen = number == self.chosen
            painter.setPen(QPen(scheme.colour("ink" if chosen else "accent"), 2))
            painter.setBrush(scheme.colour("accent" if chosen or point.proven else "surface"))
            painter.drawEllipse(place, 7 if chosen else 5, 7 if chosen else 5)
            if point.name:
                words = self._session.wording.point(point)
                area = QRectF(place.x() + 10, place.y() + 2, metrics.horizontalAdvance(words), 18)
                crowded = any(area.intersects(other) for other in taken)
                if crowded or area.right() > self.width() - 4:
                    area.moveRight(place.x() - 10)
                if not any(area.intersects(other) for other in taken):
                    taken.append(area)
                    painter.setPen(scheme.colour("ink"))
                    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
        if self._plan is not None and here is not None:
            painter.setPen(QPen(scheme.colour("surface"), 1))
            painter.setBrush(scheme.colour("bad"))
            mark = self.place(self._plan[1], self._plan[0])
            painter.drawPath(mark_path(Mark.BRIDGE, mark, 16))
            painter.setPen(scheme.colour("bad"))
            words = self._session.say("ui_questions.frontier.here")
            painter.drawText(here, Qt.AlignmentFlag.AlignCenter, words)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(scheme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def _here(self, places: Sequence[QPointF]) -> QRectF | None:
        """Where the words of the plan shown stand: above its mark, below where a point is above."""
        if self._plan is None:
            return None
        mark = self.place(self._plan[1], self._plan[0])
        wide = self.fontMetrics().horizontalAdvance(self._session.say("ui_questions.frontier.here"))
        left = max(LEFT + 2.0, min(mark.x() - wide / 2, self.width() - wide - 4.0))
        area = QRectF(left, max(mark.y() - 28, 2.0), wide, 18)
        if any(area.adjusted(-6, -6, 6, 6).contains(place) for place in places):
            area.moveTop(mark.y() + 10)
        return area

    def _axes(self, painter: QPainter) -> None:
        scheme, say = self._look.scheme, self._session.say
        area = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        painter.fillRect(area, scheme.colour("surface"))
        low, high, least, most = self._range()
        for step in range(5):
            fit = least + (most - least) * step / 4
            y = self.place(low, fit).y()
            painter.setPen(QPen(scheme.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(scheme.colour("quiet"))
            painter.drawText(
                QRectF(0, y - 9, LEFT - 6, 18), Qt.AlignmentFlag.AlignRight, f"{fit:.1f}"
            )
        flag = Qt.AlignmentFlag.AlignCenter
        aligned = Qt.AlignmentFlag
        for step, side in (
            (0, aligned.AlignLeft),
            (2, aligned.AlignHCenter),
            (4, aligned.AlignRight),
        ):
            words = self._session.wording.money_in_short(low + (high - low) * step / 4)
            under = QRectF(area.left(), area.bottom() + 6, area.width(), 18)
            painter.drawText(under, side | aligned.AlignTop, words)
        label = QRectF(area.left(), area.bottom() + 24, area.width(), 20)
        painter.drawText(label, flag, say("ui_questions.frontier.money"))
        painter.drawText(QPointF(6, 14), say("ui_questions.frontier.fit"))
