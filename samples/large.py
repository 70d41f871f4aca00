"""A large sample: the bank again and again, as a group of subsidiaries would have it."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import PolicyLimit, Programme
from samples.bank.inventory import bank_inventory
from samples.bank.programme import bank_programme

__all__ = ["large_inventory", "large_programme"]


def large_inventory(count: int, language: str) -> Inventory:
    """``count`` workloads; the subsidiaries share the identity and the bus of the first bank."""
    bank = bank_inventory(language)
    copies = ceil(count / len(bank.workloads))
    workloads: list[Workload] = []
    links: list[Dependency] = []
    for number in range(copies):
        mark = f"-{number + 1:02d}" if number else ""
        named = {w.id: w.id if w.id in ("IAM", "MQBUS") else w.id + mark for w in bank.workloads}
        for workload in bank.workloads:
            if number and named[workload.id] == workload.id:
                continue
            values = dict(workload.values)
            if "recovery_of" in values:
                values["recovery_of"] = named[str(values["recovery_of"])]
            title = f"{workload.name} {number + 1:02d}" if number else workload.name
            workloads.append(replace(workload, id=named[workload.id], name=title, values=values))
        links += [
            replace(link, source=named[link.source], needed=named[link.needed])
            for link in bank.dependencies
            if not number or named[link.source] != link.source
        ]
    kept = {workload.id for workload in workloads[:count]}
    return replace(
        bank,
        workloads=tuple(workloads[:count]),
        dependencies=tuple(d for d in links if d.source in kept and d.needed in kept),
    )


ROOM = 1.2
"""Teams of a large bank have a little more room: its pilot wave is as small as a small bank's."""


def large_programme(count: int, language: str) -> Programme:
    """The bank's programme with everything that limits it multiplied."""
    bank = bank_programme(language)
    times = count / len(bank_inventory(language).workloads)
    return replace(
        bank,
        targets=tuple(
            replace(t, capacity={key: size * times for key, size in t.capacity.items()})
            for t in bank.targets
        ),
        teams=tuple(
            replace(t, days_per_wave=float(round((t.days_per_wave or 0) * times * ROOM)))
            for t in bank.teams
        ),
        limits=tuple(_scaled(limit, times) for limit in bank.limits),
        max_workloads_per_wave=round((bank.max_workloads_per_wave or 0) * times),
        max_critical_per_wave=round((bank.max_critical_per_wave or 0) * times),
    )


def _scaled(limit: PolicyLimit, times: float) -> PolicyLimit:
    if limit.measure == "production_share" or limit.at_most is None:
        return limit
    return replace(limit, at_most=float(round(limit.at_most * times)))
