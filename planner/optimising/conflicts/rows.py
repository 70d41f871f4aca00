"""The rows of the short elastic program: those of placement, and of waves as they are needed.

Beside the amounts of a wave limit stand dual feasible functions of them (Fekete and Schepers 2001),
which count what fills more than a half, a third or a quarter of a wave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from planner.optimising.conflicts.windows import Amounts
from planner.optimising.plan import RuleRef
from planner.optimising.problem import Limit, PlanningProblem, distinct_groups

__all__ = ["Family", "Layout", "Row", "WaveRows", "placement_rows"]

NOTICED: Final = 1e-6
FUNCTIONS: Final = (1, 2, 3)

type Refs = tuple[RuleRef, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns: ``column[i, p]`` (-1 for none), and the workload and target of each."""

    problem: PlanningProblem
    amounts: Amounts
    column: Any
    i: Any
    p: Any


@dataclass(slots=True)
class Row:
    """``sum coef * x <= right + slack``; equal rows may be missed on both sides.

    ``refs`` are the rules that the row is; ``closed`` the workloads, targets and coefs that it
    would also have were they not forbidden; ``window`` says which pairs it is about, where it is
    not about all of them: within (or touching, where ``touching``) waves a to b.
    """

    pairs: Any
    coefs: Any
    right: float
    refs: Refs
    change: str
    scale: float
    equal: bool = False
    measured: bool = True
    group: int = -1
    window: tuple[int, int] | None = None
    touching: bool = False
    closed: tuple[Any, Any, Any] | None = None


def placement_rows(layout: Layout) -> Iterator[Row]:
    """Yield the rows of groups, of those kept apart and of limits."""
    problem = layout.problem
    index = {workload.id: i for i, workload in enumerate(problem.workloads)}
    targets = range(len(problem.targets))
    for group in distinct_groups(problem.same_target):
        ref = (RuleRef("same_target", names=group),)
        for name in group[1:]:
            pair = np.array([index[group[0]], index[name]])
            for target in targets:
                signs = np.array([1.0, -1.0])
                row = _row(layout, pair, target, signs, 0.0, ref, "drop", 1.0)
                yield from _unmeasured(row, equal=True)
    for group in distinct_groups(problem.apart):
        ref = (RuleRef("apart", names=group),)
        members = np.array([index[name] for name in group])
        for target in targets:
            row = _row(layout, members, target, np.ones(len(members)), 1.0, ref, "drop", 1.0)
            yield from _unmeasured(row, equal=False)
    for limit in problem.limits:
        yield from _limit_rows(layout, limit)


def _row(
    layout: Layout, i: Any, p: Any, coefs: Any, right: float, refs: Refs, change: str, scale: float
) -> Row | None:
    """Return the row over these workloads and targets; None where it cannot bind."""
    targets = np.broadcast_to(p, i.shape)
    possible = layout.amounts.cost[i, targets]
    i, targets, coefs = i[possible], targets[possible], coefs[possible]
    columns = layout.column[i, targets]
    here = columns >= 0
    if not here.any() and right >= 0:
        return None
    closed = i[~here], targets[~here], coefs[~here]
    return Row(columns[here], coefs[here], right, refs, change, scale, closed=closed)


def _unmeasured(row: Row | None, *, equal: bool) -> Iterator[Row]:
    if row is not None:
        row.equal, row.measured = equal, False
        yield row


def _limit_rows(layout: Layout, limit: Limit) -> Iterator[Row]:
    problem = layout.problem
    places = {target.id: p for p, target in enumerate(problem.targets)}
    amount = np.zeros(layout.column.shape)
    for i, workload in enumerate(problem.workloads):
        if limit.amount in workload.amounts:
            for name in limit.targets:
                amount[i, places[name]] = workload.amount(limit.amount, name)
    rows, columns = np.nonzero(amount)
    values = amount[rows, columns]
    ref = (RuleRef("limit", limit.id),)
    ends = ((limit.at_most, "raise", 1.0), (limit.at_least, "lower", -1.0))
    for bound, change, sign in ends:
        if bound is None:
            continue
        scale = max(1.0, abs(bound))
        row = _row(layout, rows, columns, sign * values, sign * bound, ref, change, scale)
        if row is not None:
            yield row


@dataclass(frozen=True, slots=True)
class Family:
    """An amount [n, P] or a function of it, what each wave has room for, and whose limit it is."""

    amount: Any
    most: Any
    limit: int
    counted: bool


