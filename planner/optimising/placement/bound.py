"""The certificate of a bound, and the function that computes the bound from it and the problem.

Nothing here is shared with the code that finds certificates: groups, sums and limits are worked
out again from the problem. Any messages and multipliers prove a bound; good ones prove a good one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem

__all__ = ["Certificate", "evaluate"]

type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]

LIMIT_TOLERANCE = 1e-6
"""A plan may exceed a limit by this share of max(1, |limit|) and count as keeping it."""

ROUNDING = 2.0**-52 * 32
"""Share of everything summed that is given up for the rounding of sums."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a placement bound rests on.

    Attributes
    ----------
    multipliers
        Price per limit id: above 0 on ``at_most``, below 0 on ``at_least``.
    pairs
        Workload ids of pairs (each stands for its same-target group).
    to_first, to_second
        Messages to the first and the second of each pair, shape (pairs, targets).
    products
        Price, not below 0, of an ``at_most`` times the choice of a workload's target, by limit,
        workload (for its same-target group) and target.
    shares
        Parts of a shared cost that workloads bear where they are on it, by its id and the workload.
    """

    multipliers: Mapping[str, float]
    pairs: tuple[tuple[str, str], ...]
    to_first: Floats
    to_second: Floats
    products: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    shares: Mapping[tuple[str, str], float] = field(default_factory=dict)


def evaluate(problem: PlanningProblem, certificate: Certificate) -> float:
    """Lower bound on the value of every placement that keeps the rules.

    ``sum_g min_p own[g,p] + sum_e min_{p,q} joint[e,p,q] - sum_l price[l] * limit[l]`` where own
    is the cost of group g on p with the limits' prices and the messages to it added, and joint
    is weight times distance (infinite where a rule forbids p with q) with them taken off. Own has
    in it the shares of platforms, which never add up to more than the platform. A
    priced product of a limit with a choice, ``sum_h amount[h] x[h] x[g,p] <= limit * x[g,p]``,
    charges g for the limit less its own amount and the pairs of g for what their other end takes;
    pairs that are not there are left out, which only lowers the bound. Lowered by what rounding
    can account for.
    """
    targets = [target.id for target in problem.targets]
    group = groups_of(problem)
    own, size = own_costs(problem, targets, group)
    constant = 0.0
    for limit in problem.limits:
        price = certificate.multipliers.get(limit.id, 0.0)
        bound = limit.at_most if price > 0 else limit.at_least
        if price == 0 or bound is None:
            continue
        widened = bound + np.sign(price) * LIMIT_TOLERANCE * max(1.0, abs(bound))
        constant -= price * widened
        size += abs(price * widened)
        if price > 0 and limit.extension is not None:
            steps = limit.extension
            constant += steps.most * min(0.0, steps.cost - price * steps.step)
            size += steps.most * (steps.cost + price * steps.step)
        for target in set(limit.targets):
            for workload in problem.workloads:
                part = price * workload.amount(limit.amount, target)
                own[group[workload.id], targets.index(target)] += part
                size += abs(part)
    size += bear_shares(problem, certificate, targets, group, own)
    weight = weights(problem, group)
    clash = clashes(problem, targets, group)
    strike_hopeless(own, clash)
    distance = np.array([[problem.between(a, b) for b in targets] for a in targets])
    keys, to_first, to_second = messages_by_groups(certificate, group, len(targets))
    for (a, b), to_a, to_b in zip(keys, to_first, to_second, strict=True):
        own[a] += to_a
        own[b] += to_b
    seen = set(keys)
    rest = [key for key in dict.fromkeys([*weight, *clash]) if key not in seen]
    blank = np.zeros((len(rest), len(targets)))
    every = [*keys, *rest]
    strength = np.array([weight.get(key, 0.0) for key in every])
    joint = strength[:, None, None] * distance[None, :, :]
    ends = np.array(every, dtype=np.int64).reshape(-1, 2)
    size += price_products(problem, certificate, group, own, joint, ends)
    joint -= np.concatenate([to_first, blank])[:, :, None]
    joint -= np.concatenate([to_second, blank])[:, None, :]
    for number, key in enumerate(every):
        if key in clash:
            joint[number][clash[key]] = np.inf
    joint[~np.isfinite(own[ends[:, 0]])] = np.inf
    joint.transpose(0, 2, 1)[~np.isfinite(own[ends[:, 1]])] = np.inf
    size += 2 * float(np.abs(to_first).sum() + np.abs(to_second).sum())
    size += float(strength.sum() * distance.max(initial=0.0))
    least = own.min(axis=1).sum() + joint.min(axis=(1, 2), initial=np.inf).sum()
    return float(least + constant - ROUNDING * size)


def price_products(
    problem: PlanningProblem,
    certificate: Certificate,
    group: Mapping[str, int],
    own: Floats,
    joint: Floats,
    ends: NDArray[np.int64],
) -> float:
    """Charge own and joint costs for the priced products, in place; the size of what was added."""
    place = {target.id: number for number, target in enumerate(problem.targets)}
    size = 0.0
    for limit in problem.limits:
        if limit.at_most is None:
            continue
        price = np.zeros(own.shape)
        for (name, workload, target), value in certificate.products.items():
            if name == limit.id:
                price[group[workload], place[target]] += max(0.0, value)
        if not price.any():
            continue
        amount = np.zeros(own.shape)
        for target in set(limit.targets):
            for item in problem.workloads:
                amount[group[item.id], place[target]] += item.amount(limit.amount, target)
        most = limit.at_most
        if limit.extension is not None:
            most += limit.extension.most * limit.extension.step
        widened = most + LIMIT_TOLERANCE * max(1.0, abs(most))
        own += price * (amount - widened)
        a, b = ends[:, 0], ends[:, 1]
        extra = price[a][:, :, None] * amount[b][:, None, :]
        extra += amount[a][:, :, None] * price[b][:, None, :]
        joint += extra
        size += float((price * (amount + abs(widened))).sum() + extra.sum())
    return size


def groups_of(problem: PlanningProblem) -> dict[str, int]:
    """Number of each workload's same-target group, by spreading until nothing changes."""
    neighbours: dict[str, list[str]] = {workload.id: [] for workload in problem.workloads}
    for names in problem.same_target:
        for name in names:
            neighbours[names[0]].append(name)
            neighbours[name].append(names[0])
    group: dict[str, int] = {}
    count = 0
    for start in neighbours:
        if start in group:
            continue
        pending = [start]
        while pending:
            name = pending.pop()
            if name not in group:
                group[name] = count
                pending.extend(neighbours[name])
        count += 1
    return group


