"""Plans held against each other: which is worth more."""

from __future__ import annotations

from planner.optimising.check import placement_value, wave_value
from planner.optimising.plan import Plan
from planner.optimising.problem import PlanningProblem, WaveObjective

__all__ = ["betters", "worth"]

TOLERANCE = 1e-6
"""Share of a plan's worth by which another has to be less to be better."""


def worth(problem: PlanningProblem, plan: Plan) -> tuple[float, float]:
    """Return what a plan costs by the problem's objective, in its own units; less is better."""
    placed = placement_value(problem, plan.placement)
    waves = wave_value(problem, plan.placement, plan.wave) if plan.wave is not None else 0.0
    if problem.objective is WaveObjective.FEWEST:
        return placed, waves
    return placed + waves, 0.0


def betters(problem: PlanningProblem, new: Plan, old: Plan | None) -> bool:
    """Whether ``new`` is worth more than ``old``; a plan of other workloads is always bettered."""
    if old is None or not old.exists or old.placement.keys() != new.placement.keys():
        return True
    ours, theirs = worth(problem, new), worth(problem, old)
    room = TOLERANCE * max(1.0, abs(theirs[0]))
    return ours < (theirs[0] - room, theirs[1]) or (ours[0] <= theirs[0] and ours[1] < theirs[1])
