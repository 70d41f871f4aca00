"""What has to be there by now, as a value that is no None."""

from __future__ import annotations

__all__ = ["known"]


def known[Value](value: Value | None) -> Value:
    """Return the value; a test that gets none fails here."""
    assert value is not None
    return value
