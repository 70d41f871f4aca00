"""A study: one scenario worked through, from inventory to checked plan. What all drawers read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.model.assessment import Assessment
from planner.model.insight import Insights
from planner.model.inventory import Inventory
from planner.model.issue import Issue
from planner.model.plan import Plan
from planner.model.problem import PlanningProblem
from planner.model.programme import Programme, WaveSlot
from planner.model.rules import RuleSet
from planner.model.scenario import Scenario

__all__ = ["Study"]


@dataclass(frozen=True)
class Study:
    """All that belongs to one plan; ``calendar[w - 1]`` is wave ``w``'s slot.

    Workloads that retire are in the inventory and the assessment, not in the problem.
    ``input_hash`` is the SHA-256 of the problem's file form; ``made_on`` the date printed.
    """

    inventory: Inventory
    issues: tuple[Issue, ...]
    programme: Programme
    calendar: tuple[WaveSlot, ...]
    rules: RuleSet
    scenario: Scenario
    assessment: Assessment
    problem: PlanningProblem
    plan: Plan
    made_on: date
    insights: Insights = Insights()
    input_hash: str = ""
