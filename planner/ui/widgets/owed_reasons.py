"""A strip that asks why the rules were changed, until it has been told."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from planner.editing.rule_log import give_reasons, owed
from planner.ui.plain import PlainLabel, plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.reason_fields import ReasonFields
from planner.ui.widgets.words import Words, push_button, set_role
from planner.wording import plural

__all__ = ["OwedReasons"]

LINES = 56
"""Pixels of height of the box for the reason: two lines, to leave room for what lies below."""


class OwedReasons(QFrame):
    """Shown only while a change of the rules has no reason; one reason serves them all."""

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__()
        set_role(self, "warning")
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        self.said = PlainLabel()
        self.said.setWordWrap(True)
        self.fields = ReasonFields(session)
        self.fields.text.setMaximumHeight(LINES)
        self.fields.changed.connect(self._enable)
        self.button: QPushButton = push_button(words, "ui_ask.rules.log", self.take)
        for widget in (self.said, self.fields, self.button):
            column.addWidget(widget)
        self.hide()
        self._enable()

    def refresh(self) -> None:
        """Show what is still to be told; what has been typed meanwhile stays."""
        found = owed(self._session.document)
        self.setVisible(bool(found))
        if found:
            language = self._session.language
            self.said.setText(plural("ui_ask.rules.owed", language, len(found)))
            self.said.setToolTip(plain_tip("\n".join(entry.value for entry in found)))
            self.fields.retranslate()

    def take(self) -> None:
        """Write the reason into the log."""
        if not self.fields.complete:
            return
        reason, who = self.fields.agreed()
        session = self._session
        session.perform(give_reasons(session.document, reason, who, session.today))
        self.fields.start()

    def _enable(self) -> None:
        self.button.setEnabled(self.fields.complete)
