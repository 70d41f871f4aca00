"""The placement problem as compact arrays: same-target groups contracted, parallel edges merged."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.optimising.components import joined
from planner.optimising.placement.ties import Tie, consistent, tied_pairs, ties_of
from planner.optimising.problem import Limit, PlanningProblem
from planner.optimising.rules import GroupRule, LimitRule, closings, rules_like

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
    clash_first, clash_second, clash_kind
        Pairs of units that a rule ties, first < second, each with the kind of what it forbids.
    clash
        Shape (kinds, targets, targets): 1 where the rule forbids two targets together; symmetric.
        Kind 0 forbids nothing.
    ties
        The same rules as groups of units.
    amount
        Shape (limits, units, targets); what a unit on a target uses of a limit.
    lower, upper
        Bounds of the limits with all their extensions, infinite where there is none.
    free, step, toll
        Usage of a limit from which on every step begun costs a toll; 0 where there is none.
    shared
        Costs that are due once where somebody is on a platform.
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
    clash_first: Ints
    clash_second: Ints
    clash_kind: Ints
    clash: Ints
    amount: Floats
    lower: Floats
    upper: Floats
    free: Floats
    step: Floats
    toll: Floats
    forbidden: tuple[tuple[Ints, Ints], ...] = ()
    impossible: bool = False
    ties: tuple[Tie, ...] = ()
    shared: tuple[Platform, ...] = ()

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
        return own + float(self.edge_weight @ apart) + self.tolls(label)

    def tolls(self, label: Ints) -> float:
        """What a labelling costs in extensions and shared platforms."""
        total = sum(item.cost for item in self.shared if item.is_used(label))
        if self.toll.any():
            total += float(self.toll @ self.steps(self.usage(label)))
        return total

    def steps(self, usage: Floats) -> Floats:
        """Steps of extension that a usage takes, shape (limits,); 0 where there is none."""
        beyond = usage - self.free - slack(self.free, LIMIT_TOLERANCE)
        steps: Floats = np.where(
            self.step > 0, np.ceil(beyond / np.where(self.step > 0, self.step, 1)), 0.0
        )
        return np.maximum(0.0, steps)

    def usage(self, label: Ints) -> Floats:
        """What a labelling uses of each limit, shape (limits,)."""
        return self.amount[:, np.arange(self.units), label].sum(axis=1)

    def keeps_rules(self, label: Ints, tolerance: float = OWN_TOLERANCE) -> bool:
        """Whether a labelling keeps every rule and is not forbidden."""
        if self.impossible or not np.isfinite(self.cost[np.arange(self.units), label]).all():
            return False
        if self.clash[self.clash_kind, label[self.clash_first], label[self.clash_second]].any():
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


@dataclass(frozen=True, slots=True)
class Platform:
    """A cost that is due once where any of ``units`` is on one of the targets ``inside``."""

    id: str
    units: Ints
    inside: Bools
    cost: float

    def is_used(self, label: Ints) -> bool:
        """Whether anybody is on it."""
        return bool(self.inside[label[self.units]].any())


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
    agreed = (
        rule for rule in rules_like(problem, GroupRule) if rule.agrees and rule.ref.id is None
    )
    unit_of = grouped(position, [rule.ref.names for rule in agreed])
    units = int(unit_of.max()) + 1 if len(names) else 0
    place = {target: number for number, target in enumerate(targets)}
    cost = unit_costs(problem, unit_of, place, units)
    first, second, weight = merged_edges(problem, position, unit_of, units)
    ties, hopeless = ties_of(problem, position, unit_of)
    first_of, second_of, kind, clash = tied_pairs(() if hopeless else ties, len(targets))
    cost = consistent(cost, first_of, second_of, kind, clash)
    amount, lower, upper = limit_arrays(problem, unit_of, place, units)
    free, step, toll = extensions(problem)
    distance = np.array([[problem.between(a, b) for b in targets] for a in targets], dtype=float)
    no_goods, nothing = forbidden_arrays(forbidden, position, place, unit_of)
    stuck = units > 0 and not np.isfinite(cost).any(axis=1).all()
    return Instance(
        names, targets, unit_of, cost, first, second, weight,
        distance.reshape(len(targets), len(targets)), first_of, second_of, kind, clash,
        amount, lower, upper, free, step, toll, no_goods, bool(hopeless or stuck or nothing), ties,
        platforms(problem, position, unit_of),
    )  # fmt: skip


def grouped(position: Mapping[str, int], groups: Sequence[Sequence[str]]) -> Ints:
    """Unit of each workload: ``x[i,p] = x[j,p]`` for a group on one target, which is one column.

    Overlapping groups merge. Units are numbered by first member.
    """
    members = ([position[name] for name in group] for group in groups)
    return np.array(joined(len(position), members), dtype=np.int64)


def unit_costs(
    problem: PlanningProblem, unit_of: Ints, place: Mapping[str, int], units: int
) -> Floats:
    """Sum of the members' costs; infinite where a member has none or a rule closes the target."""
    single = np.full((len(problem.workloads), len(place)), np.inf)
    position = {}
    for number, workload in enumerate(problem.workloads):
        position[workload.id] = number
        for target, own in workload.cost.items():
            single[number, place[target]] = own
    for _rule, closing in closings(problem):
        if closing.waves is None and closing.target is not None:
            single[position[closing.workload], place[closing.target]] = np.inf
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


def platforms(
    problem: PlanningProblem, position: Mapping[str, int], unit_of: Ints
) -> tuple[Platform, ...]:
    """Shared costs that have one, over units."""
    found = []
    for shared in problem.shared_costs:
        units = {int(unit_of[position[workload.id]]) for workload in problem.members(shared)}
        inside = np.array([target.id in shared.targets for target in problem.targets])
        if units and shared.cost:
            members = np.array(sorted(units), dtype=np.int64)
            found.append(Platform(shared.id, members, inside, shared.cost))
    return tuple(found)


def ends_of(problem: PlanningProblem) -> Iterator[tuple[int, LimitRule, Limit]]:
    """Yield the place of a limit, the rule that one of its ends is, and the limit."""
    place = {limit.id: row for row, limit in enumerate(problem.limits)}
    for rule in rules_like(problem, LimitRule):
        limit = problem.limits[place[rule.ref.id or ""]]
        yield place[limit.id], rule, limit


def extensions(problem: PlanningProblem) -> tuple[Floats, Floats, Floats]:
    """What is free of each limit, the step it may be extended by, and what that costs."""
    free, step, toll = (np.zeros(len(problem.limits)) for _ in range(3))
    free[:] = np.inf
    for row, rule, limit in ends_of(problem):
        if rule.change == "raise":
            free[row] = rule.bound(problem)
            if limit.extension is not None:
                step[row], toll[row] = limit.extension.step, limit.extension.cost
    return free, step, toll


def limit_arrays(
    problem: PlanningProblem, unit_of: Ints, place: Mapping[str, int], units: int
) -> tuple[Floats, Floats, Floats]:
    """Amounts per limit, unit and target, and the bounds."""
    amount = np.zeros((len(problem.limits), units, len(place)))
    lower = np.full(len(problem.limits), -np.inf)
    upper = np.full(len(problem.limits), np.inf)
    for row, rule, limit in ends_of(problem):
        if rule.change == "lower":
            lower[row] = rule.bound(problem)
        else:
            upper[row] = rule.bound(problem)
            if limit.extension is not None:
                upper[row] += limit.extension.most * limit.extension.step
    for row, limit in enumerate(problem.limits):
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
