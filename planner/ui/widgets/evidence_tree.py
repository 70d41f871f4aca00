"""What the trees share in which a workload is opened: columns with heads, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget

from planner.ui.look import BODY_POINTS
from planner.ui.session import Session
from planner.ui.widgets.words import Words

__all__ = ["RIGHT", "EvidenceTree", "fit_columns"]

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def fit_columns(tree: QTreeWidget, widths: Sequence[int]) -> None:
    """Give columns their usual widths, larger for larger type; what a person has set stays."""
    points = tree.font().pointSizeF()
    if tree.property("fitted") == points:
        return
    tree.setProperty("fitted", points)
    for column, width in enumerate(widths):
        tree.setColumnWidth(column, round(width * points / BODY_POINTS))


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
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setColumnCount(len(columns))
        self._widths = tuple(columns.values())
        words.put(self.setAccessibleName, name)

    def begin(self) -> None:
        """Empty the tree and name its columns in the window's language."""
        self.clear()
        fit_columns(self, self._widths)
        self.setHeaderLabels([self._session.say(f"ui_evidence.col.{head}") for head in self._heads])
