# ruff: noqa: E501 - tables of words read best as lines
"""Units in headers and behind numbers, as factors to the field's own unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

__all__ = ["factor_of", "unit_in_header"]

_DATA: Final = {
    "b": 1 / 1024**3, "byte": 1 / 1024**3, "bytes": 1 / 1024**3,
    "kb": 1 / 1024**2, "kib": 1 / 1024**2, "k": 1 / 1024**2,
    "mb": 1 / 1024, "mib": 1 / 1024, "m": 1 / 1024, "兆": 1 / 1024,
    "gb": 1.0, "gib": 1.0, "g": 1.0, "gbyte": 1.0, "gigabytes": 1.0,
    "tb": 1024.0, "tib": 1024.0, "t": 1024.0,
    "pb": 1024.0**2, "pib": 1024.0**2, "p": 1024.0**2,
}  # fmt: skip
_TIMES: Final = {
    "k": 1e3, "千": 1e3, "thousand": 1e3, "thousands": 1e3, "000": 1e3, "000s": 1e3, "millions": 1e6, "w": 1e4, "万": 1e4, "m": 1e6, "mn": 1e6, "mio": 1e6,
    "million": 1e6, "百万": 1e6, "千万": 1e7, "亿": 1e8, "b": 1e9, "bn": 1e9, "billion": 1e9,
}  # fmt: skip
_CURRENCIES: Final = (
    "cny", "rmb", "usd", "eur", "gbp", "hkd", "jpy", "chf", "sgd", "us$", "hk$", "$", "¥", "€", "£",
    "元", "人民币", "美元", "欧元", "港元", "yuan", "dollars", "euro", "euros",
)  # fmt: skip
_YEARLY: Final = re.compile(r"(?:/|per|a|每|p\.?)\s*(?:year|yr|annum|y|年|a\.?)$|年$")
_MONTHLY: Final = re.compile(r"(?:/|per|a|每)\s*(?:month|mo|月)$|/?月$")
_COUNTS: Final = dict.fromkeys(
    (
        "core", "cores", "vcpu", "vcpus", "cpu", "cpus", "c", "核", "核心", "vcore", "vcores",
        "server", "servers", "vm", "vms", "台", "个", "套", "user", "users", "人", "户", "名", "+",
        "people", "customers", "times", "次", "releases", "units", "wave", "批", "级", "level",
        "calls", "ratio", "x", "×", "倍", ":1",
    ),
    1.0,
)  # fmt: skip
_PER_YEAR: Final = {
    "year": 1.0, "yr": 1.0, "y": 1.0, "a": 1.0, "年": 1.0, "quarter": 4.0, "q": 4.0, "季": 4.0,
    "季度": 4.0, "month": 12.0, "mo": 12.0, "m": 12.0, "月": 12.0, "week": 52.0, "w": 52.0,
    "周": 52.0, "day": 365.0, "d": 365.0, "日": 365.0, "天": 365.0,
}  # fmt: skip

_SECONDS: Final = {
    "ms": 0.001, "毫秒": 0.001, "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0,
    "秒": 1.0, "m": 60.0, "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0, "分": 60.0,
    "分钟": 60.0, "h": 3600.0, "hr": 3600.0, "hrs": 3600.0, "hour": 3600.0, "hours": 3600.0,
    "小时": 3600.0, "时": 3600.0, "d": 86400.0, "day": 86400.0, "days": 86400.0, "天": 86400.0,
    "日": 86400.0, "w": 604800.0, "week": 604800.0, "weeks": 604800.0, "周": 604800.0,
    "month": 2592000.0, "months": 2592000.0, "月": 2592000.0, "个月": 2592000.0,
}  # fmt: skip
_BASE_SECONDS: Final = {"ms": 0.001, "minutes": 60.0, "hours": 3600.0, "days": 86400.0}
_WORK: Final = {
    "d": 1.0, "day": 1.0, "days": 1.0, "pd": 1.0, "md": 1.0, "person-days": 1.0, "man-days": 1.0,
    "person days": 1.0, "人天": 1.0, "人日": 1.0, "天": 1.0, "h": 0.125, "hours": 0.125,
    "person-weeks": 5.0, "weeks": 5.0, "人周": 5.0, "person-months": 21.0, "months": 21.0,
    "pm": 21.0, "mm": 21.0, "人月": 21.0,
}  # fmt: skip
_BRACKETS: Final = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_TAIL: Final = re.compile(
    r"(?:^|[\s_.\-/]|in|(?<=[\u4e00-\u9fff]))(mib|mb|gib|gb|tib|tb|kb|bytes|ms|hours|hrs|minutes|mins|days|万元|亿元|%)$"
)


def factor_of(field_unit: str, unit: str) -> float | None:
    """Return what a number in ``unit`` is multiplied with to be in the field's unit.

    None where the unit does not belong to the field.
    """
    word = unicodedata.normalize("NFKC", unit).strip().casefold().rstrip(".")
    if not word:
        return 1.0
    if field_unit == "money":
        return _money_factor(word)
    if field_unit in ("gib", "gib_month"):
        return _DATA.get(_MONTHLY.sub("", word).strip())
    if field_unit in _BASE_SECONDS:
        seconds = _SECONDS.get(word)
        return None if seconds is None else seconds / _BASE_SECONDS[field_unit]
    if field_unit == "percent":
        return 1.0 if word in ("%", "percent", "pct", "百分比") else None
    if field_unit == "person_days":
        return _WORK.get(word)
    if field_unit == "releases_year":
        return _per_year(word)
    return _count_factor(word)


def _per_year(word: str) -> float | None:
    stem = re.sub(r"^(?:times|次|x)?\s*(?:/|per|a|每)?\s*", "", word)
    return _PER_YEAR.get(stem, _COUNTS.get(word))


def _count_factor(word: str) -> float | None:
    if word in _COUNTS:
        return 1.0
    for mark, times in _TIMES.items():
        if word == mark or (word.startswith(mark) and word[len(mark) :].strip() in _COUNTS):
            return times
    return None


def _money_factor(word: str) -> float | None:
    yearly = _YEARLY.sub("", word).strip().strip("/").strip()
    months = 1.0
    if yearly == word and _MONTHLY.search(word):
        yearly, months = _MONTHLY.sub("", word).strip().strip("/").strip(), 12.0
    rest = yearly
    for currency in _CURRENCIES:
        rest = rest.replace(currency, "")
    rest = rest.strip(" /'’`")
    if not rest:
        return months
    times: Mapping[str, float] = _TIMES
    return times[rest] * months if rest in times else None


def unit_in_header(header: str) -> str:
    """Return the unit a header names: in brackets, or as its last word; empty where none."""
    text = unicodedata.normalize("NFKC", header).strip().casefold()
    for inside in reversed(_BRACKETS.findall(text)):
        word = str(inside).strip().removeprefix("in ").removeprefix("单位:").strip()
        if word:
            return word
    found = _TAIL.search(text)
    return found[1] if found else ""
