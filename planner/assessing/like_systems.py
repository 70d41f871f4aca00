"""What systems like it cost to run, a core: the estimate where no cell says it.

Like are, of the systems in the same place whose run cost is stated, those of the same kind; where
these are too few, those of about the same size (cores rounded to a power of two); else all there.
The estimate is the median of what they cost a core, times the cores.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from planner.model.inventory import Workload

__all__ = ["FAR_OFF", "Like", "Sized", "like_costs", "sized"]

LEAST: Final = 3
"""So many systems make a median that is worth more than a list of prices."""
FAR_OFF: Final = 5.0
"""An estimate so many times larger or smaller than that by like systems is doubted."""


@dataclass(frozen=True, slots=True)
class Like:
    """What a core costs a year among ``count`` like systems, minor units.

    ``by``: what makes them like it, ``kind``, ``size`` or ``place``.
    """

    core_minor: float
    by: str
    count: int


@dataclass(frozen=True, slots=True)
class Sized:
    """A workload with cores: where it is, what kind it is, what it costs a year (None: unknown)."""

    id: str
    place: str
    kind: str
    cores: float
    run_minor: int | None

    def groups(self) -> Iterator[tuple[str, str, str]]:
        """Yield what it is compared with, the closest likeness first."""
        if self.kind:
            yield "kind", self.place, self.kind
        yield "size", self.place, str(round(math.log2(self.cores)))
        yield "place", self.place, ""


def sized(workload: Workload, place: str | None, kind: str) -> Iterator[Sized]:
    """Yield the workload where its place and its cores are known.

    Parameters
    ----------
    place
        Id of the target; None where it is not known.
    kind
        Key of its kind of system.
    """
    cores = workload.number("cpu_cores")
    if place and cores and cores > 0:
        yield Sized(workload.id, place, kind, cores, workload.money("run_cost_year"))


def like_costs(workloads: Iterable[Sized]) -> Mapping[str, Like]:
    """Return what like systems cost, by id of each workload whose own cost is not stated."""
    known: dict[tuple[str, str, str], list[float]] = {}
    asked: list[Sized] = []
    for one in workloads:
        if one.run_minor is None:
            asked.append(one)
        for group in one.groups() if one.run_minor is not None else ():
            known.setdefault(group, []).append((one.run_minor or 0) / one.cores)
    medians: dict[tuple[str, str, str], Like] = {}
    found: dict[str, Like] = {}
    for one in asked:
        closest = (group for group in one.groups() if len(known.get(group, ())) >= LEAST)
        if (nearest := next(closest, None)) is None:
            continue
        if nearest not in medians:
            medians[nearest] = Like(
                statistics.median(known[nearest]), nearest[0], len(known[nearest])
            )
        if medians[nearest].core_minor > 0:
            found[one.id] = medians[nearest]
    return found
