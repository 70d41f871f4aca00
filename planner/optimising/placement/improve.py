"""Labels to plans: limits mended, then moves, exchanges, chains and groups until none saves."""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.instance import (
    LIMIT_TOLERANCE,
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
    """Local search on one instance; every result is a labelling near or at the rules.

    ``prices`` of the limits, where they are known, spare it clusters that cannot save.
    """

    def __init__(
        self, instance: Instance, graph: Graph | None = None, prices: Floats | None = None
    ) -> None:
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
        g = self.graph
        self.ends: Ints = np.column_stack([g.first, g.second, g.kind])
        self.edges = (g.start, g.edge, self.ends, g.weight, instance.clash, instance.distance)
        self.amount, self.limits = self.limit_rows()
        self.prices = np.zeros(len(self.limits))
        if prices is not None:
            self.prices[: len(prices)] = prices
        self.groups = self.groups_to_move()

    def limit_rows(self) -> tuple[Floats, Floats]:
        """Amounts and rows of the limits as the kernels take them, platforms as counts after them.

        A platform is a limit on the number of those on it, of which nobody is free.
        """
        instance, targets = self.instance, len(self.instance.targets)
        counts = np.zeros((len(instance.shared), instance.units, targets))
        rows = np.zeros((len(instance.shared), 6))
        for number, platform in enumerate(instance.shared):
            counts[number, platform.units] = platform.inside
            rows[number] = -np.inf, np.inf, 1.0, 0.5, 2.0 * len(platform.units), platform.cost
        free = instance.free + slack(instance.free, LIMIT_TOLERANCE)
        step = np.where(instance.step > 0, instance.step, 1.0)
        toll = np.where(instance.step > 0, instance.toll, 0.0)
        own = np.column_stack([self.lower, self.upper, self.scale, free, step, toll])
        return np.concatenate([instance.amount, counts]), np.concatenate([own, rows])

    def groups_to_move(self) -> tuple[Ints, Ints, Ints]:
        """Groups whose members move together: those that share a value, those on a platform.

        Start, member and value of each target, as the kernel takes them.
        """
        instance = self.instance
        groups = [(tie.units, tie.value) for tie in instance.ties if tie.together]
        groups += [(p.units, np.where(p.inside, -1, 0)) for p in instance.shared]
        start = np.cumsum([0] + [len(units) for units, _ in groups])
        member = np.concatenate([np.zeros(0, dtype=np.int64), *(units for units, _ in groups)])
        value = np.array([value for _, value in groups], dtype=np.int64)
        return start, member, value.reshape(len(groups), len(instance.targets))

    def usage(self, label: Ints) -> Floats:
        """Use of the limits and counts of the platforms, in the order of the kernels' rows."""
        used: Floats = self.amount[:, np.arange(len(label)), label].sum(axis=1)
        return used

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
        instance = self.instance
        if not instance.units:
            return label
        known = (*self.edges, self.amount, self.limits, self.penalty)
        state = (label, self.pulls(label), self.usage(label))
        grouped = len(self.groups[2]) > 0
        if grouped:
            kernels.regroup(*known, *self.groups, *state)
        left = kernels.mend(*known, 4 * instance.units, *state)
        if left > 0:
            return label
        kernels.descend(*known, *state)
        for _ in range(10 if thorough else 0):
            saved = kernels.exchange(*known, MOST_PARTNERS, *state)
            saved += kernels.pairs(*known, *state)
            saved += kernels.chains(*known, self.least_worth(*state), LONGEST_CHAIN, *state)
            if grouped:
                saved += kernels.regroup(*known, *self.groups, *state)
            saved += kernels.descend(*known, *state)
            if saved <= 1e-9:
                break
        return label

    def least_worth(self, label: Ints, pull: Floats, used: Floats) -> Floats:
        """What a cluster that begins with a unit on a target costs at least, (units, targets)."""
        from planner.optimising.kernels.shared_savings import least_of_clusters

        least = np.empty_like(pull)
        g, instance = self.graph, self.instance
        least_of_clusters(
            self.ends, g.weight, instance.clash, instance.distance, self.amount, self.limits,
            self.penalty, self.prices, LONGEST_CHAIN, label, pull, used, least,
        )  # fmt: skip
        return least

    def pulls(self, label: Ints) -> Floats:
        """What each unit costs on each target given all others, shape (units, targets)."""
        from planner.optimising.kernels.local_search import fill_pull

        instance = self.instance
        fill_pull(
            instance.cost, self.ends, self.graph.weight, instance.clash, instance.distance, label,
            self.penalty, self.pull,
        )  # fmt: skip
        return self.pull
