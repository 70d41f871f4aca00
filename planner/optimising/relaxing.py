"""The same problem with a rule relaxed, by so much or altogether; standard library only.

One place says what it means to relax a rule: a way out is looked for, tried, proven, applied and
kept as a decision by the same function, so that none of them can mean something else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace

from planner.optimising.plan import Repair, RuleRef
from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)

__all__ = ["RELAXED", "WAVES", "bounds_of", "relaxed", "repaired", "with_more_waves"]

RELAXED = frozenset(
    {
        "allowed", "limit", "wave_limit", "same_target", "apart", "dependency", "together",
        "before", "earlier", "earliest_wave", "latest_wave", "ready_wave",
    }
)  # fmt: skip
"""Kinds of rules that can be relaxed one by one."""

WAVES = RuleRef("waves")
"""That there are no more waves than there are."""

ALMOST = 1e-6
"""A number of waves may miss a whole one by so much."""

type Bounds = tuple[float | None, ...] | None


def repaired(problem: PlanningProblem, repair: Repair) -> PlanningProblem:
    """Return the problem in which ``repair`` has been made.

    Raises
    ------
    ValueError
        Where the repair names a rule of unknown kind, or more waves without saying how many.
    """
    for rule in repair.rules:
        problem = relaxed(problem, rule, repair.change, repair.amount)
    return problem


def relaxed(
    problem: PlanningProblem, rule: RuleRef, change: str = "drop", amount: float | None = None
) -> PlanningProblem:
    """Return the problem with one rule relaxed; a rule that is not there changes nothing.

    Parameters
    ----------
    change
        As in a :class:`~planner.optimising.plan.Repair`; of a limit, ``raise`` speaks of the upper
        end and ``lower`` of the lower one, anything else of both.
    amount
        By how much, in the rule's own units; None takes the rule away.

    Raises
    ------
    ValueError
        Where the kind of the rule is unknown, or more waves are asked for without a number.
    """
    match rule.kind:
        case "allowed":
            return _for_each(problem, rule, lambda w: replace(w, allowed=None))
        case "same_target":
            return replace(problem, same_target=_without_group(problem.same_target, rule))
        case "apart":
            return replace(problem, apart=_without_group(problem.apart, rule))
        case "together" | "before" | "earlier" | "dependency":
            return _unordered(problem, rule)
        case "earliest_wave" | "latest_wave":
            return _windowed(problem, rule, amount)
        case "ready_wave":
            return _ready(problem, rule, amount)
        case "limit":
            return _limited(problem, rule, change, amount)
        case "wave_limit":
            return _wave_limited(problem, rule, change, amount)
        case "waves" if amount is not None:
            return with_more_waves(problem, _whole(amount))
    raise ValueError(f"{rule.kind}, {change}")


def _whole(waves: float) -> int:
    """Whole waves that are at least so many."""
    return math.ceil(waves - ALMOST)


def _for_each(
    problem: PlanningProblem, rule: RuleRef, change: Callable[[ProblemWorkload], ProblemWorkload]
) -> PlanningProblem:
    names = set(rule.names)
    workloads = tuple(change(w) if w.id in names else w for w in problem.workloads)
    return replace(problem, workloads=workloads)


def _without_group(
    groups: tuple[tuple[str, ...], ...], rule: RuleRef
) -> tuple[tuple[str, ...], ...]:
    members = set(rule.names)
    return tuple(group for group in groups if set(group) != members)


def _unordered(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    """Make a dependency free: ``together`` whichever way it is said, ``dependency`` of any kind."""
    either_way = rule.kind in (DependencyKind.TOGETHER, "dependency")

    def freed(item: ProblemDependency) -> ProblemDependency:
        pair = (item.source, item.needed)
        same = set(pair) == set(rule.names) if either_way else pair == rule.names
        if same and rule.kind in ("dependency", item.kind):
            return replace(item, kind=DependencyKind.FREE)
        return item

    return replace(problem, dependencies=tuple(map(freed, problem.dependencies)))


def _windowed(problem: PlanningProblem, rule: RuleRef, amount: float | None) -> PlanningProblem:
    def moved(workload: ProblemWorkload) -> ProblemWorkload:
        if rule.kind == "earliest_wave":
            first = workload.earliest_wave
            kept = None if first is None or amount is None else max(1, first - _whole(amount))
            return replace(workload, earliest_wave=kept)
        last = workload.latest_wave
        kept = None if last is None or amount is None else last + _whole(amount)
        return replace(workload, latest_wave=kept)

    return _for_each(problem, rule, moved)


def _ready(problem: PlanningProblem, rule: RuleRef, amount: float | None) -> PlanningProblem:
    targets = tuple(
        replace(t, ready_wave=1 if amount is None else max(1, t.ready_wave - _whole(amount)))
        if t.id == rule.id
        else t
        for t in problem.targets
    )
    return replace(problem, targets=targets)


def _ends(
    upper: float | None, lower: float | None, change: str, amount: float | None
) -> tuple[float | None, float | None]:
    """Both ends of a limit after a change; amounts are never below 0, so no lower end has to be."""
    if change != "lower" and upper is not None:
        upper = None if amount is None else upper + amount
    if change != "raise" and lower is not None:
        lower = None if amount is None else max(0.0, lower - amount)
    return upper, lower


def _limited(
    problem: PlanningProblem, rule: RuleRef, change: str, amount: float | None
) -> PlanningProblem:
    limits = []
    for limit in problem.limits:
        upper, lower = limit.at_most, limit.at_least
        if limit.id == rule.id:
            upper, lower = _ends(upper, lower, change, amount)
        if upper is not None or lower is not None:
            limits.append(replace(limit, at_most=upper, at_least=lower))
    return replace(problem, limits=tuple(limits))


def _wave_limited(
    problem: PlanningProblem, rule: RuleRef, change: str, amount: float | None
) -> PlanningProblem:
    """Change one wave's limit, or that of every wave where the rule names none."""

    def changed(limit: WaveLimit) -> WaveLimit:
        if limit.id != rule.id:
            return limit
        count = len(problem.waves)
        most, least = (
            list(limit.at_most or (None,) * count),
            list(limit.at_least or (None,) * count),
        )
        for position in range(count):
            if rule.wave in (None, position + 1):
                ends = _ends(most[position], least[position], change, amount)
                most[position], least[position] = ends
        return replace(limit, at_most=bounds_of(most), at_least=bounds_of(least))

    limits = tuple(map(changed, problem.wave_limits))
    kept = tuple(x for x in limits if x.at_most is not None or x.at_least is not None)
    return replace(problem, wave_limits=kept)


