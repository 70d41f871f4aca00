"""Cells that name several things: whole names first, parts of a list after, commas last."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

__all__ = ["names_in"]

_STRONG: Final = re.compile(r"[;；\n]+")
_WEAK: Final = re.compile(r"([,，、|]+|\s+(?:and|und|et|y|&|\+)\s+|\s/\s)")
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
    found: list[str] = []
    for part in _STRONG.split(text):
        part = part.strip()
        if part and known(part):
            found.append(part)
        elif part:
            found += _longest_first(part, known)
    return list(dict.fromkeys(found))


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
