"""Limits of the waves: freezes, pilot, teams, counts; widened where nothing could ever fit.

Units: ``count``, ``critical``, ``pilot.<what>`` in workloads; ``days.<team>`` in person-days.
A wave's cut-over capacity (count, critical systems) shrinks with the share of its days that a
freeze takes; one with a tenth or less left is closed. Team capacity is not touched by freezes:
the work goes on, only the cut-over waits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.errors import message
from planner.model.programme import Freeze, Programme, WaveSlot
from planner.model.rules import Words
from planner.optimising.problem import WaveLimit

__all__ = [
    "CLOSED_SHARE",
    "PILOT_BUSINESS",
    "PILOT_FOUNDATIONS",
    "WaveFrame",
    "cut_over_limits",
    "open_share",
    "team_capacity",
]

CLOSED_SHARE = 0.1
PILOT_BUSINESS, PILOT_FOUNDATIONS = "pilot.business", "pilot.foundations"
"""Amounts of the pilot: what its teams learn on, and what others stand on and goes beside it."""


def open_share(slot: WaveSlot, freezes: Sequence[Freeze]) -> float:
    """Share of a wave's days on which something may be cut over, 0 to 1.

    Spans are merged and not counted day by day: a wave may be as long as the calendar.
    """
    first, last = slot.first_day.toordinal(), slot.last_day.toordinal()
    days = last - first + 1
    frozen, free_from = 0, first
    for freeze in sorted(freezes, key=lambda one: one.first_day):
        begin = max(freeze.first_day.toordinal(), free_from)
        end = min(freeze.last_day.toordinal(), last)
        if begin <= end:
            frozen += end - begin + 1
            free_from = end + 1
    return 1.0 - frozen / days if days > 0 else 0.0


@dataclass(frozen=True, slots=True)
class WaveFrame:
    """What is known of the waves before limits are drawn up; wave numbers from 1."""

    shares: tuple[float, ...]
    locked: frozenset[int]
    first_open: int
    groups: tuple[tuple[str, ...], ...]
    """Workloads that share a wave."""
    foundations: frozenset[str] = frozenset()
    """Those that others stand on and that may move: they take no place from the pilot's systems."""

    def bounds(self, values: Sequence[float | None]) -> tuple[float | None, ...]:
        """One bound a wave; none for waves that progress has fixed."""
        return tuple(None if wave in self.locked else value for wave, value in enumerate(values, 1))

    def smallest(self, capacity: Sequence[float]) -> float:
        """Return a team's smallest capacity in the waves still open; 0 where it has none."""
        still = (
            value
            for wave, value in enumerate(capacity, 1)
            if wave >= self.first_open and value > 0 and wave not in self.locked
        )
        return min(still, default=0.0)

    @property
    def pilot_wave(self) -> int | None:
        """The first wave where it is still open and more than one wave is left, else None."""
        if self.locked or len(self.shares) < 2:
            return None
        for wave, share in enumerate(self.shares, 1):
            if wave >= self.first_open and share > CLOSED_SHARE:
                return wave if wave < len(self.shares) else None
        return None


