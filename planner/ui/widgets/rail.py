"""The rail of pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from planner.ui.actions import PAGE_SHORTCUTS
from planner.ui.look import Look
from planner.ui.plain import plain_tip
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import set_role

__all__ = ["Rail"]


WIDTH, NARROW = 168, 52
ROOM_FOR_NAMES = 1180
"""Width of the window below which the pages are icons: the page itself needs the room."""


class Rail(QFrame):
    """One button a page; the page shown is checked."""

    chosen = Signal(str)

    def __init__(self, session: Session, look: Look, keys: Sequence[str]) -> None:
        super().__init__()
        set_role(self, "rail")
        self._session, self._look = session, look
        self._narrow = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, SPACE)
        layout.setSpacing(2)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.buttons: dict[str, QToolButton] = {}
        for key in keys:
            button = QToolButton()
            button.setObjectName(f"page_{key}")
            button.setCheckable(True)
            button.setIconSize(QSize(20, 20))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            set_role(button, "page")
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            group.addButton(button)
            layout.addWidget(button)
            self.buttons[key] = button
        layout.addStretch(1)
        session.language_changed.connect(self.refresh)
        self.setObjectName("pages")
        look.changed.connect(self.refresh)
        self.refresh()

    def fit(self, width: int) -> None:
        """Say names where a window of ``width`` has the room for them; else show icons alone."""
        narrow = width < self._look.scaled(ROOM_FOR_NAMES)
        if narrow != self._narrow:
            self._narrow = narrow
            self.refresh()

    def refresh(self) -> None:
        """Say the names of the pages, in the colours in use."""
        self.setAccessibleName(self._session.say("ui_changes.pages.list"))
        self.setFixedWidth(self._look.scaled(NARROW if self._narrow else WIDTH))
        style = Qt.ToolButtonStyle
        shown = style.ToolButtonIconOnly if self._narrow else style.ToolButtonTextBesideIcon
        for key, button in self.buttons.items():
            name = self._session.say(f"ui.page.{key}")
            button.setText(f"  {name}")
            button.setToolButtonStyle(shown)
            button.setAccessibleName(name)
            about = self._session.say(f"ui.page.{key}.about")
            tip = f"{about} ({PAGE_SHORTCUTS[key]})"
            button.setToolTip(plain_tip(self._session.named(name, tip) if self._narrow else tip))
            button.setIcon(self._look.icon(key))

    def check(self, key: str) -> None:
        """Show which page is shown."""
        self.buttons[key].setChecked(True)
