"""Improve a plan by solving small parts of it exactly, everything else held where it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimising.outcome import Options
from planner.optimising.placement.instance import Instance, Ints
from planner.optimising.placement.message_passing import Graph
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.track import Track

__all__ = ["part_of", "search_parts"]

STEPS_PER_PART = 10


def search_parts(
    track: Track, graph: Graph, options: Options, draw: np.random.Generator, most: int
) -> int:
    """Solve up to ``most`` parts around drawn workloads; the number that brought a gain."""
    gains = 0
    size = 120
    for _ in range(most):
        if track.done() or track.label is None:
            break
        units = region(graph, track.instance.units, size, draw)
        part = part_of(track.instance, graph, units, track.label)
        before = track.value
        answer = solve_mip(
            part, track.stop, seconds=seconds_for_part(track), nodes=20, gap=1e-7,
            seed=options.seed, start=track.label[units],
        )  # fmt: skip
        track.stop.count(STEPS_PER_PART)
        if answer.label is not None:
            label = track.label.copy()
            label[units] = answer.label
            track.offer(label)
        gains += track.value < before
    return gains


def seconds_for_part(track: Track) -> float | None:
    """A part may take two seconds, or half of what is left."""
    remaining = track.stop.remaining_s
    return None if remaining is None else min(2.0, 0.5 * remaining)


def region(graph: Graph, units: int, size: int, draw: np.random.Generator) -> Ints:
    """Units around a drawn one, breadth first, with a few from elsewhere to trade limits with."""
    inside: dict[int, None] = {}
    pending = [int(draw.integers(units))]
    while pending and len(inside) < size:
        unit = pending.pop(0)
        if unit in inside:
            continue
        inside[unit] = None
        edges = graph.edge[graph.start[unit] : graph.start[unit + 1]]
        around = np.concatenate([graph.first[edges], graph.second[edges]])
        # hubs touch everything: taking part of their neighbours keeps a region a region
        around = draw.permutation(around)[:12]
        pending.extend(other for other in around.tolist() if other not in inside)
    for unit in draw.integers(units, size=size // 4).tolist():
        inside[unit] = None
    return np.array(sorted(inside), dtype=np.int64)


def part_of(instance: Instance, graph: Graph, units: Ints, label: Ints) -> Instance:
    """The problem of some units alone, the rest staying on their labels.

    Dependencies on the rest become costs, apart pairs close labels, limits keep what the rest
    leaves; a forbidden combination is left to the check of the whole.
    """
    place = np.full(instance.units, -1, dtype=np.int64)
    place[units] = np.arange(len(units))
    cost = instance.cost[units].copy()
    first, second = instance.edge_first, instance.edge_second
    a, b = place[first], place[second]
    for inner, outer, chosen in ((a, second, (a >= 0) & (b < 0)), (b, first, (b >= 0) & (a < 0))):
        pull = instance.edge_weight[chosen, None] * instance.distance[label[outer[chosen]]]
        np.add.at(cost, inner[chosen], pull)
    c, d = place[instance.apart_first], place[instance.apart_second]
    for inner, outer, chosen in (
        (c, instance.apart_second, (c >= 0) & (d < 0)),
        (d, instance.apart_first, (d >= 0) & (c < 0)),
    ):
        cost[inner[chosen], label[outer[chosen]]] = np.inf
    both, split = (a >= 0) & (b >= 0), (c >= 0) & (d >= 0)
    rest = instance.usage(label) - instance.amount[:, units, label[units]].sum(axis=1)
    return replace(
        instance,
        workloads=tuple(str(unit) for unit in units.tolist()),
        unit_of=np.arange(len(units)),
        cost=cost,
        edge_first=a[both], edge_second=b[both], edge_weight=instance.edge_weight[both],
        apart_first=c[split], apart_second=d[split],
        amount=instance.amount[:, units],
        lower=instance.lower - rest, upper=instance.upper - rest,
        forbidden=(),
        apart_groups=tuple(place[group][place[group] >= 0] for group in instance.apart_groups),
    )  # fmt: skip
