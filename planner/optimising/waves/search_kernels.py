"""Compiled inner loops of the plan search; imported late, since compiling needs numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit  # noqa: TID253 - nothing imports this module before it is needed

__all__ = ["anneal", "fill_waves"]


@njit(cache=True, nogil=True)
def fill_waves(
    order: Any,
    open_waves: Any,
    need_start: Any,
    need_item: Any,
    need_lag: Any,
    amounts: Any,
    most: Any,
    fallback: Any,
) -> Any:
    """List scheduling: fill one wave after the other in the order given.

    A group is placed as soon as all it needs is, where its amounts still fit; whatever finds no
    wave goes to its ``fallback`` wave, over the limits, for the search to repair.
    """
    groups, waves = open_waves.shape
    limits = amounts.shape[1]
    plan = np.full(groups, -1, np.int64)
    left = order.copy()
    count = groups
    for wave in range(waves):
        room = most[wave].copy()
        changed = True
        while changed:
            changed = False
            kept = 0
            for place in range(count):
                group = left[place]
                fits = open_waves[group, wave]
                if fits:
                    for k in range(need_start[group], need_start[group + 1]):
                        sooner = plan[need_item[k]]
                        if sooner < 0 or sooner + need_lag[k] > wave:
                            fits = False
                            break
                if fits:
                    for r in range(limits):
                        if amounts[group, r] > room[r]:
                            fits = False
                            break
                if fits:
                    plan[group] = wave
                    changed = True
                    for r in range(limits):
                        room[r] -= amounts[group, r]
                else:
                    left[kept] = group
                    kept += 1
            count = kept
    for place in range(count):
        plan[left[place]] = fallback[left[place]]
    return plan


@njit(cache=True, nogil=True)
def excess(use: Any, most: Any, least: Any, price: Any, wave: int) -> float:
    """Priced violation of one wave's limits."""
    total = 0.0
    for r in range(price.shape[1]):
        if use[wave, r] > most[wave, r]:
            total += price[wave, r] * (use[wave, r] - most[wave, r])
        elif use[wave, r] < least[wave, r]:
            total += price[wave, r] * (least[wave, r] - use[wave, r])
    return total


@njit(cache=True, nogil=True)
def drag(
    plan: Any,
    target: Any,
    moved: Any,
    count: int,
    open_waves: Any,
    need_start: Any,
    need_item: Any,
    need_lag: Any,
    by_start: Any,
    by_item: Any,
    by_lag: Any,
) -> int:
    """Move along whatever the order asks for; the number moved, or -1 where that cannot be."""
    waves = open_waves.shape[1]
    place = 0
    while place < count:
        group = moved[place]
        place += 1
        sooner = target[group] < plan[group]
        start, stop = (
            (need_start[group], need_start[group + 1])
            if sooner
            else (by_start[group], by_start[group + 1])
        )
        for k in range(start, stop):
            if sooner:
                other = need_item[k]
                edge = target[group] - int(need_lag[k])
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
                edge = target[group] + int(by_lag[k])
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
                if count >= len(moved):
                    return -1
                moved[count] = other
                count += 1
                continue
            if count >= len(moved):
                return -1
            target[other] = wave
            moved[count] = other
            count += 1
    return count


@njit(cache=True, nogil=True)
def anneal(
    plan: Any,
    best: Any,
    figures: Any,
    steps: int,
    hot: float,
    cold: float,
    seed: int,
    slope: Any,
    days: Any,
    open_waves: Any,
    need_start: Any,
    need_item: Any,
    need_lag: Any,
    by_start: Any,
    by_item: Any,
    by_lag: Any,
    tie_start: Any,
    tie_item: Any,
    tie_price: Any,
    amounts: Any,
    most: Any,
    least: Any,
    use: Any,
    price: Any,
    reach_cap: int,
) -> None:
    """Simulated annealing over insertions, swaps and closure moves, limits as priced violations.

    The order and the windows always hold: a group that moves takes along what it needs (or what
    needs it). ``figures`` carries value, priced violation and best feasible value; ``plan``,
    ``use`` and ``best`` are updated in place.
    """
    np.random.seed(seed)
    groups, waves = open_waves.shape
    limits = price.shape[1]
    target = np.full(groups, -1, np.int64)
    moved = np.zeros(reach_cap, np.int64)
    touched = np.zeros(2 * reach_cap, np.int64)
    mark = np.zeros(waves, np.bool_)
    value, best_value = figures[0], figures[2]
    violation = 0.0
    for w in range(waves):
        violation += excess(use, most, least, price, w)
    cooling = (cold / hot) ** (1.0 / max(1, steps))
    heat = hot
    for _ in range(steps):
        heat *= cooling
        group = np.random.randint(groups)
        here = plan[group]
        count = 1
        if np.random.random() < 0.5:
            there = here + np.random.randint(1, 4) * (1 if np.random.random() < 0.4 else -1)
            if there < 0 or there >= waves or not open_waves[group, there]:
                continue
            moved[0], target[group] = group, there
        else:
            other = np.random.randint(groups)
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
                        gap = abs(days[new] - days[target[end]]) - abs(days[old] - days[plan[end]])
                        change += tie_price[t] * gap
                else:
                    gap = abs(days[new] - days[plan[end]]) - abs(days[old] - days[plan[end]])
                    change += tie_price[t] * gap
            for w in (old, new):
                if not mark[w]:
                    mark[w] = True
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
            mark[touched[k]] = False
        delta = change + shift
        taken = delta <= 0 or np.random.random() < np.exp(-delta / heat)
        if taken and violation <= 1e-9 and value < best_value and delta > 0:
            best_value = value
            best[:] = plan
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
        best[:] = plan
    figures[0], figures[1], figures[2] = value, violation, best_value
