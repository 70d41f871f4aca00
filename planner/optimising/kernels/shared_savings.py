"""What carrying a cluster of workloads to a target costs at the least, by shares in what they save.

The arrays are those of the kernels of local search, which need not carry what cannot save.
"""

from __future__ import annotations

import cython
import numpy as np
from cython.cimports.libc.math import ceil

__all__ = ["least_of_clusters"]

INFINITY = cython.declare(cython.double, float("inf"))
LOWER = cython.declare(cython.int, 0)
UPPER = cython.declare(cython.int, 1)
FREE = cython.declare(cython.int, 3)
STEP = cython.declare(cython.int, 4)
TOLL = cython.declare(cython.int, 5)
EVENED = cython.declare(cython.int, 8)


@cython.locals(cost=cython.double)
@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def joint(
    weight: cython.double, kind: cython.Py_ssize_t, clash: cython.longlong[:, :, ::1],
    distance: cython.double[:, ::1], p: cython.Py_ssize_t, q: cython.Py_ssize_t,
    penalty: cython.double,
) -> cython.double:  # fmt: skip
    """Cost of an edge with labels p and q."""
    cost = weight * distance[p, q]
    if clash[kind, p, q]:
        cost += penalty
    return cost


@cython.locals(
    a=cython.longlong, b=cython.longlong, both=cython.double, lack=cython.double,
    least_steps=cython.double, moved=cython.double, room=cython.double, steps=cython.double,
)  # fmt: skip
def least_of_clusters(
    ends: cython.longlong[:, ::1], weight: cython.double[::1], clash: cython.longlong[:, :, ::1],
    distance: cython.double[:, ::1], amount: cython.double[:, :, ::1],
    limits: cython.double[:, ::1], penalty: cython.double, price: cython.double[::1],
    longest: cython.Py_ssize_t, label: cython.longlong[::1], pull: cython.double[:, ::1],
    used: cython.double[::1], least: cython.double[:, ::1],
) -> None:  # fmt: skip
    """Fill ``least[i, p]``: what carrying i to p with up to ``longest`` units costs at the least.

    With prices on the limits, a cluster costs what its members do, less what each two of them save
    by going together. Every such saving is paid by its two ends in shares that even out what they
    have left; what a member then has left, and all that others lack, is a bound, less what the
    prices count for room that is free and what tolls can save.
    """
    units, labels = pull.shape[0], pull.shape[1]
    rest: cython.double[::1] = np.empty(units)
    share: cython.double[:, ::1] = np.empty((ends.shape[0], 2))
    with cython.nogil:
        room = 0.0
        for limit in range(used.shape[0]):
            if price[limit] > 0.0:
                room += price[limit] * max(0.0, limits[limit, UPPER] - used[limit])
            elif price[limit] < 0.0:
                room -= price[limit] * max(0.0, used[limit] - limits[limit, LOWER])
            if limits[limit, TOLL] > 0.0:
                moved = 0.0
                for unit in range(units):
                    moved = max(moved, amount[limit, unit, label[unit]])
                steps = ceil((used[limit] - limits[limit, FREE]) / limits[limit, STEP])
                least_steps = used[limit] - longest * moved - limits[limit, FREE]
                least_steps = max(0.0, ceil(least_steps / limits[limit, STEP]))
                room += limits[limit, TOLL] * max(0.0, steps - least_steps)
        for p in range(labels):
            for unit in range(units):
                rest[unit] = pull[unit, p] - pull[unit, label[unit]]
                if label[unit] == p:
                    rest[unit] = INFINITY
                for limit in range(used.shape[0]):
                    if price[limit] != 0.0:
                        rest[unit] += price[limit] * (
                            amount[limit, unit, p] - amount[limit, unit, label[unit]]
                        )
            for e in range(ends.shape[0]):
                a, b = ends[e, 0], ends[e, 1]
                share[e, 0] = share[e, 1] = 0.0
                if rest[a] == INFINITY or rest[b] == INFINITY:
                    continue
                both = joint(weight[e], ends[e, 2], clash, distance, p, label[b], penalty)
                both += joint(weight[e], ends[e, 2], clash, distance, label[a], p, penalty)
                both -= joint(weight[e], ends[e, 2], clash, distance, label[a], label[b], penalty)
                both -= joint(weight[e], ends[e, 2], clash, distance, p, p, penalty)
                if both > 0.0:
                    share[e, 0] = min(both, max(0.0, (both + rest[a] - rest[b]) / 2))
                    share[e, 1] = both - share[e, 0]
                    rest[a] -= share[e, 0]
                    rest[b] -= share[e, 1]
            for _ in range(EVENED):
                for e in range(ends.shape[0]):
                    a, b = ends[e, 0], ends[e, 1]
                    if share[e, 0] + share[e, 1] == 0.0 or (rest[a] >= 0.0 and rest[b] >= 0.0):
                        continue
                    moved = max(-share[e, 1], min(share[e, 0], (rest[b] - rest[a]) / 2))
                    share[e, 0] -= moved
                    share[e, 1] += moved
                    rest[a] += moved
                    rest[b] -= moved
            lack = 0.0
            for unit in range(units):
                lack += min(0.0, rest[unit])
            for unit in range(units):
                least[unit, p] = lack - room + max(0.0, rest[unit])
