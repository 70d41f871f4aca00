"""The first-run tour: a sentence or two on each page, shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from planner.ui.pages import PAGES
from planner.ui.plain import PlainLabel
from planner.ui.widgets.dialog import Dialog
from planner.ui.widgets.words import set_role

if TYPE_CHECKING:
    from planner.ui.frame import Frame

__all__ = ["Tour"]

TITLE_BAR = 24
"""Height of the frame that the desktop puts round the dialog, which is not known before."""


class Tour(Dialog):
    """Walks through the pages."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window.session.say("ui.action.tour"), (460, 0), window)
        self._window, self._at = window, 0
        say = window.session.say
        layout = QVBoxLayout(self)
        self.title, self.text, self.count = PlainLabel(), PlainLabel(), PlainLabel()
        set_role(self.title, "title")
        set_role(self.count, "small")
        self.text.setWordWrap(True)
        self.text.setMinimumHeight(90)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.title)
        layout.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        self.back = QPushButton(say("ui.tour.back"))
        self.forth = QPushButton()
        set_role(self.forth, "primary")
        self.back.clicked.connect(lambda: self._step(-1))
        self.forth.clicked.connect(lambda: self._step(1))
        row.addWidget(self.back)
        row.addWidget(self.forth)
        layout.addLayout(row)
        self._show()

    def begin(self) -> None:
        """Show it in the corner of the window, which stays in use meanwhile."""
        self.setModal(False)
        self.show()
        frame = self._window.frameGeometry().intersected(self._window.screen().availableGeometry())
        self.adjustSize()
        self.move(
            frame.right() - self.frameGeometry().width() - 24,
            frame.bottom() - self.frameGeometry().height() - TITLE_BAR - 48,
        )
        self.forth.setFocus()

    def _step(self, by: int) -> None:
        self._at += by
        if self._at >= len(PAGES):
            self.accept()
            return
        self._show()

    def _show(self) -> None:
        say, key = self._window.session.say, PAGES[self._at]
        self._window.go(key)
        self.title.setText(say(f"ui.page.{key}"))
        self.text.setText(say(f"ui.tour.{key}"))
        self.count.setText(f"{self._at + 1} / {len(PAGES)}")
        self.back.setEnabled(self._at > 0)
        last = self._at + 1 == len(PAGES)
        self.forth.setText(say("ui.tour.end" if last else "ui.tour.next"))
