"""What would flip a placement: the smallest single change of a weight, an indicator or a cost."""

from __future__ import annotations

from collections.abc import Mapping

from planner.model.insight import Flip
from planner.model.rules import FACTORS
from planner.model.study import Study
from planner.questioning.local import Surroundings
from planner.questioning.second import Alternative

__all__ = ["cost_flip", "indicator_flips", "weight_flips"]

STEPS = 200
"""Steps on the scale of a weight (half a point each) and of an indicator (half a point each)."""


def cost_flip(study: Study, workload_id: str, second: Alternative) -> Flip | None:
    """Return how much dearer the workload's target would have to get for another to win.

    The best plan without this target is ``second.most`` worse than the plan, so a rise of just
    that makes both equal: exact where the second best is.
    """
    if second.target is None:
        return None
    target = study.plan.placement[workload_id]
    workload = next(w for w in study.problem.workloads if w.id == workload_id)
    before = workload.cost[target]
    after = before + max(0.0, second.most)
    return Flip(workload_id, "cost", target, before, after, second.target, proven=second.exact)


def weight_flips(
    study: Study, workload_id: str, around: Surroundings | None = None
) -> tuple[Flip, ...]:
    """Return, per factor, the nearest weight (0 to 1) that flips it, smallest change first.

    The other weights keep their proportions. An approximation: everything else stays put.
    """
    around = around or Surroundings(study)
    target = study.plan.placement[workload_id]
    used = study.assessment.weights
    flips = []
    for factor in FACTORS:
        before = used.get(factor, 0.0)
        for value in sorted((n / STEPS for n in range(STEPS + 1)), key=lambda v: abs(v - before)):
            best = around.best(workload_id, weights=_weights(used, factor, value))
            if best != target:
                flips.append(Flip(workload_id, "weight", factor, before, value, best))
                break
    return tuple(sorted(flips, key=lambda flip: abs(flip.after - flip.before)))


def _weights(used: Mapping[str, float], factor: str, value: float) -> dict[str, float]:
    rest = sum(weight for name, weight in used.items() if name != factor)
    share = (1.0 - value) / rest if rest > 0 else 0.0
    return {n: value if n == factor else w * share for n, w in used.items()}


def indicator_flips(
    study: Study, workload_id: str, around: Surroundings | None = None
) -> tuple[Flip, ...]:
    """Return, per indicator, the nearest points (0 to 100) that flip it, smallest change first.

    An approximation: everything else stays put.
    """
    around = around or Surroundings(study)
    target = study.plan.placement[workload_id]
    item = study.assessment.workloads[workload_id]
    flips = []
    for factor, found in item.factors.items():
        total = sum(line.weight for line in found.evidence)
        if factor == "business_case" or total <= 0:
            continue  # its score is money: see the cost flip
        for line in found.evidence:
            share = line.weight / total
            nearest = sorted(
                (100.0 * n / STEPS for n in range(STEPS + 1)), key=lambda v: abs(v - line.points)
            )
            for points in nearest:
                score = found.score + share * (points - line.points)
                best = around.best(workload_id, scores={factor: score})
                if best != target:
                    flips.append(
                        Flip(workload_id, "indicator", line.field, line.points, points, best)
                    )
                    break
    return tuple(sorted(flips, key=lambda flip: abs(flip.after - flip.before)))
