"""The assessment: scores, costs and permissions of every workload, with their arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.assessing.archetypes import finder_of
from planner.assessing.burden import points_against, step_back_note
from planner.assessing.business_case import COST_CELLS, BusinessCase, Priced
from planner.assessing.compliance import permissions, ready_rules
from planner.assessing.decided import Decided, decided
from planner.assessing.dials import dialled, importance_of
from planner.assessing.effort import EffortTable
from planner.assessing.emissions import EnergySheet, EnergyUse
from planner.assessing.factors import FactorScorer
from planner.assessing.field_choice import lawful_rules
from planner.assessing.like_systems import Sized, like_costs, sized
from planner.assessing.money import CostSheet
from planner.assessing.needs import Need, common_services, resolve_needs
from planner.assessing.places import place_of
from planner.assessing.principles import READINESS
from planner.assessing.retirement import retires
from planner.assessing.served import leaders_of
from planner.assessing.strategy import STAYS, choose_strategy, effort_times, ready_strategies
from planner.assessing.structure import describe_structure
from planner.assessing.target_cases import Candidate, CaseMaker
from planner.assessing.too_little import is_provisional, questions_for
from planner.assessing.usual_sizes import mix_of
from planner.assessing.values import Facts
from planner.errors import message
from planner.jobs import Stop
from planner.model.assessment import (
    Assessment,
    ValueSource,
    WorkloadAssessment,
)
from planner.model.fields import Value
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme, Target
from planner.model.rules import FACTORS, RuleSet, Words
from planner.model.scenario import Scenario
from planner.quiet_memory import quiet_memory

__all__ = ["Points", "assess"]

NOT_COSTED = message("assessing.note.not_costed")
CURRENT_ASSUMED = message("assessing.note.current_assumed")
PLANNED_NEW = message("assessing.note.planned_new")

type Points = Mapping[str, Mapping[str, float]]
NO_POINTS: Mapping[str, Any] = {}


def assess(
    inventory: Inventory,
    programme: Programme,
    rules: RuleSet,
    scenario: Scenario,
    stop: Stop | None = None,
    points: Points = NO_POINTS,
) -> Assessment:
    """Return the assessment of every workload, retired ones included.

    Parameters
    ----------
    points
        Points (0 to 100) tried in place of what is known, by workload and an indicator's key.

    Raises
    ------
    CancelledError
        Where somebody stopped it.
    """
    with quiet_memory():
        return _Assessor(inventory, programme, rules, scenario, points).run(stop or Stop())


@dataclass(frozen=True, slots=True)
class _Subject:
    """One workload at work: its facts and where it is."""

    facts: Facts
    guessed: bool
    current: Target | None
    known: dict[str, Value | None]


class _Assessor:
    def __init__(
        self,
        inventory: Inventory,
        programme: Programme,
        rules: RuleSet,
        scenario: Scenario,
        points: Points,
    ) -> None:
        rules = lawful_rules(rules, inventory, programme)
        self.points = points
        self.inventory, self.programme, self.rules = inventory, programme, rules
        self.dials = dialled(rules, scenario)
        self.targets = programme.targets
        self.decided: Decided = decided(inventory, programme.targets, scenario)
        dropped = self.decided.dropped_rules
        self.compliance = ready_rules(one for one in rules.compliance if one.key not in dropped)
        self.strategies = ready_strategies(rules.strategies)
        self.scorer = FactorScorer(rules)
        self.effort = EffortTable(rules, programme.teams)
        years = (self.dials.horizon_years, self.dials.discount_rate, self.dials.inflation)
        self.costs = CostSheet(rules, programme, inventory.currency, years)
        self.business = BusinessCase(rules)
        self.energy = EnergySheet(rules, programme, self.costs, inventory)
        ready = READINESS not in dropped
        self.maker = CaseMaker(rules, self.dials, programme.targets, readiness=ready)
        self.finder = finder_of(rules.archetypes, programme.field)
        self.leaders = leaders_of(inventory.workloads, dropped)
        self.subjects: dict[str, _Subject] = {}

    def run(self, stop: Stop) -> Assessment:
        """Assess all; structure first, since the ties of a workload count in its risk."""
        subjects = [self._subject(one) for one in stop.watch(self.inventory.workloads)]
        self.subjects = {one.facts.workload.id: one for one in subjects}
        self.costs.learn(like_costs(_sized(subjects)), mix_of(_own_rooms(subjects)))
        kinds = {one.facts.workload.id: one.facts.archetype for one in subjects}
        common = common_services(self.inventory, kinds)
        needs = resolve_needs(self.inventory, self.rules, self.decided, common)
        ties = _ties(needs)
        assessed = {
            one.facts.workload.id: self._workload(one, ties.get(one.facts.workload.id, 0))
            for one in stop.watch(subjects)
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
            inflation=self.dials.inflation,
            platforms=self._platforms(assessed),
            currency=self.inventory.currency,
            confidence=mean,
            blast_radius=structure.blast_radius,
            questions=questions_for(assessed, self.dials.weights, self.rules),
        )

    def _platforms(self, assessed: Mapping[str, WorkloadAssessment]) -> dict[str, int]:
        """Fixed cost a year of each target that nobody is on today: the others' is paid already."""
        used = {one.current_target for one in assessed.values()}
        return {
            target.id: cost
            for target in self.targets
            if target.id not in used and (cost := self.costs.fixed_year(target))
        }

    def _subject(self, workload: Workload) -> _Subject:
        archetype, guessed = self.finder.find(workload)
        found = place_of(self.targets, workload)
        if found is None and workload.text("lifecycle") != "planned":
            legacy = next((one.id for one in self.targets if one.kind == "legacy"), None)
            found = legacy
        current = next((one for one in self.targets if one.id == found), None)
        kind = current.kind if current else "none"
        assumed = archetype.defaults if archetype else {}
        facts = Facts(workload, archetype, kind, self.programme.start, assumed, guessed)
        return _Subject(facts, guessed, current, {})

    def _workload(self, subject: _Subject, ties: int) -> WorkloadAssessment:
        facts = subject.facts
        workload, current = facts.workload, subject.current
        current_id = current.id if current else None
        identity = workload.id
        scores = self.decided.scores.get(identity, {})
        factors = self.scorer.score(facts, scores, self.points.get(identity, NO_POINTS))
        forbidden, notes, doubted = permissions(
            facts, current_id, self.targets, self.compliance, self.decided, subject.known
        )
        priced = self._priced(subject)
        factors["business_case"] = self.business.score(
            workload, priced, current_id, scores.get("business_case")
        )
        importance = importance_of(facts)
        mitigated = self.decided.mitigations.get(identity, 0.0)
        weights = self.dials.weights
        confidence = sum(weights[factor] * factors[factor].confidence for factor in FACTORS)
        against = points_against(self.targets, current, confidence, doubted, self.rules)
        candidate = Candidate(
            current_id,
            factors,
            priced,
            forbidden,
            importance,
            ties,
            mitigated,
            against,
            self._energy(subject),
        )
        cases = self.maker.cases(candidate)
        costed = any(workload.money(item) is not None for item in COST_CELLS)
        back = step_back_note(current, confidence, self.rules)
        notes += () if back is None else (back,)
        return WorkloadAssessment(
            workload_id=identity,
            archetype=facts.archetype.key if facts.archetype else "",
            archetype_guessed=subject.guessed,
            current_target=current_id,
            factors={factor: factors[factor] for factor in FACTORS},
            confidence=confidence,
            importance=importance,
            cases=cases,
            delay_value_day=self.maker.delays(current_id, importance, factors, cases),
            retires=retires(facts, self.decided.strategies.get(identity)),
            costed=costed,
            notes=notes + self._own_notes(workload, current, costed),
            provisional=is_provisional(confidence, self.rules),
        )

    def _own_notes(
        self, workload: Workload, current: Target | None, costed: bool
    ) -> tuple[Words, ...]:
        notes = () if costed else (NOT_COSTED,)
        if current is None:
            return (*notes, PLANNED_NEW)
        if place_of(self.targets, workload) is None:
            return (*notes, CURRENT_ASSUMED)
        return notes

    def _energy(self, subject: _Subject) -> dict[str, EnergyUse]:
        workload, current = subject.facts.workload, subject.current
        scales = _scales(subject)
        uses = {
            target.id: self.energy.use(workload, current, target, scales=scales)
            for target in self.targets
        }
        return {target: use for target, use in uses.items() if use is not None}

    def _priced(self, subject: _Subject) -> Mapping[str, Priced]:
        facts, current = subject.facts, subject.current
        workload = facts.workload
        stay = self.costs.today(workload, current)
        scales = _scales(subject)
        chosen = self.decided.strategies.get(workload.id)
        priced: dict[str, Priced] = {}
        for target in self.targets:
            if current is not None and target.id == current.id:
                priced[target.id] = Priced("retain", STAYS, {}, stay)
                continue
            strategy, reason = choose_strategy(
                self.strategies, facts, target.kind, chosen, subject.known
            )
            days = self._days(subject, target, strategy)
            like = None if chosen else self._as_served(subject, target, strategy)
            if like:  # the software is changed once, and only set up here: the lesser effort
                strategy, reason = like
                lesser = self._days(subject, target, strategy)
                days = min(days, lesser, key=lambda one: sum(one.values()))
            cost = self.costs.moved(workload, target, stay, strategy, days, scales, current)
            priced[target.id] = Priced(strategy, reason, days, cost)
        return priced

    def _days(self, subject: _Subject, target: Target, strategy: str) -> dict[str, float]:
        """Person-days by team of a move by an R, as often as the rule for such a move says."""
        facts = subject.facts
        times = effort_times(self.strategies, facts, target.kind, strategy, subject.known)
        return self.effort.days(facts, strategy, times)

    def _as_served(self, subject: _Subject, target: Target, own: str) -> tuple[str, Words] | None:
        """How it moves for it moves like what it serves; None where that is how it moves anyway.

        What it serves says nothing where it is on the target already.
        """
        served = self.subjects.get(self.leaders.get(subject.facts.workload.id, ""))
        if served is None or served.current == target:
            return None
        workload = served.facts.workload
        chosen = self.decided.strategies.get(workload.id)
        strategy, _ = choose_strategy(
            self.strategies, served.facts, target.kind, chosen, served.known
        )
        if strategy in (own, "retain"):
            return None
        return strategy, message("assessing.note.as_served", name=workload.name)


def _scales(subject: _Subject) -> bool:
    """Whether it scales out, as somebody has said: what a guessed kind usually does saves none."""
    value, source = subject.facts.read("scale_out")
    told = source is not ValueSource.ARCHETYPE or not subject.guessed
    return told and value in ("stateless", "sharded")


def _own_rooms(subjects: Iterable[_Subject]) -> Iterator[Workload]:
    return (one.facts.workload for one in subjects if one.current and one.current.kind == "legacy")


def _sized(subjects: Iterable[_Subject]) -> Iterator[Sized]:
    for one in subjects:
        kind = one.facts.archetype.key if one.facts.archetype else ""
        yield from sized(one.facts.workload, one.current.id if one.current else None, kind)


def _ties(needs: tuple[Need, ...]) -> dict[str, int]:
    ties: dict[str, int] = {}
    for need in needs:
        if not need.common:
            ties[need.source] = ties.get(need.source, 0) + 1
            ties[need.needed] = ties.get(need.needed, 0) + 1
    return ties
