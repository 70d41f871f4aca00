"""The sizes that usually go with a core: what stands in for one that nobody stated.

The medians of the inventory's own systems, in rooms of its own and with every size known, where
there are enough of them, else the usual ones of the rules (``memory_per_core`` and so on). Only the
ratio of one place's sheet to another's is taken of them: a core stands for a system of any size.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from typing import Final

from planner.assessing.price_sheet import SIZED
from planner.model.inventory import Workload
from planner.model.rules import RuleSet

__all__ = ["Mix", "mix_of", "rules_mix"]

type Mix = Mapping[str, float]
"""Amount of each size a core: 1 of ``cpu_cores``, GiB of the others (traffic: a month)."""

LEAST: Final = 3
"""So many systems make a median that is worth more than the rules' numbers."""
_NUMBERS: Final = {
    "memory_gib": "memory_per_core",
    "storage_gib": "storage_per_core",
    "traffic_gib_month": "traffic_per_core",
}


def rules_mix(rules: RuleSet) -> Mix:
    """Return the mix that the rule set takes for granted."""
    return {"cpu_cores": 1.0} | {
        field: rules.numbers.get(number, 0.0) for field, number in _NUMBERS.items()
    }


def mix_of(workloads: Iterable[Workload]) -> Mix | None:
    """Return the medians of those with every size stated; None where too few are.

    ``workloads`` are those in own rooms: on a cloud sizes have shrunk already.
    """
    known: list[dict[str, float]] = []
    for one in workloads:
        sizes = {field: one.number(field) for _, field, _ in SIZED}
        cores = sizes["cpu_cores"]
        if cores and cores > 0 and all(size is not None for size in sizes.values()):
            known.append({field: (size or 0.0) / cores for field, size in sizes.items()})
    if len(known) < LEAST:
        return None
    return {field: statistics.median(one[field] for one in known) for _, field, _ in SIZED}
