"""Sequential tree-reweighted message passing: the bound that scales.

After Kolmogorov, Convergent tree-reweighted message passing for energy minimization (2006) and
A new look at reweighted message passing (2015). Limits enter through their multipliers, which
change the units' own costs; units that a rule ties are edges with forbidden pairs of labels;
the cost of a platform is shared out among those who may be on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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

DAMPING: Final = 0.3
"""Share of the way that the shares of a platform go at a time."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges of an instance by unit; dependencies and tied pairs are one kind of edge.

    ``start`` and ``edge`` list each unit's edges; ``share``, ``kept`` and ``kept_back`` are the
    weights of the monotonic chains (see the kernels).
    """

    start: Ints
    edge: Ints
    first: Ints
    second: Ints
    weight: Floats
    kind: Ints
    share: Floats
    kept: Floats
    kept_back: Floats


def build_graph(instance: Instance) -> Graph:
    """Merge dependencies and tied pairs, and list the edges of every unit."""
    units = max(1, instance.units)
    tied = instance.edge_first * units + instance.edge_second
    split = instance.clash_first * units + instance.clash_second
    pairs = np.unique(np.concatenate([tied, split]))
    weight = np.zeros(len(pairs))
    weight[np.searchsorted(pairs, tied)] = instance.edge_weight
    kind = np.zeros(len(pairs), dtype=np.int64)
    kind[np.searchsorted(pairs, split)] = instance.clash_kind
    first, second = pairs // units, pairs % units
    ends = np.concatenate([first, second])
    order = np.argsort(ends, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=instance.units))])
    later = np.bincount(first, minlength=instance.units)
    earlier = np.bincount(second, minlength=instance.units)
    share = 1.0 / np.maximum(1, np.maximum(later, earlier))
    edge = (order % max(1, len(pairs))).astype(np.int64)
    return Graph(
        start.astype(np.int64), edge, first, second, weight, kind,
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
        self.free = instance.free + slack(instance.free, LIMIT_TOLERANCE)
        self.multipliers = np.zeros(len(instance.lower))
        self.shares = [np.full(len(p.units), p.cost / len(p.units)) for p in instance.shared]
        edges, targets = len(self.graph.first), len(instance.targets)
        self.to_first = np.zeros((edges, targets))
        self.to_second = np.zeros((edges, targets))
        self.base = -np.inf
        self.increment = np.zeros_like(self.cost)
        self.portion = np.zeros_like(self.cost)

    def priced(self) -> Floats:
        """Own costs with the limits' prices in them."""
        priced = self.multipliers.any() or self.shares
        return self.cost + self.priced_part() if priced else self.cost

    def priced_part(self) -> Floats:
        """What the limits' prices and the shares of platforms add to the own costs."""
        # Not by BLAS, whose threads wait for each other on a busy machine longer than this takes.
        part: Floats = np.einsum("l,lup->up", self.multipliers, self.instance.amount)
        for platform, share in zip(self.instance.shared, self.shares, strict=True):
            part[platform.units] += share[:, None] * platform.inside
        return part

    def allowance(self) -> float:
        """What the multipliers give back: ``sum price * limit``.

        A step of extension is bought where it is worth more than its toll.
        """
        price = self.multipliers
        free = np.where(price > 0, self.free, 0.0) * np.maximum(price, 0.0)
        lower = np.where(price < 0, self.lower, 0.0) * np.minimum(price, 0.0)
        bought = np.maximum(0.0, np.maximum(price, 0.0) * self.instance.step - self.instance.toll)
        return float(free.sum() + lower.sum() + (self.steps() * bought).sum())

    def steps(self) -> Floats:
        """Steps by which each limit may be extended."""
        instance = self.instance
        can = instance.step > 0
        room = np.where(can, instance.upper, 0.0) - np.where(can, instance.free, 0.0)
        steps: Floats = np.round(room / np.where(can, instance.step, 1.0))
        return steps

    def share_out(self) -> None:
        """Move the shares of every platform towards those who would lose most by leaving it.

        After a sweep; a share is not wasted as long as its bearer stays.
        """
        for number, platform in enumerate(self.instance.shared):
            increment = self.increment[platform.units]
            outside = np.where(platform.inside, np.inf, increment).min(axis=1)
            inside = np.where(platform.inside, increment, np.inf).min(axis=1)
            share = self.shares[number]
            with np.errstate(invalid="ignore"):
                regret = np.where(np.isfinite(inside), outside - inside + share, 0.0)
            regret = np.clip(regret, 0.0, 10.0 * platform.cost)
            if regret.sum() <= 0.0:
                continue
            aim = platform.cost * regret / regret.sum()
            self.shares[number] = (1.0 - DAMPING) * share + DAMPING * aim

    def sweep(self, heat: float = 0.0) -> float:
        """One pass back and forth; without heat, the bound now."""
        from planner.optimising.kernels.trw_s import backward, forward

        own, g = self.priced(), self.graph
        allowance = self.allowance()
        self.base = -allowance + backward(
            own, g.start, g.edge, g.share, g.kept_back, g.first, g.second, g.weight, g.kind,
            self.instance.clash, self.instance.distance, heat, self.to_first, self.to_second,
        )  # fmt: skip
        chains = forward(
            own, g.start, g.edge, g.share, g.kept, g.first, g.second, g.weight, g.kind,
            self.instance.clash, self.instance.distance, heat, self.to_first, self.to_second,
            self.increment,
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
                own, g.start, g.edge, g.share, g.kept, g.first, g.second, g.weight, g.kind,
                self.instance.clash, self.instance.distance, self.to_first, self.to_second,
                self.portion,
            )  # fmt: skip
        usage = np.einsum("lup,up->l", self.instance.amount, self.portion)
        step, toll = self.instance.step, self.instance.toll
        kink = np.where(step > 0, toll / np.where(step > 0, step, 1.0), np.inf)
        over = usage - np.where(self.multipliers >= kink, self.upper, self.free)
        # at the kink anything between what is free and what can be bought will do
        over = np.where((self.multipliers == kink) & (usage > self.free), np.maximum(over, 0), over)
        over = np.where((self.multipliers == kink) & (usage < self.free), usage - self.free, over)
        under = usage - self.lower
        inside = np.where(self.multipliers > 0, over, np.where(self.multipliers < 0, under, 0.0))
        excess: Floats = np.where(over > 0, over, np.where(under < 0, under, inside))
        return excess

    def rounded(self) -> Ints:
        """A labelling read from the messages; it may break limits."""
        from planner.optimising.kernels.trw_s import round_labels

        g = self.graph
        label = np.zeros(self.instance.units, dtype=np.int64)
        round_labels(
            self.priced(), g.start, g.edge, g.first, g.second, g.weight, g.kind,
            self.instance.clash, self.instance.distance, self.to_first, self.to_second, label,
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
