"""What a card of the boards shows, made from a study; no Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model.scenario import DecisionKind
from planner.model.study import Study

__all__ = ["CapacityUse", "Card", "TeamLoad", "capacity_use", "cards_of", "team_load"]


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


def cards_of(study: Study) -> tuple[Card, ...]:
    """Return a card for every workload of the plan, in the inventory's order."""
    pins: dict[DecisionKind, set[str]] = {
        DecisionKind.PIN_TARGET: set(),
        DecisionKind.PIN_WAVE: set(),
    }
    for decision in study.scenario.decisions:
        if decision.active and decision.kind in pins:
            pins[decision.kind].update(decision.workloads)
    groups = {name: group.id for group in study.assessment.groups for name in group.workloads}
    problem = {workload.id: workload for workload in study.problem.workloads}
    kinds = {target.id: target.kind for target in study.programme.targets}
    waves: Mapping[str, int | None] = study.plan.wave or {}
    made = []
    for workload in study.inventory.workloads:
        target = study.plan.placement.get(workload.id)
        found = study.assessment.workloads.get(workload.id)
        if target is None or found is None or workload.id not in problem:
            continue
        case = found.cases.get(target)
        made.append(
            Card(
                id=workload.id,
                name=workload.name,
                target=target,
                kind=kinds.get(target, target),
                current=found.current_target,
                moves=problem[workload.id].moves_to(target),
                wave=waves.get(workload.id),
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
            )
        )
    return tuple(made)


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


def team_load(study: Study) -> tuple[TeamLoad, ...]:
    """Return every wave limit that binds in more than one wave, with its use in each."""
    problem, plan = study.problem, study.plan
    waves = plan.wave or {}
    loads = []
    for limit in problem.wave_limits:
        if limit.at_most is None or sum(most is not None for most in limit.at_most) < 2:
            continue  # the pilot's own limits are not a load
        used = [0.0] * len(problem.waves)
        for workload in problem.workloads:
            wave = waves.get(workload.id)
            if wave is not None:
                used[wave - 1] += workload.amount(limit.amount, plan.placement[workload.id])
        if any(used):
            loads.append(TeamLoad(limit.id, tuple(used), limit.at_most))
    return tuple(loads)
