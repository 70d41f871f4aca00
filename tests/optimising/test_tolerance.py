"""What the checker lets pass is not infeasible, and costs no step of an extension."""

from __future__ import annotations

import pytest

from planner.optimising.check import check_plan
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem_file import parse_problem
from planner.optimising.solving import solve_here

HARDLY, TOO_MUCH = 1000.0009, 1000.0011


def stated(load: float, **more) -> dict:
    return {
        "format": "planning-problem",
        "version": 2,
        "targets": [{"id": "old"}, {"id": "new"}],
        "workloads": [
            {"id": "A", "current": "old", "cost": {"new": 1}, "amounts": {"cpu": load}}
        ],
        **more,
    }  # fmt: skip


WAVES = {
    "waves": [{"id": "W1", "day": 1}],
    "wave_limits": [{"id": "team", "amount": "cpu", "at_most": 1000}],
}
PLACES = {"limits": [{"id": "CPU", "amount": "cpu", "targets": ["new"], "at_most": 1000}]}


@pytest.mark.parametrize("joint", [None, False])
@pytest.mark.parametrize("limits", [PLACES, WAVES], ids=["placement", "waves"])
def test_a_limit_is_passed_by_as_much_as_the_checker_lets_pass(limits, joint):
    for load, status in ((HARDLY, PlanStatus.OPTIMAL), (TOO_MUCH, PlanStatus.INFEASIBLE)):
        problem = parse_problem(stated(load, **limits))
        plan = solve_here(problem, Options(None, 20_000, joint=joint))
        assert plan.status is status
        assert check_plan(problem, plan) == ()


def test_no_step_is_bought_for_less_than_the_tolerance():
    extension = {"step": 1, "cost": 50, "most": 2}
    for load, value in ((HARDLY, 1.0), (TOO_MUCH, 51.0)):
        limits = [{**PLACES["limits"][0], "extension": extension}]
        problem = parse_problem(stated(load, limits=limits))
        plan = solve_here(problem, Options(None, 20_000))
        assert plan.placement_value == value
        assert plan.status is PlanStatus.OPTIMAL


def hairs(load: list[float], most: float) -> dict:
    """Many a little: amounts whose sum is the limit and the whole of the checker's tolerance."""
    names = [f"A{number}" for number in range(len(load))]
    workloads = [
        {"id": name, "current": "old", "cost": {"new": 1}, "amounts": {"cpu": cpu}}
        for name, cpu in zip(names, load, strict=True)
    ]
    limits = {"limits": [{**PLACES["limits"][0], "at_most": most}]}
    return {**stated(0.0, **limits), "workloads": workloads}


@pytest.mark.parametrize("joint", [None, False])
@pytest.mark.parametrize(
    ("load", "most"),
    [([4.9999999999999996e-6], 4e-6), ([1e-6, 1e-6, 1e-6], 2e-6), ([1000.001], 1000.0)],
)
def test_a_limit_passed_by_the_whole_tolerance_is_not_infeasible(load, most, joint):
    in_waves = hairs(load, most)
    (limit,) = in_waves.pop("limits")
    in_waves |= {
        "waves": WAVES["waves"],
        "wave_limits": [{"id": "team", "amount": "cpu", "at_most": limit["at_most"]}],
    }
    for data in (hairs(load, most), in_waves):
        plan = solve_here(parse_problem(data), Options(work_limit=50, joint=joint))
        assert plan.status is PlanStatus.OPTIMAL
        assert plan.conflict is None


@pytest.mark.parametrize("exposure", [5e-324, 1e-310, 1e-300])
def test_costs_too_small_to_divide_by_are_costs(exposure):
    data = stated(1.0, waves=[{"id": "W1", "day": 30}, {"id": "W2", "day": 395.25}])
    tiny = {"id": "B", "current": None, "cost": {"old": -exposure, "new": 0}}
    data["workloads"] = [*data["workloads"], tiny]
    data["dependencies"] = [{"from": "B", "to": "A", "kind": "free", "exposure": exposure}]
    for joint in (None, False):
        plan = solve_here(parse_problem(data), Options(work_limit=50, joint=joint))
        assert plan.exists
        assert plan.placement_value == 1.0


LOADS = (
    [5e-7, 3e-7, 8e-7, 2e-7, 6e-7, 9e-7],
    [6e-6, 5e-6, 4.1e-6, 3.3e-6, 2.7e-6, 1.9e-6],
    [6e-3, 5e-3, 4.1e-3, 3.3e-3, 2.7e-3, 1.9e-3],
)


def floors(load: list[float], share: float, objective: str) -> dict:
    """Two workloads a wave, each of three waves asking for so much of the tolerance more."""
    least = [sum(load[2 * wave : 2 * wave + 2]) + share * 1e-6 for wave in range(3)]
    waves = [{"id": f"W{wave}", "day": 30 * wave} for wave in (1, 2, 3)]
    limits = [{"id": "team", "amount": "cpu", "at_least": least}]
    more = {"waves": waves, "wave_limits": limits, "objective": {"waves": objective}}
    return {**hairs(load, 1.0), **more}


@pytest.mark.parametrize("joint", [None, False])
@pytest.mark.parametrize("objective", ["fewest", "early"])
@pytest.mark.parametrize("load", LOADS, ids=["below the tolerance", "near it", "above it"])
def test_floors_of_waves_are_missed_by_the_tolerance_each_and_by_no_more(load, objective, joint):
    for share, status in ((0.9, PlanStatus.OPTIMAL), (1.3, PlanStatus.INFEASIBLE)):
        problem = parse_problem(floors(load, share, objective))
        plan = solve_here(problem, Options(work_limit=200, joint=joint))
        assert plan.status is status
        assert check_plan(problem, plan) == ()
