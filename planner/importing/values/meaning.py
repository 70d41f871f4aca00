# ruff: noqa: E501 - tables of words read best as lines
"""Meaning that turns round: words that deny, scales with their legend, stars, *three of five*."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.importing.spelling import alike, remembered
from planner.importing.values.words import flag_of, folded

__all__ = ["OPPOSITES", "Scale", "allowed_in", "denied", "scale_in", "step_in"]

_DENIAL: Final = re.compile(
    r"^(?:(?:it |this |application |system )?(?:is |are |was |has been |has |have |does |do |did |will |can |should |must |may )?(?:not|no longer|no|never|cannot|none|without|isn'?t|aren'?t|doesn'?t|don'?t|can'?t|won'?t|shouldn'?t|hasn'?t)\s+(?:to be |be |yet |been |a |an |any |to |currently |fully |longer )*)"
    r"|^(?:non|not|no)[\s\-_]+|^non(?=[a-z]{4})|^un(?=supported|classified|critical|important|restricted|sensitive|documented|maintained|encrypted)"
    r"|^(?:ist |wird |sind |hat )?(?:nicht(?: mehr)?|kein(?:e|en|er|em)?(?: mehr)?|ohne|nie)\s+|^nicht[\s\-]*(?=[a-zäöü]{4})|^un(?=kritisch|wichtig|klassifiziert)"
    r"|^(?:n'est (?:pas|plus)|ne pas|pas(?: de| d')?|plus(?: de)?|non|sans|aucune?|hors(?: de| du)?)\s+|^ne\s+(?=\w+\s+(?:pas|plus))"
    r"|^(?:no(?: es| está| contiene| tiene)?|sin|ya no(?: está| es)?|ningun[oa]?|nunca|fuera de)\s+|^(?:non(?: è| più| contiene)?|senza|nessun[oa]?|fuori)\s+"
    r"|^(?:不再|不属于|不得|不能|不可|不允许|不需要|不涉及|不包含|不含|不是|不|未|非|无需|无|没有|勿|禁止|暂不|暂未|尚未|已停止|免)(?=.)"
)
_INNER: Final = re.compile(r"\b(?:not|never|no longer|nicht|kein\w*|pas|plus|n't)\b|\b\w+n't\b")

OPPOSITES: Final[Mapping[str, Mapping[str, str]]] = {
    "technology_support": {"current": "ended", "extended": "ended", "ended": "current"},
    "personal_data": {"basic": "none", "sensitive": "none"},
    "containers": {"fully": "none", "partly": "none"},
    "lifecycle": {"active": "retired", "retired": "active"},
    "strategy": dict.fromkeys(
        ("rehost", "relocate", "replatform", "refactor", "repurchase"), "retain"
    ),
    "criticality": {"critical": "low", "high": "low"},
    "residency": {"country": "none", "region": "none", "on_premises": "none"},
    "third_party_access": {"limited": "none", "broad": "none"},
    "licence_limits": {"restricted": "none", "hardware_bound": "none"},
    "scale_out": {"stateless": "none", "sharded": "none", "read_only": "none"},
    "delivery": {"continuous": "manual", "integrated": "manual", "scripted": "manual"},
    "documentation": {"good": "none", "partial": "none"},
    "lock_in": {"high": "low"},
    "complexity": {"high": "low"},
    "cloud_skill": {"expert": "none", "practised": "none", "basic": "none"},
    "seasonality": dict.fromkeys(("daily", "monthly", "yearly", "event"), "none"),
}
"""By field: the choice that a denied choice means; without one, the denial is no value."""

_PAIR: Final = re.compile(
    r"(\d{1,2})\s*[)）.]?\s*(?:=|:|：|-|–|为|是|\(|（)\s*([^\d,;，；、/()（）]{1,24})|([^\d,;，；、/()（）=:]{2,24})\s*(?:=|:|\(|（)\s*(\d{1,2})|(\d{1,2})\s+([a-z]{3,12}(?:est)?)\b|(\d{1,2})(最?[高低])"
)
_TOP: Final = re.compile(
    r"(\d{1,2})\s*(?:is |being |as |为|=|ist |est |es )?\s*(?:the )?(highest|most|best|top|max|lowest|least|min|最高|最重要|最关键|最低|am höchsten|höchste|niedrigste|plus élevé|le plus|más alto|más bajo)"
)
_HIGH: Final = frozenset(
    (
        "high highest critical most top max severe major important vital 高 最高 关键 重要 最重要 最关键 hoch "
        "höchste kritisch sehr élevé élevée critique haut fort alto alta crítico crítica elevata "
        "critica hard hardest complex difficult strong komplex schwer 复杂 困难 严重"
    ).split()
)
_LOW: Final = frozenset(
    (
        "low lowest least min minor none uncritical noncritical 低 最低 一般 次要 niedrig gering "
        "unkritisch faible bas basse bajo baja basso bassa easy easiest simple weak einfach "
        "leicht 简单 容易"
    ).split()
)
_OF: Final = re.compile(
    r"^\s*(\d{1,2}(?:\.\d)?)\s*(?:/|of|out of|von|sur|de|分之)\s*(\d{1,2})\s*(?:stars?|points?|分|星)?\s*$"
)
_STARS: Final = re.compile(r"^[★⭐*✩☆✭●○•■□]{1,10}$")
_FULL: Final = "★⭐*✭●•■"
_STAR_WORD: Final = re.compile(
    r"^\s*(\d|[一二三四五])\s*(?:stars?|星级?|颗星|sterne?|étoiles?|estrellas?)\s*$"
)


_ALLOWED: Final = frozenset(
    "allowed permitted possible ok 允许 可以 可 erlaubt zulässig möglich gestattet autorisé autorisée permis permitido permitida consentito ammesso".split()
)
_FORBIDDEN: Final = frozenset(
    "forbidden prohibited banned excluded 禁止 不可 verboten unzulässig untersagt interdit interdite prohibido prohibida vietato".split()
)


def denied(text: str) -> str | None:
    """Return what is denied by a text that begins with a denial; None where it denies nothing."""
    plain = alike(text).strip().casefold()
    found = _DENIAL.match(plain)
    if found and found.end() < len(plain):
        rest = plain[found.end() :].strip(" -_")
        return re.sub(r"\s+(?:pas|plus)$", "", rest)
    inner = _INNER.search(plain)
    if inner and inner.start() > 0:
        return (plain[: inner.start()] + plain[inner.end() :]).strip()
    return None


def allowed_in(text: str) -> bool | None:
    """Return whether a text allows something (*yes*, *erlaubt*) or not; None where it is neither."""
    word = folded(text)
    if word in _ALLOWED or word in _FORBIDDEN:
        return word in _ALLOWED
    return False if (flag := flag_of(text)) is None and denied(text) is not None else flag


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps from ``low`` to ``high`` as a legend names them; ``high < low`` where 1 is the highest."""

    low: int
    high: int

    def share(self, step: float) -> float:
        """Return where a step stands, 0 for the lowest and 1 for the highest."""
        return (step - self.low) / (self.high - self.low)


