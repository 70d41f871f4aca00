"""Move groups and the order between them: closure, reduction, and exposure folded into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from planner.optimising.components import strong_components
from planner.optimising.problem import PlanningProblem
from planner.optimising.rules import OrderRule, Precedence, rules_like

__all__ = [
    "arcs_between",
    "closure",
    "columns",
    "exposures",
    "fold_exposure",
    "move_groups",
    "reduced",
]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


def move_groups(problem: PlanningProblem, index: Mapping[str, int]) -> tuple[Ints, str]:
    """Contract what must share a wave.

    Workloads tied by ``together``, or standing on a cycle of ``before``, ``earlier`` and
    ``together`` among those that move, form one group. An ``earlier`` inside a group is a
    contradiction and is named.
    """
    needs: list[list[int]] = [[] for _ in index]
    strict: list[Precedence] = []
    for arc in precedences(problem, index):
        needs[index[arc.later]].append(index[arc.sooner])
        if arc.lag:
            strict.append(arc)
    group_of = np.array(strong_components(needs), dtype=np.int64)
    for arc in strict:
        if group_of[index[arc.later]] == group_of[index[arc.sooner]]:
            return group_of, f"{arc.sooner} must move before {arc.later} and also with or after it."
    return group_of, ""


def precedences(problem: PlanningProblem, index: Mapping[str, int]) -> Iterator[Precedence]:
    """Yield the order that rules ask for among those that move, as the problem lists them."""
    place: dict[tuple[str, ...], int] = {}
    for number, item in enumerate(problem.dependencies):
        place.setdefault((item.kind.value, item.source, item.needed), number)
    rules = sorted(
        rules_like(problem, OrderRule), key=lambda r: place[r.orders.value, *r.ref.names]
    )
    for rule in rules:
        if all(name in index for name in rule.ref.names):
            yield from rule.precedences()


def arcs_between(
    problem: PlanningProblem, index: Mapping[str, int], group_of: Ints
) -> dict[tuple[int, int], int]:
    """Order between groups: ``(needed, source)`` to the least number of waves between them."""
    arcs: dict[tuple[int, int], int] = {}
    for one in precedences(problem, index):
        arc = int(group_of[index[one.sooner]]), int(group_of[index[one.later]])
        if arc[0] != arc[1]:
            arcs[arc] = max(arcs.get(arc, 0), one.lag)
    return dict(sorted(arcs.items()))


def columns(arcs: Mapping[tuple[int, int], int]) -> tuple[list[int], list[int], list[int]]:
    """Needed group, source group and lag of every arc."""
    return [a for a, _ in arcs], [b for _, b in arcs], list(arcs.values())


def closure(groups: int, arcs: Mapping[tuple[int, int], int]) -> NDArray[np.uint64]:
    """[G, words] bit h of row g: h moves before or with g (g included)."""
    reach = np.zeros((groups, (groups + 63) // 64), dtype=np.uint64)
    numbers = np.arange(groups)
    reach[numbers, numbers // 64] = np.left_shift(np.uint64(1), (numbers % 64).astype(np.uint64))
    # Groups are in topological order, so every row is complete before it is read.
    for needed, source in sorted(arcs, key=lambda arc: arc[1]):
        reach[source] |= reach[needed]
    return reach


def holds(reach: NDArray[np.uint64], later: int, sooner: int) -> bool:
    """Whether ``sooner`` moves before or with ``later``."""
    return bool(int(reach[later, sooner >> 6]) >> (sooner & 63) & 1)


def reduced(
    arcs: Mapping[tuple[int, int], int], reach: NDArray[np.uint64]
) -> dict[tuple[int, int], int]:
    """Drop arcs of lag 0 that a path implies."""
    into: dict[int, list[int]] = {}
    for needed, source in arcs:
        into.setdefault(source, []).append(needed)
    kept: dict[tuple[int, int], int] = {}
    for (needed, source), lag in arcs.items():
        implied = lag == 0 and any(
            other != needed and holds(reach, other, needed) for other in into[source]
        )
        if not implied:
            kept[needed, source] = lag
    return kept


def exposures(
    problem: PlanningProblem, index: Mapping[str, int], group_of: Ints
) -> dict[tuple[int, int], float]:
    """Price of a day between two groups, parallel dependencies added up."""
    prices: dict[tuple[int, int], float] = {}
    for edge in problem.dependencies:
        source, needed = index.get(edge.source), index.get(edge.needed)
        if source is None or needed is None or edge.exposure == 0:
            continue
        one, other = sorted((int(group_of[source]), int(group_of[needed])))
        if one != other:
            prices[one, other] = prices.get((one, other), 0.0) + edge.exposure
    return prices


def fold_exposure(
    delay: Floats,
    prices: Mapping[tuple[int, int], float],
    arcs: Mapping[tuple[int, int], int],
    reach: NDArray[np.uint64] | None,
) -> tuple[Floats, dict[tuple[int, int], float]]:
    """Make the exposure of ordered pairs part of the slopes; return slopes and the other pairs."""
    slope = delay.copy()
    ties: dict[tuple[int, int], float] = {}
    for (one, other), price in prices.items():
        ordered = holds(reach, other, one) if reach is not None else (one, other) in arcs
        if ordered:
            slope[other] += price
            slope[one] -= price
        else:
            ties[one, other] = price
    return slope, ties
