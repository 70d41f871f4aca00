"""Repair and local search: moves, exchanges, pairs and ejection chains of workloads.

Descent by single moves and exchanges, and ejection chains after Glover (1996). Throughout:
``label[i]`` is the target of unit i; ``pull[i, p]`` what i costs on p given its neighbours (own
cost and dependencies), kept up to date by :func:`shift`; ``used[l]`` the usage of limit l;
``amount`` has shape (limits, units, targets). Apart pairs are a large finite cost here, so that
one table tells everything; the caller checks the result.
"""

from __future__ import annotations

import cython
import numpy as np

__all__ = ["chains", "descend", "exchange", "fill_pull", "mend", "pairs"]

INFINITY = cython.declare(cython.double, float("inf"))


@cython.locals(cost=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def joint(
    weight: cython.double, apart: cython.bint, distance: cython.double[:, ::1],
    p: cython.Py_ssize_t, q: cython.Py_ssize_t, penalty: cython.double,
) -> cython.double:  # fmt: skip
    """Cost of an edge with labels p and q."""
    cost = weight * distance[p, q]
    if apart == 1 and p == q:
        cost += penalty
    return cost


@cython.locals(a=cython.longlong, b=cython.longlong)
def fill_pull(
    own: cython.double[:, ::1], first: cython.longlong[::1], second: cython.longlong[::1],
    weight: cython.double[::1], apart: cython.longlong[::1], distance: cython.double[:, ::1],
    label: cython.longlong[::1], penalty: cython.double, pull: cython.double[:, ::1],
) -> None:  # fmt: skip
    """Work ``pull`` out anew."""
    with cython.nogil:
        for unit in range(own.shape[0]):
            for p in range(own.shape[1]):
                pull[unit, p] = own[unit, p]
        for e in range(first.shape[0]):
            a, b = first[e], second[e]
            for p in range(own.shape[1]):
                pull[a, p] += joint(weight[e], apart[e], distance, p, label[b], penalty)
                pull[b, p] += joint(weight[e], apart[e], distance, label[a], p, penalty)


@cython.locals(e=cython.longlong, old=cython.longlong, other=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def shift(
    unit: cython.Py_ssize_t, target: cython.Py_ssize_t, start: cython.longlong[::1],
    edge: cython.longlong[::1], first: cython.longlong[::1], second: cython.longlong[::1],
    weight: cython.double[::1], apart: cython.longlong[::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], penalty: cython.double, label: cython.longlong[::1],
    pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.void:  # fmt: skip
    """Move one unit and bring ``pull`` and ``used`` up to date."""
    old = label[unit]
    for at in range(start[unit], start[unit + 1]):
        e = edge[at]
        other = second[e] if first[e] == unit else first[e]
        for p in range(pull.shape[1]):
            pull[other, p] += weight[e] * (distance[target, p] - distance[old, p])
        if apart[e] == 1:
            pull[other, target] += penalty
            pull[other, old] -= penalty
    for limit in range(used.shape[0]):
        used[limit] += amount[limit, unit, target] - amount[limit, unit, old]
    label[unit] = target


@cython.locals(total=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def violation(
    used: cython.double[::1], lower: cython.double[::1], upper: cython.double[::1],
    scale: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Sum of what the limits are broken by, each over its scale."""
    total = 0.0
    for limit in range(used.shape[0]):
        if used[limit] > upper[limit]:
            total += (used[limit] - upper[limit]) * scale[limit]
        elif used[limit] < lower[limit]:
            total += (lower[limit] - used[limit]) * scale[limit]
    return total


@cython.locals(after=cython.double, old=cython.longlong, total=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def violation_after(
    unit: cython.Py_ssize_t, target: cython.Py_ssize_t, label: cython.longlong[::1],
    amount: cython.double[:, :, ::1], used: cython.double[::1], lower: cython.double[::1],
    upper: cython.double[::1], scale: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Violation once a unit has moved."""
    total = 0.0
    old = label[unit]
    for limit in range(used.shape[0]):
        after = used[limit] + amount[limit, unit, target] - amount[limit, unit, old]
        if after > upper[limit]:
            total += (after - upper[limit]) * scale[limit]
        elif after < lower[limit]:
            total += (lower[limit] - after) * scale[limit]
    return total


@cython.locals(
    after=cython.double, best=cython.double, broken=cython.double, change=cython.double,
    chosen=cython.longlong, eased=cython.double, here=cython.double, left=cython.double,
    rate=cython.double, where=cython.longlong,
)  # fmt: skip
def mend(
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], apart: cython.longlong[::1],
    distance: cython.double[:, ::1], amount: cython.double[:, :, ::1], lower: cython.double[::1],
    upper: cython.double[::1], scale: cython.double[::1], penalty: cython.double,
    most: cython.Py_ssize_t, label: cython.longlong[::1], pull: cython.double[:, ::1],
    used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Move units until the limits hold, at the least cost per violation removed; what is left."""
    with cython.nogil:
        broken = violation(used, lower, upper, scale)
        for _ in range(most):
            if broken <= 0.0:
                break
            best, chosen, where, left = INFINITY, -1, -1, broken
            for unit in range(pull.shape[0]):
                here = pull[unit, label[unit]]
                for p in range(pull.shape[1]):
                    if p == label[unit] or pull[unit, p] == INFINITY:
                        continue
                    after = violation_after(unit, p, label, amount, used, lower, upper, scale)
                    if after < broken - 1e-12:
                        change = pull[unit, p] - here
                        eased = broken - after
                        rate = change / eased if change > 0 else change * eased
                        if rate < best:
                            best, chosen, where, left = rate, unit, p, after
            if chosen < 0:
                break
            shift(
                chosen, where, start, edge, first, second, weight, apart, distance, amount, penalty,
                label, pull, used,
            )  # fmt: skip
            broken = left
    return violation(used, lower, upper, scale)


@cython.locals(
    best=cython.double, change=cython.double, here=cython.double, left=cython.double,
    moved=cython.bint, saved=cython.double, where=cython.longlong,
)  # fmt: skip
def descend(
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], apart: cython.longlong[::1],
    distance: cython.double[:, ::1], amount: cython.double[:, :, ::1], lower: cython.double[::1],
    upper: cython.double[::1], scale: cython.double[::1], penalty: cython.double,
    label: cython.longlong[::1], pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Single moves that save and keep the limits, until none is left; the saving."""
    with cython.nogil:
        saved = 0.0
        moved = True
        rounds = 0
        while moved and rounds < 100:
            moved = False
            rounds += 1
            for unit in range(pull.shape[0]):
                best, where = -1e-9, -1
                here = pull[unit, label[unit]]
                for p in range(pull.shape[1]):
                    change = pull[unit, p] - here
                    if p != label[unit] and change < best:
                        left = violation_after(unit, p, label, amount, used, lower, upper, scale)
                        if left <= 0.0:
                            best, where = change, p
                if where >= 0:
                    shift(
                        unit, where, start, edge, first, second, weight, apart, distance, amount,
                        penalty, label, pull, used,
                    )  # fmt: skip
                    saved -= best
                    moved = True
    return saved


@cython.locals(
    a=cython.longlong, b=cython.longlong, best=cython.double, change=cython.double,
    now=cython.double, saved=cython.double, to_a=cython.longlong, to_b=cython.longlong,
    x=cython.longlong, y=cython.longlong,
)  # fmt: skip
def pairs(
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], apart: cython.longlong[::1],
    distance: cython.double[:, ::1], amount: cython.double[:, :, ::1], lower: cython.double[::1],
    upper: cython.double[::1], scale: cython.double[::1], penalty: cython.double,
    label: cython.longlong[::1], pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Move both ends of a dependency at once where that saves; the saving."""
    with cython.nogil:
        saved = 0.0
        labels = pull.shape[1]
        for e in range(first.shape[0]):
            a, b = first[e], second[e]
            x, y = label[a], label[b]
            now = joint(weight[e], apart[e], distance, x, y, penalty)
            best, to_a, to_b = -1e-9, -1, -1
            for p in range(labels):
                for q in range(labels):
                    if p == x or q == y or pull[a, p] == INFINITY or pull[b, q] == INFINITY:
                        continue
                    change = pull[a, p] - pull[a, x] + pull[b, q] - pull[b, y]
                    change -= joint(weight[e], apart[e], distance, p, y, penalty)
                    change -= joint(weight[e], apart[e], distance, x, q, penalty)
                    change += now + joint(weight[e], apart[e], distance, p, q, penalty)
                    if change < best and both_fit(a, p, b, q, label, amount, used, lower, upper):
                        best, to_a, to_b = change, p, q
            if to_a >= 0:
                shift(
                    a, to_a, start, edge, first, second, weight, apart, distance, amount, penalty,
                    label, pull, used,
                )  # fmt: skip
                shift(
                    b, to_b, start, edge, first, second, weight, apart, distance, amount, penalty,
                    label, pull, used,
                )  # fmt: skip
                saved -= best
    return saved


@cython.locals(after=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def both_fit(
    a: cython.Py_ssize_t, p: cython.Py_ssize_t, b: cython.Py_ssize_t, q: cython.Py_ssize_t,
    label: cython.longlong[::1], amount: cython.double[:, :, ::1], used: cython.double[::1],
    lower: cython.double[::1], upper: cython.double[::1],
) -> cython.bint:  # fmt: skip
    """Whether the limits hold once two units have moved."""
    for limit in range(used.shape[0]):
        after = used[limit] + amount[limit, a, p] - amount[limit, a, label[a]]
        after += amount[limit, b, q] - amount[limit, b, label[b]]
        if after > upper[limit] or after < lower[limit]:
            return False
    return True


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def leaving(
    unit: cython.Py_ssize_t, label: cython.longlong[::1], pull: cython.double[:, ::1]
) -> cython.double:
    """Least that leaving its target costs a unit."""
    least: cython.double = INFINITY
    for p in range(pull.shape[1]):
        if p != label[unit]:
            least = min(least, pull[unit, p] - pull[unit, label[unit]])
    return least


@cython.locals(
    b=cython.longlong, best=cython.double, change=cython.double, other=cython.longlong,
    saved=cython.double, total=cython.double, where=cython.longlong,
)  # fmt: skip
def exchange(
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], apart: cython.longlong[::1],
    distance: cython.double[:, ::1], amount: cython.double[:, :, ::1], lower: cython.double[::1],
    upper: cython.double[::1], scale: cython.double[::1], penalty: cython.double,
    most: cython.Py_ssize_t, label: cython.longlong[::1], pull: cython.double[:, ::1],
    used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Let a unit into a full target and the cheapest other out of its way; the saving.

    For every saving move that a limit stops, the units are tried in the order of what leaving
    costs them, at most ``most`` of them.
    """
    units, labels = pull.shape[0], pull.shape[1]
    costs = np.empty(units)
    exits: cython.double[::1] = costs
    for unit in range(units):
        exits[unit] = leaving(unit, label, pull)
    order: cython.longlong[::1] = np.argsort(costs, kind="stable")
    saved = 0.0
    with cython.nogil:
        for unit in range(units):
            for p in range(labels):
                change = pull[unit, p] - pull[unit, label[unit]]
                if p == label[unit] or change >= -1e-9:
                    continue
                best, other, where = -1e-9, -1, -1
                for rank in range(min(units, most)):
                    b = order[rank]
                    if change + exits[b] >= best:
                        break
                    if b == unit:
                        continue
                    for q in range(labels):
                        if q == label[b]:
                            continue
                        total = change + pull[b, q] - pull[b, label[b]]
                        if total >= best:
                            continue
                        if not both_fit(unit, p, b, q, label, amount, used, lower, upper):
                            continue
                        total += between(
                            unit, p, b, q, start, edge, first, second, weight, apart, distance,
                            penalty, label,
                        )  # fmt: skip
                        if total < best:
                            best, other, where = total, b, q
                if other >= 0:
                    shift(
                        unit, p, start, edge, first, second, weight, apart, distance, amount,
                        penalty, label, pull, used,
                    )  # fmt: skip
                    shift(
                        other, where, start, edge, first, second, weight, apart, distance, amount,
                        penalty, label, pull, used,
                    )  # fmt: skip
                    saved -= best
                    exits[unit] = leaving(unit, label, pull)
                    exits[other] = leaving(other, label, pull)
    return saved


@cython.locals(e=cython.longlong, extra=cython.double, x=cython.longlong, y=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def between(
    a: cython.Py_ssize_t, p: cython.Py_ssize_t, b: cython.Py_ssize_t, q: cython.Py_ssize_t,
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], apart: cython.longlong[::1],
    distance: cython.double[:, ::1], penalty: cython.double, label: cython.longlong[::1],
) -> cython.double:  # fmt: skip
    """What two single changes leave out where the units depend on each other."""
    extra = 0.0
    for at in range(start[a], start[a + 1]):
        e = edge[at]
        if first[e] == b or second[e] == b:
            x, y = label[a], label[b]
            extra += joint(weight[e], apart[e], distance, p, q, penalty)
            extra += joint(weight[e], apart[e], distance, x, y, penalty)
            extra -= joint(weight[e], apart[e], distance, p, y, penalty)
            extra -= joint(weight[e], apart[e], distance, x, q, penalty)
    return extra


@cython.locals(
    best=cython.double, best_count=cython.longlong, change=cython.double,
    count=cython.longlong, e=cython.longlong, least=cython.double, member=cython.longlong,
    other=cython.longlong, saved=cython.double, stamp=cython.longlong, total=cython.double,
    unit=cython.longlong,
)  # fmt: skip
def chains(
    start: cython.longlong[::1], edge: cython.longlong[::1], first: cython.longlong[::1],
    second: cython.longlong[::1], weight: cython.double[::1], apart: cython.longlong[::1],
    distance: cython.double[:, ::1], amount: cython.double[:, :, ::1], lower: cython.double[::1],
    upper: cython.double[::1], scale: cython.double[::1], penalty: cython.double,
    longest: cython.Py_ssize_t, label: cython.longlong[::1], pull: cython.double[:, ::1],
    used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Carry a growing cluster to one target, cheapest neighbour first; keep the best prefix.

    From every unit and to every target; the saving.
    """
    units, labels = pull.shape[0], pull.shape[1]
    carried: cython.longlong[::1] = np.empty(longest, dtype=np.int64)
    came_from: cython.longlong[::1] = np.empty(longest, dtype=np.int64)
    mark: cython.longlong[::1] = np.zeros(units, dtype=np.int64)
    with cython.nogil:
        stamp = 0
        saved = 0.0
        for seed in range(units):
            for target in range(labels):
                if label[seed] == target or pull[seed, target] == INFINITY:
                    continue
                stamp += 1
                count, total, best, best_count = 0, 0.0, -1e-9, 0
                unit = seed
                while count < longest and unit >= 0:
                    total += pull[unit, target] - pull[unit, label[unit]]
                    carried[count], came_from[count] = unit, label[unit]
                    mark[unit] = stamp
                    count += 1
                    shift(
                        unit, target, start, edge, first, second, weight, apart, distance, amount,
                        penalty, label, pull, used,
                    )  # fmt: skip
                    if total < best and violation(used, lower, upper, scale) <= 0.0:
                        best, best_count = total, count
                    unit = -1
                    least = INFINITY
                    for rank in range(count):
                        member = carried[rank]
                        for at in range(start[member], start[member + 1]):
                            e = edge[at]
                            other = second[e] if first[e] == member else first[e]
                            if mark[other] != stamp and label[other] != target:
                                change = pull[other, target] - pull[other, label[other]]
                                if change < least:
                                    least, unit = change, other
                for rank in range(count - 1, best_count - 1, -1):
                    shift(
                        carried[rank], came_from[rank], start, edge, first, second, weight, apart,
                        distance, amount, penalty, label, pull, used,
                    )  # fmt: skip
                if best_count:
                    saved -= best
    return saved
