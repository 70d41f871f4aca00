"""Finds words on a window that a person cannot read in full: cut, elided, or wrapped too low.

A place counts as cut where its words need more room than it has and no tool tip tells the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from re import sub
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QTreeView,
    QWidget,
)

SLACK = 1
"""Pixels by which Qt's own measures of the same words differ."""


def cut_words(top: QWidget) -> list[str]:
    """Return a line for every visible place under ``top`` whose words do not fit."""
    found: list[str] = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisibleTo(top) or widget.visibleRegion().isEmpty():
            continue
        for kind, look in LOOKS:
            if isinstance(widget, kind):
                found += [f"{type(widget).__name__}: {words}" for words in look(widget)]
                break
    return found


def plain(tip: str) -> str:
    """What a tool tip says, without its markup and with single spaces."""
    return " ".join(unescape(sub("<[^>]*>", " ", tip)).split())


def _label(label: QLabel) -> list[str]:
    words = label.text()
    if not words or (label.pixmap() and not label.pixmap().isNull()):
        return []
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        cut = needed > label.height() + SLACK
    else:
        cut = label.sizeHint().width() > label.width() + SLACK
        cut = cut or label.fontMetrics().height() > room.height() + 4
    return [words] if cut and not label.toolTip() else []


def _button(button: QPushButton | QToolButton | QCheckBox) -> list[str]:
    if not button.text() or (
        isinstance(button, QToolButton)
        and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        and not button.icon().isNull()
    ):
        return []
    hint = button.sizeHint()
    cut = hint.width() > button.width() + SLACK or hint.height() > button.height() + 4
    return [button.text()] if cut else []


def _combo(combo: QComboBox) -> list[str]:
    style = combo.style()
    from PySide6.QtWidgets import QStyleOptionComboBox

    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    room = style.subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    wide = combo.fontMetrics().horizontalAdvance(combo.currentText())
    cut = wide > room.width() + SLACK
    return [combo.currentText()] if cut and not combo.toolTip() else []


def _line(line: QLineEdit) -> list[str]:
    if line.text() or not line.placeholderText():
        return []
    wide = line.fontMetrics().horizontalAdvance(line.placeholderText())
    return [line.placeholderText()] if wide > line.contentsRect().width() - 18 else []


def _tabs(bar: QTabBar) -> list[str]:
    cut = []
    for number in range(bar.count()):
        shown = bar.tabRect(number)
        wide = bar.fontMetrics().horizontalAdvance(bar.tabText(number))
        if wide > shown.width() - 8 or shown.right() > bar.width():
            cut.append(bar.tabText(number))
    return cut


def _header(header: QHeaderView) -> list[str]:
    model = header.model()
    if model is None or header.orientation() == Qt.Orientation.Vertical:
        return []
    role = Qt.ItemDataRole
    cut = []
    for section in range(header.count()):
        words = str(model.headerData(section, header.orientation(), role.DisplayRole) or "")
        if not words or header.isSectionHidden(section):
            continue
        left = header.sectionViewportPosition(section)
        if left >= header.viewport().width() or left + header.sectionSize(section) <= 0:
            continue
        room = header.sectionSize(section) - 10
        flags = int(header.defaultAlignment()) & int(Qt.TextFlag.TextWordWrap)
        box = header.fontMetrics().boundingRect(QRect(0, 0, room, 999), flags, words)
        tip = model.headerData(section, header.orientation(), role.ToolTipRole)
        high = header.height() if flags else 999
        if (box.width() > room + SLACK or box.height() > high) and not tip:
            cut.append(words)
    return cut


def _cells(view: QAbstractItemView) -> list[str]:
    """Elided cells of what is in sight; those drawn by delegates of our own wrap their words."""
    model = view.model()
    if model is None or type(view).__name__ == "CardList":
        return []
    columns = range(1) if isinstance(view, QListView) else range(model.columnCount())
    cut = []
    shown = view.viewport().rect()
    seen = set()
    for y in range(4, shown.height(), 8):
        for column in columns:
            at = view.indexAt(view.viewport().rect().topLeft() + _point(4, y))
            if not at.isValid():
                break
            index = at.siblingAtColumn(column)
            if not index.isValid() or (index.row(), column, index.internalId()) in seen:
                continue
            seen.add((index.row(), column, index.internalId()))
            place = view.visualRect(index)
            if place.isEmpty() or place.left() >= shown.right() or place.right() <= 0:
                continue
            if isinstance(view, QTreeView) and view.isFirstColumnSpanned(
                index.row(), index.parent()
            ):
                place.setRight(shown.right())
            words = index.data(Qt.ItemDataRole.DisplayRole)
            tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            if not isinstance(words, str) or not words or " ".join(words.split()) in plain(tip):
                continue
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            option.rect = place
            delegate = view.itemDelegateForIndex(index)
            hint = delegate.sizeHint(option, index)
            font = index.data(Qt.ItemDataRole.FontRole) or view.font()
            wide = max(QFontMetrics(font).horizontalAdvance(line) for line in words.split("\n"))
            if getattr(view, "wordWrap", lambda: False)():
                flags = int(Qt.TextFlag.TextWordWrap)
                room = QRect(0, 0, place.width() - 8, 999)
                box = QFontMetrics(font).boundingRect(room, flags, words)
                cut_off = box.width() > place.width() or box.height() > place.height() + 2
            else:
                cut_off = hint.width() > place.width() + SLACK and wide > place.width() - 4
            if cut_off:
                cut.append(words)
    return cut


def _point(x: int, y: int):
    from PySide6.QtCore import QPoint

    return QPoint(x, y)


LOOKS: tuple[tuple[type[QWidget], Callable[[Any], list[str]]], ...] = (
    (QLabel, _label),
    (QPushButton, _button),
    (QToolButton, _button),
    (QCheckBox, _button),
    (QComboBox, _combo),
    (QLineEdit, _line),
    (QTabBar, _tabs),
    (QHeaderView, _header),
    (QAbstractItemView, _cells),
)
