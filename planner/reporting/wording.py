"""Numbers, money, dates and names as people read them, in either language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.model.insight import Said
from planner.model.plan import RuleRef
from planner.model.programme import Target
from planner.reporting.figures import RETIRED
from planner.text import has, say

__all__ = ["Wording"]

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ZH_CURRENCIES: Final = {
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "HKD": "港元",
    "SGD": "新加坡元",
    "JPY": "日元",
    "CHF": "瑞士法郎",
    "TWD": "新台币",
    "MOP": "澳门元",
}
_MINOR: Final = 100


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of one report: ``language`` is ``"en"`` or ``"zh"``, ``currency`` an ISO code."""

    language: str
    currency: str = "CNY"

    @property
    def chinese(self) -> bool:
        """Whether the words are Chinese."""
        return self.language == "zh"

    def say(self, key: str, /, **params: object) -> str:
        """Words of ``reporting.<key>``."""
        return say(f"reporting.{key}", self.language, **params)

    def plural(self, key: str, count: int, /, **params: object) -> str:
        """Words of ``reporting.<key>`` for a count (given grouped, as ``{count}``)."""
        if count == 1 and has(f"reporting.{key}.one"):
            key = f"{key}.one"
        return self.say(key, count=self.number(count), **params)

    def said(self, sentence: Said) -> str:
        """Sentence of an insight; empty where its words are not known here."""
        if not has(sentence.key):
            return ""
        return say(sentence.key, self.language, **sentence.params)

    def number(self, value: float, places: int = 0) -> str:
        """Grouped number with so many decimals."""
        text = f"{value:,.{places}f}"
        return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")

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

    def money(self, minor: int) -> str:
        """Money at reading precision: CNY 41.2 million, 4,120 万元, 1.35 亿元."""
        sign = "\N{MINUS SIGN}" if minor < 0 else ""
        amount = abs(minor) / _MINOR
        if self.chinese:
            return sign + self._chinese_money(amount)
        for size, word in ((1e9, " billion"), (1e6, " million")):
            if amount >= size * 0.99995:
                return f"{sign}{self.currency}\N{NO-BREAK SPACE}{_digits(amount / size)}{word}"
        return f"{sign}{self.currency}\N{NO-BREAK SPACE}{amount:,.0f}"

    def _chinese_money(self, amount: float) -> str:
        unit = _ZH_CURRENCIES.get(self.currency, self.currency)
        if amount >= 1e8:
            return f"{_digits(amount / 1e8)} 亿{unit}"
        if amount >= 1e4:
            return f"{_digits(amount / 1e4)} 万{unit}"
        return f"{amount:,.0f} {unit}"

    @property
    def money_unit(self) -> str:
        """Unit of money in charts and tables, for :meth:`in_unit`."""
        if self.chinese:
            return f"万{_ZH_CURRENCIES.get(self.currency, self.currency)}"
        return f"{self.currency} million"

    def in_unit(self, minor: int) -> str:
        """Money in :attr:`money_unit`, without the unit."""
        size = 1e4 if self.chinese else 1e6
        amount = minor / _MINOR / size
        places = 0 if self.chinese else 2
        if abs(amount) >= 100 and not self.chinese:
            places = 1
        return self.number(amount, places)

    def day(self, day: date | None) -> str:
        """Date in words; "to be named" where there is none."""
        if day is None:
            return self.say("to_be_named")
        if self.chinese:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        """Month and year in words."""
        if self.chinese:
            return f"{day.year}年{day.month}月"
        return f"{_MONTHS[day.month - 1]} {day.year}"

    def short_month(self, day: date) -> str:
        """Month for an axis."""
        return f"{day.month}月" if self.chinese else _MONTHS[day.month - 1][:3]

    def duration(self, months: int) -> str:
        """Months as years and months."""
        whole, rest = divmod(months, 12)
        parts = []
        if whole:
            parts.append(self.plural("years", whole))
        if rest or not whole:
            parts.append(self.plural("months", rest))
        return ("" if self.chinese else " ").join(parts)

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
        if target.id == target.kind and has(f"reporting.target.{target.kind}"):
            return self.say(f"target.{target.kind}")
        return target.id

    def word(self, group: str, key: str) -> str:
        """Word of ``reporting.<group>.<key>``; the key itself where there is none."""
        if not key:
            return self.say("unknown")
        return self.say(f"{group}.{key}") if has(f"reporting.{group}.{key}") else key

    def field(self, key: str) -> str:
        """Name of a field of the inventory."""
        return say(f"fields.{key}", self.language) if has(f"fields.{key}") else key

    def joined(self, items: Iterable[str]) -> str:
        """Items as a list in a sentence."""
        return ("、" if self.chinese else ", ").join(items)

    def sentences(self, *sentences: str) -> str:
        """Sentences one after the other."""
        return ("" if self.chinese else " ").join(item for item in sentences if item)

    def rule(self, rule: RuleRef, names: tuple[str, ...]) -> str:
        """Describe a rule in the user's words; ``names`` are those of its workloads."""
        key = f"rules.{rule.kind}"
        if rule.kind == "wave_limit" and rule.wave is not None:
            key = "rules.wave_limit.wave"
        if rule.kind == "allowed" and not rule.id:
            key = "rules.allowed.any"
        if not has(key):
            return rule.id or self.joined(names)
        first, second = (*names, "", "")[:2]
        return say(
            key,
            self.language,
            id=rule.id or "",
            names=self.joined(names),
            first=first,
            second=second,
            wave=rule.wave or "",
        )


def _digits(amount: float) -> str:
    """Three figures that count: 4.12, 41.2, 412, 4,120."""
    if amount < 9.995:
        return f"{amount:,.2f}"
    return f"{amount:,.1f}" if amount < 99.95 else f"{amount:,.0f}"
