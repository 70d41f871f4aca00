"""An empty state: what belongs here, and what to do next; or that it is being worked out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from planner.ui.plain import PlainLabel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import set_role

__all__ = ["EmptyState"]


class EmptyState(QWidget):
    """Words in the middle of a page, and the button that goes on.

    Parameters
    ----------
    session
        Knows whether anything is open, and what is being worked out.
    key
        Of the heading; what to do next is ``key.about``.
    action_key, action
        Words of the button, and what it does.
    needs
        What the page shows: ``"draft"`` (scores), ``"plan"``, or empty where the inventory itself
        is missing.
    """

    open_wanted = Signal()

    def __init__(
        self,
        session: Session,
        key: str,
        action_key: str,
        action: Callable[[], object],
        needs: str = "",
    ) -> None:
        super().__init__()
        self._session, self._key, self._action_key = session, key, action_key
        self._action, self._needs = action, needs
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.setSpacing(SPACE)
        self.heading, self.about = PlainLabel(), PlainLabel()
        for text, role in ((self.heading, "heading"), (self.about, "quiet")):
            text.setWordWrap(True)
            set_role(text, role)
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(text)
        self.button = QPushButton()
        set_role(self.button, "primary")
        self.button.clicked.connect(lambda _=False: self._go_on())
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(260)
        layout.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        session.working_changed.connect(self.refresh)
        session.document_changed.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what is missing, or that it is on its way."""
        say, working = self._session.say, self._working()
        key, about, button = self._key, f"{self._key}.about", self._action_key
        if working:
            key = f"ui_window.working.{working}"
            about = f"{key}.about"
        elif self._nothing_open():
            about, button = "ui_window.empty.open_first", "ui.start.open"
        elif self._needs == "plan" and self._session.standing.refused:
            key = f"ui.status.refused.{self._session.standing.refused}"
            about = "ui_window.empty.refused"
        self.heading.setText(say(key))
        self.about.setText(say(about))
        self.button.setText(say(button))
        self.button.setAccessibleName(say(button))
        self.button.setVisible(not working)
        self.bar.setVisible(bool(working))
        self.bar.setAccessibleName(say(key))

    def _working(self) -> str:
        """What the page waits for, as far as it is being worked out."""
        under_way = self._session.working
        if not self._needs or self._session.is_empty:
            return ""
        return under_way if under_way == "plan" or self._needs == "draft" else ""

    def _nothing_open(self) -> bool:
        return bool(self._needs) and self._session.is_empty

    def _go_on(self) -> None:
        if self._nothing_open():
            self.open_wanted.emit()
        else:
            self._action()
