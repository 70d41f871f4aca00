"""The whole stage against trying every plan."""

import random

import pytest

from planner.jobs import Stop, ignore_progress
from planner.optimising.check import wave_value
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.waves import solve_waves
from tests.optimising.waves.wave_problems import VERSION_2, best_by_trying, breaks, random_problem
from tests.support.effort import many
from tests.support.known import known


def check_against_trying(seed, objective, change=None):
    problem, placement = random_problem(seed, objective)
    if change is not None:
        problem = change(problem, random.Random(seed))
    best = best_by_trying(problem, placement)
    outcome = solve_waves(problem, placement, Options(), Stop(work_limit=60_000), ignore_progress)
    if best is None:
        assert outcome.status is PlanStatus.INFEASIBLE, seed
        return
    assert outcome.status is PlanStatus.OPTIMAL, seed
    assert breaks(problem, placement, outcome.wave) == "", seed
    assert outcome.value == pytest.approx(wave_value(problem, placement, outcome.wave))
    assert outcome.value == pytest.approx(best, rel=2e-4, abs=2e-4), seed
    assert known(outcome.bound) <= best + 1e-9 * max(1, abs(best)), seed


@pytest.mark.parametrize("block", many(4))
def test_early_agrees_with_trying_every_plan(block):
    for seed in range(block * 60, block * 60 + 60):
        check_against_trying(seed, "early")


@pytest.mark.parametrize("block", many(2))
def test_fewest_agrees_with_trying_every_plan(block):
    for seed in range(10_000 + block * 60, 10_000 + block * 60 + 60):
        check_against_trying(seed, "fewest")


@pytest.mark.parametrize("rule", VERSION_2)
@pytest.mark.parametrize("objective", ["early", "fewest"])
def test_rules_of_version_2_agree_with_trying_every_plan(rule, objective):
    for seed in many(20, 20_000):
        check_against_trying(seed, objective, VERSION_2[rule])
