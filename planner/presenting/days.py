"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

__all__ = ["read_day"]

TYPED: Final = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")


def read_day(text: str) -> date | None:
    """Return a day written year first; None where it is none."""
    found = TYPED.fullmatch(text)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
