"""A limit of time: never a worse plan than the search without one has by then, told by steps.

The clock of these tests goes by steps, a thousand a second, so that no load changes what they say.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bench.default_run import problem_of
from bench.problems_version_2 import generate_programme
from planner import jobs
from planner.jobs import Stop, ignore_progress
from planner.optimising.check import worth
from planner.optimising.outcome import Options, unlimited
from planner.optimising.plan import StoppedBy
from planner.optimising.problem import PlanningProblem
from planner.optimising.stages import Found, run_stages
from planner.optimising.work import STEPS_A_SECOND

BY_THEN = 0.75
"""Share of a limit of time that the search as without one gets of it."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Let the clock of every stop go by steps; a run of a solver is not ended by another one."""
    clock = SimpleNamespace(now=0.0)
    clock.monotonic = lambda: clock.now
    counted = Stop.count

    def count(stop: Stop, steps: int = 1) -> None:
        if stop.whole is None:
            clock.now += steps / STEPS_A_SECOND
        counted(stop, steps)

    monkeypatch.setattr(jobs, "time", clock)
    monkeypatch.setattr(Stop, "count", count)
    monkeypatch.setattr(Stop, "net_s", lambda stop, seconds: seconds)
    return clock


@pytest.fixture(scope="module")
def problem() -> PlanningProblem:
    return generate_programme(60, 1)


def test_a_time_limit_keeps_what_the_search_without_one_finds(clock, problem):
    seen: list[tuple[float, float]] = []

    def found(item: Found) -> None:
        if item.wave_value is not None:
            seen.append((clock.now, item.placement_value + item.wave_value))

    options = unlimited(len(problem.workloads))
    run_stages(problem, options, Stop(None, options.work_limit), ignore_progress, found)
    for limit in (0.5, 2.5, 12.5):
        clock.now = 0.0
        plan = run_stages(problem, Options(limit), Stop(limit))
        by_then = [value for second, value in seen if second <= BY_THEN * limit]
        assert plan.exists
        assert worth(problem, plan) <= min(by_then, default=float("inf")) + 1e-6, limit
        assert plan.stopped_by is not StoppedBy.WORK


def test_work_by_steps_ends_with_the_whole_and_is_not_told_its_seconds(clock):
    whole = Stop(10.0)
    part = whole.by_steps(50_000)
    assert part.remaining_s is None
    assert part.share(0.5).within(3.0).ends_at == 10.0
    part.count(4_000)
    assert (whole.steps, whole.seconds) == (4_000, 4.0)
    assert (part.expired(), part.reason()) == (False, "")
    part.share(0.5).count(6_000)
    assert (part.expired(), part.cancelled, part.reason()) == (True, True, "time")
    assert not whole.cancelled
    part.raise_if_cancelled()  # nobody asked to stop


def test_a_run_of_a_solver_ends_with_the_whole():
    assert Stop(10.0).net_s(None) is None
    part = Stop(10.0).by_steps(5)
    left = part.net_s(None)
    assert left is not None
    assert 0.0 <= left <= 10.0
    assert part.net_s(20.0) == pytest.approx(left, abs=10.0)
    assert part.net_s(0.0) == 0.0


@pytest.mark.slow
def test_a_limit_a_third_above_it_keeps_what_the_search_of_the_sample_bank_finds(clock):
    problem = problem_of("regional-bank")
    options = unlimited(len(problem.workloads))
    usual = run_stages(problem, options, Stop(None, options.work_limit))
    limit = clock.now / BY_THEN
    clock.now = 0.0
    assert worth(problem, run_stages(problem, Options(limit), Stop(limit))) <= worth(problem, usual)
