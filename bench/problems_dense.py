"""Dense and tight placements: every pair talks, all targets equally far and nearly full.

After the task assignment problems of the literature (Billionnet and Elloumi: tasks on processors,
execution and communication costs, memory).
"""

from __future__ import annotations

import random

from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
)

__all__ = ["SIZES", "generate_dense"]

SIZES = (20, 30, 40, 50, 60)
TARGETS = 5
ROOM = 1.05
"""Capacity over demand, on every target alike."""


def generate_dense(size: int, seed: int) -> PlanningProblem:
    """Every pair of workloads talks; five targets at distance 1; each holds a fifth of the demand.

    Costs 1 to 100, amounts 10 to 50; weights 1 to 50 with an even seed, 1 to 10 with an odd one,
    so that placing and separating matter by turns.
    """
    draw = random.Random(seed * 1_000_003 + size)
    targets = [f"T{number}" for number in range(TARGETS)]
    heaviest = 10 if seed % 2 else 50
    amounts = [float(draw.randint(10, 50)) for _ in range(size)]
    workloads = tuple(
        ProblemWorkload(
            f"w{number}", {target: float(draw.randint(1, 100)) for target in targets},
            None, None, {"cpu": amount},
        )
        for number, amount in enumerate(amounts)
    )  # fmt: skip
    dependencies = tuple(
        ProblemDependency(f"w{a}", f"w{b}", DependencyKind.FREE, float(draw.randint(1, heaviest)))
        for a in range(size)
        for b in range(a)
    )
    room = float(round(ROOM * sum(amounts) / TARGETS))
    return PlanningProblem(
        targets=tuple(ProblemTarget(target) for target in targets),
        workloads=workloads,
        distance={a: {b: 1.0 for b in targets if b != a} for a in targets},
        dependencies=dependencies,
        limits=tuple(Limit(f"room on {t}", "cpu", (t,), at_most=room) for t in targets),
    )
