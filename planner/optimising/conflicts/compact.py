"""The elastic program in short: who goes where, and how much a row of waves must hold at least.

Columns are ``x[i,p]`` alone, ``sum_p x[i,p] = 1``. The rules of placement stand as they are. Of a
wave limit there are as many rows as are needed: all that must move within waves a to b, by
windows that follow the order, has only their room::

    sum over (i,p) whose window lies within a..b of amount[i,p] x[i,p] <= sum_w most[w] + short

Every plan keeps these rows, so what they are short by is at least missing. Beside the amounts
themselves stand dual feasible functions of them (Fekete and Schepers 2001), which count what fills
more than a half or a third of a wave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from planner.model.plan import RuleRef
from planner.model.problem import PlanningProblem
from planner.optimising.conflicts.windows import Windows, read_amounts

__all__ = ["Compact", "Missing"]

NOTICED: Final = 1e-6
ROUNDS: Final = 12
FUNCTIONS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule that is short by ``amount``; ``change`` as in a repair."""

    ref: RuleRef
    change: str
    amount: float


@dataclass(slots=True)
class _Row:
    """``sum coef * x <= right + slack``; equal rows may be missed on both sides.

    ``refs`` are the rules that the row is; ``window`` says which pairs it is about, where it is
    not about all of them: within (or touching, where ``touching``) waves a to b.
    """

    pairs: Any
    coefs: Any
    right: float
    refs: tuple[RuleRef, ...]
    change: str
    scale: float
    equal: bool = False
    measured: bool = True
    group: int = -1
    window: tuple[int, int] | None = None
    touching: bool = False


