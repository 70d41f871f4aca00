"""Small random problems with every rule, and the best plan of one by trying all."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

from planner.optimising.check import check_placement, check_waves, placement_value, wave_value
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)

TARGETS = ("legacy", "private", "public")
DISTANCE = {
    "legacy": {"private": 2.0, "public": 5.0},
    "private": {"legacy": 2.0, "public": 3.0},
    "public": {"legacy": 5.0, "private": 3.0},
}


def random_problem(seed: int, workloads: int = 4, waves: int = 3) -> PlanningProblem:
    """Return a problem with a bit of everything; about a fifth of them have no plan."""
    rng = random.Random(seed)
    names = [f"w{n}" for n in range(workloads)]
    return PlanningProblem(
        targets=tuple(ProblemTarget(t, rng.choice((1, 1, 1, 2))) for t in TARGETS),
        workloads=tuple(_workload(rng, name) for name in names),
        distance=DISTANCE,
        dependencies=tuple(_dependency(rng, names) for _ in range(workloads)),
        same_target=((names[0], names[1]),) if rng.random() < 0.3 else (),
        apart=((names[1], names[2]),) if rng.random() < 0.3 else (),
        limits=(
            Limit("cpu", "cpu", ("private",), rng.randint(2, 6 * workloads), None),
            Limit("away", "count", ("private", "public"), None, rng.randint(0, workloads // 2)),
        ),
        waves=tuple(ProblemWave(f"W{n}", 30.0 * n) for n in range(1, waves + 1)),
        wave_limits=(
            WaveLimit("team", "days", tuple(rng.choice((None, 8.0, 12.0)) for _ in range(waves))),
            WaveLimit("freeze", "count", tuple(rng.choice((None, 2, 0)) for _ in range(waves))),
        ),
        objective=WaveObjective.FEWEST if rng.random() < 0.25 else WaveObjective.EARLY,
    )


def _workload(rng: random.Random, name: str) -> ProblemWorkload:
    cost = {target: float(rng.randint(-5, 60)) for target in TARGETS if rng.random() < 0.85}
    cost = cost or {"private": 3.0}
    allowed = None
    if rng.random() < 0.2:
        allowed = tuple(rng.sample(sorted(cost), rng.randint(1, len(cost))))
    return ProblemWorkload(
        id=name,
        cost=cost,
        current=rng.choice(("legacy", "legacy", "legacy", None, "private")),
        allowed=allowed,
        amounts={
            "cpu": rng.randint(1, 6),
            "count": 1.0,
            "days": {"private": rng.randint(1, 8), "public": rng.randint(1, 8)},
        },
        delay_value=rng.choice((0.0, 0.5, -0.1, {"private": 0.4, "public": 0.1})),
        earliest_wave=rng.choice((None, None, None, 1, 2)),
        latest_wave=rng.choice((None, None, None, 2, 3)),
    )


def _dependency(rng: random.Random, names: list[str]) -> ProblemDependency:
    source, needed = rng.sample(names, 2)
    kind = rng.choice(tuple(DependencyKind))
    return ProblemDependency(source, needed, kind, float(rng.randint(0, 4)), rng.choice((0, 0.1)))


def all_placements(problem: PlanningProblem):
    """Yield every placement that keeps the rules of placement."""
    names = [workload.id for workload in problem.workloads]
    for targets in itertools.product(*[w.candidates() for w in problem.workloads]):
        placement = dict(zip(names, targets, strict=True))
        if not any(check_placement(problem, placement)):
            yield placement


def all_waves(problem: PlanningProblem, placement: Mapping[str, str]):
    """Yield every schedule of a placement that keeps the rules of waves."""
    numbers = range(1, len(problem.waves) + 1)
    choices = [
        numbers if workload.moves_to(placement[workload.id]) else (None,)
        for workload in problem.workloads
    ]
    names = [workload.id for workload in problem.workloads]
    for chosen in itertools.product(*choices):
        wave = dict(zip(names, chosen, strict=True))
        if not any(check_waves(problem, placement, wave)):
            yield wave


def best_worth(problem: PlanningProblem) -> float | None:
    """Return the least placement value plus wave value; None where there is no plan."""
    best = None
    for placement in all_placements(problem):
        value = placement_value(problem, placement)
        for wave in all_waves(problem, placement):
            worth = value + wave_value(problem, placement, wave)
            best = worth if best is None else min(best, worth)
    return best


def best_placement(problem: PlanningProblem) -> float | None:
    """Return the least placement value; None where no placement keeps the rules."""
    return min((placement_value(problem, p) for p in all_placements(problem)), default=None)


def has_plan(problem: PlanningProblem) -> bool:
    """Whether any plan keeps every rule."""
    return any(
        next(all_waves(problem, placement), None) is not None
        for placement in all_placements(problem)
    )
