"""The best placements around a given one: with one workload elsewhere, or with one rule less.

One schedule of message passing is shared by all questions about a problem. Its bounds per label
close whatever no better answer can contain, and the exact program then runs over the few labels
left, from the best answer that local search has found. Every plan met on the way serves the
questions that follow.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from planner.jobs import Stop
from planner.optimising.placement.bound import evaluate
from planner.optimising.placement.dual import Dual
from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import Bools, Floats, Instance, Ints, build_instance
from planner.optimising.placement.mip import MipAnswer, solve_mip
from planner.optimising.problem import PlanningProblem
from planner.optimising.work import SWEPT, of_descent

__all__ = ["Around", "Best"]

GAP: Final = 1e-6
NODES: Final = 500
"""Branches of an exact program: a count, so that load never changes an answer."""
LEVEL: Final = 1e-7
NEAR: Final = 5e-4
"""Shares of its value by which a stage raises a bound that is at its end, and by which the best
plan known is above it then. Of 1,000 workloads of a bank the soft stages took 90 % of the schedule
and raised nothing; with equal distances and dear separation bounds end further off than that."""
MOST_KEPT: Final = 400
"""Plans kept for later questions."""
MOST_IMPROVED: Final = 3
MOST_IMPROVED_QUICKLY: Final = 1
"""Plans of the pool that are improved for one question, and for one that is to be quick."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best placement found and what every one is worth at least; infinite: there is none.

    ``proven`` where both agree to 1e-6 of the value, or where none can exist.
    """

    value: float
    bound: float
    placement: Mapping[str, str] = field(default_factory=dict)

    @property
    def proven(self) -> bool:
        """Whether value and bound agree."""
        if math.isinf(self.value):
            return math.isinf(self.bound) and self.bound > 0
        return self.value - self.bound <= GAP * max(1.0, abs(self.value))


class Around:
    """Questions to one placement problem; not for two threads at once.

    Parameters
    ----------
    problem
        A placement problem (what speaks of waves is passed over).
    start
        The plan that the questions are about.
    like
        The same for a problem of the same workloads and dependencies, where there is one: its
        messages are where this one's begin, and a few sweeps replace the whole schedule.

    What a stop counts ends a search for the proof; its clock, where it has one, is only a net.
    """

    def __init__(
        self,
        problem: PlanningProblem,
        start: Mapping[str, str],
        stop: Stop | None = None,
        like: Around | None = None,
    ) -> None:
        stop = stop or Stop()
        self.problem = problem
        self.instance = build_instance(problem)
        self.limits = tuple(limit.id for limit in problem.limits)
        self.unit = {
            name: int(unit)
            for name, unit in zip(self.instance.workloads, self.instance.unit_of, strict=True)
        }
        self.pool: list[Ints] = []
        self._worth: list[float] = []
        """What each plan of the pool is worth."""
        self._known: set[bytes] = set()
        self._best: Best | None = None
        self._dual = Dual(self.instance)
        self._improver = Improver(self.instance, self._dual.relaxation.graph)
        self.descent = of_descent(len(self.instance.edge_weight), len(self.instance.targets))
        """Steps of a local search."""
        edges, targets = len(self._dual.relaxation.graph.first), len(self.instance.targets)
        self._sweep = max(1 / 3, edges * targets * targets / SWEPT)
        """Steps of a sweep, not rounded."""
        if not self.instance.units or self.instance.impossible:
            return
        first = self.instance.labels_of(start)
        self._keep(first)
        self._keep(self._improver.improve(first))
        self._pass_messages(stop, like)

    def again(self) -> Around:
        """The same proof and plans, for questions whose answers must not depend on others'."""
        other: Around = copy.copy(self)
        other.pool, other._worth, other._known = [*self.pool], [*self._worth], {*self._known}
        return other

    @property
    def bound(self) -> float:
        """What the messages prove of every placement, less what rounding may take."""
        if self.instance.impossible:
            return math.inf
        return self._less_rounding(self._dual.bound)

    def certified(self) -> float:
        """What the certificate of the messages proves of every placement, worked out by itself."""
        if not self.instance.units or self.instance.impossible:
            return -math.inf
        return evaluate(self.problem, self._dual.certificate(self.problem))

    def price(self, limit_id: str) -> float:
        """What the messages say a unit more of a limit is worth (0 where it does not bind)."""
        multipliers = self._dual.relaxation.multipliers
        number = self.limits.index(limit_id)
        return float(multipliers[number]) if len(multipliers) > number else 0.0

    def found(self) -> Best:
        """The best placement met so far, with the bound of the messages."""
        label = self._best_of(self.instance)
        if label is None:
            return Best(math.inf, self.bound)
        return self._answer(self.instance, label, self.bound)

    def best(self, stop: Stop | None = None) -> Best:
        """The best placement of all, proven unless its work ends the search."""
        if self._best is None or not self._best.proven:
            self._best = self._solve(self.instance, self._dual.required, stop or Stop())
        return self._best

    def restricted(
        self,
        name: str,
        targets: Collection[str],
        stop: Stop | None = None,
        *,
        quick: bool = False,
    ) -> Best:
        """The best placement with workload ``name`` (and its group) on one of ``targets``.

        With ``quick`` the exact program is left out: a plan of local search and a proven bound.
        """
        stop = stop or Stop()
        unit = self.unit[name]
        cost = self.instance.cost.copy()
        closed = [n for n, target in enumerate(self.instance.targets) if target not in targets]
        cost[unit, closed] = np.inf
        if not np.isfinite(cost[unit]).any():
            return Best(math.inf, math.inf)
        instance = replace(self.instance, cost=cost)
        dual = Dual(instance)
        self._take_messages(dual, self)
        self._raise_bound(dual, stop)
        required = np.maximum(self._dual.required, dual.required)
        bound = max(
            self._dual.bound, dual.bound, float(required[unit][np.isfinite(cost[unit])].min())
        )
        self._search(instance, unit, stop, MOST_IMPROVED_QUICKLY if quick else MOST_IMPROVED)
        if quick:
            label = self._best_of(instance)
            bound = self._less_rounding(bound)
            if label is None:
                return Best(math.inf, bound)
            return self._answer(instance, label, bound)
        return self._solve(instance, required, stop)

    def at_costs(self, cost: Floats, label: Ints, stop: Stop | None = None) -> tuple[Best, Ints]:
        """The best placement at other costs (units, targets), from a plan that keeps the rules.

        The costs may close targets and open none. Also returns the placement as labels.
        """
        stop = stop or Stop()
        instance = replace(self.instance, cost=cost)
        dual = Dual(instance)
        self._take_messages(dual, self)
        self._raise_bound(dual, stop)
        worth = instance.value(label)
        open_label: Bools = dual.required < worth
        open_label[np.arange(instance.units), label] = True
        answer = self._run(instance, open_label, label, stop)
        better = answer.label is not None and answer.value < worth - GAP * max(1.0, abs(worth))
        found = answer.label if better and answer.label is not None else label
        bound = min(answer.bound, worth)
        return self._answer(instance, found, bound), found

    def messages(self) -> tuple[Floats, Floats, Floats, list[Floats]]:
        """Multipliers, messages and shares of the best bound."""
        return self._dual.messages()

    # Inside -----------------------------------------------------------------------------------

    def _pass_messages(self, stop: Stop, like: Around | None) -> None:
        """Run the whole schedule, or where another problem has done so, its first stages."""
        if like is not None and np.array_equal(like.instance.unit_of, self.instance.unit_of):
            self._take_messages(self._dual, like)
            self._raise_bound(self._dual, stop)
            return
        before = -math.inf
        for kind in self._dual.stages(stop):
            if (like is not None and kind != "hard") or self._is_level(before):
                return
            before = self._dual.bound

    def _is_level(self, before: float) -> bool:
        """Whether a stage raised the bound by nothing, near enough to the best plan known.

        What is left then is what whole numbers cost, which no further stage finds out.
        """
        bound, worth = self._dual.bound, min(self._worth, default=math.inf)
        scale = max(1.0, abs(bound))
        return bound - before <= LEVEL * scale and worth - bound <= NEAR * scale

    def _raise_bound(self, dual: Dual, stop: Stop) -> None:
        """Pass the messages a few times, which small problems take less than a step for."""
        part = stop.within(stop.remaining_s)
        dual.hard_stage(part)
        sweeps = part.steps / dual.steps
        stop.count(max(1, round(sweeps * self._sweep)))

    def _take_messages(self, dual: Dual, other: Around) -> None:
        """Begin with the best messages of another problem of the same units.

        Prices go by the limits' ids, messages by the pairs of units.
        """
        multipliers, to_first, to_second, shares = other.messages()
        if other is self:
            dual.relaxation.multipliers = multipliers.copy()
            dual.relaxation.to_first[:], dual.relaxation.to_second[:] = to_first, to_second
            dual.relaxation.shares = [share.copy() for share in shares]
            return
        mine, theirs = dual.relaxation.graph, other._dual.relaxation.graph
        pairs = zip(theirs.first.tolist(), theirs.second.tolist(), strict=True)
        edge = {pair: number for number, pair in enumerate(pairs)}
        for number, pair in enumerate(zip(mine.first.tolist(), mine.second.tolist(), strict=True)):
            if pair in edge:
                dual.relaxation.to_first[number] = to_first[edge[pair]]
                dual.relaxation.to_second[number] = to_second[edge[pair]]
        known = dict(zip(other.limits, multipliers, strict=True))
        dual.relaxation.multipliers = np.array([known.get(name, 0.0) for name in self.limits])
        for number, platform in enumerate(self.instance.shared):
            for known_platform, share in zip(other.instance.shared, shares, strict=True):
                if platform.id == known_platform.id and len(share) == len(platform.units):
                    size = platform.cost / known_platform.cost
                    dual.relaxation.shares[number] = size * share

    def _keep(self, label: Ints) -> None:
        key = label.tobytes()
        if key in self._known or not self.instance.keeps_rules(label):
            return
        self._known.add(key)
        self.pool.append(label.copy())
        self._worth.append(self.instance.value(label))
        if len(self.pool) > MOST_KEPT:
            worst = max(range(len(self.pool)), key=self._worth.__getitem__)
            self._known.discard(self.pool[worst].tobytes())
            del self.pool[worst], self._worth[worst]

    def _best_of(self, instance: Instance) -> Ints | None:
        """The best plan of the pool whose labels are open; costs are as they were or infinite."""
        units = np.arange(instance.units)
        for number in sorted(range(len(self.pool)), key=self._worth.__getitem__):
            if np.isfinite(instance.cost[units, self.pool[number]]).all():
                return self.pool[number]
        return None

    def _search(self, instance: Instance, unit: int, stop: Stop, most: int) -> None:
        """Improve around what is known with ``unit`` on each target that it may have."""
        improver = Improver(instance, self._dual.relaxation.graph)
        near = self._best_of(self.instance)
        for target in np.flatnonzero(np.isfinite(instance.cost[unit])):
            begin = [near] if near is not None else [instance.cost.argmin(axis=1)]
            ranked = sorted(range(len(self.pool)), key=self._worth.__getitem__)
            begin += [self.pool[n] for n in ranked if self.pool[n][unit] == target][:most]
            stop.count(len(begin) * self.descent)
            for label in begin:
                moved = label.copy()
                moved[unit] = target
                self._keep(improver.improve(moved))

    def _run(
        self,
        instance: Instance,
        open_label: Bools,
        label: Ints | None,
        stop: Stop,
        found: Callable[[Ints], object] | None = None,
    ) -> MipAnswer:
        """Run the exact program over the open labels."""
        return solve_mip(
            instance, stop, open_label=open_label, seconds=stop.remaining_s, nodes=NODES, gap=GAP,
            start=label, found=found,
        )  # fmt: skip

    def _solve(self, instance: Instance, required: object, stop: Stop) -> Best:
        if instance.impossible:
            return Best(math.inf, math.inf)
        label = self._best_of(instance)
        worth = math.inf if label is None else instance.value(label)
        needed = np.asarray(required)
        open_label: Bools = needed < worth
        if label is not None:
            open_label[np.arange(instance.units), label] = True
        answer = self._run(instance, open_label, label, stop, self._keep)
        stop.raise_if_cancelled()
        if answer.label is not None:
            self._keep(answer.label)
        chosen = self._best_of(instance)
        bound = self._less_rounding(float(needed.min(axis=1).max(initial=-math.inf)))
        if answer.infeasible:
            return (
                Best(math.inf, math.inf)
                if chosen is None
                else self._answer(instance, chosen, worth)
            )
        bound = max(bound, min(answer.bound, worth))
        if chosen is None:
            return Best(math.inf, bound)
        return self._answer(instance, chosen, bound)

    def _answer(self, instance: Instance, label: Ints, bound: float) -> Best:
        value = instance.value(label)
        return Best(value, min(value, bound), instance.placement(label))

    def _less_rounding(self, bound: float) -> float:
        return bound - 1e-9 * max(1.0, abs(bound)) if math.isfinite(bound) else bound
