"""Limits on the placement: capacity of targets, budgets, shares, and the rule set's own policy."""

from __future__ import annotations

import math
from collections.abc import Sequence

from planner.assessing.decided import find_target
from planner.errors import message
from planner.model.programme import MINOR_PER_UNIT, CapacityStep, PolicyLimit, Programme, Target
from planner.model.rules import RuleSet, Words
from planner.optimising.problem import Extension, Limit, ProblemWorkload

__all__ = ["capacity_key", "placement_limits", "private_targets"]

MONEY = ("one_off", "run_year")
SHARES = {"production_share": "production", "critical_share": "critical"}
type Notes = tuple[Words, ...]


def private_targets(programme: Programme) -> tuple[str, ...]:
    """Return the targets that use private cloud where a capacity of it is given: it and hybrids."""
    private = [one for one in programme.targets if one.kind == "private"]
    if not any(one.capacity for one in private):
        return ()
    hybrids = [one.id for one in programme.targets if one.kind == "hybrid"]
    return (*(one.id for one in private), *hybrids)


def placement_limits(
    programme: Programme,
    rules: RuleSet,
    workloads: Sequence[ProblemWorkload],
    dropped: frozenset[str],
    points_per_minor: float = 0.0,
) -> tuple[tuple[Limit, ...], Notes]:
    """Return the limits, and notes on those that the rules already make impossible to keep.

    ``points_per_minor`` is what a minor unit of money is worth in the objective: the price of more
    capacity.

    Parameters
    ----------
    workloads
        As the problem has them.
    dropped
        Keys of rules that are switched off.
    points_per_minor
        What a minor unit of money is worth in the objective: the price of more capacity.
    """
    limits, notes = _capacities(programme, points_per_minor)
    for policy in programme.limits:
        limits += _policy(policy, programme, workloads)
    default, widened = _production_on_public(programme, rules, workloads)
    if default is not None:
        limits.append(default)
        notes += widened
    kept = tuple(limit for limit in limits if limit.id not in dropped)
    for limit in kept:
        least = _least(limit, workloads)
        more = limit.extension.step * limit.extension.most if limit.extension else 0.0
        if limit.at_most is not None and least > (limit.at_most + more) * (1 + 1e-9) + 1e-9:
            notes.append(
                message(
                    "assessing.note.limit_fixed", id=limit.id, at_most=limit.at_most, least=least
                )
            )
    return kept, tuple(notes)


def capacity_key(target: str, measure: str) -> str:
    """Return the id of the limit on what a target holds of a measure."""
    return f"capacity.{target}.{measure}"


def _capacities(programme: Programme, points_per_minor: float) -> tuple[list[Limit], list[Words]]:
    private = [one for one in programme.targets if one.kind == "private"]
    shared = private_targets(programme) if len(private) == 1 else ()
    limits = []
    steps: dict[str, CapacityStep] = {}
    for step in programme.extensions:
        if step.cost_minor is None:
            continue
        found = find_target(programme.targets, step.target) or step.target
        steps.setdefault(capacity_key(found, step.measure), step)
    for target in programme.targets:
        for measure, most in target.capacity.items():
            uses_shared = shared and target.id == shared[0]
            amount = f"private.{measure}" if uses_shared else measure
            on = shared if uses_shared else (target.id,)
            key = capacity_key(target.id, measure)
            more = steps.pop(key, None)
            extension = None
            if more is not None and more.cost_minor is not None:
                extension = Extension(more.step, points_per_minor * more.cost_minor, more.most)
            limits.append(Limit(key, amount, on, at_most=most, extension=extension))
    limits += _all_private(programme, private, limits)
    notes: list[Words] = [
        message("assessing.note.extends_nothing", target=step.target) for step in steps.values()
    ]
    return limits, notes


def _all_private(
    programme: Programme, private: Sequence[Target], limits: Sequence[Limit]
) -> list[Limit]:
    """What several private clouds hold together: the back of a hybrid stands in one of them.

    ``sum over private and hybrid targets of private.<measure> <= sum of their capacities``, all
    that can be bought included; only of a measure that each of them has a capacity of.
    """
    by_id = {limit.id: limit for limit in limits}
    on = private_targets(programme)
    if len(private) < 2 or len(on) == len(private):
        return []
    found = []
    for measure in private[0].capacity:
        each = [by_id.get(capacity_key(one.id, measure)) for one in private]
        known = [one for one in each if one is not None and one.at_most is not None]
        if len(known) < len(private):
            continue
        most = sum(one.at_most or 0.0 for one in known)
        more = [one.extension for one in known if one.extension]
        most += sum(one.step * one.most for one in more)
        found.append(Limit(f"capacity.*.{measure}", f"private.{measure}", on, at_most=most))
    return found


def _policy(
    policy: PolicyLimit, programme: Programme, workloads: Sequence[ProblemWorkload]
) -> list[Limit]:
    asked = {name.strip().casefold() for name in policy.targets}
    targets = tuple(
        target.id
        for target in programme.targets
        if target.id in policy.targets or (target.provider.strip().casefold() or None) in asked
    ) or tuple(target.id for target in programme.targets)
    scale = 1.0
    measure = policy.measure
    if measure in MONEY:
        scale = 1.0 / MINOR_PER_UNIT
    elif measure in SHARES:
        measure = SHARES[measure]
        scale = float(sum(1 for one in workloads if measure in one.amounts))
    at_most = None if policy.at_most is None else policy.at_most * scale
    at_least = None if policy.at_least is None else policy.at_least * scale
    if at_most is None and at_least is None:
        return []
    return [Limit(policy.id, measure, targets, at_most=at_most, at_least=at_least)]


def _production_on_public(
    programme: Programme, rules: RuleSet, workloads: Sequence[ProblemWorkload]
) -> tuple[Limit | None, Notes]:
    """The rule set's share of production on public, unless the programme states its own."""
    share = rules.numbers.get("production_public_share", 1.0)
    public = tuple(t.id for t in programme.targets if t.kind in ("public", "saas"))
    stated = any(policy.measure == "production_share" for policy in programme.limits)
    if stated or share >= 1.0 or not public:
        return None, ()
    production = sum(1 for one in workloads if "production" in one.amounts)
    most = float(math.floor(share * production))
    limit = Limit("policy.production_public", "production", public, at_most=most)
    least = _least(limit, workloads)
    if least <= most:
        return limit, ()
    words = message("assessing.note.production_public_widened", most=most, least=least)
    return Limit(limit.id, limit.amount, public, at_most=least), (words,)


def _least(limit: Limit, workloads: Sequence[ProblemWorkload]) -> float:
    """What is used of a limit whatever is chosen: each workload's least over its targets."""
    on = set(limit.targets)
    total = 0.0
    for one in workloads:
        candidates = one.candidates()
        if all(target in on for target in candidates):
            total += min(one.amount(limit.amount, target) for target in candidates)
    return total
