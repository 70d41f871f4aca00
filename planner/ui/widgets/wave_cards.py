"""Draws one card of the wave board, and says how high it has to be for its name to read in full."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.presenting.cards import Card
from planner.reporting.theme import GROUP_COLOURS, TARGET_LETTERS
from planner.ui.icons import paint_icon
from planner.ui.look import Look
from planner.ui.theme import text_on

__all__ = ["CardState", "WaveCards"]

LINES: Final = 3
"""A name that needs more lines than this is cut; its tool tip has all of it."""
PAD: Final = 4.0
WIDEST_SIGN: Final = "◂H10 "
"""What says where a card was takes so much room at most."""
WRAPPED: Final = int(Qt.TextFlag.TextWordWrap)
CENTRED: Final = int(Qt.AlignmentFlag.AlignCenter)
ONE_LINE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
LEFT: Final = ONE_LINE | WRAPPED


@dataclass(frozen=True, slots=True)
class CardState:
    """What stands out on a card.

    ``link`` is its number on the critical chain, 0: not on it; ``was`` says in a sign where it was
    before the last change.
    """

    chosen: bool = False
    broken: bool = False
    link: int = 0
    was: str = ""


class WaveCards:
    """Knows type and colours; remembers how long names are."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._high: dict[tuple[str, int], float] = {}
        self._face: tuple[object, ...] = ()
        self.use_font(QFont())

    def use_font(self, body: QFont) -> None:
        """Write names a little smaller than the body's type."""
        points = body.pointSizeF() * 0.92
        face = (points, *body.families())
        if face == self._face:
            return
        self._face = face
        self.font = QFont(body)
        self.font.setPointSizeF(points)
        self._metrics = QFontMetricsF(self.font)
        self.badge = max(16.0, ceil(self._metrics.height() * 0.92))
        self.sign = round(1.6 * points)
        self._high.clear()

    def height(self, card: Card, width: float) -> float:
        """How high a card has to be so that its name reads in ``width``."""
        room = self._room(card, width)
        key = (card.label, int(room))
        high = self._high.get(key)
        line = self._metrics.lineSpacing()
        if high is None:
            if self._metrics.horizontalAdvance(card.label) <= room:
                lines = 1
            else:
                area = self._metrics.boundingRect(QRectF(0, 0, room, 1e4), WRAPPED, card.label)
                lines = min(LINES, max(2, round(area.height() / line)))
            high = ceil(lines * line) + 2 * PAD
            self._high[key] = high
        return high + line if card.facet else high

    def _room(self, card: Card, width: float) -> float:
        signs = int(card.pinned_wave) + int(bool(card.group)) + int(bool(card.notes))
        was = self._metrics.horizontalAdvance(WIDEST_SIGN) if card.came_from or card.agreed else 0
        return width - self.badge - 13 - self.sign * signs - was

    def draw(self, painter: QPainter, card: Card, place: QRectF, state: CardState) -> None:
        """Draw a card."""
        scheme = self._look.scheme
        self._ground(painter, card, place, state)
        painter.setFont(self.font)
        self._badge(painter, card, place)
        right = self._signs(painter, card, place, state)
        painter.setPen(scheme.colour("ink"))
        left = place.left() + self.badge + 8
        under = self._metrics.lineSpacing() if card.facet else 0.0
        room = QRectF(left, place.top() + 1, max(10.0, right - left), place.height() - 2 - under)
        painter.drawText(room, LEFT, card.name)
        if card.facet:
            self._group(
                painter, card, QRectF(left, room.bottom() - 2, place.right() - left - 4, under)
            )
        if state.link:
            self._number(painter, place, state.link)

    def _ground(self, painter: QPainter, card: Card, place: QRectF, state: CardState) -> None:
        """Draw edge and wash: broken, chosen, in the chain, or pending."""
        scheme = self._look.scheme
        edge = "bad" if state.broken else "accent" if state.chosen else "line"
        wash = "bad_wash" if state.broken else "accent_wash" if state.chosen else "raised"
        if state.link and not state.broken and not state.chosen:
            edge, wash = "warn", "warn_wash"
        strong = state.broken or state.chosen or bool(state.link)
        pen = QPen(scheme.colour(edge), 2 if strong else 1)
        if card.pending:
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setColor(scheme.colour("accent"))
        painter.setPen(pen)
        painter.setBrush(scheme.colour(wash))
        painter.drawRoundedRect(place, 4, 4)

    def _signs(self, painter: QPainter, card: Card, place: QRectF, state: CardState) -> float:
        """Draw the signs at the right; return where the name has to end."""
        scheme = self._look.scheme
        right = place.right() - 4
        side = self.sign - 3
        signs = (
            ("pin", card.pinned_wave),
            ("link", bool(card.group)),
            ("edit", bool(card.notes)),
        )
        for name, on in signs:
            if on:
                right -= self.sign
                spot = QRectF(right, place.center().y() - side / 2, side, side)
                paint_icon(painter, name, scheme.colour("quiet"), spot)
        if state.broken:  # on the edge: it takes no room from the name
            spot = QRectF(place.right() - side * 0.8, place.top() - side * 0.2, side, side)
            paint_icon(painter, "warning", scheme.colour("bad"), spot)
        if state.was:
            wide = self._metrics.horizontalAdvance(WIDEST_SIGN)
            right -= wide
            painter.setPen(scheme.colour("accent"))
            painter.drawText(QRectF(right, place.top(), wide, place.height()), CENTRED, state.was)
        return right

    def _badge(self, painter: QPainter, card: Card, place: QRectF) -> None:
        colour = self._look.scheme.target(card.current_kind)
        top = place.center().y() - self.badge / 2
        badge = QRectF(place.left() + 4, top, self.badge, self.badge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(badge, 3, 3)
        painter.setPen(text_on(colour))
        painter.drawText(badge, CENTRED, TARGET_LETTERS.get(card.current_kind, "+"))

    def _group(self, painter: QPainter, card: Card, place: QRectF) -> None:
        """Write what a card is grouped by under its name, beside the colour of the group."""
        painter.setPen(self._look.scheme.colour("quiet"))
        words = self._metrics.elidedText(
            card.facet, Qt.TextElideMode.ElideRight, place.width() - 12
        )
        painter.drawText(place.adjusted(12, 0, 0, 0), ONE_LINE, words)
        if card.tint >= 0:
            spot = QRectF(place.left(), place.center().y() - 4, 8, 8)
            painter.fillRect(spot, QColor(GROUP_COLOURS[card.tint]))

    def _number(self, painter: QPainter, place: QRectF, number: int) -> None:
        scheme = self._look.scheme
        words = str(number)
        wide = max(16.0, self._metrics.horizontalAdvance(words) + 8)
        spot = QRectF(place.right() - wide + 3, place.top() - 5, wide, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.colour("warn"))
        painter.drawRoundedRect(spot, 8, 8)
        painter.setPen(text_on(scheme.colour("warn")))
        painter.drawText(spot, CENTRED, words)
