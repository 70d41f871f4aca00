"""Text of strangers: no formula for a spreadsheet, no command for a terminal, none for a window."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

__all__ = ["for_spreadsheet", "for_terminal", "holds_marks", "without_marks"]

RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNSEEN: Final = ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp")
"""Categories of characters that show nothing: spreadsheets pass over many of them."""
QUOTES: Final = "'\""
_MARKS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ESCAPED: Final = re.compile(r"\\u(?:00[01789]|20[2]|206)", re.IGNORECASE)
"""The beginning of such a mark as JSON may write it."""


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


def holds_marks(text: str) -> bool:
    """Whether the text of a JSON file may hold what :func:`without_marks` takes out."""
    return bool(_MARKS.search(text) or _ESCAPED.search(text))


def without_marks(data: Any) -> Any:
    """Return plain data whose texts hold no control characters and nothing that turns lines round.

    A name with an override of the writing direction would turn the words beside it in every label.
    The import takes the same out of cells. Line ends and tabs stay.
    """
    if isinstance(data, str):
        return _MARKS.sub("", data)
    if isinstance(data, list | tuple):
        return type(data)(without_marks(one) for one in data)
    if isinstance(data, dict):
        return {_MARKS.sub("", key): without_marks(one) for key, one in data.items()}
    return data
