"""What the assessment says of every workload: scores and costs, each with its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.model.fields import Value
from planner.model.issue import CellRef
from planner.model.rules import Words

__all__ = [
    "Assessment",
    "CostLine",
    "Evidence",
    "FactorScore",
    "Forbidden",
    "MoveGroup",
    "Question",
    "StructureNote",
    "TargetCase",
    "ValueSource",
    "WorkloadAssessment",
]


class ValueSource(StrEnum):
    """Where an indicator's value came from."""

    CELL = "cell"
    USER = "user"
    ARCHETYPE = "archetype"
    DERIVED = "derived"
    NEUTRAL = "neutral"
    """Nothing was known: the documented neutral points stand in."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of a score's arithmetic: indicator, value read, points, weight.

    ``score = sum(points * weight) / sum(weight)`` over a factor's lines.
    """

    indicator: str
    field: str
    value: Value | None
    source: ValueSource
    points: float
    weight: float
    cell: CellRef = CellRef()


@dataclass(frozen=True, slots=True)
class FactorScore:
    """A factor's score, 0 to 100, its confidence, 0 to 1, and its arithmetic.

    ``assessed`` is False where nothing at all was known; ``score`` is then the neutral value used
    inside the program, and people are shown "not assessed". ``overridden`` names the decision.
    """

    factor: str
    score: float
    confidence: float
    evidence: tuple[Evidence, ...]
    assessed: bool = True
    overridden: str = ""


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a cost: what, price-sheet item, quantity times price a year or once.

    ``when``: ``once`` or ``year``; ``amount_minor`` undiscounted, in minor units (savings are
    negative); ``source`` names the line of the workbook's price sheet (``price:public.fixed_year``)
    or of the rule set's (``rules:...``), the cell (``cell:exit_cost``) or the team (``team:dba``).
    """

    item: str
    quantity: float
    unit_price_minor: float
    amount_minor: int
    when: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Why a target is not allowed: a rule's key and its words."""

    rule: str
    reason: Words


@dataclass(frozen=True, slots=True)
class TargetCase:
    """One workload on one target.

    Attributes
    ----------
    fit
        0 to 100; ``fit_parts`` maps factor to its weighted part (they add up to ``fit``).
    net_present_minor
        Net present cost over the horizon, in minor units, and the lines it comes from.
    run_year_minor, staff_year_minor, benefit_year_minor
        Three figures a year that are never added silently: running it (infrastructure and
        licences), its people, and what the move brings the business (a positive figure).
    plan_fit
        The fit that the objective counts: without the business case, whose money stands beside
        it, the other weights rescaled to add up to 1.
    cost
        The objective's cost: ``fit_price * importance * (100 - plan_fit) + money_price * net
        present cost``; ``fit_cost`` and ``money_cost`` are its two parts.
    kwh_year, kg_year, carbon_cost
        Energy and emissions (kg of CO2 equivalent) a year, None where not known; what they count in
        ``cost``, 0 unless the rules price a tonne.
    strategy
        How it moves there (one of the seven Rs), and why.
    effort_days
        Person-days by team id.
    risk
        Risk of the move, 0 to 100.
    forbidden
        Every rule that forbids it; allowed where empty.
    """

    target: str
    fit: float
    fit_parts: Mapping[str, float]
    run_year_minor: int
    one_off_minor: int
    net_present_minor: int
    cost: float
    fit_cost: float
    money_cost: float
    strategy: str
    strategy_reason: Words
    effort_days: Mapping[str, float] = field(default_factory=dict)
    risk: float = 0.0
    lines: tuple[CostLine, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    notes: tuple[Words, ...] = ()
    payback_years: float | None = None
    staff_year_minor: int = 0
    benefit_year_minor: int = 0
    plan_fit: float = 0.0
    kwh_year: float | None = None
    kg_year: float | None = None
    carbon_cost: float = 0.0

    @property
    def allowed(self) -> bool:
        """Whether no rule forbids it."""
        return not self.forbidden

    @property
    def points_against(self) -> float:
        """Points of fit against the move, since too little is known that asks for it."""
        weight = self.fit_cost / (100.0 - self.plan_fit) if self.plan_fit < 100.0 else 0.0
        against = self.cost - self.fit_cost - self.money_cost - self.carbon_cost
        return against / weight if weight > 0 else 0.0

    @property
    def cash_year_minor(self) -> int:
        """What it costs a year in money, people included and benefits left out."""
        return self.run_year_minor + self.staff_year_minor

    @property
    def infrastructure_year_minor(self) -> int:
        """What it costs a year to run without its licences and people."""
        apart = ("licence_cost_year", "staff_cost_year", "benefit_year")
        return sum(
            line.amount_minor
            for line in self.lines
            if line.when == "year" and line.item not in apart
        )


@dataclass(frozen=True, slots=True)
class WorkloadAssessment:
    """All that is said of one workload.

    ``retires``: it leaves instead of moving (strategy retire). ``costed``: money was known;
    False means its money figures are estimates from the price sheet alone or missing.
    ``provisional``: too little is known to place it; it is placed and scheduled all the same, its
    money is in no total, and nothing is called proven of it.
    """

    workload_id: str
    archetype: str
    archetype_guessed: bool
    current_target: str | None
    factors: Mapping[str, FactorScore]
    confidence: float
    importance: float
    cases: Mapping[str, TargetCase]
    delay_value_day: Mapping[str, float] = field(default_factory=dict)
    retires: bool = False
    costed: bool = True
    notes: tuple[Words, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A field whose answer would help most: for how many workloads it is missing, what it adds.

    ``gain`` is the mean rise of their confidence, 0 to 1, where a cell is filled in.
    """

    field: str
    missing: int
    gain: float


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Workloads that must move in one wave; ``why``: ``cycle``, ``shared``, ``user``.

    ``relax`` lists the cheapest dependencies (source, needed) whose relaxing would open a cycle.
    """

    id: str
    workloads: tuple[str, ...]
    why: str
    relax: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StructureNote:
    """A fact about the dependency graph, with its figure.

    ``kind``: ``hub``, ``common_service``, ``bridge``, ``latency``, ``environment``,
    ``retired_needed`` or ``recovery_site``.
    """

    kind: str
    workloads: tuple[str, ...]
    figure: float = 0.0
    words: Words = ""


@dataclass(frozen=True)
class Assessment:
    """The assessed inventory; weights are those used, adding up to 1.

    Money is at today's prices everywhere: ``discount_rate`` and ``inflation`` come together as
    :attr:`real_rate`. ``platforms`` maps the id of a target to what it costs in minor units a year
    once anybody is on it, where nobody is today.
    """

    rule_set: str
    weights: Mapping[str, float]
    workloads: Mapping[str, WorkloadAssessment]
    groups: tuple[MoveGroup, ...] = ()
    structure: tuple[StructureNote, ...] = ()
    horizon_years: int = 5
    discount_rate: float = 0.0
    currency: str = "CNY"
    confidence: float = 0.0
    blast_radius: Mapping[str, int] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    inflation: float = 0.0
    platforms: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_provisional(self) -> bool:
        """Whether too little is known of any workload to place it: nothing is proven then."""
        return any(one.provisional for one in self.workloads.values())

    @property
    def real_rate(self) -> float:
        """Discount rate for money at today's prices: ``(1 + rate) / (1 + inflation) - 1``."""
        return (1.0 + self.discount_rate) / (1.0 + self.inflation) - 1.0
