"""A placement that leaves room for the waves, where the cheapest one does not.

What the waves have room for is a limit on the placement like any other, and every plan keeps it;
which of these limits matter is learnt from the placements that break them. Where order and not
room is in the way, the smallest change that the rules of both stages ask for is looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.jobs import ProgressListener, Stop
from planner.model.check import placement_value
from planner.model.plan import PlanStatus
from planner.model.problem import PlanningProblem
from planner.optimising.conflicts.feasible import MOST_TURNS, ROOM_SHARES, Room, leaves_room
from planner.optimising.joint import place_near
from planner.optimising.outcome import Options, PlacementOutcome, WavesOutcome
from planner.optimising.placement import solve_placement
from planner.optimising.staging import (
    FoundListener,
    is_placed,
    moved_to,
    onward,
    part_of,
    schedule,
)

__all__ = ["Roomy", "find_room", "leaves_room"]

PLACING_SHARE: Final = 0.15
WAVES_SHARE: Final = 0.3
"""Shares of what is left given to a placement within what the waves can hold, and to its waves."""
MENDING_SHARES: Final = (1.0, 0.88)
"""Shares of every wave's room that a mended placement may fill, tried in turn."""
MENDING_SHARE: Final = 0.25
"""Share of what is left given to the program that mends a placement."""
MENDED_WAVES_SHARE: Final = 0.1
"""Share of what is left given to the waves of one such placement."""

type Roomy = tuple[PlacementOutcome, WavesOutcome, PlanningProblem]
"""A placement, its waves, and the problem of placement that it was found for."""


def find_room(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    first: PlacementOutcome,
) -> Roomy | PlanStatus:
    """Return a placement with its waves and the problem it was found for, or why there is none.

    ``INFEASIBLE`` where no placement at all leaves the room, which is proven; else ``UNKNOWN``.
    """
    room = Room(problem)
    for share in ROOM_SHARES:
        placed = _within(room, share, problem, options, stop, listen, first)
        if placed is None or stop.expired():
            break
        waves = schedule(problem, placed, options, stop, listen, found, WAVES_SHARE)
        if waves.found:
            return placed, waves, room.placement_problem(share)
    if stop.expired():
        return PlanStatus.UNKNOWN
    return _mended(problem, options, stop, listen, found, first, room)


def _within(
    room: Room,
    share: float,
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    first: PlacementOutcome,
) -> PlacementOutcome | None:
    """Place within a share of the waves' room, learning what a placement breaks, in a few turns."""
    placement: Mapping[str, str] = first.placement
    for _ in range(MOST_TURNS):
        if not room.learn(placement) and placement is not first.placement:
            break
        if stop.expired():
            return None
        part = part_of(stop, PLACING_SHARE)
        roomy = room.placement_problem(share)
        placed = solve_placement(roomy, options, part, onward(listen, stop))
        if stop.work_limit is not None:
            stop.count(part.steps)
        if not is_placed(placed):
            return None
        placement = placed.placement
    if not leaves_room(problem, placement):
        return None
    return moved_to(options, first, placement_value(problem, placement), placement)


def _mended(
    problem: PlanningProblem,
    options: Options,
    stop: Stop,
    listen: ProgressListener,
    found: FoundListener | None,
    first: PlacementOutcome,
    room: Room,
) -> Roomy | PlanStatus:
    """Change as little of a placement as the order of the waves asks, pin that, and place again."""
    for share in MENDING_SHARES:
        part = part_of(stop, MENDING_SHARE)
        less = _with_less(problem, share)
        status, mended = place_near(less, first.placement, options, part)
        if stop.work_limit is not None:
            stop.count(part.steps)
        if status is PlanStatus.INFEASIBLE:
            return PlanStatus.INFEASIBLE if share == MENDING_SHARES[0] else PlanStatus.UNKNOWN
        for near in mended:
            if stop.expired():
                return PlanStatus.UNKNOWN
            value = placement_value(problem, near)
            placed = moved_to(options, first, value, near)
            waves = schedule(problem, placed, options, stop, listen, found, MENDED_WAVES_SHARE)
            if waves.found:
                return placed, waves, _pinned(room, first.placement, near)
    return PlanStatus.UNKNOWN


def _with_less(problem: PlanningProblem, share: float) -> PlanningProblem:
    """Return the problem with a share of every wave's room."""
    limits = tuple(
        limit
        if limit.at_most is None
        else replace(
            limit, at_most=tuple(None if most is None else share * most for most in limit.at_most)
        )
        for limit in problem.wave_limits
    )
    return replace(problem, wave_limits=limits)


def _pinned(room: Room, before: Mapping[str, str], after: Mapping[str, str]) -> PlanningProblem:
    """Return the problem in which what differs stays where it was put, and waves have room."""
    narrowed = room.placement_problem()
    workloads = [
        w if before[w.id] == after[w.id] else replace(w, allowed=(after[w.id],))
        for w in narrowed.workloads
    ]
    return replace(narrowed, workloads=tuple(workloads))
