"""Each rule of placement: what it forbids is cheapest without it, and does not happen with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.jobs import Stop, ignore_progress
from planner.optimising.check import placement_value
from planner.optimising.outcome import Options, PlacementOutcome
from planner.optimising.placement import solve_placement
from planner.optimising.placement.assignment_rows import (
    avoid_forbidden,
    keep_limits,
    keep_ties,
    pay_for_platforms,
    place_once,
)
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.objective import arcs, cost_of_placing, cost_of_separating
from planner.optimising.placement.variables import new_model
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import (
    AttributeGroup,
    Exit,
    Extension,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWorkload,
    SharedCost,
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
        keep_ties: np.array([1, 1, 0]),
        keep_limits: np.array([1, 1, 1]),
        avoid_forbidden: np.array([1, 2, 0]),
    }
    for rule, label in broken.items():
        model = new_model(instance)
        rule(model)
        chosen = np.zeros(model.columns)
        chosen[model.column[np.arange(3), label]] = 1.0
        start, index, weight = model.stated.compressed(model.columns)
        rows = np.add.reduceat(np.append(weight * chosen[index], 0.0), start[:-1])
        upper = np.concatenate(model.stated.upper)
        assert (rows > upper).any(), rule.__name__


SITES = tuple(
    ProblemTarget(name, attributes={"site": "A" if name == "old" else "B"}) for name in LINE
)


@pytest.mark.parametrize(
    ("rules", "expected", "value"),
    [
        ({"same": (AttributeGroup("site", ("A", "C")),)}, {"A": "near", "C": "near"}, 7),
        ({"apart_by": (AttributeGroup("site", ("A", "B")),)}, {"A": "near", "B": "old"}, 7),
        ({"exits": (Exit("hall", ("old",), ("C",)),)}, {"C": "near"}, 7),
        (
            # one step of two takes the third unit in for 3, which is cheaper than going elsewhere
            {"limits": (Limit("room", "cpu", ("near",), 6, extension=Extension(2, 3, 1)),)},
            {"A": "near", "B": "near"},
            6,
        ),
        (
            {"limits": (Limit("room", "cpu", ("near",), 6, extension=Extension(0.5, 3, 2)),)},
            {"A": "near", "B": "near"},
            9 - 2,
        ),
        ({"shared_costs": (SharedCost("hall", ("old",), cost=3),)}, {"C": "old"}, 6),
        ({"shared_costs": (SharedCost("hall", ("old",), cost=5),)}, {"C": "near"}, 7),
        ({"shared_costs": (SharedCost("hall", ("near",), ("A", "B"), 11),)}, {"A": "old"}, 12),
    ],
)
def test_a_rule_of_version_2_changes_the_plan(
    rules: dict[str, object], expected: dict[str, str], value: float
) -> None:
    problem = replace(FREE, targets=SITES, **rules)  # type: ignore[arg-type]
    outcome = solve(problem)
    assert outcome.status is PlanStatus.OPTIMAL
    assert outcome.value == value == placement_value(problem, outcome.placement)
    if value != 7 or "limits" not in rules:
        assert expected.items() <= dict(outcome.placement).items()


def test_what_is_forbidden_is_closed_to_a_workload_that_is_there() -> None:
    there = replace(FREE.workloads[0], current="near", forbidden={"near": ("law", "pin")})
    outcome = solve(replace(FREE, workloads=(there, *FREE.workloads[1:])))
    assert outcome.placement["A"] == "old"


def test_spread_work_counts_as_its_sum_in_a_limit() -> None:
    spread = replace(FREE.workloads[0], amounts={"cpu": {"near": (2.0, 1.5, 0.5)}})
    room = (Limit("room", "cpu", ("near",), at_most=6.9),)
    outcome = solve(replace(FREE, workloads=(spread, *FREE.workloads[1:]), limits=room))
    assert dict(outcome.placement) == {"A": "near", "B": "old", "C": "old"}


def test_a_platform_that_all_share_is_charged_once() -> None:
    problem = replace(FREE, shared_costs=(SharedCost("hall", ("near",), cost=4),))
    model = new_model(build_instance(problem))
    pay_for_platforms(model)
    assert model.rows == 3
    assert np.concatenate(model.cost).tolist()[-1] == 4


def test_place_once_has_one_row_per_workload() -> None:
    model = new_model(build_instance(FREE))
    place_once(model)
    start, _, weight = model.stated.compressed(model.columns)
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
