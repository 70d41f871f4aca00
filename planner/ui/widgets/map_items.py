"""What is drawn on the dependency map: one item for the fields, one for all nodes and marks.

The lines have a file of their own (:mod:`planner.ui.widgets.map_lines`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from planner.presenting.map_facts import MapFacts, Mark
from planner.presenting.map_layout import NODE_H, NODE_W
from planner.reporting.theme import TARGET_LETTERS
from planner.ui.theme import Scheme, mix, text_on

__all__ = ["Dress", "FieldsItem", "MapItem", "NodesItem", "cosmetic", "mark_colour", "mark_path"]

READABLE_PX: Final = 11.0
"""Height of a node on screen from which its name is written."""
MARK_PX: Final = 13.0
LETTER_W: Final = 18.0


@dataclass(frozen=True, slots=True)
class Dress:
    """How the map looks now: colours, kinds of targets, and what is picked out.

    ``steps`` maps the nodes picked out to their hops from the selection; empty: none is.
    """

    scheme: Scheme
    kinds: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, int] = field(default_factory=dict)
    found: frozenset[str] = frozenset()


def mark_path(mark: Mark, middle: QPointF, size: float) -> QPainterPath:
    """Return the shape of a mark.

    Parameters
    ----------
    mark
        Triangle, ring, star, square or diamond.
    middle
        Where it stands.
    size
        Across, in the map's units.
    """
    path = QPainterPath()
    half = size / 2
    x, y = middle.x(), middle.y()
    if mark is Mark.CYCLE:
        path.addEllipse(middle, half, half)
        path.addEllipse(middle, half * 0.45, half * 0.45)
        return path
    if mark is Mark.COMMON:
        path.addRect(QRectF(x - half * 0.85, y - half * 0.85, size * 0.85, size * 0.85))
        return path
    corners = {
        Mark.FAULT: ((0.0, -1.0), (1.0, 0.85), (-1.0, 0.85)),
        Mark.BRIDGE: ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)),
        Mark.HUB: (
            (0.0, -1.1), (0.28, -0.38), (1.05, -0.34), (0.45, 0.15), (0.65, 0.9),
            (0.0, 0.47), (-0.65, 0.9), (-0.45, 0.15), (-1.05, -0.34), (-0.28, -0.38),
        ),
    }[mark]  # fmt: skip
    path.moveTo(x + corners[0][0] * half, y + corners[0][1] * half)
    for across, down in corners[1:]:
        path.lineTo(x + across * half, y + down * half)
    path.closeSubpath()
    return path


def mark_colour(mark: Mark, scheme: Scheme) -> QColor:
    """Return a mark's colour."""
    name = {Mark.FAULT: "bad", Mark.CYCLE: "warn", Mark.HUB: "accent"}.get(mark, "quiet")
    return scheme.colour(name)


class MapItem(QGraphicsItem):
    """Common to all: the extent of the map, and no clicks (the view finds nodes by itself)."""

    def __init__(self, level: float) -> None:
        super().__init__()
        self.setZValue(level)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.facts = MapFacts()
        self.dress: Dress | None = None

    def boundingRect(self) -> QRectF:
        """Return the whole map."""
        layout = self.facts.layout
        return QRectF(-20, -20, layout.width + 40, layout.height + 40)

    def show_facts(self, facts: MapFacts) -> None:
        """Draw another map."""
        self.prepareGeometryChange()
        self.facts = facts
        self.update()


class FieldsItem(MapItem):
    """Lanes and columns behind everything."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw alternate columns and the borders of lanes."""
        if self.dress is None:
            return
        layout, scheme = self.facts.layout, self.dress.scheme
        wash = scheme.colour("window")
        for number, column in enumerate(layout.columns):
            if number % 2 == 0:
                painter.fillRect(QRectF(column.start, 0, column.size, layout.height), wash)
        painter.setPen(QPen(scheme.colour("line"), 0))
        for lane in layout.lanes[1:]:
            painter.drawLine(QPointF(0, lane.start), QPointF(layout.width, lane.start))


