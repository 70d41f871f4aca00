"""The rules of a placement, one function each, and its value; standard library only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from planner.errors import message
from planner.optimising.check.violation import TOLERANCE, Violation, listed, outside
from planner.optimising.problem import (
    Exit,
    Limit,
    PlanningProblem,
    ProblemWorkload,
    SharedCost,
)

__all__ = [
    "RULES",
    "Placement",
    "check_placement",
    "everybody_placed",
    "extension_steps",
    "load_of",
    "on_it",
    "placement_value",
]

type Placement = Mapping[str, str]
"""Workload id to target id."""


def placement_value(problem: PlanningProblem, placement: Placement) -> float:
    """Return what a placement costs.

    ``sum cost[i,p_i] + sum weight * d(p_i, p_j)``, the cost of every shared platform that somebody
    is on, and the steps by which limits are extended.
    """
    terms = [workload.cost[placement[workload.id]] for workload in problem.workloads]
    terms += [
        dependency.weight
        * problem.between(placement[dependency.source], placement[dependency.needed])
        for dependency in problem.dependencies
        if dependency.weight
    ]
    terms += [shared.cost for shared in problem.shared_costs if on_it(problem, placement, shared)]
    terms += [
        limit.extension.cost * extension_steps(limit, load_of(problem, placement, limit))
        for limit in problem.limits
        if limit.extension is not None
    ]
    return math.fsum(terms)


def on_it(
    problem: PlanningProblem, placement: Placement, part: SharedCost | Exit
) -> list[ProblemWorkload]:
    """Workloads of a shared cost or an exit that are placed on one of its targets."""
    return [w for w in problem.members(part) if placement[w.id] in part.targets]


def load_of(problem: PlanningProblem, placement: Placement, limit: Limit) -> float:
    """Amount of a limit on its targets; spread work counts as its sum."""
    return math.fsum(
        workload.amount(limit.amount, placement[workload.id])
        for workload in problem.workloads
        if placement[workload.id] in limit.targets
    )


def extension_steps(limit: Limit, load: float) -> int:
    """Steps a load takes: ``max(0, ceil((load - at_most - 1e-6 max(1, |at_most|)) / step))``.

    One more than there are where it would take more than that.
    """
    if limit.extension is None or limit.at_most is None:
        return 0
    beyond = load - limit.at_most - TOLERANCE * max(1.0, abs(limit.at_most))
    if beyond <= 0:
        return 0
    steps = beyond / limit.extension.step
    most = limit.extension.most
    return most + 1 if steps > most else math.ceil(steps)


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
        yield Violation("workload", message("errors.check.is_not_placed", name=name), (name,))
    for name in placement:
        if name not in known:
            yield Violation(
                "workload",
                message("errors.check.plan_places_which_is_unknown", name=name),
                (name,),
            )
        elif placement[name] not in targets:
            yield Violation(
                "target",
                message(
                    "errors.check.goes_to_which_is_unknown",
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
                message(
                    "errors.check.goes_to_for_which_it_has_no",
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
                message(
                    "errors.check.goes_to_which_is_not_allowed",
                    workload=workload.id,
                    target=target,
                ),
                (workload.id,),
            )


def forbidden_targets(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Nobody is where it is forbidden: ``x[i,p] = 0``; every reason is a rule of its own."""
    for workload in problem.workloads:
        target = placement[workload.id]
        for reason in workload.forbidden.get(target, ()):
            yield Violation(
                "forbidden",
                message(
                    "errors.problem.is_on_which_is_forbidden",
                    workload=workload.id,
                    target=target,
                    reason=reason,
                ),
                (workload.id, target, reason),
            )


def same_target(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """A group shares one target: ``x[i,p] = x[j,p]``."""
    for group in problem.same_target:
        if len({placement[name] for name in group}) > 1:
            yield Violation(
                "same_target",
                message("errors.check.must_share_one_target_and_do_not", group=listed(group)),
                group,
            )


def kept_apart(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """No two of a group share a target: ``x[i,p] + x[j,p] <= 1``."""
    for group in problem.apart:
        members = set(group)
        if len({placement[name] for name in members}) < len(members):
            yield Violation(
                "apart",
                message("errors.check.must_be_kept_apart_but_two_share", group=listed(group)),
                group,
            )


def same_attribute(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """All targets chosen for a list share the value of an attribute: ``v(p_i) = v(p_j)``."""
    for group in problem.same:
        value = problem.value_of(group.attribute)
        if len({value[placement[name]] for name in group.workloads}) > 1:
            yield Violation(
                "same",
                message(
                    "errors.problem.must_share_one_and_do_not",
                    group=listed(group.workloads),
                    attribute=group.attribute,
                ),
                group.workloads,
                group.attribute,
            )


def apart_by_attribute(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """No two of a list share the value of an attribute: ``v(p_i) != v(p_j)``."""
    for group in problem.apart_by:
        value = problem.value_of(group.attribute)
        members = set(group.workloads)
        if len({value[placement[name]] for name in members}) < len(members):
            yield Violation(
                "apart_by",
                message(
                    "errors.problem.must_be_kept_apart_by_but_two",
                    group=listed(group.workloads),
                    attribute=group.attribute,
                ),
                group.workloads,
                group.attribute,
            )


def limits(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Amounts on a limit's targets: ``at_least <= sum amount[i,p] x[i,p] <= at_most + steps``."""
    for limit in problem.limits:
        total = load_of(problem, placement, limit)
        upper = limit.at_most
        if limit.extension is not None and upper is not None:
            fits = extension_steps(limit, total) <= limit.extension.most
            upper = None if fits else upper + limit.extension.most * limit.extension.step
        for fault in outside(total, limit.at_least, upper):
            yield Violation(
                "limit",
                message("errors.check.limit_limit_fault", limit=limit.id, fault=fault),
                id=limit.id,
            )


def exits(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Nobody of an exit is placed on its targets: ``sum x[i,p] <= 0``."""
    for leaving in problem.exits:
        left = on_it(problem, placement, leaving)
        if left:
            yield Violation(
                "exit",
                message(
                    "errors.problem.exit_is_not_made_is_still_there",
                    leaving=leaving.id,
                    names=listed(tuple(workload.id for workload in left)),
                ),
                tuple(workload.id for workload in left),
                leaving.id,
            )


RULES: Final = (
    allowed_targets, forbidden_targets, same_target, kept_apart, same_attribute,
    apart_by_attribute, limits, exits,
)  # fmt: skip
"""Every rule of a complete placement."""
