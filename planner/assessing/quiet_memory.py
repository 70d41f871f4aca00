"""Builds many small objects without the garbage collector looking over them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["quiet_memory"]


@contextmanager
def quiet_memory() -> Iterator[None]:
    """Hold cyclic garbage collection while frozen, acyclic records are built by the thousand.

    What was built goes straight to the oldest generation, as it will live long: otherwise the next
    allocation would look through all of it as if it were short-lived.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
