"""What all dialogs have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from planner.ui.theme import SPACE

__all__ = ["Dialog", "title_of"]


def title_of(action: str) -> str:
    """Return the name of an action as the title of what it opens: no dots say that more comes.

    Parameters
    ----------
    action
        As its menu has it.
    """
    return action.rstrip("…")


class Dialog(QDialog):
    """A dialog that is gone once it is closed (or is ``lasting``); Ctrl+Enter agrees to it.

    Enter alone does so where the field in use has no use for it, as Qt has it.

    Parameters
    ----------
    size
        Width and height to begin with, in pixels; without a height, the least width.
    lasting
        Whether it is kept when it is closed, to be shown again.
    """

    def __init__(
        self, title: str, size: tuple[int, int], parent: QWidget | None, *, lasting: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not lasting)
        self.setWindowTitle(title_of(title))
        width, height = size
        if height:
            self.resize(width, height)
        else:
            self.setMinimumWidth(width)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.press_agree)

    def press_agree(self) -> None:
        """Press the button that agrees, where it can be pressed."""
        roles = (QDialogButtonBox.ButtonRole.AcceptRole, QDialogButtonBox.ButtonRole.YesRole)
        named = [
            button
            for box in self.findChildren(QDialogButtonBox)
            for button in box.buttons()
            if box.buttonRole(button) in roles
        ]
        usual = [button for button in self.findChildren(QPushButton) if button.isDefault()]
        for button in (named or usual)[:1]:
            button.click()  # does nothing where it is disabled

    def roomy_column(self) -> QVBoxLayout:
        """Return the layout of a dialog that is as large as a page."""
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        return column
