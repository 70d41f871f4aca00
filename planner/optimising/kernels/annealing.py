"""Simulated annealing of the waves (Kirkpatrick, Gelatt and Vecchi 1983), limits as prices."""

from __future__ import annotations

import cython
import numpy as np
from cython.cimports.libc.math import exp, log

__all__ = ["anneal"]

MASK = cython.declare(cython.longlong, 0xFFFFFFFF)


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def sow(state: cython.longlong[::1], seed: cython.longlong) -> cython.void:
    """Fill the state of the generator from a seed."""
    word: cython.longlong = seed & MASK
    for k in range(4):
        word = (word * 1664525 + 1013904223) & MASK
        state[k] = word ^ (word >> 16)
    state[0] |= 1


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def draw(state: cython.longlong[::1]) -> cython.longlong:
    """Draw 32 random bits (xorshift128, Marsaglia 2003)."""
    word: cython.longlong = state[0]
    word = (word ^ (word << 11)) & MASK
    word ^= word >> 8
    state[0], state[1], state[2] = state[1], state[2], state[3]
    state[3] = state[3] ^ (state[3] >> 19) ^ word
    return state[3]


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def draw_share(state: cython.longlong[::1]) -> cython.double:
    """Draw a number from 0 to just under 1."""
    return draw(state) * (1.0 / 4294967296.0)


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def draw_below(state: cython.longlong[::1], count: cython.longlong) -> cython.longlong:
    """Draw a whole number from 0 to ``count - 1``."""
    return (draw(state) * count) >> 32


@cython.locals(total=cython.double)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def excess(
    use: cython.double[:, ::1], most: cython.double[:, ::1], least: cython.double[:, ::1],
    price: cython.double[:, ::1], wave: cython.Py_ssize_t,
) -> cython.double:  # fmt: skip
    """Priced violation of one wave's limits."""
    total = 0.0
    for r in range(price.shape[1]):
        if use[wave, r] > most[wave, r]:
            total += price[wave, r] * (use[wave, r] - most[wave, r])
        elif use[wave, r] < least[wave, r]:
            total += price[wave, r] * (least[wave, r] - use[wave, r])
    return total


@cython.locals(
    edge=cython.longlong, group=cython.longlong, now=cython.longlong, other=cython.longlong,
    sooner=cython.bint, start=cython.longlong, stop=cython.longlong, wave=cython.longlong,
)  # fmt: skip
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def drag(
    plan: cython.longlong[::1], target: cython.longlong[::1], moved: cython.longlong[::1],
    count: cython.Py_ssize_t, open_waves: cython.uchar[:, ::1], need_start: cython.longlong[::1],
    need_item: cython.longlong[::1], need_lag: cython.longlong[::1],
    by_start: cython.longlong[::1], by_item: cython.longlong[::1], by_lag: cython.longlong[::1],
) -> cython.Py_ssize_t:  # fmt: skip
    """Move along whatever the order asks for; the number moved, or -1 where that cannot be."""
    waves = open_waves.shape[1]
    place = 0
    while place < count:
        group = moved[place]
        place += 1
        sooner = target[group] < plan[group]
        start = need_start[group] if sooner else by_start[group]
        stop = need_start[group + 1] if sooner else by_start[group + 1]
        for k in range(start, stop):
            if sooner:
                other = need_item[k]
                edge = target[group] - need_lag[k]
                now = target[other] if target[other] >= 0 else plan[other]
                if now <= edge:
                    continue
                wave = edge
                while wave >= 0 and not open_waves[other, wave]:
                    wave -= 1
                if wave < 0:
                    return -1
            else:
                other = by_item[k]
                edge = target[group] + by_lag[k]
                now = target[other] if target[other] >= 0 else plan[other]
                if now >= edge:
                    continue
                wave = edge
                while wave < waves and not open_waves[other, wave]:
                    wave += 1
                if wave >= waves:
                    return -1
            if target[other] >= 0:
                # Reached a second time: only further in the same direction is allowed.
                if (target[other] < plan[other]) != sooner:
                    return -1
                target[other] = wave
                # It must be looked at again, so it is appended once more.
                if count >= moved.shape[0]:
                    return -1
                moved[count] = other
                count += 1
                continue
            if count >= moved.shape[0]:
                return -1
            target[other] = wave
            moved[count] = other
            count += 1
    return count


