"""Branch, bound and remember on a line: stations are filled one after the other.

After Sewell and Jacobson (2012) and Morrison, Sewell and Jacobson (2014): a state is the set of
tasks done and the number of stations that took; its children are all full stations that can come
next. States are taken in cycles, the best of each depth in turn, and a set of tasks is looked at
again only where it was reached with fewer stations. The loops are compiled; here they are given
their arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import numpy as np

from planner.optimising.waves.salbp_counting import counting_functions
from planner.optimising.waves.salbp_line import Line, bits, tails

__all__ = [
    "DIVING_LOOKS",
    "OWN_LOOKS",
    "LineSearch",
    "LineView",
    "Progressed",
    "fill_greedily",
    "first_stations",
    "view_of",
]

FIRST_STATES: Final = 1 << 16
MOST_BYTES: Final = 400_000_000
"""Memory for the states of one direction; beyond, its search ends without an answer."""
OWN_LOOKS: Final = 1_000_000
"""Part-filled stations looked at from one state; beyond, the state counts as cut short."""
DIVING_LOOKS: Final = 2_000
"""The same for a search that dives for good plans."""


class Progressed(Enum):
    """How a part of the search ended."""

    ON = 0
    DONE = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as arrays, read from one of its ends.

    ``due[k]`` are the tasks that need more than k stations from their own on, to the end.
    """

    line: Line
    times: Any
    needs: Any
    start: Any
    frees: Any
    rivals: Any
    counted: Any
    room: Any
    due: Any

    @property
    def words(self) -> int:
        """Number of 64-bit words of a set of tasks."""
        return int(self.rivals.shape[1])


