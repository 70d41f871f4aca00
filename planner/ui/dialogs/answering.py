"""The two buttons at the foot of a dialog: to agree to it, and to leave it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

__all__ = ["answer_buttons"]


def answer_buttons(
    dialog: QDialog, agree: str, leave: str, name: str = "agree"
) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the buttons with their words, and the one that agrees.

    Parameters
    ----------
    agree, leave
        Their words.
    name
        By which the first is found.
    """
    box = QDialogButtonBox()
    button = box.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
    button.setObjectName(name)
    box.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box, button
