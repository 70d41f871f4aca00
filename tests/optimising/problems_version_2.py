"""Small random problems with every rule and cost of version 2, on top of those of version 1."""

from __future__ import annotations

import dataclasses
import random

from planner.optimising.problem import (
    AttributeGroup,
    Exit,
    Extension,
    Limit,
    PlanningProblem,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
)
from tests.optimising.small_problems import random_problem

ATTRIBUTES = {
    "legacy": {"site": "A"},
    "private": {"technology": "cloud", "site": "B"},
    "public": {"technology": "cloud"},
}


def random_version_2(seed: int, workloads: int = 3, waves: int = 3) -> PlanningProblem:
    """Return a problem with a bit of everything; about a third of them have no plan."""
    rng = random.Random(seed * 7919 + 1)
    base = random_problem(seed, workloads, waves)
    names = [workload.id for workload in base.workloads]
    rare = lambda share: rng.random() < share  # noqa: E731
    return dataclasses.replace(
        base,
        version=2,
        targets=tuple(dataclasses.replace(t, attributes=ATTRIBUTES[t.id]) for t in base.targets),
        workloads=tuple(_workload(rng, w, waves) for w in base.workloads),
        same=(AttributeGroup("technology", tuple(rng.sample(names, 2))),) if rare(0.2) else (),
        apart_by=(AttributeGroup("site", tuple(rng.sample(names, 2))),) if rare(0.2) else (),
        limits=tuple(_limit(rng, limit) for limit in base.limits),
        wave_limits=(*base.wave_limits, *([_periods(rng, waves)] if rare(0.4) else [])),
        shared_costs=tuple(_shared(rng, n, names) for n in range(rng.randint(0, 2))),
        exits=(_exit(rng, names, waves),) if rare(0.15) else (),
    )


def _workload(rng: random.Random, workload: ProblemWorkload, waves: int) -> ProblemWorkload:
    amounts = dict(workload.amounts)
    if rng.random() < 0.4:
        amounts["days"] = {
            target: tuple(float(rng.randint(0, 5)) for _ in range(rng.randint(1, 3)))
            for target in ("private", "public")
        }
    if rng.random() < 0.1:
        amounts["idle"] = (0.0,) * rng.randint(1, waves)
    reasons = ("law", "pin", "licence")
    costs = tuple(float(rng.randint(-9, 9)) for _ in range(waves))
    return dataclasses.replace(
        workload,
        amounts=amounts,
        forbidden={rng.choice(tuple(ATTRIBUTES)): tuple(rng.sample(reasons, rng.randint(1, 2)))}
        if rng.random() < 0.2
        else {},
        closed_waves=tuple(rng.sample(range(1, waves + 2), rng.choice((0, 0, 1, 2)))),
        wave_cost=rng.choice(((), (), costs, {"private": costs})),
    )


def _limit(rng: random.Random, limit: Limit) -> Limit:
    if limit.at_most is None or rng.random() < 0.5:
        return limit
    extension = Extension(rng.choice((1.0, 2.5)), rng.choice((0.0, 4.0, 30.0)), rng.randint(1, 3))
    return dataclasses.replace(limit, extension=extension)


def _periods(rng: random.Random, waves: int) -> WaveLimit:
    numbers = rng.sample(range(1, waves + 1), waves)
    cut = rng.randint(1, waves - 1)
    periods = (tuple(numbers[:cut]), tuple(numbers[cut : rng.randint(cut + 1, waves)]))
    most = (rng.choice((None, 8.0, 14.0)), rng.choice((None, 3.0, 9.0)))
    least = rng.choice((None, None, (rng.choice((None, 1.0)), None)))
    return WaveLimit("budget", "days", most, least, periods)


def _shared(rng: random.Random, number: int, names: list[str]) -> SharedCost:
    targets = tuple(rng.sample(tuple(ATTRIBUTES), rng.choice((1, 1, 2))))
    some = None if rng.random() < 0.5 else tuple(rng.sample(names, rng.randint(1, len(names))))
    figures = rng.choice((0.0, 20.0, 60.0)), rng.choice((0.0, 0.3, 1.0)), rng.choice((0.0, 45.0))
    return SharedCost(f"platform {number}", targets, some, *figures)


def _exit(rng: random.Random, names: list[str], waves: int) -> Exit:
    some = None if rng.random() < 0.5 else tuple(rng.sample(names, rng.randint(1, len(names))))
    return Exit("lease", ("legacy",), some, rng.choice((None, 0, 1, 2, waves)))
