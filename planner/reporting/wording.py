"""Numbers, money, dates and names as people read them, in either language."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.errors import Message
from planner.model.programme import Target
from planner.optimising.plan import RuleRef
from planner.reporting.moves import RETIRED
from planner.wording import count_in, form, has, is_wide, mark_of, plural, say, sentence_gap, worded
from planner.wording.numbers import (
    Step,
    currency_unit,
    day_words,
    listed,
    money_steps,
    month_words,
    number_words,
    report_money,
    short_month,
)
from planner.wording.rules import rule_key

__all__ = ["Wording", "seamed"]

_MINOR: Final = 100
_LISTED: Final = re.compile("[,，、]")
_FORMATTER: Final = string.Formatter()


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of one report: ``language`` is ``"en"`` or ``"zh"``, ``currency`` an ISO code."""

    language: str
    currency: str = "CNY"

    @property
    def chinese(self) -> bool:
        """Whether the words are Chinese."""
        return is_wide(self.language)

    def say(self, key: str, /, **params: object) -> str:
        """Words of ``reporting.<key>``."""
        return self._filled(f"reporting.{key}", params)

    def _filled(self, key: str, params: Mapping[str, object], count: int | None = None) -> str:
        count = count_in(params) if count is None else count
        if self.chinese and params:
            said = {name: _said(value, self.language) for name, value in params.items()}
            return seamed(form(key, self.language, count), said)
        return plural(key, self.language, count, **params)

    def plural(self, key: str, count: int, /, **params: object) -> str:
        """Words of ``reporting.<key>`` for a count (given grouped, as ``{count}``)."""
        return self._filled(f"reporting.{key}", {"count": self.number(count), **params}, count)

    def said(self, sentence: Message) -> str:
        """Sentence of an insight; empty where its words are not known here."""
        if not has(sentence.key):
            return ""
        return self._filled(sentence.key, sentence.params)

    def number(self, value: float, places: int = 0) -> str:
        """Grouped number with so many decimals."""
        return number_words(value, self.language, places)

    def percent(self, share: float, places: int = 0) -> str:
        """Share of 1 as a percentage."""
        return f"{self.number(share * 100, places)}%"

    def gap(self, gap: float) -> str:
        """Optimality gap, never rounded to nothing: 0.00004 reads "under 0.01%"."""
        if gap <= 0:
            return "0%"
        if gap < 0.0001:
            return self.say("gap.tiny")
        return self.percent(gap, 2 if gap < 0.01 else 1)

    def gap_at_most(self, gap: float) -> str:
        """Gap rounded up, for "not more than": 0.00004 reads 0.01%."""
        for steps, places, most in ((10_000, 2, 0.01), (1_000, 1, 1.0)):
            up = math.ceil(max(0.0, gap) * steps - 1e-9) / steps
            if up < most or steps == 1_000:
                return self.percent(up, places) if up else "0%"
        raise AssertionError

    def title_of(self, name: str, role: str) -> str:
        """Name of a person with what they are: "Li Wei (head of IT)"."""
        if not role:
            return name
        return say("common.bracketed", self.language, words=name, aside=role)

    def capital(self, sentence: str) -> str:
        """Sentence with its first letter large."""
        return sentence[:1].upper() + sentence[1:]

    def money(self, minor: int) -> str:
        """Money at reading precision: CNY 41.2 million, 4,120 万元, 13.5 亿元.

        Figures of one page stay in one unit as far as they can, so that a reader can subtract.
        """
        return report_money(minor, self.currency, self.language)

    def maybe_money(self, minor: int | None) -> str:
        """Money, or "not known"."""
        return self.say("unknown") if minor is None else self.money(minor)

    @property
    def chart_step(self) -> Step:
        """What money is counted in on charts and in tables."""
        return money_steps(self.language, "chart")[0]

    @property
    def money_unit(self) -> str:
        """Unit of money in charts and tables, for :meth:`in_unit`."""
        unit = currency_unit(self.currency, self.language)
        return say("numbers.money.unit", self.language, unit=unit, step=self.chart_step.word)

    def in_unit(self, minor: int | None) -> str:
        """Money in :attr:`money_unit`, without the unit; "not known" where it is None."""
        if minor is None:
            return self.say("unknown")
        return self.number(minor / _MINOR / self.chart_step.size, self.chart_step.decimals)

    def on_chart(self, minor: int) -> str:
        """Money in :attr:`money_unit` where there is little room."""
        amount = minor / _MINOR / self.chart_step.size
        return self.number(amount, 0 if abs(amount) >= 1000 else 1 if abs(amount) >= 10 else 2)

    def day(self, day: date | None) -> str:
        """Date in words; "to be named" where there is none."""
        return self.say("to_be_named") if day is None else day_words(day, self.language)

    def month(self, day: date) -> str:
        """Month and year in words."""
        return month_words(day, self.language)

    def short_month(self, day: date) -> str:
        """Month for an axis."""
        return short_month(day, self.language)

    def duration(self, months: int) -> str:
        """Months as years and months."""
        whole, rest = divmod(months, 12)
        parts = []
        if whole:
            parts.append(self.plural("years", whole))
        if rest or not whole:
            parts.append(self.plural("months", rest))
        return " ".join(parts)

    def named(self, name: str) -> str:
        """Name of a person, or "to be named"."""
        return name.strip() or self.say("to_be_named")

    def target(self, target: Target | None, key: str = "") -> str:
        """Name of a target."""
        if key == RETIRED:
            return self.say("target.retire")
        if target is None:
            return key or self.say("target.unknown")
        if target.name:
            return target.name
        if target.id == target.kind and has(f"common.target.{target.kind}"):
            return say(f"common.target.{target.kind}", self.language)
        return target.id

    def word(self, group: str, key: str) -> str:
        """Word of ``reporting.<group>.<key>``; the key itself where there is none."""
        if not key:
            return self.say("unknown")
        return self.say(f"{group}.{key}") if has(f"reporting.{group}.{key}") else key

    def field(self, key: str) -> str:
        """Name of a field of the inventory."""
        if has(f"reporting.derived.{key}"):
            return self.say(f"derived.{key}")
        return say(f"fields.{key}", self.language) if has(f"fields.{key}") else key

    def joined(self, items: Iterable[str]) -> str:
        """Items as a list in a sentence."""
        return listed(items, self.language)

    def clauses(self, items: Sequence[str]) -> str:
        """Clauses as one sentence: "12 move, 3 stay and 1 retires."."""
        *most, last = items
        if not most:
            return self.say("clauses.one", last=last)
        return self.say(
            "clauses", most=mark_of("common.comma", self.language).join(most), last=last
        )

    def sentences(self, *sentences: str) -> str:
        """Sentences one after the other."""
        return sentence_gap(self.language).join(item for item in sentences if item)

    def rule(self, rule: RuleRef, names: tuple[str, ...]) -> str:
        """Describe a rule in the user's words; ``names`` are those of its workloads."""
        key = rule_key(rule)
        if not has(key):
            return rule.id or self.joined(names)
        if any(_LISTED.search(name) for name in names):  # a name with a comma is no two names
            names = tuple(say("common.quoted", self.language, words=name) for name in names)
        first, second = (*names, "", "")[:2]
        named = f"rules.attribute.{rule.id}"
        return self._filled(
            key,
            {
                "id": say(named, self.language) if has(named) else rule.id or "",
                "names": self.joined(names),
                "first": first,
                "second": second,
                "wave": rule.wave or "",
            },
        )


def seamed(template: str, params: Mapping[str, str]) -> str:
    """Fill a Chinese template; a space stands between Chinese and Latin, and none within Chinese.

    Only the seams are touched: what is filled in (a name from a spreadsheet) stays as it is.
    """
    text = ""
    for literal, name, _, _ in _FORMATTER.parse(template):
        text = _joined(text, literal)
        if name is not None:
            text = _joined(text, str(params[name]))
    return text


def _joined(before: str, after: str) -> str:
    left, right = before.rstrip(" "), after.lstrip(" ")
    if not left or not right:
        return before + after
    one, other = left[-1], right[0]
    spaced = len(left) < len(before) or len(right) < len(after)
    if _wide(one) and _wide(other):
        return left + right
    if (_han(one) and _latin(other)) or (_latin(one) and _han(other)):
        return f"{left} {right}"
    if spaced and (_is_mark(one) or _is_mark(other)):
        return left + right  # full-width marks bring their own room
    return before + after


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "%+")


def _wide(character: str) -> bool:
    return "\u2e80" <= character <= "\uffef" or character in "“”‘’…·"


def _is_mark(character: str) -> bool:
    return _wide(character) and not _han(character)


def _said(value: object, language: str) -> str:
    return worded(value, language)
