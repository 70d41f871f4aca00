"""The wave board: lanes by target, columns by wave; cards are dragged, or moved with Alt+arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from planner.model.study import Study
from planner.ui.icons import paint_icon
from planner.ui.look import Look
from planner.ui.models.cards import Card
from planner.ui.models.lanes import CardBox, Lanes, Metrics, frozen_shares, lay_out
from planner.ui.theme import TARGET_LETTERS, text_on

__all__ = ["WaveBoard"]

DRAG_FROM = 6


class WaveBoard(QWidget):
    """Draws the board and reports what is done to it; changes nothing by itself."""

    chosen = Signal(object)
    moved = Signal(object, int)
    """Ids of workloads, the wave they were dropped on."""
    hovered = Signal(object, int)
    hover_ended = Signal()

    def __init__(self, look: Look, say: Callable[..., str], name: Callable[[str], str]) -> None:
        super().__init__()
        self._look, self._say, self._target_name = look, say, name
        self._study: Study | None = None
        self._cards: tuple[Card, ...] = ()
        self._selection: frozenset[str] = frozenset()
        self._broken: frozenset[str] = frozenset()
        self._press: QPointF | None = None
        self._pressed: CardBox | None = None
        self._drag: QPointF | None = None
        self._over: int | None = None
        self.lanes: Lanes = lay_out((), (), 1, 600)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_study(self, study: Study, cards: Sequence[Card]) -> None:
        """Show a plan."""
        self._study, self._cards = study, tuple(cards)
        self._arrange()

    def show_selection(self, ids: Sequence[str]) -> None:
        """Mark the selected workloads."""
        self._selection = frozenset(ids)
        self.update()

    def show_broken(self, ids: Sequence[str]) -> None:
        """Mark the workloads a hovered move would be at odds with."""
        self._broken = frozenset(ids)
        self.update()

    def box_of(self, workload_id: str) -> CardBox | None:
        """Return where a workload's card stands."""
        return next((box for box in self.lanes.boxes if box.card.id == workload_id), None)

    def sizeHint(self) -> QSize:
        """Return the size of the whole board."""
        return QSize(600, int(self.lanes.height) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _arrange(self) -> None:
        if self._study is None:
            return
        targets = [target.id for target in self._study.problem.targets]
        scale = 1.3 if self._look.presenting else 1.0
        metrics = Metrics(
            label_width=104 * scale,
            head_height=50 * scale,
            card_height=24 * scale,
            least_column=128 * scale,
        )
        waves = len(self._study.calendar)
        parent = self.parentWidget()
        width = parent.width() if parent is not None else self.width()
        self.lanes = lay_out(self._cards, targets, waves, width, metrics)
        self.setMinimumSize(int(self.lanes.width), int(self.lanes.height) + 4)
        self.updateGeometry()
        self.update()

    # Drawing ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is visible."""
        if self._study is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._look.scheme.colour("surface"))
        self._draw_freezes(painter)
        self._draw_grid(painter)
        visible = QRectF(event.rect())
        for box in self.lanes.boxes:
            place = QRectF(box.x, box.y, box.width, box.height)
            if place.intersects(visible):
                self._draw_card(painter, box.card, place)
        if self._drag is not None and self._pressed is not None:
            painter.setOpacity(0.85)
            box = self._pressed
            offset = self._drag - (self._press or self._drag)
            place = QRectF(box.x + offset.x(), box.y + offset.y(), box.width, box.height)
            self._draw_card(painter, box.card, place)
        painter.end()

    def _draw_grid(self, painter: QPainter) -> None:
        assert self._study is not None
        scheme, lanes = self._look.scheme, self.lanes
        head = lanes.metrics.head_height
        plain = self.font()
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        for wave, slot in enumerate(self._study.calendar, 1):
            left = lanes.left_of(wave)
            column = QRectF(left, 0, lanes.column_width, lanes.height)
            if wave == self._over:
                painter.fillRect(column, scheme.colour("accent_wash"))
            painter.setPen(scheme.colour("line"))
            painter.drawLine(QPointF(left, 0), QPointF(left, lanes.height))
            painter.setPen(scheme.colour("ink"))
            painter.setFont(bold)
            title = slot.id
            if wave == 1 and self._study.programme.pilot is not None:
                title += "  ⚑ " + self._say("ui.waves.pilot")
            center = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(QRectF(left, 3, lanes.column_width, head / 2 - 2), center, title)
            painter.setFont(plain)
            painter.setPen(scheme.colour("quiet"))
            count = sum(box.card.wave == wave for box in lanes.boxes)
            days = f"{slot.first_day:%m-%d} – {slot.last_day:%Y-%m-%d}  ({count})"
            if lanes.column_width < 170:
                days = f"{slot.last_day.isoformat()}  ({count})"
            painter.drawText(QRectF(left, head / 2, lanes.column_width, head / 2 - 3), center, days)
        for target, top, height in zip(lanes.targets, lanes.tops, lanes.heights, strict=True):
            self._draw_lane(painter, target, top, height)

    def _draw_lane(self, painter: QPainter, target: str, top: float, height: float) -> None:
        scheme, lanes = self._look.scheme, self.lanes
        kind = next((c.kind for c in self._cards if c.target == target), target)
        painter.fillRect(QRectF(0, top, 5, height), scheme.target(kind))
        painter.setPen(scheme.colour("line"))
        painter.drawLine(QPointF(0, top), QPointF(lanes.width, top))
        painter.setPen(scheme.colour("ink"))
        letter = TARGET_LETTERS.get(kind, "•")
        words = f"{letter}  {self._target_name(target)}"
        place = QRectF(10, top + 5, lanes.metrics.label_width - 14, height - 8)
        painter.drawText(place, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), words)

    def _draw_freezes(self, painter: QPainter) -> None:
        assert self._study is not None
        lanes = self.lanes
        brush = QBrush(self._look.scheme.colour("line"), Qt.BrushStyle.BDiagPattern)
        for wave, start, end, _name in frozen_shares(
            self._study.calendar, self._study.programme.freezes
        ):
            left = lanes.left_of(wave) + start * lanes.column_width
            painter.fillRect(
                QRectF(left, 0, (end - start) * lanes.column_width, lanes.height), brush
            )

    def _draw_card(self, painter: QPainter, card: Card, place: QRectF) -> None:
        scheme = self._look.scheme
        chosen, broken = card.id in self._selection, card.id in self._broken
        edge = "bad" if broken else ("accent" if chosen else "line")
        painter.setPen(QPen(scheme.colour(edge), 2 if chosen or broken else 1))
        wash = "bad_wash" if broken else ("accent_wash" if chosen else "raised")
        painter.setBrush(scheme.colour(wash))
        painter.drawRoundedRect(place, 4, 4)
        side = place.height() - 8
        badge = QRectF(place.left() + 4, place.top() + 4, side, side)
        colour = scheme.target(card.current or "")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(badge, 3, 3)
        center = int(Qt.AlignmentFlag.AlignCenter)
        painter.setPen(text_on(colour))
        painter.drawText(badge, center, TARGET_LETTERS.get(card.current or "", "+"))
        right = place.right() - 4
        signs = [("pin", card.pinned_wave), ("warning", broken), ("refresh", bool(card.group))]
        for name, on in signs:
            if on:
                right -= 15
                tone = scheme.colour("bad" if name == "warning" else "quiet")
                paint_icon(painter, name, tone, QRectF(right, place.center().y() - 6, 12, 12))
        painter.setPen(scheme.colour("ink"))
        room = QRectF(badge.right() + 5, place.top(), right - badge.right() - 6, place.height())
        words = painter.fontMetrics().elidedText(
            card.name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, left, words)

    # Doing ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a card, or begin to drag it."""
        box = self.lanes.box_at(event.position().x(), event.position().y())
        self._press, self._pressed, self._drag = event.position(), box, None
        if box is None:
            self.chosen.emit(())
            return
        adding = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if adding:
            self.chosen.emit(tuple(self._selection ^ {box.card.id}))
        elif box.card.id not in self._selection:
            self.chosen.emit((box.card.id,))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, and say what dropping here would do."""
        if self._pressed is None or self._press is None:
            box = self.lanes.box_at(event.position().x(), event.position().y())
            self.setToolTip(box.card.name if box else "")
            return
        if self._drag is None:
            far = (event.position() - self._press).manhattanLength()
            if far < DRAG_FROM:
                return
        self._drag = event.position()
        over = self.lanes.wave_at(event.position().x())
        if over != self._over:
            self._over = over
            if over is not None:
                self.hovered.emit(self._taken(), over)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop."""
        taken, over = self._taken(), self._over
        dragging = self._drag is not None
        pressed = self._pressed
        self._press = self._pressed = self._drag = self._over = None
        self.hover_ended.emit()
        self.update()
        if dragging and over is not None and pressed is not None and over != pressed.card.wave:
            self.moved.emit(taken, over)

    def _taken(self) -> tuple[str, ...]:
        if self._pressed is None:
            return ()
        card = self._pressed.card
        chosen = self._selection if card.id in self._selection else frozenset({card.id})
        groups = {one.group for one in self._cards if one.id in chosen and one.group}
        return tuple(one.id for one in self._cards if one.id in chosen or one.group in groups)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card; with Alt they move the selected cards."""
        key = event.key()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        current = next((b for b in self.lanes.boxes if b.card.id in self._selection), None)
        if current is not None and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            wave = (current.card.wave or 0) + step
            if 1 <= wave <= self.lanes.columns:
                self._pressed = current
                taken = self._taken()
                self._pressed = None
                self.moved.emit(taken, wave)
            return
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._press = self._pressed = self._drag = self._over = None
            self.hover_ended.emit()
            self.update()
            return
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(current, key)
            return
        super().keyPressEvent(event)

    def _walk(self, current: CardBox | None, key: int) -> None:
        boxes = self.lanes.boxes
        if not boxes:
            return
        if current is None:
            self.chosen.emit((boxes[0].card.id,))
            return
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)

        def away(box: CardBox) -> float:
            return abs(box.x - current.x) * (0.2 if across else 5) + abs(box.y - current.y)

        ahead = [
            box
            for box in boxes
            if (box.y - current.y) * down > 0 or (box.x - current.x) * across > 0
        ]
        if ahead:
            self.chosen.emit((min(ahead, key=away).card.id,))

    def point_of(self, workload_id: str) -> QPoint | None:
        """Return the middle of a workload's card."""
        box = self.box_of(workload_id)
        return QPoint(int(box.x + box.width / 2), int(box.y + box.height / 2)) if box else None
