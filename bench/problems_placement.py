"""Placement problems to measure with: large enterprises as a generator sees them."""

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

__all__ = ["TARGETS", "generate_placement"]

TARGETS = ("legacy", "private", "public", "hybrid")

DISTANCES = {
    ("legacy", "private"): 2.0, ("legacy", "public"): 5.0, ("legacy", "hybrid"): 3.0,
    ("private", "public"): 4.0, ("private", "hybrid"): 2.0, ("public", "hybrid"): 2.0,
}  # fmt: skip


def generate_placement(size: int, seed: int, *, hard: bool = False) -> PlanningProblem:
    """Workloads in domains that each lean to a target, three dependencies each, some on hubs.

    Costs 20 to 100, the domain's target 25 cheaper; weights 1 to 4; private CPU a third of the
    demand. ``hard``: all distances 3, three times the separation cost, private CPU halved.
    """
    draw = random.Random(seed * 1_000_003 + size)
    domains = max(4, size // 50)
    lean = [draw.choice(TARGETS) for _ in range(domains)]
    hubs = draw.sample(range(size), min(size, max(1, size // 100)))
    workloads = []
    members: list[list[int]] = [[] for _ in range(domains)]
    for number in range(size):
        domain = draw.randrange(domains)
        members[domain].append(number)
        cost = {
            target: round(draw.uniform(20, 100) - (25 if target == lean[domain] else 0), 2)
            for target in TARGETS
        }
        cpu = float(draw.choice([2, 4, 8, 16, 32]))
        workloads.append((f"w{number}", cost, cpu, domain))
    dependencies = []
    for number, (name, _, _, domain) in enumerate(workloads):
        for _ in range(3):
            chance = draw.random()
            if chance < 0.15:
                other = draw.choice(hubs)
            elif chance < 0.8:
                other = draw.choice(members[domain])
            else:
                other = draw.randrange(size)
            if other != number:
                weight = round(draw.uniform(1, 4) * (3 if hard else 1), 2)
                dependencies.append(
                    ProblemDependency(name, f"w{other}", DependencyKind.FREE, weight)
                )
    distance: dict[str, dict[str, float]] = {target: {} for target in TARGETS}
    for (a, b), length in DISTANCES.items():
        distance[a][b] = distance[b][a] = 3.0 if hard else length
    demand = sum(cpu for _, _, cpu, _ in workloads)
    share = demand / 6 if hard else demand / 3
    return PlanningProblem(
        targets=tuple(ProblemTarget(target) for target in TARGETS),
        workloads=tuple(
            ProblemWorkload(name, cost, "legacy", None, {"cpu": cpu})
            for name, cost, cpu, _ in workloads
        ),
        distance=distance,
        dependencies=tuple(dependencies),
        limits=(Limit("private CPU", "cpu", ("private",), at_most=round(share)),),
    )
