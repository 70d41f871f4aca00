"""The elastic program in short: who goes where, and how much a row of waves must hold at least.

Columns are ``x[i,p]`` alone, ``sum_p x[i,p] = 1``. The rules of placement stand as they are. Of a
wave limit there are as many rows as are needed: all that must move within waves a to b, by
windows that follow the order, has only their room::

    sum over (i,p) whose window lies within a..b of amount[i,p] x[i,p] <= sum_w most[w] + short

Every plan keeps these rows, so what they are short by is at least missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from planner.optimising.conflicts.rows import Layout, Row, WaveRows, placement_rows
from planner.optimising.conflicts.windows import Windows, read_amounts
from planner.optimising.plan import RuleRef
from planner.optimising.problem import PlanningProblem

__all__ = ["Compact", "Missing"]

NOTICED: Final = 1e-6
PRICELESS: Final = 1e-9
"""A row whose price, for the whole of its scale, is no more than this plays no part."""
ROUNDS: Final = 12
MOST_STUCK: Final = 30
"""Workloads without a wave of which the one with the shortest reason is looked for."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule that is short by ``amount``; ``change`` as in a repair."""

    ref: RuleRef
    change: str
    amount: float


@dataclass(slots=True)
class _Answer:
    value: float
    x: Any
    dual: Any
    slack: Any
    rows: list[Row] = field(default_factory=list)


