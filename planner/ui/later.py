"""Does what would hold up the window in one go piece by piece, one after another."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Container
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QThread, QTimer
from shiboken6 import isValid

__all__ = ["SLICE_S", "Later"]

SLICE_S: Final = 0.008
"""Pieces that take no longer together are done in one turn of the loop."""

type Piece = Callable[[], object]


class Later(QObject):
    """A queue of pieces; between two of them keys and clicks are answered, and what is new drawn.

    Where no loop of events runs, nobody can press a key, and all is done at once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces: deque[Piece] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether pieces wait."""
        return bool(self._pieces)

    def do(self, *pieces: Piece, first: bool = False) -> None:
        """Do these in their order, after what waits already, or ``first``; each once."""
        new = [piece for piece in pieces if first or piece not in self._pieces]
        if first:
            self._pieces.extendleft(reversed(new))
        else:
            self._pieces.extend(new)
        if QThread.currentThread().loopLevel() == 0:
            self.finish()
        elif self._pieces and not self._timer.isActive():
            self._timer.start(0)

    def drop(self, owners: Container[int]) -> None:
        """Leave undone what belongs to these, by their ``id``: they are about to go."""
        left = (piece for piece in self._pieces if id(_owner(piece)) not in owners)
        self._pieces = deque(left)

    def finish(self) -> None:
        """Do now what waits."""
        while self._pieces:
            _do(self._pieces.popleft())

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE_S
        try:
            while self._pieces:
                _do(self._pieces.popleft())
                if time.perf_counter() >= until:
                    break
        finally:  # a piece that fails holds up none of the others
            if self._pieces:
                self._timer.start(0)


def _owner(piece: Piece) -> object:
    """What a piece belongs to: the widget whose method it is, or is given."""
    if isinstance(piece, partial) and piece.args:
        return piece.args[0]
    return getattr(piece, "__self__", None)


def _do(piece: Piece) -> None:
    """Do a piece, unless what it belongs to is gone by now."""
    owner = _owner(piece)
    if not isinstance(owner, QObject) or isValid(owner):
        piece()
