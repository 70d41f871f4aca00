"""A limit of work is kept within a tenth, programs in whole numbers and dense ones too."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bench.problems_dense import generate_dense
from bench.problems_joint import generate_joint
from bench.problems_version_2 import generate_programme, generate_version_2
from planner.jobs import Stop
from planner.optimising.joint import solve_placement_with_room
from planner.optimising.outcome import Options
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.mip import solve_mip
from planner.optimising.plan import PlanStatus
from planner.optimising.programs import Program, joint_program
from planner.optimising.solvers import Ask
from planner.optimising.stages import run_stages


@pytest.mark.parametrize(
    ("problem", "steps"),
    [
        (generate_dense(20, 0), 1_000),
        (generate_dense(30, 0), 2_000),
        (generate_joint(20, 5), 2_000),
        (generate_version_2(50, 0), 2_000),
    ],
    ids=["dense 20", "dense 30", "both stages", "version 2"],
)
def test_a_limit_of_work_is_kept(problem, steps):
    stop = Stop(work_limit=steps)
    plan = run_stages(problem, Options(None, steps), stop)
    assert plan.exists
    assert stop.steps <= 1.1 * steps
    assert plan.placement_bound is not None


def on_a_line(problem):
    """Let each target be as far from the first one as it stands behind it."""
    ids = [target.id for target in problem.targets]
    far = {a: {b: abs(i - j) for j, b in enumerate(ids) if b != a} for i, a in enumerate(ids)}
    return replace(problem, distance=far)


@pytest.mark.parametrize(
    ("problem", "steps", "most"),
    [
        (generate_programme(50, 0), 300, 400),
        (generate_dense(60, 1), 300, 600),
        (generate_dense(60, 1), 1_000, 2_000),
        (on_a_line(generate_dense(20, 0)), 1_000, 2_000),
    ],
    ids=["version 2", "dense, first point", "dense, good points", "targets on a line"],
)
def test_a_small_limit_of_work_is_at_most_doubled(problem, steps, most):
    stop = Stop(work_limit=steps)
    plan = run_stages(problem, Options(None, steps), stop)
    assert plan.exists
    assert stop.steps <= most


def test_the_first_plan_of_many_waits_for_one_first_linear_program_and_no_second():
    problem, stop = generate_joint(200, 5), Stop(work_limit=300)
    assert run_stages(problem, Options(None, 300), stop).exists
    part = Stop(work_limit=1)
    solve_placement_with_room(problem, Options(None, 1), part)
    assert stop.steps <= 3 * 300 + part.steps


def test_a_dense_line_of_targets_with_few_steps_is_bounded_by_messages():
    problem = on_a_line(generate_dense(20, 0))
    plan = run_stages(problem, Options(None, 1_000), Stop(work_limit=1_000))
    assert plan.placement_bound is not None
    assert plan.placement_bound > 0


def test_a_dense_problem_with_few_steps_is_bounded_by_good_points_of_its_linear_program():
    plan = run_stages(generate_dense(60, 0), Options(None, 1_000), Stop(work_limit=1_000))
    assert plan.placement_gap is not None
    assert plan.placement_gap <= 0.15


def test_a_program_in_whole_numbers_is_ended_within_its_first_branch_the_same_each_time():
    program = joint_program(generate_joint(20, 5))
    answers = [Program(program).run(Ask(steps=600)) for _ in range(2)]
    assert answers[0].nodes <= 1
    assert 300 <= answers[0].steps <= 700
    assert math.isfinite(answers[0].bound)
    assert answers[0].steps == answers[1].steps
    assert answers[0].bound == answers[1].bound


def test_a_first_linear_program_that_is_too_long_is_ended_by_its_pivots_the_same_each_time():
    program = joint_program(generate_joint(25, 5))
    answers = [Program(program).run(Ask(steps=20, patient=False)) for _ in range(2)]
    assert answers[0].columns is None
    assert answers[0].steps <= 200
    assert answers[0].steps == answers[1].steps


def test_a_placement_by_the_exact_program_counts_on_the_stop_and_ends_with_it():
    instance, stop = build_instance(generate_dense(20, 0)), Stop(work_limit=400)
    solve_mip(instance, stop)
    assert 200 <= stop.steps <= 500


def test_both_stages_under_every_rule_of_version_2_are_proven_in_some_seconds_of_work():
    plan = run_stages(generate_programme(20, 0), Options(None, 5_000), Stop(work_limit=5_000))
    assert plan.status is PlanStatus.OPTIMAL
    assert plan.joint