def cut_over_limits(
    programme: Programme,
    frame: WaveFrame,
    critical: frozenset[str],
    early: frozenset[str],
) -> tuple[tuple[WaveLimit, ...], tuple[Words, ...]]:
    """Return the limits on count and critical systems, freezes and the pilot's.

    ``early`` are the workloads that a pin, a date or a dependency puts into the pilot wave.

    Parameters
    ----------
    frame
        The waves and who may move in them.
    critical
        Ids of critical systems.
    early
        Ids of workloads that a pin, a date or a dependency puts into the pilot wave.
    """
    limits: list[WaveLimit] = []
    notes: list[Words] = []
    closed = [share <= CLOSED_SHARE for share in frame.shares]
    if any(closed):
        limits.append(
            WaveLimit("freeze", "count", frame.bounds([0.0 if shut else None for shut in closed]))
        )
    largest = max((len(group) for group in frame.groups), default=1)
    most_critical = max((len(critical.intersection(group)) for group in frame.groups), default=1)
    for name, amount, limit, least in (
        ("wave.count", "count", programme.max_workloads_per_wave, largest),
        ("wave.critical", "critical", programme.max_critical_per_wave, most_critical),
    ):
        if limit is None:
            continue
        if least > limit:
            notes.append(_widened(name, limit, least))
        widest = max(frame.shares, default=1.0)
        values = [
            float(max(int(limit * share), least if share >= widest else 1))
            if share > CLOSED_SHARE
            else 0.0
            for share in frame.shares
        ]
        limits.append(WaveLimit(name, amount, frame.bounds(values)))
    room = None
    if programme.wave_sizes and programme.max_workloads_per_wave is None:
        values = _growing(programme.wave_sizes, frame, largest)
        wave = frame.pilot_wave if programme.pilot is not None else None
        if wave is not None:
            room = values[wave - 1]
            values[wave - 1] += min(room, len(frame.foundations))
        limits.append(WaveLimit("wave.count", "count", frame.bounds(values)))
    pilot_limits, pilot_notes = _pilot(programme, frame, early, room)
    return (*limits, *pilot_limits), (*notes, *pilot_notes)


def _growing(sizes: Sequence[int], frame: WaveFrame, largest: int) -> list[float]:
    """How many workloads each wave may hold, growing; one wave holds any group."""
    shares = frame.shares
    whole = [sizes[min(wave, len(sizes) - 1)] for wave in range(len(shares))]
    values = [
        float(max(1, int(size * share))) if share > CLOSED_SHARE else 0.0
        for size, share in zip(whole, shares, strict=True)
    ]
    if values and max(values) < largest:
        values[values.index(max(values))] = float(largest)
    return values


def _widened(name: str, limit: float, least: float) -> Words:
    return message("assessing.note.group_widens_wave", least=least, limit=limit, name=name)


def _pilot(
    programme: Programme, frame: WaveFrame, early: frozenset[str], room: float | None
) -> tuple[tuple[WaveLimit, ...], tuple[Words, ...]]:
    """Return the pilot's own limits: a few real systems, easy ones; foundations beside them.

    Of ``room``, what is assumed that the wave can take, foundations take nothing: they get as much
    again. Of a stated limit on a wave they take half at most.
    """
    pilot = programme.pilot
    if pilot is None:
        return (), ()
    wave = frame.pilot_wave
    if wave is None:
        if frame.locked:
            return (), ()
        words = message("assessing.note.no_pilot_wave")
        return (), (words,)
    notes: tuple[Words, ...] = ()
    fixed, beside = early - frame.foundations, early & frame.foundations
    most = max(min(pilot.max_workloads, room or math.inf), len(fixed))
    if len(fixed) > pilot.max_workloads:
        notes = (message("assessing.note.pilot_widened", count=len(fixed)),)
    stated = programme.max_workloads_per_wave
    half = math.ceil(stated * frame.shares[wave - 1] / 2) if stated is not None else None
    others = max(room or half or pilot.max_workloads, len(beside))

    def only(value: float) -> tuple[float | None, ...]:
        return tuple(
            value if number == wave else None for number in range(1, len(frame.shares) + 1)
        )

    return (
        WaveLimit("pilot.count", PILOT_BUSINESS, only(float(most))),
        WaveLimit("pilot.foundations", PILOT_FOUNDATIONS, only(float(others))),
        WaveLimit("pilot.barred", "pilot.barred", only(0.0)),
    ), notes


def team_capacity(programme: Programme, frame: WaveFrame) -> Mapping[str, tuple[float, ...]]:
    """Return person-days of each team with a capacity in every wave: ramp times (1 - buffer)."""
    keep = 1.0 - min(1.0, max(0.0, programme.buffer))
    ramp = programme.ramp
    shares = [ramp[wave] if wave < len(ramp) else 1.0 for wave in range(len(frame.shares))]
    return {
        team.id: tuple(team.days_per_wave * keep * share for share in shares)
        for team in programme.teams
        if team.days_per_wave is not None
    }