@dataclass(slots=True)
class _Answer:
    value: float
    x: Any
    dual: Any
    slack: Any
    rows: list[_Row] = field(default_factory=list)


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
        """Return the least that is missing; nothing where this program finds a way."""
        if len(self.stuck):
            return self._late()
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
                found[key] = max(found.get(key, 0.0), float(slack))
        return tuple(Missing(ref, change, amount) for (ref, change), amount in found.items())

    def _late(self) -> tuple[Missing, ...]:
        """Waves by which the windows of somebody who must move miss each other."""
        assert self.windows is not None
        first, last = self.windows.first[self.stuck], self.windows.last[self.stuck]
        i = int(self.stuck[np.argmin(first - last)])
        refs = self._why_stuck(i)
        by = max(1.0, float(self.windows.first[i] - self.windows.last[i]))
        for kind, change in (
            ("latest_wave", "later"), ("earliest_wave", "earlier"), ("ready_wave", "earlier")
        ):  # fmt: skip
            for ref in sorted(refs, key=repr):
                if ref.kind == kind:
                    return (Missing(ref, change, by),)
        chosen = min(refs, key=repr)
        change = "raise" if chosen.kind in ("wave_limit", "limit") else "drop"
        return (Missing(chosen, change, by),)

    # Which rules conflict.

    def conflicts(self) -> bool:
        """Whether this program proves that there is no plan."""
        return bool(len(self.stuck)) or self.answer().value > NOTICED

    def core(self) -> list[RuleRef] | None:
        """Return rules that conflict, or None where this program finds a way."""
        if len(self.stuck):
            found = [self._why_stuck(int(i)) for i in self.stuck[:30]]
            return sorted(min(found, key=len), key=repr)
        if self.answer().value <= NOTICED:
            return None
        return self._explained()

    def _why_stuck(self, i: int) -> set[RuleRef]:
        windows = self.windows
        assert windows is not None
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
            if abs(y) <= 1e-9:
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
            if abs(y) <= 1e-9:
                continue
            constant += y * row.right
            where = self.i[row.pairs], self.p[row.pairs]
            np.add.at(bound, where, -y * row.coefs)
            whole = row.window is not None and row.window == (0, len(self.problem.waves) - 1)
            if row.window is None:
                np.add.at(free, where, -y * row.coefs)
                continue
            if row.touching or whole:
                self._add_free(free, row, -y)
        held = np.where(self.usable, bound, np.inf).min(axis=1)
        return bound, free, float(held.sum() + constant)

    def _add_free(self, free: Any, row: _Row, price: float) -> None:
        """Add a wave row's price to every pair that it could hold, were there no windows."""
        coefs = np.zeros(len(self.i))
        coefs[row.pairs] = row.coefs
        sparse = self._amount_of(row) * self.amounts.moves
        free += price * (sparse if not row.touching else -sparse)

    def _amount_of(self, row: _Row) -> Any:
        return self._families()[row.group][0]

    def _why_inside(self, row: _Row, spared: Any) -> set[RuleRef]:
        """Why the pairs of a row of waves must lie within them (or cannot touch them)."""
        windows = self.windows
        assert windows is not None and row.window is not None
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
        name = self.problem.workloads[i].id
        refs: set[RuleRef] = set()
        for p in np.flatnonzero(self.amounts.cost[i]):
            if self.usable[i, p] or free[p] >= held - 1e-9:
                continue
            if not self.amounts.candidate[i, p]:
                refs.add(RuleRef("allowed", names=(name,)))
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
            rows = list(self._placement_rows())
            known: set[tuple[Any, ...]] = set()
            for _ in range(ROUNDS):
                self._answer = self._solved(rows)
                added = [row for row in self._broken(self._answer.x, known)]
                if not added:
                    break
                rows.extend(added)
        assert self._answer is not None
        return self._answer

    def _placement_rows(self) -> Iterator[_Row]:
        problem, index = self.problem, {w.id: i for i, w in enumerate(self.problem.workloads)}
        targets = {target.id: p for p, target in enumerate(problem.targets)}
        for group in dict.fromkeys(problem.same_target):
            ref = RuleRef("same_target", names=group)
            first = self.column[index[group[0]]]
            for name in group[1:]:
                yield from self._equal_rows(first, self.column[index[name]], ref)
        for group in dict.fromkeys(problem.apart):
            ref = RuleRef("apart", names=group)
            for p in targets.values():
                columns = self.column[[index[name] for name in group], p]
                columns = columns[columns >= 0]
                if len(columns) > 1:
                    ones = np.ones(len(columns))
                    yield _Row(columns, ones, 1.0, (ref,), "drop", 1.0, measured=False)
        for limit in problem.limits:
            yield from self._limit_rows(limit, [targets[t] for t in limit.targets])

    def _equal_rows(self, one: Any, other: Any, ref: RuleRef) -> Iterator[_Row]:
        for first, second in zip(one.tolist(), other.tolist(), strict=True):
            both = [(c, s) for c, s in ((first, 1.0), (second, -1.0)) if c >= 0]
            if both:
                columns = np.array([c for c, _ in both])
                signs = np.array([s for _, s in both])
                yield _Row(columns, signs, 0.0, (ref,), "drop", 1.0, equal=True, measured=False)

    def _limit_rows(self, limit: Any, targets: list[int]) -> Iterator[_Row]:
        amount = np.zeros(self.usable.shape)
        names = [self.problem.targets[p].id for p in targets]
        for i, workload in enumerate(self.problem.workloads):
            if limit.amount in workload.amounts:
                for p, name in zip(targets, names, strict=True):
                    amount[i, p] = workload.amount(limit.amount, name)
        values = amount[self.i, self.p]
        pairs = np.flatnonzero(values)
        ref = (RuleRef("limit", limit.id),)
        if limit.at_most is not None:
            scale = max(1.0, abs(limit.at_most))
            yield _Row(pairs, values[pairs], limit.at_most, ref, "raise", scale)
        if limit.at_least is not None and (len(pairs) or limit.at_least > 0):
            scale = max(1.0, abs(limit.at_least))
            yield _Row(pairs, -values[pairs], -limit.at_least, ref, "lower", scale)

    def _families(self) -> list[tuple[Any, Any, int, int]]:
        """Amounts [n, P] with their room by wave, the limit's number and the function's."""
        if self.windows is None:
            return []
        if not hasattr(self, "_family_cache"):
            a = self.amounts
            found: list[tuple[Any, Any, int, int]] = []
            for r in range(len(a.most)):
                found.append((a.amount[r], a.most[r], r, 0))
            for r in range(len(a.most)):
                finite = a.most[r][np.isfinite(a.most[r])]
                if not len(finite) or finite.max() <= 0:
                    continue
                largest = finite.max() * (1 + 1e-9)
                for k in FUNCTIONS:
                    room = np.where(np.isfinite(a.most[r]), a.most[r], 0.0) / largest
                    capacity = np.where(np.isfinite(a.most[r]), _counted(room, k), np.inf)
                    found.append((_counted(a.amount[r] / largest, k), capacity, r, k))
            self._family_cache = found
        return self._family_cache

    def _broken(self, x: Any, known: set[tuple[Any, ...]]) -> Iterator[_Row]:
        """Yield the rows of waves that x breaks most, a limit's worst each time."""
        if self.windows is None:
            return
        moving = self.amounts.moves[self.i, self.p]
        low, high = self.low[self.i, self.p], self.high[self.i, self.p]
        for number, (amount, most, r, k) in enumerate(self._families()):
            values = amount[self.i, self.p] * moving
            yield from self._overfull(number, values, most, x, low, high, known, r, k)
            if k == 0 and self.amounts.least[r].any():
                yield from self._underfull(number, values, x, low, high, known, r)

    def _overfull(
        self, number: int, values: Any, most: Any, x: Any, low: Any, high: Any,
        known: set[tuple[Any, ...]], r: int, k: int,
    ) -> Iterator[_Row]:  # fmt: skip
        waves = len(most)
        held = values > 0
        load = np.zeros((waves, waves))
        np.add.at(load, (low[held], high[held]), values[held] * x[held])
        within = np.cumsum(np.cumsum(load[::-1], axis=0)[::-1], axis=1)
        room = _sums(most)
        over = within - room - NOTICED * np.maximum(1.0, np.where(np.isfinite(room), room, 1.0))
        a, b = np.unravel_index(int(np.argmax(over)), over.shape)
        key = (number, int(a), int(b), "most")
        if over[a, b] <= 0 or key in known:
            return
        known.add(key)
        pairs = np.flatnonzero(held & (low >= a) & (high <= b))
        limit = self.problem.wave_limits[r].id
        refs = tuple(RuleRef("wave_limit", limit, wave=w + 1) for w in range(int(a), int(b) + 1))
        scale = max(1.0, float(room[a, b]))
        yield _Row(
            pairs, values[pairs], float(room[a, b]), refs, "raise", scale,
            measured=k == 0, group=number, window=(int(a), int(b)),
        )  # fmt: skip

    def _underfull(
        self, number: int, values: Any, x: Any, low: Any, high: Any,
        known: set[tuple[Any, ...]], r: int,
    ) -> Iterator[_Row]:  # fmt: skip
        need = self.amounts.least[r]
        starts = [(w, w) for w in np.flatnonzero(need).tolist()] + [(0, len(need) - 1)]
        worst, chosen = 0.0, None
        for a, b in starts:
            touching = (low <= b) & (high >= a)
            total = float((values * x)[touching].sum())
            short = float(need[a : b + 1].sum()) - total
            if short > max(worst, NOTICED) and (number, a, b, "least") not in known:
                worst, chosen = short, (a, b, touching)
        if chosen is None:
            return
        a, b, touching = chosen
        known.add((number, a, b, "least"))
        pairs = np.flatnonzero(touching & (values > 0))
        total = float(need[a : b + 1].sum())
        limit = self.problem.wave_limits[r].id
        refs = tuple(
            RuleRef("wave_limit", limit, wave=w + 1) for w in range(a, b + 1) if need[w] > 0
        )
        yield _Row(
            pairs, -values[pairs], -total, refs, "lower", max(1.0, total),
            group=number, window=(a, b), touching=True,
        )  # fmt: skip

    def _solved(self, rows: list[_Row]) -> _Answer:
        from planner.optimising.conflicts.linear import solve_elastic

        units = len(self.usable)
        return _Answer(*solve_elastic(units, self.i, rows), rows=list(rows))


def _counted(share: Any, k: int) -> Any:
    """``floor((k+1) s) / k`` where that is no whole number itself, else s: superadditive."""
    scaled = (k + 1) * share
    whole = np.abs(scaled - np.rint(scaled)) < 1e-7
    return np.where(whole, np.maximum(0.0, share), np.floor(scaled) / k)


def _sums(values: Any) -> Any:
    """[W, W] sum of a row from a to b; 0 where b < a."""
    total = np.concatenate([[0.0], np.cumsum(np.where(np.isfinite(values), values, 0.0))])
    open_ones = np.concatenate([[0], np.cumsum(~np.isfinite(values))])
    sums = total[None, 1:] - total[:-1, None]
    unlimited = open_ones[None, 1:] - open_ones[:-1, None]
    upper = np.triu(np.ones(sums.shape, dtype=bool))
    return np.where(upper & (unlimited > 0), np.inf, np.where(upper, sums, np.inf))
