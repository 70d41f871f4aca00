"""Chinese sentences filled with names: where a space stands between Chinese and Latin."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

__all__ = ["seamed"]

_FORMATTER: Final = string.Formatter()


@lru_cache(maxsize=4096)
def _parts(template: str) -> tuple[tuple[str, str | None, str], ...]:
    parts = _FORMATTER.parse(template)
    return tuple((literal, name, form or "") for literal, name, form, _ in parts)


def seamed(template: str, params: Mapping[str, object]) -> str:
    """Fill a Chinese template; a space stands between Chinese and Latin, and none within Chinese.

    Only the seams are touched: what is filled in (a name from a spreadsheet) stays as it is.
    """
    text = ""
    for literal, name, form in _parts(template):
        text = _joined(text, literal)
        if name is not None:
            text = _joined(text, format(params[name], form))
    return text


def _joined(before: str, after: str) -> str:
    left, right = before.rstrip(" "), after.lstrip(" ")
    if not left or not right:
        return before + after
    one, other = left[-1], right[0]
    spaced = len(left) < len(before) or len(right) < len(after)
    if _wide(one) and _wide(other):
        return left + right
    if (_han(one) and _latin(other)) or (_latin(one) and _han(other)):
        return f"{left} {right}"
    if spaced and (_is_mark(one) or _is_mark(other)):
        return left + right  # full-width marks bring their own room
    return before + after


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "%+")


def _wide(character: str) -> bool:
    return "\u2e80" <= character <= "\uffef" or character in "“”‘’…"


def _is_mark(character: str) -> bool:
    return _wide(character) and not _han(character)