def cosmetic(colour: QColor, width: float) -> QPen:
    """Return a pen as wide on the screen at every zoom."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    return pen


class NodesItem(MapItem):
    """All nodes: boxes with names when near, coloured blocks when far; marks at every zoom."""

    def __init__(self) -> None:
        super().__init__(2)
        self._blocks: dict[tuple[str, bool], list[QRectF]] = {}
        self._mark_pixmaps: dict[tuple[Mark, int], QPixmap] = {}
        self._elided: dict[str, str] = {}
        self._font = QFont()
        self._font.setPixelSize(12)
        self._letter = QFont(self._font)
        self._letter.setBold(True)

    def show_facts(self, facts: MapFacts) -> None:
        """Draw another map."""
        super().show_facts(facts)
        self._elided = {}

    def pick(self, dress: Dress) -> None:
        """Colour the nodes again; what is not picked out steps back."""
        self.dress = dress
        self._blocks = {}
        self._mark_pixmaps = {}
        layout = self.facts.layout
        for spot in layout.spots:
            kind = dress.kinds.get(self.facts.targets[spot.id], "")
            near = not dress.steps or spot.id in dress.steps
            self._blocks.setdefault((kind, near), []).append(_box(spot.x, spot.y))
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw what is in sight, as much of it as can be made out."""
        if self.dress is None:
            return
        scale = painter.worldTransform().m11()
        rect = option.exposedRect
        seen = self.facts.layout.within(rect.left(), rect.top(), rect.right(), rect.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if NODE_H * scale < READABLE_PX:
            painter.setPen(Qt.PenStyle.NoPen)
            for (kind, near), boxes in self._blocks.items():
                painter.setBrush(self._colour(kind, near))
                painter.drawRects(boxes)
            self._outline_picked(painter, scale)
        else:
            for number in seen:
                self._node(painter, number, scale)
        self._marks(painter, seen, scale)

    def _colour(self, kind: str, near: bool) -> QColor:
        assert self.dress is not None
        colour = self.dress.scheme.target(kind)
        return colour if near else mix(self.dress.scheme.colour("surface"), colour, 0.3)

    def _outline_picked(self, painter: QPainter, scale: float) -> None:
        assert self.dress is not None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(cosmetic(self.dress.scheme.colour("ink"), 2.0))
        wide = max(2.0, 3.0 / max(scale, 1e-3))
        for name in self._brought_out():
            spot = self.facts.layout.spots[self.facts.layout.index[name]]
            painter.drawRect(_box(spot.x, spot.y).adjusted(-wide, -wide, wide, wide))

    def _brought_out(self) -> set[str]:
        assert self.dress is not None
        return {name for name, far in self.dress.steps.items() if far == 0} | self.dress.found

    def _node(self, painter: QPainter, number: int, scale: float) -> None:
        assert self.dress is not None
        scheme, spot = self.dress.scheme, self.facts.layout.spots[number]
        kind = self.dress.kinds.get(self.facts.targets[spot.id], "")
        near = not self.dress.steps or spot.id in self.dress.steps
        box = _box(spot.x, spot.y)
        colour = self._colour(kind, near)
        picked = spot.id in self.dress.found or self.dress.steps.get(spot.id) == 0
        painter.setBrush(scheme.colour("accent_wash" if picked else "raised"))
        border = scheme.colour("ink") if picked else colour
        painter.setPen(cosmetic(border, 2.0 if picked else 1.0))
        painter.drawRect(box)
        letter = QRectF(box.left(), box.top(), LETTER_W, NODE_H)
        painter.fillRect(letter, colour)
        painter.setPen(text_on(colour))
        painter.setFont(self._letter)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, TARGET_LETTERS.get(kind, "?"))
        painter.setPen(scheme.colour("ink" if near else "faint"))
        painter.setFont(self._font)
        words = box.adjusted(LETTER_W + 5, 0, -4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words(spot.id, words.width()))

    def _words(self, name: str, width: float) -> str:
        if name not in self._elided:
            plain = " ".join(self.facts.names[name].split())
            metrics = QFontMetricsF(self._font)
            self._elided[name] = metrics.elidedText(plain, Qt.TextElideMode.ElideRight, width)
        return self._elided[name]

    def _marks(self, painter: QPainter, seen: list[int], scale: float) -> None:
        assert self.dress is not None
        marks, spots, scheme = self.facts.marks, self.facts.layout.spots, self.dress.scheme
        if not marks:
            return
        ratio = painter.device().devicePixelRatioF()
        size = MARK_PX * max(scale, 1.0)
        place = painter.worldTransform()
        painter.resetTransform()
        for number in seen:
            spot = spots[number]
            for step, mark in enumerate(marks.get(spot.id, ())):
                pixmap = self._mark_pixmap(mark, size, ratio, scheme)
                corner = place.map(QPointF(spot.x + NODE_W / 2, spot.y - NODE_H / 2))
                across = corner.x() - size * (0.5 + 1.1 * step) - 1
                painter.drawPixmap(QPointF(across, corner.y() - size / 2 - 1), pixmap)
        painter.setWorldTransform(place)

    def _mark_pixmap(self, mark: Mark, size: float, ratio: float, scheme: Scheme) -> QPixmap:
        pixels = ceil((size + 2) * ratio)
        key = (mark, pixels)
        if key not in self._mark_pixmaps:
            pixmap = QPixmap(pixels, pixels)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(cosmetic(scheme.colour("surface"), 1.0))
            painter.setBrush(mark_colour(mark, scheme))
            middle = size / 2 + 1
            painter.drawPath(mark_path(mark, QPointF(middle, middle), size))
            painter.end()
            self._mark_pixmaps[key] = pixmap
        return self._mark_pixmaps[key]


def _box(x: float, y: float) -> QRectF:
    return QRectF(x - NODE_W / 2, y - NODE_H / 2, NODE_W, NODE_H)
