"""Sequential tree-reweighted message passing (TRW-S) over waves: order and ties between groups.

After Kolmogorov (2006), with the minima over an edge taken in one run over the waves. Edges 0 to
E - 1 are order (``lag``), the rest are ties (``price``). ``head[e, x]`` is the message of edge e
to its first group (the one that is needed) at wave x, ``tail[e, x]`` to its second.
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["closed_bound", "sweep"]

INFINITY = cython.declare(cython.double, float("inf"))


@cython.locals(low=cython.double, u=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def to_tail(
    edge: cython.Py_ssize_t, lag: cython.Py_ssize_t, price: cython.double,
    days: cython.double[::1], head: cython.double[:, ::1], tail: cython.double[:, ::1],
    opened: cython.uchar[:, ::1], source: cython.Py_ssize_t, end: cython.Py_ssize_t,
) -> cython.void:  # fmt: skip
    """``tail[x] = min over u of (edge cost(u, x) - head[u])``."""
    waves = days.shape[0]
    if lag >= 0:
        low = INFINITY
        for x in range(waves):
            u = x - lag
            if u >= 0 and opened[source, u] and -head[edge, u] < low:
                low = -head[edge, u]
            if opened[end, x]:
                tail[edge, x] = low
        return
    low = INFINITY
    for x in range(waves):
        if x > 0:
            low += price * (days[x] - days[x - 1])
        if opened[source, x] and -head[edge, x] < low:
            low = -head[edge, x]
        tail[edge, x] = low
    low = INFINITY
    for x in range(waves - 1, -1, -1):
        if x < waves - 1:
            low += price * (days[x + 1] - days[x])
        if opened[source, x] and -head[edge, x] < low:
            low = -head[edge, x]
        if low < tail[edge, x]:
            tail[edge, x] = low
        if not opened[end, x]:
            tail[edge, x] = 0.0


@cython.locals(low=cython.double, u=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def to_head(
    edge: cython.Py_ssize_t, lag: cython.Py_ssize_t, price: cython.double,
    days: cython.double[::1], head: cython.double[:, ::1], tail: cython.double[:, ::1],
    opened: cython.uchar[:, ::1], source: cython.Py_ssize_t, end: cython.Py_ssize_t,
) -> cython.void:  # fmt: skip
    """``head[x] = min over u of (edge cost(x, u) - tail[u])``."""
    waves = days.shape[0]
    if lag >= 0:
        low = INFINITY
        for x in range(waves - 1, -1, -1):
            u = x + lag
            if u < waves and opened[source, u] and -tail[edge, u] < low:
                low = -tail[edge, u]
            if opened[end, x]:
                head[edge, x] = low
        return
    to_tail(edge, lag, price, days, tail, head, opened, source, end)


@cython.locals(low=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def hand_out(
    g: cython.Py_ssize_t, opened: cython.uchar[:, ::1], total: cython.double[::1],
    arcs: cython.longlong, start: cython.longlong[::1], edges: cython.longlong[::1],
    message: cython.double[:, ::1],
) -> cython.void:  # fmt: skip
    """Hand a group's costs over the least to its edges on one side, one share of ``arcs`` each."""
    low = INFINITY
    for x in range(total.shape[0]):
        if opened[g, x]:
            low = min(low, total[x])
    for k in range(start[g], start[g + 1]):
        for x in range(total.shape[0]):
            if opened[g, x]:
                message[edges[k], x] -= (total[x] - low) / arcs


@cython.locals(
    choice=cython.longlong, cost=cython.double, earliest=cython.longlong, least=cython.double,
)  # fmt: skip
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def settle(
    g: cython.Py_ssize_t, total: cython.double[::1], days: cython.double[::1],
    opened: cython.uchar[:, ::1], first: cython.longlong[::1], lag: cython.longlong[::1],
    price: cython.double[::1], into_start: cython.longlong[::1], into: cython.longlong[::1],
    label: cython.longlong[::1],
) -> cython.longlong:  # fmt: skip
    """Return the cheapest wave for a group that those settled before it leave open."""
    earliest = 0
    for k in range(into_start[g], into_start[g + 1]):
        if lag[into[k]] >= 0:
            earliest = max(earliest, label[first[into[k]]] + lag[into[k]])
    choice, least = -1, INFINITY
    for x in range(earliest, total.shape[0]):
        if not opened[g, x]:
            continue
        cost = total[x]
        for k in range(into_start[g], into_start[g + 1]):
            if lag[into[k]] < 0:
                cost += price[into[k]] * abs(days[x] - days[label[first[into[k]]]])
        if cost < least or choice < 0:
            choice, least = x, cost
    return choice


