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


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def excess(
    use: cython.double[::1], most: cython.double[::1], least: cython.double[::1],
    price: cython.double[::1], bound: cython.Py_ssize_t,
) -> cython.double:  # fmt: skip
    """Priced violation of one bound."""
    if use[bound] > most[bound]:
        return price[bound] * (use[bound] - most[bound])
    if use[bound] < least[bound]:
        return price[bound] * (least[bound] - use[bound])
    return 0.0


@cython.locals(bound=cython.longlong, k=cython.Py_ssize_t)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def load(
    item: cython.Py_ssize_t, wave: cython.Py_ssize_t, sign: cython.double,
    load_start: cython.longlong[::1], load_row: cython.longlong[::1],
    load_shift: cython.longlong[::1], load_amount: cython.double[::1],
    bound_of: cython.longlong[:, ::1], use: cython.double[::1],
) -> cython.void:  # fmt: skip
    """Add what a group takes of the bounds when it cuts over in a wave, or take it away."""
    for k in range(load_start[item], load_start[item + 1]):
        bound = bound_of[load_row[k], wave + load_shift[k]]
        if bound >= 0:
            use[bound] += sign * load_amount[k]


@cython.locals(other=cython.longlong, last=cython.longlong, wave=cython.longlong)
@cython.locals(item=cython.longlong, end=cython.Py_ssize_t)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def settle(
    plan: cython.longlong[::1], target: cython.longlong[::1], moved: cython.longlong[::1],
    count: cython.Py_ssize_t, platform: cython.Py_ssize_t, need_start: cython.longlong[::1],
    need_item: cython.longlong[::1], by_start: cython.longlong[::1],
    by_item: cython.longlong[::1],
) -> cython.Py_ssize_t:  # fmt: skip
    """Leave platforms as soon as the last has left; the number moved, -1 for too many."""
    end = count
    for place in range(end):
        item = moved[place]
        for k in range(by_start[item], by_start[item + 1]):
            other = by_item[k]
            if other < platform or plan[item] < plan[other]:
                continue  # it was not the last
            last = 0
            for n in range(need_start[other], need_start[other + 1]):
                wave = target[need_item[n]]
                if wave < 0:
                    wave = plan[need_item[n]]
                last = max(last, wave)
            if target[other] < 0:
                if last == plan[other]:
                    continue
                if count >= moved.shape[0]:
                    return -1
                moved[count] = other
                count += 1
            target[other] = last
    return count


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


