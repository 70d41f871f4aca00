"""Compiled loops of the search over a line: full stations, states remembered, one direction.

A state is a set of tasks done, bits in 64-bit words, and the stations that took. States wait in
pairing heaps, one per number of stations (Fredman, Sedgewick, Sleator and Tarjan 1986), and are
found again in a table by their bits. All that grows is given by the caller.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.optimising.placement.compiled import compiled

__all__ = ["MOST_CHILDREN", "advance", "best_load", "count_loads", "enter_again"]

STATES, BEST, CUT, CURSOR, BELOW, LOOKS = range(6)
DEPTH, PARENT, CHILD, SIBLING = range(4)
MOST_CHILDREN = 10_000
"""Full stations followed from one state; beyond, the state counts as cut short."""


@compiled
def waiting_for(done: Any, needs: Any, start: Any, frees: Any, waiting: Any) -> None:
    """Count for every task what it still waits for; -1 for one that is done."""
    waiting[:] = needs
    for task in range(len(needs)):
        if done[task >> 6] >> (task & 63) & 1:
            waiting[task] = -1
            for k in range(start[task], start[task + 1]):
                if waiting[frees[k]] > 0:
                    waiting[frees[k]] -= 1


@compiled
def next_fitting(times: Any, ready: Any, count: int, position: int, room: int) -> int:
    """Return the next position of a ready task that fits; ``count`` where there is none."""
    while position < count and times[ready[position]] > room:
        position += 1
    return position


@compiled
def take(task: int, waiting: Any, start: Any, frees: Any, ready: Any, count: int) -> int:
    """Put a task into the station; return how many are ready then, what it frees included."""
    waiting[task] = -2
    for k in range(start[task], start[task + 1]):
        then = frees[k]
        waiting[then] -= 1
        if waiting[then] == 0:
            ready[count] = then
            count += 1
    return count


@compiled
def give_back(task: int, waiting: Any, start: Any, frees: Any) -> None:
    """Take a task out of the station again."""
    waiting[task] = 0
    for k in range(start[task], start[task + 1]):
        waiting[frees[k]] += 1


@compiled
def is_full(times: Any, waiting: Any, ready: Any, count: int, room: int) -> bool:
    """Whether no ready task fits any more."""
    for k in range(count):
        task = ready[k]
        if waiting[task] == 0 and times[task] <= room:
            return False
    return True


@compiled
def is_dominated(
    times: Any, rivals: Any, waiting: Any, ready: Any, count: int, load: Any, size: int, room: int
) -> bool:
    """Whether a task of the station could give its place to a ready rival (Jackson's rule)."""
    for k in range(size):
        task = load[k]
        for m in range(count):
            other = ready[m]
            if (
                waiting[other] == 0
                and rivals[task, other >> 6] >> (other & 63) & 1
                and times[other] <= times[task] + room
            ):
                return True
    return False


@compiled
def first_ready(waiting: Any, ready: Any) -> int:
    """List the ready tasks, the longest first."""
    count = 0
    for task in range(len(waiting) - 1, -1, -1):
        if waiting[task] == 0:
            ready[count] = task
            count += 1
    return count


@compiled
def best_load(
    done: Any, times: Any, size: int, needs: Any, start: Any, frees: Any, worth: Any,
    most_looks: int, chosen: Any,
) -> int:  # fmt: skip
    """Choose the full station of most worth among the first ones; return its number of tasks.

    ``chosen`` takes the tasks. After Hoffmann (1963), longest tasks first.
    """
    n = len(times)
    waiting, ready = np.empty(n, np.int64), np.empty(n, np.int64)
    load, place = np.empty(n, np.int64), np.empty(n, np.int64)
    level_count, child = np.empty(n + 1, np.int64), np.zeros(n + 1, np.int64)
    waiting_for(done, needs, start, frees, waiting)
    count = first_ready(waiting, ready)
    level, position, room, looks, best, taken = 0, 0, size, 0, -np.inf, 0
    value = 0.0
    while True:
        looks += 1
        position = next_fitting(times, ready, count, position, room)
        if position < count and looks < most_looks:
            task = ready[position]
            place[level], level_count[level], load[level] = position, count, task
            child[level] = 1
            count = take(task, waiting, start, frees, ready, count)
            room -= times[task]
            value += worth[task]
            level += 1
            child[level] = 0
            position += 1
            continue
        better = not child[level] and level > 0 and value > best
        if better and is_full(times, waiting, ready, count, room):
            best, taken = value, level
            chosen[:level] = load[:level]
        if level == 0 or (looks >= most_looks and taken > 0):
            return taken
        level -= 1
        task = load[level]
        give_back(task, waiting, start, frees)
        room += times[task]
        value -= worth[task]
        position, count = place[level] + 1, level_count[level]


@compiled
def melt(first: int, second: int, node: Any, rank: Any) -> int:
    """Join two heaps; return the root."""
    if first < 0:
        return second
    if second < 0:
        return first
    if rank[second] < rank[first]:
        first, second = second, first
    node[second, SIBLING] = node[first, CHILD]
    node[first, CHILD] = second
    return first


@compiled
def without_root(root: int, node: Any, rank: Any) -> int:
    """Take the root away and join its children in pairs; return the new root."""
    pairs, k = -1, node[root, CHILD]
    while k >= 0:
        other = node[k, SIBLING]
        after = -1
        node[k, SIBLING] = -1
        joined = k
        if other >= 0:
            after = node[other, SIBLING]
            node[other, SIBLING] = -1
            joined = melt(k, other, node, rank)
        node[joined, SIBLING] = pairs
        pairs = joined
        k = after
    root = -1
    while pairs >= 0:
        other = node[pairs, SIBLING]
        node[pairs, SIBLING] = -1
        root = melt(root, pairs, node, rank)
        pairs = other
    return root


@compiled
def slot_of(bits: Any, table: Any, states: Any) -> Any:
    """Return the place in the table of a set of tasks, or the free one where it belongs."""
    mixed = np.int64(1469598103934665603)
    for word in bits:
        mixed = (mixed ^ word) * np.int64(1099511628211)
        mixed ^= (mixed >> 29) & np.int64(0x7FFFFFFFF)
    slot = mixed & (len(table) - 1)
    while table[slot] >= 0:
        same = True
        for k in range(len(bits)):
            if states[table[slot], k] != bits[k]:
                same = False
                break
        if same:
            return slot
        slot = (slot + 1) & (len(table) - 1)
    return slot


@compiled
def enter_again(table: Any, states: Any, node: Any, count: int) -> None:
    """Fill a larger table with the states that count."""
    for k in range(count):
        if node[k, DEPTH] >= 0:
            table[slot_of(states[k], table, states)] = k


@compiled
def late(bits: Any, due: Any) -> bool:
    """Whether a task that is due is not done."""
    missing = np.int64(0)
    for k in range(len(bits)):
        missing |= due[k] & ~bits[k]
    return bool(missing != 0)


@compiled
def add_child(
    bits: Any, left: Any, parent: int, depth: int, idle: float, head: Any, states: Any, sums: Any,
    node: Any, rank: Any, table: Any, roots: Any,
) -> None:  # fmt: skip
    """Remember a state and let it wait, unless it was reached in as few stations."""
    slot = slot_of(bits, table, states)
    known = table[slot]
    if known >= 0:
        if node[known, DEPTH] <= depth:
            return
        node[known, DEPTH] = -1
    new = head[STATES]
    head[STATES] += 1
    states[new], sums[new] = bits, left
    node[new, DEPTH], node[new, PARENT] = depth, parent
    node[new, CHILD], node[new, SIBLING] = -1, -1
    rank[new] = idle
    table[slot] = new
    roots[depth] = melt(roots[depth], new, node, rank)


@compiled
def expand(
    state: int, times: Any, size: int, needs: Any, start: Any, frees: Any, rivals: Any,
    counted: Any, room_counted: Any, due: Any, head: Any, states: Any, sums: Any, node: Any,
    rank: Any, table: Any, roots: Any, most_looks: int,
) -> None:  # fmt: skip
    """Add the full stations that can come next as states; dominated and hopeless ones not."""
    n = len(times)
    waiting, ready = np.empty(n, np.int64), np.empty(n, np.int64)
    load, place = np.empty(n, np.int64), np.empty(n, np.int64)
    level_count, child = np.empty(n + 1, np.int64), np.zeros(n + 1, np.int64)
    bits, left = states[state].copy(), sums[state].copy()
    depth = node[state, DEPTH] + 1
    waiting_for(bits, needs, start, frees, waiting)
    count = first_ready(waiting, ready)
    level, position, room, looks, children = 0, 0, size, 0, 0
    total = sums[0, 0]
    open_tasks = 0
    for task in range(n):
        open_tasks += waiting[task] >= 0
    while True:
        looks += 1
        position = next_fitting(times, ready, count, position, room)
        if position < count:
            task = ready[position]
            place[level], level_count[level], load[level] = position, count, task
            child[level] = 1
            count = take(task, waiting, start, frees, ready, count)
            room -= times[task]
            bits[task >> 6] |= np.int64(1) << (task & 63)
            for f in range(len(left)):
                left[f] -= counted[f, task]
            level += 1
            child[level] = 0
            position += 1
            continue
        if (
            not child[level]
            and level > 0
            and is_full(times, waiting, ready, count, room)
            and may_do(left, room_counted, head[BELOW] - 1 - depth)
            and not late(bits, due[head[BELOW] - 1 - depth])
            and not is_dominated(times, rivals, waiting, ready, count, load, level, room)
        ):
            children += 1
            rest = open_tasks - level
            if rest == 0:
                head[BELOW] = depth
                slot = slot_of(bits, table, states)
                if table[slot] >= 0:
                    node[table[slot], DEPTH] = -1
                new = head[STATES]
                head[STATES] += 1
                states[new], sums[new] = bits, left
                node[new, DEPTH], node[new, PARENT] = depth, state
                table[slot] = new
                head[BEST] = new
            else:
                idle = (depth * size - (total - left[0])) / depth - 0.02 * rest
                add_child(
                    bits, left, state, depth, idle, head, states, sums, node, rank, table, roots
                )
        if level == 0:
            break
        if children >= MOST_CHILDREN or looks >= most_looks or head[STATES] + 2 >= len(states):
            head[CUT] = 1
            break
        level -= 1
        task = load[level]
        give_back(task, waiting, start, frees)
        room += times[task]
        bits[task >> 6] &= ~(np.int64(1) << (task & 63))
        for f in range(len(left)):
            left[f] += counted[f, task]
        position, count = place[level] + 1, level_count[level]
    head[LOOKS] += looks


@compiled
def may_do(left: Any, room: Any, stations: int) -> bool:
    """Whether what is left fits into so many stations by every way of counting it."""
    f = 0
    while f < len(left) and left[f] <= stations * room[f]:
        f += 1
    return f == len(left) and stations >= 0


@compiled
def advance(
    times: Any, size: int, needs: Any, start: Any, frees: Any, rivals: Any, counted: Any,
    room_counted: Any, due: Any, head: Any, states: Any, sums: Any, node: Any, rank: Any,
    table: Any, roots: Any, most_looks: int, most_own: int, bound: int,
) -> int:  # fmt: skip
    """Search on, a state of each number of stations in turn.

    Returns 0 where the looks are spent, 1 where nothing waits or the bound is reached, 2 where
    there is no room for another state's children.
    """
    until = head[LOOKS] + most_looks
    idle_turns = 0
    while head[LOOKS] < until:
        if head[BELOW] <= bound:
            return 1
        depth = head[CURSOR]
        head[CURSOR] = depth + 1
        if depth >= head[BELOW] - 1 or depth >= len(roots):
            head[CURSOR] = 0
            idle_turns += 1
            if idle_turns > 1:
                return 1
            continue
        if roots[depth] < 0:
            continue
        if head[STATES] + MOST_CHILDREN + 2 >= len(states):
            head[CURSOR] = depth
            return 2
        idle_turns = 0
        state = roots[depth]
        roots[depth] = without_root(state, node, rank)
        stations = head[BELOW] - 1 - depth
        if (
            node[state, DEPTH] != depth
            or not may_do(sums[state], room_counted, stations)
            or late(states[state], due[stations])
        ):
            continue
        expand(
            state, times, size, needs, start, frees, rivals, counted, room_counted, due, head,
            states, sums, node, rank, table, roots, most_own,
        )  # fmt: skip
    return 0


@compiled
def count_loads(times: Any, size: int, needs: Any, start: Any, frees: Any, most: int) -> int:
    """Count the full stations that a line can begin with, up to a number of looks."""
    n = len(times)
    waiting, ready = np.empty(n, np.int64), np.empty(n, np.int64)
    load, place = np.empty(n, np.int64), np.empty(n, np.int64)
    level_count, child = np.empty(n + 1, np.int64), np.zeros(n + 1, np.int64)
    waiting[:] = needs
    count = first_ready(waiting, ready)
    level, position, room, looks, found = 0, 0, size, 0, 0
    while looks < most:
        looks += 1
        position = next_fitting(times, ready, count, position, room)
        if position < count:
            task = ready[position]
            place[level], level_count[level], load[level] = position, count, task
            child[level] = 1
            count = take(task, waiting, start, frees, ready, count)
            room -= times[task]
            level += 1
            child[level] = 0
            position += 1
            continue
        if not child[level] and level > 0 and is_full(times, waiting, ready, count, room):
            found += 1
        if level == 0:
            break
        level -= 1
        task = load[level]
        give_back(task, waiting, start, frees)
        room += times[task]
        position, count = place[level] + 1, level_count[level]
    return found
