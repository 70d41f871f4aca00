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
    reading = _Reading(targets)
    for workload in inventory.workloads:
        reading.read_sheet(workload)
    reading.end_of_sheet()
    known = inventory.by_id
    for decision in scenario.decisions:
        if decision.active:
            ids = tuple(identity for identity in decision.workloads if identity in known)
            reading.read_decision(decision, ids)
    return reading.decided()


class _Reading:
    """What is decided, as far as it has been read; what comes later wins."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.targets = targets
        self.pins: dict[str, str] = {}
        self.bans: dict[str, tuple[str, ...]] = {}
        self.waves: dict[str, int] = {}
        self.strategies: dict[str, str] = {}
        self.scores: dict[str, dict[str, float]] = {}
        self.mitigations: dict[str, float] = {}
        self.groups: dict[str, list[str]] = {}
        self.together: list[tuple[str, ...]] = []
        self.same: list[tuple[str, ...]] = []
        self.apart: list[tuple[str, ...]] = []
        self.relaxed: set[Pair] = set()
        self.dropped: set[str] = set()
        self.dropped_for: dict[str, frozenset[str]] = {}

    def read_sheet(self, workload: Workload) -> None:
        """Read what the row of a workload decides."""
        identity = workload.id
        if pin := find_target(self.targets, workload.text("pin_target")):
            self.pins[identity] = pin
        if "banned_targets" in workload.values:
            found = (find_target(self.targets, name) for name in workload.names("banned_targets"))
            self.bans[identity] = tuple(target for target in found if target)
        if wave := workload.number("pin_wave"):
            self.waves[identity] = int(wave)
        if strategy := workload.text("strategy"):
            self.strategies[identity] = strategy
        if group := workload.text("move_group"):
            self.groups.setdefault(group, []).append(identity)

    def end_of_sheet(self) -> None:
        """Take the groups that the rows named."""
        self.together += [tuple(members) for members in self.groups.values() if len(members) > 1]

    def read_decision(self, decision: Decision, ids: tuple[str, ...]) -> None:
        """Read a decision about those of its workloads that there are."""
        value = decision.value
        target = find_target(self.targets, value)
        match decision.kind:
            case DecisionKind.PIN_TARGET if target:
                self.pins.update(dict.fromkeys(ids, target))
            case DecisionKind.BAN_TARGET if target:
                for one in ids:
                    self.bans[one] = (*self.bans.get(one, ()), target)
            case DecisionKind.PIN_WAVE if value.strip().isdigit():
                self.waves.update(dict.fromkeys(ids, int(value)))
            case DecisionKind.STRATEGY:
                self.strategies.update(dict.fromkeys(ids, value))
            case DecisionKind.SCORE:
                factor, _, points = value.partition("=")
                for one in ids:
                    score = min(100.0, max(0.0, _float(points)))
                    self.scores.setdefault(one, {})[factor.strip()] = score
            case DecisionKind.MITIGATION:
                for one in ids:
                    self.mitigations[one] = self.mitigations.get(one, 0.0) + _float(value)
            case DecisionKind.DROP_RULE if decision.workloads:
                for one in ids:
                    self.dropped_for[one] = self.dropped_for.get(one, frozenset()) | {value}
            case DecisionKind.DROP_RULE:
                self.dropped.add(value)
            case _ if len(ids) > 1:
                self.read_group(decision.kind, ids)

    def read_group(self, kind: DecisionKind, ids: tuple[str, ...]) -> None:
        """Read a decision about workloads among each other."""
        match kind:
            case DecisionKind.TOGETHER:
                self.together.append(ids)
            case DecisionKind.SAME_TARGET:
                self.same.append(ids)
            case DecisionKind.APART:
                self.apart.append(ids)
            case DecisionKind.RELAX_DEPENDENCY if len(ids) == 2:
                self.relaxed.add((ids[0], ids[1]))

    def decided(self) -> Decided:
        """Return what has been read."""
        return Decided(
            self.pins,
            self.bans,
            self.waves,
            self.strategies,
            self.scores,
            self.mitigations,
            tuple(self.together),
            tuple(self.same),
            tuple(self.apart),
            frozenset(self.relaxed),
            frozenset(self.dropped),
            self.dropped_for,
        )


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
