"""Dates of contracts and licences: when leaving is free, and when it is paid for."""

from __future__ import annotations

from datetime import date

from planner.model.inventory import Workload
from planner.model.programme import Programme, WaveSlot

__all__ = ["contract_waits", "wave_from", "wave_until", "years_left"]

DAYS_PER_YEAR = 365.25


def years_left(ends: date | None, start: date | None, horizon_years: int) -> float:
    """Years from the programme's start to ``ends``, within the horizon; 0 where unknown."""
    if ends is None or start is None:
        return 0.0
    return min(float(horizon_years), max(0.0, (ends - start).days / DAYS_PER_YEAR))


def contract_waits(workload: Workload, programme: Programme) -> bool:
    """Whether the move waits for the contract's end, so that no exit cost falls due.

    It does where leaving earlier costs something and the contract ends before the last wave does;
    where the contract runs longer than the programme, the exit cost is paid.
    """
    ends = workload.day("contract_end_date")
    if ends is None or not workload.money("exit_cost") or programme.start is None:
        return False
    calendar = programme.calendar(programme.start)
    return bool(calendar) and ends <= calendar[-1].last_day


def wave_from(calendar: tuple[WaveSlot, ...], day: date) -> int:
    """Return the first wave (from 1) cut over on ``day`` or later, else one past the last."""
    for number, slot in enumerate(calendar, 1):
        if slot.last_day >= day:
            return number
    return len(calendar) + 1


def wave_until(calendar: tuple[WaveSlot, ...], day: date) -> int:
    """Return the last wave whose cut-over is on ``day`` or earlier; 0 where none is."""
    return sum(1 for slot in calendar if slot.last_day <= day)
