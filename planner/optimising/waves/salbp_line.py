"""The assembly line behind a wave problem with one steady limit: whole-number tasks as bits.

Simple assembly line balancing of the first type (SALBP-1): put tasks with an order into the
fewest stations of one size. Here a station is a wave, a task a move group. Tasks are numbered by
rising time (ties by the number of followers), so "all that fit into what is left" and "all above
half a station" are the ends of a row of bits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimising.waves.instance import Instance

__all__ = [
    "Line",
    "bits",
    "build_line",
    "counting_bound",
    "least_stations",
    "line_of",
    "packing_bound",
    "tails",
]

LARGEST = 2.0**50
"""Stations are no longer, so that sums of times are exact."""
UNITS = (1, 10, 100, 1000)
FINE = 10**9
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """Tasks of a line; bit k of every mask is task k.

    Attributes
    ----------
    times
        Time per task, not falling.
    size
        What a station holds, at least the largest time.
    needs, frees
        Mask per task of what stands directly before it, and directly after it.
    before, after
        Mask per task of everything before it, and after it, itself left out.
    rivals
        Mask per task of the tasks that dominate it (Jackson 1956): at least as long and with at
        least the same followers, so that a station with the rival in its place is no worse.
    names
        Number of each task for whoever built the line.
    """

    times: tuple[int, ...]
    size: int
    needs: tuple[int, ...]
    frees: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    rivals: tuple[int, ...]
    names: tuple[int, ...]

    @property
    def everything(self) -> int:
        """Mask of all tasks."""
        return (1 << len(self.times)) - 1

    def fitting(self, room: int) -> int:
        """Mask of the tasks no longer than ``room``."""
        return (1 << bisect_right(self.times, room)) - 1

    def work(self, tasks: int) -> int:
        """Total time of a mask of tasks."""
        return sum(self.times[task] for task in bits(tasks))


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def line_of(instance: Instance) -> Line | None:
    """Return the line that a wave problem is, or None where it is something else.

    It is a line where one limit with the same ceiling in all waves, and order within or between
    waves, are the only rules. Amounts become whole numbers: exactly where thousandths suffice,
    else rounded down to a billionth of a station, so that no plan is lost to rounding.
    """
    bounded = np.flatnonzero(np.isfinite(instance.most).any(axis=1))
    if len(bounded) != 1 or (instance.floor > 0).any() or instance.lag.any():
        return None
    ceiling, amounts = instance.ceiling[bounded[0]], instance.amounts[bounded[0]]
    if np.ptp(instance.most[bounded[0]]) > 0 or ceiling[0] <= 0 or (amounts < 0).any():
        return None
    free = instance.narrowed(np.ones_like(instance.open))
    if not np.array_equal(free.open, instance.open):
        return None
    for unit in UNITS:
        whole = np.rint(amounts * unit)
        room = np.floor(ceiling[0] * unit * (1 + ROUNDING))
        exact = bool((np.abs(amounts * unit - whole) <= ROUNDING).all())
        if exact and 1 <= room <= LARGEST:  # a limit of 0 has room for its tolerance alone
            size = int(room)
            break
    else:
        whole, size = np.floor(amounts / ceiling[0] * FINE), FINE + 1
    arcs = zip(instance.pred.tolist(), instance.succ.tolist(), strict=True)
    return build_line([int(time) for time in whole], size, list(arcs))


def build_line(times: Sequence[int], size: int, arcs: Sequence[tuple[int, int]]) -> Line:
    """Build a line from times and acyclic arcs ``(first, then)``."""
    count = len(times)
    followers: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for first, then in arcs:
        followers[first].append(then)
        waiting[then] += 1
    order = [task for task in range(count) if not waiting[task]]
    for task in order:
        for then in followers[task]:
            waiting[then] -= 1
            if not waiting[then]:
                order.append(then)
    beyond = [0] * count
    for task in reversed(order):
        for then in followers[task]:
            beyond[task] |= beyond[then] | 1 << then
    names = sorted(range(count), key=lambda task: (times[task], beyond[task].bit_count()))
    place = {task: number for number, task in enumerate(names)}
    needs, frees, before, after = ([0] * count for _ in range(4))
    for first, then in arcs:
        frees[place[first]] |= 1 << place[then]
        needs[place[then]] |= 1 << place[first]
    for task in range(count):
        for then in bits(beyond[task]):
            after[place[task]] |= 1 << place[then]
            before[place[then]] |= 1 << place[task]
    return Line(
        times=tuple(times[task] for task in names),
        size=size,
        needs=tuple(needs),
        frees=tuple(frees),
        before=tuple(before),
        after=tuple(after),
        rivals=tuple(rivals_of(task, after) for task in range(count)),
        names=tuple(names),
    )


def rivals_of(task: int, after: Sequence[int]) -> int:
    """Mask of the later numbers (at least as long) whose followers include those of a task."""
    mine = after[task]
    found = 0
    for other in range(task + 1, len(after)):
        if not mine & ~after[other]:
            found |= 1 << other
    return found


def packing_bound(line: Line, tasks: int) -> int:
    """Least stations for these tasks, their order aside: by work and by counting."""
    return max(threshold_bound(line, tasks), counting_bound(line, tasks))


def threshold_bound(line: Line, tasks: int) -> int:
    """Least stations by work, for every threshold: L2 of Martello and Toth (1990) for packing.

    For a threshold t, what is above ``size - t`` fills a station, since only tasks below t
    could go with it and these are left out; the work between the two fills others.
    """
    size = line.size
    times = [line.times[task] for task in bits(tasks)]
    between = sum(times)
    bound, end = -(-between // size), len(times)
    for number, least in enumerate(times):
        if 2 * least > size:
            break
        while end > number and times[end - 1] > size - least:
            end -= 1
            between -= times[end]
        bound = max(bound, len(times) - end - (-between // size))
        between -= least
    return bound


def counting_bound(line: Line, tasks: int) -> int:
    """Least stations for these tasks by counting them in halves and in thirds of a station.

    LB2 and LB3 of Scholl and Klein (1997), in whole numbers throughout.
    """
    size, times = line.size, line.times

    def above(share: int, of: int) -> int:
        return (tasks >> bisect_right(times, share * size // of)).bit_count()

    def exactly(share: int, of: int) -> int:
        if share * size % of:
            return 0
        edge = share * size // of
        return (tasks >> bisect_left(times, edge)).bit_count() - above(share, of)

    halves = 2 * above(1, 2) + exactly(1, 2)
    two, one = above(2, 3), above(1, 3)
    middle = exactly(2, 3)
    thirds = 6 * two + 4 * middle + 3 * (one - two - middle) + 2 * exactly(1, 3)
    return max(-(-halves // 2), -(-thirds // 6))


def tails(line: Line, after: Sequence[int]) -> list[int]:
    """Work that must still come after each task ends, in time, rounded up to stations if it must.

    One machine relaxation: sorted by falling tails, any first few followers take their work and
    the tail of the last of them. A task that cannot share its tail's first station leaves it
    whole (Johnson 1988; LB4 of Scholl and Klein).
    """
    size = line.size
    found = [0] * len(line.times)
    for task in sorted(range(len(found)), key=lambda number: after[number].bit_count()):
        tail = one_machine(line, found, after[task])
        tail = max(tail, (packing_bound(line, after[task]) - 1) * size + 1 if after[task] else 0)
        whole = -(-tail // size) * size
        found[task] = whole if line.times[task] + tail > whole else tail
    return found


def one_machine(line: Line, tail: Sequence[int], tasks: int) -> int:
    """Least time until all these tasks and their tails are over, on one machine."""
    spent = longest = 0
    for task in sorted(bits(tasks), key=lambda number: -tail[number]):
        spent += line.times[task]
        longest = max(longest, spent + tail[task])
    return longest


def least_stations(line: Line) -> int:
    """Lower bound on the stations of the whole line, from packing and from both of its ends."""
    if not line.times:
        return 0
    bound = max(1, packing_bound(line, line.everything))
    for side in (line.after, line.before):
        time = one_machine(line, tails(line, side), line.everything)
        bound = max(bound, -(-time // line.size))
    return bound
