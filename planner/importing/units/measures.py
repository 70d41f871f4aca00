# ruff: noqa: E501 - tables of words read best as lines
"""Units in headers and behind numbers, as factors to the field's own unit.

A unit is a text such as ``mb``, ``万元/月`` or ``k€ per month``: a scale, a measure and a time it is
per. What belongs to another measure (``Mbps`` for an amount of data) has no factor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from planner.importing.spelling import alike, remembered
from planner.importing.units.currency import MARKS

__all__ = [
    "UNITLESS",
    "factor_of",
    "glued_units",
    "is_foreign",
    "names_money",
    "names_rate",
    "period_of",
    "split_unit",
    "unit_in_header",
    "unit_in_line",
]

_DATA: Final = {
    "b": 1 / 1024**3, "byte": 1 / 1024**3, "bytes": 1 / 1024**3,
    "kb": 1 / 1024**2, "kib": 1 / 1024**2, "k": 1 / 1024**2, "kilobytes": 1 / 1024**2,
    "mb": 1 / 1024, "mib": 1 / 1024, "m": 1 / 1024, "兆": 1 / 1024, "mo": 1 / 1024, "megabytes": 1 / 1024,
    "gb": 1.0, "gib": 1.0, "g": 1.0, "gbyte": 1.0, "gigabytes": 1.0, "gigabyte": 1.0, "go": 1.0, "gbs": 1.0,
    "tb": 1024.0, "tib": 1024.0, "t": 1024.0, "to": 1024.0, "terabytes": 1024.0, "tbs": 1024.0,
    "pb": 1024.0**2, "pib": 1024.0**2, "p": 1024.0**2, "po": 1024.0**2,
}  # fmt: skip
_TIMES: Final = {
    "k": 1e3, "千": 1e3, "thousand": 1e3, "thousands": 1e3, "000": 1e3, "000s": 1e3, "t": 1e3, "tsd": 1e3, "tausend": 1e3, "milliers": 1e3, "miles": 1e3, "mil": 1e3,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "w": 1e4, "万": 1e4, "十万": 1e5, "m": 1e6, "mn": 1e6, "mm": 1e6, "mio": 1e6, "mill": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6, "millones": 1e6, "百万": 1e6, "千万": 1e7,
    "亿": 1e8, "b": 1e9, "bn": 1e9, "mrd": 1e9, "billion": 1e9, "billions": 1e9, "十亿": 1e9,
}  # fmt: skip
_PER_WORDS: Final = {
    "year": "year yr yrs y a annum annual annually yearly pa p.a p.a. jahr jährlich jaehrlich an annuel annuelle année ano año anual anuales anno annuo annua annuale annui annue years 年間 年 每年 年度 全年",
    "half": "halfyear semester 半年", "quarter": "quarter quarterly q qtr quartal vierteljährlich trimestre trimestriel trimestral trimestrale 季 季度 每季",
    "month": "p.m. p.m month monthly mo mon mth months monat monatlich mtl mois mensuel mensuelle mes mensual mensuales mese mensile mensili 月 月間 月額 每月 月度",
    "week": "week weekly w wk woche wöchentlich semaine hebdomadaire semana semanal settimana settimanale 周 每周", "day": "day daily d tag täglich jour journalier día dia diario giorno giornaliero 日 天 每日 每天",
    "hour": "hour hourly h hr stunde heure hora 小时 时", "minute": "minute min minuto 分钟 分", "second": "second sec s sekunde seconde segundo 秒",
}  # fmt: skip
_PER: Final = {word: time for time, words in _PER_WORDS.items() for word in words.split()}
_A_YEAR: Final = {
    "year": 1.0,
    "half": 2.0,
    "quarter": 4.0,
    "month": 12.0,
    "week": 52.0,
    "day": 365.0,
    "hour": 8760.0,
}
_COUNTS: Final = frozenset(
    (
        "core cores vcpu vcpus cpu cpus c 核 核心 vcore vcores kerne server servers serveurs "
        "servidores vm vms 台 个 套 user users utilisateurs usuarios benutzer nutzer 人 户 名 + people "
        "customers clients times 次 releases deployments release mal fois veces units wave 批 级 "
        "level calls ratio x × 倍 :1 # no nr anzahl count pcs 数量 fach"
    ).split()
)
_SECONDS: Final = {
    "ms": 0.001, "msec": 0.001, "毫秒": 0.001, "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0, "sekunden": 1.0, "secondes": 1.0, "segundos": 1.0,
    "秒": 1.0, "m": 60.0, "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0, "minuten": 60.0, "minutos": 60.0, "分": 60.0,
    "分钟": 60.0, "h": 3600.0, "hr": 3600.0, "hrs": 3600.0, "hour": 3600.0, "hours": 3600.0, "std": 3600.0, "stunde": 3600.0, "stunden": 3600.0, "heure": 3600.0, "heures": 3600.0, "hora": 3600.0, "horas": 3600.0,
    "小时": 3600.0, "时": 3600.0, "d": 86400.0, "day": 86400.0, "days": 86400.0, "tag": 86400.0, "tage": 86400.0, "jour": 86400.0, "jours": 86400.0, "dia": 86400.0, "día": 86400.0, "dias": 86400.0, "días": 86400.0, "天": 86400.0,
    "日": 86400.0, "w": 604800.0, "week": 604800.0, "weeks": 604800.0, "woche": 604800.0, "wochen": 604800.0, "周": 604800.0,
    "month": 2592000.0, "months": 2592000.0, "monate": 2592000.0, "月": 2592000.0, "个月": 2592000.0,
}  # fmt: skip
_BASE_SECONDS: Final = {"ms": 0.001, "minutes": 60.0, "hours": 3600.0, "days": 86400.0, "weeks": 604800.0}  # fmt: skip
_YEARS: Final = {
    "year": 1.0, "years": 1.0, "yr": 1.0, "yrs": 1.0, "y": 1.0, "a": 1.0, "jahr": 1.0, "jahre": 1.0, "an": 1.0, "ans": 1.0, "año": 1.0, "años": 1.0, "年": 1.0,
    "month": 1 / 12, "months": 1 / 12, "monat": 1 / 12, "monate": 1 / 12, "mois": 1 / 12, "mes": 1 / 12, "meses": 1 / 12, "月": 1 / 12, "个月": 1 / 12,
}  # fmt: skip
_WORK: Final = {
    "d": 1.0, "day": 1.0, "days": 1.0, "pd": 1.0, "pds": 1.0, "md": 1.0, "mds": 1.0, "pt": 1.0, "jh": 1.0, "person-days": 1.0, "man-days": 1.0, "personentage": 1.0, "tage": 1.0, "jours": 1.0, "días": 1.0,
    "person days": 1.0, "man days": 1.0, "人天": 1.0, "人日": 1.0, "天": 1.0, "h": 0.125, "hours": 0.125, "hrs": 0.125, "hour": 0.125, "stunden": 0.125, "人时": 0.125, "小时": 0.125,
    "weeks": 5.0, "person-weeks": 5.0, "人周": 5.0, "person-months": 21.0, "person months": 21.0, "man-months": 21.0, "man months": 21.0, "months": 21.0,
    "pm": 21.0, "mm": 21.0, "人月": 21.0,
}  # fmt: skip
_ENERGY: Final = {"kwh": 1.0, "mwh": 1000.0, "gwh": 1e6, "wh": 0.001, "度": 1.0, "千瓦时": 1.0}
_SHARES: Final = frozenset(
    ("%", "percent", "percentage", "pct", "prozent", "pourcentage", "por ciento", "百分比", "in %")
)
_FOREIGN: Final = frozenset(
    (
        "fte ftes etp vzä headcount mbps gbps kbps bps mbit mbit/s mb/s gb/s kb/s mib/s iops hz mhz ghz khz w kw °c tps "
        "qps rps req/s requests/s rpm $/h people/day users/day 兆比特 笔/秒 次/秒"
    ).split()
)
UNITLESS: Final = frozenset((
    "tiers", "annual", "yearly", "year", "a year", "per year", "p.a.", "pa", "est", "est.", "approx",
    "estimate", "estimated", "required", "optional", "total", "average", "avg", "max", "min",
    "a", "if any", "yes/no", "y/n", "年", "每年", "年度", "必填", "选填", "可选", "预估",
    "估算", "合计", "平均", "最大", "是/否", "allocated", "provisioned", "ja/nein", "oui/non", "si/no",
))  # fmt: skip
"""What stands in brackets behind a header and is no unit."""
_DIMENSIONS: Final = (
    "money gib gib_month kwh_year ms minutes hours days percent person_days releases_year cores"
).split()
_BRACKETS: Final = re.compile(r"[(\[【<]([^()\[\]【】<>]*)[)\]】>]")
_LINE: Final = re.compile(
    r"(?:单位|unit|units|einheit|unité|unidad|currency|币种|amounts?|costs?|figures|values|prices|angaben|alle werte|werte|beträge|kosten|preise|montants|coûts|valeurs|importes|costes|costos|valores|importi|costi|valori|金额|金額|費用)"
    r"[^:：]{0,30}?(?:[:：]|\bin\b|\ben\b|为|\bare\b)\s*(?:in\s+|en\s+)?(.{1,40})$"
)
_SCALED: Final = re.compile(
    r"(?:all |alle )?(?:figures|amounts|values|costs|angaben|beträge|werte|montants|importes|importi)?\s*(?:are |is )?(?:stated |given |expressed |shown )?(?:in |en )?((?:thousands?|millions?|tausend|millionen|milliers|miles|migliaia|milioni|k|mio|[a-z]{3} ?(?:k|m|mn|thousands?|millions?))\b.{0,20})"
)
"""A scale said without more: *in thousands of EUR*, *all figures USD k*."""
_TAILS: Final = (
    "mib mb gib gb tib tb kib kb bytes ms msec secs seconds minutes mins min hours hrs hour "
    "days weeks percent pct 万元 亿元 千元 百万元 元 分钟 小时 天 核 台 人天 人月 % h usd eur cny rmb gbp chf "
    "keur kusd teur k€ k$ € $ £ mio"
).split()
_GLUED: Final = tuple(sorted((
    "mib", "mb", "gib", "gb", "tib", "tb", "kib", "kb", "bytes", "ms", "minutes", "mins", "min", "hours", "hrs", "hr", "days", "pct", "percent", "%",
    "kusd", "keur", "teur", "musd", "meur", "usd", "eur", "cny", "gbp", "stunden", "minuten", "permonth", "peryear", "perday", "perweek", "perquarter", "pa", "persondays", "万元", "亿元", "千元", "元", "分钟", "小时", "天", "核", "台",
), key=len, reverse=True))  # fmt: skip
_PER_AND_UNIT: Final = frozenset(("h", "min", "s", "d", "小时", "分钟", "hr", "sec"))
_PER_THING: Final = frozenset(
    (
        "user users server servers vm vms customer customers client clients person people 人 户 用户 "
        "台 nutzer benutzer anwender mitarbeiter utilisateur utilisateurs serveur usuario "
        "usuarios servidor utente utenti transaction transactions transaktion call seat licence "
        "license"
    ).split()
)
_PER_TAIL: Final = re.compile(
    r"[\s_\-,]*(?:/|\bper\b|\bpro\b|\bpar\b|\bpor\b|\bal\b|(?<![a-z])a(?= (?:year|month|week|day)\b)|每)\s*_?([^\W\d_]{1,14}(?: [a-z]{1,10})?)\.?\s*$"
)
_RHYTHM: Final = re.compile(
    r"(?<![^\W_])(monthly|annual|annually|yearly|quarterly|weekly|daily|hourly|p\.?\s?a\.?|p\.\s?m\.?|monatlich\w*|jährlich\w*|mensuell?e?s?|annuell?e?s?|mensual(?:es)?|anual(?:es)?|trimestral(?:es)?|mensil[ei]|annu[oaie]|annual[ei]|trimestral[ei])(?![a-z])"
)


_RHYTHM_ZH: Final = re.compile(
    r"每?(?:(月|周|季度?)度?|([年月周日])均)(?=[\u4e00-\u9fff]{2}|费$)(?![末初均底份报])"
)
"""A rhythm in front of a Chinese header: 月运维费, 每月发布次数."""


def _word(text: str) -> str:
    plain = alike(text).strip().casefold()
    plain = re.sub(r"^(?:in|en|单位|unit|einheit)\s*[:：]?\s+|^单位[:：]?", "", plain)
    return plain.strip().rstrip(".,:") if plain not in ("p.a.",) else plain


@remembered
def factor_of(field_unit: str, unit: str) -> float | None:
    """Return what a number in ``unit`` is multiplied with to be in the field's unit.

    None where the unit does not belong to the field.
    """
    word = _word(unit)
    if not word:
        return 1.0
    if field_unit == "percent":
        return 1.0 if word in _SHARES else None
    if field_unit == "person_days":
        return _WORK.get(word)
    if field_unit in _BASE_SECONDS:
        seconds = _SECONDS.get(word)
        return None if seconds is None else seconds / _BASE_SECONDS[field_unit]
    if field_unit == "years":
        return _YEARS.get(word)
    stem, per = _split_per(word)
    if field_unit == "money":
        scale = _money_scale(stem)
        return (
            None
            if scale is None or per == "other"
            else scale * _A_YEAR.get(per or "year", 0) or None
        )
    if field_unit == "kwh_year":
        energy = _ENERGY.get(stem) or _ENERGY.get(stem[1:], 0) * _TIMES.get(stem[:1], 0) or None
        if energy is None or per not in ("", *_A_YEAR):
            return None
        return energy * _A_YEAR.get(per or "year", 0)
    if field_unit == "gib":
        return _DATA.get(word)
    if field_unit == "gib_month":
        size = _DATA.get(stem)
        return (
            None
            if size is None or per not in ("", *_A_YEAR)
            else size * _A_YEAR.get(per or "month", 0) / 12
        )
    if field_unit == "releases_year":
        plain = not stem or stem in _COUNTS
        return _A_YEAR.get(per or "year") if plain and per != "other" else None
    return None if per else _count_scale(word)


def _split_per(word: str) -> tuple[str, str]:
    """Part a unit from the time it is per: ``k€/month`` is ``k€`` and ``month``."""
    if word in _PER:
        return "", _PER[word]
    found = re.search(r"\s*(?:/|\bper\b|\bpro\b|\bpar\b|\bpor\b|\ba\b|每)\s*(.+)$", word)
    if found and (len(found[1]) > 0):
        return word[: found.start()].strip(), _PER.get(found[1].strip(" ."), "other")
    if word.endswith(("年", "月", "周", "日")) and len(word) > 1:
        return word[:-1].strip("每 "), _PER[word[-1]]
    stem, _, tail = word.rpartition(" ")
    return (stem.strip(), _PER[tail]) if stem and tail in _PER and len(tail) > 1 else (word, "")


def _money_scale(word: str) -> float | None:
    rest = word
    for currency in MARKS:
        rest = rest.replace(currency, " ", 1) if currency in rest else rest
    rest = re.sub(r"\b(?:of|d'|de|in|en)\b|d'", " ", rest).strip(" /'’`.,-")
    return 1.0 if not rest else _TIMES.get(rest)


def _count_scale(word: str) -> float | None:
    if word in _COUNTS:
        return 1.0
    for mark, times in _TIMES.items():
        if word == mark or (word.startswith(mark) and word[len(mark) :].strip() in _COUNTS):
            return times
    return None


@remembered
def is_foreign(field_unit: str, unit: str) -> bool:
    """Whether a unit is one of another measure: its numbers are not the field's."""
    word = _word(unit)
    if not word or factor_of(field_unit, unit) is not None or word in UNITLESS:
        return False
    if word in _FOREIGN or _split_per(word)[1] == "other" or re.search(r"bps$|/s$|hz$", word):
        return True
    return any(factor_of(dimension, unit) is not None for dimension in _DIMENSIONS)


