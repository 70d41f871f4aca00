# ruff: noqa: E501 - tables of words read best as lines
"""Tell the currency from what headers, cells and number formats say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from planner.importing.spelling import alike

__all__ = ["DEFAULT_CURRENCY", "MARKS", "currency_in", "currency_in_format", "most_named"]

DEFAULT_CURRENCY: Final = "CNY"
"""The currency of amounts that name none."""

_MARKS: Final = {
    "CNY": "cny rmb 人民币 元 ¥ cn¥ yuan", "USD": "usd us$ $ 美元 dollar dollars", "EUR": "eur € 欧元 euro euros",
    "GBP": "gbp £ 英镑 pound pounds", "HKD": "hkd hk$ 港元 港币", "TWD": "twd nt$ 新台币 台币", "SGD": "sgd s$ 新加坡元 新元",
    "AUD": "aud a$ au$ 澳元", "NZD": "nzd nz$", "CAD": "cad c$ ca$ 加元", "JPY": "jpy jp¥ 日元 日圆 日円 円 yen", "KRW": "krw ₩ 韩元",
    "CHF": "chf fr. sfr 瑞士法郎", "INR": "inr ₹ rupees", "SEK": "sek", "NOK": "nok", "DKK": "dkk", "PLN": "pln zł",
    "CZK": "czk kč", "HUF": "huf", "RON": "ron", "RUB": "rub ₽", "TRY": "try ₺", "ILS": "ils ₪", "AED": "aed", "SAR": "sar",
    "ZAR": "zar", "BRL": "brl r$", "MXN": "mxn mx$", "THB": "thb ฿", "VND": "vnd ₫", "IDR": "idr", "MYR": "myr", "PHP": "php ₱",
}  # fmt: skip
_CODE_OF: Final = {mark: code for code, marks in _MARKS.items() for mark in marks.split()}
MARKS: Final = tuple(sorted(_CODE_OF, key=len, reverse=True))
"""What names a currency, the longest first: ``美元`` holds ``元``, and ``HK$`` holds ``$``."""
_NAMED: Final = re.compile(
    "|".join(
        rf"(?<![a-z])(?:[ktm]|mio)?({re.escape(mark)})(?![a-z])" if mark.isascii() else f"({mark})"
        for mark in MARKS
    )
)
_BARE: Final = re.compile(r"[\d\s.,'%+\-]*")
_BRACKETED: Final = re.compile(r"\[\$([^\]\-]*)(?:-([0-9A-Fa-f]+))?\]")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_BY_LOCALE: Final = {"411": "JPY", "41d": "SEK", "414": "NOK", "814": "NOK", "406": "DKK"}
"""Currencies that share their mark with others (¥, kr), by the locale of a number format."""


def currency_in(text: str) -> str:
    """Return the ISO code of the currency a text names first; empty where it names none.

    Longer words are tried first: ``美元`` holds ``元``, and ``HK$`` holds ``$``.
    """
    if _BARE.fullmatch(text):
        return ""  # ten thousand amounts of a column are told at once
    plain = alike(text).casefold()
    found = _NAMED.search(plain)
    return _CODE_OF[found[found.lastindex or 0]] if found else ""


def currency_in_format(code: str) -> str:
    """Return the currency a number format shows, for example ``[$€-2] #,##0``."""
    bracketed = _BRACKETED.search(code)
    if bracketed:
        mark, locale = bracketed[1], (bracketed[2] or "").lstrip("0").casefold()
        named = currency_in(mark) if mark else ""
        return _BY_LOCALE.get(locale, named) if mark and named in ("", "CNY") else named
    quoted = " ".join(_QUOTED.findall(code))
    bare = _QUOTED.sub("", code).replace("\\", "")
    return currency_in(quoted) or currency_in(re.sub(r"[a-zA-Z]+", " ", bare))


def most_named(codes: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the code named most often (the default where none is) and the others, by frequency."""
    votes = Counter(code for code in codes if code)
    ordered = sorted(votes, key=lambda code: (-votes[code], code))
    return (ordered[0], tuple(ordered[1:])) if ordered else (DEFAULT_CURRENCY, ())
