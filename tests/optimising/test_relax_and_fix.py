"""Placements led by the linear program of the whole, against trying everything."""

from __future__ import annotations

import dataclasses

import pytest

from bench.problems_joint import generate_joint
from planner.jobs import Stop, ignore_progress
from planner.optimising import relax_and_fix
from planner.optimising.check import check_plan, placement_value, wave_value
from planner.optimising.outcome import Options
from planner.optimising.placement import solve_placement
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import WaveObjective
from planner.optimising.programs import Program, whole_program
from planner.optimising.relax_and_fix import can_guide, place_guided, plan_guided
from planner.optimising.solvers import Ask, Verdict
from planner.optimising.staging import Task, is_placed, plan_of, sum_of
from tests.optimising.small_problems import (
    all_placements,
    all_waves,
    best_worth,
    has_plan,
    random_problem,
)
from tests.support.effort import many
from tests.support.known import known

OPTIONS = Options(time_limit_s=None, work_limit=2_000, gap=1e-6)


def task_of(problem, options=OPTIONS):
    return Task(problem, options, Stop(None, options.work_limit))


def placed_first(task):
    return solve_placement(task.problem, task.options, Stop(None, 200), ignore_progress)


@pytest.mark.parametrize("seed", many(20, 400))
def test_what_is_guided_keeps_every_rule_and_its_bound_holds(seed):
    problem = random_problem(seed)
    task = task_of(problem)
    first = placed_first(task)
    if not is_placed(first):
        return
    staged = plan_guided(task, first)
    if isinstance(staged, PlanStatus):
        assert staged is not PlanStatus.INFEASIBLE or not has_plan(problem)
        return
    assert check_plan(problem, plan_of(task, *staged), OPTIONS.gap) == ()
    if problem.objective is WaveObjective.EARLY:
        best = known(best_worth(problem))
        bound = place_guided(problem, OPTIONS, Stop(None, 2_000)).bound
        assert bound is None or bound <= best + 1e-6
        assert sum_of(staged) >= best - 1e-6


@pytest.mark.parametrize("seed", many(10, 440))
def test_with_fewest_waves_the_bound_is_that_of_the_placements_with_room(seed):
    problem = dataclasses.replace(random_problem(seed), objective=WaveObjective.FEWEST)
    led = place_guided(problem, OPTIONS, Stop(None, 2_000))
    roomy = [p for p in all_placements(problem) if next(all_waves(problem, p), None) is not None]
    if led.status is PlanStatus.INFEASIBLE:
        assert roomy == []
    elif led.bound is not None and roomy:
        assert led.bound <= min(placement_value(problem, p) for p in roomy) + 1e-6


def test_a_tight_inventory_comes_near_what_the_whole_is_worth_at_least():
    problem = generate_joint(30, 3)
    task = task_of(problem, Options(time_limit_s=None, work_limit=1_500, gap=5e-3))
    staged = plan_guided(task, placed_first(task))
    assert not isinstance(staged, PlanStatus)
    placed, waves = staged
    worth = placement_value(problem, placed.placement)
    worth += wave_value(problem, placed.placement, waves.wave)
    bound = known(place_guided(problem, task.options, Stop(None, 1_500)).bound)
    assert 0 <= worth - bound <= 0.03 * worth


def test_no_time_is_no_reason_to_begin():
    problem = generate_joint(80, 3)
    assert can_guide(problem, Stop(60.0))
    assert not can_guide(problem, Stop(0.0))


def test_a_linear_program_without_an_end_is_not_begun_again(monkeypatch):
    problem = generate_joint(60, 3)
    asked = []

    def unfinished(problem, options, stop):
        asked.append(problem)
        return relax_and_fix.Guided(PlanStatus.UNKNOWN)

    monkeypatch.setattr(relax_and_fix, "place_guided", unfinished)
    task = task_of(problem)
    assert plan_guided(task, placed_first(task)) is PlanStatus.UNKNOWN
    assert len(asked) == 1


def test_the_linear_program_of_the_whole_ends_within_its_steps():
    program = whole_program(generate_joint(60, 3))
    whole = Program(program).run(Ask(relaxed=True))
    cut = Program(program).run(Ask(relaxed=True, steps=whole.steps // 20))
    assert whole.verdict is Verdict.SOLVED
    assert cut.verdict is Verdict.UNKNOWN
    assert cut.steps < whole.steps // 2
