"""Which of two plans is worth more: by worth, or by places first where waves are to be few."""

from __future__ import annotations

import pytest

from planner.editing.plans import betters, worth
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import PlanningProblem, ProblemTarget, ProblemWorkload


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