class Compact:
    """One problem's program; :meth:`missing` and :meth:`core` solve it on demand."""

    def __init__(self, problem: PlanningProblem) -> None:
        self.problem = problem
        a = self.amounts = read_amounts(problem)
        self.windows = Windows(problem, a) if problem.waves else None
        usable = a.candidate.copy()
        if self.windows is not None:
            self.low, self.high = self._pair_windows(self.windows)
            usable &= ~a.moves | (self.low <= self.high)
        self.stuck = np.flatnonzero(~usable.any(axis=1))
        self.usable = usable
        self.i, self.p = np.nonzero(usable)
        self.column = np.full(usable.shape, -1)
        self.column[self.i, self.p] = np.arange(len(self.i))
        self.layout = Layout(problem, a, self.column, self.i, self.p)
        self.waves = (
            WaveRows(self.layout, self.windows, self.low, self.high) if self.windows else None
        )
        self._answer: _Answer | None = None

    @staticmethod
    def _pair_windows(windows: Windows) -> tuple[Any, Any]:
        waves = np.arange(windows.waves)
        inside = (waves >= windows.first[:, None]) & (waves <= windows.last[:, None])
        free = windows.open & inside[:, None, :]
        some = free.any(axis=2)
        low = np.where(some, free.argmax(axis=2), windows.waves)
        high = np.where(some, windows.waves - 1 - free[:, :, ::-1].argmax(axis=2), -1)
        return low, high

    # What is missing.

    def missing(self) -> tuple[Missing, ...]:
        """Return the least that is missing; nothing where this program finds a way.

        Whoever is left without a target or a wave counts as nothing here: the windows that say so
        are no rows, and :meth:`core` names their rules.
        """
        if len(self.stuck):
            return ()
        answer = self.answer()
        if answer.value <= NOTICED:
            return ()
        found: dict[tuple[RuleRef, str], float] = {}
        for row, slack in zip(answer.rows, answer.slack, strict=True):
            if slack > NOTICED * row.scale and row.measured:
                ref = row.refs[0]
                if row.window is not None and len(row.refs) > 1:
                    ref = RuleRef("wave_limit", ref.id)
                key = ref, row.change
                found[key] = max(found.get(key, 0.0), float(slack) + row.tolerance)
        return tuple(Missing(ref, change, amount) for (ref, change), amount in found.items())

    # Which rules conflict.

    def conflicts(self) -> bool:
        """Whether this program proves that there is no plan."""
        return bool(len(self.stuck)) or self.answer().value > NOTICED

    def core(self) -> list[RuleRef] | None:
        """Return rules that conflict, or None where this program finds a way."""
        if len(self.stuck):
            found = [sorted(self._why_stuck(int(i)), key=repr) for i in self.stuck[:MOST_STUCK]]
            return min(found, key=len)
        if self.answer().value <= NOTICED:
            return None
        return self._explained()

    def _why_stuck(self, i: int) -> set[RuleRef]:
        windows = self.windows
        if windows is None:
            return {ref for (other, _p), ref in self.amounts.banned.items() if other == i}
        first, last = int(windows.first[i]), int(windows.last[i])
        found = windows.why_moving(i)
        if first >= windows.waves:
            return found | windows.why_first(i, windows.waves)
        if last < 0:
            return found | windows.why_last(i, -1)
        if first > last:
            return found | windows.why_first(i, first) | windows.why_last(i, first - 1)
        found |= windows.why_first(i, first) | windows.why_last(i, last)
        for wave in range(first, last + 1):
            found |= windows.why_closed(i, wave)
        return found

    def _explained(self) -> list[RuleRef]:
        """Rules with a price, and the workloads without which the price is not made up.

        By the duals y the program's value is ``sum_i min_p g[i,p] + y b``; a workload freed of its
        own rules takes its least g of all targets instead. Those that cost least to free are
        freed while the value stays above 0.
        """
        answer = self.answer()
        bound, free, value = self._prices(answer)
        held = np.where(self.usable, bound, np.inf).min(axis=1)
        loose = np.where(self.amounts.cost, free, np.inf).min(axis=1)
        given_up = np.maximum(0.0, held - loose)
        order = np.argsort(given_up, kind="stable")
        left = value - NOTICED
        spared = np.zeros(len(held), dtype=bool)
        for i in order:
            if given_up[i] >= left:
                break
            left -= given_up[i]
            spared[i] = True
        refs: set[RuleRef] = set()
        for row, y in zip(answer.rows, answer.dual, strict=True):
            if abs(y) * row.scale <= PRICELESS:
                continue
            refs.update(row.refs)
            if row.window is not None:
                refs |= self._why_inside(row, spared)
        for i in np.flatnonzero(~spared):
            refs |= self._why_not_elsewhere(int(i), free[i], held[i])
        return sorted(refs, key=repr)

    def _prices(self, answer: _Answer) -> tuple[Any, Any, float]:
        """Price of every pair as it stands, and freed of its windows; and the value."""
        bound, free = np.zeros(self.usable.shape), np.zeros(self.usable.shape)
        constant = 0.0
        for row, y in zip(answer.rows, answer.dual, strict=True):
            if abs(y) * row.scale <= PRICELESS:
                continue
            constant += y * row.right
            where = self.i[row.pairs], self.p[row.pairs]
            np.add.at(bound, where, -y * row.coefs)
            whole = row.window is not None and row.window == (0, len(self.problem.waves) - 1)
            if row.window is None:
                np.add.at(free, where, -y * row.coefs)
                if row.closed is not None:
                    np.add.at(free, row.closed[:2], -y * row.closed[2])
                continue
            if row.touching or whole:
                self._add_free(free, row, -y)
        held = np.where(self.usable, bound, np.inf).min(axis=1)
        return bound, free, float(held.sum() + constant)

    def _add_free(self, free: Any, row: Row, price: float) -> None:
        """Add a wave row's price to every pair that it could hold, were there no windows."""
        assert self.waves is not None
        amount = self.waves.families[row.group].amount * self.amounts.moves
        free += price * (-amount if row.touching else amount)

    def _why_inside(self, row: Row, spared: Any) -> set[RuleRef]:
        """Why the pairs of a row of waves must lie within them (or cannot touch them)."""
        windows = self.windows
        assert windows is not None
        assert row.window is not None
        start, end = row.window
        refs: set[RuleRef] = set()
        if row.touching:
            left_out = np.setdiff1d(np.arange(len(self.i)), row.pairs)
            for k in left_out:
                i, p = int(self.i[k]), int(self.p[k])
                if not spared[i] and self.amounts.moves[i, p]:
                    refs |= self._why_window(i, p)
            return refs
        for k in row.pairs:
            i, p = int(self.i[k]), int(self.p[k])
            if spared[i]:
                continue
            if start > 0:
                refs |= self._why_from(i, p, start)
            if end < windows.waves - 1:
                refs |= self._why_until(i, p, end)
        return refs

    def _why_from(self, i: int, p: int, wave: int) -> set[RuleRef]:
        windows = self.windows
        assert windows is not None
        first = min(wave, int(windows.first[i]))
        found = windows.why_first(i, first)
        for closed in range(first, wave):
            found |= windows.why_closed(i, closed, p)
        return found

    def _why_until(self, i: int, p: int, wave: int) -> set[RuleRef]:
        windows = self.windows
        assert windows is not None
        last = max(wave, int(windows.last[i]))
        found = windows.why_last(i, last)
        for closed in range(wave + 1, last + 1):
            found |= windows.why_closed(i, closed, p)
        return found

    def _why_window(self, i: int, p: int) -> set[RuleRef]:
        return self._why_from(i, p, int(self.low[i, p])) | self._why_until(
            i, p, int(self.high[i, p])
        )

    def _why_not_elsewhere(self, i: int, free: Any, held: float) -> set[RuleRef]:
        """Why a workload cannot take a target that would be cheaper."""
        refs: set[RuleRef] = set()
        for p in np.flatnonzero(self.amounts.cost[i]):
            if self.usable[i, p] or free[p] >= held - 1e-9:
                continue
            if not self.amounts.candidate[i, p]:
                refs.add(self.amounts.banned[i, int(p)])
            elif self.windows is not None:
                first, last = int(self.windows.first[i]), int(self.windows.last[i])
                refs |= self.windows.why_first(i, first) | self.windows.why_last(i, last)
                for wave in range(first, last + 1):
                    refs |= self.windows.why_closed(i, wave, int(p))
        return refs

    # The program itself.

    def answer(self) -> _Answer:
        """Solve, adding rows of waves while one is broken."""
        if self._answer is None:
            rows = list(placement_rows(self.layout))
            known: set[tuple[Any, ...]] = set()
            for _ in range(ROUNDS):
                self._answer = self._solved(rows)
                added = list(self.waves.broken(self._answer.x, known)) if self.waves else []
                if not added:
                    break
                rows.extend(added)
        assert self._answer is not None
        return self._answer

    def _solved(self, rows: list[Row]) -> _Answer:
        from planner.optimising.conflicts.linear import solve_elastic

        units = len(self.usable)
        return _Answer(*solve_elastic(units, self.i, rows), rows=list(rows))
