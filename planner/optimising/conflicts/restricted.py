"""The problem of some of its rules alone; a pure function."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from planner.optimising.plan import RuleRef
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemWorkload,
    WaveLimit,
    distinct_groups,
)
from planner.optimising.relaxing import bounds_of

__all__ = ["restricted"]


def restricted(problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
    """Return the problem with these rules alone, and only the workloads that they speak of.

    The workloads left out never stand in the way of a plan: nothing binds them but limits from
    above, and they have somewhere to go that takes nothing of those.
    """
    kept = set(rules)
    limits = tuple(x for x in problem.limits if RuleRef("limit", x.id) in kept)
    wave_limits = _wave_limits_kept(problem, kept)
    dependencies = _dependencies_kept(problem, kept)
    same, apart = (
        tuple(g for g in distinct_groups(groups) if RuleRef(kind, names=g) in kept)
        for kind, groups in (("same_target", problem.same_target), ("apart", problem.apart))
    )
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
        workloads=workloads or tuple(_bare(w, kept) for w in problem.workloads[:1]),
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
    if workload.allowed is None and workload.earliest_wave is workload.latest_wave is None:
        return workload

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
            else bounds_of(b if flag else None for b, flag in zip(bounds, flags, strict=True))
            for bounds in (limit.at_most, limit.at_least)
        )
        if most is not None or least is not None:
            found.append(replace(limit, at_most=most, at_least=least))
    return tuple(found)
