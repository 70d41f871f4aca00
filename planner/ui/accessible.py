"""What a screen reader finds in what is drawn by hand: cards and nodes as children, pages as tabs.

A board tells of its parts by their number (:class:`Parts`); a child is made for a part when a
reader asks for it, and stays that of the number: it reads what stands there now. So nothing is made
anew with a plan, and nothing at all where nobody listens.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget
from shiboken6 import VoidPtr, isValid

__all__ = ["Parts", "read_by_screen_readers", "tell_chosen"]

ACTIONS: Final = (
    QAccessibleActionInterface.pressAction(),
    QAccessibleActionInterface.showMenuAction(),
)
type Found = Any
"""What Qt takes for nothing is None, or a pointer to nothing; its stubs say neither."""


@runtime_checkable
class Parts(Protocol):
    """A widget whose parts are drawn by hand; they are numbered from 0 in the order of reading."""

    def part_count(self) -> int:
        """How many parts there are."""

    def part_words(self, number: int) -> tuple[str, str]:
        """Name and description of a part."""

    def part_place(self, number: int) -> QRect:
        """Where it stands, on the screen."""

    def part_chosen(self, number: int) -> bool:
        """Whether it is selected."""

    def choose_part(self, number: int) -> None:
        """Select it, and bring it into sight."""

    def offer_part(self, number: int) -> None:
        """Open the menu of what can be done with it."""


class _Acts(QAccessibleActionInterface):
    """Choosing a part, and the menu about it."""

    def __init__(self, part: _Part) -> None:
        super().__init__()
        self._part = part

    def actionNames(self) -> list[str]:
        return list(ACTIONS)

    def doAction(self, name: str) -> None:
        self._part.act(name)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class _Part(QAccessibleInterface):
    def __init__(self, board: QWidget, number: int) -> None:
        super().__init__()
        self._board, self._number = board, number
        self._acts = _Acts(self)

    def _parts(self) -> Parts | None:
        if not isValid(self._board) or not isinstance(self._board, Parts):
            return None
        return self._board if self._number < self._board.part_count() else None

    def act(self, name: str) -> None:
        parts = self._parts()
        if parts is not None:
            parts.choose_part(self._number)
            if name == QAccessibleActionInterface.showMenuAction():
                parts.offer_part(self._number)

    def isValid(self) -> bool:
        return self._parts() is not None

    def object(self) -> Found:
        return None

    def parent(self) -> Found:
        return QAccessible.queryAccessibleInterface(self._board)

    def child(self, index: int) -> Found:
        return None

    def childAt(self, x: int, y: int) -> Found:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: Found) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        parts = self._parts()
        name, about = parts.part_words(self._number) if parts is not None else ("", "")
        return {QAccessible.Text.Name: name, QAccessible.Text.Description: about}.get(kind, "")

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """A part's name is the workload's, which is not edited here."""

    def rect(self) -> QRect:
        parts = self._parts()
        return parts.part_place(self._number) if parts is not None else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        parts, made = self._parts(), QAccessible.State()
        made.selectable = made.focusable = True
        made.selected = parts is not None and parts.part_chosen(self._number)
        made.focused = made.selected and self._board.hasFocus()
        made.invalid = parts is None
        return made

    def window(self) -> Found:
        return self._board.window().windowHandle() if isValid(self._board) else None

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Found:
        return self._acts if kind == QAccessible.InterfaceType.ActionInterface else VoidPtr(0)


class _Board(QAccessibleWidget):
    """A list of the parts of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.List, "")
        self._widget = widget
        self._made: dict[int, _Part] = {}

    def childCount(self) -> int:
        return self._widget.part_count() if isinstance(self._widget, Parts) else 0

    def child(self, index: int) -> Found:
        if not 0 <= index < self.childCount():
            return None
        return self._made.setdefault(index, _Part(self._widget, index))

    def indexOfChild(self, child: Found) -> int:
        return next((at for at, made in self._made.items() if made is child), -1)

    def childAt(self, x: int, y: int) -> Found:
        if isinstance(self._widget, Parts):
            for at in range(self._widget.part_count()):
                if self._widget.part_place(at).contains(x, y):
                    return self.child(at)
        return None

    def focusChild(self) -> Found:
        if isinstance(self._widget, Parts) and self._widget.hasFocus():
            for at in range(self._widget.part_count()):
                if self._widget.part_chosen(at):
                    return self.child(at)
        return None


class _Tabs(QAccessibleWidget):
    """Buttons of which one is down: to a reader, tabs."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.PageTabList, "")


class _Press(QAccessibleActionInterface):
    def __init__(self, button: QAbstractButton) -> None:
        super().__init__()
        self._button = button

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction(), *_FOCUS]

    def doAction(self, name: str) -> None:
        if name in _FOCUS:
            self._button.setFocus()
        else:
            self._button.click()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


_FOCUS: Final = (QAccessibleActionInterface.setFocusAction(),)


class _Tab(QAccessibleWidget):
    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.PageTab, "")
        self._button, self._press = button, _Press(button)

    def state(self) -> QAccessible.State:
        made = super().state()
        made.selectable = True
        made.selected = self._button.isChecked()
        return made

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Found:
        return self._press if kind == QAccessible.InterfaceType.ActionInterface else VoidPtr(0)


_made: Final[list[QAccessibleInterface]] = []
"""Qt deletes them with their widgets; until then somebody has to hold them here."""


def _interface(_key: str, found: QObject) -> Found:
    if not isinstance(found, QWidget):
        return None
    made: QAccessibleInterface
    if isinstance(found, Parts):
        made = _Board(found)
    elif found.property("role") == "rail":
        made = _Tabs(found)
    elif found.property("role") == "page" and isinstance(found, QAbstractButton):
        made = _Tab(found)
    else:
        return None
    _made[:] = [one for one in _made if isValid(one)]
    _made.append(made)
    return made


@cache
def read_by_screen_readers() -> None:
    """Let screen readers find the parts of boards; once for the application."""
    QAccessible.installFactory(_interface)


def tell_chosen(board: QWidget, numbers: Sequence[int]) -> None:
    """Tell who listens that other parts of a board are selected now."""
    if QAccessible.isActive() and numbers:
        event = QAccessibleEvent(board, QAccessible.Event.SelectionWithin)
        QAccessible.updateAccessibility(event)
        focus = QAccessibleEvent(board, QAccessible.Event.Focus)
        focus.setChild(numbers[0])
        if board.hasFocus():
            QAccessible.updateAccessibility(focus)
