"""The optimiser's process that a window keeps, so that plan after plan starts without a wait."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.optimising.child import ChildProcess

__all__ = ["WarmOptimiser"]


class WarmOptimiser:
    """Starts the process with the first plan, and anew after a cancel has ended it.

    Its methods may be called from any thread; nothing of the optimiser is imported before the
    first plan.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: ChildProcess | None = None
        self._closed = False

    def child(self) -> ChildProcess | None:
        """Return the process to plan with; None once closed."""
        from planner.optimising.child import ChildProcess

        with self._lock:
            if self._child is None and not self._closed:
                self._child = ChildProcess()
            return self._child

    def warm(self) -> None:
        """Have a process load its loops while nobody waits, where the last one was ended."""
        child = self.child()
        if child is not None:
            child.start()
            if self._closed:
                child.close()

    def close(self) -> None:
        """End the process; nothing of it is left."""
        with self._lock:
            self._closed = True
            child, self._child = self._child, None
        if child is not None:
            child.close()
