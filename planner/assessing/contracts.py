"""Dates of contracts and licences: when leaving is free, and when it is paid for."""

from __future__ import annotations

from datetime import date

from planner.model.inventory import Workload
from planner.model.programme import Programme, WaveSlot

__all__ = ["DAYS_PER_YEAR", "contract_waits", "exit_spared", "wave_from", "wave_until"]

DAYS_PER_YEAR = 365.25


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


def _in_time(ends: date, programme: Programme) -> bool:
    if programme.begins is None:
        return False
    calendar = programme.calendar(programme.begins)
    return bool(calendar) and ends <= programme.cut_over_day(calendar[-1])


def wave_from(calendar: tuple[WaveSlot, ...], day: date) -> int:
    """Return the first wave (from 1) cut over on ``day`` or later, else one past the last."""
    for number, slot in enumerate(calendar, 1):
        if slot.last_day >= day:
            return number
    return len(calendar) + 1


def wave_until(calendar: tuple[WaveSlot, ...], day: date) -> int:
    """Return the last wave whose cut-over is on ``day`` or earlier; 0 where none is."""
    return sum(1 for slot in calendar if slot.last_day <= day)
