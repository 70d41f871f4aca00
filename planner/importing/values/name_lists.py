"""Cells that name several things: whole names first, parts of a list after, commas last."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

__all__ = ["names_in"]

_STRONG: Final = re.compile(r"[;；\n]+")
_WEAK: Final = re.compile(r"([,，、|]+|\s+(?:and|und|et|y|&|\+)\s+|\s/\s)")
_BULLET: Final = re.compile(r"^(?:[-*•▪●]\s*|\(?\d{1,2}[.)）、]\s*)(?=\S)")
"""What begins an item of a list within a cell."""
_CALLED: Final = ("name", "target", "application", "app", "system", "component", "service", "id")
"""Keys by which an object in a cell may say what it is about, the surest first."""
_COMMAS: Final = re.compile(r"[,，、|]+")


def names_in(text: str, known: Callable[[str], bool]) -> list[str]:
    """Return the names a cell lists, each as it is known where it is.

    A name may hold the marks that part others (``Orders, Retail``): the longest stretch that is
    known is one name; what is left is parted at its commas.

    Parameters
    ----------
    known
        Whether there is something of this name.
    """
    text = text.strip()
    if not text or known(text):
        return [text] if text else []
    if (packed := _unpacked(text)) is not None:
        return list(dict.fromkeys(packed))
    found: list[str] = []
    for part in _STRONG.split(text):
        part = _BULLET.sub("", part.strip())
        if part and known(part):
            found.append(part)
        elif part:
            found += _longest_first(part, known)
    return list(dict.fromkeys(found))


def _unpacked(text: str) -> list[str] | None:
    """Return what a list written as programs write it names; None where the text is none."""
    if (text[0], text[-1]) not in (("[", "]"), ("{", "}")):
        return None
    for written in (text, text.replace("'", '"')):
        try:
            data = json.loads(written)
        except (ValueError, RecursionError):
            continue
        return [
            name for one in (data if isinstance(data, list) else [data]) if (name := _called(one))
        ]
    return None


def _called(item: object) -> str:
    """Return what an item of such a list is called."""
    if not isinstance(item, dict):
        return item.strip() if isinstance(item, str) else ""
    plain = {str(key).casefold(): value for key, value in item.items() if isinstance(value, str)}
    keys = (key for said in _CALLED for key in plain if key == said or key.endswith(f"_{said}"))
    return plain.get(next(keys, ""), "").strip()


def _longest_first(text: str, known: Callable[[str], bool]) -> list[str]:
    pieces = _WEAK.split(text)
    names, marks = pieces[0::2], pieces[1::2]
    found: list[str] = []
    at = 0
    while at < len(names):
        for end in range(min(len(names), at + 6), at, -1):
            between = (*marks[at : end - 1], "")
            stretch = "".join(n + m for n, m in zip(names[at:end], between, strict=True)).strip()
            if stretch and known(stretch):
                found.append(stretch)
                at = end
                break
        else:
            # An unknown name ends at the next comma, not at an *and* within it.
            end = at + 1
            while end < len(names) and not _COMMAS.fullmatch(marks[end - 1].strip()):
                end += 1
            between = (*marks[at : end - 1], "")
            stretch = "".join(n + m for n, m in zip(names[at:end], between, strict=True)).strip()
            found += [stretch] if stretch else []
            at = end
    return found
