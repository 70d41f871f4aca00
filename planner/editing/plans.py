"""Plans held against each other, and a plan of a part: what is chosen moves, the rest stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from planner.assessing.part import plan_part
from planner.editing.decisions import next_decision_number
from planner.editing.operations import Operation
from planner.errors import Message
from planner.model.scenario import Decision, DecisionKind
from planner.optimising.check import placement_value, wave_value
from planner.optimising.plan import Plan
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.project import Document

__all__ = ["betters", "only_part", "plans_part", "whole_again", "worth"]

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
    """Whether a plan is worth more than another; one of other workloads is always bettered.

    Parameters
    ----------
    problem
        By which both are valued.
    new
        The plan that was found.
    old
        The plan so far; None where there is none.
    """
    if old is None or not old.exists or old.placement.keys() != new.placement.keys():
        return True
    ours, theirs = worth(problem, new), worth(problem, old)
    room = TOLERANCE * max(1.0, abs(theirs[0]))
    return ours < (theirs[0] - room, theirs[1]) or (ours[0] <= theirs[0] and ours[1] < theirs[1])


def only_part(
    document: Document, chosen: Collection[str], asked: str, reason: str, day: date, who: str
) -> Operation:
    """Plan only a part, and what goes with it; the rest does as the plan so far has it.

    Parameters
    ----------
    document
        The project, with a plan.
    chosen
        Ids of the workloads to plan.
    asked
        The part in words.
    reason, day, who
        Why, on which day and by whom it was decided, for the log.
    """
    scenario, inventory = document.scenario, document.inventory
    made = plan_part(
        scenario, inventory, chosen, asked=asked, reason=reason, day=day, before=scenario.plan
    )
    name = f"D{next_decision_number(document)}"
    decisions = tuple(
        replace(one, id=name, who=who) if one.kind is DecisionKind.OUTSIDE else one
        for one in made.decisions
    )
    changed = _without_part(document).with_scenario(replace(made, decisions=decisions))
    return Operation(Message("ui_enter.undo.part", {"names": asked}), changed, replan=True)


def whole_again(document: Document) -> Operation:
    """Plan all workloads again after a part; what was decided stays in the log, taken back."""
    return Operation(Message("ui_enter.undo.whole"), _without_part(document), replan=True)


def plans_part(document: Document) -> bool:
    """Whether only a part of the workloads is planned."""
    decisions = document.scenario.decisions
    return any(one.kind is DecisionKind.OUTSIDE and one.active for one in decisions)


def _without_part(document: Document) -> Document:
    def ended(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        return tuple(
            replace(one, active=False) if one.kind is DecisionKind.OUTSIDE else one
            for one in decisions
        )

    scenario = document.scenario
    changed = document.with_scenario(replace(scenario, decisions=ended(scenario.decisions)))
    return replace(changed, log=ended(changed.log))
