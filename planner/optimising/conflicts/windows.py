"""The waves in which each workload can move, and the rules that say so.

What must move is followed along the order: whoever needs it moves no earlier, what it needs no
later. Every step is noted, so that a first or a last wave can be traced back to the user's rules.
Waves are counted from 0 here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from planner.optimising.components import strong_components
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem
from planner.optimising.rules import OrderRule, WaveLimitRule, closings, rules_like
from planner.optimising.rules.rule import SLACK

__all__ = ["Amounts", "Arc", "Windows", "read_amounts"]

MOST_BUMPS: Final = 400
"""How often one workload's window is narrowed at most; stopping early only weakens it."""

type Refs = set[RuleRef]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Workloads and targets as arrays.

    ``cost[i, p]``: it can go there at all; ``candidate[i, p]``: and may; ``moves[i, p]``: and
    that is a move. ``amount[r, i, p]`` is what a move takes of a wave limit in all, ``waves[r, i,
    p]`` over how many waves, ``work[r, i, p, k]`` what k waves before cut-over. ``most[r, w]``
    bounds what a wave can hold of it (inf for none), by itself or with others of its period.
    ``banned[i, p]`` is a rule that forbids a target.
    """

    cost: Any
    candidate: Any
    moves: Any
    amount: Any
    work: Any
    waves: Any
    most: Any
    banned: dict[tuple[int, int], RuleRef]


@dataclass(frozen=True, slots=True)
class Arc:
    """``later`` moves at least ``lag`` waves after ``sooner``, where both move."""

    sooner: int
    later: int
    lag: int
    ref: RuleRef


@dataclass(frozen=True, slots=True)
class _Bump:
    """A window's end came to ``value``; by its own rules, or by an arc that asked for ``asked``."""

    value: int
    arc: Arc | None = None
    asked: int = 0


def read_amounts(problem: PlanningProblem) -> Amounts:
    """Read a problem into arrays."""
    targets = {target.id: p for p, target in enumerate(problem.targets)}
    shape = (len(problem.workloads), len(targets))
    cost, moves = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for i, workload in enumerate(problem.workloads):
        for name in workload.cost:
            p = targets[name]
            cost[i, p] = True
            moves[i, p] = name != workload.current
    banned = _bans(problem, targets)
    candidate = cost.copy()
    for i, p in banned:
        candidate[i, p] = False
    work = _work(problem, targets)
    counts = (work > 0).cumsum(axis=3)
    waves = np.maximum(1, counts.argmax(axis=3) + 1)
    most = np.full((len(problem.wave_limits), len(problem.waves)), np.inf)
    row = {limit.id: r for r, limit in enumerate(problem.wave_limits)}
    for rule in rules_like(problem, WaveLimitRule):
        if rule.change == "raise":
            places = np.array(rule.span(problem), dtype=np.int64) - 1
            most[row[rule.ref.id or ""], places] = rule.bound(problem)
    return Amounts(cost, candidate, moves & cost, work.sum(axis=3), work, waves, most, banned)


def _bans(problem: PlanningProblem, targets: Mapping[str, int]) -> dict[tuple[int, int], RuleRef]:
    """Return, for every target that is closed to a workload, the first rule that closes it."""
    found: dict[tuple[int, int], RuleRef] = {}
    index = {workload.id: i for i, workload in enumerate(problem.workloads)}
    for rule, closing in closings(problem):
        if closing.waves is None and closing.target is not None:
            found.setdefault((index[closing.workload], targets[closing.target]), rule.ref)
    return found


def _work(problem: PlanningProblem, targets: Mapping[str, int]) -> Any:
    """[r, i, p, k] what a move takes of every wave limit's amount k waves before cut-over."""
    rows = len(problem.wave_limits)
    taken = [
        (r, i, targets[name], workload.work(limit.amount, name))
        for r, limit in enumerate(problem.wave_limits)
        for i, workload in enumerate(problem.workloads)
        if limit.amount in workload.amounts
        for name in workload.cost
    ]
    longest = max((len(work) for *_, work in taken), default=1)
    found = np.zeros((rows, len(problem.workloads), len(targets), longest))
    for r, i, p, work in taken:
        found[r, i, p, : len(work)] = work[::-1]
    return found


