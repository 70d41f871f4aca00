"""When each workload may move: dates, contracts, pins and progress as windows of wave numbers."""

from __future__ import annotations

from datetime import date

from planner.assessing.contracts import contract_waits, wave_from, wave_until
from planner.assessing.progress import Locked
from planner.model.inventory import Workload
from planner.model.programme import Programme, WaveSlot
from planner.model.rules import RuleSet

__all__ = ["Window", "first_open_wave", "ready_waves", "window_of"]

type Calendar = tuple[WaveSlot, ...]
type Window = tuple[int | None, int | None]


def first_open_wave(calendar: Calendar, today: date, history: Locked) -> int:
    """Return the first wave that can still be planned: after the locked ones, not in the past.

    Where the whole calendar lies in the past, dates are not held against it.

    Parameters
    ----------
    calendar
        ``calendar[w - 1]`` is wave ``w``.
    history
        Waves that are done or committed.
    """
    first = history.last_wave + 1
    ahead = wave_from(calendar, today)
    return max(first, ahead) if ahead <= len(calendar) else first


def window_of(
    workload: Workload,
    programme: Programme,
    calendar: Calendar,
    history: Locked,
    pinned: int | None,
    first_open: int,
) -> Window:
    """Return the earliest and latest wave of a workload; None where nothing binds.

    Parameters
    ----------
    calendar, history
        As in :func:`first_open_wave`.
    pinned
        Wave that was decided; None: none was.
    first_open
        First wave that can still be planned.
    """
    if workload.id in history.moves:
        wave = history.moves[workload.id][0]
        return wave, wave
    earliest, latest = first_open, len(calendar)
    if pinned is not None:
        return max(pinned, earliest), max(pinned, earliest)
    if day := workload.day("earliest_date"):
        earliest = max(earliest, wave_from(calendar, day))
    if day := workload.day("latest_date"):
        latest = min(latest, max(1, wave_until(calendar, day)))
    if contract_waits(workload, programme) and (day := workload.day("contract_end_date")):
        earliest = max(earliest, min(wave_from(calendar, day), latest))
    return (
        earliest if earliest > 1 else None,
        latest if latest < len(calendar) else None,
    )


def ready_waves(
    programme: Programme, rules: RuleSet, calendar: Calendar, in_use: set[str]
) -> dict[str, int]:
    """Return the first wave that may use each target.

    By its date; where no target has one, by the steps: private, then public, then hybrid, as far
    as the calendar is long enough. A target in use today is ready.

    Parameters
    ----------
    calendar
        ``calendar[w - 1]`` is wave ``w``.
    in_use
        Ids of targets that something runs on today.
    """
    dated = any(target.ready_date for target in programme.targets)
    ready = {}
    for target in programme.targets:
        wave = 1
        if target.ready_date is not None:
            wave = wave_from(calendar, target.ready_date)
        elif not dated and target.id not in in_use:
            step = int(rules.numbers.get(f"ready_wave_{target.kind}", 1))
            wave = max(1, min(step, len(calendar) // 2))
        ready[target.id] = wave
    return ready