@cython.locals(
    best_value=cython.double, change=cython.double, cooling=cython.double,
    count=cython.longlong, delta=cython.double, end=cython.longlong, first=cython.longlong,
    gap=cython.double, group=cython.longlong, heat=cython.double, here=cython.longlong,
    item=cython.longlong, marks=cython.longlong, new=cython.longlong, old=cython.longlong,
    other=cython.longlong, repeated=cython.bint, shift=cython.double, taken=cython.bint,
    there=cython.longlong, value=cython.double, violation=cython.double,
)  # fmt: skip
def anneal(
    plan: cython.longlong[::1], best: cython.longlong[::1], figures: cython.double[::1],
    steps: cython.Py_ssize_t, hot: cython.double, cold: cython.double, seed: cython.Py_ssize_t,
    slope: cython.double[::1], days: cython.double[::1], open_waves: cython.uchar[:, ::1],
    need_start: cython.longlong[::1], need_item: cython.longlong[::1],
    need_lag: cython.longlong[::1], by_start: cython.longlong[::1], by_item: cython.longlong[::1],
    by_lag: cython.longlong[::1], tie_start: cython.longlong[::1], tie_item: cython.longlong[::1],
    tie_price: cython.double[::1], amounts: cython.double[:, ::1], most: cython.double[:, ::1],
    least: cython.double[:, ::1], use: cython.double[:, ::1], price: cython.double[:, ::1],
    reach_cap: cython.Py_ssize_t,
) -> None:  # fmt: skip
    """Simulated annealing over insertions, swaps and closure moves, limits as priced violations.

    The order and the windows always hold: a group that moves takes along what it needs (or what
    needs it). ``figures`` carries value, priced violation and best feasible value; ``plan``,
    ``use`` and ``best`` are updated in place.
    """
    groups, waves, limits = open_waves.shape[0], open_waves.shape[1], price.shape[1]
    target: cython.longlong[::1] = np.full(groups, -1, np.int64)
    moved: cython.longlong[::1] = np.zeros(reach_cap, np.int64)
    touched: cython.longlong[::1] = np.zeros(2 * reach_cap, np.int64)
    mark: cython.uchar[::1] = np.zeros(waves, np.uint8)
    state: cython.longlong[::1] = np.zeros(4, np.int64)
    with cython.nogil:
        sow(state, seed)
        value, best_value = figures[0], figures[2]
        violation = 0.0
        for w in range(waves):
            violation += excess(use, most, least, price, w)
        cooling = exp(log(cold / hot) / max(1, steps))
        heat = hot
        for _ in range(steps):
            heat *= cooling
            group = draw_below(state, groups)
            here = plan[group]
            count = 1
            if draw_share(state) < 0.5:
                there = here - 1 - draw_below(state, 3)
                if draw_share(state) < 0.4:
                    there = 2 * here - there
                if there < 0 or there >= waves or not open_waves[group, there]:
                    continue
                moved[0], target[group] = group, there
            else:
                other = draw_below(state, groups)
                there = plan[other]
                if there == here or not open_waves[group, there] or not open_waves[other, here]:
                    continue
                moved[0], target[group] = group, there
                moved[1], target[other] = other, here
                count = 2
            first = count
            count = drag(
                plan, target, moved, count, open_waves,
                need_start, need_item, need_lag, by_start, by_item, by_lag,
            )  # fmt: skip
            if count < 0:
                # The list up to its cap, or up to the clash, is what was marked.
                for k in range(reach_cap):
                    target[moved[k]] = -1
                target[group] = -1
                continue
            change = 0.0
            marks = 0
            shift = 0.0
            for k in range(count):
                item = moved[k]
                old, new = plan[item], target[item]
                if new < 0 or new == old:
                    continue
                if k >= first:
                    repeated = False
                    for j in range(k):
                        if moved[j] == item:
                            repeated = True
                            break
                    if repeated:
                        continue
                change += slope[item] * (days[new] - days[old])
                for t in range(tie_start[item], tie_start[item + 1]):
                    end = tie_item[t]
                    if target[end] >= 0:
                        if end > item:
                            gap = abs(days[new] - days[target[end]])
                            change += tie_price[t] * (gap - abs(days[old] - days[plan[end]]))
                    else:
                        gap = abs(days[new] - days[plan[end]])
                        change += tie_price[t] * (gap - abs(days[old] - days[plan[end]]))
                for side in range(2):
                    w = new if side else old
                    if not mark[w]:
                        mark[w] = 1
                        touched[marks] = w
                        marks += 1
                        shift -= excess(use, most, least, price, w)
            for k in range(count):
                item = moved[k]
                if target[item] < 0:
                    continue
                old, new = plan[item], target[item]
                for r in range(limits):
                    use[old, r] -= amounts[item, r]
                    use[new, r] += amounts[item, r]
                # Marked as done until the decision; ``touched`` still knows the waves.
                target[item] = -2 - new
            for k in range(marks):
                shift += excess(use, most, least, price, touched[k])
                mark[touched[k]] = 0
            delta = change + shift
            taken = delta <= 0 or draw_share(state) < exp(-delta / heat)
            if taken and violation <= 1e-9 and value < best_value and delta > 0:
                best_value = value
                for g in range(groups):
                    best[g] = plan[g]
            for k in range(count):
                item = moved[k]
                if target[item] > -2:
                    continue
                new = -2 - target[item]
                target[item] = -1
                if taken:
                    plan[item] = new
                else:
                    for r in range(limits):
                        use[new, r] -= amounts[item, r]
                        use[plan[item], r] += amounts[item, r]
            for k in range(count):
                target[moved[k]] = -1
            if taken:
                value += change
                violation += shift
        if violation <= 1e-9 and value < best_value:
            best_value = value
            for g in range(groups):
                best[g] = plan[g]
        figures[0], figures[1], figures[2] = value, violation, best_value
