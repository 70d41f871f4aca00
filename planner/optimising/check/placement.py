"""The rules of a placement, one function each, and its value; standard library only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from planner.errors import phrase
from planner.optimising.check.violation import Violation, listed, outside
from planner.optimising.problem import PlanningProblem

__all__ = ["RULES", "Placement", "check_placement", "everybody_placed", "placement_value"]

type Placement = Mapping[str, str]
"""Workload id to target id."""


def placement_value(problem: PlanningProblem, placement: Placement) -> float:
    """Sum of costs and of weighted distances: ``sum cost[i,p_i] + sum weight * d(p_i, p_j)``."""
    terms = [workload.cost[placement[workload.id]] for workload in problem.workloads]
    terms += [
        dependency.weight
        * problem.between(placement[dependency.source], placement[dependency.needed])
        for dependency in problem.dependencies
        if dependency.weight
    ]
    return math.fsum(terms)


def check_placement(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Check every rule of the placement."""
    incomplete = [*everybody_placed(problem, placement)]
    yield from incomplete
    if incomplete:
        return
    for rule in RULES:
        yield from rule(problem, placement)


def everybody_placed(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Every workload has one target (``sum_p x[i,p] = 1``), and nobody else has."""
    known = {workload.id for workload in problem.workloads}
    targets = {target.id for target in problem.targets}
    for name in sorted(known - placement.keys()):
        yield Violation("workload", phrase('"{name}" is not placed.', name=name), (name,))
    for name in placement:
        if name not in known:
            yield Violation(
                "workload",
                phrase('The plan places "{name}", which is unknown.', name=name),
                (name,),
            )
        elif placement[name] not in targets:
            yield Violation(
                "target",
                phrase(
                    '"{name}" goes to "{placement}", which is unknown.',
                    name=name,
                    placement=placement[name],
                ),
                (name,),
            )
    for workload in problem.workloads:
        target = placement.get(workload.id)
        if target in targets and target not in workload.cost:
            yield Violation(
                "target",
                phrase(
                    '"{workload}" goes to "{target}", for which it has no cost.',
                    workload=workload.id,
                    target=target,
                ),
                (workload.id,),
            )


def allowed_targets(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """A workload goes only where it may: ``x[i,p] = 0`` for every p outside ``allowed``."""
    for workload in problem.workloads:
        target = placement[workload.id]
        if workload.allowed is not None and target not in workload.allowed:
            yield Violation(
                "allowed",
                phrase(
                    '"{workload}" goes to "{target}", which is not allowed.',
                    workload=workload.id,
                    target=target,
                ),
                (workload.id,),
            )


def same_target(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """A group shares one target: ``x[i,p] = x[j,p]``."""
    for group in problem.same_target:
        if len({placement[name] for name in group}) > 1:
            yield Violation(
                "same_target",
                phrase("{group} must share one target and do not.", group=listed(group)),
                group,
            )


def kept_apart(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """No two of a group share a target: ``x[i,p] + x[j,p] <= 1``."""
    for group in problem.apart:
        members = set(group)
        if len({placement[name] for name in members}) < len(members):
            yield Violation(
                "apart",
                phrase("{group} must be kept apart, but two share a target.", group=listed(group)),
                group,
            )


def limits(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Amounts on a limit's targets: ``at_least <= sum amount[i,p] x[i,p] <= at_most``."""
    for limit in problem.limits:
        total = math.fsum(
            workload.amount(limit.amount, placement[workload.id])
            for workload in problem.workloads
            if placement[workload.id] in limit.targets
        )
        for fault in outside(total, limit.at_least, limit.at_most):
            yield Violation(
                "limit",
                phrase('The limit "{limit}" {fault}.', limit=limit.id, fault=fault),
                id=limit.id,
            )


RULES: Final = (allowed_targets, same_target, kept_apart, limits)
"""Every rule of a complete placement."""
