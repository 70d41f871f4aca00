"""What a card of the boards shows, made from a study; no Qt here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.editing.pins import notes_of
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.model.study import Study
from planner.optimising.plan import Plan
from planner.optimising.problem import ProblemWorkload
from planner.presenting.kept import kept

__all__ = [
    "CapacityUse",
    "Card",
    "TeamLoad",
    "capacity_use",
    "cards_of",
    "locked_waves",
    "team_load",
]


@dataclass(frozen=True, slots=True)
class Card:
    """A workload on a board; ``margin`` is how much better its fit is than the next best's."""

    id: str
    name: str
    target: str
    kind: str
    current: str | None
    moves: bool
    wave: int | None
    fit: float
    one_off_minor: int
    strategy: str
    risk: float
    confidence: float
    criticality: str
    pinned_target: bool
    pinned_wave: bool
    group: str
    allowed: frozenset[str]
    current_kind: str = ""
    pending: bool = False
    """It stands where a person has put it; the plan that answers is still to come."""
    provisional: bool = False
    """Too little is known of it: its place and its wave are a first guess."""
    locked: bool = False
    """Its wave is done or committed."""
    notes: tuple[str, ...] = ()
    """What has been written on it."""
    facet: str = ""
    """Value by which the cards of the board are grouped."""
    tint: int = -1
    """Number of its group's colour; -1: none."""
    came_from: tuple[str, int | None] | None = None
    """Target and wave before the last change, where either was another."""
    agreed: int | None = None
    """Wave in the plan that was agreed, where it was another."""
    work: tuple[float, ...] = ()
    """Person-days by wave where they spread over several; the last is that of the cut-over."""

    @property
    def first_wave(self) -> int:
        """Wave in which its work begins; what lies before the calendar begins with it."""
        return max(1, (self.wave or 0) - max(0, len(self.work) - 1))

    def work_in(self, wave: int) -> float:
        """Person-days done of it in a wave; the first also does what lies before the calendar."""
        begin = (self.wave or 0) - len(self.work) + 1
        return sum(days for at, days in enumerate(self.work, begin) if max(1, at) == wave)

    @property
    def label(self) -> str:
        """Its name; with a question mark where too little is known of it."""
        return f"{self.name} ?" if self.provisional else self.name


@dataclass(frozen=True, slots=True)
class CapacityUse:
    """What is taken of a limit, in the limit's own units; ``most`` None: no limit.

    ``amount`` is what is counted; ``targets`` are those it counts; empty: all of them.
    """

    measure: str
    amount: str
    targets: tuple[str, ...]
    used: float
    most: float | None
    least: float | None = None


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """A wave limit's use by wave; ``most[w]`` None: no limit in that wave."""

    id: str
    used: tuple[float, ...]
    most: tuple[float | None, ...]


@kept(2)
def cards_of(
    study: Study, scenario: Scenario | None = None, before: Plan | None = None
) -> tuple[Card, ...]:
    """Return a card for every workload of the plan, in the inventory's order.

    Parameters
    ----------
    study
        The plan.
    scenario
        Where it has decisions that the plan does not answer yet, their cards stand where these put
        them.
    before
        A plan; cards that stood elsewhere in it say where.
    """
    cards = tuple(_planned_cards(study, scenario, before))
    if scenario is None:
        return cards
    known = {decision.id for decision in study.scenario.decisions}
    fresh = [one for one in scenario.decisions if one.active and one.id not in known]
    kinds = {target.id: target.kind for target in study.programme.targets}
    for decision in fresh:
        cards = tuple(_put(card, decision, kinds) for card in cards)
    return cards


def _came_from(
    before: Plan, name: str, target: str, wave: int | None
) -> tuple[str, int | None] | None:
    """Return where a workload was before; None where that was no other place."""
    was = before.placement.get(name), (before.wave or {}).get(name)
    return None if was[0] is None or was == (target, wave) else (was[0], was[1])


def locked_waves(scenario: Scenario) -> frozenset[int]:
    """Return the waves that are done or committed: what they hold is not moved any more."""
    states = ("done", "committed")
    return frozenset(one.wave for one in scenario.progress if one.state in states)


def _put(card: Card, decision: Decision, kinds: Mapping[str, str]) -> Card:
    """Return a card where a decision puts it."""
    if card.id not in decision.workloads:
        return card
    if decision.kind is DecisionKind.PIN_TARGET and decision.value != card.target:
        target = decision.value
        return replace(
            card, target=target, kind=kinds.get(target, target), pinned_target=True, pending=True
        )
    if decision.kind is DecisionKind.PIN_WAVE and decision.value != str(card.wave):
        return replace(card, wave=int(decision.value), pinned_wave=True, pending=True)
    return card


