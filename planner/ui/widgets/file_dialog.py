"""Qt's own dialog for files, with the words that its translations leave out."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from planner.ui.session import Session
from planner.ui.widgets.dialog import title_of

__all__ = ["file_dialog"]

_LABELS: Final = {
    "look_in": QFileDialog.DialogLabel.LookIn,
    "name": QFileDialog.DialogLabel.FileName,
    "kind": QFileDialog.DialogLabel.FileType,
}


def file_dialog(session: Session, title: str, parent: QWidget | None) -> QFileDialog:
    """Return a dialog for files that begins where the last one was found; gone once it is closed.

    Parameters
    ----------
    title
        Name of the action that asks.
    """
    dialog = QFileDialog(parent, title_of(title))
    for key, place in _LABELS.items():
        dialog.setLabelText(place, session.say(f"ui_window.file.{key}"))
    if session.folder is not None and session.folder.is_dir():
        dialog.setDirectory(str(session.folder))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
