"""The bound: Lagrangian relaxation of the limits and hub inequalities over message passing.

Without limits the step form is a minimum cut; its dual is raised by tree-reweighted message
passing (Kolmogorov 2006), which is exact for such (submodular) costs. Around it the prices of
limits and hub inequalities follow deflected subgradients with Polyak steps. Prices and messages
together are the certificate, valid at every moment.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.certificate import WaveCertificate, evaluate_on
from planner.optimising.waves.cuts import choose_hubs, hub_cuts
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.neighbours import compressed
from planner.optimising.waves.relaxation import Prices
from planner.optimising.work import of_ascent

__all__ = ["DualAscent", "relaxed_cells"]

type Floats = NDArray[np.float64]

GAIN = 1e-5
GROW = 1.05
DEFLECTION, NEAR_DEFLECTION = 0.15, 0.3
PATIENCE, NEAR_PATIENCE = 20, 60
SHRINK, NEAR_SHRINK = 0.7, 0.8
FIRST_STEP, NEAR_STEP = 0.05, 0.003
FRESH_STARTS = 6
HUB_GROUPS = 20_000
LAST_STEP = 1e-5
LARGE = 2_000_000
"""Messages beyond this many numbers are kept in single precision; the bound stays valid."""


class DualAscent:
    """Prices and messages on their way up; ``bound`` is the best value so far.

    Raises
    ------
    ValueError
        A group has no wave left. The kernels read a plan off the messages, and would count the
        loads of its missing wave (-1) before the first cell of an array.
    """

    def __init__(self, instance: Instance) -> None:
        if instance.impossible or not instance.open.any(axis=1).all():
            raise ValueError("no plan of waves exists, so that there is nothing to bound")
        self.instance = instance
        groups, waves = instance.open.shape
        nothing = np.zeros(0, dtype=np.int64)
        hubs, ways = choose_hubs(instance) if groups <= HUB_GROUPS else (nothing, nothing)
        self.cuts = hub_cuts(instance, hubs, ways)
        self.first = np.concatenate([instance.pred, instance.tie_first])
        self.second = np.concatenate([instance.succ, instance.tie_second])
        ties = len(instance.tie_price)
        self.lag = np.concatenate([instance.lag, np.full(ties, -1, dtype=np.int64)])
        self.price = np.concatenate([np.zeros(len(instance.pred)), instance.tie_price])
        numbers = np.arange(len(self.first))
        dummy = self.price
        self.into = compressed(self.second, numbers, dummy, groups)
        self.outof = compressed(self.first, numbers, dummy, groups)
        self.head = np.zeros((len(self.first), waves))
        self.tail = np.zeros((len(self.first), waves))
        self.amounts = np.ascontiguousarray(instance.amounts[0].T)
        self.steps = of_ascent(relaxed_cells(instance))
        self.opened = np.ascontiguousarray(instance.open).view(np.uint8)
        ceiling = instance.ceiling
        self.bounded = np.isfinite(ceiling)
        self.ceiling = np.where(self.bounded, ceiling, 0.0)
        self.floor = instance.floor
        self.limit_scale, self.scale = room_of_limits(instance, self.ceiling)
        self.most = np.zeros_like(ceiling)
        self.least = np.zeros_like(ceiling)
        self.hub = np.zeros((len(hubs), len(instance.limit_ids), waves))
        self.slack = np.zeros_like(self.hub)
        self.drift = (self.most.copy(), self.least.copy(), self.hub.copy())
        self.label = np.zeros(groups, dtype=np.int64)
        self.mean_label = np.zeros(groups)
        self.bound = -math.inf
        self.best = self.certificate()
        self.step = FIRST_STEP
        self.waiting = 0
        self.iterations = 0
        self.guided = False
        self.deflection, self.patience, self.shrink = DEFLECTION, PATIENCE, SHRINK
        self.fresh_starts = FRESH_STARTS

    def begin(self, prices: Prices) -> None:
        """Start from the prices of the linear relaxation, unless better ones are known."""
        before = (self.most, self.least, self.hub, self.head, self.tail)
        self.most, self.least, self.hub = prices.most, prices.least, prices.hub
        self.head, self.tail = prices.head, prices.tail
        found = self.certificate()
        value = evaluate_on(self.instance, found, self.cuts)
        if value <= self.bound:
            self.most, self.least, self.hub, self.head, self.tail = before
            return
        self.bound, self.best = value, found
        self.drift = np.zeros_like(self.most), np.zeros_like(self.least), np.zeros_like(self.hub)
        self.step = NEAR_STEP
        # So close to the end, patient short steps gain what long ones lose.
        self.deflection, self.patience = NEAR_DEFLECTION, NEAR_PATIENCE
        self.shrink = NEAR_SHRINK
        self.mean_label = (1.0 - prices.share).sum(axis=1)
        self.guided = True

    def certificate(self) -> WaveCertificate:
        """Return the present prices and messages."""
        kind = np.float32 if self.head.size > LARGE else np.float64
        return WaveCertificate(
            self.most.copy(),
            self.least.copy(),
            self.cuts.hub,
            self.cuts.forward,
            self.hub.copy(),
            self.head.astype(kind),
            self.tail.astype(kind),
        )

    @property
    def settled(self) -> bool:
        """Whether the steps have become too small to gain more."""
        return self.step < LAST_STEP

    def proof(self) -> tuple[float, WaveCertificate]:
        """Best certificate and the bound it proves by the separate evaluation."""
        return evaluate_on(self.instance, self.best, self.cuts), self.best

    def theta(self) -> Floats:
        """[G, W] delay and prices."""
        from planner.optimising.kernels.hub_cuts import add_cut_costs

        instance = self.instance
        theta: Floats = instance.cost.copy()
        price = instance.by_wave(self.most - self.least, 0.0)
        for before, amounts in enumerate(instance.amounts):
            theta[:, before:] += amounts.T @ price[:, : instance.waves - before]
        add_cut_costs(theta, self.hub, *self.cuts.arrays, self.amounts)
        return theta

    def ascend(self, target: float) -> None:
        """One round: messages, bound, subgradient, step towards ``target``."""
        from planner.optimising.kernels.trw_s_waves import closed_bound, sweep

        instance = self.instance
        theta = self.theta()
        graph = (instance.days, self.opened, self.first, self.second, self.lag, self.price)
        into, outof = self.into, self.outof
        around = (into.start, into.item, outof.start, outof.item)
        sweep(theta, *graph, *around, self.head, self.tail, self.label)
        value = closed_bound(theta, *graph, self.head, self.tail)
        value += float((self.least * self.floor).sum() - (self.most * self.ceiling).sum())
        self.iterations += 1
        if not self.guided:
            weight = max(0.02, 1.0 / self.iterations)
            self.mean_label += weight * (self.label - self.mean_label)
        self.keep(value)
        self.take_step(value, target)

    def keep(self, value: float) -> None:
        """Remember the best point; shorten the steps where nothing is gained for a while."""
        if value > self.bound:
            # Small gains do not reset the patience, or the steps would never shorten.
            if value > self.bound + GAIN * max(1.0, abs(value)):
                self.waiting = 0
                self.step = min(1.0, self.step * GROW)
            self.bound = value
            self.best = self.certificate()
            return
        self.waiting += 1
        if self.waiting >= self.patience:
            self.waiting = 0
            self.step *= self.shrink
            self.most, self.least = self.best.price_most.copy(), self.best.price_least.copy()
            self.hub = self.best.price_hub.copy()
            self.head = self.best.head.astype(np.float64)
            self.tail = self.best.tail.astype(np.float64)
            if self.step < LAST_STEP and self.fresh_starts > 0:
                self.fresh_starts -= 1
                self.step = NEAR_STEP

    def take_step(self, value: float, target: float) -> None:
        """Move the prices along the deflected subgradient, scaled by each limit's size."""
        from planner.optimising.kernels.hub_cuts import cut_slacks

        use = self.instance.usage(self.label)
        scale, of_limits = self.scale, self.limit_scale[None, :, None]
        over = np.where(self.bounded, use - self.ceiling, 0.0) / scale
        under = np.where(self.floor > 0, self.floor - use, 0.0) / scale
        cut_slacks(self.label, *self.cuts.arrays, self.amounts, self.slack)
        slopes = (over, under, self.slack / of_limits)
        prices = (self.most, self.least, self.hub)
        blended = []
        square = 0.0
        for slope, price, before in zip(slopes, prices, self.drift, strict=True):
            # A price at zero that would fall is left out, or it would spoil the step's length.
            live = self.deflection * slope + (1 - self.deflection) * before
            live = np.where((price <= 0) & (live < 0), 0.0, live)
            blended.append(live)
            square += float((live * live).sum())
        self.drift = (blended[0], blended[1], blended[2])
        if square <= 0:
            self.step *= self.shrink
            return
        length = self.step * max(target - value, 1e-6 * max(1.0, abs(value))) / square
        self.most = np.maximum(0.0, self.most + length * blended[0] / scale)
        self.least = np.maximum(0.0, self.least + length * blended[1] / scale)
        self.hub = np.maximum(0.0, self.hub + length * blended[2] / of_limits)


def relaxed_cells(instance: Instance) -> int:
    """Open cells, and arcs and ties times waves: the size of the relaxation."""
    edges = len(instance.tie_price) + len(instance.pred)
    return int(instance.open.sum()) + edges * instance.waves


def room_of_limits(instance: Instance, ceiling: Floats) -> tuple[Floats, Floats]:
    """[R] and [B] size of each limit: the mean of its upper bounds that are not zero, else 1."""
    limits, of = len(instance.limit_ids), instance.limit_of
    room = np.bincount(of, weights=ceiling, minlength=limits)
    room = room / np.maximum(1, np.bincount(of, weights=ceiling > 0, minlength=limits))
    scale = np.where(room > 0, room, 1.0)
    return scale, scale[of]
