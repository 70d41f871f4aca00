"""The view of the dependency map: zoom, pan, pick, walk by keys, tool tips, headings that stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from planner.presenting.map_facts import MapFacts
from planner.ui.plain import show_tip
from planner.ui.widgets.map_heads import HEAD_H, MapHeads
from planner.ui.widgets.map_items import Dress, FieldsItem, NodesItem
from planner.ui.widgets.map_lines import LinesItem

__all__ = ["MapView"]

STILL_MS: Final = 140
"""After this long without a movement the picture of the lines is taken again."""
MARGIN: Final = 12
CLOSEST: Final = 2.5
ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(QGraphicsView):
    """Shows map facts; knows neither session nor words beyond what it is given."""

    picked = Signal(object)
    """Ids that a person has picked, as a tuple."""
    menu_wanted = Signal(str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.fields, self.lines, self.nodes = FieldsItem(0), LinesItem(), NodesItem()
        for item in (self.fields, self.lines, self.nodes):
            self._scene.addItem(item)
        self._scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setDragMode(QGraphicsView.DragMode.NoDrag)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.facts = MapFacts()
        self.selection: tuple[str, ...] = ()
        self.heads = MapHeads(self)
        self.tip: Callable[[str], str] = str
        self._fitted = True
        self._pressed: QPoint | None = None
        self._dragged = False
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.timeout.connect(self._stand_still)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    # Showing -----------------------------------------------------------------------------------

    def show_facts(self, facts: MapFacts) -> None:
        """Show another map; keeps zoom and place unless its size changes."""
        before = (self.facts.layout.width, self.facts.layout.height)
        self.facts = facts
        for item in (self.fields, self.lines, self.nodes):
            item.show_facts(facts)
        layout = self.heads.layout = facts.layout
        room = max(400.0, 0.6 * max(layout.width, layout.height))
        self._scene.setSceneRect(-room, -room, layout.width + 2 * room, layout.height + 2 * room)
        if (layout.width, layout.height) != before:
            self.fit()

    def dress(self, dress: Dress) -> None:
        """Draw in these colours, bringing out what is picked."""
        self.fields.dress = dress
        self.setBackgroundBrush(dress.scheme.colour("surface"))
        self.lines.pick(dress)
        self.nodes.pick(dress)
        self._stand_still()
        self.viewport().update()

    def fit(self) -> None:
        """Show the whole map."""
        layout = self.facts.layout
        if layout.width <= 0 or self.viewport().width() < 40:
            self._fitted = True
            return
        port = self.viewport()
        left = self.heads.lane_width()
        across = (port.width() - left - 24) / layout.width
        scale = max(min(across, (port.height() - HEAD_H - 24) / layout.height, 1.2), 1e-3)
        head = self.heads.height(scale)
        beyond = self.heads.overhang(head)
        across = (port.width() - left - 24 - beyond) / layout.width
        scale = max(min(scale, across, (port.height() - head - 24) / layout.height), 1e-3)
        self.resetTransform()
        self.scale(scale, scale)
        right = layout.width / 2 + (beyond - left) / 2 / scale
        down = (port.height() / 2 - head - MARGIN) / scale  # right under its headings
        middle = QPointF(right, max(down, layout.height / 2 - head / 2 / scale))
        self.centerOn(middle)
        self._fitted = True
        self._moved()

    def whole(self) -> MapView:
        """Return the map once more, at its own size with all its headings, to be pictured."""
        made, layout = MapView(), self.facts.layout
        made.setFont(self.font())
        made.heads.lane_words = self.heads.lane_words
        made.heads.column_words = self.heads.column_words
        made.lines.once = True
        made.show_facts(self.facts)
        if self.nodes.dress is not None:
            made.dress(self.nodes.dress)
        made.lines.shown = self.lines.shown
        head = made.heads.height(1.0)
        wide = layout.width + made.heads.lane_width() + made.heads.overhang(head) + 24
        made.resize(ceil(wide), ceil(layout.height + head + 24))
        made.fit()
        return made

    def zoom(self, factor: float) -> None:
        """Come nearer (above 1) or go farther away."""
        now = self.transform().m11()
        least = min(0.02, 0.5 * self.viewport().width() / max(self.facts.layout.width, 1.0))
        factor = min(max(now * factor, least), CLOSEST) / now
        self.scale(factor, factor)
        self._fitted = False
        self._moved()

    def go_to(self, names: Sequence[str]) -> None:
        """Bring nodes into sight, near enough to read where they are few."""
        spots = [self.facts.layout.spots[self.facts.layout.index[name]]
                 for name in names if name in self.facts.layout.index]  # fmt: skip
        if not spots:
            return
        self._fitted = False
        if len(spots) == 1:
            if self.transform().m11() < 0.8:
                self.resetTransform()
            self.centerOn(self._within(spots[0].x, spots[0].y))
            self._moved()
            return
        area = QRectF()
        for spot in spots:
            area = area.united(QRectF(spot.x - 120, spot.y - 60, 240, 120))
        port = self.viewport()
        scale = min(port.width() / area.width(), port.height() / area.height(), 1.2)
        self.resetTransform()
        self.scale(scale, scale)
        self.centerOn(area.center())
        self._moved()

    def _within(self, x: float, y: float) -> QPointF:
        """Return the middle nearest to a point that shows no more emptiness than it must."""
        scale, layout, port = self.transform().m11(), self.facts.layout, self.viewport()
        head = self.heads.lane_width() / scale
        wide, tall = port.width() / scale, port.height() / scale
        left, top = x - wide / 2, y - tall / 2
        left = max(min(left, layout.width + 20 - wide), -head - 20)
        top = max(min(top, layout.height + 20 - tall), -(HEAD_H + 10) / scale)
        return QPointF(left + wide / 2, top + tall / 2)

    def at(self, place: QPoint) -> str | None:
        """Node under a point of the viewport."""
        point = self.mapToScene(place)
        return self.facts.layout.at(point.x(), point.y())

    # Moving ------------------------------------------------------------------------------------

    def _moved(self) -> None:
        if not self.lines.direct:
            self._still.start(STILL_MS)

    @property
    def overview(self) -> bool:
        """Whether the whole map is in sight: nothing need be brought there."""
        return self._fitted

    @property
    def settled(self) -> bool:
        """Whether the lines are drawn as the map stands."""
        return not self._still.isActive() and not self.lines.drawing

    def _stand_still(self) -> None:
        port = self.viewport()
        at = self.viewportTransform()
        self.lines.take_picture(at, port.width(), port.height(), port.devicePixelRatioF())

    def show_lines(self, which: str) -> None:
        """Draw ``"all"`` lines, or those ``"picked"`` and the faults alone."""
        self.lines.shown = which
        self._stand_still()
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        self.zoom(1.0015 ** event.angleDelta().y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a pan, or a pick."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._dragged = event.position().toPoint(), False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while a button is held."""
        place = event.position().toPoint()
        if self._pressed is None:
            over = self.at(place) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        moved = place - self._pressed
        if self._dragged or moved.manhattanLength() > 4:
            self._dragged = True
            self._fitted = False
            self._pressed = place
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - moved.x())
            down.setValue(down.value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a pan, or pick what is under the pointer."""
        if self._pressed is not None and not self._dragged:
            found = self.at(event.position().toPoint())
            add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._pick(found, add)
        self._pressed = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to a node; show all where there is none."""
        found = self.at(event.position().toPoint())
        if found is None:
            self.fit()
        else:
            self.go_to((found,))

    def _pick(self, found: str | None, add: bool) -> None:
        if found is None:
            chosen: tuple[str, ...] = self.selection if add else ()
        elif add and found in self.selection:
            chosen = tuple(name for name in self.selection if name != found)
        else:
            chosen = (*self.selection, found) if add else (found,)
        self.picked.emit(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrow keys, zoom by plus and minus, see all by 0; Enter offers, Escape ends."""
        key = Qt.Key(event.key())
        if key in ARROWS and self.facts.layout.spots:
            step = ARROWS[key]
            if self.selection and self.selection[-1] in self.facts.layout.index:
                ahead = self.facts.layout.beside(self.selection[-1], *step)
            else:
                ahead = self.facts.layout.spots[0].id
            if ahead is not None:
                self.picked.emit((ahead,))
                spot = self.facts.layout.spots[self.facts.layout.index[ahead]]
                self.ensureVisible(QRectF(spot.x - 90, spot.y - 40, 180, 80), 60, 60)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selection:
            at = self.viewport().rect().center()
            self.menu_wanted.emit(self.selection[-1], self.viewport().mapToGlobal(at))
        elif key == Qt.Key.Key_Escape and self.selection:
            self.picked.emit(())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu about the node under the pointer, or about the selected one."""
        found = self.at(event.pos()) or (self.selection[-1] if self.selection else None)
        if found is not None:
            self.menu_wanted.emit(found, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what is known of the node under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.at(event.pos())
            show_tip(event.globalPos(), self.tip(found) if found else "", self)
            return True
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move; the lines are drawn anew once the map stands still."""
        super().scrollContentsBy(dx, dy)
        self._moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole in sight where it was."""
        super().resizeEvent(event)
        self._moved()
        if self._fitted:
            self.fit()

    # To screen readers (planner.ui.accessible) ---------------------------------------------------

    def part_count(self) -> int:
        """Nodes of the map."""
        return len(self.facts.layout.spots)

    def part_words(self, number: int) -> tuple[str, str]:
        """What the tip of a node says: its first line, and all of it."""
        words = self.tip(self.facts.layout.spots[number].id)
        return words.split("\n")[0], words

    def part_place(self, number: int) -> QRect:
        """Where a node stands on the screen."""
        spot = self.facts.layout.spots[number]
        middle = self.viewport().mapToGlobal(self.mapFromScene(spot.x, spot.y))
        return QRect(middle.x() - 12, middle.y() - 6, 24, 12)

    def part_chosen(self, number: int) -> bool:
        """Whether a node is picked."""
        return self.facts.layout.spots[number].id in self.selection

    def choose_part(self, number: int) -> None:
        """Pick a node and bring it into sight."""
        self.picked.emit((self.facts.layout.spots[number].id,))
        self.go_to((self.facts.layout.spots[number].id,))

    def offer_part(self, number: int) -> None:
        """Open the menu about a node."""
        self.menu_wanted.emit(
            self.facts.layout.spots[number].id, self.part_place(number).bottomLeft()
        )

    # Headings ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the map, and over it the headings of lanes and columns."""
        super().paintEvent(event)
        dress = self.nodes.dress
        if dress is None or not self.facts.layout.spots:
            return
        painter = QPainter(self.viewport())
        self.heads.draw(painter, dress)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(dress.scheme.colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
        painter.end()
