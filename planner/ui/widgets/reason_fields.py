"""Why, and who decides: the two things that every decision is asked for, wherever it is taken."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.codec.plain_text import without_marks
from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import set_role

__all__ = ["ReasonFields"]

MOST_TEXT = 96
"""Pixels of height of the box for the reason."""


class ReasonFields(QWidget):
    """A box for the reason and a line for the name, with a hint while one of them is empty.

    Parameters
    ----------
    compact
        One line for the reason instead of a box, both in one row, for panels.
    owned
        Whether it is asked who takes a question, which may stay open, in place of who decides.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
        owned: bool = False,
    ) -> None:
        super().__init__(parent)
        self._session, self._owned = session, owned
        self.text: QLineEdit | QPlainTextEdit
        if compact:
            self.text = QLineEdit()
            self.text.textChanged.connect(lambda _: self._show())
        else:
            self.text = QPlainTextEdit()
            self.text.setTabChangesFocus(True)
            self.text.setMaximumHeight(MOST_TEXT)
            self.text.textChanged.connect(self._show)
        self.name = QLineEdit("" if owned else session.who)
        self.name.textChanged.connect(lambda _: self._show())
        self._who = PlainLabel()
        self._who.setBuddy(self.name)
        self.hint = PlainLabel()
        self.hint.setWordWrap(True)
        set_role(self.hint, "quiet")
        if compact:
            grid = QGridLayout(self)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(SPACE)
            grid.addWidget(self.text, 0, 0)
            grid.addWidget(self.name, 0, 1)
            grid.addWidget(self.hint, 1, 0, 1, 2)
            grid.setColumnStretch(0, 2)
            grid.setColumnStretch(1, 1)
        else:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            for widget in (self.text, self._who, self.name, self.hint):
                column.addWidget(widget)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what is asked in the language as it is now, and offer the names known."""
        session = self._session
        self.text.setAccessibleName(session.say("ui.reason"))
        self.text.setPlaceholderText(session.say("ui.reason.hint"))
        self._who.setText(session.say("ui_changes.park.owner" if self._owned else "ui_ask.who"))
        self.name.setAccessibleName(session.say("ui_ask.who"))
        self.name.setPlaceholderText(session.say("ui_ask.who.hint"))
        people = [one.name for one in session.document.programme.people if one.name]
        people += [one.who for one in session.document.log if one.who]
        self.name.setCompleter(_completer(list(dict.fromkeys(people)), self.name))
        self._show()

    def start(self, reason: str = "") -> None:
        """Begin anew with a reason that is proposed and the name that decided last."""
        if isinstance(self.text, QLineEdit):
            self.text.setText(reason)
            self.text.setCursorPosition(0)
        else:
            self.text.setPlainText(reason)
        self.name.setText(self._session.who)
        self.retranslate()

    @property
    def reason(self) -> str:
        """What was written."""
        text = self.text
        typed = text.text() if isinstance(text, QLineEdit) else text.toPlainText()
        return str(without_marks(typed)).strip()

    @property
    def who(self) -> str:
        """Who decided."""
        return str(without_marks(self.name.text())).strip()

    @property
    def complete(self) -> bool:
        """Whether all that is asked for is there."""
        return bool(self.reason and (self.who or self._owned))

    def agreed(self) -> tuple[str, str]:
        """Return the reason and the name, which is proposed from now on."""
        if not self._owned:
            self._session.name_decider(self.who)
        return self.reason, self.who

    def _show(self) -> None:
        key = "" if self.complete else "text" if self._owned else "both"
        self.hint.setText(self._session.say(f"ui_ask.reason.{key}") if key else "")
        self.hint.setVisible(bool(key))
        self.changed.emit()


def _completer(names: list[str], parent: QWidget) -> QCompleter:
    made = QCompleter(names, parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made
