"""Repair and local search: moves, exchanges, pairs and ejection chains of workloads.

Descent by single moves and exchanges, and ejection chains after Glover (1996). Throughout:
``label[i]`` is the target of unit i; ``pull[i, p]`` what i costs on p given its neighbours (own
cost and dependencies), kept up to date by :func:`shift`; ``used[l]`` the usage of limit l;
``amount`` has shape (limits, units, targets). ``ends[e]`` holds the first and second unit of an
edge and the kind of rule between them; what that forbids together, ``clash[kind, p, q]``, is a
large finite cost here. The caller checks the result. ``limits`` has a row for each limit: lower and
upper bound, scale of a violation, and a toll for every step begun beyond what is free (an
extension, or, of a count, a platform somebody is on).
"""

from __future__ import annotations

import cython
import numpy as np
from cython.cimports.libc.math import ceil

__all__ = ["chains", "descend", "exchange", "fill_pull", "mend", "pairs", "regroup"]

INFINITY = cython.declare(cython.double, float("inf"))
LOWER = cython.declare(cython.int, 0)
UPPER = cython.declare(cython.int, 1)
SCALE = cython.declare(cython.int, 2)
FREE = cython.declare(cython.int, 3)
STEP = cython.declare(cython.int, 4)
TOLL = cython.declare(cython.int, 5)


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


@cython.locals(a=cython.longlong, b=cython.longlong)
def fill_pull(
    own: cython.double[:, ::1], ends: cython.longlong[:, ::1], weight: cython.double[::1],
    clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1], label: cython.longlong[::1],
    penalty: cython.double, pull: cython.double[:, ::1],
) -> None:  # fmt: skip
    """Work ``pull`` out anew."""
    with cython.nogil:
        for unit in range(own.shape[0]):
            for p in range(own.shape[1]):
                pull[unit, p] = own[unit, p]
        for e in range(ends.shape[0]):
            a, b = ends[e, 0], ends[e, 1]
            for p in range(own.shape[1]):
                pull[a, p] += joint(weight[e], ends[e, 2], clash, distance, p, label[b], penalty)
                pull[b, p] += joint(weight[e], ends[e, 2], clash, distance, label[a], p, penalty)


@cython.locals(e=cython.longlong, old=cython.longlong, other=cython.longlong)
@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def shift(
    unit: cython.Py_ssize_t, target: cython.Py_ssize_t, start: cython.longlong[::1],
    edge: cython.longlong[::1], ends: cython.longlong[:, ::1], weight: cython.double[::1],
    clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], penalty: cython.double, label: cython.longlong[::1],
    pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.void:  # fmt: skip
    """Move one unit and bring ``pull`` and ``used`` up to date."""
    old = label[unit]
    for at in range(start[unit], start[unit + 1]):
        e = edge[at]
        other = ends[e, 1] if ends[e, 0] == unit else ends[e, 0]
        for p in range(pull.shape[1]):
            pull[other, p] += weight[e] * (distance[target, p] - distance[old, p])
            pull[other, p] += penalty * (clash[ends[e, 2], target, p] - clash[ends[e, 2], old, p])
    for limit in range(used.shape[0]):
        used[limit] += amount[limit, unit, target] - amount[limit, unit, old]
    label[unit] = target


