"""A plan of somebody else beside ours: whose waves differ, and which published rules it keeps.

It is read like any inventory: a column of waves (a workbook's, AWS's ``ApplicationWave`` or
``wave_name``, the wave file of Azure Migrate) gives each application its wave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.assessing.published.audit import Finding, audit
from planner.errors import BadInputError
from planner.model.inventory import Inventory
from planner.model.programme import Programme, WaveSlot
from planner.optimising.plan import Plan

__all__ = ["Comparison", "WaveDifference", "beside", "foreign_waves"]


@dataclass(frozen=True, slots=True)
class WaveDifference:
    """A workload that moves in another wave; None where a plan does not move it."""

    workload_id: str
    ours: int | None
    theirs: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side: how many agree, who differs, and what each keeps of a rule set."""

    agree: int
    differences: tuple[WaveDifference, ...]
    unknown: tuple[str, ...]
    """Names in the foreign plan that the inventory does not have."""
    ours: tuple[Finding, ...]
    theirs: tuple[Finding, ...]


def foreign_waves(foreign: Inventory, file_name: str) -> dict[str, int]:
    """Return the wave of each application that a foreign plan gives one, by name or id.

    Raises
    ------
    BadInputError
        Where the file gives no application a wave: that is no plan.
    """
    found = {}
    for workload in foreign.workloads:
        wave = workload.number("pin_wave")
        if wave is not None:
            found[workload.name] = int(wave)
    if not found:
        raise BadInputError("errors.files.no_waves", "errors.files.name_waves", name=file_name)
    return found


def beside(
    plan: Plan,
    inventory: Inventory,
    programme: Programme,
    calendar: tuple[WaveSlot, ...],
    waves: Mapping[str, int],
    set_id: str,
    common: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare a plan with foreign waves, point by point, under a publisher's rules.

    Parameters
    ----------
    calendar
        ``calendar[w - 1]`` is wave ``w``.
    waves
        The foreign plan's, from 1, by workload id.
    set_id
        Of the published set.
    common
        Ids of services that everybody uses.
    """
    key_of = {one.name.casefold(): one.id for one in inventory.workloads}
    key_of |= {one.id.casefold(): one.id for one in inventory.workloads}
    theirs = {key_of[n.casefold()]: w for n, w in waves.items() if n.casefold() in key_of}
    ours = {key: wave for key, wave in (plan.wave or {}).items() if wave is not None}
    keys = [one.id for one in inventory.workloads if one.id in ours or one.id in theirs]
    keys.sort(key=lambda key: not (key in ours and key in theirs))  # both move it: that tells most
    differences = tuple(
        WaveDifference(key, ours.get(key), theirs.get(key))
        for key in keys
        if ours.get(key) != theirs.get(key)
    )
    audited = (
        audit(replace(plan, wave=which), inventory, programme, calendar, set_id, common)
        for which in (ours, theirs)
    )
    unknown = tuple(name for name in waves if name.casefold() not in key_of)
    return Comparison(len(keys) - len(differences), differences, unknown, *audited)
