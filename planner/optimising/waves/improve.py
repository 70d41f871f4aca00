"""Improving a plan: annealed insertions, swaps and closure moves, limits as adaptive prices."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.neighbours import neighbours

__all__ = ["PlanSearch", "priced_value", "unit_prices"]

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]

DEARER, CHEAPER = 1.2, 0.95
LEAST_PRICE, MOST_PRICE = 0.5, 1e4
MENDING, MENDING_HEAT = 10.0, 0.02
SLACK_SHARE = 0.2
CLOSURE_MOVE = 48
"""Most groups that one move takes along."""


def move_worth(instance: Instance) -> float:
    """What a group's move by one wave is worth on average."""
    gaps = np.diff(instance.days)
    step = float(gaps.mean()) if len(gaps) else 1.0
    weight = np.abs(instance.slope).mean() + 2 * instance.tie_price.sum() / instance.groups
    return max(float(weight) * step, 1e-9)


def unit_prices(instance: Instance) -> Floats:
    """[W, R] price of a unit over a limit: three such moves for a group's mean amount."""
    total = instance.amounts.sum(axis=1)
    each = 3 * move_worth(instance) * instance.groups / np.maximum(total, 1e-9)
    return np.repeat(each[None, :], instance.waves, axis=0)


def priced_value(instance: Instance, plan: Ints, prices: Floats) -> float:
    """Value of a plan, and what it breaks of the limits at these prices [W, R]."""
    use = instance.usage(plan).T
    over = np.maximum(0.0, use - instance.ceiling.T)
    under = np.maximum(0.0, instance.floor.T - use)
    return instance.value(plan) + float((prices * (over + under)).sum())


class PlanSearch:
    """A plan under improvement; ``best`` is the best one found that keeps every rule.

    Parameters
    ----------
    plan
        Wave per group; must keep order and windows, may break limits.
    """

    def __init__(self, instance: Instance, plan: Ints, seed: int) -> None:
        self.instance = instance
        needed, needing, ties = neighbours(instance)
        self.rows: tuple[NDArray[Any], ...] = (
            *(needed.start, needed.item, needed.weight.astype(np.int64)),
            *(needing.start, needing.item, needing.weight.astype(np.int64)),
            *(ties.start, ties.item, ties.weight),
        )
        self.amounts = np.ascontiguousarray(instance.amounts.T)
        self.opened = np.ascontiguousarray(instance.open).view(np.uint8)
        # Half of the tolerance granted, as in the final check, less a little for rounding.
        upper = (instance.most + instance.ceiling) / 2
        lower = (np.maximum(0.0, instance.least) + instance.floor) / 2
        self.most = np.ascontiguousarray(upper.T)
        self.least = np.ascontiguousarray(lower.T)
        self.plan = plan.astype(np.int64).copy()
        self.best = self.plan.copy()
        self.best_value = math.inf
        self.seed = seed
        self.rounds = 0
        self.unit = move_worth(instance)
        self.unit_prices = unit_prices(instance)
        self.base = self.unit_prices
        self.price = self.base.copy()

    def run(self, moves: int, heat: float) -> None:
        """Try ``moves`` moves at a temperature of ``heat`` units (falling by a third)."""
        from planner.optimising.kernels.annealing import anneal

        instance = self.instance
        use = np.ascontiguousarray(instance.usage(self.plan).T)
        figures = np.array([instance.value(self.plan), 0.0, self.best_value])
        self.rounds += 1
        arguments: tuple[Any, ...] = (
            self.plan,
            self.best,
            figures,
            moves,
            heat * self.unit,
            heat * self.unit * 0.7,
            (self.seed * 1_000_003 + self.rounds) % (2**31),
            instance.slope,
            instance.days,
            self.opened,
            *self.rows,
            self.amounts,
            self.most,
            self.least,
            use,
            self.price,
            CLOSURE_MOVE,
        )
        anneal(*arguments)
        self.best_value = float(figures[2])
        self.adapt(use)

    def set_prices(self, prices: Floats, factor: float) -> None:
        """Price violations at ``factor`` times what the bound's prices [R, W] say room is worth.

        A limit that the relaxation leaves slack gets a fifth of its mean price over the waves.
        """
        worth = prices.T + SLACK_SHARE * prices.mean(axis=1)[None, :]
        self.base = factor * np.maximum(worth, 1e-3 * self.unit_prices)
        self.price = self.base.copy()

    def mend(self, moves: int) -> None:
        """Look for a plan that keeps every rule close to the present one, which stays."""
        plan, price = self.plan.copy(), self.price
        self.price = np.maximum(self.price, self.base) * MENDING
        self.run(moves, MENDING_HEAT)
        self.plan, self.price = plan, price

    def adapt(self, use: Floats) -> None:
        """Dearer where a limit is broken, a little cheaper where all waves keep it."""
        margin = 1e-9 * np.maximum(1.0, np.abs(use))
        broken = (use > self.most + margin) | (use < self.least - margin)
        price = np.where(broken, self.price * DEARER, self.price * CHEAPER)
        self.price = np.clip(price, self.base * LEAST_PRICE, self.base * MOST_PRICE)

    def take(self, plan: Ints) -> None:
        """Search on from another plan, if it is better than the best one.

        Before there is one that keeps every rule, what is broken is counted at its price.
        """
        instance = self.instance
        value = instance.value(plan)
        better = value < self.best_value
        if not math.isfinite(self.best_value):
            now = priced_value(instance, self.plan, self.unit_prices)
            better = priced_value(instance, plan, self.unit_prices) < now
        if better:
            self.plan = plan.astype(np.int64).copy()
            if instance.keeps_rules(plan):
                self.best, self.best_value = self.plan.copy(), value

    def restart(self) -> None:
        """Go back to the best plan."""
        if math.isfinite(self.best_value):
            self.plan = self.best.copy()
