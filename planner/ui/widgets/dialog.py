"""What all dialogs have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from planner.ui.theme import SPACE

__all__ = ["Dialog"]


class Dialog(QDialog):
    """A dialog that is gone once it is closed.

    Parameters
    ----------
    size
        Width and height to begin with, in pixels; without a height, the least width.
    """

    def __init__(self, title: str, size: tuple[int, int], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        width, height = size
        if height:
            self.resize(width, height)
        else:
            self.setMinimumWidth(width)

    def roomy_column(self) -> QVBoxLayout:
        """Return the layout of a dialog that is as large as a page."""
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        return column