def unit_in_header(header: str) -> str:
    """Return the unit a header names; empty where none."""
    return next((unit for _, unit in split_unit(header) if unit), "")


@remembered
def split_unit(header: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to part a header into words and a unit, the nearest first.

    In brackets, behind a slash or ``per``, as the last word, or as a rhythm (``monthly``).
    """
    return tuple(_splits(alike(header).strip()))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    low = text.casefold()
    for inside in reversed(_BRACKETS.findall(low)):
        unit = _word(inside)
        if unit and len(unit) <= 40:
            stem = _BRACKETS.sub(" ", low).strip()
            outer = next((u for _, u in _splits(stem) if u.startswith("per ")), "")
            if outer and _split_per(unit)[1] == "" and _is_rate(unit):
                rest = re.sub(
                    r"\s+", " ", _PER_TAIL.sub("", _RHYTHM.sub("", _RHYTHM_ZH.sub("", stem)))
                ).strip()
                yield rest, f"{unit}/{outer.removeprefix('per ')}"
            yield stem, unit
    bare = _BRACKETS.sub(" ", low).strip()
    yield from _unbracketed(bare)


def _unbracketed(bare: str) -> Iterator[tuple[str, str]]:
    found = _PER_TAIL.search(bare)
    if found and found.start() > 0:
        word = found[1].strip()
        stem = bare[: found.start()].strip()
        time, _, money = word.partition(" ")
        if time in _PER and money in MARKS:
            yield stem, f"{money}/{time}"
            return
        if word in _PER and not (word in _PER_AND_UNIT and "/" in found[0]):
            tail = re.split(r"[\s_.]+", stem)[-1]
            if tail != stem and _is_rate(f"{tail}/{word}"):
                rest = stem[: -len(tail)].rstrip(" _.").removesuffix(" in")
                yield rest.strip(), f"{tail}/{word}"
            yield stem, f"per {word}"
        elif (
            "/" in found[0]
            and word not in _PER_THING
            and any(factor_of(d, word) is not None for d in _DIMENSIONS)
        ):
            yield stem, word
        else:
            yield stem, f"per {word}"
    for mark in (",", "-", "–", ":"):
        stem, _, tail = bare.rpartition(mark)
        if (
            stem
            and _word(tail)
            and any(factor_of(d, tail.strip()) is not None for d in _DIMENSIONS)
        ):
            yield stem.strip(), _word(tail)
    words = re.split(r"[\s_.]+", bare)
    last = words[-1]
    scaled = last[:1] in ("k", "t", "m") and last[1:] in MARKS
    if len(words) > 1 and (last in _TAILS or last in MARKS or scaled or _is_time(last)):
        stem = re.sub(r"[\s_.]+(?:in|en)$", "", bare[: -len(words[-1])].rstrip(" _.")).strip()
        stem = stem.removesuffix(" in").strip()
        timed, unit = stem.replace("_", " "), last
        rhythm, tail = _RHYTHM.search(timed), _PER_TAIL.search(timed)
        said = rhythm or (tail if tail and tail[1] in _PER else None)
        if said and factor_of("money", last) is not None:
            time = _rhythm_of(said[1]).removeprefix("per ") if rhythm else said[1]
            unit = f"{last}/{time}"
            rest = f"{timed[: said.start()]} {timed[said.end() :]}"
            yield re.sub(r"\s+", " ", rest).strip(" _-"), unit
        yield stem, unit
    elif found := re.search(
        r"(?<=[\u4e00-\u9fff])([a-z%]{1,3}|万元|亿元|千元|元|分钟|小时|天)$", bare
    ):
        yield bare[: found.start()], found[1]
    if found := _RHYTHM_ZH.match(bare):
        yield bare[found.end() :], f"per {_PER[found[1] or found[2]]}"
    if found := _RHYTHM.search(bare):
        yield (
            re.sub(r"\s+", " ", bare[: found.start()] + bare[found.end() :]).strip(),
            _rhythm_of(found[1]),
        )


def _is_rate(unit: str) -> bool:
    """Whether a unit is one of what is counted by the time: money, data, energy."""
    return any(factor_of(d, unit) is not None for d in ("money", "gib_month", "kwh_year"))


def _is_time(word: str) -> bool:
    """Whether a last word is a span of time written out, in any of the languages."""
    return len(word) > 3 and word in _SECONDS


def glued_units(header: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to cut a unit off a header without a mark between: ``MemoryMB``, ``rtohours``."""
    bare = _BRACKETS.sub(" ", alike(header).casefold())
    compact = re.sub(r"[\s_.\-]+", "", bare)
    for tail in _GLUED:
        if compact.endswith(tail) and len(compact) > len(tail) + 1:
            unit = (
                tail.replace("per", "per ")
                if tail.startswith("per") and tail not in ("percent", "persondays")
                else tail
            )
            yield compact[: -len(tail)], "person-days" if unit == "persondays" else unit


def _rhythm_of(word: str) -> str:
    return f"per {next((t for w, t in _PER.items() if word.startswith(w) and len(w) > 2), 'year')}"


def names_rate(unit: str) -> bool:
    """Whether a unit says what its amounts are per: a month, a year, a user."""
    return bool(_split_per(_word(unit))[1])


def period_of(field_unit: str, unit: str) -> float:
    """Return what the time an amount is per does to it; 1 where the unit names none that is known."""
    per = _split_per(_word(unit))[1] if unit else ""
    return (factor_of(field_unit, f"per {per}") if per else 1.0) or 1.0


def names_money(unit: str) -> bool:
    """Whether a unit says a currency or a scale, and not only the time it is per."""
    return bool(_split_per(_word(unit))[0])


def unit_in_line(text: str) -> str:
    """Return the unit a line above a table names for its numbers: ``单位：万元``; empty for none."""
    plain = alike(text).strip().casefold().strip("()（）[]*")
    parts = (plain, *re.split(r"[,，;；]", plain))
    said = [found[1] for part in parts if (found := _LINE.search(part.strip()))]
    said += [found[1] for part in parts if (found := _SCALED.fullmatch(part.strip()))]
    units = [unit for one in said if _factors(unit := _word(one.strip(" ()."))) != {None}]
    return next((unit for unit in units if _factors(unit) - {None, 1.0}), (units or [""])[0])


def _factors(unit: str) -> set[float | None]:
    return {factor_of(dimension, unit) for dimension in ("money", "gib")}
