"""Inner loops of repair and local search: moves, exchanges, pairs and chains of workloads.

Throughout: ``label[i]`` is the target of unit i; ``pull[i, p]`` what i costs on p given its
neighbours (own cost and dependencies), kept up to date by :func:`shift`; ``used[l]`` the usage of
limit l; ``amount`` has shape (limits, units, targets). Apart pairs are a large finite cost here,
so that one table tells everything; the caller checks the result.
"""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.compiled import compiled
from planner.optimising.placement.instance import Floats, Ints

__all__ = ["chains", "descend", "exchange", "fill_pull", "mend", "pairs"]


@compiled
def joint(weight: float, apart: int, distance: Floats, p: int, q: int, penalty: float) -> float:
    """Cost of an edge with labels p and q."""
    cost: float = weight * distance[p, q]
    if apart == 1 and p == q:
        cost += penalty
    return cost


@compiled
def fill_pull(
    own: Floats, first: Ints, second: Ints, weight: Floats, apart: Ints, distance: Floats,
    label: Ints, penalty: float, pull: Floats,
) -> None:  # fmt: skip
    """Work ``pull`` out anew."""
    pull[:] = own
    for e in range(len(first)):
        a, b = first[e], second[e]
        for p in range(own.shape[1]):
            pull[a, p] += joint(weight[e], apart[e], distance, p, label[b], penalty)
            pull[b, p] += joint(weight[e], apart[e], distance, label[a], p, penalty)


@compiled
def shift(
    unit: int, target: int, start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats,
    apart: Ints, distance: Floats, amount: Floats, penalty: float, label: Ints, pull: Floats,
    used: Floats,
) -> None:  # fmt: skip
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
    for limit in range(len(used)):
        used[limit] += amount[limit, unit, target] - amount[limit, unit, old]
    label[unit] = target


@compiled
def violation(used: Floats, lower: Floats, upper: Floats, scale: Floats) -> float:
    """Sum of what the limits are broken by, each over its scale."""
    total = 0.0
    for limit in range(len(used)):
        if used[limit] > upper[limit]:
            total += (used[limit] - upper[limit]) * scale[limit]
        elif used[limit] < lower[limit]:
            total += (lower[limit] - used[limit]) * scale[limit]
    return total


@compiled
def violation_after(
    unit: int, target: int, label: Ints, amount: Floats, used: Floats, lower: Floats,
    upper: Floats, scale: Floats,
) -> float:  # fmt: skip
    """Violation once a unit has moved."""
    total = 0.0
    old = label[unit]
    for limit in range(len(used)):
        after = used[limit] + amount[limit, unit, target] - amount[limit, unit, old]
        if after > upper[limit]:
            total += (after - upper[limit]) * scale[limit]
        elif after < lower[limit]:
            total += (lower[limit] - after) * scale[limit]
    return total


@compiled
def mend(
    start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats, apart: Ints,
    distance: Floats, amount: Floats, lower: Floats, upper: Floats, scale: Floats,
    penalty: float, most: int, label: Ints, pull: Floats, used: Floats,
) -> float:  # fmt: skip
    """Move units until the limits hold, at the least cost per violation removed; what is left."""
    broken = violation(used, lower, upper, scale)
    for _ in range(most):
        if broken <= 0.0:
            break
        best, chosen, where, left = np.inf, -1, -1, broken
        for unit in range(pull.shape[0]):
            here = pull[unit, label[unit]]
            for p in range(pull.shape[1]):
                if p == label[unit] or pull[unit, p] == np.inf:
                    continue
                after = violation_after(unit, p, label, amount, used, lower, upper, scale)
                if after < broken - 1e-12:
                    change = pull[unit, p] - here
                    rate = change / (broken - after) if change > 0 else change * (broken - after)
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


@compiled
def descend(
    start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats, apart: Ints,
    distance: Floats, amount: Floats, lower: Floats, upper: Floats, scale: Floats,
    penalty: float, label: Ints, pull: Floats, used: Floats,
) -> float:  # fmt: skip
    """Single moves that save and keep the limits, until none is left; the saving."""
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


