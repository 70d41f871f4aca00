"""What a screen reader says of what is drawn by hand: its state, whenever that changes."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

__all__ = ["describe"]


def describe(widget: QWidget, words: str) -> None:
    """Keep ``words`` as the description of ``widget``; say them where a reader listens."""
    if words == widget.accessibleDescription():
        return
    widget.setAccessibleDescription(words)
    if words and widget.hasFocus() and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
