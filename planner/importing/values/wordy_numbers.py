# ruff: noqa: E501 - tables of words read best as lines
"""Numbers that people write in words: ``monthly``, ``等保三级``, ``第二批``, ``2 x 4``, ``near zero``."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from planner.importing.spelling import alike

__all__ = ["number_in_words", "product_of"]

_NUMERALS: Final = {
    "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5,
}  # fmt: skip
_ZERO: Final = frozenset(
    ("零", "近零", "zero", "near zero", "near-zero", "none", "无丢失", "不丢失")
)
_YEARLY: Final = {
    "hourly": 8760,    "daily": 365, "每天": 365, "每日": 365, "天天": 365, "weekly": 52, "每周": 52, "fortnightly": 26,
    "biweekly": 26, "bi-weekly": 26, "每两周": 26, "双周": 26, "monthly": 12, "每月": 12, "月度": 12,
    "bimonthly": 6, "quarterly": 4, "每季": 4, "每季度": 4, "季度": 4, "half-yearly": 2,
    "semi-annually": 2, "twice a year": 2, "每半年": 2, "半年": 2, "yearly": 1, "annually": 1,
    "annual": 1, "once a year": 1, "每年": 1, "年度": 1, "never": 0, "从不": 0,
    "multiple times a day": 730, "several times a day": 730, "continuous": 365, "continuously": 365,
}  # fmt: skip
_OFTEN: Final = re.compile(
    r"^(?P<word>每天|每日|每周|每两周|双周|每月|每季度?|每半年|每年|daily|weekly|monthly|quarterly|yearly)"
    r"\s*(?P<count>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)\s*(?:次|times?|x)?$"
)
_EVERY: Final = re.compile(
    r"(?:every|once (?:in|every)|alle|tou(?:te)?s les|cada|ogni|每隔?)\s*(?P<count>0*[1-9]\d?|one|two|three|four|six|zwei|drei|vier|sechs|deux|trois|quatre|six|dos|tres|cuatro|seis|due|tre|quattro|sei|[一二两三四五六七八九十])?\s*个?"
    r"(?P<what>days?|weeks?|months?|quarters?|years?|tage?n?|wochen?|monate?n?|jahren?|jours?|semaines?|mois|ans?|d[ií]as?|semanas?|mes(?:es)?|años?|giorn[io]|settiman[ae]|mes[ei]|ann[io]|天|周|星期|月|季度?|年)"
)
_COUNTED: Final = {"two": 2, "zwei": 2, "deux": 2, "dos": 2, "due": 2, "three": 3, "drei": 3, "trois": 3, "tres": 3, "tre": 3, "four": 4, "vier": 4, "quatre": 4, "cuatro": 4, "quattro": 4, "six": 6, "sechs": 6, "seis": 6, "sei": 6}  # fmt: skip
_SPANS: Final = {"d": 365, "j": 365, "g": 365, "天": 365, "w": 52, "周": 52, "星": 52, "m": 12, "月": 12, "q": 4, "季": 4, "y": 1, "a": 1, "年": 1}  # fmt: skip
_STANDARD: Final = re.compile(r"2\.0|1\.0|gb/t\s*\d+")
_CLOCK: Final = re.compile(r"(\d{1,3}):([0-5]\d)(?::00)?")
_SPAN: Final = re.compile(
    r"(\d{1,4}(?:\.\d+)?)\s*(days?|d|tage?|jours?|hours?|hrs?|h|std|stunden?|heures?|minutes?|mins?|minuten|min|m|天|小时|分钟|分)(?![a-z])"
)
_SAG: Final = re.compile(r"s[1-5]\s*a[1-5]\s*g([1-5])", re.IGNORECASE)
_LEVEL: Final = re.compile(r"(?:^|[^\d.])s?([1-5])(?![\d.])", re.IGNORECASE)
_PRODUCT: Final = re.compile(
    r"^(\d{1,4})\s*(?:[x×*]|路|颗|sockets?\s*[x×*]?|cpus?\s*[x×*])\s*(\d{1,5})\s*"
    r"(?:核心?|cores?|c|gb|g)?$"
)
_SIZED: Final = re.compile(
    r"^(\d{1,6}(?:\.\d+)?)\s*(g|gb|gib|t|tb|tib|m|mb|核|c)?\s*[x×*]\s*(\d{1,4})$"
)


def number_in_words(text: str, unit: str) -> float | None:
    """Return the number that words stand for in a field of this unit; None where they are none.

    >>> number_in_words("每月两次", "releases_year")
    24.0
    >>> number_in_words("等保2.0三级", "level")
    3.0
    """
    plain = unicodedata.normalize("NFC", text).strip().casefold()
    if unit == "releases_year":
        return _often(plain)
    if unit == "level":
        return _level(plain)
    if unit == "wave":
        numeral = re.search(r"[一二三四五六七八九十]+", plain)
        return float(_numeral(numeral[0])) if numeral else None
    if unit in ("hours", "minutes"):
        return 0.0 if plain in _ZERO else _duration(plain, unit)
    return None


def _duration(plain: str, unit: str) -> float | None:
    """Read ``1h 30m``, ``1 day 4 hours``, ``2小时30分`` or the clock's ``04:00``."""
    per = {"hours": 1.0, "minutes": 60.0}[unit]
    if found := _CLOCK.fullmatch(plain):
        return per * (int(found[1]) + int(found[2]) / 60)
    parts = list(_SPAN.finditer(plain))
    if len(parts) < 2 or _SPAN.sub("", plain).strip(" ,und"):
        return None
    hours = (
        float(p[1])
        * {"d": 24.0, "t": 24.0, "j": 24.0, "天": 24.0, "m": 1 / 60, "分": 1 / 60}.get(p[2][0], 1.0)
        for p in parts
    )
    return per * sum(hours)


