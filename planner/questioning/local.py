"""One workload looked at alone, everything else staying where the plan has it.

Quick answers for flips and for missing cells; they are approximations of the whole plan's answer
and are called so wherever they are shown. What a limit is worth to the whole plan can be put into
the costs, so that a workload looked at alone does not fill a place that has no room.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from planner.model.rules import FACTORS, TargetProfile, plan_weights
from planner.model.study import Study
from planner.questioning.timing import timed

if TYPE_CHECKING:
    from planner.optimising.placement.around import Around

__all__ = ["Surroundings", "limit_prices"]


def limit_prices(proof: Around) -> dict[str, float]:
    """Return what a unit more of each limit is worth to the plan: the multipliers of its proof."""
    return {limit_id: proof.price(limit_id) for limit_id in proof.limits}


class Surroundings:
    """The costs of every target of a workload with its neighbours held in place.

    ``prices`` says what a unit of each limit is worth (:func:`limit_prices`).
    """

    def __init__(self, study: Study, prices: Mapping[str, float] | None = None) -> None:
        self._study = study
        self._priced = [
            (limit, prices[limit.id])
            for limit in study.problem.limits
            if prices and prices.get(limit.id)
        ]
        self._workloads = {w.id: w for w in timed(study.problem, study.plan).workloads}
        self._kinds = {t.id: t.kind for t in study.programme.targets}
        self._profiles: dict[str, TargetProfile] = {
            profile.target_kind: profile for profile in study.rules.profiles
        }
        self._edges: dict[str, list[tuple[str, float]]] = {name: [] for name in self._workloads}
        for item in study.problem.dependencies:
            if item.weight > 0 and item.source != item.needed:
                self._edges[item.source].append((item.needed, item.weight))
                self._edges[item.needed].append((item.source, item.weight))

    def best(
        self,
        name: str,
        *,
        scores: Mapping[str, float] | None = None,
        weights: Mapping[str, float] | None = None,
        worse: Mapping[str, float] | None = None,
    ) -> str:
        """Return the cheapest target if scores or weights were different.

        Parameters
        ----------
        name
            Id of the workload.
        scores
            0 to 100 by factor; None: as they are.
        weights
            By factor, adding up to 1; None: as they are.
        worse
            How much worse the whole plan is with the workload on each target: with it the answer
            to other scores is the whole plan's, without it everything else stays put.
        """
        target = self._study.plan.placement[name]
        if worse is None:
            places = self._workloads[name].candidates()
            costs = {t: self.cost(name, t, scores, weights) for t in places}
        else:
            costs = {t: by + self.change(name, t, scores, weights) for t, by in worse.items()}
        # The plan's own target wins ties: it takes a real change to flip.
        return min(costs, key=lambda t: (costs[t] - (1e-9 if t == target else 0.0), t != target))

    def places(self, name: str) -> tuple[str, ...]:
        """Return the targets that are open to a workload."""
        return tuple(self._workloads[name].candidates())

    def cost(
        self,
        name: str,
        target: str,
        scores: Mapping[str, float] | None = None,
        weights: Mapping[str, float] | None = None,
        beside: Collection[str] = (),
    ) -> float:
        """Return the cost of one target, separation from the neighbours included.

        Parameters
        ----------
        name, target
            Ids of the workload and of the target.
        scores, weights
            As in :meth:`best`.
        beside
            Neighbours that go where it goes: nothing separates them.
        """
        cost = self._workloads[name].cost[target] + self.change(name, target, scores, weights)
        placement = self._study.plan.placement
        for limit, price in self._priced:
            if target in limit.targets:
                cost += price * self._workloads[name].amount(limit.amount, target)
        for other, weight in self._edges[name]:
            if other in beside:
                continue
            cost += weight * self._study.problem.between(target, placement[other])
        return cost

    def change(
        self,
        name: str,
        target: str,
        scores: Mapping[str, float] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> float:
        """Return what other scores or weights add to the workload's own cost on a target.

        Parameters
        ----------
        name, target, scores, weights
            As in :meth:`cost`.
        """
        case = self._study.assessment.workloads[name].cases[target]
        scale = case.fit_cost / (100.0 - case.plan_fit) if case.plan_fit < 100.0 else 0.0
        return scale * (case.plan_fit - self._fit(name, target, scores, weights))

    def _fit(
        self,
        name: str,
        target: str,
        scores: Mapping[str, float] | None,
        weights: Mapping[str, float] | None,
    ) -> float:
        case = self._study.assessment.workloads[name].cases[target]
        used = self._study.assessment.weights
        counted = plan_weights(weights or used)
        fit = 0.0
        for factor in FACTORS:
            weight = used.get(factor, 0.0)
            suits = self._suits(name, target, factor, None)
            if weight > 0 and factor in case.fit_parts:
                suits = case.fit_parts[factor] / weight
            if scores is not None and factor in scores:
                changed = self._suits(name, target, factor, scores[factor])
                suits += changed - self._suits(name, target, factor, None)
            fit += counted.get(factor, 0.0) * suits
        return fit

    def _suits(self, name: str, target: str, factor: str, score: float | None) -> float:
        profile = self._profiles.get(self._kinds.get(target, target))
        if profile is None or factor not in profile.curves:
            return 50.0
        if score is None:
            score = self._study.assessment.workloads[name].factors[factor].score
        return profile.curves[factor].at(score)
