"""The user's rules in the program over both stages: one function each, its rows and its formula.

Each yields what one rule of the problem says as rows ``terms <= right``, with the way in which it
may be relaxed. ``PLACEMENT_RULES`` and ``WAVE_RULES`` are all there are; the checker has a rule of
its own for each (:mod:`planner.optimising.check.placement`, :mod:`planner.optimising.check.waves`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind, ProblemDependency, distinct_groups
from planner.optimising.whole_model import Row, Terms, UserRule, WholeModel

__all__ = [
    "PLACEMENT_RULES",
    "WAVE_RULES",
    "Rule",
    "allowed",
    "apart",
    "before",
    "earlier",
    "earliest_wave",
    "latest_wave",
    "limits",
    "ready_wave",
    "same_target",
    "together",
    "wave_limits",
]

type Rule = Callable[[WholeModel], Iterator[UserRule]]


# Placement.


def allowed(model: WholeModel) -> Iterator[UserRule]:
    """Allowed targets, pins and bans: ``sum of x[i,p] over p not allowed <= 0``."""
    for i, workload in enumerate(model.problem.workloads):
        permitted = set(workload.candidates())
        closed = [column for target, column in model.x[i].items() if target not in permitted]
        if closed:
            row = Row(dict.fromkeys(closed, 1.0), 0.0)
            yield UserRule(RuleRef("allowed", names=(workload.id,)), "allow", rows=[row])


def same_target(model: WholeModel) -> Iterator[UserRule]:
    """Groups on one target: ``x[i,p] = x[j,p]`` for the first of the group and every other."""
    for group in distinct_groups(model.problem.same_target):
        rule = UserRule(RuleRef("same_target", names=group), "drop")
        first = model.x[model.index[group[0]]]
        for name in group[1:]:
            other = model.x[model.index[name]]
            for target in first.keys() | other.keys():
                terms: Terms = {}
                if target in first:
                    terms[first[target]] = 1.0
                if target in other:
                    terms[other[target]] = -1.0
                rule.rows.append(Row(terms, 0.0))
                rule.rows.append(Row(_minus(terms), 0.0))
        rule.rows.sort(key=lambda row: sorted(row.terms.items()))
        yield rule


def apart(model: WholeModel) -> Iterator[UserRule]:
    """Kept apart: ``sum of x[i,p] over the group <= 1`` for every p."""
    for group in distinct_groups(model.problem.apart):
        rule = UserRule(RuleRef("apart", names=group), "drop")
        members = [model.x[model.index[name]] for name in group]
        for target in model.problem.targets:
            columns = [member[target.id] for member in members if target.id in member]
            if len(columns) > 1:
                rule.rows.append(Row(dict.fromkeys(columns, 1.0), 1.0))
        yield rule


def limits(model: WholeModel) -> Iterator[UserRule]:
    """Limits: ``at_least <= sum amount[i,p] x[i,p] over p in T <= at_most``, each end to relax."""
    for limit in model.problem.limits:
        terms: Terms = {}
        for i, workload in enumerate(model.problem.workloads):
            for target in limit.targets:
                amount = workload.amount(limit.amount, target)
                if amount and target in model.x[i]:
                    terms[model.x[i][target]] = amount
        yield from _ends(RuleRef("limit", limit.id), terms, limit.at_least, limit.at_most)


# Waves.


def earliest_wave(model: WholeModel) -> Iterator[UserRule]:
    """Earliest waves: ``sum over w < earliest of z[i,w] <= 0``.

    The sum is the number of waves by which the window is missed.
    """
    last = model.waves
    for i, workload in enumerate(model.problem.workloads):
        earliest = workload.earliest_wave
        if not model.u[i] or earliest is None or earliest <= 1:
            continue
        # Waves past the last count too, so that the sum is what the window is missed by.
        terms = _summed(model.moved(i, wave) for wave in range(1, min(earliest, last + 1)))
        for column in model.moved(i, last) if earliest > last else ():
            terms[column] += earliest - 1 - last
        ref = RuleRef("earliest_wave", names=(workload.id,))
        yield UserRule(ref, "earlier", float(last), measured=True, rows=[Row(terms, 0.0)])


def latest_wave(model: WholeModel) -> Iterator[UserRule]:
    """Latest waves: ``sum over w >= latest of (z[i,last] - z[i,w]) <= 0``.

    The sum is the number of waves by which the window is missed.
    """
    last = model.waves
    for i, workload in enumerate(model.problem.workloads):
        latest = workload.latest_wave
        if not model.u[i] or latest is None or latest >= last:
            continue
        terms = _summed(
            _plus(model.moved(i, last), _minus(model.moved(i, wave)))
            for wave in range(latest, last)
        )
        ref = RuleRef("latest_wave", names=(workload.id,))
        yield UserRule(ref, "later", float(last), measured=True, rows=[Row(terms, 0.0)])


def ready_wave(model: WholeModel) -> Iterator[UserRule]:
    """Ready targets: ``sum over w < ready[p] of u[i,p,w] <= 0``, the waves that p is too late by.

    One rule a target, with a row for every i that may move onto it.
    """
    last = model.waves
    for target in model.problem.targets:
        if target.ready_wave <= 1:
            continue
        rule = UserRule(RuleRef("ready_wave", target.id), "earlier", float(last), measured=True)
        for steps in model.u:
            if target.id in steps:
                columns = steps[target.id]
                early = dict.fromkeys(columns[: target.ready_wave - 1], 1.0)
                if target.ready_wave > last:  # waves past the last one count too
                    early[columns[-1]] = float(target.ready_wave - last)
                rule.rows.append(Row(early, 0.0))
        if rule.rows:
            yield rule


def together(model: WholeModel) -> Iterator[UserRule]:
    """In one wave: ``z[i,w] - stay[j] <= z[j,w]`` and ``z[j,w] - stay[i] <= z[i,w]``."""
    for item, i, j in _of_kind(model, DependencyKind.TOGETHER):
        rows = [_after(model, i, wave, j, wave) for wave in range(1, model.waves)]
        rows += [_after(model, j, wave, i, wave) for wave in range(1, model.waves)]
        yield from _ordered(item, rows)


def before(model: WholeModel) -> Iterator[UserRule]:
    """I needs j in the same wave or sooner: ``z[i,w] <= z[j,w] + stay[j]``."""
    for item, i, j in _of_kind(model, DependencyKind.BEFORE):
        yield from _ordered(
            item, [_after(model, i, wave, j, wave) for wave in range(1, model.waves)]
        )


def earlier(model: WholeModel) -> Iterator[UserRule]:
    """I needs j in a strictly earlier wave: ``z[i,w] <= z[j,w-1] + stay[j]``."""
    for item, i, j in _of_kind(model, DependencyKind.EARLIER):
        yield from _ordered(
            item, [_after(model, i, wave, j, wave - 1) for wave in range(1, model.waves + 1)]
        )


def wave_limits(model: WholeModel) -> Iterator[UserRule]:
    """Limits of waves: ``at_least[w] <= sum amount[i,p] (u[i,p,w] - u[i,p,w-1]) <= at_most[w]``.

    Freezes are zeros; ramp, buffer and the pilot's own limits are bounds that differ by wave.
    """
    for limit in model.problem.wave_limits:
        in_wave = _by_moves if model.y else _by_steps
        carriers = [
            (workload.amount(limit.amount, target), columns)
            for workload, by_target in zip(model.problem.workloads, model.y or model.u, strict=True)
            for target, columns in by_target.items()
            if workload.amount(limit.amount, target)
        ]
        for position in range(len(model.problem.waves)):
            at_least = limit.at_least[position] if limit.at_least is not None else None
            at_most = limit.at_most[position] if limit.at_most is not None else None
            if at_least is None and at_most is None:
                continue
            terms = _summed(in_wave(amount, columns, position) for amount, columns in carriers)
            ref = RuleRef("wave_limit", limit.id, wave=position + 1)
            yield from _ends(ref, terms, at_least, at_most)


PLACEMENT_RULES: Final[tuple[Rule, ...]] = (allowed, same_target, apart, limits)
"""Every rule of the placement that a user gives."""

WAVE_RULES: Final[tuple[Rule, ...]] = (
    earliest_wave, latest_wave, ready_wave, together, before, earlier, wave_limits,
)  # fmt: skip
"""Every rule of the waves that a user gives."""


# What they share.


def _ends(
    ref: RuleRef, terms: Terms, at_least: float | None, at_most: float | None
) -> Iterator[UserRule]:
    if at_most is not None:
        row = Row(terms, at_most)
        yield UserRule(ref, "raise", max(1.0, abs(at_most)), measured=True, rows=[row])
    if at_least is not None and (terms or at_least > 0):
        row = Row(_minus(terms), -at_least)
        yield UserRule(ref, "lower", max(1.0, abs(at_least)), measured=True, rows=[row])


def _of_kind(
    model: WholeModel, kind: DependencyKind
) -> Iterator[tuple[ProblemDependency, int, int]]:
    """Yield dependencies of a kind once each, with their ends, where both ends can move."""
    seen: set[tuple[str, ...]] = set()
    for item in model.problem.dependencies:
        names = (item.source, item.needed)
        key = tuple(sorted(names)) if kind is DependencyKind.TOGETHER else names
        if item.kind is not kind or key in seen:
            continue
        seen.add(key)
        i, j = model.index[item.source], model.index[item.needed]
        if model.u[i] and model.u[j]:
            yield item, i, j


def _ordered(item: ProblemDependency, rows: list[Row]) -> Iterator[UserRule]:
    rows = [row for row in rows if row.terms]
    if rows:
        ref = RuleRef(str(item.kind), names=(item.source, item.needed))
        yield UserRule(ref, "drop", rows=rows)


def _after(model: WholeModel, i: int, wave: int, j: int, wave_of_j: int) -> Row:
    """``z[i,wave] - z[j,wave_of_j] - stay[j] <= 0``."""
    terms = _plus(model.moved(i, wave), _minus(model.moved(j, wave_of_j)))
    stay = model.stay[j]
    if stay is not None:
        terms[stay] = -1.0
    return Row(terms, 0.0)


def _minus(terms: Terms) -> Terms:
    return {column: -weight for column, weight in terms.items()}


def _plus(*parts: Terms) -> Terms:
    return _summed(parts)


def _summed(parts: Iterable[Terms]) -> Terms:
    total: Terms = {}
    for part in parts:
        for column, weight in part.items():
            total[column] = total.get(column, 0.0) + weight
    return {column: weight for column, weight in total.items() if weight}


def _by_moves(amount: float, moves: list[int], position: int) -> Terms:
    return {moves[position]: amount}


def _by_steps(amount: float, steps: list[int], position: int) -> Terms:
    terms = {steps[position]: amount}
    if position:
        terms[steps[position - 1]] = -amount
    return terms
