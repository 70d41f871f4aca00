"""What placement costs: each workload on its target, and each dependency across two targets."""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.instance import Floats, Ints
from planner.optimising.placement.variables import Model

__all__ = ["arcs", "cost_of_placing", "cost_of_separating"]


def cost_of_placing(model: Model) -> None:
    """``sum cost[i,p] x[i,p]``: what each workload costs where it goes."""
    model.cost[0] = model.instance.cost[model.open_unit, model.open_target].copy()


def cost_of_separating(model: Model) -> None:
    """``sum weight[e] * distance(p_i, p_j)`` as the least cost of carrying i's choice to j's.

    For each dependency e = (i, j) a flow ``f[e,a] >= 0`` on the arcs a of the targets costs
    ``weight[e] * distance(a)`` and ``x[i,p] - x[j,p] = sum_{a from p} f - sum_{a into p} f``.
    Arcs that are no shorter than a path of others are left out; with a tree of them this is the
    cut form. A dependency with one end settled is a plain cost and needs no flow.
    """
    instance = model.instance
    first, second, weight = settle(model)
    if not len(weight):
        return
    tail, head, length = arcs(instance.distance)
    edges, targets = len(weight), len(instance.targets)
    start = model.add_columns((weight[:, None] * length[None, :]).ravel())
    flow = start + np.arange(edges * len(tail)).reshape(edges, len(tail))
    base = np.arange(edges)[:, None] * targets
    every = np.arange(targets)[None, :]
    row = np.concatenate(
        [(base + every).ravel(), (base + every).ravel(),
         (base + tail[None, :]).ravel(), (base + head[None, :]).ravel()]
    )  # fmt: skip
    index = np.concatenate(
        [model.column[first].ravel(), model.column[second].ravel(), flow.ravel(), flow.ravel()]
    )
    sign = np.repeat([1.0, -1.0, -1.0, 1.0], [edges * targets] * 2 + [edges * len(tail)] * 2)
    zero = np.zeros(edges * targets)
    model.add_rows(row, index, sign, zero, zero)


def settle(model: Model) -> tuple[Ints, Ints, Floats]:
    """Charge dependencies with a settled end to the other end's labels; return what is left."""
    instance = model.instance
    choices = (model.column >= 0).sum(axis=1)
    only = (model.column >= 0).argmax(axis=1)
    first, second, weight = instance.edge_first, instance.edge_second, instance.edge_weight
    extra = np.zeros(instance.cost.shape)
    a, b = choices[first] == 1, choices[second] == 1
    np.add.at(extra, second[a], weight[a, None] * instance.distance[only[first[a]]])
    rest = b & ~a
    np.add.at(extra, first[rest], weight[rest, None] * instance.distance[only[second[rest]]])
    model.cost[0] += extra[model.open_unit, model.open_target]
    free = ~a & ~b
    return first[free], second[free], weight[free]


def arcs(distance: Floats) -> tuple[Ints, Ints, Floats]:
    """Arcs between targets that no path through a third one replaces: tail, head, length."""
    targets = len(distance)
    kept = ~np.eye(targets, dtype=bool)
    scale = 1e-12 * max(1.0, float(distance.max(initial=0.0)))
    for a in range(targets):
        for b in range(targets):
            between = [
                c
                for c in range(targets)
                if c not in (a, b) and kept[a, c] and kept[c, b]
                and distance[a, c] + distance[c, b] <= distance[a, b] + scale
            ]  # fmt: skip
            if kept[a, b] and between:
                kept[a, b] = False
    tail, head = np.nonzero(kept)
    return tail, head, distance[tail, head]