def _often(plain: str) -> float | None:
    if plain in _YEARLY:
        return float(_YEARLY[plain])
    if every := _EVERY.fullmatch(plain):
        return _per_year(every["what"]) / _counted(every["count"] or "1")
    found = _OFTEN.match(plain.replace("一次", "1次"))
    if found is None:
        return None
    count = found["count"]
    times = float(count) if count[0].isdigit() else float(_numeral(count))
    return _YEARLY[found["word"]] * times


def _per_year(span: str) -> int:
    """Return how many of a span of time a year has, by its word in any of the languages."""
    if span[:3] in ("sem", "set"):
        return 52
    if span[:2] in ("ta", "ja", "jo"):
        return 1 if span.startswith("jah") else 365
    return _SPANS[span[0]]


def _counted(word: str) -> float:
    if word.isascii():
        return float(word) if word.isdigit() else float(_COUNTED.get(word, 1))
    return float(_numeral(word))


def _level(plain: str) -> float | None:
    rest = _STANDARD.sub(" ", plain)
    for sign in rest:
        if sign in _NUMERALS and 1 <= _NUMERALS[sign] <= 5:
            return float(_NUMERALS[sign])
    if parts := _SAG.fullmatch(rest.strip()):
        return float(parts[1])  # the grade of the whole is written last
    found = _LEVEL.search(rest)
    return float(found[1]) if found else None


def _numeral(text: str) -> int:
    """Read a Chinese numeral up to 99."""
    tens, mark, ones = text.partition("十")
    if not mark:
        return _NUMERALS.get(text[:1], 0)
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)


def product_of(text: str) -> tuple[float, str] | None:
    """Return ``2 x 4``, ``2路8核`` or ``16G×2`` multiplied, and the unit that was named."""
    plain = alike(text).strip().casefold()
    if found := _PRODUCT.match(plain):
        return float(found[1]) * float(found[2]), ""
    if found := _SIZED.match(plain):
        return float(found[1]) * float(found[3]), found[2] or ""
    return None
