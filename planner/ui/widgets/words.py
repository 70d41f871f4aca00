"""Words that follow the window's language: each is set again when the language is switched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from planner.ui.plain import PlainLabel
from planner.ui.session import Session

__all__ = ["Words", "label", "push_button", "search_line", "set_role"]


class Words:
    """Remembers which setter shows which words.

    Parameters
    ----------
    session
        Knows the language.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: list[tuple[Callable[[str], object], str]] = []

    def put(self, setter: Callable[[str], object], key: str) -> None:
        """Show ``key`` through ``setter``, now and after each switch of the language."""
        self._kept.append((setter, key))
        setter(self._session.say(key))

    def again(self) -> None:
        """Say everything in the language as it is now."""
        for setter, key in self._kept:
            setter(self._session.say(key))


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its place in the style sheet."""
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is dressed when shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(words: Words, key: str, role: str = "") -> QLabel:
    """Return a label that wraps its words.

    Parameters
    ----------
    key
        Of the words.
    role
        Of the theme: ``quiet``, ``small`` and so on.
    """
    made = PlainLabel()
    made.setWordWrap(True)
    if role:
        set_role(made, role)
    words.put(made.setText, key)
    return made


def search_line(words: Words, key: str) -> QLineEdit:
    """Return a line to search by, which says so itself and can be cleared by a click."""
    made = QLineEdit()
    made.setClearButtonEnabled(True)
    words.put(made.setPlaceholderText, key)
    words.put(made.setAccessibleName, key)
    return made


def push_button(
    words: Words, key: str, action: Callable[[], object], role: str = ""
) -> QPushButton:
    """Return a button; its tool tip is ``key.tip`` where there is one.

    Parameters
    ----------
    key
        Of the words.
    action
        What it does.
    role
        Of the theme.
    """
    from planner.wording import has

    made = QPushButton()
    if role:
        set_role(made, role)
    words.put(made.setText, key)
    words.put(made.setAccessibleName, key)
    if has(f"{key}.tip"):
        words.put(made.setToolTip, f"{key}.tip")
    made.clicked.connect(lambda _=False: action())
    return made
