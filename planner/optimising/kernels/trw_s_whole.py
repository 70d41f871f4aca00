"""Sequential tree-reweighted message passing (TRW-S) over both stages: targets and waves at once.

After Kolmogorov (2006). A node is a workload with a cost ``theta[i, p, s]`` for every target p and
wave s (the last s: it stays there). An edge sees either the targets of its two ends (space 0) or
their waves (space 1), and costs ``weight * distance`` there; ``clash`` forbids. ``head[e, x]`` is
the message of edge e to its first node at x, ``tail[e, x]`` to its second. A node hands its edges
shares of its minima over what they do not see, so that no step lowers the sum of all minima.
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["closed_bound", "sweep"]

INFINITY = cython.declare(cython.double, float("inf"))
FORBIDDEN = cython.declare(cython.double, 1e12)


@cython.locals(low=cython.double, part=cython.double)
@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def pull(
    e: cython.Py_ssize_t, size: cython.Py_ssize_t, weight: cython.double,
    distance: cython.double[:, ::1], clash: cython.uchar[:, ::1], backward: cython.bint,
    opened: cython.uchar[::1], given: cython.double[:, ::1], taken: cython.double[:, ::1],
) -> cython.void:  # fmt: skip
    """``taken[x] = min over open u of (edge cost(u, x) - given[u])``; 0 where there is none."""
    for x in range(size):
        low = INFINITY
        for u in range(size):
            if opened[u] and not (clash[x, u] if backward else clash[u, x]):
                part = weight * distance[u, x] - given[e, u]
                if part < low:
                    low = part
        taken[e, x] = low if low < INFINITY else 0.0


@cython.locals(cost=cython.double)
@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def margins(
    i: cython.Py_ssize_t, theta: cython.double[:, :, ::1], own: cython.double[:, ::1],
    least: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """Fill ``least`` with the minima over what each space does not see; the minimum of all."""
    low: cython.double = INFINITY
    for p in range(theta.shape[1]):
        least[0, p] = INFINITY
    for s in range(theta.shape[2]):
        least[1, s] = INFINITY
    for p in range(theta.shape[1]):
        for s in range(theta.shape[2]):
            cost = theta[i, p, s] + own[0, p] + own[1, s]
            least[0, p] = min(least[0, p], cost)
            least[1, s] = min(least[1, s], cost)
        low = min(low, least[0, p])
    return low


@cython.locals(e=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def add_up(
    i: cython.Py_ssize_t, start: cython.longlong[::1], edges: cython.longlong[::1],
    space: cython.longlong[::1], size: cython.longlong[::1], message: cython.double[:, ::1],
    own: cython.double[:, ::1],
) -> cython.void:  # fmt: skip
    """Add what some of its edges say to what a node has heard."""
    for at in range(start[i], start[i + 1]):
        e = edges[at]
        for x in range(size[space[e]]):
            own[space[e], x] += message[e, x]


@cython.locals(e=cython.longlong, kept=cython.double, share=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def hand_out(
    i: cython.Py_ssize_t, low: cython.double, least: cython.double[:, ::1], arcs: cython.longlong,
    start: cython.longlong[::1], edges: cython.longlong[::1], space: cython.longlong[::1],
    size: cython.longlong[::1], message: cython.double[:, ::1],
) -> cython.void:  # fmt: skip
    """Hand a node's minima over ``low`` to its edges on one side, one share of ``arcs`` each."""
    share = 1.0 / arcs
    for at in range(start[i], start[i + 1]):
        e = edges[at]
        for x in range(size[space[e]]):
            kept = least[space[e], x]
            if kept < INFINITY:
                message[e, x] -= (kept - low) * share


