"""The assessment: scores, costs and permissions of every workload, with their arithmetic.

``fit[p] = sum over f of weight[f] * suits[p, f](score[f])`` and
``cost[p] = fit_price * importance * (100 - fit[p]) + money_price * net present cost[p]``, the
money in units of 10,000 of the currency.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.assessing.archetypes import ArchetypeFinder
from planner.assessing.compliance import permissions
from planner.assessing.costing import CostSheet, TargetCost
from planner.assessing.decided import Decided, decided, find_target
from planner.assessing.factors import FactorScorer, compile_curve, score_of
from planner.assessing.needs import Need, common_services, resolve_needs
from planner.assessing.quiet_memory import quiet_memory
from planner.assessing.retirement import retires
from planner.assessing.strategy import STAYS, EffortTable, choose_strategy, move_risk
from planner.assessing.structure import describe_structure
from planner.assessing.values import Facts
from planner.model.assessment import (
    Assessment,
    Evidence,
    FactorScore,
    Forbidden,
    TargetCase,
    ValueSource,
    WorkloadAssessment,
)
from planner.model.fields import Value
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme, Target
from planner.model.rules import FACTORS, LocalText, RuleSet
from planner.model.scenario import Scenario

__all__ = ["MINOR_PER_MONEY_UNIT", "Dialled", "assess", "dialled", "importance_of"]

MINOR_PER_MONEY_UNIT = 1_000_000
"""``money_price`` is per 10,000 units of the currency, a million minor ones."""
DAYS_PER_YEAR = 365.25

NOT_COSTED = LocalText(
    "No yearly cost is given: its money is an estimate from the price sheet, or missing.",
    "未提供年度成本，金额由价目表估算或缺失。",
)
CURRENT_ASSUMED = LocalText(
    "Where it runs is not said: counted as legacy.", "未说明当前环境，按传统环境计。"
)
PLANNED_NEW = LocalText("New: it moves wherever it goes.", "新建系统，无论部署到何处均计为迁移。")


@dataclass(frozen=True, slots=True)
class Dialled:
    """The dials in force: the scenario's, else the rule set's."""

    weights: Mapping[str, float]
    fit_price: float
    money_price: float
    horizon_years: int
    discount_rate: float
    inflation: float


def dialled(rules: RuleSet, scenario: Scenario) -> Dialled:
    """Return the dials in force, the weights adding up to 1."""
    dials, numbers = scenario.dials, rules.numbers
    raw = {factor: max(0.0, dials.weights.get(factor, 0.0)) for factor in FACTORS}
    if sum(raw.values()) <= 0:
        raw = {factor: rules.weights.get(factor, 0.0) for factor in FACTORS}
    total = sum(raw.values())
    return Dialled(
        {factor: weight / total for factor, weight in raw.items()},
        numbers["fit_price"] if dials.fit_price is None else dials.fit_price,
        numbers["money_price"] if dials.money_price is None else dials.money_price,
        max(1, int(dials.horizon_years or numbers["horizon_years"])),
        numbers["discount_rate"] if dials.discount_rate is None else dials.discount_rate,
        numbers["inflation"] if dials.inflation is None else dials.inflation,
    )


IMPORTANCE = {"low": 0.6, "medium": 1.0, "high": 1.4, "critical": 1.8}
IMPORTANCE_ENVIRONMENT = {"production": 1.0, "recovery": 0.8, "test": 0.5, "development": 0.5}


def importance_of(facts: Facts) -> float:
    """Weight of a workload's fit in the plan, about 0.3 to 2.5.

    Criticality (0.6, 1, 1.4, 1.8; unknown counts as medium) times the environment (production 1,
    recovery 0.8, others 0.5) times users: 0.8 up to 100, 1.1 at 100,000, 1.3 from 10 million.
    """
    criticality = IMPORTANCE.get(str(facts.value("criticality")), 1.0)
    environment = IMPORTANCE_ENVIRONMENT.get(str(facts.value("environment")), 1.0)
    users = facts.workload.number("users")
    if users is None:
        return criticality * environment
    reach = 0.8 + 0.1 * min(5.0, max(0.0, math.log10(max(users, 1.0)) - 2.0))
    return criticality * environment * reach


def assess(
    inventory: Inventory, programme: Programme, rules: RuleSet, scenario: Scenario
) -> Assessment:
    """Return the assessment of every workload, retired ones included."""
    with quiet_memory():
        return _Assessor(inventory, programme, rules, scenario).run()


@dataclass(frozen=True, slots=True)
class _Subject:
    """One workload at work: its facts and where it is."""

    facts: Facts
    guessed: bool
    current: Target | None
    known: dict[str, Value | None]


class _Assessor:
    def __init__(
        self, inventory: Inventory, programme: Programme, rules: RuleSet, scenario: Scenario
    ) -> None:
        self.inventory, self.programme, self.rules = inventory, programme, rules
        self.dials = dialled(rules, scenario)
        self.targets = programme.targets
        self.decided: Decided = decided(inventory, programme.targets, scenario)
        self.compliance = tuple(
            rule for rule in rules.compliance if rule.key not in self.decided.dropped_rules
        )
        self.scorer = FactorScorer(rules)
        self.effort = EffortTable(rules, programme.teams)
        cores = sum(one.number("cpu_cores") or 0.0 for one in inventory.workloads)
        years = (self.dials.horizon_years, self.dials.discount_rate, self.dials.inflation)
        self.costs = CostSheet(rules, programme, inventory.currency, cores, years)
        self.suits = _suits(rules)
        self.finder = ArchetypeFinder(rules.archetypes)
        business = next(one for one in rules.indicators if one.factor == "business_case")
        self.business = business
        self.saving_points = compile_curve(business.curve) if business.curve else None
        self.readiness_price = rules.numbers.get("readiness_price", 0.0)

    def run(self) -> Assessment:
        """Assess all; structure first, since the ties of a workload count in its risk."""
        subjects = [self._subject(workload) for workload in self.inventory.workloads]
        kinds = {one.facts.workload.id: one.facts.archetype for one in subjects}
        common = common_services(self.inventory, kinds)
        needs = resolve_needs(self.inventory, self.rules, self.decided, common)
        ties = _ties(needs)
        assessed = {
            one.facts.workload.id: self._workload(one, ties.get(one.facts.workload.id, 0))
            for one in subjects
        }
        structure = describe_structure(self.inventory, self.rules, needs, common, assessed)
        count = len(assessed)
        mean = sum(one.confidence for one in assessed.values()) / count if count else 0.0
        return Assessment(
            rule_set=self.rules.id,
            weights=self.dials.weights,
            workloads=assessed,
            groups=structure.groups,
            structure=structure.notes,
            horizon_years=self.dials.horizon_years,
            discount_rate=self.dials.discount_rate,
            currency=self.inventory.currency,
            confidence=mean,
            blast_radius=structure.blast_radius,
        )

    def _subject(self, workload: Workload) -> _Subject:
        archetype, guessed = self.finder.find(workload)
        found = find_target(self.targets, workload.text("current_target"))
        if found is None and workload.text("lifecycle") != "planned":
            legacy = next((one.id for one in self.targets if one.kind == "legacy"), None)
            found = legacy
        current = next((one for one in self.targets if one.id == found), None)
        kind = current.kind if current else "none"
        assumed = archetype.defaults if archetype else {}
        facts = Facts(workload, archetype, kind, self.programme.start, assumed)
        return _Subject(facts, guessed, current, {})

    def _workload(self, subject: _Subject, ties: int) -> WorkloadAssessment:
        facts = subject.facts
        workload, current = facts.workload, subject.current
        current_id = current.id if current else None
        identity = workload.id
        scores = self.decided.scores.get(identity, {})
        factors = self.scorer.score(facts, scores)
        forbidden, notes = permissions(
            facts, current_id, self.targets, self.compliance, self.decided, subject.known
        )
        priced = self._priced(subject)
        business = self._business(workload, priced, current_id, scores.get("business_case"))
        factors["business_case"] = business
        importance = importance_of(facts)
        risk = (factors["risk"].score, factors["digital_maturity"].score, ties)
        cases = {
            target.id: self._case(
                target, priced, factors, business, importance, forbidden[target.id], risk, subject
            )
            for target in self.targets
        }
        weights = self.dials.weights
        costed = any(workload.money(item) is not None for item in COST_CELLS)
        return WorkloadAssessment(
            workload_id=identity,
            archetype=facts.archetype.key if facts.archetype else "",
            archetype_guessed=subject.guessed,
            current_target=current_id,
            factors={factor: factors[factor] for factor in FACTORS},
            confidence=sum(weights[factor] * factors[factor].confidence for factor in FACTORS),
            importance=importance,
            cases=cases,
            delay_value_day=self._delays(cases, current_id, importance, factors),
            retires=retires(facts, self.decided.strategies.get(identity)),
            costed=costed,
            notes=notes + self._own_notes(workload, current, costed),
        )

    def _own_notes(
        self, workload: Workload, current: Target | None, costed: bool
    ) -> tuple[LocalText, ...]:
        notes = () if costed else (NOT_COSTED,)
        if current is None:
            return (*notes, PLANNED_NEW)
        if find_target(self.targets, workload.text("current_target")) is None:
            return (*notes, CURRENT_ASSUMED)
        return notes

    def _priced(self, subject: _Subject) -> Mapping[str, _Priced]:
        facts, current = subject.facts, subject.current
        workload = facts.workload
        stay = self.costs.today(workload, current)
        scales = facts.value("scale_out") in ("stateless", "sharded")
        chosen = self.decided.strategies.get(workload.id)
        priced: dict[str, _Priced] = {}
        for target in self.targets:
            if current is not None and target.id == current.id:
                priced[target.id] = _Priced("retain", STAYS, {}, stay)
                continue
            strategy, reason = choose_strategy(
                self.rules.strategies, facts, target.kind, chosen, subject.known
            )
            days = self.effort.days(facts, strategy)
            cost = self.costs.moved(
                workload, target, stay, strategy, days, scales, current is not None
            )
            priced[target.id] = _Priced(strategy, reason, days, cost)
        return priced

    def _business(
        self,
        workload: Workload,
        priced: Mapping[str, _Priced],
        current: str | None,
        override: float | None,
    ) -> FactorScore:
        """Points of each target's saving against staying; the best move is the headline.

        A new workload is compared with the mean of its targets. Lines of other targets carry no
        weight in the headline; each is what its own target's fit is read from.
        """
        if current is not None:
            base = float(priced[current].cost.net_present_minor)
        else:
            base = sum(one.cost.net_present_minor for one in priced.values()) / len(priced)
        known = sum(share for cell, share in COST_SHARES if cell in workload.values)
        trusted = base > 0 and known > 0
        values: dict[str, tuple[float | None, float]] = {}
        for target, one in priced.items():
            saving = 100.0 * (base - one.cost.net_present_minor) / base if trusted else None
            points = self.business.neutral
            if saving is not None and self.saving_points is not None:
                points = self.saving_points(saving)
            values[target] = (saving, points)
        moves = [target for target in values if target != current]
        best = max(moves, key=lambda target: values[target][1], default=current)
        source = ValueSource.DERIVED if trusted else ValueSource.NEUTRAL
        lines = tuple(
            Evidence(
                f"net_present_saving.{target}",
                "net_present_saving",
                saving,
                source,
                points,
                1.0 if target == best else 0.0,
            )
            for target, (saving, points) in values.items()
        )
        if override is not None:
            return FactorScore("business_case", override, 1.0, lines, True, "decision")
        confidence = known if trusted else 0.0
        return FactorScore("business_case", score_of(lines), confidence, lines, trusted)

    def _case(
        self,
        target: Target,
        priced: Mapping[str, _Priced],
        factors: Mapping[str, FactorScore],
        business: FactorScore,
        importance: float,
        forbidden: tuple[Forbidden, ...],
        risk: tuple[float, float, int],
        subject: _Subject,
    ) -> TargetCase:
        one, dials = priced[target.id], self.dials
        suits = self.suits[target.kind]
        points_by_target = dict(
            zip(priced, (line.points for line in business.evidence), strict=True)
        )
        parts: dict[str, float] = {}
        for factor in FACTORS:
            if factor == "business_case" and not business.overridden:
                score = points_by_target[target.id]
            else:
                score = factors[factor].score
            parts[factor] = dials.weights[factor] * suits[factor](score)
        fit = sum(parts.values())
        fit_cost = dials.fit_price * importance * (100.0 - fit)
        money = one.cost.net_present_minor / MINOR_PER_MONEY_UNIT
        money_cost = dials.money_price * money
        identity = subject.facts.workload.id
        mitigated = self.decided.mitigations.get(identity, 0.0)
        current = subject.current.id if subject.current else None
        return TargetCase(
            target.id,
            fit,
            parts,
            one.cost.run_year_minor,
            one.cost.one_off_minor,
            one.cost.net_present_minor,
            fit_cost + money_cost,
            fit_cost,
            money_cost,
            one.strategy,
            one.reason,
            one.days,
            move_risk(self.rules, one.strategy, *risk, mitigated),
            one.cost.lines,
            forbidden,
            (),
            _payback(one.cost, priced[current].cost if current else None),
        )

    def _delays(
        self,
        cases: Mapping[str, TargetCase],
        current: str | None,
        importance: float,
        factors: Mapping[str, FactorScore],
    ) -> dict[str, float]:
        """What a day's delay costs: fit and running cost forgone, and readiness, never below 0.

        Readiness (maturity times lack of risk) lets suitable and well prepared systems go first.
        """
        horizon = self.dials.horizon_years * DAYS_PER_YEAR
        risk, maturity = factors["risk"].score, factors["digital_maturity"].score
        ready = self.readiness_price * importance * (maturity / 100.0) * (1.0 - risk / 100.0)
        here = cases[current] if current else None
        delays: dict[str, float] = {}
        for target, case in cases.items():
            if target == current:
                continue
            gain = 0.0
            if here is not None:
                saved = (here.run_year_minor - case.run_year_minor) / MINOR_PER_MONEY_UNIT
                gain = (here.fit_cost - case.fit_cost) / horizon
                gain += self.dials.money_price * saved / DAYS_PER_YEAR
            delays[target] = max(0.0, gain) + ready
        return delays


COST_SHARES = (
    ("run_cost_year", 0.5),
    ("cpu_cores", 0.2),
    ("staff_cost_year", 0.15),
    ("licence_cost_year", 0.15),
)
COST_CELLS = ("run_cost_year", "staff_cost_year", "licence_cost_year")


@dataclass(frozen=True, slots=True)
class _Priced:
    strategy: str
    reason: LocalText
    days: dict[str, float]
    cost: TargetCost


def _suits(rules: RuleSet) -> dict[str, dict[str, Callable[[float], float]]]:
    compiled = {
        profile.target_kind: {
            factor: compile_curve(curve) for factor, curve in profile.curves.items()
        }
        for profile in rules.profiles
    }
    compiled.setdefault("saas", compiled["public"])
    return compiled


def _ties(needs: tuple[Need, ...]) -> dict[str, int]:
    ties: dict[str, int] = {}
    for need in needs:
        if not need.common:
            ties[need.source] = ties.get(need.source, 0) + 1
            ties[need.needed] = ties.get(need.needed, 0) + 1
    return ties


def _payback(cost: TargetCost, stay: TargetCost | None) -> float | None:
    """Years until the one-off cost is earned back; None where it never is."""
    if stay is None:
        return None
    saving = stay.run_year_minor - cost.run_year_minor
    if saving <= 0:
        return None
    return max(0, cost.one_off_minor) / saving
