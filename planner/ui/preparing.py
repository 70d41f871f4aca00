"""Makes the pages ready while nobody waits, so that going to one never holds up the window.

Modules and rule sets are read off the window's thread; then one page at a time is made when the
window has nothing else to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from planner.ui.pages import PAGES, read_modules

if TYPE_CHECKING:
    from planner.ui.frame import Frame

__all__ = ["Preparing"]

BEGIN_MS: Final = 300
BETWEEN_MS: Final = 15
"""Between two pieces, so that keys and clicks are answered in between."""


class Preparing(QObject):
    """Begins when there is something to show, and ends when every page is made."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._begun = self._reading = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        window.session.document_changed.connect(self._wanted)

    @property
    def busy(self) -> bool:
        """Whether pages are still to be made."""
        return self._timer.isActive()

    def _wanted(self) -> None:
        if not self._begun and not self._window.session.is_empty:
            self._begun = True
            self._timer.start(BEGIN_MS)

    def _go_on(self) -> None:
        window = self._window
        if not self._reading:
            self._reading = True
            window.runner.start(
                "ui.job.open", lambda stop, listen: read_modules(), done=self._read, quiet=True
            )
            return
        missing = next((key for key in PAGES if key not in window.pages), None)
        if missing is not None:
            window.prepare(missing)
            self._timer.start(BETWEEN_MS)

    def _read(self, _: object) -> None:
        self._timer.start(BETWEEN_MS)