@cython.locals(group=cython.longlong, here=cython.longlong, other=cython.longlong)
@cython.locals(there=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def propose(
    state: cython.longlong[::1], plan: cython.longlong[::1], target: cython.longlong[::1],
    moved: cython.longlong[::1], movers: cython.Py_ssize_t, open_waves: cython.uchar[:, ::1],
) -> cython.Py_ssize_t:  # fmt: skip
    """Draw a group that moves a few waves, or two that change places; the number, 0 for none."""
    group = draw_below(state, movers)
    here = plan[group]
    if draw_share(state) < 0.5:
        there = here - 1 - draw_below(state, 3)
        if draw_share(state) < 0.4:
            there = 2 * here - there
        if there < 0 or there >= open_waves.shape[1] or not open_waves[group, there]:
            return 0
        moved[0], target[group] = group, there
        return 1
    other = draw_below(state, movers)
    there = plan[other]
    if there == here or not open_waves[group, there] or not open_waves[other, here]:
        return 0
    moved[0], target[group] = group, there
    moved[1], target[other] = other, here
    return 2


@cython.locals(change=cython.double, end=cython.longlong, gap=cython.double, new=cython.longlong)
@cython.locals(old=cython.longlong)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def price_of_move(
    item: cython.Py_ssize_t, plan: cython.longlong[::1], target: cython.longlong[::1],
    cost: cython.double[:, ::1], days: cython.double[::1], tie_start: cython.longlong[::1],
    tie_item: cython.longlong[::1], tie_price: cython.double[::1],
) -> cython.double:  # fmt: skip
    """What one group's move changes; a tie between two that move counts at the first."""
    old, new = plan[item], target[item]
    change = cost[item, new] - cost[item, old]
    for t in range(tie_start[item], tie_start[item + 1]):
        end = tie_item[t]
        if target[end] >= 0:
            if end > item:
                gap = abs(days[new] - days[target[end]])
                change += tie_price[t] * (gap - abs(days[old] - days[plan[end]]))
        else:
            gap = abs(days[new] - days[plan[end]])
            change += tie_price[t] * (gap - abs(days[old] - days[plan[end]]))
    return change


@cython.locals(repeated=cython.bint)
@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def stands_before(moved: cython.longlong[::1], place: cython.Py_ssize_t) -> cython.bint:
    """Whether a group stands in the list before its place already."""
    repeated = False
    for k in range(place):
        if moved[k] == moved[place]:
            repeated = True
            break
    return repeated


@cython.locals(
    value=cython.double, best_value=cython.double, change=cython.double, delta=cython.double,
    shift=cython.double, violation=cython.double, heat=cython.double, cooling=cython.double,
    taken=cython.bint, wave=cython.longlong, bound=cython.longlong,
)  # fmt: skip
@cython.locals(
    item=cython.longlong, old=cython.longlong, new=cython.longlong, count=cython.Py_ssize_t,
    first=cython.Py_ssize_t, marks=cython.Py_ssize_t,
)  # fmt: skip
def anneal(
    plan: cython.longlong[::1], best: cython.longlong[::1], figures: cython.double[::1],
    steps: cython.Py_ssize_t, hot: cython.double, cold: cython.double, seed: cython.Py_ssize_t,
    cost: cython.double[:, ::1], days: cython.double[::1], open_waves: cython.uchar[:, ::1],
    need_start: cython.longlong[::1], need_item: cython.longlong[::1],
    need_lag: cython.longlong[::1], by_start: cython.longlong[::1], by_item: cython.longlong[::1],
    by_lag: cython.longlong[::1], tie_start: cython.longlong[::1], tie_item: cython.longlong[::1],
    tie_price: cython.double[::1], load_start: cython.longlong[::1],
    load_row: cython.longlong[::1], load_shift: cython.longlong[::1],
    load_amount: cython.double[::1], bound_of: cython.longlong[:, ::1],
    leavers: cython.Py_ssize_t, most: cython.double[::1], least: cython.double[::1],
    use: cython.double[::1], price: cython.double[::1], reach_cap: cython.Py_ssize_t,
) -> None:  # fmt: skip
    """Simulated annealing over insertions, swaps and closure moves, limits as priced violations.

    The order and the windows always hold: a group that moves takes along what it needs (or what
    needs it), and the last ``leavers`` groups follow those they wait for.

    Parameters
    ----------
    plan, best
        Wave of each group from 0, shape (groups,): where it begins, and the best plan that keeps
        every bound; both brought up to date.
    figures
        Value, priced violation and best feasible value, shape (3,); brought up to date.
    hot, cold
        Temperature of the first and the last step, in units of the value.
    cost
        Of each group by wave, shape (groups, waves).
    days
        Day of each wave, shape (waves,).
    open_waves
        1 where a group may cut over, shape (groups, waves).
    need_start, need_item, need_lag
        Rows by group: the groups it needs, and how many waves sooner they move at the latest;
        ``by_*`` the same from the other end.
    tie_start, tie_item, tie_price
        Rows by group: the groups it talks to, and the price of each day between the two.
    load_start, load_row, load_shift, load_amount
        Rows by group: of which amount it takes how much, in which wave counted from its own.
    bound_of
        Number of the bound on an amount in a wave, shape (amounts, waves); -1: none.
    most, least, use, price
        Of each bound, shape (bounds,); ``use`` is brought up to date.
    reach_cap
        Groups that one move takes along at the most.
    """
    groups, bounds = open_waves.shape[0], price.shape[0]
    movers = groups - leavers
    target: cython.longlong[::1] = np.full(groups, -1, np.int64)
    moved: cython.longlong[::1] = np.zeros(reach_cap, np.int64)
    touched: cython.longlong[::1] = np.zeros(bounds, np.int64)
    mark: cython.uchar[::1] = np.zeros(bounds, np.uint8)
    state: cython.longlong[::1] = np.zeros(4, np.int64)
    with cython.nogil:
        sow(state, seed)
        value, best_value = figures[0], figures[2]
        violation = 0.0
        for b in range(bounds):
            violation += excess(use, most, least, price, b)
        cooling = exp(log(cold / hot) / max(1, steps))
        heat = hot
        for _ in range(steps):
            heat *= cooling
            count = propose(state, plan, target, moved, movers, open_waves)
            if count == 0:
                continue
            first = count
            count = drag(
                plan, target, moved, count, open_waves,
                need_start, need_item, need_lag, by_start, by_item, by_lag,
            )  # fmt: skip
            if count >= 0 and leavers:
                count = settle(
                    plan, target, moved, count, movers, need_start, need_item, by_start, by_item
                )
            if count < 0:
                # The list up to its cap, or up to the clash, is what was marked.
                for k in range(reach_cap):
                    target[moved[k]] = -1
                continue
            change = 0.0
            marks = 0
            shift = 0.0
            for k in range(count):
                item = moved[k]
                if target[item] < 0 or target[item] == plan[item]:
                    continue
                if k >= first and stands_before(moved, k):
                    continue
                change += price_of_move(
                    item, plan, target, cost, days, tie_start, tie_item, tie_price
                )
                for at in range(load_start[item], load_start[item + 1]):
                    for side in range(2):
                        wave = (target[item] if side else plan[item]) + load_shift[at]
                        bound = bound_of[load_row[at], wave]
                        if bound >= 0 and not mark[bound]:
                            mark[bound] = 1
                            touched[marks] = bound
                            marks += 1
                            shift -= excess(use, most, least, price, bound)
            for k in range(count):
                item = moved[k]
                if target[item] < 0:
                    continue
                old, new = plan[item], target[item]
                load(item, old, -1.0, load_start, load_row, load_shift, load_amount, bound_of, use)
                load(item, new, 1.0, load_start, load_row, load_shift, load_amount, bound_of, use)
                # Marked as done until the decision; ``touched`` still knows the bounds.
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
                    load(
                        item, new, -1.0, load_start, load_row, load_shift, load_amount, bound_of,
                        use,
                    )  # fmt: skip
                    load(
                        item, plan[item], 1.0, load_start, load_row, load_shift, load_amount,
                        bound_of, use,
                    )  # fmt: skip
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
