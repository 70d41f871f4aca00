"""An empty state: what belongs here, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.ui.look import Look
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, push_button

__all__ = ["EmptyState"]


class EmptyState(QWidget):
    """Words in the middle of a page, and the button that goes on."""

    def __init__(
        self, words: Words, look: Look, key: str, action_key: str, action: Callable[[], object]
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.setSpacing(SPACE)
        for text in (label(words, key, "heading"), label(words, f"{key}.about", "quiet")):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(text)
        self.button = push_button(words, action_key, action, "primary")
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
