"""Improve a plan by solving small parts of it exactly, everything else held where it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.optimising.outcome import Options
from planner.optimising.placement.instance import Instance, Ints, Platform
from planner.optimising.placement.message_passing import Graph
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.ties import Tie
from planner.optimising.placement.track import Track

__all__ = ["part_of", "search_parts"]


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

    Dependencies on the rest become costs, rules that tie a unit to the rest close labels, limits
    keep what the rest leaves, platforms that the rest is on are paid already; a
    forbidden combination is left to the check of the whole.
    """
    place = np.full(instance.units, -1, dtype=np.int64)
    place[units] = np.arange(len(units))
    cost = instance.cost[units].copy()
    first, second = instance.edge_first, instance.edge_second
    a, b = place[first], place[second]
    for inner, outer, chosen in ((a, second, (a >= 0) & (b < 0)), (b, first, (b >= 0) & (a < 0))):
        pull = instance.edge_weight[chosen, None] * instance.distance[label[outer[chosen]]]
        np.add.at(cost, inner[chosen], pull)
    c, d = place[instance.clash_first], place[instance.clash_second]
    for inner, outer, chosen in (
        (c, instance.clash_second, (c >= 0) & (d < 0)),
        (d, instance.clash_first, (d >= 0) & (c < 0)),
    ):
        closed = instance.clash[instance.clash_kind[chosen], label[outer[chosen]]]
        np.add.at(cost, inner[chosen], np.where(closed, np.inf, 0.0))
    both, split = (a >= 0) & (b >= 0), (c >= 0) & (d >= 0)
    rest = instance.usage(label) - instance.amount[:, units, label[units]].sum(axis=1)
    return replace(
        instance,
        workloads=tuple(str(unit) for unit in units.tolist()),
        unit_of=np.arange(len(units)),
        cost=cost,
        edge_first=a[both], edge_second=b[both], edge_weight=instance.edge_weight[both],
        clash_first=c[split], clash_second=d[split], clash_kind=instance.clash_kind[split],
        amount=instance.amount[:, units],
        lower=instance.lower - rest, upper=instance.upper - rest, free=instance.free - rest,
        forbidden=(),
        ties=ties_inside(instance, place),
        shared=platforms_left(instance, place, label),
    )  # fmt: skip


def ties_inside(instance: Instance, place: Ints) -> tuple[Tie, ...]:
    """Rules that tie units of a part to each other; ``place`` is the part's number of a unit."""
    inside = [(tie, place[tie.units][place[tie.units] >= 0]) for tie in instance.ties]
    return tuple(replace(tie, units=units) for tie, units in inside if len(units) > 1)


def platforms_left(instance: Instance, place: Ints, label: Ints) -> tuple[Platform, ...]:
    """Platforms that nobody outside the part is on, with the units of the part."""
    left = []
    for platform in instance.shared:
        mine = place[platform.units]
        outside = platform.units[mine < 0]
        if (mine >= 0).any() and not platform.inside[label[outside]].any():
            left.append(replace(platform, units=mine[mine >= 0]))
    return tuple(left)
