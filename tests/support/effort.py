"""How much a test that tries many cases tries: ``TEST_EFFORT=5`` for a long run by hand."""

from __future__ import annotations

import os

__all__ = ["EFFORT", "many"]

EFFORT = float(os.environ.get("TEST_EFFORT", "1"))


def many(count: int, first: int = 0) -> range:
    """Return as many numbers as are tried on every change, or more where that is asked for."""
    return range(first, first + max(1, round(count * EFFORT)))
