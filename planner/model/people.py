"""Who is a person: a cell that says that nobody has been named yet names nobody."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["somebody"]

_WORDS: Final = (
    "- -- – — ? ?? / na none nil null nobody unknown open vacant xxx nn tobenamed tobedetermined"
    " tobedefined tobeconfirmed tobeassigned tobeannounced notassigned unassigned notnamed"
    " notknown notapplicable offen nochoffen wirdnochbenannt niemand unbekannt keiner keine"
    " inconnu personne desconocido nadie 无 暂无 不详 未知 不适用 空"
)
_NOBODY: Final = frozenset(_WORDS.split())
"""What a cell without a person says, folded: without spaces, dots and the like."""
_SIGNS: Final = re.compile(
    r"\b(?:tbd|tba|tbc)\b|待定|待确认|待补充|待指派|待指定|待明确|未定|未指定|未分配"
)
"""What says so wherever it stands."""
_FOLDED: Final = re.compile(r"[\s.!,;:_()（）\[\]/]+")


def somebody(text: str | None) -> str:
    """Return the name; empty where the text only says that there is none yet."""
    name = (text or "").strip()
    plain = name.casefold()
    folded = _FOLDED.sub("", plain)
    nobody = folded in _NOBODY or plain in _NOBODY or not folded
    return "" if nobody or _SIGNS.search(plain.replace(".", "")) else name
