"""An inventory assessed and stated as a planning problem: what a plan is made of, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.assessing.needs import recognised_services
from planner.assessing.problem import build_problem
from planner.assessing.published.impose import by_published_rules
from planner.assessing.scoring import NO_POINTS, Points, assess
from planner.jobs import Stop
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory
from planner.model.programme import Programme, WaveSlot
from planner.model.rules import RuleSet, Words
from planner.model.scenario import Scenario
from planner.optimising.problem import PlanningProblem

__all__ = ["StatedProblem", "assessed_and_stated"]


@dataclass(frozen=True, slots=True)
class StatedProblem:
    """The assessment, the problem, and what was widened or left out to state it."""

    assessment: Assessment
    problem: PlanningProblem
    notes: tuple[Words, ...]


def assessed_and_stated(
    inventory: Inventory,
    programme: Programme,
    rules: RuleSet,
    scenario: Scenario,
    calendar: Sequence[WaveSlot],
    today: date,
    stop: Stop | None = None,
    points: Points = NO_POINTS,
) -> StatedProblem:
    """Assess every workload and state the problem of one scenario.

    Parameters
    ----------
    programme, rules
        Those in force, gaps filled and laws chosen.
    calendar
        ``calendar[w - 1]`` is wave ``w``.
    today
        Waves before it are closed.
    points
        Tried in place of what is known (:func:`planner.assessing.scoring.assess`).

    Raises
    ------
    CancelledError
        Where somebody stopped it.
    """
    assessment = assess(inventory, programme, rules, scenario, stop, points)
    problem, notes = build_problem(
        inventory, programme, rules, scenario, assessment, calendar, today, stop
    )
    if scenario.preset:
        common = recognised_services(inventory, rules, assessment)
        problem = by_published_rules(problem, inventory, scenario.preset, common)
    return StatedProblem(assessment, problem, notes)
