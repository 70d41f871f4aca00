"""Improving a plan: annealed insertions, swaps and closure moves, limits as adaptive prices."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.neighbours import loads_of, neighbours

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
    steps = np.abs(np.diff(instance.cost, axis=1))
    moved = float(steps.mean()) if steps.size else float(np.abs(instance.cost).mean())
    tied = 2 * float(instance.tie_price.sum()) / instance.groups * step
    return max(moved + tied, 1e-9)


def unit_prices(instance: Instance) -> Floats:
    """[B] price of a unit over a bound: three such moves for a group's mean amount."""
    total = instance.work.sum(axis=1)
    each: Floats = 3 * move_worth(instance) * instance.groups / np.maximum(total, 1e-9)
    return each[instance.limit_of]


def priced_value(instance: Instance, plan: Ints, prices: Floats) -> float:
    """Value of a plan, and what it breaks of the limits at these prices [B]."""
    use = instance.usage(plan)
    over = np.maximum(0.0, use - instance.ceiling)
    under = np.maximum(0.0, instance.floor - use)
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
        self.loads = (*loads_of(instance).arrays, np.ascontiguousarray(instance.bound_of))
        self.opened = np.ascontiguousarray(instance.open).view(np.uint8)
        self.most, self.least = instance.ceiling, instance.floor
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
        use = instance.usage(self.plan)
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
            np.ascontiguousarray(instance.cost),
            instance.days,
            self.opened,
            *self.rows,
            *self.loads,
            instance.leavers,
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
        """Price violations at ``factor`` times what the certificate's prices [B] say room is worth.

        A bound that the relaxation leaves slack gets a fifth of its limit's mean price.
        """
        limit_of = self.instance.limit_of
        bounds = np.maximum(1, np.bincount(limit_of, minlength=len(self.instance.limit_ids)))
        mean = np.bincount(limit_of, weights=prices, minlength=len(bounds)) / bounds
        worth = prices + SLACK_SHARE * mean[limit_of]
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
