"""Which of two plans is worth more: by worth, or by places first where waves are to be few."""

from __future__ import annotations

from datetime import date

import pytest

from planner.editing.plans import betters, only_part, plans_part, whole_again, worth
from planner.model.scenario import DecisionKind
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import PlanningProblem, ProblemTarget, ProblemWorkload
from tests.support.projects import TINY, project_of

DAY = date(2026, 11, 2)


def plan(**placement):
    return Plan(PlanStatus.FEASIBLE, StoppedBy.TIME, placement)


@pytest.fixture
def problem():
    """Two workloads, two targets: A costs 1 or 3, B costs 5 or 2; the best is l, r at 3."""
    return PlanningProblem(
        targets=(ProblemTarget("l"), ProblemTarget("r")),
        workloads=(
            ProblemWorkload("A", {"l": 1.0, "r": 3.0}),
            ProblemWorkload("B", {"l": 5.0, "r": 2.0}),
        ),
    )


@pytest.mark.parametrize(
    ("a", "b", "cost"), [("l", "r", 3.0), ("l", "l", 6.0), ("r", "r", 5.0), ("r", "l", 8.0)]
)
def test_a_plan_is_worth_what_its_places_cost(problem, a, b, cost):
    assert worth(problem, plan(A=a, B=b)) == (cost, 0.0)
    best = plan(A="l", B="r")
    assert betters(problem, best, plan(A=a, B=b)) == (cost > 3.0)
    assert not betters(problem, plan(A=a, B=b), best)


def test_anything_betters_no_plan_and_a_plan_of_other_workloads(problem):
    assert betters(problem, plan(A="r", B="l"), None)
    assert betters(problem, plan(A="r", B="l"), plan(A="l"))


def test_a_part_is_planned_with_reason_and_name_and_the_whole_again():
    document = project_of(TINY, DAY)
    document = only_part(document, ["IAM"], "the platform", "budget", DAY, "Li").document
    document = only_part(document, ["PORTAL"], "the portal", "board", DAY, "Wei").document
    assert plans_part(document)
    parts = [one for one in document.log if one.kind is DecisionKind.OUTSIDE]
    told = [(one.value, one.reason, one.who, one.active) for one in parts]
    assert told == [("the platform", "budget", "Li", False), ("the portal", "board", "Wei", True)]
    assert "PORTAL" not in parts[1].workloads
    assert {"IAM", "CORE"} <= set(parts[1].workloads)
    step = whole_again(document)
    assert step.replan
    assert not plans_part(step.document)
    assert not any(one.active for one in step.document.log if one.kind is DecisionKind.OUTSIDE)
