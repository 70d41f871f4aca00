"""Placement problems under the rules of version 2: two sites, recovery pairs, platforms, steps."""

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
    ProblemWorkload,
    SharedCost,
)

__all__ = ["generate_version_2"]

SITES = {"legacy": "AB", "private": "AB", "public": "AB", "hybrid": "A"}
NEAR = 0.5
"""Distance of two sites of one technology; it adds to that of two technologies."""


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
        SharedCost(f"cluster {n}", ("private-A", "private-B"), tuple(draw.sample(ids, 5)), 40.0)
        for n in range(max(1, size // 50))
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
                extension=Extension(round(room / 20), 30.0, 4),
            )
            for site in "AB"
        ),
        same=tuple(AttributeGroup("technology", pair) for pair in pairs),
        apart_by=tuple(AttributeGroup("site", pair) for pair in pairs),
        shared_costs=(*halls, *few),
        exits=(Exit("lease of hall B", ("legacy-B",), tuple(draw.sample(ids, size // 5))),),
    )  # fmt: skip
