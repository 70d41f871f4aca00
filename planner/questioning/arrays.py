"""A study as arrays, for questions that are asked a thousand times at once.

Shapes: ``n`` units (workloads that share a target are one unit), ``p`` targets, ``f`` factors,
``b`` draws. Costs are in the problem's units; a target that is not allowed costs infinity.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.model.rules import FACTORS, plan_weights
from planner.model.study import Draft, Study
from planner.optimising.components import joined
from planner.questioning.timing import timed

__all__ = ["Arrays", "Floats", "build_arrays", "suits_at"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Arrays:
    """What the draws need.

    Attributes
    ----------
    names, targets
        Workload ids and target ids in order.
    unit
        Unit of each workload, shape (workloads,).
    cost
        Cost of each workload on each target, shape (workloads, p).
    fit_scale
        ``fit_price * importance`` of each workload: what a point of fit is worth.
    money
        The cost's money part, shape (workloads, p).
    score, confidence
        Factor scores 0 to 100 and confidences 0 to 1, shape (workloads, f).
    suits
        How well each score suits each target, shape (workloads, p, f).
    weights
        Weights of the factors in the objective's fit: the business case has none there.
    """

    names: tuple[str, ...]
    targets: tuple[str, ...]
    unit: Ints
    units: int
    cost: Floats
    fit_scale: Floats
    money: Floats
    score: Floats
    confidence: Floats
    suits: Floats
    weights: Floats
    kinds: tuple[str, ...]

    def by_unit(self, cost: Floats) -> Floats:
        """Add up costs of workloads (b, workloads, p) to those of units (b, units, p)."""
        total = np.zeros((len(cost), self.units, cost.shape[2]))
        for workload, unit in enumerate(self.unit.tolist()):
            total[:, unit] += cost[:, workload]
        return total


def suits_at(draft: Draft, kind: str, factor: str, score: Floats) -> Floats | None:
    """Evaluate a target profile's curve; None where it has no curve.

    Parameters
    ----------
    kind
        Of the target.
    factor
        Key of one of the five factors.
    score
        Of any shape, 0 to 100.
    """
    for profile in draft.rules.profiles:
        if profile.target_kind == kind and factor in profile.curves:
            points = profile.curves[factor].points
            return np.interp(score, [x for x, _ in points], [y for _, y in points])
    return None


def build_arrays(draft: Study) -> Arrays:
    """Return ``draft`` as arrays, its costs with the delay of its waves."""
    problem, assessment = timed(draft.problem, draft.plan), draft.assessment
    names = tuple(w.id for w in problem.workloads)
    targets = tuple(t.id for t in problem.targets)
    index = {name: n for n, name in enumerate(names)}
    kinds = {t.id: t.kind for t in draft.programme.targets}
    n, p, f = len(names), len(targets), len(FACTORS)
    cost = np.full((n, p), np.inf)
    money, suits = np.zeros((n, p)), np.full((n, p, f), 50.0)
    fit_scale, score, confidence = np.zeros(n), np.zeros((n, f)), np.zeros((n, f))
    shown = np.array([assessment.weights.get(factor, 0.0) for factor in FACTORS])
    counted = plan_weights(assessment.weights)
    weights = np.array([counted.get(factor, 0.0) for factor in FACTORS])
    for i, workload in enumerate(problem.workloads):
        item = assessment.workloads[workload.id]
        for k, factor in enumerate(FACTORS):
            found = item.factors.get(factor)
            score[i, k] = found.score if found else 50.0
            confidence[i, k] = found.confidence if found else 0.0
        for j, target in enumerate(targets):
            case = item.cases.get(target)
            if case is None:
                continue
            money[i, j] = case.money_cost
            if case.plan_fit < 100.0:
                fit_scale[i] = case.fit_cost / (100.0 - case.plan_fit)
            for k, factor in enumerate(FACTORS):
                if shown[k] > 0 and factor in case.fit_parts:
                    suits[i, j, k] = case.fit_parts[factor] / shown[k]
        for target in workload.candidates():
            cost[i, targets.index(target)] = workload.cost[target]
    groups = ([index[name] for name in group] for group in problem.same_target)
    unit = np.array(joined(len(names), groups), dtype=np.int64)
    count = int(unit.max()) + 1 if n else 0
    return Arrays(
        names, targets, unit, count, cost, fit_scale, money, score, confidence, suits, weights,
        tuple(kinds.get(target, target) for target in targets),
    )  # fmt: skip
