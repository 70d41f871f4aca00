"""A piecewise linear curve that can be taken hold of: points are dragged, added and removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from planner.model.rules import Curve
from planner.presenting.curve_scale import CurveScale, scale_for
from planner.ui.look import Look
from planner.ui.plain import show_tip
from planner.ui.spoken import describe

__all__ = ["CurveChart", "CurveShown", "OtherCurve", "plain"]

type Points = tuple[tuple[float, float], ...]

LEFT: Final = 46.0
BOTTOM: Final = 44.0
TOP: Final = 14.0
RIGHT: Final = 22.0
NEAR_PX: Final = 14.0
SAMPLES: Final = 120
RUG_MOST: Final = 400


def _said(number: int, x: float, y: float) -> str:
    return f"{number}: {plain(x)} → {plain(y)}"


def plain(x: float) -> str:
    """Return a figure with no more digits than it needs."""
    return f"{x:,.6g}"


@dataclass(frozen=True, slots=True)
class OtherCurve:
    """A curve in the background: another target's, with the letter that stands at its end."""

    points: Points
    colour: QColor
    letter: str


@dataclass(frozen=True, slots=True)
class CurveShown:
    """All that is drawn.

    ``base`` is the preset's curve; ``rug`` the inventory's values; ``here`` the selected
    workload's value; ``low`` and ``high`` bound what a point may be moved to.
    """

    points: Points
    base: Points = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    rug: tuple[float, ...] = ()
    here: float | None = None
    others: tuple[OtherCurve, ...] = ()
    colour: QColor | None = None


