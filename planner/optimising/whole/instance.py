"""Both stages as arrays for message passing: cells of workloads, edges between their choices."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from planner.optimising.placement.instance import extensions, limit_arrays
from planner.optimising.problem import DependencyKind, PlanningProblem
from planner.optimising.rules import GroupRule, closings, rules_like
from planner.optimising.waves.loads import bounds, loads
from planner.optimising.whole.platforms import platform_cells, platform_ties

__all__ = ["Edges", "Whole", "build_whole"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Bytes = NDArray[np.uint8]

TOLERANCE = 1e-6
"""A plan may pass a limit by this share of max(1, |limit|)."""
TARGETS, WAVES = 0, 1
"""What an edge sees of its ends."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of workloads whose targets, or whose waves, cost or forbid something together.

    Attributes
    ----------
    first, second
        Workloads, first < second.
    space
        Whether an edge sees targets or waves.
    weight
        What multiplies the distance of the targets, or the days apart.
    kind
        Which table of ``clash`` forbids.
    distance
        [2, L, L] of two targets; days between two waves, 0 where one stays (the last of them).
    clash
        [kinds, L, L] 1 where two choices are forbidden together.
    """

    first: Ints
    second: Ints
    space: Ints
    weight: Floats
    kind: Ints
    distance: Floats
    clash: Bytes


@dataclass(frozen=True, slots=True)
class Whole:
    """N workloads and platforms, P targets, W waves; the wave W stands for staying.

    Attributes
    ----------
    cost
        [N, P, W + 1] of going there in that wave, infinite where it may not.
    opened
        [2, N, L] targets and waves that a workload has a cell for.
    edges
        What pairs cost and may not do.
    amount
        [R, N, P] what a workload on a target uses of each limit of the placement.
    upper, lower
        [R] their bounds with all extensions and the tolerance of the checker.
    reach, toll
        [R] how far extensions go, and what a unit of that costs at the least.
    work
        [K, S, N, P] amounts of the wave limits, k waves before the cut-over.
    bound_of
        [S, W] number of the bound that an amount in a wave counts for; -1 for none.
    ceiling, floor
        [B] these bounds with the tolerance; infinite, and 0, where there is none.
    """

    cost: Floats
    opened: Bytes
    edges: Edges
    amount: Floats
    upper: Floats
    lower: Floats
    reach: Floats
    toll: Floats
    work: Floats
    bound_of: Ints
    ceiling: Floats
    floor: Floats


def build_whole(problem: PlanningProblem) -> Whole:
    """Turn a problem with waves and ``early`` into arrays; platforms follow the workloads."""
    place = {target.id: number for number, target in enumerate(problem.targets)}
    count, targets, waves = len(problem.workloads), len(place), len(problem.waves)
    cost = np.concatenate([_cells(problem, place), platform_cells(problem)])
    platforms = len(cost) - count
    amount, lower, upper = limit_arrays(problem, np.arange(count), place, count)
    free, step, toll = extensions(problem)
    bound_of, most, least, _ = bounds(problem)
    everybody = np.arange(count)
    work = np.stack(
        [
            _padded(loads(problem, problem.workloads, [t] * count, everybody, count), waves)
            for t in place
        ],
        axis=3,
    )
    amount = np.pad(amount, ((0, 0), (0, platforms), (0, 0)))
    work = np.pad(work, ((0, 0), (0, 0), (0, platforms), (0, 0)))
    ceiling = most + _tolerance(most)
    used = np.flatnonzero(work.any(axis=(1, 2, 3)))
    work = work[: int(used.max(initial=0)) + 1]
    _close_full(cost, work, bound_of, ceiling)
    edges = _edges(problem, place, max(targets, waves + 1))
    opened = _consistent(cost, edges)
    return Whole(
        cost,
        opened,
        edges,
        amount,
        upper + _tolerance(upper),
        lower - _tolerance(lower),
        np.where(step > 0, upper - np.where(step > 0, free, 0.0), 0.0),
        np.where(step > 0, toll / np.where(step > 0, step, 1.0), 0.0),
        work,
        bound_of,
        ceiling,
        np.maximum(0.0, least - _tolerance(least)),
    )


def _close_full(cost: Floats, work: Floats, bound_of: Ints, ceiling: Floats) -> None:
    """Close, in place, the waves in which a move alone takes more than there is."""
    waves = bound_of.shape[1]
    for before, amounts in enumerate(work):
        for limit, amount in enumerate(amounts):
            for wave in range(waves - before):
                bound = bound_of[limit, wave]
                if bound >= 0:
                    cost[amount > ceiling[bound], wave + before] = np.inf


def _consistent(cost: Floats, edges: Edges) -> Bytes:
    """Close, in place, what another end has nothing left for; what is open (Mackworth 1977)."""
    nodes, targets, states = cost.shape
    forbidding = np.flatnonzero(edges.kind)
    allowed = edges.clash[edges.kind[forbidding]] == 0
    space, ends = edges.space[forbidding], (edges.first[forbidding], edges.second[forbidding])
    while True:
        opened = np.zeros((2, nodes, edges.distance.shape[1]), dtype=np.uint8)
        opened[TARGETS, :, :targets] = np.isfinite(cost).any(axis=2)
        opened[WAVES, :, :states] = np.isfinite(cost).any(axis=1)
        changed = False
        for here, there, table in ((0, 1, allowed), (1, 0, allowed.transpose(0, 2, 1))):
            beside = (table & (opened[space, ends[there]][:, None, :] > 0)).any(axis=2)
            edge, x = np.nonzero((opened[space, ends[here]] > 0) & ~beside)
            for kind, node, lost in zip(space[edge], ends[here][edge], x, strict=True):
                changed = True
                if kind == TARGETS:
                    cost[node, lost] = np.inf
                else:
                    cost[node, :, lost] = np.inf
        if not changed:
            return opened


def _tolerance(bound: Floats) -> Floats:
    finite = np.where(np.isfinite(bound), np.abs(bound), 0.0)
    return np.where(np.isfinite(bound), TOLERANCE * np.maximum(1.0, finite), 0.0)


def _padded(amounts: Floats, waves: int) -> Floats:
    """Lists of work, cut or filled up to as many waves as there are."""
    padded = np.zeros((max(1, waves), *amounts.shape[1:]))
    depth = min(len(amounts), len(padded))
    padded[:depth] = amounts[:depth]
    return padded


def _cells(problem: PlanningProblem, place: dict[str, int]) -> Floats:
    waves = len(problem.waves)
    days = np.array([wave.day or 0.0 for wave in problem.waves])
    cost = np.full((len(problem.workloads), len(place), waves + 1), np.inf)
    position = {}
    for i, workload in enumerate(problem.workloads):
        position[workload.id] = i
        for target, own in workload.cost.items():
            p = place[target]
            if not workload.moves_to(target):
                cost[i, p, waves] = own
                continue
            cost[i, p, :waves] = own + workload.delay(target) * days
            besides = workload.cost_in_waves(target)
            if besides:
                cost[i, p, :waves] += besides
    for _rule, closing in closings(problem):
        i = position[closing.workload]
        where = slice(None) if closing.target is None else place[closing.target]
        if closing.waves is None:
            cost[i, where] = np.inf
        elif len(closing.waves):
            closed = np.array(closing.waves) - 1
            cells = cost[i, where]
            cells[..., closed] = np.inf
    return cost


def _edges(problem: PlanningProblem, place: dict[str, int], size: int) -> Edges:
    position = {workload.id: i for i, workload in enumerate(problem.workloads)}
    weight: dict[tuple[int, int, int], float] = {}
    forbidden: dict[tuple[int, int, int], Bytes] = {}

    def join(space: int, i: int, j: int, more: float, table: Bytes | None) -> None:
        if i > j:
            i, j, table = j, i, None if table is None else table.T
        key = space, i, j
        weight[key] = weight.get(key, 0.0) + more
        if table is not None:
            forbidden[key] = np.maximum(forbidden[key], table) if key in forbidden else table

    for rule in rules_like(problem, GroupRule):
        value = rule.values(problem)
        table = np.zeros((size, size), dtype=np.uint8)
        for p, q in np.ndindex(len(place), len(place)):
            one, other = (value[problem.targets[at].id] for at in (p, q))
            table[p, q] = (one != other) if rule.agrees else (one == other)
        names = tuple(dict.fromkeys(rule.ref.names))
        for a, b in pairwise(names) if rule.agrees else combinations(names, 2):
            join(TARGETS, position[a], position[b], 0.0, table)
    orders = _orders(len(problem.waves), size)
    for item in problem.dependencies:
        ends = position[item.source], position[item.needed]
        if item.weight:
            join(TARGETS, *ends, item.weight, None)
        if item.exposure or item.kind in orders:
            join(WAVES, *ends, item.exposure, orders.get(item.kind))
    for seen, member, node, table in platform_ties(problem, place, size):
        join(seen, position[member], node, 0.0, table)
    keys = sorted(weight)
    tables = {np.zeros((size, size), dtype=np.uint8).tobytes(): 0}
    clash = [np.zeros((size, size), dtype=np.uint8)]
    kind = []
    for key in keys:
        table = forbidden.get(key, clash[0])
        if table.tobytes() not in tables:
            tables[table.tobytes()] = len(clash)
            clash.append(table)
        kind.append(tables[table.tobytes()])
    columns = np.array(keys, dtype=np.int64).reshape(-1, 3)
    space, first, second = (np.ascontiguousarray(columns[:, at]) for at in range(3))
    return Edges(
        first,
        second,
        space,
        np.array([weight[key] for key in keys], dtype=float),
        np.array(kind, dtype=np.int64),
        _distances(problem, size),
        np.ascontiguousarray(np.array(clash)),
    )


def _orders(waves: int, size: int) -> dict[DependencyKind, Bytes]:
    """What each kind of dependency forbids: rows are who needs, columns what is needed."""
    number = np.arange(waves)
    source, needed = number[:, None], number[None, :]
    said = {
        DependencyKind.BEFORE: needed > source,
        DependencyKind.EARLIER: needed >= source,
        DependencyKind.TOGETHER: needed != source,
    }
    orders = {}
    for kind, table in said.items():
        orders[kind] = np.zeros((size, size), dtype=np.uint8)
        orders[kind][:waves, :waves] = table
    return orders


def _distances(problem: PlanningProblem, size: int) -> Floats:
    distance = np.zeros((2, size, size))
    for p, one in enumerate(problem.targets):
        for q, other in enumerate(problem.targets):
            distance[TARGETS, p, q] = problem.between(one.id, other.id)
    days = np.array([wave.day or 0.0 for wave in problem.waves])
    distance[WAVES, : len(days), : len(days)] = np.abs(days[:, None] - days[None, :])
    return distance
