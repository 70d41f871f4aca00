"""Words shown as they are: no text of a spreadsheet is ever taken for markup.

Qt guesses: a label, a message box or a tool tip whose words look like markup is drawn as such, and
opens the pictures that it names. Here is the one way to make each, and none of them guesses.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QToolTip, QWidget

from planner.codec.plain_text import without_marks

__all__ = ["PlainLabel", "make_plain", "message_box", "plain_tip", "show_tip"]

MARKUP = "<&"


class PlainLabel(QLabel):
    """A label that shows every character of its words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show words; what would turn those beside it round, or shows nothing, is left out."""
        super().setText(without_marks(text))


def plain_tip(text: str) -> str:
    """Return ``text`` so that a tool tip shows every character of it.

    Qt takes a tool tip for markup where it looks like some. What holds a sign of markup is made
    markup for certain, with each sign escaped; the rest stays as it is.
    """
    text = without_marks(text)
    if not any(sign in text for sign in MARKUP):
        return text
    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")


def show_tip(place: QPoint, text: str, widget: QWidget) -> None:
    """Show words as a tool tip.

    Parameters
    ----------
    place
        On the screen.
    text
        Shown as it is.
    widget
        Whose tool tip it is.
    """
    QToolTip.showText(place, plain_tip(text), widget)


def make_plain(dialog: QDialog) -> None:
    """Have no label of a ready-made dialog guess; to be called once its words are set."""
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)


def message_box(
    parent: QWidget,
    title: str,
    text: str,
    about: str = "",
    icon: QMessageBox.Icon = QMessageBox.Icon.NoIcon,
) -> QMessageBox:
    """Return a message box without buttons.

    Parameters
    ----------
    title
        Of its window.
    text
        Shown as it is.
    about
        Stands in smaller type below.
    """
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(without_marks(text))
    if about:
        box.setInformativeText(without_marks(about))
    make_plain(box)
    return box