def bounds_of(values: Iterable[float | None]) -> Bounds:
    """Return the bounds of the waves; None where no wave has one."""
    values = tuple(values)
    return None if all(value is None for value in values) else values


def with_more_waves(problem: PlanningProblem, more: int) -> PlanningProblem:
    """Return the problem with so many waves more.

    They follow at the distance of the last two. A limit holds in them as in the last wave that
    it does not freeze; nothing has to move in them (``at_least`` says nothing there).
    """
    if not problem.waves or more <= 0:
        return problem
    days = [wave.day for wave in problem.waves]
    last, step = days[-1], 30.0
    if last is not None:
        before = days[-2] if len(days) > 1 else 0.0
        step = max(1.0, last - (before or 0.0))
    taken = {wave.id for wave in problem.waves}
    added: list[ProblemWave] = []
    number = len(problem.waves)
    while len(added) < more:
        number += 1
        if f"W{number}" not in taken:
            day = None if last is None else last + step * (len(added) + 1)
            added.append(ProblemWave(f"W{number}", day))

    def longer(limit: WaveLimit) -> WaveLimit:
        most = limit.at_most
        if most is not None:
            open_ones = [bound for bound in most if bound is None or bound > 0]
            most += ((open_ones or [most[-1]])[-1],) * more
        least = limit.at_least
        return replace(
            limit, at_most=most, at_least=None if least is None else least + (None,) * more
        )

    return replace(
        problem,
        waves=problem.waves + tuple(added),
        wave_limits=tuple(map(longer, problem.wave_limits)),
    )
