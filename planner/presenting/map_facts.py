"""What the dependency map shows: who stands in which lane, lines, and what stands out; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from planner.model.assessment import WorkloadAssessment
from planner.model.inventory import Dependency, Inventory
from planner.model.programme import Programme
from planner.model.study import Draft, Study
from planner.optimising.problem import DependencyKind
from planner.presenting.kept import kept
from planner.presenting.map_layers import layers
from planner.presenting.map_layout import MapLayout, lay_out

__all__ = [
    "COLUMNS",
    "RETIRES",
    "STAYS",
    "UNKNOWN",
    "Finding",
    "Line",
    "MapFacts",
    "Mark",
    "map_facts",
]

STAYS: Final = "stays"
RETIRES: Final = "retires"
UNKNOWN: Final = ""
COLUMNS: Final = ("wave", "domain", "layer")
"""What the columns of the map can be; the first is the usual one of a plan."""


class Mark(StrEnum):
    """What stands out about a node; each has a shape of its own on the map."""

    CYCLE = "cycle"
    HUB = "hub"
    COMMON = "common"
    BRIDGE = "bridge"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Line:
    """``source`` needs ``needed``; ``fault`` where the waves break its order."""

    source: str
    needed: str
    kind: DependencyKind
    fault: bool = False
    apart: bool = False
    """Whether the two stand on different targets."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: workloads that stand out together, and its figure (0: none)."""

    mark: Mark
    workloads: tuple[str, ...]
    figure: float = 0.0


