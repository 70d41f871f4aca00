"""Fusion moves: the better of two plans, part by part.

After Lempitsky, Rother, Roth and Blake, Fusion moves for Markov random field optimization (2010).
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["fuse"]

INFINITY = cython.declare(cython.double, float("inf"))


@cython.locals(e=cython.longlong, near=cython.longlong, unit=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def divide(
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], label: cython.longlong[::1], other: cython.longlong[::1],
    part: cython.longlong[::1], stack: cython.longlong[::1],
) -> cython.Py_ssize_t:  # fmt: skip
    """Number the connected sets of units on which both plans differ; return how many."""
    parts: cython.Py_ssize_t = 0
    for seed in range(label.shape[0]):
        if part[seed] >= 0 or label[seed] == other[seed]:
            continue
        part[seed] = parts
        stack[0] = seed
        top = 1
        while top:
            top -= 1
            unit = stack[top]
            for at in range(start[unit], start[unit + 1]):
                e = edge[at]
                near = second[e] if first[e] == unit else first[e]
                if part[near] < 0 and label[near] != other[near]:
                    part[near] = parts
                    stack[top] = near
                    top += 1
        parts += 1
    return parts


@cython.locals(
    a=cython.longlong, after=cython.double, b=cython.longlong, best=cython.double,
    changed=cython.bint, fits=cython.bint, one=cython.longlong, saved=cython.double,
    to_a=cython.longlong, to_b=cython.longlong, two=cython.longlong,
)  # fmt: skip
def fuse(
    cost: cython.double[:, ::1], start: cython.longlong[::1], edge: cython.longlong[::1],
    first: cython.longlong[::1], second: cython.longlong[::1], weight: cython.double[::1],
    kind: cython.longlong[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], lower: cython.double[::1], upper: cython.double[::1],
    used: cython.double[::1], label: cython.longlong[::1], other: cython.longlong[::1],
) -> cython.double:  # fmt: skip
    """Take over from ``other`` every part of it that saves and keeps the limits.

    A part is a connected set of units on which both differ: parts change independently but for
    the limits, so a part that breaks one alone is tried again after the others, and together with
    one other part that gives back what it takes. Changes ``label`` and ``used``; returns what it
    saved.
    """
    units, limits = label.shape[0], upper.shape[0]
    part: cython.longlong[::1] = np.full(units, -1, dtype=np.int64)
    stack: cython.longlong[::1] = np.empty(units, dtype=np.int64)
    parts = divide(start, edge, first, second, label, other, part, stack)
    if parts == 0:
        return 0.0
    gain: cython.double[::1] = np.zeros(parts)
    more: cython.double[:, ::1] = np.zeros((parts, limits))
    taken: cython.uchar[::1] = np.zeros(parts, dtype=np.uint8)
    with cython.nogil:
        for unit in range(units):
            k = part[unit]
            if k < 0:
                continue
            gain[k] += cost[unit, label[unit]] - cost[unit, other[unit]]
            for r in range(limits):
                more[k, r] += amount[r, unit, other[unit]] - amount[r, unit, label[unit]]
        for e in range(first.shape[0]):
            a, b = first[e], second[e]
            if part[a] < 0 and part[b] < 0:
                continue
            k = part[a] if part[a] >= 0 else part[b]
            to_a = other[a] if part[a] >= 0 else label[a]
            to_b = other[b] if part[b] >= 0 else label[b]
            gain[k] += weight[e] * (distance[label[a], label[b]] - distance[to_a, to_b])
            if clash[kind[e], to_a, to_b]:
                gain[k] = -INFINITY
        saved = 0.0
        changed = True
        while changed:
            changed = False
            best, one, two = 1e-9, -1, -1
            for k in range(parts):
                if taken[k] or gain[k] == -INFINITY:
                    continue
                if gain[k] > best:
                    fits = True
                    for r in range(limits):
                        after = used[r] + more[k, r]
                        fits = fits and lower[r] <= after <= upper[r]
                    if fits:
                        best, one, two = gain[k], k, -1
                for j in range(k):
                    if taken[j] or gain[k] + gain[j] <= best:
                        continue
                    fits = True
                    for r in range(limits):
                        after = used[r] + more[k, r] + more[j, r]
                        fits = fits and lower[r] <= after <= upper[r]
                    if fits:
                        best, one, two = gain[k] + gain[j], k, j
            k = one
            while k >= 0:
                taken[k] = 1
                changed = True
                saved += gain[k]
                for r in range(limits):
                    used[r] += more[k, r]
                k, two = two, -1
        for unit in range(units):
            if part[unit] >= 0 and taken[part[unit]]:
                label[unit] = other[unit]
    return saved
