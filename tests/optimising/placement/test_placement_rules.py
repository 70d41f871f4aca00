"""Each rule of placement: what it forbids is cheapest without it, and does not happen with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.jobs import Stop, ignore_progress
from planner.optimising.outcome import Options, PlacementOutcome
from planner.optimising.placement import solve_placement
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.objective import arcs, cost_of_placing, cost_of_separating
from planner.optimising.placement.rules import (
    avoid_forbidden,
    keep_apart,
    keep_limits,
    place_once,
)
from planner.optimising.placement.variables import new_model
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import (
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
)

LINE = {
    "old": {"near": 1.0, "far": 3.0},
    "near": {"old": 1.0, "far": 2.0},
    "far": {"old": 3.0, "near": 2.0},
}
FREE = PlanningProblem(
    targets=tuple(ProblemTarget(name) for name in LINE),
    workloads=(
        ProblemWorkload("A", {"old": 6, "near": 1, "far": 9}, amounts={"cpu": 4}),
        ProblemWorkload("B", {"old": 6, "near": 2, "far": 9}, amounts={"cpu": 3}),
        ProblemWorkload(
            "C", {"old": 0, "near": 4, "far": 9}, amounts={"cpu": {"near": 2, "old": 1}}
        ),
    ),
    distance=LINE,
)
ABC = ("A", "B", "C")


def solve(problem: PlanningProblem, **more: object) -> PlacementOutcome:
    return solve_placement(problem, Options(gap=1e-6), Stop(), ignore_progress, **more)  # type: ignore[arg-type]


def test_without_rules_each_takes_its_cheapest() -> None:
    outcome = solve(FREE)
    assert dict(outcome.placement) == {"A": "near", "B": "near", "C": "old"}
    assert outcome.value == 3


@pytest.mark.parametrize(
    ("rules", "expected", "value"),
    [
        ({"same_target": (("A", "C"),)}, {"A": "near", "B": "near", "C": "near"}, 7),
        ({"same_target": (("A", "C"), ("C", "B"))}, {"A": "near", "B": "near", "C": "near"}, 7),
        ({"apart": (("A", "B"),)}, {"A": "near", "B": "old", "C": "old"}, 7),
        (
            {"limits": (Limit("room", "cpu", ("near",), at_most=6),)},
            {"A": "near", "B": "old", "C": "old"},
            7,
        ),
        (
            {"limits": (Limit("use", "cpu", ("near",), at_least=9),)},
            {"A": "near", "B": "near", "C": "near"},
            7,
        ),
        (
            {"limits": (Limit("both", "cpu", ("near", "old"), at_least=5, at_most=5),)},
            {"A": "near", "B": "far", "C": "old"},
            10,
        ),
        (
            {"dependencies": (ProblemDependency("A", "C", weight=10),)},
            {"A": "near", "B": "near", "C": "near"},
            7,
        ),
        (
            {"dependencies": (ProblemDependency("A", "C", weight=1.5),) * 2},
            {"A": "near", "B": "near", "C": "old"},
            6,
        ),
    ],
)
def test_a_rule_changes_the_plan(
    rules: dict[str, object], expected: dict[str, str], value: float
) -> None:
    problem = replace(FREE, **rules)  # type: ignore[arg-type]
    outcome = solve(problem)
    assert outcome.status is PlanStatus.OPTIMAL
    assert outcome.value == value
    assert dict(outcome.placement) == expected
    if "dependencies" not in rules:
        instance = build_instance(problem)
        cheapest = instance.labels_of(solve(FREE).placement)
        assert "same_target" in rules or not instance.keeps_rules(cheapest)


def test_allowed_targets_pin_a_workload() -> None:
    pinned = replace(FREE.workloads[0], allowed=("far",))
    outcome = solve(replace(FREE, workloads=(pinned, *FREE.workloads[1:])))
    assert outcome.placement["A"] == "far"


@pytest.mark.parametrize(
    "rules",
    [
        {"same_target": (("A", "B"),), "apart": (("A", "B"),)},
        {"apart": (("A", "B", "C"),), "same_target": (("A", "C"),)},
        {"limits": (Limit("too much", "cpu", ("old", "near", "far"), at_most=2),)},
        {"limits": (Limit("too little", "cpu", ("far",), at_least=8),)},
    ],
)
def test_contradictions_are_proven(rules: dict[str, object]) -> None:
    outcome = solve(replace(FREE, **rules))  # type: ignore[arg-type]
    assert outcome.status is PlanStatus.INFEASIBLE
    assert outcome.value is None
    assert not outcome.placement


def test_four_on_three_targets_kept_apart_is_impossible() -> None:
    extra = ProblemWorkload("D", {"old": 1, "near": 1, "far": 1})
    problem = replace(FREE, workloads=(*FREE.workloads, extra), apart=((*ABC, "D"),))
    assert solve(problem).status is PlanStatus.INFEASIBLE


def test_rows_say_what_their_rule_says() -> None:
    problem = replace(
        FREE, apart=(("A", "B"),), limits=(Limit("room", "cpu", ("near",), at_most=6),)
    )
    instance = build_instance(problem, [{"A": "near", "C": "old"}])
    broken = {
        keep_apart: np.array([1, 1, 0]),
        keep_limits: np.array([1, 1, 1]),
        avoid_forbidden: np.array([1, 2, 0]),
    }
    for rule, label in broken.items():
        model = new_model(instance)
        rule(model)
        chosen = np.zeros(model.columns)
        chosen[model.column[np.arange(3), label]] = 1.0
        start, index, weight = model.matrix()
        rows = np.add.reduceat(np.append(weight * chosen[index], 0.0), start[:-1])
        upper = np.concatenate(model.upper)
        assert (rows > upper).any(), rule.__name__


def test_place_once_has_one_row_per_workload() -> None:
    model = new_model(build_instance(FREE))
    place_once(model)
    start, _, weight = model.matrix()
    assert np.diff(start).tolist() == [3, 3, 3]
    assert weight.tolist() == [1.0] * 9


def test_a_line_of_targets_needs_only_its_links() -> None:
    instance = build_instance(FREE)
    tail, head, length = arcs(instance.distance)
    links = sorted(zip(tail.tolist(), head.tolist(), length.tolist(), strict=True))
    assert links == [(0, 1, 1.0), (1, 0, 1.0), (1, 2, 2.0), (2, 1, 2.0)]


def test_a_settled_end_is_charged_without_flow() -> None:
    pinned = replace(FREE.workloads[0], allowed=("far",))
    problem = replace(
        FREE,
        workloads=(pinned, *FREE.workloads[1:]),
        dependencies=(ProblemDependency("B", "A", weight=4),),
    )
    model = new_model(build_instance(problem))
    cost_of_placing(model)
    cost_of_separating(model)
    assert model.columns == 7
    assert model.cost[0].tolist() == [9, 6 + 12, 2 + 8, 9, 0, 4, 9]


def test_the_exact_program_agrees_with_hand_work() -> None:
    problem = replace(FREE, dependencies=(ProblemDependency("A", "C", weight=3),))
    answer = solve_mip(build_instance(problem), Stop(), gap=1e-6)
    assert answer.value == 6
    assert answer.bound == pytest.approx(6, rel=1e-5)
