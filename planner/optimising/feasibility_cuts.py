"""Feasibility cuts: a placement that leaves room for the waves, where the cheapest one does not.

After logic-based Benders decomposition (Hooker and Ottosson 2003): what the second stage cannot
hold comes back to the first as a limit like any other, which every plan keeps; which of these
matter is learnt from the placements that break them. The linear program of the whole leads where
it is small enough. Where order and not room is in the way, the smallest change that the rules of
both stages ask for is looked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.optimising.conflicts.feasible import (
    MOST_TURNS,
    ROOM_SHARES,
    FeasibilityCuts,
    leaves_room,
)
from planner.optimising.joint import place_near
from planner.optimising.outcome import PlacementOutcome, WavesOutcome
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import PlanningProblem
from planner.optimising.relax_and_fix import can_guide, plan_guided, with_less
from planner.optimising.staging import Task, is_placed, moved_to, place, schedule

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


def find_room(task: Task, first: PlacementOutcome) -> Roomy | PlanStatus:
    """Return a placement with its waves and the problem it was found for, or why there is none.

    ``INFEASIBLE`` where no placement at all leaves the room, which is proven; else ``UNKNOWN``.
    """
    cuts = FeasibilityCuts(task.problem)
    if can_guide(task.problem, task.stop):
        guided = plan_guided(task, first)
        if guided is PlanStatus.INFEASIBLE:
            return PlanStatus.INFEASIBLE
        if not isinstance(guided, PlanStatus):
            cuts.learn(first.placement)
            return *guided, cuts.placement_problem()
    for share in ROOM_SHARES:
        if task.stop.expired():
            break
        placed = _within(cuts, share, task, first)
        if placed is None or task.stop.expired():
            break
        waves = schedule(task, placed, WAVES_SHARE)
        if waves.found:
            return placed, waves, cuts.placement_problem(share)
    if task.stop.expired():
        return PlanStatus.UNKNOWN
    return _mended(task, first, cuts)


def _within(
    cuts: FeasibilityCuts, share: float, task: Task, first: PlacementOutcome
) -> PlacementOutcome | None:
    """Place within a share of the waves' room, learning what a placement breaks, in a few turns."""
    placement: Mapping[str, str] = first.placement
    for _ in range(MOST_TURNS):
        if not cuts.learn(placement) and placement is not first.placement:
            break
        if task.stop.expired():
            return None
        placed = place(task, PLACING_SHARE, cuts.placement_problem(share))
        if not is_placed(placed):
            return None
        placement = placed.placement
    return moved_to(task, first, placement) if leaves_room(task.problem, placement) else None


def _mended(task: Task, first: PlacementOutcome, cuts: FeasibilityCuts) -> Roomy | PlanStatus:
    """Change as little of a placement as the order of the waves asks, pin that, and place again."""
    for share in MENDING_SHARES:
        part = task.part(MENDING_SHARE)
        less = with_less(task.problem, share)
        status, mended = place_near(less, first.placement, part.options, part.stop, patient=False)
        if status is PlanStatus.INFEASIBLE:
            return PlanStatus.INFEASIBLE if share == MENDING_SHARES[0] else PlanStatus.UNKNOWN
        for near in mended:
            if task.stop.expired():
                return PlanStatus.UNKNOWN
            placed = moved_to(task, first, near)
            waves = schedule(task, placed, MENDED_WAVES_SHARE)
            if waves.found:
                return placed, waves, _pinned(cuts, first.placement, near)
    return PlanStatus.UNKNOWN


def _pinned(
    cuts: FeasibilityCuts, before: Mapping[str, str], after: Mapping[str, str]
) -> PlanningProblem:
    """Return the problem in which what differs stays where it was put, and waves have room."""
    narrowed = cuts.placement_problem()
    workloads = [
        w if before[w.id] == after[w.id] else replace(w, allowed=(after[w.id],))
        for w in narrowed.workloads
    ]
    return replace(narrowed, workloads=tuple(workloads))
