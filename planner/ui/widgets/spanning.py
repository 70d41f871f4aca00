"""Rows of a tree whose first cell takes the whole width."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from planner.ui.plain import plain_tip

__all__ = ["spread_rows", "wide_row"]

WIDE = int(Qt.ItemDataRole.UserRole) + 7


def wide_row(text: str, *, bold: bool = False) -> QTreeWidgetItem:
    """Return a row for the whole width; its words are its tool tip too."""
    item = QTreeWidgetItem([text])
    item.setData(0, WIDE, True)
    item.setToolTip(0, plain_tip(text))
    if bold:
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
    return item


def spread_rows(tree: QTreeWidget) -> None:
    """Give the rows made by :func:`wide_row` their width; a view can only once they stand in it."""
    walk = QTreeWidgetItemIterator(tree)
    while (item := walk.value()) is not None:
        if item.data(0, WIDE):
            item.setFirstColumnSpanned(True)
        walk += 1
