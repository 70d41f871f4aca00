"""Both stages as one program: share of problems of up to 50 workloads proven within the limit.

    python bench/solve.py [--problems N] [--time-limit S]

Problems are those of an ordinary bank: costs 20 to 100 leaning to one target by domain, three
dependencies each with some shared hubs, distances 2 to 5, private CPU a third of the demand, eight
waves, a team's days and a freeze. Also prints what the elastic answer takes at 1,000 workloads.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from planner.model.check import check_plan
from planner.model.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)
from planner.optimising.conflict import find_shortfalls
from planner.optimising.outcome import Options
from planner.optimising.solve import solve_here

TARGETS = ("legacy", "private", "public", "hybrid")
DISTANCE = {
    "legacy": {"private": 2.0, "public": 5.0, "hybrid": 4.0},
    "private": {"legacy": 2.0, "public": 4.0, "hybrid": 2.0},
    "public": {"legacy": 5.0, "private": 4.0, "hybrid": 2.0},
    "hybrid": {"legacy": 4.0, "private": 2.0, "public": 2.0},
}


def problem_of(workloads: int, seed: int, waves: int = 8) -> PlanningProblem:
    """Make an ordinary problem."""
    rng = random.Random(seed)
    names = [f"w{n}" for n in range(workloads)]
    leaning = [rng.choice(TARGETS) for _ in range(max(1, workloads // 10))]
    hubs = names[: max(1, workloads // 20)]
    made = []
    for number, name in enumerate(names):
        liked = leaning[number % len(leaning)]
        cost = {t: rng.uniform(20, 100) - (25 if t == liked else 0) for t in TARGETS}
        made.append(
            ProblemWorkload(
                name, cost, "legacy",
                amounts={"cpu": rng.randint(1, 16), "days": rng.randint(2, 15), "count": 1},
                delay_value=rng.uniform(0, 0.3),
                earliest_wave=2 if rng.random() < 0.1 else None,
            )
        )  # fmt: skip
    dependencies = []
    for number in range(1, workloads):
        for _ in range(min(3, number)):
            needed = rng.choice(hubs) if rng.random() < 0.2 else names[rng.randrange(number)]
            if needed == names[number]:
                continue
            kind = rng.choices(tuple(DependencyKind), (1, 12, 2, 5))[0]
            dependencies.append(
                ProblemDependency(
                    names[number], needed, kind, rng.uniform(1, 4), rng.uniform(0, 0.03)
                )
            )
    cpu = sum(float(w.amount("cpu", "private")) for w in made)
    days = sum(float(w.amount("days", "private")) for w in made)
    return PlanningProblem(
        targets=tuple(
            ProblemTarget(t, ready) for t, ready in zip(TARGETS, (1, 1, 2, 3), strict=True)
        ),
        workloads=tuple(made),
        distance={a: {b: DISTANCE[a][b] for b in TARGETS if b != a} for a in TARGETS},
        dependencies=tuple(dependencies),
        limits=(Limit("private CPU", "cpu", ("private",), cpu / 3),),
        waves=tuple(ProblemWave(f"W{n}", 60.0 * n) for n in range(1, waves + 1)),
        wave_limits=(
            WaveLimit("team", "days", tuple(0.2 * days + 15 for _ in range(waves))),
            WaveLimit("freeze", "count", tuple(0 if n == 4 else None for n in range(waves))),
        ),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=5)
    parser.add_argument("--time-limit", type=float, default=60.0)
    asked = parser.parse_args()
    print(f"{'workloads':>9} {'proven':>8} {'median s':>9} {'worst s':>8} {'worst gap':>10}")
    for workloads in (20, 30, 40, 50):
        seconds, gaps, proven = [], [], 0
        for seed in range(asked.problems):
            problem = problem_of(workloads, seed)
            began = time.process_time()
            plan = solve_here(problem, Options(time_limit_s=asked.time_limit))
            seconds.append(time.process_time() - began)
            assert check_plan(problem, plan, 1e-4) == ()
            proven += plan.status == "optimal"
            gaps.append(plan.gap if plan.gap is not None else float("inf"))
        seconds.sort()
        share = f"{proven}/{asked.problems}"
        middle = seconds[len(seconds) // 2]
        print(f"{workloads:>9} {share:>8} {middle:>9.2f} {seconds[-1]:>8.2f} {max(gaps):>10.2%}")
    problem = problem_of(1000, 1)
    short = PlanningProblem(
        problem.targets,
        tuple(
            ProblemWorkload(w.id, {"private": 1.0}, "legacy", amounts=w.amounts)
            for w in problem.workloads
        ),
        problem.distance, problem.dependencies, limits=problem.limits,
    )  # fmt: skip
    began = time.process_time()
    found = find_shortfalls(short, with_waves=False)
    print(f"elastic answer at 1,000 workloads: {time.process_time() - began:.3f} s, {found}")


if __name__ == "__main__":
    main()
