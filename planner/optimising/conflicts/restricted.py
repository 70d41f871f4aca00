"""The problem of some of its rules alone; a pure function."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind, PlanningProblem, ProblemWorkload
from planner.optimising.rules import KINDS, kept_alone

__all__ = ["restricted"]


def restricted(problem: PlanningProblem, rules: Collection[RuleRef]) -> PlanningProblem:
    """Return the problem with these rules alone, and only the workloads that they speak of.

    The workloads left out never stand in the way of a plan: nothing binds them but limits from
    above, and they have somewhere to go that takes nothing of those.
    """
    named = {name for rule in rules for name in KINDS[rule.kind].concerned(problem, rule)}
    ready = {rule.id for rule in rules if rule.kind == "ready_wave"}
    bare = kept_alone(problem, rules)
    amounts = {x.amount for x in bare.limits} | {x.amount for x in bare.wave_limits}
    floors = any(x.at_least is not None for x in bare.limits)
    floors = floors or any(x.at_least is not None for x in bare.wave_limits)
    workloads = tuple(
        w
        for w in bare.workloads
        if w.id in named
        or (not amounts.isdisjoint(w.amounts) and (floors or not _harmless(w, bare)))
        or (bool(ready) and w.current not in w.cost and not ready.isdisjoint(w.cost))
    )
    workloads = workloads or bare.workloads[:1]
    left = {workload.id for workload in workloads}
    dependencies = tuple(
        item
        for item in bare.dependencies
        if item.kind is not DependencyKind.FREE and {item.source, item.needed} <= left
    )
    return replace(bare, workloads=workloads, dependencies=dependencies, shared_costs=())


def _harmless(workload: ProblemWorkload, problem: PlanningProblem) -> bool:
    """Whether a workload that may go anywhere can take nothing of any limit."""

    def takes(target: str) -> bool:
        if any(target in x.targets and workload.amount(x.amount, target) for x in problem.limits):
            return True
        moving = workload.moves_to(target)
        return moving and any(workload.amount(x.amount, target) for x in problem.wave_limits)

    return any(not takes(target) for target in workload.cost)
