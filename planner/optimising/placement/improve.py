"""Labels to plans: limits mended, then moves, exchanges, pairs and chains until none saves."""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.instance import (
    OWN_TOLERANCE,
    Floats,
    Instance,
    Ints,
    slack,
)
from planner.optimising.placement.message_passing import Graph, build_graph

__all__ = ["Improver"]

LONGEST_CHAIN = 12
MOST_PARTNERS = 400


class Improver:
    """Local search on one instance; every result is a labelling near or at the rules."""

    def __init__(self, instance: Instance, graph: Graph | None = None) -> None:
        self.instance = instance
        self.graph = graph or build_graph(instance)
        self.lower = instance.lower - slack(instance.lower, OWN_TOLERANCE / 2)
        self.upper = instance.upper + slack(instance.upper, OWN_TOLERANCE / 2)
        bound = np.where(np.isfinite(instance.upper), instance.upper, instance.lower)
        self.scale: Floats = 1.0 / np.maximum(1.0, np.abs(bound))
        finite = np.where(np.isfinite(instance.cost), np.abs(instance.cost), 0.0)
        reach = float(self.graph.weight.sum() * instance.distance.max(initial=0.0))
        self.penalty = 1.0 + float(finite.max(initial=0.0)) * 4 + min(reach, 1e9)
        self.pull = np.zeros_like(instance.cost)
        self.used = np.zeros(len(instance.lower))

    def improve(self, label: Ints, *, thorough: bool = True) -> Ints:
        """Mend a labelling and search around it; the result may still break rules.

        Parameters
        ----------
        label
            Labels with finite cost, shape (units,); left as it is.
        thorough
            Also exchanges, pairs and chains.
        """
        from planner.optimising.kernels import local_search as kernels

        label = label.copy()
        g, instance = self.graph, self.instance
        if not instance.units:
            return label
        self.pulls(label)
        self.used[:] = instance.usage(label)
        graph = (g.start, g.edge, g.first, g.second, g.weight, g.apart, instance.distance)
        limits = (instance.amount, self.lower, self.upper, self.scale, self.penalty)
        state = (label, self.pull, self.used)
        left = kernels.mend(*graph, *limits, 4 * instance.units, *state)
        if left > 0:
            return label
        kernels.descend(*graph, *limits, *state)
        for _ in range(10 if thorough else 0):
            saved = kernels.exchange(*graph, *limits, MOST_PARTNERS, *state)
            saved += kernels.pairs(*graph, *limits, *state)
            saved += kernels.chains(*graph, *limits, LONGEST_CHAIN, *state)
            saved += kernels.descend(*graph, *limits, *state)
            if saved <= 1e-9:
                break
        return label

    def pulls(self, label: Ints) -> Floats:
        """What each unit costs on each target given all others, shape (units, targets)."""
        from planner.optimising.kernels.local_search import fill_pull

        g, instance = self.graph, self.instance
        fill_pull(
            instance.cost, g.first, g.second, g.weight, g.apart, instance.distance, label,
            self.penalty, self.pull,
        )  # fmt: skip
        return self.pull
