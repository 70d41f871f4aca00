"""Tell the currency from what headers, cells and number formats say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from planner.importing.spelling import alike

__all__ = ["DEFAULT_CURRENCY", "currency_in", "currency_in_format", "most_named"]

DEFAULT_CURRENCY: Final = "CNY"
"""The currency of amounts that name none."""

_MARKS: Final = {
    "CNY": "cny rmb 人民币 元 ¥ cn¥ yuan",
    "USD": "usd us$ $ 美元 dollar dollars",
    "EUR": "eur € 欧元 euro euros",
    "GBP": "gbp £ 英镑",
    "HKD": "hkd hk$ 港元 港币",
    "TWD": "twd nt$ 新台币",
    "SGD": "sgd s$ 新加坡元 新元",
    "AUD": "aud a$ 澳元",
    "CAD": "cad c$ 加元",
    "JPY": "jpy jp¥ 日元 日圆 円 yen",
    "CHF": "chf 瑞士法郎",
    "INR": "inr ₹",
    "KRW": "krw ₩ 韩元",
}
_CODE_OF: Final = {mark: code for code, marks in _MARKS.items() for mark in marks.split()}
_NAMED: Final = re.compile(
    "|".join(
        rf"(?<![a-z])(?:[ktm]|mio)?({re.escape(mark)})(?![a-z])" if mark.isascii() else f"({mark})"
        for mark in sorted(_CODE_OF, key=len, reverse=True)
    )
)
_BRACKETED: Final = re.compile(r"\[\$([^\]\-]*)(?:-([0-9A-Fa-f]+))?\]")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_YEN_LOCALES: Final = ("411",)


def currency_in(text: str) -> str:
    """Return the ISO code of the currency a text names first; empty where it names none.

    Longer words are tried first: ``美元`` holds ``元``, and ``HK$`` holds ``$``.
    """
    plain = alike(text).casefold()
    found = _NAMED.search(plain)
    return _CODE_OF[found[found.lastindex or 0]] if found else ""


def currency_in_format(code: str) -> str:
    """Return the currency a number format shows, for example ``[$€-2] #,##0``."""
    bracketed = _BRACKETED.search(code)
    if bracketed:
        mark, locale = bracketed[1], (bracketed[2] or "").lstrip("0").casefold()
        if mark and locale in _YEN_LOCALES and currency_in(mark) == "CNY":
            return "JPY"
        return currency_in(mark) if mark else ""
    quoted = " ".join(_QUOTED.findall(code))
    bare = _QUOTED.sub("", code).replace("\\", "")
    return currency_in(quoted) or currency_in(re.sub(r"[a-zA-Z]+", " ", bare))


def most_named(codes: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the code named most often (the default where none is) and the others, by frequency."""
    votes = Counter(code for code in codes if code)
    ordered = sorted(votes, key=lambda code: (-votes[code], code))
    return (ordered[0], tuple(ordered[1:])) if ordered else (DEFAULT_CURRENCY, ())
