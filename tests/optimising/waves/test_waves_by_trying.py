"""The whole stage against trying every plan."""

import pytest
from wave_problems import best_by_trying, breaks, random_problem

from planner.jobs import Stop, ignore_progress
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.waves import solve_waves, waves_value


def check_against_trying(seed, objective, options=None):
    problem, placement = random_problem(seed, objective)
    best = best_by_trying(problem, placement)
    outcome = solve_waves(problem, placement, options or Options(), Stop(60.0), ignore_progress)
    if best is None:
        assert outcome.status is PlanStatus.INFEASIBLE, seed
        return
    assert outcome.status is PlanStatus.OPTIMAL, seed
    assert breaks(problem, placement, outcome.wave) == "", seed
    assert outcome.value == pytest.approx(waves_value(problem, placement, outcome.wave))
    assert outcome.value == pytest.approx(best, rel=2e-4, abs=2e-4), seed
    assert outcome.bound <= best + 1e-9 * max(1, abs(best)), seed


@pytest.mark.parametrize("block", range(10))
def test_early_agrees_with_trying_every_plan(block):
    for seed in range(block * 60, block * 60 + 60):
        check_against_trying(seed, "early")


@pytest.mark.parametrize("block", range(4))
def test_fewest_agrees_with_trying_every_plan(block):
    for seed in range(10_000 + block * 60, 10_000 + block * 60 + 60):
        check_against_trying(seed, "fewest")
