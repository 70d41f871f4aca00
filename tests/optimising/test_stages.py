"""What the stages tell each other."""

from __future__ import annotations

import dataclasses

import pytest

from bench.problems_joint import generate_joint
from planner.jobs import Stop
from planner.optimising import joint
from planner.optimising.check import check_plan, worth
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import (
    Limit,
    PlanningProblem,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)
from planner.optimising.solving import solve_here
from planner.optimising.stages import run_stages
from planner.optimising.vouching import Voucher, vouched
from tests.optimising.small_problems import random_problem
from tests.support.effort import many
from tests.support.known import known

OPTIONS = Options(None, 20_000, gap=1e-6)
WAVES = tuple(ProblemWave(f"W{n}", 30.0 * n) for n in range(1, 9))


def cheap_but_late(workloads: int) -> PlanningProblem:
    """Return workloads for which private is cheaper by 1 but ready seven waves later."""
    return PlanningProblem(
        targets=(ProblemTarget("private", 8), ProblemTarget("public")),
        workloads=tuple(
            ProblemWorkload(f"w{n}", {"private": 10.0, "public": 11.0}, delay_value=1.0)
            for n in range(workloads)
        ),
        waves=WAVES,
    )


def test_the_delay_of_the_waves_is_fed_back_into_the_placement():
    problem = cheap_but_late(60)
    plan = solve_here(problem, OPTIONS)
    assert check_plan(problem, plan, OPTIONS.gap) == ()
    assert worth(problem, plan) == 60 * (11 + 30)
    assert plan.status is PlanStatus.OPTIMAL
    assert vouched(plan.solver)[1]["joint"] is Voucher.CERTIFICATE
    assert known(plan.placement_bound) <= 600


def test_few_workloads_are_one_program_and_proven():
    problem = cheap_but_late(50)
    plan = solve_here(problem, OPTIONS)
    assert plan.joint
    assert plan.status is PlanStatus.OPTIMAL
    assert worth(problem, plan) == 50 * (11 + 30)
    assert plan.wave_bound is None


def test_another_placement_is_tried_where_the_first_leaves_no_room():
    """Thirty would be cheapest away from home, but the waves have room for eight."""
    problem = PlanningProblem(
        targets=(ProblemTarget("home"), ProblemTarget("away")),
        workloads=tuple(
            ProblemWorkload(f"w{n}", {"home": 5.0, "away": 1.0}, "home", amounts={"count": 1})
            for n in range(30)
        ),
        waves=WAVES,
        wave_limits=(WaveLimit("team", "count", (1.0,) * 8),),
    )
    plan = solve_here(problem, OPTIONS)
    assert check_plan(problem, plan, OPTIONS.gap) == ()
    assert plan.status is PlanStatus.OPTIMAL
    assert worth(problem, plan) == 22 * 5 + 8
    must_leave = Limit("leave", "count", ("away",), at_least=9)
    stuck = solve_here(dataclasses.replace(problem, limits=(must_leave,)), OPTIONS)
    assert stuck.status is PlanStatus.INFEASIBLE
    assert stuck.conflict is not None
    assert {rule.id for rule in stuck.conflict.rules} == {"leave", "team"}
    assert len(stuck.conflict.rules) == 9


@pytest.mark.parametrize("seed", many(12, 900))
def test_a_plan_from_an_earlier_one_is_never_worse(seed):
    problem = random_problem(seed)
    before = solve_here(problem, Options(None, 20_000))
    if not before.exists:
        return
    start = Options(
        time_limit_s=None, work_limit=1, joint=False,
        start_placement=before.placement, start_wave=before.wave,
    )  # fmt: skip
    again = solve_here(problem, start)
    assert again.exists
    assert check_plan(problem, again) == ()
    if problem.objective is WaveObjective.EARLY:
        assert worth(problem, again) <= worth(problem, before) + 1e-9


@pytest.mark.parametrize(("steps", "seed"), [(300, 1), (300, 2)])
def test_no_plan_seen_on_the_way_is_better_than_the_one_returned(steps, seed):
    """The worth only falls, and the last and least of it is what comes back."""
    problem = generate_joint(70, seed)
    seen = []
    stop = Stop(work_limit=steps)
    plan = run_stages(
        problem,
        Options(time_limit_s=None, work_limit=steps),
        stop,
        found=lambda item: seen.append(item.placement_value + (item.wave_value or 0.0)),
    )
    assert seen == sorted(seen, reverse=True)
    assert worth(problem, plan) <= seen[-1] + 1e-9


def test_a_search_that_nobody_limits_ends_where_both_stages_are_near_their_bounds():
    problem = generate_joint(70, 1)
    limited = Options(time_limit_s=None, work_limit=600)
    spent = {}
    for enough in (0.0, 1e-9, 1.0):
        stop = Stop(work_limit=600)
        plan = run_stages(problem, dataclasses.replace(limited, enough=enough), stop)
        assert check_plan(problem, plan) == ()
        spent[enough] = stop.steps
    assert spent[1.0] < spent[1e-9] == spent[0.0]


def test_a_long_program_over_both_stages_is_left_where_the_plan_is_near_its_bound(monkeypatch):
    """Only where nobody limits the search and the program is no quick one; the gap is stated."""
    problem = generate_joint(10, 1)
    spent = {}
    for quick, enough in ((0, 0.0), (0, 1.0)):
        monkeypatch.setattr(joint, "QUICK_COLUMNS", quick)
        stop = Stop(work_limit=1_000)
        options = Options(time_limit_s=None, work_limit=1_000, gap=1e-6, enough=enough)
        plan = run_stages(problem, options, stop)
        assert check_plan(problem, plan) == ()
        assert plan.bound is not None
        assert plan.bound <= worth(problem, plan) + 1e-6
        proven = plan.gap is not None and plan.gap <= 1e-6
        assert (plan.status is PlanStatus.OPTIMAL) == proven
        spent[quick, enough] = stop.steps
    assert spent[0, 1.0] < spent[0, 0.0]