@cython.locals(arcs=cython.longlong, e=cython.longlong)
def sweep(
    theta: cython.double[:, ::1], days: cython.double[::1], opened: cython.uchar[:, ::1],
    first: cython.longlong[::1], second: cython.longlong[::1], lag: cython.longlong[::1],
    price: cython.double[::1], into_start: cython.longlong[::1], into: cython.longlong[::1],
    from_start: cython.longlong[::1], outof: cython.longlong[::1], head: cython.double[:, ::1],
    tail: cython.double[:, ::1], label: cython.longlong[::1],
) -> None:  # fmt: skip
    """One pass forward and one back of sequential tree-reweighted message passing.

    Every step keeps the sum of the node's and the edges' minima from falling. ``label`` receives
    a plan that keeps the order, read off on the way forward.
    """
    groups, waves = theta.shape[0], theta.shape[1]
    total: cython.double[::1] = np.zeros(waves)
    with cython.nogil:
        for g in range(groups):
            for x in range(waves):
                total[x] = theta[g, x] if opened[g, x] else INFINITY
            for k in range(from_start[g], from_start[g + 1]):
                for x in range(waves):
                    total[x] += head[outof[k], x]
            label[g] = settle(g, total, days, opened, first, lag, price, into_start, into, label)
            for k in range(into_start[g], into_start[g + 1]):
                e = into[k]
                to_tail(e, lag[e], price[e], days, head, tail, opened, first[e], g)
                for x in range(waves):
                    total[x] += tail[e, x]
            arcs = max(into_start[g + 1] - into_start[g], from_start[g + 1] - from_start[g])
            hand_out(g, opened, total, arcs, from_start, outof, head)
        for g in range(groups - 1, -1, -1):
            for x in range(waves):
                total[x] = theta[g, x]
            for k in range(from_start[g], from_start[g + 1]):
                e = outof[k]
                to_head(e, lag[e], price[e], days, head, tail, opened, second[e], g)
                for x in range(waves):
                    total[x] += head[e, x]
            for k in range(into_start[g], into_start[g + 1]):
                for x in range(waves):
                    total[x] += tail[into[k], x]
            arcs = max(into_start[g + 1] - into_start[g], from_start[g + 1] - from_start[g])
            hand_out(g, opened, total, arcs, into_start, into, tail)


@cython.locals(
    a=cython.longlong, b=cython.longlong, bound=cython.double, low=cython.double,
    run=cython.double, u=cython.longlong,
)  # fmt: skip
def closed_bound(
    theta: cython.double[:, ::1], days: cython.double[::1], opened: cython.uchar[:, ::1],
    first: cython.longlong[::1], second: cython.longlong[::1], lag: cython.longlong[::1],
    price: cython.double[::1], head: cython.double[:, ::1], tail: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """``sum over groups of min (theta + messages) + sum over edges of min (cost - messages)``."""
    groups, waves = theta.shape[0], theta.shape[1]
    total: cython.double[:, ::1] = np.array(theta)
    bound = 0.0
    with cython.nogil:
        for e in range(first.shape[0]):
            for x in range(waves):
                total[first[e], x] += head[e, x]
                total[second[e], x] += tail[e, x]
        for g in range(groups):
            low = INFINITY
            for x in range(waves):
                if opened[g, x] and total[g, x] < low:
                    low = total[g, x]
            bound += low
        for e in range(first.shape[0]):
            low, run = INFINITY, INFINITY
            a, b = first[e], second[e]
            if lag[e] >= 0:
                for x in range(waves):
                    u = x - lag[e]
                    if u >= 0 and opened[a, u]:
                        run = min(run, -head[e, u])
                    if opened[b, x]:
                        low = min(low, run - tail[e, x])
            else:
                for x in range(waves):
                    if x > 0:
                        run += price[e] * (days[x] - days[x - 1])
                    if opened[a, x]:
                        run = min(run, -head[e, x])
                    if opened[b, x]:
                        low = min(low, run - tail[e, x])
                run = INFINITY
                for x in range(waves - 1, -1, -1):
                    if x < waves - 1:
                        run += price[e] * (days[x + 1] - days[x])
                    if opened[a, x]:
                        run = min(run, -head[e, x])
                    if opened[b, x]:
                        low = min(low, run - tail[e, x])
            bound += low
    return bound
