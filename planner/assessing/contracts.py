"""Dates of contracts and licences: when leaving is free, and when it is paid for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from planner.errors import Message, message
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme, WaveSlot

__all__ = [
    "DAYS_PER_YEAR",
    "contract_tail",
    "contract_waits",
    "contracts_said",
    "exit_spared",
    "last_cut_over",
    "wave_from",
    "wave_until",
]

DAYS_PER_YEAR = 365.25
SHOWN: Final = 8
"""Contracts that a sentence lists before it stops."""


def exit_spared(workload: Workload, programme: Programme) -> bool:
    """Whether a late wave spares the exit cost: the contract ends before the last cut-over.

    What leaving earlier costs is then a cost of the earlier waves; where the contract runs longer
    than the programme, the exit cost is paid whenever it moves.
    """
    ends = workload.day("contract_end_date")
    return ends is not None and bool(workload.money("exit_cost")) and _in_time(ends, programme)


def contract_waits(workload: Workload, programme: Programme) -> bool:
    """Whether the move waits for the contract's end: nobody knows what leaving earlier costs.

    A price of 0 is known; where the contract runs longer than the programme, nothing waits for it.
    """
    ends = workload.day("contract_end_date")
    return ends is not None and workload.money("exit_cost") is None and _in_time(ends, programme)


def contract_tail(workload: Workload, leaves: date, end: date) -> int:
    """Return what is paid of a contract left early whose price of leaving nobody knows.

    Today's run cost from the day of leaving to the contract's end, within the horizon, in minor
    units; 0 where the price is known, 0 among them, or no run cost is stated.

    Parameters
    ----------
    leaves
        Day of the cut-over.
    end
        First day behind the horizon.
    """
    ends, yearly = workload.day("contract_end_date"), workload.money("run_cost_year")
    if ends is None or not yearly or workload.money("exit_cost") is not None:
        return 0
    return round(max(0, (min(ends, end) - leaves).days) / DAYS_PER_YEAR * yearly)


def contracts_said(inventory: Inventory, programme: Programme) -> Iterator[Message]:
    """Say whose contract outlasts the programme without a price, and what is counted for it."""
    last = last_cut_over(programme)
    longer = [
        (ends, one)
        for one in inventory.workloads
        if (ends := one.day("contract_end_date")) is not None
        and one.money("exit_cost") is None
        and (last is not None and ends > last)
    ]
    for key, counted in (("contracts_paid_on", True), ("contracts_unpriced", False)):
        those = sorted((ends, one.name) for ends, one in longer if counted == _costed(one))
        names = tuple(
            message("profiles.contract", name=name, day=ends.isoformat())
            for ends, name in those[-SHOWN:]
        )
        if names:
            yield message(f"profiles.assumption.{key}", count=len(those), names=names)


def _costed(workload: Workload) -> bool:
    return workload.money("run_cost_year") is not None


def last_cut_over(programme: Programme) -> date | None:
    """Return the day of the last wave's cut-over; None without a start or without waves."""
    if programme.begins is None:
        return None
    calendar = programme.calendar(programme.begins)
    return programme.cut_over_day(calendar[-1]) if calendar else None


def _in_time(ends: date, programme: Programme) -> bool:
    last = last_cut_over(programme)
    return last is not None and ends <= last


def wave_from(calendar: tuple[WaveSlot, ...], day: date) -> int:
    """Return the first wave (from 1) cut over on ``day`` or later, else one past the last."""
    for number, slot in enumerate(calendar, 1):
        if slot.last_day >= day:
            return number
    return len(calendar) + 1


def wave_until(calendar: tuple[WaveSlot, ...], day: date) -> int:
    """Return the last wave whose cut-over is on ``day`` or earlier; 0 where none is."""
    return sum(1 for slot in calendar if slot.last_day <= day)
