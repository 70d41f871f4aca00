"""A solver that states the best value and hands back the plan it began with is asked once more."""

from __future__ import annotations

import numpy as np
import pytest

from planner.jobs import Stop
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.mip import solve_mip
from planner.optimising.problem import (
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
)

COSTS = (
    (51.27135606, 35.94396894, 56.32926324, 38.18004309),
    (49.43960445, 49.37983938, 50.50124019, 51.66158647),
    (63.73604017, 58.6845025, 29.50617792, 59.794779),
    (57.57414829, 22.43260073, 25.1270472, 32.24699304),
    (44.97966159, 67.74327743, 65.22602492, 46.24461617),
)
OPEN = ((1, 3), (0, 2), (2,), (1, 2), (0, 3))


def test_the_answer_is_the_plan_whose_value_is_stated() -> None:
    targets = ("T0", "T1", "T2", "T3")
    distance = {one: {two: 2.0 * (one != two) for two in targets} for one in targets}
    problem = PlanningProblem(
        tuple(ProblemTarget(one) for one in targets),
        tuple(
            ProblemWorkload(f"W{n}", dict(zip(targets, costs, strict=True)))
            for n, costs in enumerate(COSTS)
        ),
        distance=distance,
        dependencies=(
            ProblemDependency("W0", "W4", weight=1.0),
            ProblemDependency("W2", "W4", weight=1.0),
        ),
    )
    instance = build_instance(problem)
    allowed = np.zeros((5, 4), dtype=bool)
    for unit, labels in enumerate(OPEN):
        allowed[unit, list(labels)] = True
    start = np.array([3, 2, 2, 1, 3])
    found = solve_mip(instance, Stop(), open_label=allowed, gap=1e-6, start=start)
    assert found.label is not None
    assert found.value == pytest.approx(instance.value(found.label))
    assert found.value - found.bound <= 1e-5 * found.value