class WaveRows:
    """Finds the rows of waves that a fractional placement breaks.

    Parameters
    ----------
    low, high
        [n, P] first and last wave of each workload on each target, counted from 0.
    """

    def __init__(self, layout: Layout, low: Any, high: Any) -> None:
        self.layout = layout
        self.low, self.high = low[layout.i, layout.p], high[layout.i, layout.p]
        self.families = list(_families(layout.amounts))
        moving = layout.amounts.moves[layout.i, layout.p]
        self.values = [f.amount[layout.i, layout.p] * moving for f in self.families]

    def broken(self, x: Any, known: set[tuple[Any, ...]]) -> Iterator[Row]:
        """Yield the rows that x breaks most, one of each family and end; ``known`` ones not."""
        for number, family in enumerate(self.families):
            yield from self._overfull(number, family, x, known)
            if not family.counted and self.layout.amounts.least[family.limit].any():
                yield from self._underfull(number, family, x, known)

    def _refs(self, family: Family, waves: Iterator[int] | range) -> Refs:
        name = self.layout.problem.wave_limits[family.limit].id
        return tuple(RuleRef("wave_limit", name, wave=w + 1) for w in waves)

    def _overfull(
        self, number: int, family: Family, x: Any, known: set[tuple[Any, ...]]
    ) -> Iterator[Row]:
        values, waves = self.values[number], len(family.most)
        held = values > 0
        load = np.zeros((waves, waves))
        np.add.at(load, (self.low[held], self.high[held]), values[held] * x[held])
        within = np.cumsum(np.cumsum(load[::-1], axis=0)[::-1], axis=1)
        room = _sums(family.most)
        over = within - room - NOTICED * np.maximum(1.0, np.where(np.isfinite(room), room, 1.0))
        a, b = (int(end) for end in np.unravel_index(int(np.argmax(over)), over.shape))
        key = (number, a, b, "most")
        if over[a, b] <= 0 or key in known:
            return
        known.add(key)
        pairs = np.flatnonzero(held & (self.low >= a) & (self.high <= b))
        right = float(room[a, b])
        yield Row(
            pairs, values[pairs], right, self._refs(family, range(a, b + 1)), "raise",
            max(1.0, right), measured=not family.counted, group=number, window=(a, b),
        )  # fmt: skip

    def _underfull(
        self, number: int, family: Family, x: Any, known: set[tuple[Any, ...]]
    ) -> Iterator[Row]:
        need, values = self.layout.amounts.least[family.limit], self.values[number]
        worst, chosen = NOTICED, None
        for a, b in [(w, w) for w in np.flatnonzero(need).tolist()] + [(0, len(need) - 1)]:
            touching = (self.low <= b) & (self.high >= a)
            short = float(need[a : b + 1].sum()) - float((values * x)[touching].sum())
            if short > worst and (number, a, b, "least") not in known:
                worst, chosen = short, (a, b, touching)
        if chosen is None:
            return
        a, b, touching = chosen
        known.add((number, a, b, "least"))
        pairs = np.flatnonzero(touching & (values > 0))
        total = float(need[a : b + 1].sum())
        refs = self._refs(family, (w for w in range(a, b + 1) if need[w] > 0))
        yield Row(
            pairs, -values[pairs], -total, refs, "lower", max(1.0, total),
            group=number, window=(a, b), touching=True,
        )  # fmt: skip


def _families(amounts: Amounts) -> Iterator[Family]:
    for r, most in enumerate(amounts.most):
        yield Family(amounts.amount[r], most, r, counted=False)
    for r, most in enumerate(amounts.most):
        limited = np.isfinite(most)
        if not limited.any() or most[limited].max() <= 0:
            continue
        largest = most[limited].max() * (1 + 1e-9)
        for k in FUNCTIONS:
            room = np.where(limited, _counted(np.where(limited, most, 0.0) / largest, k), np.inf)
            yield Family(_counted(amounts.amount[r] / largest, k), room, r, counted=True)


def _counted(share: Any, k: int) -> Any:
    """``floor((k+1) s) / k`` where ``(k+1) s`` is no whole number, else s: superadditive."""
    scaled = (k + 1) * share
    whole = np.abs(scaled - np.rint(scaled)) < 1e-7
    return np.where(whole, np.maximum(0.0, share), np.floor(scaled) / k)


def _sums(values: Any) -> Any:
    """[W, W] sum of a row from a to b; infinite where one is, or where b < a."""
    limited = np.isfinite(values)
    total = np.concatenate([[0.0], np.cumsum(np.where(limited, values, 0.0))])
    unlimited = np.concatenate([[0], np.cumsum(~limited)])
    sums = total[None, 1:] - total[:-1, None]
    without = (unlimited[None, 1:] - unlimited[:-1, None]) == 0
    upper = np.triu(np.ones(sums.shape, dtype=bool))
    return np.where(upper & without, sums, np.inf)
