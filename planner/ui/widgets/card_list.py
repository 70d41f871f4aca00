"""A column of cards: drawn by a delegate, dragged with the mouse or moved with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
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
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from planner.ui.icons import paint_icon
from planner.ui.look import Look
from planner.ui.models.cards import Card
from planner.ui.theme import TARGET_LETTERS, text_on

__all__ = ["CARD_MIME", "CardList", "CardModel", "dragged_ids"]

CARD_MIME = "application/x-planner-workloads"
CARD_HEIGHT = 50


def dragged_ids(data: QMimeData) -> tuple[str, ...]:
    """Return the workloads that are dragged."""
    if not data.hasFormat(CARD_MIME):
        return ()
    text = bytes(data.data(CARD_MIME).data()).decode()
    return tuple(text.split("\n")) if text else ()


class CardModel(QAbstractListModel):
    """Cards of one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: tuple[Card, ...] = ()
        self.tip: Callable[[Card], str] = lambda card: card.name

    def show(self, cards: Sequence[Card]) -> None:
        """Show these cards."""
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.name
        if role == Qt.ItemDataRole.UserRole:
            return card
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(card)
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
    """Draws a card: letter and colour of where it comes from, name, fit bar, signs."""

    def __init__(self, look: Look, say: Callable[..., str]) -> None:
        super().__init__()
        self._look, self._say = look, say

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All cards are of one height."""
        return QSize(120, CARD_HEIGHT + (14 if self._look.presenting else 0))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one card."""
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        scheme = self._look.scheme
        place = QRectF(option.rect).adjusted(3, 2, -3, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(scheme.colour("accent" if chosen else "line"), 2 if chosen else 1)
        painter.setPen(edge)
        painter.setBrush(scheme.colour("accent_wash" if chosen else "raised"))
        painter.drawRoundedRect(place, 6, 6)
        self._badge(painter, card, place)
        inner = place.adjusted(30, 3, -6, -7)
        signs = [
            name for name, on in (("pin", card.pinned_target), ("flag", card.pinned_wave)) if on
        ]
        for number, name in enumerate(signs):
            spot = QRectF(inner.right() - 14 * (number + 1), inner.top() + 1, 13, 13)
            paint_icon(painter, name, scheme.colour("accent"), spot)
        room = inner.adjusted(0, 0, -14 * len(signs), -inner.height() / 2)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(scheme.colour("ink"))
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        name = painter.fontMetrics().elidedText(
            card.name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, left, name)
        font.setWeight(QFont.Weight.Normal)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(scheme.colour("quiet"))
        lower = inner.adjusted(0, inner.height() / 2, 0, 0)
        words = painter.fontMetrics().elidedText(
            self._second_line(card), Qt.TextElideMode.ElideRight, int(lower.width())
        )
        painter.drawText(lower, left, words)
        self._fit(painter, card, QRectF(inner.left(), place.bottom() - 5, inner.width(), 3))
        painter.restore()

    def _second_line(self, card: Card) -> str:
        if not card.moves:
            return self._say("ui.card.stays", fit=f"{card.fit:.0f}")
        strategy = self._say(f"common.strategy.{card.strategy}") if card.strategy else ""
        wave = self._say("ui.card.wave", wave=card.wave) if card.wave else ""
        parts = (strategy, wave, self._say("ui.card.fit", fit=f"{card.fit:.0f}"))
        return " · ".join(part for part in parts if part)

    def _badge(self, painter: QPainter, card: Card, place: QRectF) -> None:
        scheme = self._look.scheme
        kind = card.current or ""
        colour = scheme.target(kind)
        badge = QRectF(place.left() + 5, place.center().y() - 10, 20, 20)
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
        self.target = target
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self._delegate = CardDelegate(look, say)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMouseTracking(True)

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
