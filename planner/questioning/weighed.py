"""The whole plan at other weights: everything is placed again, and what is found is kept.

A weight concerns every workload, so that one answer serves all of them. Costs are linear in the
weights: ``cost[i,p] + scale[i] * (fit[i,p] at the weights used - fit[i,p] at the others)``, the
fit being the objective's, without the business case.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Final

import numpy as np

from planner.jobs import Stop
from planner.model.rules import FACTORS, plan_weights
from planner.model.study import Study
from planner.questioning.arrays import Floats, build_arrays
from planner.questioning.timing import first_proof

__all__ = ["STEPS", "Weighed", "with_weight"]

STEPS: Final = 200
"""Steps on the scale of a weight, half a point of a hundred each."""
DECIMALS: Final = 9


def with_weight(used: Mapping[str, float], factor: str, value: float) -> dict[str, float]:
    """Return weights that add up to 1, one of them set; the others keep their proportions.

    Parameters
    ----------
    used
        By factor.
    factor
        The one that is set.
    value
        0 to 1.
    """
    rest = sum(weight for name, weight in used.items() if name != factor)
    share = (1.0 - value) / rest if rest > 0 else 0.0
    return {n: value if n == factor else w * share for n, w in used.items()}


class Weighed:
    """Placements of one study at other weights, each proven or not there; threads take turns."""

    def __init__(self, study: Study) -> None:
        self._lock = threading.RLock()
        self._arrays = build_arrays(study)
        self._around = first_proof(study)
        self._label = self._around.instance.labels_of(study.plan.placement)
        self._kept: dict[tuple[float, ...], Mapping[str, str]] = {}

    def placement(
        self, weights: Mapping[str, float], stop: Stop | None = None
    ) -> Mapping[str, str] | None:
        """Return the best placement at ``weights`` (they add up to 1); None if not proven."""
        key = tuple(round(weights.get(factor, 0.0), DECIMALS) for factor in FACTORS)
        with self._lock:
            if key not in self._kept:
                best, label = self._around.at_costs(self._costs(key), self._label, stop)
                if not best.proven:
                    return None
                self._kept[key] = self._around.instance.placement(label)
            return self._kept[key]

    def _costs(self, weights: tuple[float, ...]) -> Floats:
        arrays = self._arrays
        counted = plan_weights(dict(zip(FACTORS, weights, strict=True)))
        less = arrays.suits @ (arrays.weights - np.array([counted[one] for one in FACTORS]))
        cost: Floats = arrays.cost + arrays.fit_scale[:, None] * less
        units: Floats = arrays.by_unit(cost[None])[0]
        return units
