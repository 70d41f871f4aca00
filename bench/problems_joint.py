"""Small inventories with every rule, for both stages as one program: loose and tight by turns."""

from __future__ import annotations

import random
from collections.abc import Mapping

from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)

__all__ = ["generate_joint"]

TARGETS = ("legacy", "private", "public", "hybrid")
READY = (1, 1, 2, 3)
DISTANCE = {
    "legacy": {"private": 2.0, "public": 5.0, "hybrid": 4.0},
    "private": {"legacy": 2.0, "public": 4.0, "hybrid": 2.0},
    "public": {"legacy": 5.0, "private": 4.0, "hybrid": 2.0},
    "hybrid": {"legacy": 4.0, "private": 2.0, "public": 2.0},
}
TEAMS = ("database", "network", "platform")
HARDER = {"private": 1.0, "public": 1.4, "hybrid": 1.8}
"""A team's days for a move onto a target, as a multiple of the least."""


def generate_joint(size: int, seed: int) -> PlanningProblem:
    """Make a problem whose tightness, waves, teams and rules are drawn from the seed.

    Costs 20 to 100 leaning to one target by domain, about 2.5 dependencies each with shared hubs,
    5 to 12 waves, one to three teams whose days exceed the work of the moves by 8 to 60 %, a pilot,
    a freeze; groups, pairs kept apart, least amounts, budgets per target, windows.
    """
    draw = random.Random(seed * 7_919 + size)
    waves = draw.randint(5, 12)
    teams = TEAMS[: draw.randint(1, 3)]
    workloads = [_workload(draw, number, size, teams) for number in range(size)]
    names = [workload.id for workload in workloads]
    moved = 0.8 if draw.random() < 0.5 else 1.0
    return PlanningProblem(
        targets=tuple(ProblemTarget(t, r) for t, r in zip(TARGETS, READY, strict=True)),
        workloads=tuple(workloads),
        distance=DISTANCE,
        dependencies=tuple(_dependencies(draw, names)),
        same_target=tuple((names[n], names[n + 1]) for n in draw.sample(range(0, size - 1, 2), 2)),
        apart=tuple(tuple(draw.sample(names, draw.randint(2, 3))) for _ in range(2)),
        limits=_limits(draw, workloads),
        waves=tuple(ProblemWave(f"W{n}", 45.0 * n) for n in range(1, waves + 1)),
        wave_limits=_wave_limits(draw, workloads, teams, waves, moved),
    )


def _workload(
    draw: random.Random, number: int, size: int, teams: tuple[str, ...]
) -> ProblemWorkload:
    liked = random.Random(number // 10 * 31 + size).choice(TARGETS)
    cost = {t: round(draw.uniform(20, 100) - (25 if t == liked else 0), 2) for t in TARGETS}
    base = draw.lognormvariate(1.6, 0.5)
    amounts: dict[str, float | Mapping[str, float]] = {
        "cpu": float(draw.choice((2, 4, 8, 16))),
        "count": 1.0,
        "one_off": {t: round(base * 10 * HARDER[t]) * 1.0 for t in HARDER},
    }
    for team in draw.sample(teams, draw.randint(1, len(teams))):
        amounts[f"days.{team}"] = {t: float(round(base * HARDER[t]) + 1) for t in HARDER}
    return ProblemWorkload(
        f"w{number}", cost, "legacy",
        allowed=("private", "public", "hybrid") if draw.random() < 0.15 else None,
        amounts=amounts,
        delay_value=round(draw.lognormvariate(-2.5, 0.9), 3),
        earliest_wave=2 if draw.random() < 0.06 else None,
        latest_wave=4 if draw.random() < 0.04 else None,
    )  # fmt: skip


def _dependencies(draw: random.Random, names: list[str]) -> list[ProblemDependency]:
    hubs = names[: max(2, len(names) // 20)]
    made = []
    for number in range(1, len(names)):
        for _ in range(min(number, draw.choice((1, 2, 3, 4)))):
            near = names[draw.randrange(max(0, number - 12), number)]
            needed = draw.choice(hubs) if draw.random() < 0.25 else near
            if needed == names[number]:
                continue
            kind = draw.choices(tuple(DependencyKind), (1, 14, 2, 4))[0]
            exposure = round(draw.uniform(0, 0.06), 3) if draw.random() < 0.4 else 0.0
            weight = round(draw.uniform(1, 4), 2)
            made.append(ProblemDependency(names[number], needed, kind, weight, exposure))
    return made


def _limits(draw: random.Random, workloads: list[ProblemWorkload]) -> tuple[Limit, ...]:
    cpu = sum(w.amount("cpu", "private") for w in workloads)
    one_off = sum(w.amount("one_off", "private") for w in workloads)
    limits = [
        Limit("private CPU", "cpu", ("private",), at_most=float(round(cpu / 3))),
        Limit("on cloud", "count", ("public", "hybrid"), at_least=float(len(workloads) // 5)),
    ]
    if draw.random() < 0.5:
        limits.append(
            Limit("budget", "one_off", tuple(HARDER), at_most=float(round(one_off * 1.1)))
        )
    return tuple(limits)


def _wave_limits(
    draw: random.Random,
    workloads: list[ProblemWorkload],
    teams: tuple[str, ...],
    waves: int,
    moved: float,
) -> tuple[WaveLimit, ...]:
    slack = draw.choice((1.08, 1.16, 1.3, 1.6))
    limits = []
    freeze = waves // 2
    for team in teams:
        total = sum(w.amount(f"days.{team}", "public") for w in workloads) * moved
        share = max(30.0, float(round(total * slack / (waves - 1.5))))
        room: list[float | None] = [share] * waves
        room[0] = float(round(share / 2))
        limits.append(WaveLimit(f"{team} team", f"days.{team}", tuple(room)))
    count: list[float | None] = [None] * waves
    count[0], count[freeze] = float(max(4, len(workloads) // 8)), 0.0
    least: list[float | None] = [None] * waves
    if draw.random() < 0.3:
        least[1] = 2.0
    limits.append(WaveLimit("moves", "count", tuple(count), tuple(least)))
    return tuple(limits)
