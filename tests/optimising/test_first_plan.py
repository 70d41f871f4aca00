"""A search whose work is up before its first plan goes on until there is one, or a proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner import pipeline
from planner.jobs import Stop
from planner.optimising.check import check_plan
from planner.optimising.outcome import Options
from planner.optimising.parameters import Parameters
from planner.optimising.plan import PlanStatus, StoppedBy
from planner.optimising.problem import PlanningProblem
from planner.optimising.solving import solve_here

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def problem_of(request):
    folder = request.config.rootpath / "samples"
    known: dict[str, PlanningProblem] = {}

    def get(name: str) -> PlanningProblem:
        if name not in known:
            sources, _ = pipeline.import_sources([folder / f"{name}.xlsx"], TODAY)
            known[name] = pipeline.draft_study(sources, TODAY).problem
        return known[name]

    return get


@pytest.mark.parametrize(
    ("sample", "steps"),
    [("regional-bank", 1), ("regional-bank", 60), ("insurer", 1), ("workshop", 1)],
)
def test_a_limit_of_work_is_no_reason_for_no_plan(problem_of, sample, steps):
    problem = problem_of(sample)
    options = Options(None, steps)
    plan = solve_here(problem, options)
    assert plan.exists
    assert check_plan(problem, plan, options.gap) == ()
    if plan.status is not PlanStatus.OPTIMAL:
        assert plan.stopped_by is StoppedBy.WORK
    if sample == "workshop":
        again = solve_here(problem, options)
        assert replace(again, seconds=plan.seconds) == plan


def test_a_conflict_is_proven_at_the_smallest_limit(problem_of):
    plan = solve_here(problem_of("conflict"), Options(None, 1))
    assert plan.status is PlanStatus.INFEASIBLE
    assert plan.conflict is not None
    assert plan.conflict.rules


def test_waiting_for_the_first_plan_is_bounded_and_ends_with_a_cancel(problem_of):
    problem = problem_of("regional-bank")
    turns = Parameters(first_plan_turns=1)
    work = turns.default_work(len(problem.workloads))
    stop = Stop(None, 1)
    solve_here(problem, Options(None, 1, parameters=replace(turns, work_steps=100)), stop)
    assert stop.steps < work / 4
    cancelled = Stop(None, 1)
    cancelled.cancel()
    assert solve_here(problem, Options(None, 1), cancelled).stopped_by is StoppedBy.CANCELLED


def test_questions_about_a_plan_keep_to_their_limit(problem_of):
    """They ask hundreds of times; an answer that takes longer is none."""
    stop = Stop(None, 1)
    solve_here(problem_of("regional-bank"), Options(None, 1, mend=False), stop)
    assert stop.steps < 1_000
