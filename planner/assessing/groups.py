"""Move groups: workloads that must share a wave, and the cheapest dependencies to relax."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from planner.assessing.graph import components
from planner.assessing.needs import Need
from planner.model.assessment import MoveGroup
from planner.optimising.problem import DependencyKind

__all__ = ["cheapest_relaxation", "move_groups"]

type Edge = tuple[str, str]

EXACTLY = 150
"""Up to so many dependencies in a group, the relaxation is irreducible."""


def move_groups(
    ids: Sequence[str], needs: Sequence[Need], user_groups: Sequence[Sequence[str]]
) -> tuple[MoveGroup, ...]:
    """Return the strongly connected components of ``before``, ``earlier`` and ``together``.

    ``together`` binds both ways, and so does a group of the user's.

    Parameters
    ----------
    ids
        Of the workloads.
    needs
        Dependencies between them.
    user_groups
        Groups that move together because somebody says so.
    """
    place = {identity: number for number, identity in enumerate(ids)}
    edges: list[list[int]] = [[] for _ in ids]
    for need in needs:
        if need.kind is DependencyKind.FREE:
            continue
        source, needed = place[need.source], place[need.needed]
        edges[source].append(needed)
        if need.kind is DependencyKind.TOGETHER:
            edges[needed].append(source)
    by_user: set[int] = set()
    for chosen in user_groups:
        numbers = [place[one] for one in chosen if one in place]
        by_user.update(numbers)
        for first, second in zip(numbers, numbers[1:] + numbers[:1], strict=True):
            edges[first].append(second)
    groups = []
    for members in components(edges):
        if len(members) > 1:
            inside = {ids[member] for member in members}
            within = [n for n in needs if n.source in inside and n.needed in inside]
            why = "user" if by_user.issuperset(members) else _why(within)
            relax = cheapest_relaxation(within) if why == "cycle" else ()
            names = tuple(sorted(inside, key=place.__getitem__))
            groups.append((min(members), names, why, relax))
    groups.sort()
    return tuple(
        MoveGroup(f"G{number}", names, why, relax)
        for number, (_, names, why, relax) in enumerate(groups, 1)
    )


def _why(within: Sequence[Need]) -> str:
    together = [need for need in within if need.kind is DependencyKind.TOGETHER]
    ordered = [
        need for need in within if need.kind in (DependencyKind.BEFORE, DependencyKind.EARLIER)
    ]
    return "shared" if together and not _has_cycle(ordered) else "cycle"


def _has_cycle(needs: Sequence[Need]) -> bool:
    return any(len(members) > 1 for members in _component_sets(needs))


def _component_sets(needs: Sequence[Need]) -> list[set[str]]:
    names = sorted({name for need in needs for name in (need.source, need.needed)})
    place = {name: number for number, name in enumerate(names)}
    edges: list[list[int]] = [[] for _ in names]
    for need in needs:
        edges[place[need.source]].append(place[need.needed])
    return [{names[member] for member in members} for members in components(edges)]


def cheapest_relaxation(within: Sequence[Need]) -> tuple[Edge, ...]:
    """Return dependencies whose relaxing opens every cycle of order, the lightest first.

    Greedy: take the lightest order dependency that lies on a cycle, again and again, then put
    back what was not needed; so no dependency in the answer can be left out of it. Beyond
    ``EXACTLY`` dependencies: those against a good order of the whole group.
    """
    ordered = [
        need for need in within if need.kind in (DependencyKind.BEFORE, DependencyKind.EARLIER)
    ]
    if len(ordered) > EXACTLY:
        return _against_order(ordered)
    taken: list[Need] = []
    left = sorted(ordered, key=lambda need: (need.weight, need.source, need.needed))
    while True:
        cyclic = [members for members in _component_sets(left) if len(members) > 1]
        if not cyclic:
            break
        first = next(
            need
            for need in left
            if any(need.source in members and need.needed in members for members in cyclic)
        )
        taken.append(first)
        left.remove(first)
    for need in sorted(taken, key=lambda one: -one.weight):
        if not _has_cycle([*left, need]):
            left.append(need)
            taken.remove(need)
    return tuple(dict.fromkeys((need.source, need.needed) for need in taken))


def _against_order(needs: Sequence[Need]) -> tuple[Edge, ...]:
    """Dependencies against the order of Eades, Lin and Smyth (1993), weighted; nearly linear.

    Workloads are taken off the group one by one, the one whose needs outweigh its callers most
    last; what points backwards in the order is on some cycle and is relaxed.
    """
    balance: dict[str, float] = {}
    near: dict[str, list[tuple[str, float]]] = {}
    for need in needs:
        balance[need.source] = balance.get(need.source, 0.0) + need.weight
        balance[need.needed] = balance.get(need.needed, 0.0) - need.weight
        near.setdefault(need.source, []).append((need.needed, need.weight))
        near.setdefault(need.needed, []).append((need.source, -need.weight))
    heap = [(-value, name) for name, value in balance.items()]
    heapq.heapify(heap)
    position: dict[str, int] = {}
    while heap:
        value, name = heapq.heappop(heap)
        if name in position or -value != balance[name]:
            continue
        position[name] = len(position)
        for other, weight in near[name]:
            if other not in position:
                balance[other] += weight
                heapq.heappush(heap, (-balance[other], other))
    back = sorted(
        (need for need in needs if position[need.source] > position[need.needed]),
        key=lambda need: (need.weight, need.source, need.needed),
    )
    return tuple(dict.fromkeys((need.source, need.needed) for need in back))
