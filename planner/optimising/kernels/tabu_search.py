"""Tabu search for dense placements: moves and exchanges, limits broken at a price that adapts.

After Glover (1989) and, for assignment, Taillard's robust form (1991). ``label``, ``pull``,
``used``, ``amount`` and ``clash`` are those of the kernels of local search; ``weight`` and ``kind``
are full matrices over the units, since nearly every pair talks.
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["tabu_search"]

INFINITY = cython.declare(cython.double, float("inf"))


@cython.locals(after=cython.double, total=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def excess_after(
    a: cython.Py_ssize_t, p: cython.Py_ssize_t, b: cython.Py_ssize_t, q: cython.Py_ssize_t,
    label: cython.longlong[::1], amount: cython.double[:, :, ::1], used: cython.double[::1],
    lower: cython.double[::1], upper: cython.double[::1], scale: cython.double[::1],
) -> cython.double:  # fmt: skip
    """What the limits are broken by, each over its scale, with a on p and (where b >= 0) b on q."""
    total = 0.0
    for limit in range(used.shape[0]):
        after = used[limit] + amount[limit, a, p] - amount[limit, a, label[a]]
        if b >= 0:
            after += amount[limit, b, q] - amount[limit, b, label[b]]
        if after > upper[limit]:
            total += (after - upper[limit]) * scale[limit]
        elif after < lower[limit]:
            total += (lower[limit] - after) * scale[limit]
    return total


@cython.locals(old=cython.longlong, rule=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def place(
    unit: cython.Py_ssize_t, target: cython.Py_ssize_t, weight: cython.double[:, ::1],
    kind: cython.longlong[:, ::1], clash: cython.longlong[:, :, ::1],
    distance: cython.double[:, ::1], penalty: cython.double, amount: cython.double[:, :, ::1],
    label: cython.longlong[::1], pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.void:  # fmt: skip
    """Move one unit and bring ``pull`` and ``used`` up to date."""
    old = label[unit]
    for other in range(label.shape[0]):
        if weight[unit, other] != 0.0:
            for p in range(pull.shape[1]):
                pull[other, p] += weight[unit, other] * (distance[target, p] - distance[old, p])
        rule = kind[unit, other]
        if rule != 0:
            for p in range(pull.shape[1]):
                pull[other, p] += penalty * (clash[rule, target, p] - clash[rule, old, p])
    for limit in range(used.shape[0]):
        used[limit] += amount[limit, unit, target] - amount[limit, unit, old]
    label[unit] = target


@cython.locals(
    a=cython.longlong, b=cython.longlong, by=cython.double, change=cython.double,
    draw=cython.longlong, excess=cython.double, free=cython.bint, gain=cython.double,
    least=cython.double, left=cython.double, over=cython.double, p=cython.longlong,
    q=cython.longlong, record=cython.double, rule=cython.longlong, tenure=cython.longlong,
    total=cython.double, x=cython.longlong, y=cython.longlong,
)  # fmt: skip
def tabu_search(
    weight: cython.double[:, ::1], kind: cython.longlong[:, ::1],
    clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1], penalty: cython.double,
    amount: cython.double[:, :, ::1], lower: cython.double[::1], upper: cython.double[::1],
    scale: cython.double[::1], steps: cython.longlong, seed: cython.longlong,
    price: cython.double, label: cython.longlong[::1], pull: cython.double[:, ::1],
    used: cython.double[::1], best: cython.longlong[::1],
) -> cython.double:  # fmt: skip
    """Search ``steps`` moves from ``label``; what the best one saves, which is left in ``best``.

    Each step makes the best move or exchange by worth plus ``price`` times the excess over the
    limits; what a unit has just left is closed to it for a while. The price rises while limits
    are broken and falls while they hold. Only labellings that keep the limits count; infinite
    where ``label`` breaks them (what is saved is then counted from nothing).
    """
    units, labels = pull.shape[0], pull.shape[1]
    closed_until: cython.longlong[:, ::1] = np.zeros((units, labels), dtype=np.int64)
    with cython.nogil:
        draw = seed
        excess = excess_after(0, label[0], -1, 0, label, amount, used, lower, upper, scale)
        change, record = 0.0, 0.0
        if excess > 0.0:
            record = INFINITY
        for step in range(1, steps + 1):
            least, a, p, b, q, by, over = INFINITY, -1, -1, -1, -1, 0.0, 0.0
            for one in range(units):
                x = label[one]
                for target in range(labels):
                    if target == x or pull[one, target] == INFINITY:
                        continue
                    gain = pull[one, target] - pull[one, x]
                    left = excess_after(
                        one, target, -1, 0, label, amount, used, lower, upper, scale
                    )
                    total = gain + price * (left - excess)
                    free = closed_until[one, target] < step or (
                        left <= 0.0 and change + gain < record - 1e-9
                    )
                    if total < least and free:
                        least, a, p, b, by, over = total, one, target, -1, gain, left
                for other in range(one):
                    y = label[other]
                    if y == x or pull[one, y] == INFINITY or pull[other, x] == INFINITY:
                        continue
                    gain = pull[one, y] - pull[one, x] + pull[other, x] - pull[other, y]
                    gain += 2.0 * weight[one, other] * distance[x, y]
                    rule = kind[one, other]
                    if rule != 0:
                        gain -= penalty * (
                            clash[rule, x, x] + clash[rule, y, y] - 2 * clash[rule, x, y]
                        )
                    if gain - price * excess >= least:
                        continue
                    left = excess_after(one, y, other, x, label, amount, used, lower, upper, scale)
                    total = gain + price * (left - excess)
                    free = closed_until[one, y] < step and closed_until[other, x] < step
                    free = free or (left <= 0.0 and change + gain < record - 1e-9)
                    if total < least and free:
                        least, a, p, b, q, by, over = total, one, y, other, x, gain, left
            if a < 0:
                continue
            draw = draw * 48271 % 2147483647
            tenure = 5 + draw % (5 + units // 4)
            closed_until[a, label[a]] = step + tenure
            place(a, p, weight, kind, clash, distance, penalty, amount, label, pull, used)
            if b >= 0:
                closed_until[b, label[b]] = step + tenure
                place(b, q, weight, kind, clash, distance, penalty, amount, label, pull, used)
            change += by
            excess = over
            if excess > 0.0:
                price *= 1.05
            else:
                price *= 0.97
                if change < record - 1e-9:
                    record = change
                    for unit in range(units):
                        best[unit] = label[unit]
    return record
