"""Asks for the reason of a decision and for who decides; the decision log keeps both."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.ui.dialogs.answering import answer_buttons
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.reason_fields import ReasonFields

__all__ = ["ReasonDialog"]


class ReasonDialog(Dialog):
    """A question, room for the answer and the name, and two buttons.

    It can be agreed to only when both are there; an open question needs no name.
    """

    def __init__(
        self,
        session: Session,
        question: str,
        parent: QWidget | None = None,
        *,
        owned: bool = False,
    ) -> None:
        title = session.say("ui.action.park" if owned else "ui.log")
        super().__init__(title, (460, 0), parent)
        layout = QVBoxLayout(self)
        asked = PlainLabel(question)
        asked.setWordWrap(True)
        layout.addWidget(asked)
        self.fields = ReasonFields(session, self, owned=owned)
        self.text, self.name = self.fields.text, self.fields.name
        layout.addWidget(self.fields)
        say = session.say
        buttons, self.agree = answer_buttons(self, say("ui.reason.agree"), say("ui.cancel"))
        layout.addWidget(buttons)
        self.fields.changed.connect(self._enable)
        self._enable()
        self.text.setFocus()

    def _enable(self) -> None:
        self.agree.setEnabled(self.fields.complete)

    def accept(self) -> None:
        """Agree, where there is something to agree to."""
        if self.fields.complete:
            super().accept()

    @property
    def reason(self) -> str:
        """What was written."""
        return self.fields.reason

    @property
    def who(self) -> str:
        """Who decided."""
        return self.fields.who
