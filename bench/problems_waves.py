"""Wave problems like those of real programmes, for the bench."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)

TEAMS = ("database", "network", "platform", "security")


@dataclass(frozen=True, slots=True)
class Family:
    """How problems of a kind differ from the ordinary ones.

    ``slack`` is by how much the teams' capacity exceeds the work; ``near`` how far back a
    dependency reaches that is not on a hub; ``dated`` the share of workloads with a window of
    ``window`` waves either way around a time that fits their order.
    """

    slack: float = 7 / 6
    near: int = 40
    dated: float = 0.0
    window: int = 4


FAMILIES = {
    "ordinary": Family(),
    "tight": Family(slack=1.05),
    "chains": Family(near=2),
    "dated": Family(slack=1.3, dated=0.5),
    "loose": Family(slack=2.0),
}


def generate_waves(
    size: int, seed: int, family: str = "ordinary"
) -> tuple[PlanningProblem, dict[str, str]]:
    """Everything moves; hubs, order, pairs, four teams, a freeze, a small first wave.

    About 2.5 ordered dependencies each, a third of them on a few shared hubs; effort skewed; the
    teams' capacity exceeds the work by a sixth (``ordinary``); delay values skewed, unrelated to
    effort. ``family`` is one of ``FAMILIES``.
    """
    kind = FAMILIES[family]
    rng = random.Random(seed)
    waves = max(8, min(30, 8 + size // 50))
    hubs = max(2, size // 25)
    workloads = []
    totals = dict.fromkeys(TEAMS, 0.0)
    for number in range(size):
        effort = dict.fromkeys(TEAMS, 0.0)
        base = rng.lognormvariate(2.0, 0.6) * (2.0 if number < hubs else 1.0)
        for team in rng.sample(TEAMS, rng.randint(1, 3)):
            days = round(base * rng.uniform(0.5, 1.5)) + 1
            # In a small programme no single move outgrows a team's wave.
            effort[team] = float(min(days, max(6, size // 4)))
        for team in TEAMS:
            totals[team] += effort[team]
        value = rng.lognormvariate(1.0, 0.9) * (0.2 if number < hubs else 1.0)
        workloads.append(
            ProblemWorkload(
                id=f"w{number}",
                cost={"legacy": 1.0, "cloud": 1.0},
                allowed=("cloud",),
                current="legacy",
                amounts={**{f"days.{t}": effort[t] for t in TEAMS}, "count": 1.0},
                delay_value=round(value, 2),
                earliest_wave=2 if rng.random() < 0.05 else None,
            )
        )
    edges = []
    for number in range(hubs, size):
        for _ in range(rng.choice((1, 2, 2, 3, 4))):
            hub = rng.random() < 0.35
            needed = (
                rng.randrange(hubs) if hub else rng.randrange(max(0, number - kind.near), number)
            )
            order = DependencyKind.EARLIER if hub and rng.random() < 0.15 else DependencyKind.BEFORE
            exposure = round(rng.uniform(0.0, 0.3), 2) if rng.random() < 0.3 else 0.0
            edges.append(ProblemDependency(f"w{number}", f"w{needed}", order, 0.0, exposure))
    for _ in range(size // 20):
        one, other = rng.sample(range(size), 2)
        edges.append(
            ProblemDependency(f"w{one}", f"w{other}", DependencyKind.FREE, 0.0, rng.random())
        )
    for _ in range(size // 40):
        one = rng.randrange(hubs, size - 1)
        edges.append(ProblemDependency(f"w{one}", f"w{one + 1}", DependencyKind.TOGETHER))
    freeze = waves // 2
    limits = []
    for team in TEAMS:
        share = totals[team] * kind.slack / (waves - 1.5)
        room = [round(share)] * waves
        room[0] = round(share / 2)
        limits.append(WaveLimit(f"{team} team", f"days.{team}", tuple(map(float, room))))
    count = [float(round(2 * size / (waves - 1.5)))] * waves
    count[0], count[freeze] = float(max(3, size // 40)), 0.0
    limits.append(WaveLimit("moves", "count", tuple(count)))
    problem = PlanningProblem(
        targets=(ProblemTarget("legacy"), ProblemTarget("cloud")),
        workloads=tuple(workloads),
        dependencies=tuple(edges),
        waves=tuple(ProblemWave(f"W{n}", 45.0 * n) for n in range(1, waves + 1)),
        wave_limits=tuple(limits),
    )
    if kind.dated:
        problem = with_dates(problem, kind, random.Random(seed + 1))
    return problem, {w.id: "cloud" for w in workloads}


def with_dates(problem: PlanningProblem, kind: Family, rng: random.Random) -> PlanningProblem:
    """Give a share of the workloads a window around the wave that their number suggests.

    Dependencies lead from higher to lower numbers, so that the windows fit the order.
    """
    waves, size = len(problem.waves), len(problem.workloads)
    dated = []
    for number, workload in enumerate(problem.workloads):
        if rng.random() < kind.dated:
            about = 2 + number * (waves - 3) // size
            first = max(workload.earliest_wave or 1, about - kind.window)
            last = min(waves, about + kind.window)
            workload = replace(workload, earliest_wave=first, latest_wave=last)
        dated.append(workload)
    return replace(problem, workloads=tuple(dated))
