"""Sequential tree-reweighted message passing: the bound that scales.

After Kolmogorov, Convergent tree-reweighted message passing for energy minimization (2006) and
A new look at reweighted message passing (2015). Limits enter through their multipliers, which
change the units' own costs; pairs kept apart are edges that forbid equal labels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.optimising.placement.instance import (
    LIMIT_TOLERANCE,
    Bools,
    Floats,
    Instance,
    Ints,
    slack,
)

__all__ = ["Graph", "Relaxation", "build_graph"]


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges of an instance by unit; dependencies and pairs kept apart are one kind of edge.

    ``start`` and ``edge`` list each unit's edges; ``share``, ``kept`` and ``kept_back`` are the
    weights of the monotonic chains (see the kernels).
    """

    start: Ints
    edge: Ints
    first: Ints
    second: Ints
    weight: Floats
    apart: Ints
    share: Floats
    kept: Floats
    kept_back: Floats


def build_graph(instance: Instance) -> Graph:
    """Merge dependencies and apart pairs, and list the edges of every unit."""
    units = max(1, instance.units)
    tied = instance.edge_first * units + instance.edge_second
    split = instance.apart_first * units + instance.apart_second
    pairs = np.unique(np.concatenate([tied, split]))
    weight = np.zeros(len(pairs))
    weight[np.searchsorted(pairs, tied)] = instance.edge_weight
    apart = np.isin(pairs, split).astype(np.int64)
    first, second = pairs // units, pairs % units
    ends = np.concatenate([first, second])
    order = np.argsort(ends, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=instance.units))])
    later = np.bincount(first, minlength=instance.units)
    earlier = np.bincount(second, minlength=instance.units)
    share = 1.0 / np.maximum(1, np.maximum(later, earlier))
    edge = (order % max(1, len(pairs))).astype(np.int64)
    return Graph(
        start.astype(np.int64), edge, first, second, weight, apart,
        share, 1.0 - later * share, 1.0 - earlier * share,
    )  # fmt: skip


class Relaxation:
    """Messages and multipliers of one instance, and the bound they prove.

    Attributes
    ----------
    multipliers
        One price per limit: above 0 for ``at_most``, below 0 for ``at_least``.
    base, increment
        After a sweep without heat: every plan with unit i on label p is worth at least
        ``base + increment[i, p]``.
    """

    def __init__(self, instance: Instance, open_label: Bools | None = None) -> None:
        self.instance = instance
        self.graph = build_graph(instance)
        self.cost = instance.cost.copy()
        if open_label is not None:
            self.cost[~open_label] = np.inf
        self.lower = instance.lower - slack(instance.lower, LIMIT_TOLERANCE)
        self.upper = instance.upper + slack(instance.upper, LIMIT_TOLERANCE)
        self.multipliers = np.zeros(len(instance.lower))
        edges, targets = len(self.graph.first), len(instance.targets)
        self.to_first = np.zeros((edges, targets))
        self.to_second = np.zeros((edges, targets))
        self.base = -np.inf
        self.increment = np.zeros_like(self.cost)
        self.portion = np.zeros_like(self.cost)

    def priced(self) -> Floats:
        """Own costs with the limits' prices in them."""
        return self.cost + self.priced_part() if self.multipliers.any() else self.cost

    def priced_part(self) -> Floats:
        """What the limits' prices add to the own costs, shape of ``cost``."""
        # Not by BLAS, whose threads wait for each other on a busy machine longer than this takes.
        part: Floats = np.einsum("l,lup->up", self.multipliers, self.instance.amount)
        return part

    def allowance(self) -> float:
        """What the multipliers give back: ``sum price * limit``."""
        price = self.multipliers
        upper = np.where(price > 0, self.upper, 0.0) * np.maximum(price, 0.0)
        lower = np.where(price < 0, self.lower, 0.0) * np.minimum(price, 0.0)
        return float(upper.sum() + lower.sum())

    def sweep(self, heat: float = 0.0) -> float:
        """One pass back and forth; without heat, the bound now."""
        from planner.optimising.kernels.trw_s import backward, forward

        own, g = self.priced(), self.graph
        allowance = self.allowance()
        self.base = -allowance + backward(
            own, g.start, g.edge, g.share, g.kept_back, g.first, g.second, g.weight, g.apart,
            self.instance.distance, heat, self.to_first, self.to_second,
        )  # fmt: skip
        chains = forward(
            own, g.start, g.edge, g.share, g.kept, g.first, g.second, g.weight, g.apart,
            self.instance.distance, heat, self.to_first, self.to_second, self.increment,
        )  # fmt: skip
        return float(chains) - allowance

    def excess(self, heat: float = 0.0) -> Floats:
        """Usage less the limit that the price stands for: a supergradient, shape (limits,)."""
        from planner.optimising.kernels.trw_s import chain_shares, soft_shares

        own, g = self.priced(), self.graph
        if heat > 0.0:
            soft_shares(
                own, g.start, g.edge, g.share, g.first, heat, self.to_first, self.to_second,
                self.portion,
            )  # fmt: skip
        else:
            chain_shares(
                own, g.start, g.edge, g.share, g.kept, g.first, g.second, g.weight, g.apart,
                self.instance.distance, self.to_first, self.to_second, self.portion,
            )  # fmt: skip
        usage = np.einsum("lup,up->l", self.instance.amount, self.portion)
        over, under = usage - self.upper, usage - self.lower
        inside = np.where(self.multipliers > 0, over, np.where(self.multipliers < 0, under, 0.0))
        excess: Floats = np.where(over > 0, over, np.where(under < 0, under, inside))
        return excess

    def rounded(self) -> Ints:
        """A labelling read from the messages; it may break limits."""
        from planner.optimising.kernels.trw_s import round_labels

        g = self.graph
        label = np.zeros(self.instance.units, dtype=np.int64)
        round_labels(
            self.priced(), g.start, g.edge, g.first, g.second, g.weight, g.apart,
            self.instance.distance, self.to_first, self.to_second, label,
        )  # fmt: skip
        return label

    def standing_messages(self) -> tuple[Floats, Floats]:
        """Messages that prove the bound on their own (after :meth:`sweep`)."""
        from planner.optimising.kernels.trw_s import hand_over

        g = self.graph
        out_first, out_second = np.zeros_like(self.to_first), np.zeros_like(self.to_second)
        hand_over(
            self.priced(), g.start, g.edge, g.share, g.first,
            self.to_first, self.to_second, out_first, out_second,
        )  # fmt: skip
        return out_first, out_second
