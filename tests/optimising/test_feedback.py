"""What a plan's waves say to the next placement, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.problems_version_2 import generate_programme
from planner.optimising.check import placement_value, wave_value
from planner.optimising.feedback import delay_prices, with_rent_of_leaving
from planner.optimising.outcome import Options
from planner.optimising.parameters import Parameters
from planner.optimising.problem import (
    PlanningProblem,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
)
from planner.optimising.solving import solve_here
from tests.support.known import known

WAVES = tuple(ProblemWave(f"W{n}", 10.0 * n) for n in (1, 2, 3))
MOVED = PlanningProblem(
    (ProblemTarget("old"), ProblemTarget("new"), ProblemTarget("far", ready_wave=2)),
    (
        ProblemWorkload("A", {"old": 9, "new": 1, "far": 1}, "old", delay_value=2.0),
        ProblemWorkload("B", {"old": 9, "new": 1, "far": 1}, "old", delay_value=1.0),
    ),
    waves=WAVES,
)
PLACED, WAVE = {"A": "new", "B": "new"}, {"A": 1, "B": 2}


def with_first(problem: PlanningProblem, **more: object) -> PlanningProblem:
    first, *others = problem.workloads
    return replace(problem, workloads=(replace(first, **more), *others))  # type: ignore[arg-type]


def test_a_move_costs_its_delay_as_late_as_the_plan_is() -> None:
    prices = delay_prices(MOVED, PLACED, WAVE)
    assert prices == {
        ("A", "new"): 20.0, ("A", "far"): 40.0, ("B", "new"): 20.0, ("B", "far"): 30.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "new", "far"),
    [
        ({"wave_cost": (5.0, 7.0, -3.0)}, 25.0, 47.0),
        ({"wave_cost": {"new": (5.0, 7.0, 0.0)}}, 25.0, 40.0),
        ({"closed_waves": (2,)}, 20.0, 60.0),
        ({"amounts": {"days": {"far": (1.0, 1.0, 1.0)}}}, 20.0, 60.0),
    ],
)
def test_a_move_costs_what_its_wave_costs(more: dict[str, object], new: float, far: float) -> None:
    prices = delay_prices(with_first(MOVED, **more), PLACED, WAVE)
    assert (prices["A", "new"], prices["A", "far"]) == (new, far)


def test_staying_on_a_platform_saves_the_rent_of_leaving_it() -> None:
    hall = SharedCost("hall", ("old",), cost=500.0, cost_per_day=12.0, not_before_day=15.0)
    problem = replace(MOVED, shared_costs=(hall,))
    (left,) = with_rent_of_leaving(problem, WAVES, PLACED, WAVE).shared_costs
    assert left.cost == 500.0 - 12.0 * 20.0
    (kept,) = with_rent_of_leaving(
        problem, WAVES, {"A": "old", "B": "old"}, {"A": None, "B": None}
    ).shared_costs
    assert kept.cost == 500.0 - 12.0 * 15.0
    (dear,) = with_rent_of_leaving(
        replace(problem, shared_costs=(replace(hall, cost_per_day=99.0),)), WAVES, PLACED, WAVE
    ).shared_costs
    assert dear.cost == 0.0


def test_a_platform_is_left_only_where_that_pays_in_both_stages() -> None:
    """Leaving saves 16 of cost and 100 of the hall, and costs 30 of delay and 12 a day."""
    hall = SharedCost("hall", ("old",), cost=100.0, cost_per_day=12.0)
    for cost_per_day, leaves in ((3.0, True), (12.0, False)):
        problem = replace(
            MOVED, shared_costs=(replace(hall, cost_per_day=cost_per_day),), version=2
        )
        plan = solve_here(problem, Options(None, 20_000, gap=1e-6))
        assert (set(plan.placement.values()) == {"new"}) is leaves
        worth = placement_value(problem, plan.placement)
        worth += wave_value(problem, plan.placement, known(plan.wave))
        assert worth == pytest.approx(2 + 30 + 10 * cost_per_day if leaves else 118)


def test_dual_prices_tell_a_large_placement_what_the_waves_room_is_worth() -> None:
    """As an inventory too large for the delay of its own plan: 9 % above the bound without them."""
    sizes = {"joint_workloads": 1, "as_one_cells": 1, "nearby_cells": 1, "feedback_workloads": 1}
    options = Options(None, 3_000, parameters=Parameters(**sizes))
    plan = solve_here(generate_programme(100, 1), options)
    assert known(plan.gap) < 0.01
