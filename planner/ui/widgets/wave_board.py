"""The wave board: lanes by target, columns by wave; cards are dragged, or moved with Alt+arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from planner.model.study import Study
from planner.presenting.cards import Card
from planner.presenting.lanes import CardBox, Lanes, Metrics, lay_out
from planner.reporting.theme import TARGET_LETTERS
from planner.ui.accessible import tell_chosen
from planner.ui.look import BODY_POINTS, Look
from planner.ui.plain import show_tip
from planner.ui.widgets.wave_cards import CardState, WaveCards
from planner.ui.widgets.wave_head import draw_freezes, draw_today

__all__ = ["WaveBoard"]

DRAG_FROM: Final = 6
LANE_WORDS: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


class WaveBoard(QWidget):
    """Draws the board and reports what is done to it; changes nothing by itself."""

    chosen = Signal(object)
    moved = Signal(object, int)
    """Ids of workloads, the wave they were dropped on."""
    hovered = Signal(object, int)
    hover_ended = Signal()
    arranged = Signal()
    """The columns have another place or width."""
    dragged = Signal(QPoint)
    """Where the pointer is while cards are dragged."""
    menu_wanted = Signal(QPoint)
    """Where on the screen a menu of the chosen cards is asked for."""

    def __init__(self, look: Look, say: Callable[..., str], name: Callable[[str], str]) -> None:
        super().__init__()
        self._look, self._say, self._target_name = look, say, name
        self._cards_look = WaveCards(look)
        self.tip: Callable[[Card], str] = lambda card: card.name
        self.was: Callable[[Card], str] = lambda card: ""
        self.label_width = Metrics().label_width
        self._study: Study | None = None
        self._cards: tuple[Card, ...] = ()
        self._in_order = False
        self._today = date.min
        self._selection: frozenset[str] = frozenset()
        self._broken: frozenset[str] = frozenset()
        self._chain: dict[str, int] = {}
        self._joins: tuple[tuple[str, str], ...] = ()
        self._offset = 0
        self._press: QPointF | None = None
        self._pressed: CardBox | None = None
        self._drag: QPointF | None = None
        self._over: int | None = None
        self._arranged_in = -1
        self.lanes: Lanes = lay_out((), (), 1, 600)
        self._boxes: dict[str, CardBox] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_study(
        self, study: Study, cards: Sequence[Card], today: date, *, in_order: bool = False
    ) -> None:
        """Show a plan.

        Parameters
        ----------
        cards
            Of all workloads.
        today
            Where the line stands.
        in_order
            Cards of a cell stand as they come, not by group and name.
        """
        self._study, self._cards, self._in_order = study, tuple(cards), in_order
        self._today = today
        self._arrange()

    def show_selection(self, ids: Sequence[str]) -> None:
        """Mark the selected workloads."""
        self._selection = frozenset(ids)
        self.update()
        tell_chosen(
            self, [n for n, b in enumerate(self.lanes.boxes) if b.card.id in self._selection]
        )

    def show_broken(self, ids: Sequence[str]) -> None:
        """Mark the workloads a hovered move would be at odds with."""
        self._broken = frozenset(ids)
        self.update()

    def show_chain(self, ids: Sequence[str], joins: Sequence[tuple[str, str]] = ()) -> None:
        """Mark the critical chain in the order of time, and join who holds with whom it holds."""
        self._joins = tuple(joins)
        self._chain = {name: number for number, name in enumerate(ids, 1)}
        self.update()

    def set_offset(self, offset: int) -> None:
        """Keep the names of the lanes in sight when the board is scrolled sideways."""
        self._offset = offset
        self.update()

    def box_of(self, workload_id: str) -> CardBox | None:
        """Return where a workload's card stands."""
        return self._boxes.get(workload_id)

    def sizeHint(self) -> QSize:
        """Return the size of the whole board."""
        return QSize(600, int(self.lanes.height) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._room() != self._arranged_in:
            self._arrange()

    def _room(self) -> int:
        """Width that the columns share: that of what the board is scrolled in."""
        parent = self.parentWidget()
        return parent.width() if parent is not None else self.width()

    def whole(self, parent: QWidget) -> WaveBoard:
        """Return the board once more in ``parent``, nothing chosen or hidden, to be pictured."""
        made = WaveBoard(self._look, self._say, self._target_name)
        parent.resize(int(self.lanes.width), int(self.lanes.height))
        made.setParent(parent)
        made.was, made.label_width = self.was, self.label_width
        if self._study is not None:
            made.show_study(self._study, self._cards, self._today, in_order=self._in_order)
        return made

    def _arrange(self) -> None:
        if self._study is None:
            return
        targets = [target.id for target in self._study.problem.targets]
        self._cards_look.use_font(self.font())
        scale = self._look.points / BODY_POINTS
        metrics = Metrics(label_width=self.label_width, least_column=150 * scale)
        width = self._arranged_in = self._room()
        waves = len(self._study.calendar)
        self.lanes = lay_out(
            self._cards, targets, waves, width, metrics,
            needs=self._cards_look.height, in_order=self._in_order,
        )  # fmt: skip
        self._boxes = {box.card.id: box for box in self.lanes.boxes}
        self.setMinimumSize(int(self.lanes.width), int(self.lanes.height) + 4)
        self.updateGeometry()
        self.update()
        self.arranged.emit()

    # Drawing ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is visible."""
        if self._study is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lanes = self.lanes
        painter.fillRect(event.rect(), self._look.scheme.colour("surface"))
        draw_freezes(painter, self._look, self._study, lanes, 0, lanes.height)
        self._draw_columns(painter)
        visible = QRectF(event.rect())
        taken = frozenset(self._taken() if self._drag is not None else ())
        draw_today(painter, self._look, self._study, lanes, self._today, lanes.height)
        for box in lanes.boxes:
            place = QRectF(box.x, box.y, box.width, box.height)
            if box.lead and place.adjusted(box.lead - box.x, 0, 0, 0).intersects(visible):
                self._draw_work(painter, box)
            if place.intersects(visible):
                self._cards_look.draw(painter, box.card, place, self._state(box.card, taken))
        self._draw_chain(painter)
        self._draw_dragged(painter)
        for target, top, height in zip(lanes.targets, lanes.tops, lanes.heights, strict=True):
            self._draw_lane(painter, target, top, height)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.scheme.colour("accent"), 2))
            painter.drawRect(self.visibleRegion().boundingRect().adjusted(1, 1, -1, -1))
        painter.end()

    def _state(self, card: Card, taken: frozenset[str]) -> CardState:
        return CardState(
            card.id in self._selection or card.id in taken,
            card.id in self._broken,
            self._chain.get(card.id, 0),
            self.was(card),
        )

    def _draw_columns(self, painter: QPainter) -> None:
        lanes, scheme = self.lanes, self._look.scheme
        painter.setPen(scheme.colour("line"))
        for wave in range(1, lanes.columns + 1):
            left = lanes.left_of(wave)
            if wave == self._over:
                column = QRectF(left, 0, lanes.column_width, lanes.height)
                painter.fillRect(column, scheme.colour("accent_wash"))
            painter.drawLine(QPointF(left, 0), QPointF(left, lanes.height))

    def _draw_work(self, painter: QPainter, box: CardBox) -> None:
        """Draw the work of earlier waves as a bar that leads to the cut-over, with its days."""
        scheme, column = self._look.scheme, self.lanes.column_width
        colour = scheme.target(box.card.kind)
        middle = box.y + box.height / 2
        painter.fillRect(QRectF(box.lead, middle - 2, box.x - box.lead, 4), colour)
        painter.setFont(self._cards_look.font)
        high = painter.fontMetrics().height()
        last = box.card.wave or 0
        for wave in range(box.card.first_wave, last):
            days = box.card.work_in(wave)
            words = self._say("ui_waves.days", days=f"{days:,.0f}" if days >= 1 else f"{days:.1f}")
            wide = painter.fontMetrics().horizontalAdvance(words) + 12
            left = self.lanes.left_of(wave) + (column - wide) / 2
            spot = QRectF(left, middle - high / 2, wide, high)
            painter.setPen(colour)
            painter.setBrush(scheme.colour("surface"))
            painter.drawRoundedRect(spot, high / 2, high / 2)
            painter.setPen(scheme.colour("ink"))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), words)

    def _draw_lane(self, painter: QPainter, target: str, top: float, height: float) -> None:
        scheme, lanes = self._look.scheme, self.lanes
        kind = next((c.kind for c in self._cards if c.target == target), target)
        label = QRectF(self._offset, top, lanes.metrics.label_width, height)
        painter.fillRect(label, scheme.colour("surface"))
        painter.fillRect(QRectF(self._offset, top, 5, height), scheme.target(kind))
        painter.setPen(scheme.colour("line"))
        if top:
            painter.drawLine(QPointF(0, top), QPointF(lanes.width, top))
        painter.drawLine(label.topRight(), label.bottomRight())
        painter.setPen(scheme.colour("ink"))
        painter.setFont(self.font())
        letter = TARGET_LETTERS.get(kind, "•")
        count = sum(box.card.target == target for box in lanes.boxes)
        words = f"{letter}  {self._target_name(target)}  {count}"
        shown = self.visibleRegion().boundingRect().top() if self.isVisible() else 0
        start = min(max(top, shown), max(top, top + height - 44))
        place = QRectF(self._offset + 11, start + 5, lanes.metrics.label_width - 14, height - 8)
        painter.drawText(place, LANE_WORDS, words)

    def _draw_chain(self, painter: QPainter) -> None:
        """Join the cards of the critical chain from its beginning to its end."""
        painter.setPen(QPen(self._look.scheme.colour("warn"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for holder, held in self._joins:
            first, second = self._boxes.get(holder), self._boxes.get(held)
            if first is None or second is None:
                continue
            start = QPointF(first.x + first.width, first.y + first.height / 2)
            end = QPointF(second.x, second.y + second.height / 2)
            bend = max(24.0, abs(end.x() - start.x()) / 2)
            path = QPainterPath(start)
            path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
            painter.drawPath(path)
            painter.drawLine(end, end + QPointF(-7, -4))
            painter.drawLine(end, end + QPointF(-7, 4))

    def _draw_dragged(self, painter: QPainter) -> None:
        box = self._pressed
        if self._drag is None or box is None:
            return
        painter.setOpacity(0.85)
        offset = self._drag - (self._press or self._drag)
        place = QRectF(box.x + offset.x(), box.y + offset.y(), box.width, box.height)
        self._cards_look.draw(painter, box.card, place, CardState(chosen=True))
        painter.setOpacity(1.0)
        count = len(self._taken())
        if count > 1:
            spot = QRectF(place.right() - 14, place.bottom() - 9, 28, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.scheme.colour("accent"))
            painter.drawRoundedRect(spot, 9, 9)
            painter.setPen(self._look.scheme.colour("on_accent"))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), f"×{count}")

    # Doing ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a card, or begin to drag it."""
        box = self._box_at(event.position())
        self._press, self._pressed, self._drag = event.position(), box, None
        if event.button() != Qt.MouseButton.LeftButton:
            self._press = self._pressed = None
            if box is not None and box.card.id not in self._selection:
                self.chosen.emit((box.card.id,))
            return
        if box is None:
            self.chosen.emit(())
            return
        adding = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if adding:
            self.chosen.emit(tuple(self._selection ^ {box.card.id}))
        elif box.card.id not in self._selection:
            self.chosen.emit((box.card.id,))

    def _box_at(self, place: QPointF) -> CardBox | None:
        if place.x() < self._offset + self.lanes.metrics.label_width:
            return None  # under the names of the lanes
        return self.lanes.box_at(place.x(), place.y())

    def event(self, event: QEvent) -> bool:
        """Tell what is known of the card under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            box = self._box_at(QPointF(event.pos()))
            show_tip(event.globalPos(), self.tip(box.card) if box else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, and say what dropping here would do."""
        if self._pressed is None or self._press is None or self._pressed.card.locked:
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
        self.dragged.emit(event.position().toPoint())
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
        """Arrows go from card to card, with Alt they move the chosen; Enter offers what to do."""
        key = event.key()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        current = next((b for b in self.lanes.boxes if b.card.id in self._selection), None)
        if current is not None and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            wave = (current.card.wave or 0) + step
            if 1 <= wave <= self.lanes.columns:
                self.moved.emit(self.taken_with(current.card.id), wave)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.offer_part(self.lanes.boxes.index(current))
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

    # To screen readers (planner.ui.accessible) ---------------------------------------------------

    def part_count(self) -> int:
        """Cards that stand on the board."""
        return len(self.lanes.boxes)

    def part_words(self, number: int) -> tuple[str, str]:
        """Name of a card, with its target and wave; what is known of it."""
        card = self.lanes.boxes[number].card
        place = self._say("ui_changes.part", target=self._target_name(card.target), wave=card.wave)
        return f"{card.name}, {place}", self.tip(card)

    def part_place(self, number: int) -> QRect:
        """Where a card stands on the screen."""
        box = self.lanes.boxes[number]
        place = QRect(int(box.x), int(box.y), int(box.width), int(box.height))
        return place.translated(self.mapToGlobal(QPoint()))

    def part_chosen(self, number: int) -> bool:
        """Whether a card is selected."""
        return self.lanes.boxes[number].card.id in self._selection

    def choose_part(self, number: int) -> None:
        """Select a card."""
        self.chosen.emit((self.lanes.boxes[number].card.id,))

    def offer_part(self, number: int) -> None:
        """Open the menu of a card."""
        box = self.lanes.boxes[number]
        place = QPoint(int(box.x + box.width / 2), int(box.y + box.height))
        self.menu_wanted.emit(self.mapToGlobal(place))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen cards."""
        self.menu_wanted.emit(event.globalPos())

    def taken_with(self, workload_id: str) -> tuple[str, ...]:
        """Return who moves when this card does: the selection it is in, and their groups."""
        box = self.box_of(workload_id)
        before, self._pressed = self._pressed, box
        taken = self._taken()
        self._pressed = before
        return taken
