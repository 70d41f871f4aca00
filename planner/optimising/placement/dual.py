"""The schedule of the bound: hard sweeps first, then softened ones that cool down.

Sweeps alone stop where no single chain can gain, which on tightly coupled problems lies below the
linear program's bound. A soft minimum has no such corners; cooling it comes as near as wanted
(after Savchynskyy, Schmidt, Kappes and Schnoerr, Efficient MRF energy minimization via adaptive
diminishing smoothing, 2012).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from planner.jobs import Stop
from planner.optimising.placement.bound import Certificate
from planner.optimising.placement.instance import Floats, Instance
from planner.optimising.placement.message_passing import Relaxation
from planner.optimising.placement.multipliers import Prices
from planner.optimising.problem import PlanningProblem
from planner.optimising.work import of_sweep

__all__ = ["Dual"]

HARD_STAGES = 4
HARD_SWEEPS = 15
SOFT_SWEEPS, MOST_SWEEPS = 40, 120
FIRST_HEAT = 0.02
"""Heat of the first soft stage, as a share of what separating two workloads costs on average."""
COOLING = 0.7
FAST_COOLING = 0.55
COLDEST = 2e-3
"""Heat at which the schedule ends, as a share of the first."""


class Dual:
    """Messages and prices of an instance under way, and the best bound they have proved.

    Attributes
    ----------
    bound
        Best bound so far, before rounding is accounted for.
    required
        For every label, what every plan with it is worth at least, shape (units, targets).
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.relaxation = Relaxation(instance)
        self.prices = Prices(self.relaxation)
        self.bound = -math.inf
        self.seconds_per_sweep = 0.0
        self.steps = of_sweep(len(self.relaxation.graph.first), len(instance.targets))
        self.required = np.full_like(instance.cost, -np.inf)
        self._best: tuple[Floats, Floats, Floats] | None = None
        self._shares: list[Floats] = []

    def stages(self, stop: Stop) -> Iterator[str]:
        """Run the schedule, and hand control back after each stage with its kind."""
        for _ in range(HARD_STAGES):
            self.hard_stage(stop)
            yield "hard"
            if stop.expired():
                return
        if not len(self.relaxation.graph.first):
            return
        heat = FIRST_HEAT * self.coupling()
        sweeps, cooling = self.pace(stop, self.seconds_per_sweep)
        coldest = COLDEST * heat
        while heat > coldest:
            self.soft_stage(heat, sweeps, stop)
            yield "soft"
            if stop.expired():
                return
            heat *= cooling
        self.hard_stage(stop)
        yield "last"

    def pace(self, stop: Stop, seconds_per_sweep: float) -> tuple[int, float]:
        """Sweeps per soft stage and cooling, so that the schedule takes 40 % of what is left."""
        if stop.work_limit is not None:
            affordable = 0.4 * (stop.work_limit - stop.steps) / self.steps
        elif stop.time_limit_s is not None:
            affordable = 0.4 * (stop.time_limit_s - stop.seconds) / max(1e-6, 2 * seconds_per_sweep)
        else:
            return SOFT_SWEEPS, COOLING
        stages = math.log(COLDEST) / math.log(COOLING)
        if affordable >= stages * SOFT_SWEEPS:
            return int(min(MOST_SWEEPS, affordable / stages)), COOLING
        stages = math.log(COLDEST) / math.log(FAST_COOLING)
        return int(max(5, affordable / stages)), FAST_COOLING

    def coupling(self) -> float:
        """What separating two workloads costs on average; 1 where nothing is separated."""
        distance = self.instance.distance
        apart = distance[~np.eye(len(distance), dtype=bool)]
        weight = self.instance.edge_weight
        cost = float(weight.mean() * apart.mean()) if weight.size and apart.size else 0.0
        return cost or 1.0

    def hard_stage(self, stop: Stop) -> None:
        """Plain sweeps, prices moving with them."""
        began = stop.seconds
        for _ in range(HARD_SWEEPS):
            self.keep(self.relaxation.sweep())
            stop.count(self.steps)
            if stop.expired():
                return
            self.prices.update()
            self.relaxation.share_out()
        self.seconds_per_sweep = (stop.seconds - began) / HARD_SWEEPS

    def soft_stage(self, heat: float, sweeps: int, stop: Stop) -> None:
        """Softened sweeps, then plain ones from there only to see what they prove."""
        relaxation = self.relaxation
        self.prices.wake()
        for _ in range(sweeps):
            relaxation.sweep(heat)
            stop.count(self.steps)
            if stop.expired():
                return
            self.prices.update(heat)
            relaxation.share_out()
        soft = relaxation.to_first.copy(), relaxation.to_second.copy()
        for _ in range(2):
            self.keep(relaxation.sweep())
            stop.count(self.steps)
        relaxation.to_first[:], relaxation.to_second[:] = soft

    def keep(self, bound: float) -> None:
        """Remember the messages where they prove more than any before."""
        if bound <= self.bound:
            return
        relaxation = self.relaxation
        self.required = np.maximum(self.required, relaxation.base + relaxation.increment)
        self.bound = bound
        self._shares = [share.copy() for share in relaxation.shares]
        if self._best is None:
            self._best = (
                relaxation.multipliers.copy(),
                relaxation.to_first.copy(),
                relaxation.to_second.copy(),
            )
        else:
            for kept, now in zip(
                self._best,
                (relaxation.multipliers, relaxation.to_first, relaxation.to_second),
                strict=True,
            ):
                kept[:] = now

    def messages(self) -> tuple[Floats, Floats, Floats, list[Floats]]:
        """Multipliers, messages and shares of the best bound, or those that stand."""
        relaxation = self.relaxation
        if self._best is None:
            current = relaxation.multipliers, relaxation.to_first, relaxation.to_second
            return *current, relaxation.shares
        return *self._best, self._shares

    def certificate(self, problem: PlanningProblem) -> Certificate:
        """What the best bound rests on, in the problem's own names."""
        assert self._best is not None
        relaxation, instance = self.relaxation, self.instance
        current = relaxation.multipliers, relaxation.to_first, relaxation.to_second
        shares, relaxation.shares = relaxation.shares, self._shares
        relaxation.multipliers, relaxation.to_first, relaxation.to_second = self._best
        to_first, to_second = relaxation.standing_messages()
        relaxation.multipliers, relaxation.to_first, relaxation.to_second = current
        relaxation.shares = shares
        _, member = np.unique(instance.unit_of, return_index=True)
        graph = relaxation.graph
        pairs = tuple(
            (instance.workloads[member[a]], instance.workloads[member[b]])
            for a, b in zip(graph.first.tolist(), graph.second.tolist(), strict=True)
        )
        multipliers = {
            limit.id: float(price)
            for limit, price in zip(problem.limits, self._best[0], strict=True)
        }
        named = bearers(problem, instance)
        parts = {
            (platform.id, named[platform.id][unit]): float(part)
            for platform, share in zip(instance.shared, self._shares, strict=True)
            for unit, part in zip(platform.units.tolist(), share.tolist(), strict=True)
        }
        return Certificate(multipliers, pairs, to_first, to_second, shares=parts)


def bearers(problem: PlanningProblem, instance: Instance) -> dict[str, dict[int, str]]:
    """For every shared cost the workload that stands for each unit of it."""
    unit = dict(zip(instance.workloads, instance.unit_of.tolist(), strict=True))
    return {
        shared.id: {unit[workload.id]: workload.id for workload in problem.members(shared)}
        for shared in problem.shared_costs
    }