def own_costs(
    problem: PlanningProblem, targets: list[str], group: Mapping[str, int]
) -> tuple[Floats, float]:
    """Cost per group and target, infinite where a member may not go; and the size of it all."""
    own = np.zeros((max(group.values(), default=-1) + 1, len(targets)))
    size = 0.0
    left: dict[str, set[str]] = {}
    for leaving in problem.exits:
        for workload in problem.members(leaving):
            left.setdefault(workload.id, set()).update(leaving.targets)
    for workload in problem.workloads:
        can_go = set(workload.candidates()) - left.get(workload.id, set())
        for number, target in enumerate(targets):
            if target in can_go:
                own[group[workload.id], number] += workload.cost[target]
                size += abs(workload.cost[target])
            else:
                own[group[workload.id], number] = np.inf
    return own, size


def bear_shares(
    problem: PlanningProblem,
    certificate: Certificate,
    targets: list[str],
    group: Mapping[str, int],
    own: Floats,
) -> float:
    """Charge the shares of platforms to own costs, in place; the size of what was added.

    ``cost * [any is on it] >= sum share[g] [g is on it]`` where shares add up to at most ``cost``.
    """
    size = 0.0
    for shared in problem.shared_costs:
        members = {workload.id for workload in problem.members(shared)}
        part = {
            name: value
            for (owner, name), value in certificate.shares.items()
            if owner == shared.id and name in members and value > 0
        }
        total = sum(part.values())
        fair = 1.0 if total <= shared.cost else shared.cost / total * (1 - ROUNDING)
        inside = [number for number, target in enumerate(targets) if target in shared.targets]
        for name, value in part.items():
            own[group[name], inside] += fair * value
            size += fair * value
    return size


def strike_hopeless(own: Floats, clash: Mapping[tuple[int, int], Bools]) -> None:
    """Make infinite whatever a tied group has no target left for, until nothing changes."""
    changed = True
    while changed:
        changed = False
        for (a, b), forbidden in clash.items():
            for one, other in ((a, b), (b, a)):
                for target in np.flatnonzero(np.isfinite(own[one])):
                    if not (np.isfinite(own[other]) & ~forbidden[target]).any():
                        own[one, target] = np.inf
                        changed = True


def weights(problem: PlanningProblem, group: Mapping[str, int]) -> dict[tuple[int, int], float]:
    """Weight per pair of groups."""
    weight: dict[tuple[int, int], float] = {}
    for item in problem.dependencies:
        a, b = sorted((group[item.source], group[item.needed]))
        if a != b and item.weight:
            weight[a, b] = weight.get((a, b), 0.0) + item.weight
    return weight


def clashes(
    problem: PlanningProblem, targets: list[str], group: Mapping[str, int]
) -> dict[tuple[int, int], Bools]:
    """Targets forbidden together per pair of groups; of groups kept together neighbours only."""
    clash: dict[tuple[int, int], Bools] = {}

    def forbid(a: int, b: int, table: Bools) -> None:
        clash[a, b] = clash[a, b] | table if (a, b) in clash else table

    plain = {target: target for target in targets}
    apart = [(names, plain) for names in problem.apart]
    apart += [(item.workloads, problem.value_of(item.attribute)) for item in problem.apart_by]
    for names, value in apart:
        equal = np.array([[value[p] == value[q] for q in targets] for p in targets])
        members = sorted({group[name] for name in names})
        for rank, a in enumerate(members):
            for b in members[rank + 1 :]:
                forbid(a, b, equal)
    for item in problem.same:
        value = problem.value_of(item.attribute)
        differ = np.array([[value[p] != value[q] for q in targets] for p in targets])
        members = sorted({group[name] for name in item.workloads})
        for a, b in pairwise(members):
            forbid(a, b, differ)
    return clash


def messages_by_groups(
    certificate: Certificate, group: Mapping[str, int], targets: int
) -> tuple[list[tuple[int, int]], Floats, Floats]:
    """Messages with each pair in the order of its groups; pairs within one group are dropped."""
    keys: list[tuple[int, int]] = []
    first: list[Floats] = []
    second: list[Floats] = []
    for (one, other), to_one, to_other in zip(
        certificate.pairs, certificate.to_first, certificate.to_second, strict=True
    ):
        a, b = group[one], group[other]
        if a == b:
            continue
        keys.append((min(a, b), max(a, b)))
        first.append(to_one if a < b else to_other)
        second.append(to_other if a < b else to_one)
    if len(set(keys)) < len(keys):
        raise ValueError("A certificate names a pair of groups twice.")
    blank = np.zeros((0, targets))
    return keys, np.array(first) if first else blank, np.array(second) if second else blank
