"""A tree in which a workload is opened: columns with heads, and the rows it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from planner.presenting.branch import Branch
from planner.ui.look import BODY_POINTS
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.widgets.words import Words

__all__ = ["MONEY_COLUMNS", "MOVE_COLUMNS", "SCORE_COLUMNS", "EvidenceTree"]

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
FIGURES = frozenset({"quantity", "price", "amount", "points", "weight", "adds"})
SCORE_COLUMNS = {
    "item": 230,
    "value": 128,
    "source": 118,
    "where": 108,
    "points": 58,
    "weight": 58,
    "adds": 58,
}
"""Head of each column to its width in pixels of the usual type."""
MONEY_COLUMNS = {"item": 210, "quantity": 74, "price": 96, "amount": 104, "when": 64, "from": 330}
MOVE_COLUMNS = {"target": 120, "r": 120, "effort": 112, "risk": 44, "why": 400}


class EvidenceTree(QTreeWidget):
    """A tree whose columns are named by ``ui_evidence.col.<head>``.

    Parameters
    ----------
    columns
        Head of each column to its width in pixels.
    name
        Key of the words that name the tree to those who do not see it.
    """

    def __init__(
        self, session: Session, words: Words, columns: Mapping[str, int], name: str
    ) -> None:
        super().__init__()
        self._session = session
        self._heads = tuple(columns)
        self._widths = tuple(columns.values())
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setColumnCount(len(columns))
        words.put(self.setAccessibleName, name)

    def show_branches(self, branches: Sequence[Branch]) -> None:
        """Show other rows, with the columns named in the window's language."""
        self.clear()
        self._fit_columns()
        self.setHeaderLabels([self._session.say(f"ui_evidence.col.{head}") for head in self._heads])
        for branch in branches:
            item = self._item(branch)
            self.addTopLevelItem(item)
            self._spread(item, branch)

    def _fit_columns(self) -> None:
        """Give columns their usual widths, larger for larger type; what a person set stays."""
        points = self.font().pointSizeF()
        if self.property("fitted") == points:
            return
        self.setProperty("fitted", points)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, round(width * points / BODY_POINTS))

    def _item(self, branch: Branch) -> QTreeWidgetItem:
        item = QTreeWidgetItem(list(branch.texts))
        for column, text in enumerate(branch.texts):
            item.setToolTip(column, plain_tip(branch.tips.get(column, text)))
            if branch.bold:
                font = item.font(column)
                font.setBold(True)
                item.setFont(column, font)
            if self._heads[column] in FIGURES and not branch.wide:
                item.setTextAlignment(column, RIGHT)
        item.addChildren([self._item(below) for below in branch.below])
        return item

    def _spread(self, item: QTreeWidgetItem, branch: Branch) -> None:
        """Open rows and give wide ones their width: a view can only once they stand in it."""
        item.setExpanded(branch.opened)
        item.setFirstColumnSpanned(branch.wide)
        for number, below in enumerate(branch.below):
            child = item.child(number)
            if child is not None:
                self._spread(child, below)