@cython.locals(
    arcs=cython.longlong, best=cython.double, cost=cython.double, e=cython.longlong,
    here=cython.longlong, k=cython.longlong, low=cython.double, other=cython.longlong,
)  # fmt: skip
def sweep(
    theta: cython.double[:, :, ::1], opened: cython.uchar[:, :, ::1], first: cython.longlong[::1],
    second: cython.longlong[::1], space: cython.longlong[::1], weight: cython.double[::1],
    kind: cython.longlong[::1], distance: cython.double[:, :, ::1], clash: cython.uchar[:, :, ::1],
    into_start: cython.longlong[::1], into: cython.longlong[::1],
    from_start: cython.longlong[::1], outof: cython.longlong[::1], head: cython.double[:, ::1],
    tail: cython.double[:, ::1], label: cython.longlong[:, ::1],
) -> None:  # fmt: skip
    """One pass forward and one back; ``label`` receives target and wave read off on the way."""
    nodes = theta.shape[0]
    size: cython.longlong[::1] = np.array([theta.shape[1], theta.shape[2]], dtype=np.int64)
    own: cython.double[:, ::1] = np.zeros((2, max(theta.shape[1], theta.shape[2])))
    read: cython.double[:, ::1] = np.zeros((2, max(theta.shape[1], theta.shape[2])))
    least: cython.double[:, ::1] = np.zeros((2, max(theta.shape[1], theta.shape[2])))
    with cython.nogil:
        for i in range(nodes):
            for x in range(own.shape[1]):
                own[0, x] = own[1, x] = 0.0
            add_up(i, from_start, outof, space, size, head, own)
            for x in range(own.shape[1]):
                read[0, x], read[1, x] = own[0, x], own[1, x]
            for at in range(into_start[i], into_start[i + 1]):
                e = into[at]
                k, other = space[e], first[e]
                pull(
                    e, size[k], weight[e], distance[k], clash[kind[e]], False, opened[k, other],
                    head, tail,
                )  # fmt: skip
                here = label[other, k]
                for x in range(size[k]):
                    own[k, x] += tail[e, x]
                    read[k, x] += weight[e] * distance[k, here, x]
                    if clash[kind[e], here, x]:
                        read[k, x] += FORBIDDEN
            best = INFINITY
            for p in range(theta.shape[1]):
                for s in range(theta.shape[2]):
                    cost = theta[i, p, s] + read[0, p] + read[1, s]
                    if cost < best:
                        best, label[i, 0], label[i, 1] = cost, p, s
            arcs = max(into_start[i + 1] - into_start[i], from_start[i + 1] - from_start[i])
            if from_start[i + 1] > from_start[i]:
                low = margins(i, theta, own, least)
                hand_out(i, low, least, arcs, from_start, outof, space, size, head)
        for i in range(nodes - 1, -1, -1):
            for x in range(own.shape[1]):
                own[0, x] = own[1, x] = 0.0
            add_up(i, into_start, into, space, size, tail, own)
            for at in range(from_start[i], from_start[i + 1]):
                e = outof[at]
                k, other = space[e], second[e]
                pull(
                    e, size[k], weight[e], distance[k], clash[kind[e]], True, opened[k, other],
                    tail, head,
                )  # fmt: skip
                for x in range(size[k]):
                    own[k, x] += head[e, x]
            arcs = max(into_start[i + 1] - into_start[i], from_start[i + 1] - from_start[i])
            if into_start[i + 1] > into_start[i]:
                low = margins(i, theta, own, least)
                hand_out(i, low, least, arcs, into_start, into, space, size, tail)


@cython.locals(
    a=cython.longlong, b=cython.longlong, bound=cython.double, cost=cython.double,
    k=cython.longlong, low=cython.double,
)  # fmt: skip
def closed_bound(
    theta: cython.double[:, :, ::1], opened: cython.uchar[:, :, ::1], first: cython.longlong[::1],
    second: cython.longlong[::1], space: cython.longlong[::1], weight: cython.double[::1],
    kind: cython.longlong[::1], distance: cython.double[:, :, ::1], clash: cython.uchar[:, :, ::1],
    head: cython.double[:, ::1], tail: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """``sum over nodes of min (theta + messages) + sum over edges of min (cost - messages)``."""
    nodes = theta.shape[0]
    size: cython.longlong[::1] = np.array([theta.shape[1], theta.shape[2]], dtype=np.int64)
    own: cython.double[:, :, ::1] = np.zeros((nodes, 2, max(theta.shape[1], theta.shape[2])))
    with cython.nogil:
        bound = 0.0
        for e in range(first.shape[0]):
            k, a, b = space[e], first[e], second[e]
            low = INFINITY
            for x in range(size[k]):
                own[a, k, x] += head[e, x]
                own[b, k, x] += tail[e, x]
                if not opened[k, a, x]:
                    continue
                for y in range(size[k]):
                    if opened[k, b, y] and not clash[kind[e], x, y]:
                        cost = weight[e] * distance[k, x, y] - head[e, x] - tail[e, y]
                        if cost < low:
                            low = cost
            if low < INFINITY:
                bound += low
        for i in range(nodes):
            low = INFINITY
            for p in range(theta.shape[1]):
                for s in range(theta.shape[2]):
                    cost = theta[i, p, s] + own[i, 0, p] + own[i, 1, s]
                    if cost < low:
                        low = cost
            bound += low
    return bound
