"""Text of strangers handed on: no formula for a spreadsheet, no command for a terminal."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["for_spreadsheet", "for_terminal"]

RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNSEEN: Final = ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp")
"""Categories of characters that show nothing: spreadsheets pass over many of them."""
QUOTES: Final = "'\""


def for_spreadsheet(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, on one line.

    What is not seen at its beginning (spaces, zero-width and control characters, quotes) hides
    nothing.
    """
    flat = text.replace("\r", " ").replace("\n", " ").replace("\x00", "")
    start = 0
    while start < len(flat) and (
        flat[start] in QUOTES or unicodedata.category(flat[start]) in UNSEEN
    ):
        start += 1
    if text.startswith(RISKY) or flat[start : start + 1] in RISKY[:4] + RISKY[7:]:
        return "'" + flat
    return flat


def for_terminal(text: str) -> str:
    """Return text without control characters and without marks that turn the writing direction."""
    if text.isprintable():
        return text
    return "".join(
        character
        for character in text
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
