"""A study: one scenario worked through, from inventory to checked plan. What all drawers read."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date

from planner.errors import Message
from planner.model.assessment import Assessment
from planner.model.insight import Insights
from planner.model.inventory import Inventory
from planner.model.issue import Issue
from planner.model.method import PrincipleKept
from planner.model.programme import Programme, WaveSlot
from planner.model.rules import RuleSet, Words
from planner.model.scenario import Scenario
from planner.optimising.plan import Plan
from planner.optimising.problem import PlanningProblem

__all__ = ["Draft", "Stated", "Study"]


@dataclass(frozen=True, slots=True)
class Stated:
    """Programme and rules as people gave them, before gaps were filled and laws chosen."""

    programme: Programme
    rules: RuleSet


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One scenario made ready for the optimiser; ``calendar[w - 1]`` is wave ``w``'s slot.

    Workloads that retire are in the inventory and the assessment, not in the problem.
    ``input_hash`` is the SHA-256 of the problem's file form; ``made_on`` the date printed;
    ``notes`` say which limits and wishes were widened or left out to state the problem.
    ``assumptions`` are what was taken for granted, to be confirmed; ``stated`` is what was given.
    """

    inventory: Inventory
    issues: tuple[Issue, ...]
    programme: Programme
    calendar: tuple[WaveSlot, ...]
    rules: RuleSet
    scenario: Scenario
    assessment: Assessment
    problem: PlanningProblem
    made_on: date
    input_hash: str = ""
    notes: tuple[Words, ...] = ()
    assumptions: tuple[Message, ...] = ()
    stated: Stated | None = None

    @property
    def given(self) -> Stated:
        """Programme and rules as they are kept: without what was assumed."""
        return self.stated or Stated(self.programme, self.rules)

    def is_answered_by(self, plan: Plan) -> bool:
        """Whether a kept plan is one of this problem: its workloads, targets and waves exist."""
        problem, wave = self.problem, plan.wave or {}
        workloads = {workload.id for workload in problem.workloads}
        return (
            plan.exists
            and plan.placement.keys() == workloads
            and set(plan.placement.values()) <= {target.id for target in problem.targets}
            and wave.keys() <= workloads
            and set(wave.values()) <= {None, *range(1, len(problem.waves) + 1)}
        )

    def planned(self, plan: Plan, insights: Insights | None = None) -> Study:
        """Return the study of this draft with ``plan``."""
        parts = {part.name: getattr(self, part.name) for part in dataclasses.fields(Draft)}
        return Study(**parts, plan=plan, insights=insights or Insights())


@dataclass(frozen=True, kw_only=True)
class Study(Draft):
    """All that belongs to one plan."""

    plan: Plan
    insights: Insights = Insights()
    method: tuple[PrincipleKept, ...] = ()
