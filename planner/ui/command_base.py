"""What every command stands on: the window, its session, and the questions it may ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from planner.ui.dialogs.chooser import Choice, Chooser
from planner.ui.dialogs.reason import ReasonDialog
from planner.ui.widgets.file_dialog import file_dialog

if TYPE_CHECKING:
    from planner.ui.frame import Frame

__all__ = ["CommandBase"]


class CommandBase(QObject):
    """Commands of one window."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def ask_reason(self, question: str, then: Callable[[str], object]) -> None:
        """Ask why and who decides; ``then`` gets the reason unless the person thinks better of it.

        The name is the session's from then on.
        """
        dialog = ReasonDialog(self._session, question, self._window)

        def agreed() -> None:
            reason, _ = dialog.fields.agreed()
            then(reason)

        dialog.accepted.connect(agreed)
        dialog.open()

    def ask_question(self, question: str, then: Callable[[str, str], object]) -> None:
        """Ask for a question and who takes it, which may stay open; ``then`` gets both."""
        dialog = ReasonDialog(self._session, question, self._window, owned=True)
        dialog.accepted.connect(lambda: then(dialog.reason, dialog.who))
        dialog.open()

    def _ask_path(self, title: str, name: str, kinds: str, then: Callable[[Path], object]) -> None:
        dialog = file_dialog(self._session, title, self._window)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds)
        dialog.selectFile(name)
        dialog.accepted.connect(lambda: then(Path(dialog.selectedFiles()[0])))
        dialog.open()

    def _choose(self, title: str, prompt: str, choices: Sequence[Choice]) -> None:
        say = self._session.say
        none = say("ui.palette.none")
        Chooser(say(title), say(prompt), choices, self._window, none).open()