class CurveChart(QWidget):
    """Draws a curve; ``edited`` gives the points after each movement, ``chosen`` the point held."""

    edited = Signal(object)
    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.shown = CurveShown(((0.0, 0.0), (1.0, 100.0)))
        self._scale = CurveScale(0.0, 1.0)
        self.point = 0
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(280, 190)
        self.setMouseTracking(True)
        self.words_at: Callable[[int, float, float], str] = _said

    def show_curve(self, shown: CurveShown) -> None:
        """Draw a curve; the scale keeps still while a point is dragged."""
        self.shown = shown
        if not self._dragging:
            xs = [x for x, _ in (*shown.points, *shown.base)]
            self._scale = scale_for(xs, shown.low, shown.high)
        self.point = min(self.point, len(shown.points) - 1)
        self._say_point()
        self.update()

    @property
    def shortened(self) -> bool:
        """Whether the scale is shortened to the right."""
        return self._scale.step > 0

    # Where things stand -------------------------------------------------------------------------

    def area(self) -> QRectF:
        """Where curves are drawn."""
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)

    def place(self, x: float, y: float) -> QPointF:
        """Where a value and its points stand in the widget."""
        area = self.area()
        share = min(1.0, max(0.0, self._scale.share(x)))
        return QPointF(
            area.left() + share * area.width(), area.bottom() - y / 100.0 * area.height()
        )

    def _value(self, where: QPointF) -> tuple[float, float]:
        area = self.area()
        share = min(1.0, max(0.0, (where.x() - area.left()) / max(area.width(), 1.0)))
        x = self._scale.value(share)
        grain = self._scale.grain(x, area.width())
        y = min(100.0, max(0.0, (area.bottom() - where.y()) / max(area.height(), 1.0) * 100.0))
        return round(round(x / grain) * grain, 9), float(round(y))

    def _near(self, where: QPointF) -> int:
        best, found = NEAR_PX, -1
        for number, (x, y) in enumerate(self.shown.points):
            away = self.place(x, y) - where
            far = (away.x() ** 2 + away.y() ** 2) ** 0.5
            if far < best:
                best, found = far, number
        return found

    # Changing -----------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Take hold of a point."""
        if 0 <= number < len(self.shown.points):
            self.point = number
            self._say_point()
            self.chosen.emit(number)
            self.update()

    def move_point(self, x: float, y: float) -> None:
        """Put the point held at ``x`` and ``y``, between its neighbours and within the bounds."""
        points = list(self.shown.points)
        grain = self._scale.grain(x, self.area().width())
        low, high = self.shown.low, self.shown.high
        if self.point > 0:
            least = points[self.point - 1][0] + grain
            low = least if low is None else max(low, least)
        if self.point < len(points) - 1:
            most = points[self.point + 1][0] - grain
            high = most if high is None else min(high, most)
        if low is not None and high is not None and low > high:
            x = points[self.point][0]
        else:
            x = x if low is None else max(low, x)
            x = x if high is None else min(high, x)
        points[self.point] = (round(x, 9), min(100.0, max(0.0, y)))
        self._edit(tuple(points))

    def add_point(self, x: float | None = None, y: float | None = None) -> None:
        """Add a point at ``x``; in the middle after the point held where none is said."""
        points = list(self.shown.points)
        if x is None:
            left = min(self.point, len(points) - 2)
            x = (points[left][0] + points[left + 1][0]) / 2.0
        if any(abs(x - other) < 1e-9 for other, _ in points):
            return
        y = Curve(self.shown.points).at(x) if y is None else y
        points = sorted([*points, (x, round(y, 6))])
        self.point = points.index((x, round(y, 6)))
        self._edit(tuple(points))

    def remove_point(self) -> None:
        """Remove the point held; two always stay."""
        if len(self.shown.points) > 2:
            points = self.shown.points
            self._edit((*points[: self.point], *points[self.point + 1 :]))

    def _edit(self, points: Points) -> None:
        if points != self.shown.points:
            self.shown = replace(self.shown, points=points)
            self.point = min(self.point, len(points) - 1)
            self._say_point()
            self.update()
            self.edited.emit(points)

    def _say_point(self) -> None:
        x, y = self.shown.points[self.point]
        describe(self, self.words_at(self.point + 1, x, y))

    # Mouse and keys -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the point under the pointer."""
        number = self._near(event.position())
        if number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self.choose(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the point held."""
        if self._dragging:
            self.move_point(*self._value(event.position()))
        else:
            near = self._near(event.position()) >= 0
            shape = Qt.CursorShape.SizeAllCursor if near else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the point go."""
        if self._dragging:
            self._dragging = False
            self.show_curve(self.shown)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add a point where there is none."""
        if self._near(event.position()) < 0:
            self.add_point(*self._value(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with left and right, move with up and down, with Control sideways."""
        key, held = event.key(), event.modifiers()
        x, y = self.shown.points[self.point]
        fast = 5.0 if held & Qt.KeyboardModifier.ShiftModifier else 1.0
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        upward = {Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}.get(Qt.Key(key), 0)
        if sideways and held & Qt.KeyboardModifier.ControlModifier:
            step = self._scale.grain(x, self.area().width() / 4.0)
            self.move_point(round(x + sideways * fast * step, 9), y)
        elif sideways:
            self.choose(self.point + sideways)
        elif upward:
            self.move_point(x, y + upward * fast)
        elif key == Qt.Key.Key_Insert:
            self.add_point()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_point()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the point under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._near(QPointF(event.pos()))
            words = ""
            if number >= 0:
                words = self.words_at(number + 1, *self.shown.points[number])
            show_tip(event.globalPos(), words, self)
            return True
        return super().event(event)

    # Drawing ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, what others do, the preset, the curve, and its points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = self._look.scheme
        self._axes(painter)
        for other in self.shown.others:
            self._line(painter, other.points, QPen(other.colour, 1.4))
            self._letter(painter, other)
        colour = self.shown.colour or scheme.colour("accent")
        if self.shown.base and self.shown.base != self.shown.points:
            dashed = QPen(scheme.colour("quiet"), 1.4, Qt.PenStyle.DashLine)
            self._line(painter, self.shown.base, dashed)
        self._line(painter, self.shown.points, QPen(colour, 2.6))
        for number, (x, y) in enumerate(self.shown.points):
            held = number == self.point
            painter.setPen(QPen(scheme.colour("ink") if held and self.hasFocus() else colour, 2))
            painter.setBrush(colour if held else scheme.colour("surface"))
            painter.drawEllipse(self.place(x, y), 6.5 if held else 5, 6.5 if held else 5)
        self._here(painter)
        painter.end()

    def _line(self, painter: QPainter, points: Points, pen: QPen) -> None:
        curve = Curve(points)
        low, high = self._scale.low, self._scale.high
        xs = {self._scale.value(step / SAMPLES) for step in range(SAMPLES + 1)}
        xs |= {x for x, _ in points if low <= x <= high}
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([self.place(x, curve.at(x)) for x in sorted(xs)]))

    def _letter(self, painter: QPainter, other: OtherCurve) -> None:
        end = self.place(self._scale.high, Curve(other.points).at(self._scale.high))
        painter.setPen(other.colour)
        painter.drawText(QRectF(end.x() + 3, end.y() - 9, 18, 18), 0, other.letter)

    def _here(self, painter: QPainter) -> None:
        """The selected workload's value, read off the curve."""
        x = self.shown.here
        if x is None:
            return
        scheme, area = self._look.scheme, self.area()
        place = self.place(x, Curve(self.shown.points).at(x))
        painter.setPen(QPen(scheme.colour("warn"), 1.6))
        painter.drawLine(QPointF(place.x(), area.bottom()), place)
        painter.drawLine(place, QPointF(area.left(), place.y()))
        painter.setBrush(scheme.colour("warn"))
        painter.drawRect(QRectF(place.x() - 3.5, place.y() - 3.5, 7, 7))

    def _axes(self, painter: QPainter) -> None:
        scheme, area = self._look.scheme, self.area()
        painter.fillRect(area, scheme.colour("surface"))
        for points in range(0, 101, 25):
            y = self.place(self._scale.low, points).y()
            painter.setPen(QPen(scheme.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(scheme.colour("quiet"))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 9, LEFT - 6, 18), flags, str(points))
        painter.setPen(QPen(scheme.colour("faint"), 1))
        for value in self.shown.rug[:RUG_MOST]:
            x = self.place(value, 0).x()
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() - 6))
        self._ticks(painter)
        painter.setPen(scheme.colour("quiet"))
        foot = QRectF(area.left(), area.bottom() + 22, area.width(), 20)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self.shown.unit)

    def _ticks(self, painter: QPainter) -> None:
        """Name the values of the points; where they crowd, those that have room."""
        area, scheme = self.area(), self._look.scheme
        taken: list[QRectF] = []
        xs = [x for x, _ in self.shown.points]
        held = xs[self.point : self.point + 1]
        for x in (*held, *xs):
            words = plain(x)
            wide = painter.fontMetrics().horizontalAdvance(words) + 8
            place = self.place(x, 0).x()
            left = min(max(place - wide / 2, area.left() - 20), self.width() - wide)
            box = QRectF(left, area.bottom() + 4, wide, 18)
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.setPen(scheme.colour("quiet"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            painter.setPen(QPen(scheme.colour("faint"), 1))
            painter.drawLine(QPointF(place, area.bottom()), QPointF(place, area.bottom() + 4))