@remembered
def scale_in(text: str) -> Scale | None:
    """Return the scale a header's or a note's words name: ``1 = low, 5 = high``; None for none."""
    plain = alike(text).casefold()
    steps: dict[int, int] = {}
    for found in _PAIR.finditer(plain):
        number = int(found[1] or found[4] or found[5] or found[7])
        words = set(re.findall(r"\w+", (found[2] or found[3] or found[6] or found[8]) or ""))
        whole = (found[2] or found[3] or found[6] or found[8] or "").strip()
        rank = _rank(words, whole)
        if rank is not None:
            steps.setdefault(number, rank)
    for found in _TOP.finditer(plain):
        steps.setdefault(
            int(found[1]), -1 if re.match(r"low|least|min|最低|niedrig|más bajo", found[2]) else 1
        )
    numbers = [int(n) for n in re.findall(r"\d{1,2}", plain)]
    if not steps or not numbers:
        return None
    highs = [n for n, rank in steps.items() if rank > 0]
    lows = [n for n, rank in steps.items() if rank < 0]
    first, last = min(numbers), max(numbers)
    if highs and lows:
        return Scale(lows[0], highs[0]) if highs[0] != lows[0] else None
    if first == last:
        first, last = (1, 5) if first in (1, 5) else (first, first)
    if first == last:
        return None
    if highs:
        return Scale(last, first) if highs[0] == first else Scale(first, last)
    return Scale(first, last) if lows[0] == first else Scale(last, first)


def _rank(words: Iterable[str], whole: str) -> int | None:
    plain = {word.strip() for word in words} | {whole}
    negated = "not" in plain or "non" in plain or whole.startswith(("非", "不"))
    if plain & _HIGH:
        return -1 if negated else 1
    return (1 if negated else -1) if plain & _LOW else None


def step_in(text: str) -> tuple[float, int] | None:
    """Return the step and the top of ``★★★☆☆``, ``3 of 5`` or ``3 stars``; None where it is none.

    The top is 0 where the text does not tell it.
    """
    plain = unicodedata.normalize("NFC", text).strip().casefold()
    if _STARS.match(plain):
        full = sum(plain.count(sign) for sign in _FULL)
        return float(full), len(plain) if full < len(plain) else 0
    if found := _OF.match(plain):
        top = int(found[2])
        return (float(found[1]), top) if float(found[1]) <= top and top >= 2 else None
    if found := _STAR_WORD.match(plain):
        return float("一二三四五".find(found[1]) + 1 or int(found[1])), 0
    return None
