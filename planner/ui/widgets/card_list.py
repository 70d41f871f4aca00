"""A column of cards: drawn by a delegate, dragged with the mouse or moved with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import ceil
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from planner.presenting.cards import Card
from planner.reporting.theme import GROUP_COLOURS, TARGET_LETTERS
from planner.ui.icons import paint_icon
from planner.ui.look import PRESENTER_POINTS, Look
from planner.ui.plain import plain_tip
from planner.ui.theme import text_on

__all__ = ["CARD_MIME", "CardList", "CardModel", "dragged_ids"]

AT_ONCE = 60
"""Cards that are laid out without a pause; of a longer column first those that are in sight."""
LEAST_HIGH = 3.0
"""Least height of a card in sizes of its type."""
CARD_MIME = "application/x-planner-workloads"
FIGURE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
NO_BREAK = "\N{NO-BREAK SPACE}"
FIGURE_POINTS = 1.9
"""Room for the fit beside the words, in sizes of the type."""
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


def _high(metrics: QFontMetricsF, words: str, room: float, wide: float) -> int:
    if wide <= room:
        return ceil(metrics.lineSpacing())
    return ceil(metrics.boundingRect(QRectF(0, 0, room, 1e4), WRAPPED, words).height())


@lru_cache(maxsize=16)
def _measures(families: tuple[str, ...], points: float) -> tuple[QFontMetricsF, QFontMetricsF]:
    """Measures of a card's name and of the line under it, in a face and size."""
    font = QFont()
    font.setFamilies(families)
    font.setPointSizeF(points)
    bold, small = _fonts(font)
    return QFontMetricsF(bold), QFontMetricsF(small)


