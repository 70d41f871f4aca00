"""Alpha-expansion: which units should switch to one target all at once, by a minimum cut.

After Boykov, Veksler and Zabih, Fast approximate energy minimization via graph cuts (2001); the
cut by Dinic's blocking flows (1970). Exact for metric distances where no limit or apart pair is at
stake; here it makes proposals, which the caller mends and checks.
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["expand"]

INFINITY = cython.declare(cython.double, float("inf"))


@cython.locals(
    e=cython.longlong, head=cython.longlong, other=cython.longlong, reached=cython.bint,
    room=cython.double, tail=cython.longlong,
)  # fmt: skip
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def level_nodes(
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], there: cython.double[::1], back: cython.double[::1],
    supply: cython.double[::1], demand: cython.double[::1], tiny: cython.double,
    level: cython.longlong[::1], queue: cython.longlong[::1],
) -> cython.bint:  # fmt: skip
    """Breadth-first levels from all supply; whether any demand is reached."""
    head, tail = 0, 0
    reached = False
    for unit in range(supply.shape[0]):
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


@cython.locals(
    advanced=cython.bint, cut=cython.longlong, depth=cython.longlong, e=cython.longlong,
    flow=cython.double, left=cython.double, other=cython.longlong, room=cython.double,
    unit=cython.longlong,
)  # fmt: skip
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def push_from(
    root: cython.Py_ssize_t, start: cython.longlong[::1], edge: cython.longlong[::1],
    first: cython.longlong[::1], second: cython.longlong[::1], there: cython.double[::1],
    back: cython.double[::1], supply: cython.double[::1], demand: cython.double[::1],
    tiny: cython.double, level: cython.longlong[::1], arc: cython.longlong[::1],
    path: cython.longlong[::1], via: cython.longlong[::1],
) -> cython.void:  # fmt: skip
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


@cython.locals(
    never=cython.double, only_a=cython.double, only_b=cython.double, reach=cython.double,
    size=cython.double, stay=cython.double, switched=cython.longlong, tiny=cython.double,
)  # fmt: skip
def expand(
    own: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    first: cython.longlong[::1], second: cython.longlong[::1], weight: cython.double[::1],
    distance: cython.double[:, ::1], label: cython.longlong[::1], target: cython.Py_ssize_t,
) -> cython.Py_ssize_t:  # fmt: skip
    """Switch the best set of units to ``target``, in place; how many switched."""
    units, edges = own.shape[0], first.shape[0]
    price: cython.double[::1] = np.empty(units)
    there: cython.double[::1] = np.zeros(edges)
    back: cython.double[::1] = np.zeros(edges)
    supply: cython.double[::1] = np.zeros(units)
    demand: cython.double[::1] = np.zeros(units)
    level: cython.longlong[::1] = np.empty(units, dtype=np.int64)
    queue: cython.longlong[::1] = np.empty(units, dtype=np.int64)
    arc: cython.longlong[::1] = np.empty(units, dtype=np.int64)
    path: cython.longlong[::1] = np.empty(units + 1, dtype=np.int64)
    via: cython.longlong[::1] = np.empty(units + 1, dtype=np.int64)
    with cython.nogil:
        size = 0.0
        for unit in range(units):
            price[unit] = own[unit, target] - own[unit, label[unit]]
            if price[unit] < INFINITY:
                size = max(size, abs(price[unit]))
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
        for unit in range(units):
            if price[unit] == INFINITY:
                supply[unit] = never
            elif label[unit] != target and price[unit] > 0.0:
                supply[unit] = price[unit]
            elif label[unit] != target:
                demand[unit] = -price[unit]
            else:
                supply[unit] = max(price[unit], 0.0)
                demand[unit] = max(-price[unit], 0.0)
        tiny = 1e-9 * max(1.0, size)
        while level_nodes(
            start, edge, first, second, there, back, supply, demand, tiny, level, queue
        ):
            for unit in range(units):
                arc[unit] = start[unit]
            for root in range(units):
                if supply[root] > tiny and level[root] == 0:
                    push_from(
                        root, start, edge, first, second, there, back, supply, demand, tiny, level,
                        arc, path, via,
                    )  # fmt: skip
        switched = 0
        for unit in range(units):
            if level[unit] < 0 and label[unit] != target and own[unit, target] < INFINITY:
                label[unit] = target
                switched += 1
    return switched
