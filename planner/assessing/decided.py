"""What the people have decided in a scenario, indexed for the assessment and the problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planner.model.inventory import Inventory, Workload
from planner.model.programme import Target
from planner.model.scenario import Decision, DecisionKind, Scenario

__all__ = ["Decided", "decided", "find_target"]

type Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """Active decisions by workload id; decisions win over the sheet, later ones over earlier."""

    pins: Mapping[str, str] = field(default_factory=dict)
    bans: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pin_waves: Mapping[str, int] = field(default_factory=dict)
    strategies: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    mitigations: Mapping[str, float] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    same_target: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    relaxed: frozenset[Pair] = frozenset()
    dropped_rules: frozenset[str] = frozenset()
    dropped_for: Mapping[str, frozenset[str]] = field(default_factory=dict)


def find_target(targets: Sequence[Target], text: str | None) -> str | None:
    """Return the id of the target that ``text`` means by id, name or kind; None where none."""
    if not text:
        return None
    wanted = text.strip().casefold()
    for field_name in ("id", "name", "kind"):
        for target in targets:
            if str(getattr(target, field_name)).casefold() == wanted:
                return target.id
    return None


def decided(inventory: Inventory, targets: Sequence[Target], scenario: Scenario) -> Decided:
    """Return the decisions of the sheet and, over them, those of the scenario.

    A dropped rule that names workloads is dropped for them alone.
    """
    pins: dict[str, str] = {}
    bans: dict[str, tuple[str, ...]] = {}
    waves: dict[str, int] = {}
    strategies: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for workload in inventory.workloads:
        _read_sheet(workload, targets, pins, bans, waves, strategies, groups)
    together = [tuple(members) for members in groups.values() if len(members) > 1]
    scores: dict[str, dict[str, float]] = {}
    mitigations: dict[str, float] = {}
    same: list[tuple[str, ...]] = []
    apart: list[tuple[str, ...]] = []
    relaxed: set[Pair] = set()
    dropped: set[str] = set()
    dropped_for: dict[str, frozenset[str]] = {}
    known = inventory.by_id
    for decision in scenario.decisions:
        if not decision.active:
            continue
        ids = tuple(identity for identity in decision.workloads if identity in known)
        target = find_target(targets, decision.value)
        match decision.kind:
            case DecisionKind.PIN_TARGET if target:
                pins.update(dict.fromkeys(ids, target))
            case DecisionKind.BAN_TARGET if target:
                for one in ids:
                    bans[one] = (*bans.get(one, ()), target)
            case DecisionKind.PIN_WAVE if decision.value.strip().isdigit():
                waves.update(dict.fromkeys(ids, int(decision.value)))
            case DecisionKind.STRATEGY:
                strategies.update(dict.fromkeys(ids, decision.value))
            case DecisionKind.SCORE:
                _read_score(decision, ids, scores)
            case DecisionKind.MITIGATION:
                for one in ids:
                    mitigations[one] = mitigations.get(one, 0.0) + _float(decision.value)
            case DecisionKind.TOGETHER if len(ids) > 1:
                together.append(ids)
            case DecisionKind.SAME_TARGET if len(ids) > 1:
                same.append(ids)
            case DecisionKind.APART if len(ids) > 1:
                apart.append(ids)
            case DecisionKind.RELAX_DEPENDENCY if len(ids) == 2:
                relaxed.add((ids[0], ids[1]))
            case DecisionKind.DROP_RULE if decision.workloads:
                for one in ids:
                    dropped_for[one] = dropped_for.get(one, frozenset()) | {decision.value}
            case DecisionKind.DROP_RULE:
                dropped.add(decision.value)
            case _:
                pass
    return Decided(
        pins,
        bans,
        waves,
        strategies,
        scores,
        mitigations,
        tuple(together),
        tuple(same),
        tuple(apart),
        frozenset(relaxed),
        frozenset(dropped),
        dropped_for,
    )


def _read_sheet(
    workload: Workload,
    targets: Sequence[Target],
    pins: dict[str, str],
    bans: dict[str, tuple[str, ...]],
    waves: dict[str, int],
    strategies: dict[str, str],
    groups: dict[str, list[str]],
) -> None:
    values, identity = workload.values, workload.id
    if pin := find_target(targets, workload.text("pin_target")):
        pins[identity] = pin
    if "banned_targets" in values:
        found = (find_target(targets, name) for name in workload.names("banned_targets"))
        bans[identity] = tuple(target for target in found if target)
    if wave := workload.number("pin_wave"):
        waves[identity] = int(wave)
    if strategy := workload.text("strategy"):
        strategies[identity] = strategy
    if group := workload.text("move_group"):
        groups.setdefault(group, []).append(identity)


def _read_score(
    decision: Decision, ids: tuple[str, ...], scores: dict[str, dict[str, float]]
) -> None:
    factor, _, points = decision.value.partition("=")
    for one in ids:
        scores.setdefault(one, {})[factor.strip()] = min(100.0, max(0.0, _float(points)))


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