class _Advances(dict[str, float]):
    """How wide each character is in a face and size; each is measured once."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, sign: str) -> float:
        self[sign] = found = self._metrics.horizontalAdvance(sign)
        return found


@lru_cache(maxsize=32)
def _advances(families: tuple[str, ...], points: float, line: int) -> _Advances:
    return _Advances(_measures(families, points)[line])


def _wide(families: tuple[str, ...], points: float, line: int, words: str) -> float:
    """How wide a line of a card is at most; pairs that are drawn closer are not looked at.

    To measure the words of a thousand cards whole takes long enough for a hand to feel it.
    """
    return sum(map(_advances(families, points, line).__getitem__, words))


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    bold, small = QFont(font), QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return bold, small


def _badge_side(font: QFont) -> float:
    return round(1.8 * font.pointSizeF())


def _sign_side(font: QFont) -> int:
    return round(1.4 * font.pointSizeF())


def dragged_ids(data: QMimeData) -> tuple[str, ...]:
    """Return the workloads that are dragged."""
    if not data.hasFormat(CARD_MIME):
        return ()
    text = bytes(data.data(CARD_MIME).data()).decode()
    return tuple(text.split("\n")) if text else ()


class CardModel(QAbstractListModel):
    """Cards of one column."""

    def __init__(self, say: Callable[..., str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.cards: tuple[Card, ...] = ()
        self.tip: Callable[[Card], str] = lambda card: card.name

    def show(self, cards: Sequence[Card]) -> None:
        """Show these cards; the same ones stay as they are, also under a pointer that drags."""
        if tuple(cards) == self.cards:
            return
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Cards shown."""
        return 0 if parent.isValid() else len(self.cards)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what a view asks."""
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tip(card).replace("\n", self._say("rules.list"))
        if role == Qt.ItemDataRole.UserRole:
            return card
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.tip(card))
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Cards can be dragged."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Our own."""
        return [CARD_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the ids of the dragged cards."""
        data = QMimeData()
        ids = "\n".join(self.cards[index.row()].id for index in indexes)
        data.setData(CARD_MIME, QByteArray(ids.encode()))
        return data


class CardDelegate(QStyledItemDelegate):
    """Draws a card: letter and colour of where it comes from, name, fit bar, signs.

    A card is as high as its words need in the width of its column. Where a room sees a low screen,
    its usual second line gives way to more cards: how it moves is said by the page of the waves.
    """

    def __init__(self, look: Look, say: Callable[..., str]) -> None:
        super().__init__()
        self._look, self._say = look, say
        self.was: Callable[[Card], str] = lambda card: ""
        """Says where a card was that has moved."""
        self._high: dict[tuple[str, str, int, float], tuple[int, int]] = {}
        self._worn: tuple[int, float] = (0, 0.0)
        self._sizes: dict[int, QSize] = {}
        """Size of every row in the width and type worn: a view asks for all at each layout."""
        self._lines: dict[tuple[bool, str | None, int | None, bool], str] = {}
        """Lines under the names: many cards share one."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Say how high the card is in the width there is."""
        view, font = option.widget, option.font
        wide = view.viewport().width() if isinstance(view, QAbstractItemView) else 160
        worn = (wide, font.pointSizeF())
        if worn != self._worn:
            self._worn, self._sizes = worn, {}
        size = self._sizes.get(index.row())
        if size is None:
            card: Card = index.data(Qt.ItemDataRole.UserRole)
            upper, lower = self._heights(card, wide - 21.0 - _badge_side(font), font)
            size = self._sizes[index.row()] = QSize(120, upper + lower + 14)
        return size

    def forget(self) -> None:
        """Measure the cards again: they are others, or say other words."""
        self._sizes, self._lines = {}, {}

    def _signs(self, card: Card) -> list[str]:
        return [
            name
            for name, on in (
                ("pin", card.pinned_target),
                ("flag", card.pinned_wave),
                ("edit", bool(card.notes)),
            )
            if on
        ]

    def _heights(self, card: Card, room: float, font: QFont) -> tuple[int, int]:
        """Heights of the name and of the line under it, in whole pixels, in ``room``."""
        second = self._second_line(card)
        beside = 0.0 if second else FIGURE_POINTS * font.pointSizeF()
        key = (
            card.name,
            second,
            int(room - beside) - _sign_side(font) * len(self._signs(card)),
            font.pointSizeF(),
        )
        found = self._high.get(key)
        if found is None:
            if len(self._high) > 20_000:
                self._high.clear()
            face = (tuple(font.families()), font.pointSizeF())
            bold, small = _measures(*face)
            found = (
                _high(bold, card.name, key[2], _wide(*face, 0, card.name)),
                _high(small, second, room - FIGURE_POINTS * face[1], _wide(*face, 1, second))
                if second
                else 0,
            )
            self._high[key] = found
        return found

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one card."""
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        place = QRectF(option.rect).adjusted(3, 2, -3, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, card, option, place)
        side = _badge_side(option.font)
        self._badge(painter, card, QRectF(place.left() + 4, place.top() + 5, side, side))
        inner = place.adjusted(side + 9, 4, -6, -6)
        signs, sign = self._signs(card), _sign_side(option.font)
        for number, name in enumerate(signs):
            left = inner.right() - sign * (number + 1)
            spot = QRectF(left, inner.top() + 1, sign - 1, sign - 1)
            paint_icon(painter, name, self._look.scheme.colour("accent"), spot)
        upper, lower = self._heights(card, option.rect.width() - 21.0 - side, option.font)
        room = QRectF(inner.left(), inner.top(), inner.width() - sign * len(signs), upper)
        under = QRectF(inner.left(), inner.top() + upper, inner.width(), lower)
        self._words(painter, card, option.font, room, under)
        if card.tint >= 0:
            tint = QRectF(place.left(), place.top() + 6, 4, place.height() - 12)
            painter.fillRect(tint, QColor(GROUP_COLOURS[card.tint]))
        self._fit(painter, card, QRectF(inner.left(), place.bottom() - 5, inner.width(), 3))
        painter.restore()

    def _ground(
        self, painter: QPainter, card: Card, option: QStyleOptionViewItem, place: QRectF
    ) -> None:
        """Draw edge and wash: chosen, pending, or in the keyboard's focus."""
        scheme = self._look.scheme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        edge = QPen(scheme.colour("accent" if chosen else "line"), 2 if chosen else 1)
        if card.pending or (option.state & QStyle.StateFlag.State_HasFocus and not chosen):
            edge.setStyle(Qt.PenStyle.DashLine)
            edge.setColor(scheme.colour("accent"))
        painter.setPen(edge)
        painter.setBrush(scheme.colour("accent_wash" if chosen else "raised"))
        painter.drawRoundedRect(place, 6, 6)

    def _words(
        self, painter: QPainter, card: Card, font: QFont, room: QRectF, under: QRectF
    ) -> None:
        """Write the name, the line under it where it has one, and the fit."""
        scheme, lower = self._look.scheme, under.height()
        bold, small = _fonts(font)
        painter.setFont(bold)
        painter.setPen(scheme.colour("ink"))
        figure = FIGURE_POINTS * font.pointSizeF()
        beside_fit = room if lower else room.adjusted(0, 0, -figure, 0)
        painter.drawText(beside_fit, WRAPPED, card.name)
        painter.setFont(small)
        painter.setPen(scheme.colour("quiet" if card.came_from is None else "accent"))
        beside = under.adjusted(0, 0, -figure, 0)
        painter.drawText(beside, WRAPPED, self._second_line(card))
        painter.setPen(scheme.colour("quiet"))
        painter.drawText(under if lower else room.adjusted(0, 0, -3, 0), FIGURE, f"{card.fit:.0f}")

    def _second_line(self, card: Card) -> str:
        if card.pending:
            return self._say("ui_window.card.pending")
        if card.came_from is not None:
            return f"◂ {self.was(card)}"
        if card.facet:
            return card.facet
        if self._look.presenting and self._look.points <= PRESENTER_POINTS[0]:
            return ""
        key = (card.moves, card.strategy, card.wave, card.provisional)
        words = self._lines.get(key)
        if words is None:
            words = self._lines[key] = self._usual_line(card)
        return words

    def _usual_line(self, card: Card) -> str:
        if not card.moves:
            return self._say("ui_window.card.stays")
        strategy = self._say(f"common.strategy.{card.strategy}") if card.strategy else ""
        wave = self._say("ui_window.card.wave", wave=card.wave) if card.wave else ""
        wave = wave.replace(" ", NO_BREAK)
        doubt = self._say("ui_window.card.provisional") if card.provisional else ""
        return " · ".join(part for part in (doubt, strategy, wave) if part)

    def _badge(self, painter: QPainter, card: Card, badge: QRectF) -> None:
        scheme = self._look.scheme
        kind = card.current_kind
        colour = scheme.target(kind)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(text_on(colour))
        letter = TARGET_LETTERS.get(kind, "＋" if not kind else kind[:1].upper())
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), letter)

    def _fit(self, painter: QPainter, card: Card, place: QRectF) -> None:
        scheme = self._look.scheme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(scheme.colour("sunken"))
        painter.drawRoundedRect(place, 1.5, 1.5)
        filled = QRectF(place)
        filled.setWidth(place.width() * min(1.0, card.fit / 100))
        painter.setBrush(scheme.target(card.kind))
        painter.drawRoundedRect(filled, 1.5, 1.5)


