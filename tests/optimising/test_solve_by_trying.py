"""Both stages against trying everything."""

from __future__ import annotations

import dataclasses

import pytest

from planner.optimising.check import check_plan, worth
from planner.optimising.conflict import find_conflict
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus, StoppedBy
from planner.optimising.plan_file import plan_to_json
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.solving import solve_here
from tests.optimising.small_problems import best_placement, best_worth, has_plan, random_problem
from tests.support.effort import many
from tests.support.known import known

OPTIONS = Options(None, 20_000, gap=1e-6)


@pytest.mark.parametrize("seed", many(20))
def test_the_joint_plan_is_the_best_there_is(seed):
    problem = dataclasses.replace(random_problem(seed), objective=WaveObjective.EARLY)
    plan = solve_here(problem, OPTIONS)
    best = best_worth(problem)
    assert check_plan(problem, plan, OPTIONS.gap) == ()
    if best is None:
        assert plan.status is PlanStatus.INFEASIBLE
        assert plan.conflict is not None
        assert plan.conflict.rules
        return
    assert plan.status is PlanStatus.OPTIMAL
    assert worth(problem, plan) == pytest.approx(best, abs=1e-4)
    bound = plan.bound if plan.joint else known(plan.placement_value) + known(plan.wave_bound)
    assert known(bound) <= best + 1e-6


@pytest.mark.parametrize("seed", many(14, 100))
def test_stages_find_a_plan_wherever_there_is_one(seed):
    problem = random_problem(seed)
    plan = solve_here(problem, dataclasses.replace(OPTIONS, joint=False))
    assert check_plan(problem, plan, OPTIONS.gap) == ()
    if has_plan(problem):
        assert plan.status in (PlanStatus.FEASIBLE, PlanStatus.OPTIMAL)
        if plan.placement_bound is not None:
            assert plan.placement_bound <= known(plan.placement_value) + 1e-6
    else:
        assert plan.status is PlanStatus.INFEASIBLE


@pytest.mark.parametrize("seed", many(10, 200))
def test_placement_alone(seed):
    problem = dataclasses.replace(random_problem(seed, workloads=5), waves=(), wave_limits=())
    plan = solve_here(problem, OPTIONS)
    best = best_placement(problem)
    assert check_plan(problem, plan, OPTIONS.gap) == ()
    if best is None:
        assert plan.status is PlanStatus.INFEASIBLE
    else:
        assert plan.status is PlanStatus.OPTIMAL
        assert plan.placement_value == pytest.approx(best, abs=1e-4)
        assert plan.wave is None


@pytest.mark.parametrize("seed", many(14, 300))
def test_a_conflict_is_named_exactly_where_there_is_no_plan(seed):
    problem = random_problem(seed)
    conflict = find_conflict(problem)
    assert (conflict is None) == has_plan(problem)


def test_the_same_work_gives_the_same_plan():
    problem = random_problem(3, workloads=5)
    options = Options(time_limit_s=None, work_limit=50, seed=7)
    first, second = (plan_to_json(solve_here(problem, options)) for _ in range(2))
    first.pop("seconds")
    second.pop("seconds")
    assert first == second


def test_an_empty_inventory_has_an_empty_plan():
    problem = PlanningProblem(random_problem(1).targets, ())
    plan = solve_here(problem, OPTIONS)
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.placement == {}
    assert check_plan(problem, plan) == ()
    assert plan.stopped_by in (StoppedBy.PROOF, StoppedBy.GAP)
