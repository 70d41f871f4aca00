"""The same placement problem at a thousand sets of costs, approximately and all together.

Every set of costs gets a first plan from a few sweeps that begin at the shared proof's messages and
prices. All plans then stand in one pool: what each is worth at each set of costs is one matrix
product, since what they use of the limits and how far they part workloads is the same for all.
Every set takes the best of the pool, fuses into it what the next best ones do better part by part,
and improves the result by the optimiser's own local search; the pool has then become better, and
the round is run again while it helps.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from planner.jobs import Stop
from planner.optimising.placement.around import Around
from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import Floats, Ints
from planner.optimising.placement.message_passing import Relaxation
from planner.optimising.placement.multipliers import Prices

__all__ = ["place_many"]

SWEEPS: Final = 2
ROUNDS: Final = 5
PLATEAU: Final = 1e-4
"""Share of what all plans are worth together that a round has to gain for another to follow."""
FUSED: Final = 64
"""Plans of the pool whose parts are tried for one set of costs."""
IDLE: Final = 24
"""Plans in a row of which nothing was taken over after which the others, further off, are left."""
FIRST_STEP: Final = 0.05
FAR: Final = 1e12
LOOK_EVERY: Final = 32
"""Sets of costs between two looks whether to end."""


def place_many(around: Around, costs: Floats, stop: Stop | None = None) -> Ints:
    """Return target numbers, shape (b, units), for costs of shape (b, units, targets).

    ``around`` holds the problem, the proof of its plan and the plans known; a cost is infinite
    where a unit may not go. Each answer keeps every rule where the plan of ``around`` does. Where
    ``stop`` ends it, fewer rounds were made.
    """
    stop = stop or Stop()
    instance = around.instance
    if not len(costs) or not instance.units:
        return np.zeros(costs.shape[:2], dtype=np.int64)
    search = _Search(around, costs)
    for draw in range(len(costs)):
        search.begin(draw)
    stop.count(len(costs) * around.descent)
    for _ in range(ROUNDS):
        stop.raise_if_cancelled()
        if stop.expired() or not search.round(stop):
            break
    return np.array(search.labels)


class _Search:
    def __init__(self, around: Around, costs: Floats) -> None:
        self.around, self.costs = around, costs
        instance = around.instance
        self.relaxation = Relaxation(instance)
        graph = self.relaxation.graph
        self.graph = (graph.start, graph.edge, graph.first, graph.second, graph.weight,
                      graph.kind, instance.clash, instance.distance)  # fmt: skip
        prices = around.messages()[0]
        self.improvers = [
            Improver(replace(instance, cost=cost), self.relaxation.graph, prices) for cost in costs
        ]
        self.known: list[set[bytes]] = [set() for _ in costs]
        self.base = [b""] * len(costs)
        self.tried: list[set[bytes]] = [set() for _ in costs]
        """For each set of costs the plans of which nothing more is to be had for its best plan."""
        self.labels: list[Ints] = []
        self.worth = np.full(len(costs), np.inf)
        self.finite = np.where(np.isfinite(costs), costs, FAR).reshape(len(costs), -1)

    def begin(self, draw: int) -> None:
        """Read a first plan from the messages; the plan itself where that keeps no rules."""
        relaxation, improver = self.relaxation, self.improvers[draw]
        multipliers, to_first, to_second, shares = self.around.messages()
        relaxation.instance = improver.instance
        relaxation.cost = self.costs[draw]
        relaxation.multipliers = multipliers.copy()
        relaxation.shares = [share.copy() for share in shares]
        relaxation.to_first[:], relaxation.to_second[:] = to_first, to_second
        prices = Prices(relaxation)
        prices.step = np.maximum(FIRST_STEP * np.abs(multipliers), FIRST_STEP * prices.step)
        for _ in range(SWEEPS):
            relaxation.sweep()
            prices.update()
        label = improver.improve(relaxation.rounded(), thorough=False)
        plans = [label] if improver.instance.keeps_rules(label) else []
        plans += self.around.pool[:1]
        best = min(plans, key=improver.instance.value, default=label)
        self.labels.append(best)
        if plans:
            self.worth[draw] = improver.instance.value(best)

    def round(self, stop: Stop) -> bool:
        """Let every set of costs learn from all plans; whether they are not yet on a plateau."""
        pool = self._pool()
        plans, keys = list(pool.values()), list(pool)
        worth = self._worth(plans)
        before = float(self.worth.sum())
        for draw in range(len(self.costs)):
            if draw % LOOK_EVERY == 0:
                stop.count(LOOK_EVERY * self.around.descent)
                if stop.expired():
                    return False
            self._learn(draw, plans, keys, worth[draw])
        gained = before - float(self.worth.sum())
        return not gained <= PLATEAU * abs(before)

    def _pool(self) -> dict[bytes, Ints]:
        met = {label.tobytes(): label for label in (*self.labels, *self.around.pool)}
        keeps = self.around.instance.keeps_rules
        return {key: label for key, label in met.items() if keeps(label)}

    def _worth(self, pool: list[Ints]) -> Floats:
        """What each plan of the pool is worth at each set of costs, shape (b, plans)."""
        instance = self.around.instance
        chosen = np.zeros((len(pool), instance.units, len(instance.targets)))
        units = np.arange(instance.units)
        for number, label in enumerate(pool):
            chosen[number, units, label] = 1.0
        first, second = instance.edge_first, instance.edge_second
        parted = [
            float(instance.edge_weight @ instance.distance[label[first], label[second]])
            for label in pool
        ]
        tolls = np.array([instance.tolls(label) for label in pool])
        own: Floats = self.finite @ chosen.reshape(len(pool), -1).T
        worth: Floats = own + (np.array(parted) + tolls)[None, :]
        return worth

    def _learn(self, draw: int, pool: list[Ints], keys: list[bytes], worth: Floats) -> bool:
        from planner.optimising.kernels.fusion_moves import fuse

        if not pool:
            return False
        count = min(FUSED, len(pool))
        near = np.argpartition(worth, count - 1)[:count]
        near = near[np.argsort(worth[near], kind="stable")]
        if self.base[draw] != keys[near[0]]:
            self.base[draw], self.tried[draw] = keys[near[0]], set()
        tried = self.tried[draw]
        improver = self.improvers[draw]
        instance = improver.instance
        label = pool[near[0]].copy()
        used = instance.usage(label)
        idle = 0
        for number in near[1:].tolist():
            if keys[number] in tried:
                continue
            tried.add(keys[number])
            saved = fuse(
                instance.cost, *self.graph, instance.amount, improver.lower, improver.upper, used,
                label, pool[number],
            )  # fmt: skip
            idle = 0 if saved > 0 else idle + 1
            if idle == IDLE:
                break
        if label.tobytes() in self.known[draw]:
            return False
        self.known[draw].add(label.tobytes())
        found = improver.improve(label)
        self.known[draw].add(found.tobytes())
        if not instance.keeps_rules(found) or instance.value(found) >= self.worth[draw] - 1e-9:
            return False
        self.labels[draw], self.worth[draw] = found, instance.value(found)
        return True
