"""A plan made in stages states a bound of its worth, proven by a certificate of its own."""

from __future__ import annotations

import dataclasses

import pytest

from bench.problems_joint import generate_joint
from bench.problems_version_2 import generate_programme
from planner.jobs import Stop
from planner.optimising.check import check_plan, worth
from planner.optimising.outcome import Options
from planner.optimising.parameters import Parameters
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import (
    PlanningProblem,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
    WaveObjective,
)
from planner.optimising.programs import Program, whole_program
from planner.optimising.solvers import Ask
from planner.optimising.stages import run_stages
from planner.optimising.staging import Task
from planner.optimising.vouching import Voucher, vouched
from planner.optimising.whole import stated, with_bound_of_worth
from planner.optimising.whole.ascent import WorthAscent
from planner.optimising.whole.certificate import evaluate, evaluate_on
from planner.optimising.whole.instance import build_whole
from tests.optimising.problems_version_2 import random_version_2
from tests.optimising.small_problems import random_problem
from tests.support.known import known

STEPS = 150
STAGED = Options(None, STEPS, parameters=Parameters(joint_workloads=1))


def ascent_of(problem):
    whole = build_whole(problem)
    begun = (whole.upper, whole.ceiling, whole.floor)
    return WorthAscent(whole, *(0.0 * (one == one) for one in begun))


@pytest.fixture(scope="module")
def problem():
    return generate_joint(51, 3)


@pytest.fixture(scope="module")
def plan(problem):
    return run_stages(problem, Options(None, STEPS), Stop(work_limit=STEPS))


def test_a_plan_beyond_one_program_states_what_every_plan_is_worth_at_least(problem, plan):
    assert plan.joint
    assert plan.wave_bound is None
    assert plan.bound <= worth(problem, plan)
    assert plan.gap == pytest.approx((worth(problem, plan) - plan.bound) / worth(problem, plan))
    assert vouched(plan.solver)[1].keys() == {"placement", "joint"}
    assert check_plan(problem, plan) == ()


def test_the_bound_is_that_of_the_linear_program_within_a_per_cent(problem):
    ascent = ascent_of(problem)
    ascent.run(Stop())
    linear = Program(whole_program(problem)).run(Ask(relaxed=True)).bound
    assert 0.99 * linear <= ascent.proof()[0] <= linear + 1e-6 * linear


@pytest.mark.parametrize("seed", [0, 1])
def test_extensions_and_platforms_leave_the_bound_no_lower_than_the_linear_program(seed):
    programme = generate_programme(50, seed)
    ascent = ascent_of(programme)
    ascent.run(Stop())
    linear = Program(whole_program(programme)).run(Ask(relaxed=True)).bound
    assert ascent.proof()[0] >= (1 - 5e-4) * linear


def test_the_day_a_platform_is_left_is_in_the_bound():
    stay, go = {"old": 900.0, "new": 10.0}, {"new": 0.0}
    slow = ProblemWorkload("slow", go, "old", earliest_wave=3)
    problem = PlanningProblem(
        version=2,
        targets=(ProblemTarget("old"), ProblemTarget("new")),
        workloads=(ProblemWorkload("free", stay, "old"), slow),
        waves=tuple(ProblemWave(f"W{n}", 30.0 * n) for n in (1, 2, 3)),
        shared_costs=(SharedCost("hall", ("old",), cost=500.0, cost_per_day=2.0),),
    )
    ascent = ascent_of(problem)
    ascent.run(Stop())
    assert ascent.proof()[0] == pytest.approx(10.0 + 2.0 * 90.0)


def test_the_certificate_proves_by_itself_what_was_kept(problem):
    ascent = ascent_of(problem)
    ascent.run(Stop(None, 20))
    bound, certificate = ascent.proof()
    assert evaluate(problem, certificate) == bound
    assert bound == pytest.approx(ascent.bound, rel=1e-9)
    other = dataclasses.replace(certificate, head=certificate.head[1:])
    with pytest.raises(ValueError, match="another problem"):
        evaluate_on(ascent.whole, other)


@pytest.mark.parametrize(
    "changed",
    [
        {"options": dataclasses.replace(STAGED, joint=False)},
        {"options": dataclasses.replace(STAGED, mend=False)},
        {"objective": WaveObjective.FEWEST},
        {"waves": ()},
    ],
    ids=["stages asked for", "one of many questions", "fewest waves", "no waves"],
)
def test_no_bound_of_the_worth_where_none_is_asked_for(changed):
    options = changed.pop("options", STAGED)
    problem = dataclasses.replace(random_problem(3), **changed)
    if not changed.get("waves", True):
        problem = dataclasses.replace(problem, wave_limits=())
    plan = run_stages(problem, options, Stop(work_limit=STEPS))
    assert plan.exists
    assert (plan.joint, plan.bound, plan.gap) == (False, None, None)


@pytest.mark.parametrize("make", [random_problem, random_version_2])
@pytest.mark.parametrize("seed", range(6))
def test_small_problems_made_in_stages_keep_the_contract(make, seed):
    problem = make(seed)
    plan = run_stages(problem, STAGED, Stop(work_limit=STEPS))
    assert check_plan(problem, plan, STAGED.gap) == ()
    if plan.joint and plan.status is PlanStatus.OPTIMAL:
        assert known(plan.gap) <= STAGED.gap


def test_what_a_program_over_both_stages_proved_on_the_way_is_kept(monkeypatch):
    monkeypatch.setattr(stated, "_proven", lambda _task, _staged: -1e9)
    problem = random_problem(3)
    staged = run_stages(problem, dataclasses.replace(STAGED, joint=False), Stop(work_limit=STEPS))
    task = Task(problem, STAGED, Stop(work_limit=STEPS))
    least = worth(problem, staged) - 1e-3
    task.worth_bounds.append(least)
    told = with_bound_of_worth(task, staged, None)
    assert told.bound == least
    assert vouched(told.solver)[1]["joint"] is Voucher.SOLVER
    assert told.placement == staged.placement


def test_the_same_work_states_the_same_bound(problem, plan):
    again = run_stages(problem, Options(None, STEPS), Stop(work_limit=STEPS))
    assert (again.bound, again.gap, again.solver) == (plan.bound, plan.gap, plan.solver)


def test_the_prices_of_the_waves_take_a_tenth_of_a_limit_of_time(monkeypatch, problem):
    given = []

    def keep(stop, _wanted):
        given.append(stop.time_limit_s)
        return Stop(work_limit=1)

    monkeypatch.setattr(stated, "_stop_for", keep)
    stated.prices_of_waves(Task(problem, STAGED, Stop(1_000.0)), None)
    assert [0 < one <= 100.0 for one in given] == [True]
