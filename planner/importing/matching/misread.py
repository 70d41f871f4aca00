"""Headers of two meanings, of which the cells or the columns beside them tell the other one.

A *state* of a federation is no state of power, a *site* in the web no place, what an asset cost to
buy no cost of a year, and an asset's *tag* a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from planner.importing.matching.plausible import Profile
from planner.importing.values.cells import text_of
from planner.importing.values.words import folded

__all__ = ["is_asset_tag", "is_other", "is_price"]

_POWER: Final = re.compile(
    r"\b(?:o(?:n|ff)|up|down|in ?active|active|live|idle|booted|hibernated?|paused?)\b|o(?:n|ff)$"
    r"|power|run|stop|start|suspend|halt|shut|alloc|terminat|on-?line|off-?line|sleep|standby"
    r"|encendid|apagad|allum|éteint|arrêt|démarr|ein(?:geschaltet)?\b|aus(?:geschaltet)?\b"
    r"|ligad|acces[oa]|spent[oa]|attiv|运行|停|关|开|启|挂起|在线|离线|起動|稼働|電源|実行",
    re.IGNORECASE,
)
"""What words of a state of power hold, in the languages of lists."""
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PRICES: Final = frozenset("cost costs price value 价格 金额 costo coste coût kosten preis".split())
"""Headers that say no more than money."""
_BOUGHT: Final = re.compile(
    r"purchas|serial|asset[\s_]?tag|warrant|po[\s_]?number|acqui|invoice|kaufdatum|seriennummer"
    r"|achat|compra|numéro de série|序列号|采购|购置|保修",
    re.IGNORECASE,
)
"""Headers of columns that say how and when a thing was bought."""


def is_other(key: str, profile: Profile) -> bool:
    """Whether no cell of a column is what its header may say: a state of power, a place."""
    texts = [text_of(cell) for cell in profile.distinct]
    if key == "powerstate":
        return bool(texts) and profile.is_wordy and not any(map(_POWER.search, texts))
    return key == "site" and bool(texts) and all(map(_WEB.match, texts))


def is_price(header: str, headers: Sequence[str]) -> bool:
    """Whether a bare *cost* stands beside two columns or more of things that are bought."""
    bought = [other for other in headers if _BOUGHT.search(other)]
    return folded(header) in _PRICES and len(bought) > 1


def is_asset_tag(header: str, profile: Profile) -> bool:
    """Whether below *Tag* every row has a code of its own."""
    coded = all(re.search(r"\d{2}", text_of(cell)) for cell in profile.distinct)
    several = profile.filled > 1 and not profile.repeats
    return folded(header) == "tag" and several and coded
