"""Parts of a plan planned again: right on small problems by trying, never worse on larger ones."""

from __future__ import annotations

import dataclasses
import random

import pytest

from bench.live import CHANGES
from bench.problems_joint import generate_joint
from planner.jobs import Stop
from planner.optimising.answering import answered, can_answer
from planner.optimising.check import check_plan, placement_value, wave_value
from planner.optimising.decomposition import Both, improved_by_parts
from planner.optimising.excerpt import excerpt_of
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import WaveObjective
from planner.optimising.repair import mended_plan
from planner.optimising.solving import solve_here
from planner.optimising.staging import Task, plan_of
from tests.optimising.small_problems import all_placements, all_waves, best_worth, random_problem
from tests.support.effort import many
from tests.support.known import known

EARLY = WaveObjective.EARLY


def plans_of(problem):
    for placement in all_placements(problem):
        for wave in all_waves(problem, placement):
            yield placement, wave


def worth_of(problem, placement, wave):
    return placement_value(problem, placement) + wave_value(problem, placement, wave)


def exposure_outside(problem, exposed, wave):
    days = [0.0, *(item.day for item in problem.waves)]
    return sum(
        price * abs(days[wave[name]] - days[other])
        for name, others in exposed.items()
        if wave[name] is not None
        for other, price in others
    )


def closed_over_groups(problem, names):
    for group in problem.same_target:
        if names & set(group):
            names |= set(group)
    return names


@pytest.mark.parametrize("seed", many(12, 500))
def test_the_plans_of_an_excerpt_are_those_of_the_whole_that_differ_only_there(seed):
    problem = dataclasses.replace(random_problem(seed), objective=EARLY)
    plans = list(plans_of(problem))
    if not plans:
        return
    draw = random.Random(seed)
    placement, wave = draw.choice(plans)
    names = closed_over_groups(problem, set(draw.sample(sorted(placement), 2)))
    part = excerpt_of(problem, placement, wave, names)
    assert part is not None
    held = [name for name in placement if name not in names]

    def inner(p, w):
        return tuple((p[name], w[name]) for name in sorted(names))

    alike = {
        inner(p, w): worth_of(problem, p, w)
        for p, w in plans
        if all(p[n] == placement[n] and w[n] == wave[n] for n in held)
    }
    found = {
        inner(p, w): worth_of(part.problem, p, w) + exposure_outside(problem, part.exposed, w)
        for p, w in plans_of(part.problem)
    }
    assert found.keys() == alike.keys()
    first = next(iter(found))
    for key, worth in found.items():
        assert worth - found[first] == pytest.approx(alike[key] - alike[first], abs=1e-6)


@pytest.mark.parametrize("seed", many(10, 530))
def test_a_part_as_large_as_the_whole_finds_the_best_plan(seed):
    problem = dataclasses.replace(random_problem(seed), objective=EARLY)
    plans = list(plans_of(problem))
    if not plans:
        return
    placement, wave = max(plans, key=lambda plan: worth_of(problem, *plan))
    task = Task(problem, Options(gap=1e-6), Stop(None, 2_000))
    best = improved_by_parts(task, Both(placement, wave, worth_of(problem, placement, wave)))
    assert best.worth == pytest.approx(best_worth(problem), abs=1e-4)


@pytest.fixture(scope="module")
def tight():
    problem = generate_joint(40, 2)
    options = Options(time_limit_s=None, work_limit=30, joint=False, gap=0.05)
    before = solve_here(problem, options)
    assert before.exists
    return problem, before


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_answered_no_worse_than_by_mending_and_with_both_bounds(name, tight):
    problem, before = tight
    changed = CHANGES[name](problem, before)
    old = mended_plan(changed, before.placement, before.wave)
    assert old is not None
    task = Task(changed, Options(joint=False), Stop(None, 40))
    placed, waves = answered(task, old, ())
    plan = plan_of(task, placed, waves)
    assert check_plan(changed, plan) == ()
    before_value = known(old.placement_value) + known(old.wave_value)
    assert known(placed.value) + known(waves.value) <= before_value + 1e-6
    assert plan.placement_bound is not None
    assert plan.wave_bound is not None


def test_only_where_time_is_short_is_the_earlier_plan_all_there_is(tight):
    assert can_answer(Task(tight[0], Options(), Stop(1.0)))
    assert not can_answer(Task(tight[0], Options(), Stop(60.0)))
    assert not can_answer(Task(tight[0], Options(), Stop(None, 100)))


def test_the_same_work_improves_the_same_way(tight):
    problem, before = tight
    start = Both(before.placement, before.wave, worth_of(problem, before.placement, before.wave))
    tasks = [Task(problem, Options(seed=5), Stop(None, 12)) for _ in range(2)]
    first, second = (improved_by_parts(task, start) for task in tasks)
    assert first == second
    assert first.worth <= start.worth
    stated = Plan(
        PlanStatus.FEASIBLE, StoppedBy.WORK, first.placement, first.wave,
        placement_status=PlanStatus.FEASIBLE, wave_status=PlanStatus.FEASIBLE,
        placement_value=placement_value(problem, first.placement),
        wave_value=wave_value(problem, first.placement, first.wave),
    )  # fmt: skip
    assert check_plan(problem, stated) == ()
