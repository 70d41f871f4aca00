"""Asks for the reason of a decision; the decision log keeps it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
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
