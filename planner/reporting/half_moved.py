"""Pairs that work together and stand apart while the move is under way, or for good."""

from __future__ import annotations

from dataclasses import dataclass

from planner.assessing.environments import recovery_pairs
from planner.assessing.name_words import words_of
from planner.reporting.figures import Figures
from planner.reporting.moves import Move
from planner.reporting.schedule import Schedule

__all__ = ["Apart", "OutOfStep", "WaveApart", "out_of_step", "pairs_apart", "waves_apart"]

COMMON = "common_service"
_WAITS = ("synchronous", "shared_database", "shared_host")
"""Interfaces over which one end waits for the other."""
_LATENCY = ("chatty", "normal", "", "tolerant")
"""Classes of latency from the tightest, the unknown among them."""

_GIB_PER_TB = 931.3226
"""GiB in a terabyte of 10^12 bytes."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A dependency whose ends stand together today and on different targets for some time.

    ``first`` is the wave from whose cut-over on they are apart; ``last`` the wave that brings them
    together again, None where they stay apart (``staying``: the other end does not move at all).
    """

    source: str
    needed: str
    first: int
    last: int | None
    staying: bool
    calls: float
    terabytes_month: float
    common: bool = False
    """Whether the other end is a common service (directory, monitoring, messages)."""


@dataclass(frozen=True, slots=True)
class OutOfStep:
    """A system and its recovery site that are cut over to, or stay on, at different times.

    ``wave`` and ``recovery_wave`` are None for what does not move; ``days`` are the calendar days
    from the one cut-over to the other, None where one of them does not move.
    """

    workload: str
    recovery: str
    wave: int | None
    recovery_wave: int | None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class WaveApart:
    """What crosses sites once a wave has been cut over."""

    number: int
    pairs: int
    calls: float
    terabytes_month: float


def pairs_apart(figures: Figures) -> tuple[Apart, ...]:
    """Return every pair that is apart for a time or for good.

    Most calls, then most traffic first; where neither tells, those that wait for each other, those
    of tight latency, and those whose ends are the most important together.
    """
    found = []
    for link in figures.study.inventory.dependencies:
        one, two = figures.by_id.get(link.source), figures.by_id.get(link.needed)
        if one is None or two is None or one is two or not one.current:
            continue
        if one.current != two.current or one.retires or two.retires or _sites_differ(one, two):
            continue
        days = [move.wave for move in (one, two) if move.wave is not None]
        if not days or (one.wave == two.wave and one.target == two.target):
            continue
        together = one.target == two.target
        pair = Apart(
            link.source,
            link.needed,
            min(days),
            max(days) if together else None,
            one.stays or two.stays,
            link.calls_per_transaction or 0.0,
            (link.traffic_gib_month or 0.0) / _GIB_PER_TB,
            link.interface == COMMON,
        )
        rank = (
            -pair.calls,
            -pair.terabytes_month,
            link.interface not in _WAITS,
            _LATENCY.index(link.latency_class),
            -(one.assessed.importance + two.assessed.importance),
            pair.source,
            pair.needed,
        )
        found.append((rank, pair))
    return tuple(pair for _, pair in sorted(found, key=lambda one: one[0]))


def _sites_differ(one: Move, two: Move) -> bool:
    """Whether both say where they run today and neither names the place of the other."""
    said = [
        set(words_of(f"{move.workload.text('site') or move.workload.text('current_target') or ''}"))
        for move in (one, two)
    ]
    return all(said) and not (said[0] <= said[1] or said[1] <= said[0])


def waves_apart(figures: Figures) -> tuple[WaveApart, ...]:
    """Return what is apart after each wave that cuts something over."""
    pairs = pairs_apart(figures)
    found = []
    for wave in figures.waves:
        here = [
            pair
            for pair in pairs
            if pair.first <= wave.number and (pair.last is None or wave.number < pair.last)
        ]
        found.append(
            WaveApart(
                wave.number,
                len(here),
                sum(pair.calls for pair in here),
                sum(pair.terabytes_month for pair in here),
            )
        )
    return tuple(found)


def out_of_step(figures: Figures, schedule: Schedule) -> tuple[OutOfStep, ...]:
    """Return every system whose recovery site is not cut over on its day."""
    found = []
    for site, primary in recovery_pairs(figures.study.inventory.workloads):
        move, served = figures.by_id[site], figures.by_id[primary]
        if move.retires or served.retires:
            continue
        one, other = schedule.moves.get(primary), schedule.moves.get(site)
        days = abs((other.cut_over - one.cut_over).days) if one and other else None
        if days or served.wave != move.wave:
            found.append(OutOfStep(served.id, move.id, served.wave, move.wave, days))
    return tuple(found)
