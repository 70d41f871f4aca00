"""The rule set: everything that turns an inventory into scores and costs, as data.

Read from a rules file by :mod:`planner.assessing.rules_file`, edited in the window, saved with the
project. Words are :class:`LocalText`, in both languages.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from planner.errors import Message
from planner.model.fields import Value
from planner.model.programme import PriceLine
from planner.optimising.problem import DependencyKind

__all__ = [
    "FACTORS",
    "Archetype",
    "ComplianceRule",
    "Curve",
    "Indicator",
    "InterfaceRule",
    "LocalText",
    "Money",
    "RuleSet",
    "StrategyRule",
    "TargetProfile",
    "Words",
    "plan_weights",
]

FACTORS: Final = (
    "responsiveness",
    "business_case",
    "digital_maturity",
    "elasticity",
    "risk",
)
"""The five factors; ``risk`` is risk, security and compliance."""


def plan_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that the objective's fit counts: the business case's left out.

    Its money stands in the objective beside the fit. The others keep their proportions and add up
    to 1; all are 0 where the business case alone had weight.
    """
    total = sum(weight for factor, weight in weights.items() if factor != "business_case")
    return {
        factor: weight / total if factor != "business_case" and total > 0 else 0.0
        for factor, weight in weights.items()
    }


@dataclass(frozen=True, slots=True)
class LocalText:
    """The same words in English, in Chinese and in whatever other language somebody gave them."""

    en: str
    zh: str = ""
    others: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)

    def say(self, language: str) -> str:
        """The words in a language; in English where it has none."""
        return {"en": self.en, "zh": self.zh, **self.others}.get(language) or self.en


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency (ISO code) that is not said yet."""

    minor: int
    currency: str


type Words = Message | LocalText | str
"""What can be said: a message, a text in several languages, or a name as it stands."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A piecewise linear function through ``points`` (x ascending), flat outside them."""

    points: tuple[tuple[float, float], ...]

    def at(self, x: float) -> float:
        """Value at ``x``."""
        points = self.points
        if x <= points[0][0]:
            return points[0][1]
        for (left, low), (right, high) in itertools.pairwise(points):
            if x <= right:
                return low + (high - low) * (x - left) / (right - left)
        return points[-1][1]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a factor.

    Exactly one of ``curve`` (numbers) and ``points`` (choices, 0 to 100) reads the field's value.
    ``neutral`` are the points of a missing value; ``weight`` its share in the factor.
    """

    key: str
    factor: str
    field: str
    weight: float
    name: LocalText
    curve: Curve | None = None
    points: Mapping[str, float] = dataclasses.field(default_factory=dict)
    neutral: float = 50.0
    note: LocalText = LocalText("", "")


@dataclass(frozen=True, slots=True)
class TargetProfile:
    """How well a score suits a kind of target: factor key to a curve, 0 to 100 both ways."""

    target_kind: str
    curves: Mapping[str, Curve]


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of system, how it is recognised by name, and what is assumed where cells are empty.

    ``keywords`` are words and phrases that say it; ``hints`` say it only together; ``unless`` are
    phrases that speak against it. ``fields`` are the field profiles it is at home in, empty: all.
    """

    key: str
    name: LocalText
    keywords: tuple[str, ...]
    defaults: Mapping[str, Value]
    note: LocalText = LocalText("", "")
    hints: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplianceRule:
    """What a rule forbids: where all of ``when`` hold, the target kinds are forbidden.

    ``when`` maps a field key to the values (choices) or to ``(minimum, maximum)`` bounds that
    trigger it; ``forbids`` lists target kinds, or ``moving`` (every target but the present one)
    or ``staying`` (the present one). A rule that forbids nothing is printed as a condition.
    ``fields`` and ``countries`` (ISO 3166 codes, ``EU``) narrow it to a field and to places where
    it is the law; empty: everywhere.
    """

    key: str
    name: LocalText
    when: Mapping[str, tuple[str, ...] | tuple[float, float]]
    forbids: tuple[str, ...]
    reason: LocalText
    source: LocalText = LocalText("")
    fields: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StrategyRule:
    """How a workload moves: first rule that matches gives its R, with effort and risk factors.

    ``when`` as in :class:`ComplianceRule`; ``target_kinds`` empty matches all. ``times``: how many
    times the usual effort of its R such a move takes.
    """

    strategy: str
    target_kinds: tuple[str, ...]
    when: Mapping[str, tuple[str, ...] | tuple[float, float]]
    reason: LocalText
    times: float = 1.0


@dataclass(frozen=True, slots=True)
class InterfaceRule:
    """What an interface means where the sheet does not say.

    ``kind`` orders the two moves, ``weight`` is points a unit of distance, ``round_trips`` the
    calls one transaction makes.
    """

    kind: DependencyKind
    weight: float
    round_trips: float = 0.0


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A whole rule set; ``numbers`` holds named constants (prices of fit and money, horizon...).

    ``interfaces`` maps an interface (empty: unknown) to what it means; ``prices`` is the price
    sheet used where the programme has none, its targets being kinds of target.
    ``texts`` holds words the report prints, such as exit criteria and rollback per strategy.
    ``base`` is the rule set of the program that this one changes; empty where it is one itself.
    """

    id: str
    name: LocalText
    weights: Mapping[str, float]
    indicators: tuple[Indicator, ...]
    profiles: tuple[TargetProfile, ...]
    archetypes: tuple[Archetype, ...] = ()
    compliance: tuple[ComplianceRule, ...] = ()
    strategies: tuple[StrategyRule, ...] = ()
    effort_days: Mapping[str, Mapping[str, float]] = dataclasses.field(default_factory=dict)
    distance: Mapping[str, Mapping[str, float]] = dataclasses.field(default_factory=dict)
    interfaces: Mapping[str, InterfaceRule] = dataclasses.field(default_factory=dict)
    prices: tuple[PriceLine, ...] = ()
    numbers: Mapping[str, float] = dataclasses.field(default_factory=dict)
    texts: Mapping[str, LocalText] = dataclasses.field(default_factory=dict)
    publisher: str = ""
    source: str = ""
    note: LocalText = LocalText("", "")
    base: str = ""