class CardList(QListView):
    """One column; cards dropped here, or sent here by key, are reported."""

    dropped = Signal(str, object)
    """Target of the column, ids of the workloads."""
    hovered = Signal(str, object)
    """The same while they are dragged over it."""
    left = Signal()

    def __init__(self, target: str, look: Look, say: Callable[..., str]) -> None:
        super().__init__()
        self._dressing = False
        self._kept: QPersistentModelIndex | None = None
        self.target = target
        self.cards = CardModel(say, self)
        self.setModel(self.cards)
        self.drawn_by = CardDelegate(look, say)
        self.setItemDelegate(self.drawn_by)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMouseTracking(True)
        self.verticalScrollBar().actionTriggered.connect(lambda _: self._let_go())

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards, all at once where they are few enough for that.

        What is laid out in batches is blank from the second on until its turn comes.
        """
        modes = QListView.LayoutMode
        many = len(cards) > AT_ONCE
        self.setLayoutMode(modes.Batched if many else modes.SinglePass)
        self.drawn_by.forget()
        self.cards.show(cards)
        self.scheduleDelayedItemsLayout()

    def event(self, event: QEvent) -> bool:
        """Lay the cards out once a new dress is on, not while it is being put on."""
        if event.type() not in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            return super().event(event)
        self._dressing = True
        done = super().event(event)
        self._dressing = False
        if self.isVisible():  # else its page shows the cards anew before anybody sees them
            self.scheduleDelayedItemsLayout()
        return done

    def doItemsLayout(self) -> None:
        """Lay the cards out: what is in sight at once, nothing of it is ever blank."""
        if not self._dressing:
            self.setBatchSize(max(AT_ONCE, self._down_to_sight()))
            super().doItemsLayout()
            self.setBatchSize(AT_ONCE)

    def _down_to_sight(self) -> int:
        """How many cards there are at most down to the last in sight."""
        least = LEAST_HIGH * self.font().pointSizeF()
        return ceil((self.verticalScrollBar().value() + self.viewport().height()) / least)

    def keep_in_sight(self, index: QModelIndex) -> None:
        """Bring a card into sight and keep it there while the cards below are laid out."""
        self._kept = QPersistentModelIndex(index)
        self.scrollTo(index)

    def _let_go(self) -> None:
        self._kept = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter offers what can be done with the chosen cards."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).center()
            self.customContextMenuRequested.emit(place)
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look elsewhere."""
        self._let_go()
        super().wheelEvent(event)

    def updateGeometries(self) -> None:
        """Cards have been laid out: the one that is kept in sight has another place."""
        super().updateGeometries()
        if self._kept is not None and self._kept.isValid():
            self.scrollTo(self.cards.index(self._kept.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards the height that they need in another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards."""
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take cards."""
        event.setAccepted(event.mimeData().hasFormat(CARD_MIME))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.left.emit()

    def _consider(self, event: QDragEnterEvent) -> None:
        ids = dragged_ids(event.mimeData())
        event.setAccepted(bool(ids))
        if ids:
            self.hovered.emit(self.target, ids)

    def dropEvent(self, event: QDropEvent) -> None:
        """Report what was dropped."""
        ids = dragged_ids(event.mimeData())
        event.setAccepted(bool(ids))
        if ids:
            self.dropped.emit(self.target, ids)
