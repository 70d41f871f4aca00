"""Components of a graph: strongly connected ones, and groups that overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["joined", "strong_components"]


def strong_components(needs: Sequence[Sequence[int]]) -> list[int]:
    """Component of each node; a component's number is above those of all it needs.

    Tarjan's algorithm (SIAM Journal on Computing 1972) with an explicit stack, since inventories
    hold chains longer than Python's recursion limit.
    """
    unseen = -1
    component = [unseen] * len(needs)
    order = [unseen] * len(needs)
    low = [0] * len(needs)
    waiting: list[int] = []
    seen = found = 0
    for root in range(len(needs)):
        if order[root] != unseen:
            continue
        path: list[tuple[int, int]] = [(root, 0)]
        while path:
            node, position = path.pop()
            if order[node] == unseen:
                order[node] = low[node] = seen
                seen += 1
                waiting.append(node)
            for place in range(position, len(needs[node])):
                other = needs[node][place]
                if order[other] == unseen:
                    path += [(node, place + 1), (other, 0)]
                    break
                if component[other] == unseen:
                    low[node] = min(low[node], order[other])
            else:
                if low[node] == order[node]:
                    member = unseen
                    while member != node:
                        member = waiting.pop()
                        component[member] = found
                    found += 1
                if path:
                    parent = path[-1][0]
                    low[parent] = min(low[parent], low[node])
    return component


def joined(count: int, groups: Iterable[Sequence[int]]) -> list[int]:
    """Group of each of ``count`` nodes, numbered by first member; groups that overlap are one."""
    parent = list(range(count))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for group in groups:
        for member in group[1:]:
            one, other = root(group[0]), root(member)
            parent[max(one, other)] = min(one, other)
    number: dict[int, int] = {}
    return [number.setdefault(root(member), len(number)) for member in range(count)]
