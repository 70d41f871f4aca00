"""The plan as a calendar that can be worked: phases of every move, gates of every wave, dates owed.

Worked out once from the figures; wave pages, page, workbook, project file, calendar, tickets,
tables and plan.json print these dates and no others. What is assumed stands in
``docs/decisions/phases-and-gates.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from planner.assessing.contracts import DAYS_PER_YEAR
from planner.model.programme import Freeze
from planner.reporting.cut_over_days import OpenDays, cut_over_days, is_watched
from planner.reporting.figures import Figures, WaveFigures
from planner.reporting.kept import kept
from planner.reporting.moves import Move

__all__ = ["GATES", "PHASES", "Gate", "MoveDates", "Phase", "Schedule", "schedule_of"]

PHASES: Final = ("prepare", "build", "rehearse", "cut_over", "hypercare", "decommission")
GATES: Final = ("start", "go", "accept")
_SHARES: Final = {"prepare": 0.25, "build": 0.5, "rehearse": 0.25}
"""Shares of the days from the start of the work to the day before the cut-over."""
_HYPERCARE: Final = {"critical": 28, "high": 21}
_HYPERCARE_USUAL: Final = 14
"""Calendar days of close watch after a cut-over, by tier."""
_DECOMMISSION: Final = 14
"""Calendar days to switch off, wipe and write off, at least."""
_GO_BEFORE: Final = 1
"""Working days between the decision to go and the first cut-over of a wave."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a move, both days included; ``key`` is one of :data:`PHASES`."""

    key: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class MoveDates:
    """The dates of one move; phases in order, those left out that there is no room or need for."""

    id: str
    wave: int
    phases: tuple[Phase, ...]

    @property
    def start(self) -> date:
        """First day of work."""
        return self.phases[0].first

    @property
    def cut_over(self) -> date:
        """Day of the cut-over."""
        return next(phase.first for phase in self.phases if phase.key == "cut_over")

    @property
    def accepted(self) -> date:
        """Last day of the close watch."""
        return next(phase.last for phase in self.phases if phase.key == "hypercare")

    @property
    def switched_off(self) -> date | None:
        """Day by which the old place is given back; None for what had none."""
        return self.phases[-1].last if self.phases[-1].key == "decommission" else None


@dataclass(frozen=True, slots=True)
class Gate:
    """A decision of a wave: ``start`` the work, ``go`` or not, ``accept`` and close."""

    key: str
    wave: int
    day: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """Moves by workload id, gates by wave number, day of leaving by id of what retires.

    ``hurried``: critical moves by the freeze that begins less than a week after their cut-over.
    """

    moves: Mapping[str, MoveDates]
    gates: Mapping[int, tuple[Gate, ...]]
    retirements: Mapping[str, date | None]
    hurried: Mapping[Freeze, tuple[Move, ...]]

    @property
    def last_cut_over(self) -> date | None:
        """Day of the last cut-over; None where nothing moves."""
        return max((one.cut_over for one in self.moves.values()), default=None)

    def begins(self, wave: WaveFigures) -> date:
        """Return the first day of a wave, or of the work for it where that begins in an earlier."""
        return min(wave.slot.first_day, self.gates[wave.number][0].day)

    def phase_span(self, wave: WaveFigures, key: str) -> Phase | None:
        """Return first and last day of a phase over all moves of a wave."""
        spans = [
            phase for move in wave.moves for phase in self.moves[move.id].phases if phase.key == key
        ]
        if not spans:
            return None
        return Phase(key, min(one.first for one in spans), max(one.last for one in spans))


@kept
def schedule_of(figures: Figures) -> Schedule:
    """Return the calendar of a plan; the same study gives the same days."""
    open_days = OpenDays(figures.study)
    days = cut_over_days(figures, open_days)
    moves = {
        move.id: _dates(figures, wave, move, days[move.id])
        for wave in figures.waves
        for move in wave.moves
    }
    gates = {wave.number: _gates(wave, moves, open_days) for wave in figures.waves}
    accepted = {gate.wave: gate.day for every in gates.values() for gate in every[-1:]}
    moves = {name: _kept_until(one, accepted[one.wave]) for name, one in moves.items()}
    leaving = {move.id: move.workload.day("retire_date") for move in figures.retiring}
    hurried: dict[Freeze, tuple[Move, ...]] = {}
    for move in filter(is_watched, figures.moving):
        if freeze := open_days.freeze_after(days[move.id]):
            hurried[freeze] = (*hurried.get(freeze, ()), move)
    return Schedule(moves, gates, leaving, hurried)


def _dates(figures: Figures, wave: WaveFigures, move: Move, day: date) -> MoveDates:
    known = figures.problem_workloads.get(move.id)
    spread = max((len(known.work(f"days.{team}", move.target)) for team in move.effort_days),
                 default=1) if known is not None else 1  # fmt: skip
    slot = figures.study.calendar[max(1, wave.number - spread + 1) - 1]
    phases = [*_before(min(slot.first_day, day), day), Phase("cut_over", day, day)]
    watched = day + timedelta(days=_HYPERCARE.get(move.criticality, _HYPERCARE_USUAL))
    phases.append(Phase("hypercare", day + timedelta(days=1), watched))
    if move.current:
        paid_twice = sum(
            line.quantity
            for line in (move.case.lines if move.case else ())
            if line.item == "double_running"
        )
        least = watched + timedelta(days=_DECOMMISSION)
        last = max(least, day + timedelta(days=round(paid_twice * DAYS_PER_YEAR)))
        phases.append(Phase("decommission", watched + timedelta(days=1), last))
    return MoveDates(move.id, wave.number, tuple(phases))


def _kept_until(dates: MoveDates, accepted: date) -> MoveDates:
    """Watch until the wave is accepted, and only then give the old place back.

    Until then the way back is open.
    """
    *before, watch, last = dates.phases
    if last.key != "decommission" or last.first > accepted:
        return dates
    first = accepted + timedelta(days=1)
    end = max(last.last, accepted + timedelta(days=_DECOMMISSION))
    watched = Phase(watch.key, watch.first, accepted)
    return replace(dates, phases=(*before, watched, Phase(last.key, first, end)))


def _before(first: date, cut_over: date) -> list[Phase]:
    """Divide the days from ``first`` to the day before the cut-over among the phases."""
    count = (cut_over - first).days
    ends = [0.0]
    for share in _SHARES.values():
        ends.append(ends[-1] + share)
    cuts = [math.floor(count * end + 0.5) for end in ends]
    return [
        Phase(key, first + timedelta(days=left), first + timedelta(days=right - 1))
        for key, (left, right) in zip(_SHARES, pairwise(cuts), strict=True)
        if right > left
    ]


def _gates(
    wave: WaveFigures, moves: Mapping[str, MoveDates], open_days: OpenDays
) -> tuple[Gate, ...]:
    dates = [moves[move.id] for move in wave.moves]
    start = open_days.working(min(one.start for one in dates), 1)
    first = min(one.cut_over for one in dates)
    go = first
    for _ in range(_GO_BEFORE):
        go = open_days.working(go - timedelta(days=1), -1)
    accepted = open_days.working(max(one.accepted for one in dates), 1)
    days = (min(start, go), go, accepted)
    return tuple(Gate(key, wave.number, day) for key, day in zip(GATES, days, strict=True))
