"""Texts that a program read in a wrong encoding and wrote again: ``NÃºmero`` for ``Número``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from planner.importing.grid import Grid
from planner.model.issue import CellRef, Issue, Severity

__all__ = ["put_right"]

_TWICE: Final = re.compile("[ÂÃâäåæçèé√¬∫][\u0080-\u00ff\u0152-\u0178\u02c6-\u2260\u25ca\uf8ff]")
_DOS: Final = re.compile("(?<=[A-Za-z])[„”\x81](?=[a-z])")
"""What only stands within a word where a text of DOS was read as one of Windows."""
_BESIDE: Final = re.compile(
    "(?<=[A-Za-z])[„”\x81á]|[„”\x81Ž™š](?=[a-z])|(?<=[A-Za-z])[‚ƒ†‡ˆ‰‹Œ•¡¢£¤](?=[a-z])|(?<=[a-z])\xa0(?=[a-z])"
)
_READ_AS: Final = ("cp1252", "mac_roman")


def put_right(grids: Sequence[Grid]) -> Iterator[Issue]:
    """Change such texts to what was meant, and yield a note for each sheet that had any."""
    for grid in grids:
        mended: list[str] = []
        strange = [c for row in grid.rows for c in row if isinstance(c, str) and not c.isascii()]
        dos = any(map(_DOS.search, strange))
        for row in grid.rows if strange else ():
            for at, cell in enumerate(row):
                if isinstance(cell, str) and not cell.isascii() and (meant := _meant(cell, dos)):
                    row[at] = meant
                    mended.append(meant)
        if mended:
            params = {"text": mended[0][:80], "count": str(len(mended))}
            where = CellRef(grid.file, grid.sheet)
            yield Issue("twice_encoded", Severity.NOTE, where, params=params)


def _of_dos(found: re.Match[str]) -> str:
    return found[0].encode("latin-1" if found[0] == "\x81" else "cp1252").decode("cp850")


def _meant(text: str, dos: bool) -> str:
    if dos and _BESIDE.search(text):
        return _BESIDE.sub(_of_dos, text)
    if _TWICE.search(text):
        for encoding in _READ_AS:
            try:
                return text.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
    return ""
