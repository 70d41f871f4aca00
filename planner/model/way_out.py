"""A way out of a conflict, kept as decisions: one rule relaxed, by how much.

The value of such a decision is ``kind|id|wave|change|amount``; its workloads are the rule's names.
What is empty was not given. :func:`relax` does to a problem what the decisions say, in the very
terms in which the optimiser proved that a plan then exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from planner.model.plan import Repair, RuleRef
from planner.model.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
    WaveLimit,
)
from planner.model.scenario import Decision, DecisionKind

__all__ = ["can_relax", "read_way_out", "relax", "way_out_value"]

RELAXED = frozenset(
    {
        "allowed", "limit", "wave_limit", "same_target", "apart", "dependency", "together",
        "before", "earlier", "earliest_wave", "latest_wave", "ready_wave",
    }
)  # fmt: skip

type Amount = float | None


def can_relax(rule: RuleRef) -> bool:
    """Whether a rule of this kind can be relaxed by a decision."""
    return rule.kind in RELAXED


def way_out_value(rule: RuleRef, change: str, amount: Amount) -> str:
    """Return the value of the decision that relaxes ``rule``."""
    wave = "" if rule.wave is None else str(rule.wave)
    by = "" if amount is None else f"{amount:.12g}"
    return "|".join((rule.kind, rule.id or "", wave, change, by))


def read_way_out(decision: Decision) -> Repair | None:
    """Return what a decision relaxes; None where it is no way out or cannot be read."""
    if decision.kind is not DecisionKind.WAY_OUT:
        return None
    head, _, rest = decision.value.partition("|")
    parts = rest.rsplit("|", 3)  # an id may hold the sign itself
    if len(parts) != 4 or head not in RELAXED:
        return None
    key, wave, change, by = parts
    try:
        rule = RuleRef(head, key or None, decision.workloads, int(wave) if wave else None)
        return Repair((rule,), change, float(by) if by else None)
    except ValueError:
        return None


def relax(problem: PlanningProblem, decisions: Iterable[Decision]) -> PlanningProblem:
    """Return the problem with every active way out taken."""
    for decision in decisions:
        way = read_way_out(decision) if decision.active else None
        if way is not None:
            problem = _relaxed(problem, way.rules[0], way.change, way.amount)
    return problem


def _relaxed(
    problem: PlanningProblem, rule: RuleRef, change: str, amount: Amount
) -> PlanningProblem:
    match rule.kind:
        case "limit":
            limits = tuple(_limit(x, rule, change, amount) for x in problem.limits)
            return replace(problem, limits=tuple(x for x in limits if x is not None))
        case "wave_limit":
            kept = tuple(_wave_limit(x, rule, change, amount) for x in problem.wave_limits)
            return replace(problem, wave_limits=kept)
        case "same_target":
            groups = tuple(g for g in problem.same_target if set(g) != set(rule.names))
            return replace(problem, same_target=groups)
        case "apart":
            return replace(
                problem, apart=tuple(g for g in problem.apart if set(g) != set(rule.names))
            )
        case "ready_wave":
            targets = tuple(_ready(x, rule, amount) for x in problem.targets)
            return replace(problem, targets=targets)
        case "allowed" | "earliest_wave" | "latest_wave":
            workloads = tuple(_workload(x, rule, amount) for x in problem.workloads)
            return replace(problem, workloads=workloads)
    needs = tuple(_need(x, rule) for x in problem.dependencies)
    return replace(problem, dependencies=needs)


def _limit(limit: Limit, rule: RuleRef, change: str, amount: Amount) -> Limit | None:
    if limit.id != rule.id:
        return limit
    if amount is None or change not in ("raise", "lower"):
        return None
    if change == "raise" and limit.at_most is not None:
        return replace(limit, at_most=limit.at_most + amount)
    if change == "lower" and limit.at_least is not None:
        return replace(limit, at_least=max(0.0, limit.at_least - amount))
    return limit


def _wave_limit(limit: WaveLimit, rule: RuleRef, change: str, amount: Amount) -> WaveLimit:
    if limit.id != rule.id:
        return limit

    def widened(
        bounds: tuple[float | None, ...] | None, this: str, sign: float
    ) -> tuple[float | None, ...] | None:
        if bounds is None or (amount is not None and change != this):
            return bounds
        return tuple(
            bound
            if bound is None or rule.wave not in (None, wave)
            else (None if amount is None else max(0.0, bound + sign * amount))
            for wave, bound in enumerate(bounds, 1)
        )

    return replace(
        limit,
        at_most=widened(limit.at_most, "raise", 1.0),
        at_least=widened(limit.at_least, "lower", -1.0),
    )


def _ready(target: ProblemTarget, rule: RuleRef, amount: Amount) -> ProblemTarget:
    if target.id != rule.id:
        return target
    wave = 1 if amount is None else max(1, target.ready_wave - round(amount))
    return replace(target, ready_wave=wave)


def _workload(workload: ProblemWorkload, rule: RuleRef, amount: Amount) -> ProblemWorkload:
    if workload.id not in rule.names:
        return workload
    by = None if amount is None else round(amount)
    if rule.kind == "allowed":
        return replace(workload, allowed=None)
    if rule.kind == "latest_wave" and workload.latest_wave is not None:
        return replace(workload, latest_wave=None if by is None else workload.latest_wave + by)
    if rule.kind == "earliest_wave" and workload.earliest_wave is not None:
        earlier = 1 if by is None else max(1, workload.earliest_wave - by)
        return replace(workload, earliest_wave=earlier if earlier > 1 else None)
    return workload


def _need(item: ProblemDependency, rule: RuleRef) -> ProblemDependency:
    if {item.source, item.needed} != set(rule.names):
        return item
    if rule.kind not in ("dependency", item.kind.value):
        return item
    return replace(item, kind=DependencyKind.FREE)
