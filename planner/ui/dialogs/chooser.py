"""A list with a search line: the command palette, the history, the shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.ui.plain import PlainLabel
from planner.ui.widgets.dialog import Dialog

__all__ = ["Choice", "Chooser"]

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Choice:
    """One line: its words, a hint at the right (a shortcut), and what it does."""

    words: str
    run: Callable[[], object]
    hint: str = ""
    icon: QIcon | None = None


class _Line(QStyledItemDelegate):
    """Words at the left, the hint at the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line with room about it."""
        return QSize(200, option.fontMetrics.height() + 10)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw icon and words, then the hint."""
        super().paint(painter, option, index)
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        place = option.rect.adjusted(0, 0, -10, 0)
        painter.drawText(place, RIGHT, choice.hint)
        painter.restore()


class Chooser(Dialog):
    """Type to narrow, Enter to do."""

    def __init__(
        self,
        title: str,
        prompt: str,
        choices: Sequence[Choice],
        parent: QWidget | None = None,
        none: str = "",
    ) -> None:
        super().__init__(title, (560, 420), parent)
        self._choices = tuple(choices)
        blank = QPixmap(16, 16)
        blank.fill(Qt.GlobalColor.transparent)
        self._blank = QIcon(blank)
        layout = QVBoxLayout(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(prompt)
        self.search.setAccessibleName(prompt)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._run)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.itemActivated.connect(lambda _: self._run())
        self.list.itemClicked.connect(lambda _: self._run())
        self.list.setItemDelegate(_Line(self.list))
        self.list.setIconSize(QSize(16, 16))
        layout.addWidget(self.search)
        self.none = PlainLabel(none)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search line go through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                row = (self.list.currentRow() + step) % self.list.count()
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        self.list.clear()
        wanted = text.lower().split()
        for choice in self._choices:
            if all(word in choice.words.lower() for word in wanted):
                icon = choice.icon
                shown = self._blank if icon is None or icon.isNull() else icon
                item = QListWidgetItem(shown, choice.words)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, f"{choice.words} {choice.hint}".strip()
                )
                item.setData(Qt.ItemDataRole.UserRole, choice)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(not self.list.count())

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            choice: Choice = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
            choice.run()