@compiled
def pairs(
    start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats, apart: Ints,
    distance: Floats, amount: Floats, lower: Floats, upper: Floats, scale: Floats,
    penalty: float, label: Ints, pull: Floats, used: Floats,
) -> float:  # fmt: skip
    """Move both ends of a dependency at once where that saves; the saving."""
    saved = 0.0
    labels = pull.shape[1]
    for e in range(len(first)):
        a, b = first[e], second[e]
        x, y = label[a], label[b]
        now = joint(weight[e], apart[e], distance, x, y, penalty)
        best, to_a, to_b = -1e-9, -1, -1
        for p in range(labels):
            for q in range(labels):
                if p == x or q == y or pull[a, p] == np.inf or pull[b, q] == np.inf:
                    continue
                change = (
                    pull[a, p] - pull[a, x] - joint(weight[e], apart[e], distance, p, y, penalty)
                )
                change += (
                    pull[b, q] - pull[b, y] - joint(weight[e], apart[e], distance, x, q, penalty)
                )
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


@compiled
def both_fit(
    a: int, p: int, b: int, q: int, label: Ints, amount: Floats, used: Floats, lower: Floats,
    upper: Floats,
) -> bool:  # fmt: skip
    """Whether the limits hold once two units have moved."""
    for limit in range(len(used)):
        after = used[limit] + amount[limit, a, p] - amount[limit, a, label[a]]
        after += amount[limit, b, q] - amount[limit, b, label[b]]
        if after > upper[limit] or after < lower[limit]:
            return False
    return True


@compiled
def exchange(
    start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats, apart: Ints,
    distance: Floats, amount: Floats, lower: Floats, upper: Floats, scale: Floats,
    penalty: float, most: int, label: Ints, pull: Floats, used: Floats,
) -> float:  # fmt: skip
    """Let a unit into a full target and the cheapest other out of its way; the saving.

    For every saving move that a limit stops, the units are tried in the order of what leaving
    costs them, at most ``most`` of them.
    """
    units, labels = pull.shape
    exits = np.empty(units)
    for unit in range(units):
        least = np.inf
        for p in range(labels):
            if p != label[unit]:
                least = min(least, pull[unit, p] - pull[unit, label[unit]])
        exits[unit] = least
    order = np.argsort(exits)
    saved = 0.0
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
                    if total < best and both_fit(unit, p, b, q, label, amount, used, lower, upper):
                        total += between(
                            unit, p, b, q, start, edge, first, second, weight, apart, distance,
                            penalty, label,
                        )  # fmt: skip
                        if total < best:
                            best, other, where = total, b, q
            if other >= 0:
                for a, target in ((unit, p), (other, where)):
                    shift(
                        a, target, start, edge, first, second, weight, apart, distance, amount,
                        penalty, label, pull, used,
                    )  # fmt: skip
                saved -= best
                for a in (unit, other):
                    exits[a] = np.inf
                    for q in range(labels):
                        if q != label[a]:
                            exits[a] = min(exits[a], pull[a, q] - pull[a, label[a]])
    return saved


@compiled
def between(
    a: int, p: int, b: int, q: int, start: Ints, edge: Ints, first: Ints, second: Ints,
    weight: Floats, apart: Ints, distance: Floats, penalty: float, label: Ints,
) -> float:  # fmt: skip
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


@compiled
def chains(
    start: Ints, edge: Ints, first: Ints, second: Ints, weight: Floats, apart: Ints,
    distance: Floats, amount: Floats, lower: Floats, upper: Floats, scale: Floats,
    penalty: float, longest: int, label: Ints, pull: Floats, used: Floats,
) -> float:  # fmt: skip
    """Carry a growing cluster to one target, cheapest neighbour first; keep the best prefix.

    From every unit and to every target; the saving.
    """
    units, labels = pull.shape
    carried = np.empty(longest, dtype=np.int64)
    came_from = np.empty(longest, dtype=np.int64)
    mark = np.zeros(units, dtype=np.int64)
    stamp = 0
    saved = 0.0
    for seed in range(units):
        for target in range(labels):
            if label[seed] == target or pull[seed, target] == np.inf:
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
                least = np.inf
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