@cython.locals(after=cython.double, total=cython.double)
@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def violation_after(
    a: cython.Py_ssize_t, p: cython.Py_ssize_t, b: cython.Py_ssize_t, q: cython.Py_ssize_t,
    label: cython.longlong[::1], amount: cython.double[:, :, ::1], used: cython.double[::1],
    limits: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """What the limits are broken by with a on p and b on q, over their scale; below 0: neither."""
    total = 0.0
    for limit in range(used.shape[0]):
        after = used[limit]
        if a >= 0:
            after += amount[limit, a, p] - amount[limit, a, label[a]]
        if b >= 0:
            after += amount[limit, b, q] - amount[limit, b, label[b]]
        if after > limits[limit, UPPER]:
            total += (after - limits[limit, UPPER]) * limits[limit, SCALE]
        elif after < limits[limit, LOWER]:
            total += (limits[limit, LOWER] - after) * limits[limit, SCALE]
    return total


@cython.locals(after=cython.double, total=cython.double)
@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def tolls_after(
    a: cython.Py_ssize_t, p: cython.Py_ssize_t, b: cython.Py_ssize_t, q: cython.Py_ssize_t,
    label: cython.longlong[::1], amount: cython.double[:, :, ::1], used: cython.double[::1],
    limits: cython.double[:, ::1],
) -> cython.double:  # fmt: skip
    """Tolls once a is on p and b on q, as in :func:`violation_after`."""
    total = 0.0
    for limit in range(used.shape[0]):
        if limits[limit, TOLL] == 0.0:
            continue
        after = used[limit]
        if a >= 0:
            after += amount[limit, a, p] - amount[limit, a, label[a]]
        if b >= 0:
            after += amount[limit, b, q] - amount[limit, b, label[b]]
        if after > limits[limit, FREE]:
            total += limits[limit, TOLL] * ceil((after - limits[limit, FREE]) / limits[limit, STEP])
    return total


@cython.locals(
    after=cython.double, best=cython.double, broken=cython.double, change=cython.double,
    chosen=cython.longlong, here=cython.double, left=cython.double,
    now=cython.double, rate=cython.double, where=cython.longlong,
)  # fmt: skip
def mend(
    start: cython.longlong[::1], edge: cython.longlong[::1], ends: cython.longlong[:, ::1],
    weight: cython.double[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], limits: cython.double[:, ::1], penalty: cython.double,
    most: cython.Py_ssize_t, label: cython.longlong[::1], pull: cython.double[:, ::1],
    used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Move units until the limits hold, at the least cost per violation removed; what is left."""
    with cython.nogil:
        broken = violation_after(-1, 0, -1, 0, label, amount, used, limits)
        for _ in range(most):
            if broken <= 0.0:
                break
            best, chosen, where, left = INFINITY, -1, -1, broken
            now = tolls_after(-1, 0, -1, 0, label, amount, used, limits)
            for unit in range(pull.shape[0]):
                here = pull[unit, label[unit]]
                for p in range(pull.shape[1]):
                    if p == label[unit] or pull[unit, p] == INFINITY:
                        continue
                    after = violation_after(unit, p, -1, 0, label, amount, used, limits)
                    if after < broken - 1e-12:
                        change = pull[unit, p] - here - now
                        change += tolls_after(unit, p, -1, 0, label, amount, used, limits)
                        rate = broken - after
                        rate = change / rate if change > 0 else change * rate
                        if rate < best:
                            best, chosen, where, left = rate, unit, p, after
            if chosen < 0:
                break
            shift(
                chosen, where, start, edge, ends, weight, clash, distance, amount, penalty, label,
                pull, used,
            )  # fmt: skip
            broken = left
    return violation_after(-1, 0, -1, 0, label, amount, used, limits)


@cython.locals(
    best=cython.double, change=cython.double, here=cython.double, left=cython.double,
    moved=cython.bint, saved=cython.double, where=cython.longlong,
)  # fmt: skip
def descend(
    start: cython.longlong[::1], edge: cython.longlong[::1], ends: cython.longlong[:, ::1],
    weight: cython.double[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], limits: cython.double[:, ::1], penalty: cython.double,
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
                here += tolls_after(-1, 0, -1, 0, label, amount, used, limits)
                for p in range(pull.shape[1]):
                    change = pull[unit, p] - here
                    change += tolls_after(unit, p, -1, 0, label, amount, used, limits)
                    if p != label[unit] and change < best:
                        left = violation_after(unit, p, -1, 0, label, amount, used, limits)
                        if left <= 0.0:
                            best, where = change, p
                if where >= 0:
                    shift(
                        unit, where, start, edge, ends, weight, clash, distance, amount, penalty,
                        label, pull, used,
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
    start: cython.longlong[::1], edge: cython.longlong[::1], ends: cython.longlong[:, ::1],
    weight: cython.double[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], limits: cython.double[:, ::1], penalty: cython.double,
    label: cython.longlong[::1], pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Move both ends of a dependency at once where that saves; the saving."""
    labels = pull.shape[1]
    with cython.nogil:
        saved = 0.0
        for e in range(ends.shape[0]):
            a, b = ends[e, 0], ends[e, 1]
            x, y = label[a], label[b]
            now = joint(weight[e], ends[e, 2], clash, distance, x, y, penalty)
            now -= tolls_after(-1, 0, -1, 0, label, amount, used, limits)
            best, to_a, to_b = -1e-9, -1, -1
            for p in range(labels):
                for q in range(labels):
                    if p == x or q == y or pull[a, p] == INFINITY or pull[b, q] == INFINITY:
                        continue
                    change = pull[a, p] - pull[a, x] + pull[b, q] - pull[b, y]
                    change -= joint(weight[e], ends[e, 2], clash, distance, p, y, penalty)
                    change -= joint(weight[e], ends[e, 2], clash, distance, x, q, penalty)
                    change += now + joint(weight[e], ends[e, 2], clash, distance, p, q, penalty)
                    change += tolls_after(a, p, b, q, label, amount, used, limits)
                    if (
                        change < best
                        and violation_after(a, p, b, q, label, amount, used, limits) <= 0.0
                    ):
                        best, to_a, to_b = change, p, q
            if to_a >= 0:
                shift(
                    a, to_a, start, edge, ends, weight, clash, distance, amount, penalty, label,
                    pull, used,
                )  # fmt: skip
                shift(
                    b, to_b, start, edge, ends, weight, clash, distance, amount, penalty, label,
                    pull, used,
                )  # fmt: skip
                saved -= best
    return saved


@cython.cfunc
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
    b=cython.longlong, best=cython.double, change=cython.double, now=cython.double,
    other=cython.longlong, saved=cython.double, total=cython.double, where=cython.longlong,
)  # fmt: skip
def exchange(
    start: cython.longlong[::1], edge: cython.longlong[::1], ends: cython.longlong[:, ::1],
    weight: cython.double[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], limits: cython.double[:, ::1], penalty: cython.double,
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
                now = tolls_after(-1, 0, -1, 0, label, amount, used, limits)
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
                        if violation_after(unit, p, b, q, label, amount, used, limits) > 0.0:
                            continue
                        total += between(
                            unit, p, b, q, start, edge, ends, weight, clash, distance, penalty,
                            label,
                        )  # fmt: skip
                        total += tolls_after(unit, p, b, q, label, amount, used, limits) - now
                        if total < best:
                            best, other, where = total, b, q
                if other >= 0:
                    shift(
                        unit, p, start, edge, ends, weight, clash, distance, amount, penalty, label,
                        pull, used,
                    )  # fmt: skip
                    shift(
                        other, where, start, edge, ends, weight, clash, distance, amount, penalty,
                        label, pull, used,
                    )  # fmt: skip
                    saved -= best
                    exits[unit] = leaving(unit, label, pull)
                    exits[other] = leaving(other, label, pull)
    return saved


@cython.locals(e=cython.longlong, extra=cython.double, x=cython.longlong, y=cython.longlong)
@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def between(
    a: cython.Py_ssize_t, p: cython.Py_ssize_t, b: cython.Py_ssize_t, q: cython.Py_ssize_t,
    start: cython.longlong[::1], edge: cython.longlong[::1], ends: cython.longlong[:, ::1],
    weight: cython.double[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    penalty: cython.double, label: cython.longlong[::1],
) -> cython.double:  # fmt: skip
    """What two single changes leave out where the units depend on each other."""
    extra = 0.0
    for at in range(start[a], start[a + 1]):
        e = edge[at]
        if ends[e, 0] == b or ends[e, 1] == b:
            x, y = label[a], label[b]
            extra += joint(weight[e], ends[e, 2], clash, distance, p, q, penalty)
            extra += joint(weight[e], ends[e, 2], clash, distance, x, y, penalty)
            extra -= joint(weight[e], ends[e, 2], clash, distance, p, y, penalty)
            extra -= joint(weight[e], ends[e, 2], clash, distance, x, q, penalty)
    return extra


@cython.locals(
    best=cython.double, best_count=cython.longlong, change=cython.double, count=cython.longlong,
    e=cython.longlong, least=cython.double, now=cython.double, other=cython.longlong,
    saved=cython.double, size=cython.longlong, stamp=cython.longlong, total=cython.double,
    unit=cython.longlong, worth=cython.double,
)  # fmt: skip
def chains(
    start: cython.longlong[::1], edge: cython.longlong[::1], ends: cython.longlong[:, ::1],
    weight: cython.double[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], limits: cython.double[:, ::1], penalty: cython.double,
    least_worth: cython.double[:, ::1], longest: cython.Py_ssize_t, label: cython.longlong[::1],
    pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Carry clusters, the cheapest neighbour next, and keep the best prefix of each; the saving.

    Until one saves, none is carried that costs at least 0 by ``least_worth[i, p]``, i first.
    """
    units, labels = pull.shape[0], pull.shape[1]
    carried: cython.longlong[::1] = np.empty(longest, dtype=np.int64)
    came_from: cython.longlong[::1] = np.empty(longest, dtype=np.int64)
    mark: cython.longlong[::1] = np.zeros(units, dtype=np.int64)
    front: cython.longlong[::1] = np.empty(units, dtype=np.int64)
    with cython.nogil:
        stamp, saved = 0, 0.0
        for seed in range(units):
            for target in range(labels):
                if label[seed] == target or pull[seed, target] == INFINITY:
                    continue
                if saved == 0.0 and least_worth[seed, target] >= 0.0:
                    continue
                stamp += 1
                count, total, best, best_count, size = 0, 0.0, -1e-9, 0, 0
                now = tolls_after(-1, 0, -1, 0, label, amount, used, limits)
                unit = seed
                while count < longest and unit >= 0:
                    total += pull[unit, target] - pull[unit, label[unit]]
                    carried[count], came_from[count] = unit, label[unit]
                    mark[unit] = stamp
                    count += 1
                    shift(
                        unit, target, start, edge, ends, weight, clash, distance, amount, penalty,
                        label, pull, used,
                    )  # fmt: skip
                    worth = total - now + tolls_after(-1, 0, -1, 0, label, amount, used, limits)
                    if (
                        worth < best
                        and violation_after(-1, 0, -1, 0, label, amount, used, limits) <= 0.0
                    ):
                        best, best_count = worth, count
                    for at in range(start[unit], start[unit + 1]):  # its neighbours, as met
                        e = edge[at]
                        other = ends[e, 1] if ends[e, 0] == unit else ends[e, 0]
                        if mark[other] != stamp and mark[other] != -stamp:
                            mark[other], front[size] = -stamp, other
                            size += 1
                    unit, least = -1, INFINITY
                    for rank in range(size):
                        other = front[rank]
                        change = pull[other, target] - pull[other, label[other]]
                        if mark[other] < 0 and label[other] != target and change < least:
                            least, unit = change, other
                for rank in range(count - 1, best_count - 1, -1):
                    shift(
                        carried[rank], came_from[rank], start, edge, ends, weight, clash, distance,
                        amount, penalty, label, pull, used,
                    )  # fmt: skip
                if best_count:
                    saved -= best
    return saved


@cython.locals(
    before=cython.double, chosen=cython.longlong, left=cython.double, now=cython.double,
    old=cython.longlong, saved=cython.double, total=cython.double, unit=cython.longlong,
)  # fmt: skip
def regroup(
    start: cython.longlong[::1], edge: cython.longlong[::1], ends: cython.longlong[:, ::1],
    weight: cython.double[::1], clash: cython.longlong[:, :, ::1], distance: cython.double[:, ::1],
    amount: cython.double[:, :, ::1], limits: cython.double[:, ::1], penalty: cython.double,
    group_start: cython.longlong[::1], member: cython.longlong[::1], value: cython.longlong[:, ::1],
    label: cython.longlong[::1], pull: cython.double[:, ::1], used: cython.double[::1],
) -> cython.double:  # fmt: skip
    """Move a whole group onto the targets of one value at once where that saves; the saving.

    ``value[g, p]`` is that of target p for group g, below 0: not onto p. Each takes its best one.
    """
    labels = pull.shape[1]
    came_from: cython.longlong[::1] = np.empty(member.shape[0], dtype=np.int64)
    with cython.nogil:
        saved = 0.0
        for group in range(group_start.shape[0] - 1):
            for wanted in range(labels):
                before = violation_after(-1, 0, -1, 0, label, amount, used, limits)
                now = tolls_after(-1, 0, -1, 0, label, amount, used, limits)
                total = 0.0
                moved: cython.Py_ssize_t = 0
                for at in range(group_start[group], group_start[group + 1]):
                    unit = member[at]
                    old, chosen = label[unit], -1
                    for p in range(labels):
                        if value[group, p] != wanted or pull[unit, p] == INFINITY:
                            continue
                        if chosen < 0 or pull[unit, p] < pull[unit, chosen]:
                            chosen = p
                    if chosen < 0:
                        total = INFINITY
                        break
                    total += pull[unit, chosen] - pull[unit, old]
                    came_from[at] = old
                    moved += 1
                    if chosen != old:
                        shift(
                            unit, chosen, start, edge, ends, weight, clash, distance, amount,
                            penalty, label, pull, used,
                        )  # fmt: skip
                total += tolls_after(-1, 0, -1, 0, label, amount, used, limits) - now
                if (
                    total < -1e-9
                    and violation_after(-1, 0, -1, 0, label, amount, used, limits) <= before + 1e-12
                ):
                    saved -= total
                    continue
                for back in range(moved):
                    unit = member[group_start[group] + moved - 1 - back]
                    old = came_from[group_start[group] + moved - 1 - back]
                    if label[unit] != old:
                        shift(
                            unit, old, start, edge, ends, weight, clash, distance, amount, penalty,
                            label, pull, used,
                        )  # fmt: skip
    return saved
