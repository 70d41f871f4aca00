"""The rows of the short elastic program: those of placement, and of waves as they are needed.

Beside the amounts of a wave limit stand dual feasible functions of them (Fekete and Schepers 2001),
which count what fills more than a half, a third or a quarter of a wave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from planner.optimising.conflicts.windows import Amounts, Windows
from planner.optimising.plan import RuleRef
from planner.optimising.problem import Limit, PlanningProblem
from planner.optimising.rules import GroupRule, LimitRule, WaveLimitRule, rules_like
from planner.optimising.rules.rule import SLACK

__all__ = ["Family", "Layout", "Row", "WaveRows", "placement_rows"]

ROUNDING: Final = 1e-9
"""Share of a tolerance beyond which a row counts as broken."""
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
    tolerance: float = 0.0
    closed: tuple[Any, Any, Any] | None = None


def placement_rows(layout: Layout) -> Iterator[Row]:
    """Yield the rows of groups, of those kept apart and of limits."""
    problem = layout.problem
    index = {workload.id: i for i, workload in enumerate(problem.workloads)}
    for rule in rules_like(problem, GroupRule):
        value, members = rule.values(problem), [index[name] for name in rule.ref.names]
        if rule.agrees:
            for member in members[1:]:
                pair = [members[0], member]
                yield from _by_value(layout, rule.ref, pair, value, [1.0, -1.0], equal=True)
        else:
            ones = [1.0] * len(members)
            yield from _by_value(layout, rule.ref, members, value, ones, equal=False)
    for limit_rule in rules_like(problem, LimitRule):
        yield from _limit_row(layout, limit_rule)


def _by_value(
    layout: Layout,
    ref: RuleRef,
    members: list[int],
    value: Mapping[str, str],
    signs: list[float],
    *,
    equal: bool,
) -> Iterator[Row]:
    """Yield a row for every value of the targets: what the members place on those that have it."""
    places: dict[str, list[int]] = {}
    for p, target in enumerate(layout.problem.targets):
        places.setdefault(value[target.id], []).append(p)
    right = 0.0 if equal else 1.0
    for shared in places.values():
        i, coefs = np.repeat(members, len(shared)), np.repeat(signs, len(shared))
        row = _row(layout, i, np.tile(shared, len(members)), coefs, right, (ref,), "drop", 1.0)
        yield from _unmeasured(row, equal=equal)


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


def _beyond(limit: Limit) -> float:
    """Return what a limit grows by with all its extension."""
    return 0.0 if limit.extension is None else limit.extension.most * limit.extension.step


def _limit_row(layout: Layout, rule: LimitRule) -> Iterator[Row]:
    problem = layout.problem
    limit = rule.limit(problem)
    places = {target.id: p for p, target in enumerate(problem.targets)}
    amount = np.zeros(layout.column.shape)
    for i, workload in enumerate(problem.workloads):
        if limit.amount in workload.amounts:
            for name in limit.targets:
                amount[i, places[name]] = workload.amount(limit.amount, name)
    rows, columns = np.nonzero(amount)
    sign, beyond = (1.0, _beyond(limit)) if rule.change == "raise" else (-1.0, 0.0)
    values = sign * amount[rows, columns]
    right = sign * rule.bound(problem) + beyond + rule.tolerance
    row = _row(layout, rows, columns, values, right, (rule.ref,), rule.change, rule.scale)
    if row is not None:
        row.tolerance = rule.tolerance
        yield row


@dataclass(frozen=True, slots=True)
class Family:
    """An amount [n, P] or a function of it, what waves a to b have room for, and whose limit it is.

    ``room`` is [W, W], infinite where one of the waves is not bounded; ``passed`` [W, W] what the
    checker lets pass of it, each bound by its own share.
    """

    amount: Any
    room: Any
    passed: Any
    limit: int
    counted: bool


class WaveRows:
    """Finds the rows of waves that a fractional placement breaks.

    Parameters
    ----------
    low, high
        [n, P] first and last wave of each workload on each target, counted from 0.
    """

    def __init__(self, layout: Layout, windows: Windows, low: Any, high: Any) -> None:
        self.layout = layout
        self.windows = windows
        own = layout.i, layout.p
        self.low, self.high = low[own], high[own]
        self.families = list(_families(layout))
        self.needs = _needs(layout.problem)
        moving = layout.amounts.moves[own]
        self.values = [f.amount[own] * moving for f in self.families]
        self.begun = [self.low - layout.amounts.waves[f.limit][own] + 1 for f in self.families]

    def broken(self, x: Any, known: set[tuple[Any, ...]]) -> Iterator[Row]:
        """Yield the rows that x breaks most, one of each family and end; ``known`` ones not."""
        for number, family in enumerate(self.families):
            yield from self._overfull(number, family, x, known)
            if not family.counted:
                yield from self._underfull(number, family, x, known)

    def _refs(self, family: Family, waves: Iterable[int]) -> Refs:
        return tuple(dict.fromkeys(self.windows.limit_ref(family.limit, w) for w in waves))

    def _overfull(
        self, number: int, family: Family, x: Any, known: set[tuple[Any, ...]]
    ) -> Iterator[Row]:
        values, waves = self.values[number], len(family.room)
        begun = np.maximum(0, self.begun[number])
        held = (values > 0) & (self.begun[number] >= 0)
        load = np.zeros((waves, waves))
        np.add.at(load, (begun[held], self.high[held]), values[held] * x[held])
        within = np.cumsum(np.cumsum(load[::-1], axis=0)[::-1], axis=1)
        over = within - family.room - family.passed * (1 + ROUNDING)
        a, b = (int(end) for end in np.unravel_index(int(np.argmax(over)), over.shape))
        key = (number, a, b, "most")
        if over[a, b] <= 0 or key in known:
            return
        known.add(key)
        pairs = np.flatnonzero(held & (begun >= a) & (self.high <= b))
        right, passed = float(family.room[a, b]), float(family.passed[a, b])
        yield Row(
            pairs, values[pairs], right + passed, self._refs(family, range(a, b + 1)),
            "raise", max(1.0, right), measured=not family.counted, group=number, window=(a, b),
            tolerance=passed,
        )  # fmt: skip

    def _underfull(
        self, number: int, family: Family, x: Any, known: set[tuple[Any, ...]]
    ) -> Iterator[Row]:
        values = self.values[number]
        worst, chosen = 0.0, None
        for a, b, total, passed, refs in self.needs.get(family.limit, ()):
            touching = (self.begun[number] <= b) & (self.high >= a)
            short = total - passed * (1 + ROUNDING) - float((values * x)[touching].sum())
            if short > worst and (number, a, b, "least") not in known:
                worst, chosen = short, (a, b, total, passed, refs, touching)
        if chosen is None:
            return
        a, b, total, passed, refs, touching = chosen
        known.add((number, a, b, "least"))
        pairs = np.flatnonzero(touching & (values > 0))
        yield Row(
            pairs, -values[pairs], passed - total, refs, "lower", max(1.0, total),
            group=number, window=(a, b), touching=True, tolerance=passed,
        )  # fmt: skip


type Need = tuple[int, int, float, float, Refs]
"""First and last wave, what must move in them at least, what may lack of it, and its rules."""


def _needs(problem: PlanningProblem) -> dict[int, list[Need]]:
    """Return, by limit, what a wave or period must hold at least, and what they must together."""
    row = {limit.id: r for r, limit in enumerate(problem.wave_limits)}
    found: dict[int, list[Need]] = {}
    for rule in rules_like(problem, WaveLimitRule):
        bound = rule.bound(problem)
        if rule.change == "lower" and bound > 0:
            span = rule.span(problem)
            need = min(span) - 1, max(span) - 1, bound, rule.tolerance, (rule.ref,)
            found.setdefault(row[rule.ref.id or ""], []).append(need)
    for own in found.values():
        if len(own) > 1:
            refs = tuple(ref for need in own for ref in need[4])
            total, passed = sum(need[2] for need in own), sum(need[3] for need in own)
            own.append((0, len(problem.waves) - 1, total, passed, refs))
    return found


def _families(layout: Layout) -> Iterator[Family]:
    amounts, limits = layout.amounts, layout.problem.wave_limits
    for r, most in enumerate(amounts.most):
        periods = limits[r].periods
        slack = SLACK * np.maximum(1.0, np.abs(most))
        room, passed = (
            _sums(bound) if periods is None else _sums_of_periods(periods, bound)
            for bound in (most, slack)
        )
        yield Family(amounts.amount[r], room, passed, r, counted=False)
    for r, most in enumerate(amounts.most):
        limited = np.isfinite(most)
        if not limited.any() or most[limited].max() <= 0 or limits[r].periods is not None:
            continue
        passed = np.where(limited, most, 0.0)
        passed = passed + SLACK * np.maximum(1.0, passed)
        largest = passed.max() * (1 + 1e-9)
        for k in FUNCTIONS:
            room = np.where(limited, _counted(passed / largest, k), np.inf)
            counted = _counted(amounts.work[r] / largest, k).sum(axis=2)
            together = _sums(room)
            yield Family(counted, together, SLACK * np.maximum(1.0, together), r, counted=True)


def _sums_of_periods(periods: Sequence[tuple[int, ...]], most: Any) -> Any:
    """[W, W] what the periods that waves a to b belong to have room for; infinite where one lacks.

    ``most`` has the bound of its period for every wave.
    """
    waves = len(most)
    period = np.full(waves, -1)
    for number, span in enumerate(periods):
        period[np.array(span) - 1] = number
    room = np.full((waves, waves), np.inf)
    for a in range(waves):
        total, seen = 0.0, set[int]()
        for b in range(a, waves):
            if not np.isfinite(most[b]):
                break
            if period[b] not in seen:
                seen.add(int(period[b]))
                total += float(most[b])
            room[a, b] = total
    return room


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