def view_of(line: Line) -> LineView:
    """Read a line into arrays."""
    n = len(line.times)
    words = max(1, (n + 63) // 64)
    start = np.zeros(n + 1, np.int64)
    frees: list[int] = []
    for task in range(n):
        frees.extend(bits(line.frees[task]))
        start[task + 1] = len(frees)
    counted, room = counting_functions(line.times, line.size)
    tail = tails(line, line.after)
    stations = [
        max(1, -(-(time + rest) // line.size)) for time, rest in zip(line.times, tail, strict=True)
    ]
    due = np.zeros((n + 2, words), np.int64)
    for k in range(n + 2):
        mask = sum(1 << task for task in range(n) if stations[task] > k)
        due[k] = words_of(mask, words)
        if not mask:
            break
    return LineView(
        line=line,
        times=np.array(line.times, np.int64),
        needs=np.array([mask.bit_count() for mask in line.needs], np.int64),
        start=start,
        frees=np.array(frees, np.int64),
        rivals=np.array([words_of(mask, words) for mask in line.rivals]).reshape(n, words),
        counted=counted,
        room=room,
        due=due,
    )


def words_of(mask: int, words: int) -> Any:
    """Return the 64-bit words of a mask, as signed whole numbers."""
    return np.frombuffer(mask.to_bytes(8 * words, "little"), np.int64)


def mask_of(words: Any) -> int:
    """Return the mask of 64-bit words."""
    return int.from_bytes(np.ascontiguousarray(words).tobytes(), "little")


def first_stations(view: LineView, most_looks: int) -> int:
    """How many first stations a line has, counted up to a point: the fewer, the better an end."""
    from planner.optimising.waves.salbp_kernels import count_loads

    return count_loads(view.times, view.line.size, view.needs, view.start, view.frees, most_looks)


def fill_greedily(view: LineView, worth: Any, looks: int, most: int) -> list[int] | None:
    """Fill station after station with the load of most worth (Hoffmann 1963), a mask each.

    Each station looks at ``looks`` part-filled stations at most. None where more than ``most``
    stations came out.
    """
    from planner.optimising.waves.salbp_kernels import best_load

    n = len(view.times)
    done, chosen = np.zeros(view.words, np.int64), np.empty(n, np.int64)
    stations: list[int] = []
    left = n
    while left:
        if len(stations) >= most:
            return None
        count = best_load(
            done, view.times, view.line.size, view.needs, view.start, view.frees, worth, looks,
            chosen,
        )  # fmt: skip
        load = sum(1 << int(task) for task in chosen[:count])
        stations.append(load)
        done |= words_of(load, view.words)
        left -= count
    return stations


@dataclass(slots=True)
class LineSearch:
    """The tree over one line from one end.

    Attributes
    ----------
    below
        Only plans of fewer stations than this are looked for; falls with each plan found.
    bound
        Proven least stations; the search ends where a plan reaches it.
    """

    view: LineView
    below: int
    bound: int = 0
    most_bytes: int = MOST_BYTES
    head: Any = None
    states: Any = None
    sums: Any = None
    node: Any = None
    rank: Any = None
    table: Any = None
    roots: Any = None
    full: bool = False
    own_looks: int = OWN_LOOKS

    def __post_init__(self) -> None:
        """Begin with nothing done."""
        n = len(self.view.times)
        self.head = np.array([1, -1, 0, 0, self.below, 0], np.int64)
        self.roots = np.full(n + 2, -1, np.int64)
        self._make_room(FIRST_STATES)
        self.states[0] = 0
        self.sums[0] = self.view.counted.sum(axis=1)
        self.node[0] = (0, -1, -1, -1)
        self.rank[0] = 0.0
        self.roots[0] = 0
        self._fill_table()

    def _make_room(self, states: int) -> None:
        """Grow everything that holds states."""
        old = 0 if self.states is None else int(self.head[0])

        def grown(before: Any, shape: tuple[int, ...], kind: Any) -> Any:
            after = np.empty(shape, kind)
            if old:
                after[:old] = before[:old]
            return after

        self.states = grown(self.states, (states, self.view.words), np.int64)
        self.sums = grown(self.sums, (states, len(self.view.room)), np.int64)
        self.node = grown(self.node, (states, 4), np.int64)
        self.rank = grown(self.rank, (states,), np.float64)

    def _fill_table(self) -> None:
        from planner.optimising.waves.salbp_kernels import enter_again

        self.table = np.full(2 * len(self.states), -1, np.int64)
        enter_again(self.table, self.states, self.node, int(self.head[0]))

    @property
    def found(self) -> bool:
        """Whether this search found the plan of ``below`` stations."""
        return int(self.head[1]) >= 0

    @property
    def proven(self) -> bool:
        """Whether every state was looked at as a whole."""
        return not self.head[2] and not self.full

    def run(self, looks: int) -> Progressed:
        """Search on for so many part-filled stations."""
        from planner.optimising.waves.salbp_kernels import advance

        view, head = self.view, self.head
        head[4] = min(int(head[4]), self.below)
        until = int(head[5]) + looks
        while int(head[5]) < until:
            answer = advance(
                view.times, view.line.size, view.needs, view.start, view.frees, view.rivals,
                view.counted, view.room, view.due, head, self.states, self.sums, self.node,
                self.rank, self.table, self.roots, until - int(head[5]), self.own_looks, self.bound,
            )  # fmt: skip
            self.below = int(head[4])
            if answer == Progressed.DONE.value:
                return Progressed.DONE
            if answer == Progressed.FULL.value and not self._grow():
                self.full = True
                return Progressed.FULL
        return Progressed.ON

    def _grow(self) -> bool:
        """Make room for four times as many states, within the memory allowed."""
        each = 8 * (self.view.words + len(self.view.room) + 4 + 1 + 2)
        wanted = min(4 * len(self.states), self.most_bytes // each)
        if wanted < len(self.states) + FIRST_STATES:
            return False
        states = FIRST_STATES
        while 2 * states <= wanted:
            states *= 2
        if states <= len(self.states):
            return False
        self._make_room(states)
        self._fill_table()
        return True

    def plan(self) -> list[int]:
        """Return the best plan found, a mask per station."""
        state, stations = int(self.head[1]), list[int]()
        while state > 0:
            parent = int(self.node[state, 1])
            stations.append(mask_of(self.states[state]) & ~mask_of(self.states[parent]))
            state = parent
        return stations[::-1]
