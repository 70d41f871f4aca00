"""The words of the report, beside what every room says alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.errors import Message
from planner.reporting.moves import RETIRED
from planner.wording import count_in, has, is_wide, mark_of, plural, say, worded
from planner.wording.numbers import Step, currency_unit, money_steps
from planner.wording.seams import seamed
from planner.wording.wording import Wording

__all__ = ["ReportWording"]

_MINOR: Final = 100
_MOST_PLACES: Final = 4
"""Decimals of a small figure beside large ones, at most."""


@dataclass(frozen=True)
class ReportWording(Wording):
    """Words of one report: keys are those of ``reporting``."""

    @property
    def chinese(self) -> bool:
        """Whether the words are Chinese."""
        return is_wide(self.language)

    def say(self, key: str, /, **params: object) -> str:
        """Words of ``reporting.<key>``."""
        return self._filled(f"reporting.{key}", params)

    def plural(self, key: str, count: int, /, **params: object) -> str:
        """Words of ``reporting.<key>`` for a count (given grouped, as ``{count}``)."""
        return self._filled(f"reporting.{key}", {"count": self.number(count), **params}, count)

    def first_of(self, names: Sequence[str], most: int, more: str = "and_more") -> str:
        """First names of a list, and how many more there are.

        Parameters
        ----------
        names
            All of them.
        most
            How many are said.
        more
            Key of the words for the rest.
        """
        shown = self.joined(names[:most])
        if len(names) <= most:
            return shown
        behind = self.say(more, count=len(names) - most)
        if not is_wide(self.language):
            return shown + behind
        return seamed("{shown}{behind}", {"shown": shown, "behind": behind})

    def worded(self, value: object) -> str:
        """Words of a message, of a text in several languages, of money or a list of these."""
        if isinstance(value, Message) and has(value.key):
            return self._filled(value.key, value.params)
        return worded(value, self.language)

    def _filled(self, key: str, params: Mapping[str, object], count: int | None = None) -> str:
        count = count_in(params) if count is None else count
        return plural(key, self.language, count, **params)

    def gap(self, gap: float) -> str:
        """Optimality gap, rounded up: 0.00004 reads 0.01%, so that no more is said than proven."""
        for steps, places, most in ((10_000, 2, 0.01), (1_000, 1, 1.0)):
            up = math.ceil(max(0.0, gap) * steps - 1e-9) / steps
            if up < most or steps == 1_000:
                return self.percent(up, places) if up else "0%"
        raise AssertionError

    def small(self, value: float, places: int) -> str:
        """Figure that is never rounded to nothing: nothing reads 0, 0.004 reads 0.004."""
        if not value:
            return self.number(0)
        if abs(value) < 10.0**-_MOST_PLACES:
            return "≈0"
        first = math.ceil(-math.log10(abs(value)) - 1e-9)  # place of its first digit
        return self.number(value, max(places, first))

    def shares(self, parts: Sequence[float]) -> list[str]:
        """Parts of a whole as percentages that add up to 100: the largest rests are rounded up."""
        whole = sum(parts) or 1.0
        exact = [100.0 * part / whole for part in parts]
        found = [math.floor(one + 1e-9) for one in exact]
        rests = sorted(range(len(parts)), key=lambda place: (found[place] - exact[place], place))
        for place in rests[: round(sum(exact)) - sum(found)]:
            found[place] += 1
        return [f"{one}%" for one in found]

    def title_of(self, name: str, role: str) -> str:
        """Name of a person with what they are: "Li Wei (head of IT)"."""
        if not role:
            return name
        return say("common.bracketed", self.language, words=name, aside=role)

    def capital(self, sentence: str) -> str:
        """Sentence with its first letter large."""
        return sentence[:1].upper() + sentence[1:]

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
        return self.small(minor / _MINOR / self.chart_step.size, self.chart_step.decimals)

    def apart(self, more: int, less: int) -> str:
        """How far two amounts are apart, as a reader finds who subtracts them as printed."""
        step = 10**-self.chart_step.decimals * self.chart_step.size * _MINOR
        printed = round((round(more / step) - round(less / step)) * step)
        return self.money(printed or more - less)

    def on_chart(self, minor: int) -> str:
        """Money in :attr:`money_unit` where there is little room."""
        amount = minor / _MINOR / self.chart_step.size
        return self.number(amount, 0 if abs(amount) >= 1000 else 1 if abs(amount) >= 10 else 2)

    def day(self, day: date | None) -> str:
        """Date in words; "to be named" where there is none."""
        return self.say("to_be_named") if day is None else super().day(day)

    def duration(self, months: float) -> str:
        """Months as years and months, to the nearest month."""
        whole, rest = divmod(math.floor(months + 0.5), 12)
        parts = []
        if whole:
            parts.append(self.plural("years", whole))
        if rest or not whole:
            parts.append(self.plural("months", rest))
        return " ".join(parts)

    def named(self, name: str) -> str:
        """Name of a person, or "to be named"."""
        return name.strip() or self.say("to_be_named")

    def target(self, key: str) -> str:
        """Name of a target; of what retires, that it does."""
        if key == RETIRED or not key:
            return self.say("target.retire" if key else "target.unknown")
        return super().target(key)

    def word(self, group: str, key: str) -> str:
        """Word of ``reporting.<group>.<key>``; the key itself where there is none."""
        if not key:
            return self.say("unknown")
        return self.say(f"{group}.{key}") if has(f"reporting.{group}.{key}") else key

    def field(self, key: str) -> str:
        """Name of a field of the inventory."""
        return self.or_plain(f"reporting.derived.{key}", super().field(key))

    def clauses(self, items: Sequence[str]) -> str:
        """Clauses as one sentence: "12 move, 3 stay and 1 retires."."""
        *most, last = items
        if not most:
            return self.say("clauses.one", last=last)
        return self.say(
            "clauses", most=mark_of("common.comma", self.language).join(most), last=last
        )
