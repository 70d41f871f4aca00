"""Fewest waves under one steady limit: proofs and gaps over random lines, by size and times.

Run ``python -m bench.salbp 30 60 100 300 --seeds 5 --time 5``. Lines are drawn as is usual for
assembly line balancing: order strength by random arcs to near predecessors, task times small
(up to a quarter of a station) or large (up to the whole of it).
"""

from __future__ import annotations

import argparse
import random
import statistics
import time

from planner.jobs import Stop, ignore_progress
from planner.model.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)
from planner.optimising.outcome import Options
from planner.optimising.waves import solve_waves

SIZE = 1000
LARGEST = {"small": 0.25, "mixed": 0.6, "large": 1.0}


def generate_line(tasks: int, kind: str, seed: int) -> PlanningProblem:
    """Draw a line of one kind; every task moves to the one new target."""
    rng = random.Random(f"{tasks} {kind} {seed}")
    largest = int(SIZE * LARGEST[kind])
    workloads = [
        ProblemWorkload(
            id=f"T{n}",
            cost={"old": 1.0, "new": 1.0},
            current="old",
            amounts={"days": float(rng.randint(10, largest))},
        )
        for n in range(tasks)
    ]
    order = rng.sample(range(tasks), tasks)
    arcs = {
        (order[n - rng.randint(1, min(n, 12))], order[n])
        for n in range(1, tasks)
        for _ in range(rng.choice([0, 1, 1, 2]))
    }
    waves = tasks
    return PlanningProblem(
        targets=(ProblemTarget("old"), ProblemTarget("new")),
        workloads=tuple(workloads),
        dependencies=tuple(
            ProblemDependency(f"T{then}", f"T{first}", DependencyKind.BEFORE)
            for first, then in sorted(arcs)
        ),
        waves=tuple(ProblemWave(f"W{n}", 10.0 * n) for n in range(1, waves + 1)),
        wave_limits=(WaveLimit("team", "days", at_most=(float(SIZE),) * waves),),
        objective=WaveObjective.FEWEST,
    )


def solve_line_timed(tasks: int, kind: str, seed: int, seconds: float) -> tuple[float, float]:
    """Waves above the bound, and processor seconds."""
    problem = generate_line(tasks, kind, seed)
    placement = {workload.id: "new" for workload in problem.workloads}
    start = time.process_time()
    outcome = solve_waves(problem, placement, Options(), Stop(seconds), ignore_progress)
    spent = time.process_time() - start
    above = float("inf") if outcome.value is None else outcome.value - (outcome.bound or 0.0)
    return above, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[30, 60, 100, 300])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--time", type=float, default=5.0)
    given = parser.parse_args()
    solve_line_timed(10, "mixed", 0, given.time)  # compiles and loads, outside the measure
    print("tasks kind   proven  median above bound  worst  median CPU s")
    for tasks in given.sizes:
        for kind in LARGEST:
            found = [solve_line_timed(tasks, kind, s, given.time) for s in range(given.seeds)]
            above = [gap for gap, _ in found]
            print(
                f"{tasks:5} {kind:6} {sum(gap <= 0 for gap in above):3}/{len(above):<3}"
                f" {statistics.median(above):18.0f} {max(above):6.0f}"
                f" {statistics.median(spent for _, spent in found):13.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
