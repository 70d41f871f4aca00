"""Asks for the reason of a decision; the decision log keeps it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.ui.session import Session

__all__ = ["ReasonDialog"]


class ReasonDialog(QDialog):
    """A question, room for the answer, and two buttons."""

    def __init__(self, session: Session, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("ui.reason"))
        self.setMinimumWidth(460)
        layout = QVBoxLayout(self)
        asked = QLabel(question)
        asked.setWordWrap(True)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(asked)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(session.say("ui.reason"))
        self.text.setPlaceholderText(session.say("ui.reason.hint"))
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(96)
        layout.addWidget(self.text)
        who = QLabel(session.say("ui_ask.who"))
        layout.addWidget(who)
        self.name = QLineEdit(session.who)
        self.name.setAccessibleName(session.say("ui_ask.who"))
        self.name.setPlaceholderText(session.say("ui_ask.who.hint"))
        people = [one.name for one in session.document.programme.people if one.name]
        people += [one.who for one in session.document.log if one.who]
        self.name.setCompleter(_completer(list(dict.fromkeys(people)), self.name))
        who.setBuddy(self.name)
        layout.addWidget(self.name)
        buttons = QDialogButtonBox()
        agree = buttons.addButton(
            session.say("ui.reason.agree"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        agree.setObjectName("agree")
        buttons.addButton(session.say("ui.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    @property
    def reason(self) -> str:
        """What was written."""
        return self.text.toPlainText().strip()

    @property
    def who(self) -> str:
        """Who decided."""
        return self.name.text().strip()


def _completer(names: list[str], parent: QWidget) -> QCompleter:
    made = QCompleter(names, parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made
