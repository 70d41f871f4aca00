"""Problems under the rules of version 2: two sites, recovery pairs, platforms, steps, and waves."""

from __future__ import annotations

import random
from dataclasses import replace

from bench.problems_placement import generate_placement
from planner.optimising.problem import (
    AttributeGroup,
    Exit,
    Extension,
    Limit,
    PlanningProblem,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
)

__all__ = ["generate_programme", "generate_version_2"]

SITES = {"legacy": "AB", "private": "AB", "public": "AB", "hybrid": "A"}
NEAR = 0.5
"""Distance of two sites of one technology; it adds to that of two technologies."""
WAVES, APART_DAYS, READY = 8, 45.0, {"legacy": 1, "private": 1, "public": 2, "hybrid": 3}
HARDER = {"legacy": 0.5, "private": 1.0, "public": 1.4, "hybrid": 1.8}
"""A move's days of work by technology, as a multiple of the least."""


def generate_version_2(size: int, seed: int) -> PlanningProblem:
    """The ordinary problem on seven targets of four technologies at two sites.

    A tenth of the workloads has a recovery system: same technology, another site. Private CPU at
    each site may be bought in steps, the mainframe halls are a platform each, some platforms are
    shared by a few; one group has to be out of the second hall, some workloads may not go public.
    """
    base = generate_placement(size, seed)
    draw = random.Random(seed * 7_919 + size)
    targets = [(kind, site) for kind, sites in SITES.items() for site in sites]
    names = {pair: f"{pair[0]}-{pair[1]}" for pair in targets}
    distance: dict[str, dict[str, float]] = {name: {} for name in names.values()}
    for a in targets:
        for b in targets:
            if a != b:
                far = base.between(a[0], b[0]) + (NEAR if a[1] != b[1] else 0.0)
                distance[names[a]][names[b]] = far
    workloads = []
    for workload in base.workloads:
        cost = {
            names[kind, site]: workload.cost[kind] + round(draw.uniform(0, 3), 2)
            for kind, site in targets
        }
        forbidden = {}
        if draw.random() < 0.1:
            forbidden = {names["public", site]: ("residency",) for site in "AB"}
        amounts = {"cpu": workload.amount("cpu", "private")}
        workloads.append(
            ProblemWorkload(workload.id, cost, "legacy-A", None, amounts, forbidden=forbidden)
        )
    ids = [workload.id for workload in workloads]
    drawn = draw.sample(ids, size // 10 * 2)
    pairs = list(zip(drawn[::2], drawn[1::2], strict=True))
    room = base.limits[0].at_most or 0.0
    halls = [SharedCost(f"hall {s}", (f"legacy-{s}",), cost=20.0 * size / 50) for s in "AB"]
    few = [
        SharedCost(
            f"cluster {n}", ("private-A", "private-B"), tuple(draw.sample(ids, min(5, size))), 40.0
        )
        for n in range(max(1, size // 50) if size else 0)
    ]
    return replace(
        base,
        version=2,
        targets=tuple(
            ProblemTarget(names[kind, site], attributes={"technology": kind, "site": site})
            for kind, site in targets
        ),
        distance=distance,
        workloads=tuple(workloads),
        limits=tuple(
            Limit(
                f"private CPU {site}", "cpu", (f"private-{site}",), round(room / 3),
                extension=Extension(max(1, round(room / 20)), 30.0, 4),
            )
            for site in "AB"
        ),
        same=tuple(AttributeGroup("technology", pair) for pair in pairs),
        apart_by=tuple(AttributeGroup("site", pair) for pair in pairs),
        shared_costs=(*halls, *few),
        exits=(Exit("lease of hall B", ("legacy-B",), tuple(draw.sample(ids, size // 5))),)
        if size >= 5 else (),
    )  # fmt: skip


def generate_programme(size: int, seed: int) -> PlanningProblem:
    """The same with waves, under every rule that version 2 has for them.

    A tenth of the moves takes two or three waves of work; a fifth is closed out of two waves, a
    tenth has costs of late waves. The team's days exceed what everybody's move would take by a
    third, a budget binds halves, the platforms cost by the day until the last has left them, and
    those in the second hall are out of it by the last wave but one.
    """
    base = generate_version_2(size, seed)
    draw = random.Random(seed * 104_729 + size)
    halls = [target.id for target in base.targets if target.id.startswith("legacy")]
    workloads = []
    work = budget = 0.0
    for workload in base.workloads:
        least = round(draw.lognormvariate(1.6, 0.5), 1)
        long = draw.choice((2, 3)) if draw.random() < 0.1 else 1
        days = {t: round(least * HARDER[t.partition("-")[0]], 1) for t in workload.cost}
        late = [0.0] * (WAVES - 2) + [round(draw.uniform(1, 6), 1)] * 2
        work += days["public-A"] * long
        budget += 10.0 * days["public-A"]
        amounts = {
            **workload.amounts,
            "days": {t: (each,) * long if long > 1 else each for t, each in days.items()},
            "one_off": {t: 10.0 * each for t, each in days.items()},
        }
        closed = tuple(sorted(draw.sample(range(1, WAVES + 1), 2)))
        workloads.append(
            replace(
                workload,
                current=draw.choice(halls),
                amounts=amounts,
                delay_value=round(draw.lognormvariate(-2.5, 0.9), 3),
                closed_waves=closed if draw.random() < 0.2 else (),
                wave_cost=dict.fromkeys(workload.cost, tuple(late)) if draw.random() < 0.1 else {},
            )
        )
    room = [round(work * 1.33 / WAVES)] * WAVES
    halves = (tuple(range(1, WAVES // 2 + 1)), tuple(range(WAVES // 2 + 1, WAVES + 1)))
    return replace(
        base,
        targets=tuple(replace(t, ready_wave=READY[t.id.partition("-")[0]]) for t in base.targets),
        workloads=tuple(workloads),
        waves=tuple(ProblemWave(f"W{n}", APART_DAYS * n) for n in range(1, WAVES + 1)),
        wave_limits=(
            WaveLimit("team", "days", tuple(map(float, room))),
            WaveLimit("budget", "one_off", (round(0.7 * budget),) * 2, periods=halves),
        ),
        shared_costs=tuple(
            replace(shared, cost_per_day=shared.cost / 100, not_before_day=90.0)
            if shared.id.startswith("hall") else shared
            for shared in base.shared_costs
        ),
        exits=tuple(replace(one, by_wave=WAVES - 1) for one in base.exits),
    )  # fmt: skip