def _pins(scenario: Scenario) -> Mapping[DecisionKind, set[str]]:
    """Return the workloads that are pinned to a target, and to a wave."""
    pins: dict[DecisionKind, set[str]] = {
        DecisionKind.PIN_TARGET: set(),
        DecisionKind.PIN_WAVE: set(),
    }
    for decision in scenario.decisions:
        if decision.active and decision.kind in pins:
            pins[decision.kind].update(decision.workloads)
    return pins


def _planned_cards(study: Study, scenario: Scenario | None, before: Plan | None) -> Iterator[Card]:
    pins = _pins(scenario or study.scenario)
    notes = notes_of(scenario.decisions) if scenario is not None else {}
    baseline = scenario.baseline if scenario is not None else {}
    groups = {name: group.id for group in study.assessment.groups for name in group.workloads}
    problem = {workload.id: workload for workload in study.problem.workloads}
    kinds = {target.id: target.kind for target in study.programme.targets}
    waves: Mapping[str, int | None] = study.plan.wave or {}
    over = locked_waves(study.scenario)
    for workload in study.inventory.workloads:
        target = study.plan.placement.get(workload.id)
        found = study.assessment.workloads.get(workload.id)
        if target is None or found is None or workload.id not in problem:
            continue
        case, wave = found.cases.get(target), waves.get(workload.id)
        agreed = baseline.get(workload.id)
        yield Card(
            id=workload.id,
            name=workload.name,
            target=target,
            kind=kinds.get(target, target),
            current=found.current_target,
            moves=problem[workload.id].moves_to(target),
            wave=wave,
            fit=case.fit if case else 0.0,
            one_off_minor=case.one_off_minor if case else 0,
            strategy=case.strategy if case else "",
            risk=case.risk if case else 0.0,
            confidence=found.confidence,
            criticality=workload.text("criticality") or "",
            pinned_target=workload.id in pins[DecisionKind.PIN_TARGET],
            pinned_wave=workload.id in pins[DecisionKind.PIN_WAVE],
            group=groups.get(workload.id, ""),
            allowed=frozenset(problem[workload.id].candidates()),
            current_kind=kinds.get(found.current_target or "", found.current_target or ""),
            provisional=found.provisional,
            locked=wave in over,
            notes=notes.get(workload.id, ()),
            came_from=_came_from(before, workload.id, target, wave) if before else None,
            agreed=None if agreed == wave else agreed,
            work=_spread(problem[workload.id], target),
        )


def _spread(workload: ProblemWorkload, target: str) -> tuple[float, ...]:
    """Person-days of all teams by wave; empty where one wave is enough."""
    works = [workload.work(name, target) for name in workload.amounts if name.startswith("days.")]
    waves = max(map(len, works), default=1)
    if waves == 1:
        return ()
    padded = [(0.0,) * (waves - len(work)) + tuple(work) for work in works]
    return tuple(map(sum, zip(*padded, strict=True)))


@kept(2)
def capacity_use(study: Study) -> tuple[CapacityUse, ...]:
    """Return every placement limit with what the plan takes of it."""
    everywhere = {target.id for target in study.problem.targets}
    uses = []
    for limit in study.problem.limits:
        inside = set(limit.targets)
        used = sum(
            workload.amount(limit.amount, study.plan.placement[workload.id])
            for workload in study.problem.workloads
            if study.plan.placement.get(workload.id) in inside
        )
        targets = () if inside >= everywhere else limit.targets
        uses.append(
            CapacityUse(limit.id, limit.amount, targets, used, limit.at_most, limit.at_least)
        )
    return tuple(uses)


@kept(2)
def team_load(study: Study) -> tuple[TeamLoad, ...]:
    """Return every wave limit that holds in most waves, with what is done of it in each.

    Work that is spread over waves counts where it is done. A limit that holds in few waves only, as
    the pilot's own and what is kept out of the first waves, is no load.
    """
    problem, plan = study.problem, study.plan
    waves, count = plan.wave or {}, len(study.problem.waves)
    loads = []
    for limit in problem.wave_limits:
        most = limit.at_most
        if most is None or limit.periods or 2 * sum(one is not None for one in most) <= count:
            continue
        used = [0.0] * count
        for workload in problem.workloads:
            wave = waves.get(workload.id)
            if wave is None:
                continue
            work = workload.work(limit.amount, plan.placement[workload.id])
            for at, part in enumerate(work, wave - len(work)):
                used[max(0, at)] += part
        if any(used):
            loads.append(TeamLoad(limit.id, tuple(used), most))
    return tuple(loads)
