"""The placement problem as compact arrays: same-target groups contracted, parallel edges merged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.optimising.problem import PlanningProblem

__all__ = ["LIMIT_TOLERANCE", "Instance", "build_instance", "with_extra_cost"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Bools = NDArray[np.bool_]

LIMIT_TOLERANCE = 1e-6
"""Share of max(1, |limit|) within which the checker counts a limit as kept."""

OWN_TOLERANCE = 1e-9
"""Our own plans keep limits this closely: room for the rounding of sums, and no more."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A placement problem in arrays; a unit is a same-target group or a single workload.

    Attributes
    ----------
    workloads, targets
        Ids, in the order of the problem.
    unit_of
        Unit of each workload, shape (workloads,).
    cost
        Cost of a unit on a target, shape (units, targets); infinite where it may not go.
    edge_first, edge_second, edge_weight
        Merged dependencies between different units, first < second, weight > 0.
    distance
        Shape (targets, targets).
    apart_first, apart_second
        Pairs of units that may not share a target.
    apart_groups
        The same as groups of units of which no two share a target.
    amount
        Shape (limits, units, targets); what a unit on a target uses of a limit.
    lower, upper
        Bounds of the limits, infinite where there is none.
    forbidden
        Combinations never to be returned: pairs of arrays (units, targets).
    impossible
        A rule was found broken by every plan while building.
    """

    workloads: tuple[str, ...]
    targets: tuple[str, ...]
    unit_of: Ints
    cost: Floats
    edge_first: Ints
    edge_second: Ints
    edge_weight: Floats
    distance: Floats
    apart_first: Ints
    apart_second: Ints
    amount: Floats
    lower: Floats
    upper: Floats
    forbidden: tuple[tuple[Ints, Ints], ...] = ()
    impossible: bool = False
    apart_groups: tuple[Ints, ...] = ()

    @property
    def units(self) -> int:
        """Number of units."""
        return int(self.cost.shape[0])

    @property
    def size(self) -> int:
        """Rough size: labels plus joint labels of the edges."""
        labels = len(self.targets)
        return self.cost.size + len(self.edge_weight) * labels * labels

    def value(self, label: Ints) -> float:
        """Objective of a labelling, shape (units,)."""
        own = float(self.cost[np.arange(self.units), label].sum())
        apart = self.distance[label[self.edge_first], label[self.edge_second]]
        return own + float(self.edge_weight @ apart)

    def usage(self, label: Ints) -> Floats:
        """What a labelling uses of each limit, shape (limits,)."""
        return self.amount[:, np.arange(self.units), label].sum(axis=1)

    def keeps_rules(self, label: Ints, tolerance: float = OWN_TOLERANCE) -> bool:
        """Whether a labelling keeps every rule and is not forbidden."""
        if self.impossible or not np.isfinite(self.cost[np.arange(self.units), label]).all():
            return False
        if (label[self.apart_first] == label[self.apart_second]).any():
            return False
        usage = self.usage(label)
        if (usage > self.upper + slack(self.upper, tolerance)).any():
            return False
        if (usage < self.lower - slack(self.lower, tolerance)).any():
            return False
        return not self.is_forbidden(label)

    def is_forbidden(self, label: Ints) -> bool:
        """Whether a labelling contains a forbidden combination."""
        return any(bool((label[units] == targets).all()) for units, targets in self.forbidden)

    def placement(self, label: Ints) -> dict[str, str]:
        """Ids for a labelling."""
        chosen = label[self.unit_of].tolist()
        return {
            name: self.targets[target] for name, target in zip(self.workloads, chosen, strict=True)
        }

    def labels_of(self, placement: Mapping[str, str]) -> Ints:
        """Labelling nearest to a placement that may be incomplete or break rules, shape (units,).

        A unit follows its first member that has an allowed target there; others their cheapest.
        """
        label = self.cost.argmin(axis=1)
        index = {target: number for number, target in enumerate(self.targets)}
        settled = np.zeros(self.units, dtype=np.bool_)
        for name, unit in zip(self.workloads, self.unit_of.tolist(), strict=True):
            target = index.get(placement.get(name, ""))
            if target is not None and not settled[unit] and math.isfinite(self.cost[unit, target]):
                label[unit] = target
                settled[unit] = True
        return label


def slack(bound: Floats, tolerance: float) -> Floats:
    """Allowance per limit; 0 where the bound is infinite."""
    finite = np.where(np.isfinite(bound), bound, 0.0)
    allowance: Floats = tolerance * np.maximum(1.0, np.abs(finite))
    return allowance


def with_extra_cost(
    problem: PlanningProblem, extra_cost: Mapping[tuple[str, str], float] | None
) -> PlanningProblem:
    """Problem whose costs carry an extra per (workload, target), such as the price of its waves."""
    if not extra_cost:
        return problem
    workloads = tuple(
        replace(
            workload,
            cost={
                target: cost + extra_cost.get((workload.id, target), 0.0)
                for target, cost in workload.cost.items()
            },
        )
        for workload in problem.workloads
    )
    return replace(problem, workloads=workloads)


def build_instance(
    problem: PlanningProblem, forbidden: Sequence[Mapping[str, str]] = ()
) -> Instance:
    """Contract and merge a problem into arrays."""
    names = tuple(workload.id for workload in problem.workloads)
    targets = tuple(target.id for target in problem.targets)
    position = {name: number for number, name in enumerate(names)}
    unit_of = grouped(position, problem.same_target)
    units = int(unit_of.max()) + 1 if len(names) else 0
    place = {target: number for number, target in enumerate(targets)}
    cost = unit_costs(problem, unit_of, place, units)
    first, second, weight = merged_edges(problem, position, unit_of, units)
    apart_groups, clash = groups_kept_apart(problem, position, unit_of)
    crowded = any(len(group) > len(targets) for group in apart_groups)
    apart = apart_pairs(() if crowded else apart_groups)
    cost = without_neighbours_only_choice(cost, apart)
    amount, lower, upper = limit_arrays(problem, unit_of, place, units)
    distance = np.array([[problem.between(a, b) for b in targets] for a in targets], dtype=float)
    no_goods, hopeless = forbidden_arrays(forbidden, position, place, unit_of)
    stuck = units > 0 and not np.isfinite(cost).any(axis=1).all()
    return Instance(
        names, targets, unit_of, cost, first, second, weight,
        distance.reshape(len(targets), len(targets)), apart[:, 0], apart[:, 1],
        amount, lower, upper, no_goods, bool(clash or crowded or stuck or hopeless), apart_groups,
    )  # fmt: skip


def grouped(position: Mapping[str, int], groups: Sequence[Sequence[str]]) -> Ints:
    """Unit of each workload: ``x[i,p] = x[j,p]`` for a group on one target, which is one column.

    Overlapping groups merge. Units are numbered by first member.
    """
    parent = list(range(len(position)))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for group in groups:
        for name in group[1:]:
            a, b = root(position[group[0]]), root(position[name])
            parent[max(a, b)] = min(a, b)
    roots = [root(member) for member in range(len(position))]
    number = {member: rank for rank, member in enumerate(sorted(set(roots)))}
    return np.array([number[member] for member in roots], dtype=np.int64)


def unit_costs(
    problem: PlanningProblem, unit_of: Ints, place: Mapping[str, int], units: int
) -> Floats:
    """Sum of the members' costs; infinite where a member may not go.

    Allowed targets, pins and bans: ``x[i,p] = 0`` where p is not allowed, or has no cost.
    """
    single = np.full((len(problem.workloads), len(place)), np.inf)
    for number, workload in enumerate(problem.workloads):
        for target in workload.candidates():
            single[number, place[target]] = workload.cost[target]
    cost = np.zeros((units, len(place)))
    np.add.at(cost, unit_of, single)
    return cost


def merged_edges(
    problem: PlanningProblem, position: Mapping[str, int], unit_of: Ints, units: int
) -> tuple[Ints, Ints, Floats]:
    """Dependencies that cost something, one per pair of units, parallel ones added up."""
    heavy = [item for item in problem.dependencies if item.weight > 0]
    source = np.array([position[item.source] for item in heavy], dtype=np.int64)
    needed = np.array([position[item.needed] for item in heavy], dtype=np.int64)
    weight = np.array([item.weight for item in heavy], dtype=float)
    if not heavy:
        return source, needed, weight
    a, b = unit_of[source], unit_of[needed]
    across = a != b
    a, b, weight = a[across], b[across], weight[across]
    key = np.minimum(a, b) * units + np.maximum(a, b)
    pairs, where = np.unique(key, return_inverse=True)
    total = np.bincount(where, weights=weight, minlength=len(pairs)).astype(float)
    return pairs // max(1, units), pairs % max(1, units), total


def groups_kept_apart(
    problem: PlanningProblem, position: Mapping[str, int], unit_of: Ints
) -> tuple[tuple[Ints, ...], bool]:
    """Groups of units kept apart, and whether two of one unit are (which nothing can keep)."""
    groups: list[Ints] = []
    clash = False
    for names in problem.apart:
        members = [int(unit_of[position[name]]) for name in dict.fromkeys(names)]
        clash = clash or len(set(members)) < len(members)
        groups.append(np.array(sorted(set(members)), dtype=np.int64))
    return tuple(groups), clash


def apart_pairs(groups: Sequence[Ints]) -> Ints:
    """Every pair within a group once, shape (pairs, 2)."""
    pairs = {
        (a, b)
        for group in groups
        for rank, a in enumerate(group.tolist())
        for b in group.tolist()[rank + 1 :]
    }
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def without_neighbours_only_choice(cost: Floats, apart: Ints) -> Floats:
    """Strike targets that a unit kept apart has as its only choice, until nothing changes."""
    cost = cost.copy()
    changed = len(apart) > 0
    while changed:
        changed = False
        for a, b in apart.tolist():
            for one, other in ((a, b), (b, a)):
                only = np.flatnonzero(np.isfinite(cost[one]))
                if len(only) == 1 and np.isfinite(cost[other, only[0]]):
                    cost[other, only[0]] = np.inf
                    changed = True
    return cost


def limit_arrays(
    problem: PlanningProblem, unit_of: Ints, place: Mapping[str, int], units: int
) -> tuple[Floats, Floats, Floats]:
    """Amounts per limit, unit and target, and the bounds."""
    amount = np.zeros((len(problem.limits), units, len(place)))
    lower = np.full(len(problem.limits), -np.inf)
    upper = np.full(len(problem.limits), np.inf)
    for row, limit in enumerate(problem.limits):
        if limit.at_least is not None:
            lower[row] = limit.at_least
        if limit.at_most is not None:
            upper[row] = limit.at_most
        for target in dict.fromkeys(limit.targets):
            uses = [workload.amount(limit.amount, target) for workload in problem.workloads]
            amount[row, :, place[target]] += np.bincount(
                unit_of, weights=np.array(uses, dtype=float), minlength=units
            )
    return amount, lower, upper


def forbidden_arrays(
    forbidden: Sequence[Mapping[str, str]],
    position: Mapping[str, int],
    place: Mapping[str, int],
    unit_of: Ints,
) -> tuple[tuple[tuple[Ints, Ints], ...], bool]:
    """Forbidden combinations on units; one that no plan can contain is dropped.

    The second value says that an empty combination forbids everything.
    """
    kept: list[tuple[Ints, Ints]] = []
    for combination in forbidden:
        if not combination:
            return (), True
        chosen: dict[int, int] = {}
        possible = True
        for name, target in combination.items():
            if name not in position or target not in place:
                possible = False
                break
            unit = int(unit_of[position[name]])
            possible = possible and chosen.setdefault(unit, place[target]) == place[target]
        if possible:
            units = np.array(sorted(chosen), dtype=np.int64)
            kept.append((units, np.array([chosen[u] for u in units.tolist()], dtype=np.int64)))
    return tuple(kept), False
