"""Everything that is said of a plan, in one language: for window, report and command line alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Self

from planner.errors import Message
from planner.wording.catalogue import LANGUAGES, has, preset_words
from planner.wording.issues import issue_words
from planner.wording.names import Names
from planner.wording.numbers import (
    day_words,
    listed,
    money_words,
    month_words,
    number_words,
    report_money,
    short_month,
    sums_words,
)
from planner.wording.rules import (
    NOBODY,
    change_message,
    decided,
    gathered,
    repair_message,
    rule_message,
    several,
)
from planner.wording.sentences import mark_of, plural, say, sentence_gap, worded

if TYPE_CHECKING:
    from planner.model.insight import Flip, FrontierPlan, RulePrice
    from planner.model.issue import Issue
    from planner.model.scenario import Decision
    from planner.model.study import Draft
    from planner.optimising.plan import Conflict, Repair, RuleRef

__all__ = ["Wording"]

PINS: Final = ("pin_target", "ban_target")
"""Decisions about a target that a priced rule may be; its label begins with them."""
BY_ID: Final = ("freeze", "ready_wave")
"""Rules that are known by their id and name no workload."""


@dataclass(frozen=True)
class Wording:
    """Says keys, figures, names and rules in a language.

    Attributes
    ----------
    language
        Code of the language.
    currency
        ISO code of the money that is said.
    names
        What people call targets, teams, limits, laws and workloads.
    """

    language: str
    currency: str = "CNY"
    names: Names = NOBODY

    @classmethod
    def of(cls, draft: Draft, language: str) -> Self:
        """Return what says a scenario."""
        return cls(language, draft.inventory.currency, Names.of(draft))

    # Sentences ---------------------------------------------------------------------------------

    def say(self, key: str, /, **params: object) -> str:
        """Words of a key."""
        return say(key, self.language, **params)

    def plural(self, key: str, count: int, /, **params: object) -> str:
        """Words of a key for a count."""
        return plural(key, self.language, count, **params)

    def worded(self, value: object) -> str:
        """Words of a message, of a text in several languages, of money or a list of these."""
        return worded(value, self.language)

    def or_plain(self, key: str, otherwise: str) -> str:
        """Words of a whole key; what was to be said by it where there are none."""
        return self.worded(Message(key)) if has(key) else otherwise

    def sentences(self, *sentences: str) -> str:
        """Sentences one after the other."""
        return sentence_gap(self.language).join(item for item in sentences if item)

    def joined(self, items: Iterable[str], between: str = "list") -> str:
        """Items one after the other: ``a, b`` or ``a、b``; ``clauses`` with semicolons."""
        if between == "list":
            return listed(items, self.language)
        return mark_of(f"rules.{between}", self.language).join(items)

    def headed(self, name: str, words: str) -> str:
        """Words behind their name: ``name: words`` or ``name：words``."""
        return f"{name}{mark_of('common.colon', self.language)}{words}"

    def freeze(self, name: str) -> str:
        """Name of a freeze: a field profile's own in this language, anybody else's as it stands."""
        return preset_words(name, self.language) or name

    # Figures -----------------------------------------------------------------------------------

    def number(self, value: float, places: int = 0) -> str:
        """Grouped number with so many decimals."""
        return number_words(value, self.language, places)

    def percent(self, share: float, places: int = 0) -> str:
        """Share of 1 as a percentage."""
        return f"{self.number(share * 100, places)}%"

    def money(self, minor: int) -> str:
        """Money at reading precision: CNY 41.2 million, 4,120 万元, 13.5 亿元.

        Figures of one page stay in one unit as far as they can, so that a reader can subtract.
        """
        return report_money(minor, self.currency, self.language)

    def money_in_short(self, minor: float) -> str:
        """Money in its usual large unit, where there is little room: ``CNY 12.3 m``."""
        return money_words(minor, self.currency, self.language)

    def sums(self, used: float, bound: float | None) -> str:
        """Money of a limit, in currency units: ``CNY 33.6 / 48.0 m``, ``3,360 / 4,800 万元``."""
        amounts = (used,) if bound is None else (used, bound)
        return sums_words([100.0 * amount for amount in amounts], self.currency, self.language)

    def day(self, day: date) -> str:
        """Date in words."""
        return day_words(day, self.language)

    def month(self, day: date) -> str:
        """Month and year in words."""
        return month_words(day, self.language)

    def short_month(self, day: date) -> str:
        """Month for an axis."""
        return short_month(day, self.language)

    # Names -------------------------------------------------------------------------------------

    def workload(self, key: str) -> str:
        """Name of a workload; its id where it is not known."""
        return self.names.workload(key)

    def target(self, key: str) -> str:
        """Name the user gave a target; else its kind in words."""
        return self.worded(self.names.target(key))

    def team(self, key: str) -> str:
        """Name of a team by its id."""
        return self.worded(self.names.team(key))

    def limit(self, key: str) -> str:
        """Name of a limit: what the program names by parts is said in words."""
        return self.worded(self.names.limit(key))

    def limit_in_short(self, key: str) -> str:
        """Name of a limit where the column it stands in says the rest."""
        return self.worded(self.names.limit_in_short(key))

    def field(self, key: str) -> str:
        """Name of a field of the inventory, or of what is derived from its fields."""
        derived = f"ui_rules.derived.{key}"
        return self.or_plain(f"fields.{key}", self.or_plain(derived, key))

    def factor(self, key: str) -> str:
        """Name of a factor of the scores."""
        return self.or_plain(f"common.factor.{key}", key)

    def scenario(self, name: str) -> str:
        """Name of a scenario; the one that a project begins with is said in this language."""
        usual = {say("ui_window.scenario.base", one) for one in LANGUAGES}
        return say("ui_window.scenario.base", self.language) if name in usual else name

    def strategy(self, key: str) -> str:
        """Name of a migration strategy."""
        return self.or_plain(f"common.strategy.{key}", key)

    # Rules, ways out, answers ------------------------------------------------------------------

    def rule(self, rule: RuleRef) -> str:
        """What a rule asks."""
        return self.worded(rule_message(rule, self.names))

    def change(self, repair: Repair) -> str:
        """What to change in a way out, and by how much."""
        return self.worded(change_message(repair, self.names))

    def conflict(self, conflict: Conflict) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Lines of the rules in conflict, and of the ways out with how sure they are."""
        return (
            tuple(self.rule(rule) for rule in gathered(conflict.told)),
            tuple(self.worded(repair_message(way, self.names)) for way in conflict.repairs),
        )

    def decided(self, decision: Decision) -> str:
        """What a decision sets."""
        return self.worded(decided(decision, self.names))

    def said(self, sentence: Message) -> str:
        """Sentence of an answer, with names where it gives ids; empty where it has no words."""
        if not has(sentence.key):
            return ""
        params = dict(sentence.params)
        for key in params.keys() & {"target", "other"}:
            params[key] = self.target(self.worded(params[key]))
        value = params.get("value")
        if isinstance(value, str) and self.names.target_kind(value) != value:
            params["value"] = self.target(value)
        if "factor" in params:
            params["factor"] = self.factor(self.worded(params["factor"]))
        if isinstance(names := params.get("names"), str):
            params["names"] = self.joined(self.workload(key) for key in names.split(", "))
        return self.worded(Message(sentence.key, params))

    def issue(self, issue: Issue, part: str = "issue") -> str:
        """Sentence of an issue (or, with ``part="advice"``, what to do about it)."""
        return issue_words(issue, self.language, part)

    def flip(self, flip: Flip) -> str:
        """What would send a workload elsewhere; how that is known is not said yet."""
        target = self.target(flip.to_target)
        key = flip.cost_form if flip.what == "cost" else flip.what
        if flip.what == "cost":
            said = {"name": self.target(flip.name), "share": self.percent(flip.share, 1)}
            said["change"] = self.number(flip.after - flip.before, 1)
        elif flip.what == "weight":
            before = f"{self._trimmed(100 * flip.before)}%"
            said = {"name": self.factor(flip.name), "before": before}
            said["after"] = self.percent(flip.after, 1)
        else:
            said = {"name": self.field(flip.name), "before": self._trimmed(flip.before)}
            said["after"] = self.number(flip.after, 1)
        return self.worded(Message(f"questioning.flip.{key}", {"target": target, **said}))

    def _trimmed(self, value: float) -> str:
        """Number with one decimal, where that one says something."""
        return self.number(value, 0 if round(value, 1) == round(value) else 1)

    def point(self, point: FrontierPlan, otherwise: str = "") -> str:
        """Name of a plan of the frontier; of one kept by an earlier version, its key's words."""
        for key in (point.name, f"questioning.{point.name}", f"questioning.frontier.{point.name}"):
            if "." in key and has(key):
                return self.worded(Message(key))
        return point.name or otherwise

    def priced(self, price: RulePrice) -> str:
        """Name of a rule that was priced: a law by its own, others by what they ask."""
        rule, kept = price.rule, price.label
        if rule.kind in ("limit", "wave_limit") and rule.id:
            return self.limit(rule.id)
        if rule.kind == "principle":
            return self.or_plain(f"rules.principle.{rule.id}", self.rule(rule))
        decision = kept.partition(" ")[0]
        if rule.kind == "allowed" and decision in PINS:
            names = several(tuple(map(self.workload, rule.names)))
            said = {"names": names, "target": self.target(rule.id or "")}
            return self.worded(Message(f"rules.priced.{decision}", said))
        law = next((law for law in self.names.laws if law.key in (kept, rule.id)), None)
        if law is not None:
            return law.name.say(self.language)
        if rule.kind == "allowed" and kept == "closed":
            return self.worded(Message("rules.priced.closed"))
        return self.rule(rule) if rule.names or rule.kind in BY_ID else kept
