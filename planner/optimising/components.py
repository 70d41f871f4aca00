"""Strongly connected components, numbered so that what is needed comes first."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["strong_components"]


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
