"""What files of other tools say of the moves: what is taken, what does not fit, then yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from planner.editing.status import StatusTaken, take_status
from planner.errors import Message
from planner.model.status import MoveStatus
from planner.model.study import Study
from planner.ui.dialogs.answering import answer_buttons
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog
from planner.wording import plural, say

__all__ = ["StatusReview"]


class StatusReview(Dialog):
    """Nothing is recorded before it is agreed to; then it is one step that can be undone."""

    def __init__(
        self,
        session: Session,
        study: Study,
        found: Sequence[MoveStatus],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session.say("ui.action.import_status"), (760, 520), parent)
        self._session, self._study, self._found = session, study, tuple(found)
        say = session.say
        column = QVBoxLayout(self)
        self.titles, self.lists = {}, {}
        for key in ("changes", "conflicts"):
            self.titles[key], self.lists[key] = PlainLabel(), QListWidget()
            self.lists[key].setWordWrap(True)
            column.addWidget(self.titles[key])
            column.addWidget(self.lists[key], 1)
        self.files_win = QCheckBox(say("ui_waves.files_win"))
        self.files_win.toggled.connect(lambda _: self._show())
        column.addWidget(self.files_win)
        words = say("ui_waves.status.take"), say("ui.cancel")
        buttons, self.take = answer_buttons(self, *words, "take")
        self.take.setDefault(True)
        column.addWidget(buttons)
        self._show()

    def _read(self) -> StatusTaken:
        session = self._session
        win = self.files_win.isChecked()
        return take_status(session.document, self._study, self._found, session.today, files_win=win)

    def _show(self) -> None:
        taken = self._read()
        self._fill("changes", taken.changes)
        self._fill("conflicts", taken.conflicts)
        self.take.setEnabled(bool(taken.changes))

    def _fill(self, key: str, said: Sequence[Message]) -> None:
        language = self._session.language
        words = plural(f"status.{key}", language, len(said)) if said else ""
        words = words or self._session.say(f"ui_waves.status.no_{key}")
        self.titles[key].setText(words)
        self.lists[key].setAccessibleName(words)
        self.lists[key].setVisible(bool(said))
        self.lists[key].clear()
        self.lists[key].addItems([say(one, language) for one in said])

    def accept(self) -> None:
        """Record it."""
        taken = self._read()
        if taken.changes:
            self._session.perform(taken.operation)
        super().accept()