class Windows:
    """First and last wave of every workload, should it move, with their reasons.

    Attributes
    ----------
    must : [n] whether it has to move; ``first``, ``last`` : [n] its window (first > last: none).
    open : [n, P, W] waves left open by a workload's own rules and by what no wave can hold.
    """

    def __init__(self, problem: PlanningProblem, amounts: Amounts | None = None) -> None:
        self.problem = problem
        self.amounts = amounts or read_amounts(problem)
        self.waves = len(problem.waves)
        self.index = {workload.id: i for i, workload in enumerate(problem.workloads)}
        a = self.amounts
        self.must = ~(a.candidate & ~a.moves).any(axis=1)
        self.closed: dict[tuple[int, int | None, int], RuleRef] = {}
        self.open = self._own_windows()
        self.arcs = self._arcs()
        self.gathered = self._gathered()
        self._close_gathered()
        free = self.open.any(axis=1)
        none = ~free.any(axis=1)
        self.first = np.where(none, self.waves, free.argmax(axis=1))
        self.last = np.where(none, -1, self.waves - 1 - free[:, ::-1].argmax(axis=1))
        self._rises: list[list[_Bump]] = [[_Bump(int(v))] for v in self.first]
        self._falls: list[list[_Bump]] = [[_Bump(int(v))] for v in self.last]
        self._spread()

    def _own_windows(self) -> Any:
        a, problem = self.amounts, self.problem
        found = np.repeat((a.candidate & a.moves)[:, :, None], self.waves, axis=2)
        places = {target.id: p for p, target in enumerate(problem.targets)}
        for rule, closing in closings(problem):
            i, p = self.index[closing.workload], None
            if closing.target is not None:
                p = places[closing.target]
            for wave in closing.waves or ():
                self.closed.setdefault((i, p, wave - 1), rule.ref)
                found[i, slice(None) if p is None else p, wave - 1] = False
        for r in range(len(a.most)):
            for ahead in range(min(a.work.shape[3], self.waves)):
                room = self._ceiling(r)[: self.waves - ahead]
                found[:, :, ahead:] &= a.work[r, :, :, ahead][:, :, None] <= room
        return found

    def limit_ref(self, r: int, wave: int) -> RuleRef:
        """Return the rule that bounds a limit in a wave, by itself or with its period."""
        limit = self.problem.wave_limits[r]
        spans = (span for span in limit.spans(self.waves) if wave + 1 in span)
        return RuleRef("wave_limit", limit.id, wave=next(spans)[0])

    def _ceiling(self, r: int) -> Any:
        most = self.amounts.most[r]
        return most + SLACK * np.maximum(1.0, np.abs(np.where(np.isfinite(most), most, 1.0)))

    def _arcs(self) -> list[Arc]:
        """Order that binds: both ends can move; each rule once, in the words of its first."""
        able = (self.amounts.candidate & self.amounts.moves).any(axis=1)
        found: list[Arc] = []
        for rule in rules_like(self.problem, OrderRule):
            for arc in rule.precedences():
                sooner, later = self.index[arc.sooner], self.index[arc.later]
                if able[sooner] and able[later]:
                    found.append(Arc(sooner, later, arc.lag, rule.ref))
        return found

    def _gathered(self) -> list[list[int]]:
        """Workloads that must move, and in one wave (a cycle of order among them)."""
        needs: list[list[int]] = [[] for _ in self.index]
        for arc in self.arcs:
            if self.must[arc.sooner] and self.must[arc.later]:
                needs[arc.later].append(arc.sooner)
        groups: dict[int, list[int]] = {}
        for i, number in enumerate(strong_components(needs)):
            groups.setdefault(number, []).append(i)
        return [group for group in groups.values() if len(group) > 1]

    def _close_gathered(self) -> None:
        """Close the waves that cannot hold a whole group."""
        a = self.amounts
        for group in self.gathered:
            options = (a.candidate & a.moves)[group]
            closed = np.zeros(self.waves, dtype=bool)
            for r in range(len(a.most)):
                total = np.where(options, a.work[r, group, :, 0], np.inf).min(axis=1).sum()
                closed |= total > self._ceiling(r)
            self.open[group] &= ~closed

    def _spread(self) -> None:
        """Follow the order until nothing narrows any more."""
        into: list[list[Arc]] = [[] for _ in self.index]
        out: list[list[Arc]] = [[] for _ in self.index]
        for arc in self.arcs:
            out[arc.sooner].append(arc)
            into[arc.later].append(arc)
        self._spread_one_way(out, self._rises, self.first, forward=True)
        self._spread_one_way(into, self._falls, self.last, forward=False)

    def _spread_one_way(
        self, arcs: list[list[Arc]], bumps: list[list[_Bump]], end: Any, *, forward: bool
    ) -> None:
        free = self.open.any(axis=1)
        due = deque(range(len(end)))
        waiting = [True] * len(end)
        while due:
            i = due.popleft()
            waiting[i] = False
            if not self.must[i]:
                continue
            for arc in arcs[i]:
                j = arc.later if forward else arc.sooner
                asked = int(end[i]) + (arc.lag if forward else -arc.lag)
                if (asked <= end[j]) if forward else (asked >= end[j]):
                    continue
                if len(bumps[j]) > MOST_BUMPS:
                    continue
                value = _next_open(free[j], asked, forward=forward)
                end[j] = value
                bumps[j].append(_Bump(value, arc, asked))
                if not waiting[j] and 0 <= value < self.waves:
                    waiting[j] = True
                    due.append(j)

    def why_first(self, i: int, wave: int) -> Refs:
        """Rules that keep workload i from moving before ``wave``."""
        return self._why(i, wave, self._rises, forward=True)

    def why_last(self, i: int, wave: int) -> Refs:
        """Rules that keep workload i from moving after ``wave``."""
        return self._why(i, wave, self._falls, forward=False)

    def _why(self, i: int, wave: int, bumps: list[list[_Bump]], *, forward: bool) -> Refs:
        found: Refs = set()
        while True:
            bump = next(b for b in bumps[i] if (b.value >= wave if forward else b.value <= wave))
            start = bump.asked if bump.arc is not None else (0 if forward else self.waves - 1)
            between = range(start, wave) if forward else range(start, wave, -1)
            for closed in between:
                if 0 <= closed < self.waves:
                    found |= self.why_closed(i, closed)
            if bump.arc is None:
                return found
            found.add(bump.arc.ref)
            before = bump.arc.sooner if forward else bump.arc.later
            found |= self.why_moving(before)
            target = min(wave, bump.asked) if forward else max(wave, bump.asked)
            i, wave = before, target - bump.arc.lag if forward else target + bump.arc.lag

    def why_moving(self, i: int) -> Refs:
        """Why workload i has to move: it may not stay where it is, or it cannot anyway."""
        workload = self.problem.workloads[i]
        if workload.current is not None and workload.current in workload.cost:
            stay = next(p for p, t in enumerate(self.problem.targets) if t.id == workload.current)
            return {self.amounts.banned[i, stay]}
        return set()

    def why_closed(self, i: int, wave: int, target: int | None = None) -> Refs:
        """Rules that close a wave to workload i, for one target or for all of them."""
        a = self.amounts
        if (i, None, wave) in self.closed:
            return {self.closed[i, None, wave]}
        found: Refs = set()
        options = np.flatnonzero(a.cost[i] & a.moves[i]) if target is None else (target,)
        for p in options:
            if not a.candidate[i, p]:
                found.add(a.banned[i, int(p)])
            elif (i, int(p), wave) in self.closed:
                found.add(self.closed[i, int(p), wave])
            else:
                found |= self._why_full(i, int(p), wave)
        return found

    def _why_full(self, i: int, p: int, wave: int) -> Refs:
        """Say which limit a wave has no room under, for the workload or for its whole group."""
        a = self.amounts
        for r in range(len(a.most)):
            for ahead in range(min(a.work.shape[3], wave + 1)):
                if a.work[r, i, p, ahead] > self._ceiling(r)[wave - ahead]:
                    return {self.limit_ref(r, wave - ahead)}
        for group in self.gathered:
            if i not in group:
                continue
            options = (a.candidate & a.moves)[group]
            for r in range(len(a.most)):
                total = np.where(options, a.work[r, group, :, 0], np.inf).min(axis=1).sum()
                if total > self._ceiling(r)[wave]:
                    return self.why_together(group) | {self.limit_ref(r, wave)}
        return set()

    def why_together(self, group: list[int]) -> Refs:
        """Rules that gather a group into one wave."""
        inside = set(group)
        found = {arc.ref for arc in self.arcs if arc.sooner in inside and arc.later in inside}
        for i in group:
            found |= self.why_moving(i)
            # Which target it goes to says how much of a wave it takes.
            found |= {ref for (other, _p), ref in self.amounts.banned.items() if other == i}
        return found


def _next_open(free: Any, wave: int, *, forward: bool) -> int:
    """Return the first open wave from ``wave`` on (or back); past the end where there is none."""
    if forward:
        rest = np.flatnonzero(free[max(0, wave) :])
        return int(rest[0]) + max(0, wave) if len(rest) else len(free)
    rest = np.flatnonzero(free[: max(0, wave + 1)])
    return int(rest[-1]) if len(rest) else -1
