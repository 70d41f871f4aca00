"""The same problem with one thing changed: the step every question begins with. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from planner.optimising.plan import RuleRef
from planner.optimising.problem import (
    AttributeGroup,
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemWorkload,
    WaveLimit,
)

__all__ = [
    "allow_only",
    "forbid",
    "near",
    "placement_alone",
    "with_costs",
    "without_rule",
]

type Change = Callable[[ProblemWorkload], ProblemWorkload]


def allow_only(problem: PlanningProblem, workload_id: str, target: str) -> PlanningProblem:
    """Return the problem with one workload pinned to ``target``."""
    return _change(problem, workload_id, lambda w: replace(w, allowed=(target,), forbidden={}))


def forbid(problem: PlanningProblem, workload_id: str, target: str) -> PlanningProblem | None:
    """Return the problem with one target forbidden to one workload; None where none is left."""
    workload = next(w for w in problem.workloads if w.id == workload_id)
    left = tuple(name for name in workload.candidates() if name != target)
    if not left:
        return None
    return _change(problem, workload_id, lambda w: replace(w, allowed=left))


def placement_alone(problem: PlanningProblem) -> PlanningProblem:
    """Return the placement stage's problem: without waves and what binds them."""
    return replace(problem, waves=(), wave_limits=())


def with_costs(
    problem: PlanningProblem, costs: Mapping[str, Mapping[str, float]]
) -> PlanningProblem:
    """Return the problem with the costs of the workloads named replaced."""
    workloads = tuple(
        replace(w, cost={**w.cost, **costs[w.id]}) if w.id in costs else w
        for w in problem.workloads
    )
    return replace(problem, workloads=workloads)


def near(problem: PlanningProblem, placement: Mapping[str, str], price: float) -> PlanningProblem:
    """Return the problem in which leaving ``placement`` costs ``price`` a workload.

    This is the least-change dial: 0 gives the best plan, a large price the fewest changes.
    """
    workloads = tuple(
        replace(
            w,
            cost={
                target: cost + (0.0 if target == placement.get(w.id, target) else price)
                for target, cost in w.cost.items()
            },
        )
        for w in problem.workloads
    )
    return replace(problem, workloads=workloads)


def without_rule(
    problem: PlanningProblem,
    rule: RuleRef,
    costs: Mapping[str, Mapping[str, float]] | None = None,
) -> PlanningProblem:
    """Return the problem without ``rule``.

    ``costs`` gives the cost of targets that the rule forbids and the problem therefore lacks.

    Raises
    ------
    ValueError
        Where rules of this kind cannot be taken away.
    """
    match rule.kind:
        case "allowed":
            return _allow_all(problem, rule.names, costs or {})
        case "limit":
            return replace(problem, limits=tuple(x for x in problem.limits if x.id != rule.id))
        case "wave_limit":
            return _without_wave_limit(problem, rule)
        case "same_target" | "apart":
            return _without_group(problem, rule)
        case "same" | "apart_by":
            return _without_attribute(problem, rule)
        case "together" | "before" | "earlier" | "dependency":
            return _without_order(problem, rule)
        case "earliest_wave" | "latest_wave":
            return _without_window(problem, rule)
        case "ready_wave":
            targets = tuple(
                replace(t, ready_wave=1) if t.id == rule.id else t for t in problem.targets
            )
            return replace(problem, targets=targets)
    raise ValueError(rule.kind)


def _change(problem: PlanningProblem, workload_id: str, change: Change) -> PlanningProblem:
    return _change_all(problem, (workload_id,), change)


def _change_all(
    problem: PlanningProblem, names: tuple[str, ...], change: Change
) -> PlanningProblem:
    wanted = set(names)
    workloads = tuple(change(w) if w.id in wanted else w for w in problem.workloads)
    return replace(problem, workloads=workloads)


def _allow_all(
    problem: PlanningProblem,
    names: tuple[str, ...],
    costs: Mapping[str, Mapping[str, float]],
) -> PlanningProblem:
    return _change_all(
        problem,
        names,
        lambda w: replace(w, allowed=None, forbidden={}, cost={**costs.get(w.id, {}), **w.cost}),
    )


def _without_window(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    if rule.kind == "earliest_wave":
        return _change_all(problem, rule.names, lambda w: replace(w, earliest_wave=None))
    return _change_all(problem, rule.names, lambda w: replace(w, latest_wave=None))


def _without_wave_limit(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    def opened(limit: WaveLimit) -> WaveLimit | None:
        if limit.id != rule.id:
            return limit
        if rule.wave is None:
            return None
        spans = limit.periods or tuple((n + 1,) for n in range(len(problem.waves)))
        index = next((n for n, span in enumerate(spans) if rule.wave in span), -1)

        def without(bounds: tuple[float | None, ...] | None) -> tuple[float | None, ...] | None:
            if bounds is None:
                return None
            return tuple(None if n == index else b for n, b in enumerate(bounds))

        return replace(limit, at_most=without(limit.at_most), at_least=without(limit.at_least))

    kept = tuple(limit for limit in map(opened, problem.wave_limits) if limit is not None)
    return replace(problem, wave_limits=kept)


def _without_group(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    wanted = set(rule.names)
    if rule.kind == "apart":
        return replace(problem, apart=tuple(g for g in problem.apart if set(g) != wanted))
    groups = tuple(g for g in problem.same_target if set(g) != wanted)
    return replace(problem, same_target=groups)


def _without_attribute(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    """The problem without a group that shares an attribute, or that is kept apart by it."""
    wanted = AttributeGroup(rule.id or "", rule.names)
    if rule.kind == "same":
        return replace(problem, same=tuple(g for g in problem.same if g != wanted))
    return replace(problem, apart_by=tuple(g for g in problem.apart_by if g != wanted))


def _without_order(problem: PlanningProblem, rule: RuleRef) -> PlanningProblem:
    pair = set(rule.names)

    def freed(item: ProblemDependency) -> ProblemDependency:
        same = {item.source, item.needed} == pair
        if same and rule.kind in (item.kind.value, "dependency"):
            return replace(item, kind=DependencyKind.FREE)
        return item

    return replace(problem, dependencies=tuple(freed(item) for item in problem.dependencies))
