"""Inner loop of fusing two plans: the better of both, part by part."""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.compiled import compiled
from planner.optimising.placement.instance import Floats, Ints

__all__ = ["fuse"]


@compiled
def fuse(
    cost: Floats, start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats, apart: Ints,
    distance: Floats, amount: Floats, lower: Floats, upper: Floats, used: Floats, label: Ints,
    other: Ints,
) -> float:  # fmt: skip
    """Take over from ``other`` every part of it that saves and keeps the limits.

    A part is a connected set of units on which both differ: parts change independently but for
    the limits, so a part that breaks one alone is tried again after the others, and together with
    one other part that gives back what it takes. Changes ``label`` and ``used``; returns what it
    saved.
    """
    units, limits = len(label), len(upper)
    part = np.full(units, -1)
    stack = np.empty(units, dtype=np.int64)
    parts = 0
    for seed in range(units):
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
    if parts == 0:
        return 0.0
    gain = np.zeros(parts)
    more = np.zeros((parts, limits))
    for unit in range(units):
        k = part[unit]
        if k < 0:
            continue
        gain[k] += cost[unit, label[unit]] - cost[unit, other[unit]]
        for r in range(limits):
            more[k, r] += amount[r, unit, other[unit]] - amount[r, unit, label[unit]]
    for e in range(len(first)):
        a, b = first[e], second[e]
        if part[a] < 0 and part[b] < 0:
            continue
        k = part[a] if part[a] >= 0 else part[b]
        to_a = other[a] if part[a] >= 0 else label[a]
        to_b = other[b] if part[b] >= 0 else label[b]
        gain[k] += weight[e] * (distance[label[a], label[b]] - distance[to_a, to_b])
        if apart[e] == 1 and to_a == to_b:
            gain[k] = -np.inf
    saved = 0.0
    taken = np.zeros(parts, dtype=np.bool_)
    changed = True
    while changed:
        changed = False
        best, one, two = 1e-9, -1, -1
        for k in range(parts):
            if taken[k] or gain[k] == -np.inf:
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
        for k in (one, two):
            if k >= 0:
                taken[k] = True
                changed = True
                saved += gain[k]
                for r in range(limits):
                    used[r] += more[k, r]
    for unit in range(units):
        if part[unit] >= 0 and taken[part[unit]]:
            label[unit] = other[unit]
    return saved
