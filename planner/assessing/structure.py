"""What the dependencies say of the whole: groups, hubs, bridges, blast radius, risky pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.assessing.environments import recovery_pairs
from planner.assessing.graph import bridges, reach_counts
from planner.assessing.groups import move_groups
from planner.assessing.needs import Need
from planner.errors import message
from planner.model.assessment import MoveGroup, StructureNote, WorkloadAssessment
from planner.model.inventory import Inventory
from planner.model.rules import RuleSet

__all__ = ["Structure", "describe_structure"]

BRIDGE_SIDE = 3
"""A bridge is worth a note where at least so many workloads stand on its smaller side."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Groups, notes, and how many workloads fail with each one."""

    groups: tuple[MoveGroup, ...]
    notes: tuple[StructureNote, ...]
    blast_radius: Mapping[str, int]


def describe_structure(
    inventory: Inventory,
    rules: RuleSet,
    needs: Sequence[Need],
    common: frozenset[str],
    assessed: Mapping[str, WorkloadAssessment],
) -> Structure:
    """Return groups, notes and blast radius; retired workloads only as a warning.

    Parameters
    ----------
    needs
        Dependencies between known workloads.
    common
        Ids of services that everybody uses.
    assessed
        By workload id.
    """
    ids = [one.id for one in inventory.workloads if not assessed[one.id].retires]
    alive = set(ids)
    live = [need for need in needs if need.source in alive and need.needed in alive]
    user: dict[str, list[str]] = {}
    for workload in inventory.workloads:
        if (group := workload.text("move_group")) and workload.id in alive:
            user.setdefault(group, []).append(workload.id)
    notes = (
        *_hubs(live, common, int(rules.numbers.get("hub_needed_by", 6))),
        *_common(live, common),
        *_bridges(ids, live),
        *_chatty(live),
        *_recovery(inventory),
        *_retired(needs, assessed),
    )
    groups = move_groups(ids, live, [group for group in user.values() if len(group) > 1])
    return Structure(groups, notes, _blast(ids, live))


def _blast(ids: Sequence[str], needs: Sequence[Need]) -> dict[str, int]:
    """How many workloads need each one, directly or through others."""
    place = {identity: number for number, identity in enumerate(ids)}
    edges: list[list[int]] = [[] for _ in ids]
    for need in needs:
        edges[place[need.needed]].append(place[need.source])
    return dict(zip(ids, reach_counts(edges), strict=True))


def _callers(needs: Sequence[Need]) -> dict[str, int]:
    callers: dict[str, set[str]] = {}
    for need in needs:
        callers.setdefault(need.needed, set()).add(need.source)
    return {needed: len(sources) for needed, sources in callers.items()}


def _hubs(needs: Sequence[Need], common: frozenset[str], least: int) -> list[StructureNote]:
    found = []
    for identity, count in sorted(_callers(needs).items(), key=lambda one: (-one[1], one[0])):
        if count >= least and identity not in common:
            words = message("assessing.note.hub", count=count)
            found.append(StructureNote("hub", (identity,), float(count), words))
    return found


def _common(needs: Sequence[Need], common: frozenset[str]) -> list[StructureNote]:
    callers = _callers(needs)
    return [
        StructureNote(
            "common_service",
            (identity,),
            float(callers.get(identity, 0)),
            message("assessing.note.common_service", count=callers.get(identity, 0)),
        )
        for identity in sorted(common)
    ]


def _bridges(ids: Sequence[str], needs: Sequence[Need]) -> list[StructureNote]:
    """Single links between two parts of the landscape; common services do not count."""
    place = {identity: number for number, identity in enumerate(ids)}
    pairs = {
        (min(one, two), max(one, two))
        for need in needs
        if not need.common
        for one, two in [(place[need.source], place[need.needed])]
    }
    neighbours: list[list[int]] = [[] for _ in ids]
    for one, two in sorted(pairs):
        neighbours[one].append(two)
        neighbours[two].append(one)
    found = []
    for one, two in bridges(neighbours):
        side = min(_side(neighbours, one, two), _side(neighbours, two, one))
        if side >= BRIDGE_SIDE:
            words = message("assessing.note.bridge", side=side)
            found.append(StructureNote("bridge", (ids[one], ids[two]), float(side), words))
    return sorted(found, key=lambda note: (-note.figure, note.workloads))


def _side(neighbours: Sequence[Sequence[int]], start: int, other: int) -> int:
    """Workloads on the side of ``start`` once its edge to ``other`` is cut, counted up to 50."""
    seen, stack = {start}, [start]
    while stack and len(seen) < 50:
        node = stack.pop()
        for near in neighbours[node]:
            if near not in seen and not (node == start and near == other):
                seen.add(near)
                stack.append(near)
    return len(seen)


def _chatty(needs: Sequence[Need]) -> list[StructureNote]:
    return [
        StructureNote(
            "latency",
            (need.source, need.needed),
            need.round_trips,
            message("assessing.note.chatty", round_trips=need.round_trips),
        )
        for need in needs
        if need.round_trips >= 8 and not need.common
    ]


def _recovery(inventory: Inventory) -> list[StructureNote]:
    words = message("assessing.note.recovery_site")
    return [
        StructureNote("recovery_site", pair, 0.0, words)
        for pair in recovery_pairs(inventory.workloads)
    ]


def _retired(
    needs: Sequence[Need], assessed: Mapping[str, WorkloadAssessment]
) -> list[StructureNote]:
    return [
        StructureNote(
            "retired_needed",
            (need.needed, need.source),
            0.0,
            message("assessing.note.retired_needed"),
        )
        for need in needs
        if assessed[need.needed].retires and not assessed[need.source].retires
    ]
