"""Expansion: which units should switch to one target all at once, by a minimum cut.

After Boykov, Veksler and Zabih, Fast approximate energy minimization via graph cuts (2001); the
cut by Dinic's blocking flows. Exact for metric distances where no limit or apart pair is at stake;
here it makes proposals, which the caller mends and checks.
"""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.compiled import compiled
from planner.optimising.placement.instance import Floats, Ints

__all__ = ["expand"]


@compiled
def level_nodes(
    start: Ints, edge: Ints, first: Ints, second: Ints, there: Floats, back: Floats,
    supply: Floats, demand: Floats, tiny: float, level: Ints, queue: Ints,
) -> bool:  # fmt: skip
    """Breadth-first levels from all supply; whether any demand is reached."""
    head, tail = 0, 0
    reached = False
    for unit in range(len(supply)):
        level[unit] = -1
        if supply[unit] > tiny:
            level[unit] = 0
            queue[tail] = unit
            tail += 1
    while head < tail:
        unit = queue[head]
        head += 1
        if demand[unit] > tiny:
            reached = True
        for at in range(start[unit], start[unit + 1]):
            e = edge[at]
            if first[e] == unit:
                other, room = second[e], there[e]
            else:
                other, room = first[e], back[e]
            if room > tiny and level[other] < 0:
                level[other] = level[unit] + 1
                queue[tail] = other
                tail += 1
    return reached


@compiled
def push_from(
    root: int, start: Ints, edge: Ints, first: Ints, second: Ints, there: Floats, back: Floats,
    supply: Floats, demand: Floats, tiny: float, level: Ints, arc: Ints, path: Ints, via: Ints,
) -> None:  # fmt: skip
    """Push the supply of one unit along the levels until none is left or no way is."""
    depth = 0
    path[0] = root
    while depth >= 0 and supply[root] > tiny:
        unit = path[depth]
        if demand[unit] > tiny:
            flow = min(supply[root], demand[unit])
            for step in range(depth):
                e = via[step]
                flow = min(flow, there[e] if first[e] == path[step] else back[e])
            supply[root] -= flow
            demand[unit] -= flow
            cut = depth
            for step in range(depth - 1, -1, -1):
                e = via[step]
                if first[e] == path[step]:
                    there[e] -= flow
                    back[e] += flow
                    left = there[e]
                else:
                    back[e] -= flow
                    there[e] += flow
                    left = back[e]
                if left <= tiny:
                    cut = step
            depth = cut
            continue
        advanced = False
        while arc[unit] < start[unit + 1]:
            e = edge[arc[unit]]
            if first[e] == unit:
                other, room = second[e], there[e]
            else:
                other, room = first[e], back[e]
            if room > tiny and level[other] == level[unit] + 1:
                via[depth] = e
                depth += 1
                path[depth] = other
                advanced = True
                break
            arc[unit] += 1
        if not advanced:
            level[unit] = -1
            depth -= 1
            if depth >= 0:
                arc[path[depth]] += 1


@compiled
def expand(
    own: Floats, start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats,
    distance: Floats, label: Ints, target: int,
) -> int:  # fmt: skip
    """Switch the best set of units to ``target``, in place; how many switched."""
    units, edges = own.shape[0], len(first)
    price = np.empty(units)
    size = 0.0
    for unit in range(units):
        price[unit] = own[unit, target] - own[unit, label[unit]]
        if price[unit] < np.inf:
            size = max(size, abs(price[unit]))
    there, back = np.zeros(edges), np.zeros(edges)
    reach = 0.0
    for e in range(edges):
        a, b = first[e], second[e]
        stay = weight[e] * distance[label[a], label[b]]
        only_b = weight[e] * distance[label[a], target]
        only_a = weight[e] * distance[target, label[b]]
        price[a] += only_a - stay
        price[b] -= only_a
        there[e] = max(0.0, only_a + only_b - stay)
        reach += only_a + only_b
    never = 1.0 + reach + size * units
    supply, demand = np.zeros(units), np.zeros(units)
    for unit in range(units):
        if price[unit] == np.inf:
            supply[unit] = never
        elif label[unit] != target and price[unit] > 0.0:
            supply[unit] = price[unit]
        elif label[unit] != target:
            demand[unit] = -price[unit]
        else:
            supply[unit] = max(price[unit], 0.0)
            demand[unit] = max(-price[unit], 0.0)
    tiny = 1e-9 * max(1.0, size)
    level, queue = np.empty(units, dtype=np.int64), np.empty(units, dtype=np.int64)
    arc = np.empty(units, dtype=np.int64)
    path, via = np.empty(units + 1, dtype=np.int64), np.empty(units + 1, dtype=np.int64)
    while level_nodes(start, edge, first, second, there, back, supply, demand, tiny, level, queue):
        arc[:] = start[:-1]
        for root in range(units):
            if supply[root] > tiny and level[root] == 0:
                push_from(
                    root, start, edge, first, second, there, back, supply, demand, tiny, level,
                    arc, path, via,
                )  # fmt: skip
    switched = 0
    for unit in range(units):
        if level[unit] < 0 and label[unit] != target and own[unit, target] < np.inf:
            label[unit] = target
            switched += 1
    return switched
