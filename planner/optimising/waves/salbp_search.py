"""Branch, bound and remember on a line: stations are filled one after the other.

After Sewell and Jacobson (2012) and Morrison, Sewell and Jacobson (2014): a state is the set of
tasks done and the number of stations that took; its children are all full stations that can come
next. States are taken in cycles, the best of each depth in turn, and a set of tasks is looked at
again only where it was reached with fewer stations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from planner.jobs import Stop
from planner.optimising.waves.salbp_line import Line, bits, packing_bound, tails

__all__ = ["Effort", "LineSearch", "fill_greedily", "full_stations"]

LOOKS_PER_STEP = 256
OPEN_TASKS_WEIGHT = 0.02


@dataclass(slots=True)
class Effort:
    """Counts part-filled stations looked at, in steps of the job's limit."""

    stop: Stop
    looks_left: int
    _until_step: int = LOOKS_PER_STEP
    over: bool = False

    def look(self) -> bool:
        """Count one look; return whether the search may go on."""
        self._until_step -= 1
        if self._until_step <= 0:
            self._until_step = LOOKS_PER_STEP
            self.stop.count()
            self.looks_left -= LOOKS_PER_STEP
            self.over = self.looks_left <= 0 or self.stop.expired()
        return not self.over


def full_stations(line: Line, done: int, effort: Effort) -> Iterator[tuple[int, int]]:
    """Yield each full station that can come next, as tasks and room left, dominated ones aside.

    A station is full where nothing available fits any more; it is dominated where one of its
    tasks can give its place to a rival that is available (Jackson's rule). A station that is not
    full or is dominated never leads to fewer stations. Ends early where the effort is over; the
    caller must then not count the state as explored.
    """
    available = 0
    for task in bits(line.everything & ~done):
        if not line.needs[task] & ~done:
            available |= 1 << task
    stack = [(0, line.size, available, available)]
    while stack:
        if not effort.look():
            return
        load, room, choice, available = stack.pop()
        fitting = line.fitting(room)
        if not available & fitting:
            if not dominated(line, load, room, available):
                yield load, room
            continue
        left = choice & fitting
        # The lowest bit goes onto the stack first with nothing below it, the longest task last,
        # so that the longest is tried first.
        shorter = 0
        for task in bits(left):
            bit = 1 << task
            reached = done | load | bit
            freed = 0
            for then in bits(line.frees[task]):
                if not line.needs[then] & ~reached:
                    freed |= 1 << then
            stack.append(
                (load | bit, room - line.times[task], shorter | freed, available & ~bit | freed)
            )
            shorter |= bit


def dominated(line: Line, load: int, room: int, available: int) -> bool:
    """Whether a task of the station could give its place to an available rival."""
    for task in bits(load):
        rivals = line.rivals[task] & available
        if rivals and rivals & line.fitting(room + line.times[task]):
            return True
    return False


def fill_greedily(
    line: Line, worth: list[float], looks: int, effort: Effort, most: int
) -> list[int] | None:
    """Fill station after station with the load of most worth (Hoffmann 1963), a mask each.

    Each station looks at ``looks`` part-filled stations at most. None where more than ``most``
    stations came out or the effort was over.
    """
    done = 0
    stations: list[int] = []
    while done != line.everything:
        if len(stations) >= most:
            return None
        chosen, best = 0, float("-inf")
        own = Effort(effort.stop, looks)
        for load, _ in full_stations(line, done, own):
            value = sum(worth[task] for task in bits(load))
            if value > best:
                chosen, best = load, value
        effort.looks_left -= looks - max(0, own.looks_left)
        if not chosen or effort.stop.expired() or effort.looks_left <= 0:
            return None
        stations.append(chosen)
        done |= chosen
    return stations


@dataclass(slots=True)
class LineSearch:
    """The tree over one line.

    Attributes
    ----------
    below
        Only plans of fewer stations than this are looked for; falls with each plan found.
    bound
        Proven least stations; the search ends where a plan reaches it.
    found
        Called with each better plan, a mask per station.
    memory
        States remembered at most; beyond, the search ends without an answer.
    """

    line: Line
    below: int
    bound: int
    found: Callable[[list[int]], None]
    memory: int = 400_000
    seen: dict[int, tuple[int, int]] = field(default_factory=dict)
    due: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)
    total: int = 0
    queues: list[list[tuple[float, int, int]]] = field(default_factory=list)

    def run(self, effort: Effort) -> bool:
        """Search; return whether no plan of fewer stations than ``below`` is left to find."""
        self.tail = tails(self.line, self.line.after)
        self.total = sum(self.line.times)
        self.seen = {0: (0, 0)}
        self.queues = [[] for _ in range(self.below + 1)]
        self.queues[0].append((0.0, 0, self.total))
        self.note_due_tasks()
        while self.below > self.bound and any(self.queues):
            for depth, queue in enumerate(self.queues):
                if not queue:
                    continue
                _, done, work = heappop(queue)
                if self.seen[done][0] < depth or not self.promising(done, work, depth):
                    continue
                self.branch(done, work, depth, effort)
                if effort.over or len(self.seen) > self.memory:
                    return self.below <= self.bound
                if self.below <= self.bound:
                    return True
        return True

    def branch(self, done: int, work: int, depth: int, effort: Effort) -> None:
        """Add the children of a state."""
        size, everything = self.line.size, self.line.everything
        for load, room in full_stations(self.line, done, effort):
            after, left = done | load, work - (size - room)
            known = self.seen.get(after)
            if known is not None and known[0] <= depth + 1:
                continue
            if after == everything:
                if depth + 1 < self.below:
                    self.seen[after] = (depth + 1, done)
                    self.finish(after, depth + 1)
                continue
            if not self.promising(after, left, depth + 1):
                continue
            self.seen[after] = (depth + 1, done)
            idle = (depth + 1) * size - (self.total - left)
            open_tasks = (everything & ~after).bit_count()
            rank = idle / (size * (depth + 1)) - OPEN_TASKS_WEIGHT * open_tasks
            heappush(self.queues[depth + 1], (rank, after, left))

    def promising(self, done: int, work: int, depth: int) -> bool:
        """Whether a state may still lead to a plan of fewer stations than ``below``."""
        left = self.below - 1 - depth
        if left < 0 or work > left * self.line.size or self.due[depth] & ~done:
            return False
        return packing_bound(self.line, self.line.everything & ~done) <= left

    def finish(self, done: int, depth: int) -> None:
        """Report the plan that ends in a state and look for better ones only."""
        stations: list[int] = []
        while done:
            parent = self.seen[done][1]
            stations.append(done & ~parent)
            done = parent
        self.below = min(depth, len(stations))
        self.note_due_tasks()
        self.found(stations[::-1])

    def note_due_tasks(self) -> None:
        """Note by depth the tasks whose latest station, given their tails, is then past."""
        size, last = self.line.size, self.below - 1
        self.due = [0] * max(len(self.queues), self.below + 1)
        for task, time in enumerate(self.line.times):
            latest = max(0, last + 1 - max(1, -(-(time + self.tail[task]) // size)))
            for depth in range(latest, len(self.due)):
                self.due[depth] |= 1 << task
