"""Graphs of workload numbers: components, bridges, reach. Plain lists, no recursion."""

from __future__ import annotations

from collections.abc import Sequence

from planner.optimising.components import strong_components

__all__ = ["bridges", "components", "reach_counts"]

type Edges = Sequence[Sequence[int]]


def components(edges: Edges) -> list[list[int]]:
    """Strongly connected components, what is reached first first."""
    number = strong_components(edges)
    found: list[list[int]] = [[] for _ in range(max(number, default=-1) + 1)]
    for node, component in enumerate(number):
        found[component].append(node)
    return found


def reach_counts(edges: Edges) -> list[int]:
    """How many other nodes each node reaches, by bit sets over the condensed graph."""
    groups = components(edges)
    group_of = [0] * len(edges)
    for number, members in enumerate(groups):
        for member in members:
            group_of[member] = number
    reached: list[int] = []
    counts = [0] * len(edges)
    for number, members in enumerate(groups):
        bits = 0
        for member in members:
            bits |= 1 << member
        for group in {group_of[other] for member in members for other in edges[member]}:
            if group != number:
                bits |= reached[group]
        reached.append(bits)
        total = bits.bit_count() - 1
        for member in members:
            counts[member] = total
    return counts


def bridges(neighbours: Edges) -> list[tuple[int, int]]:
    """Undirected edges whose loss parts the graph (Tarjan 1974); parallel edges are no bridge.

    ``neighbours`` lists each edge at both ends, once for each parallel one.
    """
    count = len(neighbours)
    order, low = [0] * count, [0] * count
    clock, found = 0, []
    for root in range(count):
        if order[root]:
            continue
        work = [(root, -1, 0, False)]
        while work:
            node, parent, place, passed = work.pop()
            if place == 0:
                clock += 1
                order[node] = low[node] = clock
            for position in range(place, len(neighbours[node])):
                other = neighbours[node][position]
                if other == parent and not passed:
                    passed = True
                elif order[other]:
                    low[node] = min(low[node], order[other])
                else:
                    work += [(node, parent, position + 1, passed), (other, node, 0, False)]
                    break
            else:
                if parent >= 0:
                    low[parent] = min(low[parent], low[node])
                    if low[node] > order[parent]:
                        found.append((parent, node))
    return found
