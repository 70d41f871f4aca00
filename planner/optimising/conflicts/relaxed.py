"""The same problem with rules relaxed, taken away, or all others left out. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from planner.model.plan import Repair, RuleRef
from planner.model.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)

__all__ = ["WAVES", "repaired", "restricted", "with_more_waves", "without"]

WAVES = RuleRef("waves")
"""That there are no more waves than there are."""

type Bounds = tuple[float | None, ...] | None


def repaired(problem: PlanningProblem, repair: Repair) -> PlanningProblem:
    """Return the problem in which ``repair`` has been made.

    Without an amount, the rules named are taken away (the end that ``raise`` or ``lower`` speaks
    of, where it is a limit's).

    Raises
    ------
    ValueError
        Where the repair names a rule of unknown kind, or more waves without saying how many.
    """
    for rule in repair.rules:
        problem = _relax(problem, rule, repair.change, repair.amount)
    return problem


def without(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    """Return the problem without one rule, both ends of it where it is a limit."""
    return _relax(problem, rule, "drop", None)


def _relax(
    problem: PlanningProblem, rule: RuleRef, change: str, amount: float | None
) -> PlanningProblem:
    names = set(rule.names)
    match rule.kind:
        case "allowed":
            return _for_each(problem, names, lambda w: replace(w, allowed=None))
        case "same_target":
            kept = tuple(group for group in problem.same_target if group != rule.names)
            return replace(problem, same_target=kept)
        case "apart":
            return replace(problem, apart=tuple(g for g in problem.apart if g != rule.names))
        case "together" | "before" | "earlier":
            return _unordered(problem, rule)
        case "earliest_wave" | "latest_wave":
            return _windowed(problem, rule, amount)
        case "ready_wave":
            targets = tuple(
                replace(t, ready_wave=1 if amount is None else max(1, t.ready_wave - int(amount)))
                if t.id == rule.id
                else t
                for t in problem.targets
            )
            return replace(problem, targets=targets)
        case "limit":
            return _limited(problem, rule, change, amount)
        case "wave_limit":
            return _wave_limited(problem, rule, change, amount)
        case "waves" if amount is not None:
            return with_more_waves(problem, int(amount))
    raise ValueError(f"{rule.kind}, {change}")


def _for_each(
    problem: PlanningProblem, names: set[str], change: Callable[[ProblemWorkload], ProblemWorkload]
) -> PlanningProblem:
    workloads = tuple(change(w) if w.id in names else w for w in problem.workloads)
    return replace(problem, workloads=workloads)


def _windowed(problem: PlanningProblem, rule: RuleRef, amount: float | None) -> PlanningProblem:
    def moved(workload: ProblemWorkload) -> ProblemWorkload:
        if rule.kind == "earliest_wave":
            first = workload.earliest_wave
            kept = None if first is None or amount is None else max(1, first - int(amount))
            return replace(workload, earliest_wave=kept)
        last = workload.latest_wave
        return replace(
            workload, latest_wave=None if last is None or amount is None else last + int(amount)
        )

    return _for_each(problem, set(rule.names), moved)


def _unordered(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    """Make a dependency free; ``together`` binds both ways round."""
    both_ways = rule.kind == DependencyKind.TOGETHER

    def freed(item: ProblemDependency) -> ProblemDependency:
        pair = (item.source, item.needed)
        same = set(pair) == set(rule.names) if both_ways else pair == rule.names
        if same and item.kind.value == rule.kind:
            return replace(item, kind=DependencyKind.FREE)
        return item

    return replace(problem, dependencies=tuple(map(freed, problem.dependencies)))


def _ends(
    upper: float | None, lower: float | None, change: str, amount: float | None
) -> tuple[float | None, float | None]:
    """Both ends of a limit after a change."""
    if change != "lower" and upper is not None:
        upper = None if amount is None else upper + amount
    if change != "raise" and lower is not None:
        lower = None if amount is None else lower - amount
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
        for position in range(count) if rule.wave is None else (rule.wave - 1,):
            ends = _ends(most[position], least[position], change, amount)
            most[position], least[position] = ends
        return replace(limit, at_most=_bounds(most), at_least=_bounds(least))

    limits = tuple(map(changed, problem.wave_limits))
    kept = tuple(x for x in limits if x.at_most is not None or x.at_least is not None)
    return replace(problem, wave_limits=kept)


def _bounds(values: Iterable[float | None]) -> Bounds:
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


def restricted(problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
    """Return the problem with these rules alone, and only the workloads that they speak of.

    The workloads left out never stand in the way of a plan: nothing binds them but limits from
    above, and they have somewhere to go that takes nothing of those.
    """
    kept = set(rules)
    limits = tuple(x for x in problem.limits if RuleRef("limit", x.id) in kept)
    wave_limits = _wave_limits_kept(problem, kept)
    dependencies = _dependencies_kept(problem, kept)
    same = tuple(g for g in problem.same_target if RuleRef("same_target", names=g) in kept)
    apart = tuple(g for g in problem.apart if RuleRef("apart", names=g) in kept)
    ready = {rule.id for rule in kept if rule.kind == "ready_wave"}
    amounts = {limit.amount for limit in limits} | {limit.amount for limit in wave_limits}
    named = {name for rule in kept for name in rule.names}
    floors = any(x.at_least is not None for x in limits)
    floors = floors or any(x.at_least is not None for x in wave_limits)
    workloads = tuple(
        _bare(w, kept)
        for w in problem.workloads
        if w.id in named
        or (not amounts.isdisjoint(w.amounts) and (floors or not _harmless(w, limits, wave_limits)))
        or (bool(ready) and w.current not in w.cost and not ready.isdisjoint(w.cost))
    )
    return replace(
        problem,
        targets=tuple(t if t.id in ready else replace(t, ready_wave=1) for t in problem.targets),
        workloads=workloads or problem.workloads[:1],
        dependencies=dependencies,
        same_target=same,
        apart=apart,
        limits=limits,
        wave_limits=wave_limits,
    )


def _harmless(
    workload: ProblemWorkload, limits: Sequence[Limit], wave_limits: Sequence[WaveLimit]
) -> bool:
    """Whether a workload that may go anywhere can take nothing of any limit."""

    def takes(target: str) -> bool:
        if any(target in x.targets and workload.amount(x.amount, target) for x in limits):
            return True
        moving = workload.moves_to(target)
        return moving and any(workload.amount(x.amount, target) for x in wave_limits)

    return any(not takes(target) for target in workload.cost)


def _bare(workload: ProblemWorkload, kept: Collection[RuleRef]) -> ProblemWorkload:
    """Leave a workload those of its own rules that are kept."""

    def has(kind: str) -> bool:
        return RuleRef(kind, names=(workload.id,)) in kept

    return replace(
        workload,
        allowed=workload.allowed if has("allowed") else None,
        earliest_wave=workload.earliest_wave if has("earliest_wave") else None,
        latest_wave=workload.latest_wave if has("latest_wave") else None,
    )


def _dependencies_kept(
    problem: PlanningProblem, kept: Collection[RuleRef]
) -> tuple[ProblemDependency, ...]:
    found = []
    for item in problem.dependencies:
        pair = (item.source, item.needed)
        refs = {RuleRef(item.kind.value, names=pair)}
        if item.kind is DependencyKind.TOGETHER:
            refs.add(RuleRef(item.kind.value, names=pair[::-1]))
        if not refs.isdisjoint(kept):
            found.append(item)
    return tuple(found)


def _wave_limits_kept(problem: PlanningProblem, kept: Collection[RuleRef]) -> tuple[WaveLimit, ...]:
    found = []
    for limit in problem.wave_limits:
        flags = [
            RuleRef("wave_limit", limit.id, wave=n + 1) in kept for n in range(len(problem.waves))
        ]
        most, least = (
            None
            if bounds is None
            else _bounds(b if flag else None for b, flag in zip(bounds, flags, strict=True))
            for bounds in (limit.at_most, limit.at_least)
        )
        if most is not None or least is not None:
            found.append(replace(limit, at_most=most, at_least=least))
    return tuple(found)
