"""The bound of the worth of both stages: Lagrangian relaxation over message passing.

Without limits both stages together are a pairwise problem over targets and waves, whose dual is
raised by tree-reweighted message passing. Around it every price of a limit moves along the sign of
its supergradient with a step of its own, as those of a placement do.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from planner.jobs import Stop
from planner.optimising.waves.neighbours import compressed
from planner.optimising.whole.certificate import (
    WorthCertificate,
    constant_of,
    evaluate_on,
    theta_of,
)
from planner.optimising.whole.instance import Floats, Ints, Whole
from planner.optimising.work import of_whole_sweep

__all__ = ["SWEEPS", "WorthAscent"]

SWEEPS: Final = 400
"""Sweeps of an ascent: twice as many raised the bound of a bank by less than 0.1 %."""
SWEEPS_A_STEP: Final = 3
FIRST_SWEEPS: Final = 20
"""Sweeps before the prices move."""
BACK: Final = (0.3, 0.6, 0.8)
"""Shares of the sweeps after which it goes on from the best point, with shorter steps."""
GROW, SHRINK, SHORTER = 1.1, 0.7, 0.1
FIRST_STEP: Final = 3e-3
"""Step of a price at first: this share of the spread of all costs, for the largest amount."""
LEAST_STEP: Final = 1e-6
"""Share of its first that a step keeps at least."""


class WorthAscent:
    """Prices and messages on their way up; ``bound`` is the best value so far.

    Parameters
    ----------
    whole
        The problem.
    price, most, least
        Prices to begin with: of the limits, and of the upper and lower bounds of wave limits.
    """

    def __init__(self, whole: Whole, price: Floats, most: Floats, least: Floats) -> None:
        self.whole = whole
        self.prices = [price.copy(), most.copy(), least.copy()]
        edges, nodes = whole.edges, len(whole.cost)
        self.head = np.zeros((len(edges.first), edges.distance.shape[1]))
        self.tail = np.zeros_like(self.head)
        number = np.arange(len(edges.first))
        into, outof = (
            compressed(end, number, edges.weight, nodes) for end in (edges.second, edges.first)
        )
        self.graph = (
            whole.opened, edges.first, edges.second, edges.space, edges.weight, edges.kind,
            edges.distance, edges.clash,
        )  # fmt: skip
        self.around = (into.start, into.item, outof.start, outof.item)
        self.label: Ints = np.zeros((nodes, 2), dtype=np.int64)
        targets, waves = whole.cost.shape[1], whole.cost.shape[2] - 1
        orders = int(edges.space.sum())
        self.steps = of_whole_sweep(targets, len(edges.space) - orders, waves, orders)
        self._size = self._first_steps()
        self._least = [LEAST_STEP * size for size in self._size]
        self._sign = [np.zeros_like(one) for one in self.prices]
        self.bound = -math.inf
        self.best = self.certificate()

    def run(self, stop: Stop) -> None:
        """Raise the bound until its sweeps are made or the stop expires; at least once."""
        marks = [int(share * SWEEPS) for share in BACK]
        done = 0
        while done < SWEEPS:
            first = done < FIRST_SWEEPS
            sweeps = FIRST_SWEEPS // 2 if first else SWEEPS_A_STEP
            self.ascend(sweeps, move=not first)
            stop.count(max(1, round(sweeps * self.steps)))
            done += sweeps
            if stop.expired():
                break
            if marks and done >= marks[0]:
                marks.pop(0)
                self._go_back()

    def certificate(self) -> WorthCertificate:
        """Return the present prices and messages."""
        price, most, least = (one.copy() for one in self.prices)
        return WorthCertificate(price, most, least, self.head.copy(), self.tail.copy())

    def proof(self) -> tuple[float, WorthCertificate]:
        """Best certificate and the bound it proves by the separate evaluation."""
        return evaluate_on(self.whole, self.best), self.best

    def ascend(self, sweeps: int = 1, *, move: bool = True) -> None:
        """Pass messages, take the bound, and move the prices."""
        from planner.optimising.kernels.trw_s_whole import closed_bound, sweep

        price, most, least = self.prices
        theta = theta_of(self.whole, price, most, least)
        for _ in range(sweeps):
            sweep(theta, *self.graph, *self.around, self.head, self.tail, self.label)
        value = closed_bound(theta, *self.graph, self.head, self.tail)
        value += constant_of(self.whole, price, most, least)[0]
        if value > self.bound:
            self.bound, self.best = value, self.certificate()
        if move:
            self._move()

    def _go_back(self) -> None:
        best = self.best
        self.prices = [best.price.copy(), best.price_most.copy(), best.price_least.copy()]
        self.head[:], self.tail[:] = best.head, best.tail
        self._size = [
            np.maximum(least, SHORTER * size)
            for least, size in zip(self._least, self._size, strict=True)
        ]

    def _first_steps(self) -> list[Floats]:
        whole = self.whole
        usable = whole.cost[np.isfinite(whole.cost)]
        spread = max(1e-9, float(np.ptp(usable)) if usable.size else 1.0)
        taken = np.zeros(len(whole.ceiling))
        for limit, bound in enumerate(whole.bound_of):
            taken[bound[bound >= 0]] = whole.work[:, limit].max(initial=0.0)
        largest = [whole.amount.max(axis=(1, 2), initial=0.0), taken, taken]
        return [
            np.maximum(FIRST_STEP * spread / np.where(most > 0, most, 1.0), 0.1 * np.abs(price))
            for most, price in zip(largest, self.prices, strict=True)
        ]

    def _slopes(self) -> list[Floats]:
        """By how much the labels break each bound: above 0 where its price has to rise."""
        whole = self.whole
        nodes, (target, state) = np.arange(len(self.label)), self.label.T
        used = whole.amount[:, nodes, target].sum(axis=1)
        use = np.zeros(len(whole.ceiling))
        moved = state < whole.bound_of.shape[1]
        for before, work in enumerate(whole.work):
            at = state - before
            who = np.flatnonzero(moved & (at >= 0))
            for limit, amount in enumerate(work):
                bound = whole.bound_of[limit, at[who]]
                held = who[bound >= 0]
                taken = amount[held, target[held]]
                use += np.bincount(bound[bound >= 0], weights=taken, minlength=len(use))
        # Below the price of an extension none is bought, and the limit ends where it begins.
        upper = whole.upper - np.where(self.prices[0] < whole.toll, whole.reach, 0.0)
        over = np.where(np.isfinite(upper), used - upper, -np.inf)
        under = np.where(np.isfinite(whole.lower), used - whole.lower, np.inf)
        # A price stands for the end of the limit that its sign says; at 0 for one that is broken.
        price = self.prices[0]
        above = (price > 0) | ((price == 0) & (over > 0))
        below = (price < 0) | ((price == 0) & (under < 0))
        return [
            np.where(above, over, np.where(below, under, 0.0)),
            np.where(np.isfinite(whole.ceiling), use - whole.ceiling, 0.0),
            np.where(whole.floor > 0, whole.floor - use, 0.0),
        ]

    def _move(self) -> None:
        for number, slope in enumerate(self._slopes()):
            sign, old = np.sign(slope), self.prices[number]
            turned = sign * self._sign[number]
            pace = np.where(turned > 0, GROW, np.where(turned < 0, SHRINK, 1.0))
            self._size[number] = np.maximum(self._least[number], self._size[number] * pace)
            moved = old + self._size[number] * sign
            # Of a limit of the placement a price passes through 0 before it stands for the other
            # end; of a bound of waves it stops there.
            moved = np.maximum(0.0, moved) if number else np.where(old * moved < 0, 0.0, moved)
            self.prices[number], self._sign[number] = moved, sign
