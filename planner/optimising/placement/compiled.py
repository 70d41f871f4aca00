"""One way to compile an inner loop; imported late, because numba takes a third of a second."""

from __future__ import annotations

from collections.abc import Callable

from numba import njit  # noqa: TID253  (this module is itself imported inside functions only)

__all__ = ["compiled"]


def compiled[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Compile on first call, and keep the machine code on disk where there is room for it."""
    try:
        fast: Callable[P, R] = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep it: compile anew in each process
        fast = njit(nogil=True)(function)
    return fast
