"""Builds many small objects without the garbage collector looking over them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["quiet_memory"]


@contextmanager
def quiet_memory() -> Iterator[None]:
    """Hold cyclic garbage collection while frozen, acyclic records are built by the thousand.

    What was built is left to the collector afterwards as ever: put straight to the oldest
    generation, garbage would go there with it, and is looked for there hardly ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