@dataclass(frozen=True)
class MapFacts:
    """The map's content; ``planned`` says whether lanes are the plan's targets.

    ``columns`` says what the columns are, as one of :data:`COLUMNS`.
    """

    planned: bool = False
    columns: str = "domain"
    layout: MapLayout = field(default_factory=MapLayout)
    names: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    waves: Mapping[str, int | None] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    blast: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def marks(self) -> Mapping[str, tuple[Mark, ...]]:
        """Marks of each node that has one."""
        found: dict[str, list[Mark]] = {}
        for finding in self.findings:
            for name in finding.workloads:
                if finding.mark not in found.setdefault(name, []):
                    found[name].append(finding.mark)
        return {name: tuple(sorted(marks, key=list(Mark).index)) for name, marks in found.items()}

    @cached_property
    def needs(self) -> Mapping[str, tuple[str, ...]]:
        """What each node needs."""
        return _gather((line.source, line.needed) for line in self.lines)

    @cached_property
    def needed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Who needs each node."""
        return _gather((line.needed, line.source) for line in self.lines)

    def hops(self, start: Iterable[str], most: int, direction: str = "both") -> dict[str, int]:
        """Return how many steps away the nodes around some others are.

        Parameters
        ----------
        start
            Names of nodes; they are 0 steps away.
        most
            Steps beyond which nothing is looked for.
        direction
            ``needs``, ``needed_by`` or ``both``.
        """
        steps = {name: 0 for name in start if name in self.names}
        edge = list(steps)
        for far in range(1, most + 1):
            ahead = []
            for name in edge:
                near: tuple[str, ...] = ()
                if direction != "needed_by":
                    near += self.needs.get(name, ())
                if direction != "needs":
                    near += self.needed_by.get(name, ())
                for other in near:
                    if other not in steps:
                        steps[other] = far
                        ahead.append(other)
            edge = ahead
        return steps

    def search(self, text: str) -> tuple[str, ...]:
        """Ids whose id or name holds every word of ``text``, those that begin with it first."""
        words = text.strip().lower().split()
        if not words:
            return ()
        found = []
        for key, name in self.names.items():
            hay = f"{key}\n{name}".lower()
            if all(word in hay for word in words):
                begins = name.lower().startswith(words[0]) or key.lower().startswith(words[0])
                found.append((not begins, name.lower(), key))
        return tuple(key for _, _, key in sorted(found))


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one, other in pairs:
        if one != other:
            found.setdefault(one, {})[other] = None
    return {name: tuple(others) for name, others in found.items()}


@kept(2)
def map_facts(
    inventory: Inventory,
    programme: Programme,
    draft: Draft | None,
    study: Study | None,
    columns: str = COLUMNS[0],
) -> MapFacts:
    """Return the map of an inventory, as planned where there is a plan for it.

    Parameters
    ----------
    inventory
        Workloads and dependencies.
    programme
        Names of targets and waves.
    draft
        Assessed, for what is known of the nodes; None where that is not there yet.
    study
        The plan; None: there are no waves, but domains.
    columns
        One of :data:`COLUMNS`.
    """
    known = {workload.id for workload in inventory.workloads}
    planned = study is not None and study.plan.exists and set(study.plan.placement) <= known
    plan = study.plan if planned and study is not None else None
    waves = dict(plan.wave or {}) if plan is not None else {}
    assessed = draft.assessment.workloads if draft is not None else {}
    targets: dict[str, str] = {}
    for workload in inventory.workloads:
        item = assessed.get(workload.id)
        now = item.current_target if item else workload.text("current_target")
        targets[workload.id] = (plan.placement.get(workload.id) if plan else None) or now or UNKNOWN
    lines = tuple(_lines(inventory, draft, targets, waves))
    columns = "domain" if plan is None and columns == "wave" else columns
    place = _place_across(inventory, assessed, waves, lines, columns)
    nodes = [(name, targets[name], place[name]) for name in targets]
    order = [target.id for target in programme.targets]
    lanes = [*order, *sorted(set(targets.values()) - {*order, UNKNOWN}), UNKNOWN]
    links = [(line.source, line.needed) for line in lines]
    layout = lay_out(nodes, links, lanes, _columns(set(place.values()), columns))
    return MapFacts(
        plan is not None,
        columns,
        layout,
        {workload.id: workload.name for workload in inventory.workloads},
        targets,
        waves,
        lines,
        tuple(_findings(draft, lines, known)),
        dict(draft.assessment.blast_radius) if draft else {},
    )


def _place_across(
    inventory: Inventory,
    assessed: Mapping[str, WorkloadAssessment],
    waves: Mapping[str, int | None],
    lines: Iterable[Line],
    columns: str,
) -> dict[str, str]:
    """Return the column of every workload: its wave, layer of dependencies, or domain."""
    match columns:
        case "wave":
            retired = {name for name, item in assessed.items() if item.retires}
            return {
                one.id: RETIRES if one.id in retired else str(waves.get(one.id) or STAYS)
                for one in inventory.workloads
            }
        case "layer":
            ahead = _gather((line.source, line.needed) for line in lines)
            order_in = layers([one.id for one in inventory.workloads], ahead)
            return {name: str(number) for name, number in order_in.items()}
        case _:
            return {one.id: one.text("domain") or UNKNOWN for one in inventory.workloads}


def _columns(used: set[str], columns: str) -> list[str]:
    if columns == "domain":
        return [*sorted(used - {UNKNOWN}), UNKNOWN]
    numbers = sorted(int(key) for key in used if key.isdecimal())
    return [STAYS, *(str(number) for number in numbers), RETIRES]


def _lines(
    inventory: Inventory,
    draft: Draft | None,
    targets: Mapping[str, str],
    waves: Mapping[str, int | None],
) -> Iterable[Line]:
    """Yield the problem's dependencies with their kinds; then those the problem does not hold."""
    seen: set[tuple[str, str]] = set()
    kept: list[tuple[str, str, DependencyKind]] = []
    for item in draft.problem.dependencies if draft is not None else ():
        kept.append((item.source, item.needed, item.kind))
        seen.add((item.source, item.needed))
    for dependency in inventory.dependencies:
        pair = (dependency.source, dependency.needed)
        if pair not in seen:
            kept.append((*pair, _kind(dependency)))
    for source, needed, kind in kept:
        if source in targets and needed in targets and source != needed:
            fault = breaks_order(kind, waves.get(source), waves.get(needed))
            yield Line(source, needed, kind, fault, targets[source] != targets[needed])


def _kind(dependency: Dependency) -> DependencyKind:
    return dependency.kind or DependencyKind.BEFORE


def breaks_order(kind: DependencyKind, source: int | None, needed: int | None) -> bool:
    """Whether the waves of two that both move break the order of a dependency between them.

    Parameters
    ----------
    kind
        Of the dependency.
    source, needed
        Waves, from 1, of who needs and who is needed; None where it does not move.
    """
    if source is None or needed is None:
        return False
    if kind is DependencyKind.TOGETHER:
        return source != needed
    if kind is DependencyKind.EARLIER:
        return needed >= source
    return kind is DependencyKind.BEFORE and needed > source


STRUCTURE: Final = {"hub": Mark.HUB, "common_service": Mark.COMMON, "bridge": Mark.BRIDGE}


def _findings(draft: Draft | None, lines: tuple[Line, ...], known: set[str]) -> Iterable[Finding]:
    for line in lines:
        if line.fault:
            yield Finding(Mark.FAULT, (line.source, line.needed))
    if draft is None:
        return
    for group in draft.assessment.groups:
        if group.why == "cycle" and known.issuperset(group.workloads):
            yield Finding(Mark.CYCLE, group.workloads, float(len(group.workloads)))
    for note in draft.assessment.structure:
        mark = STRUCTURE.get(note.kind)
        if mark is not None and known.issuperset(note.workloads):
            yield Finding(mark, note.workloads, note.figure)
