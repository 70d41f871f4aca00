"""A child that is killed, or takes all memory, is started once more and never called a limit."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from planner.errors import PlannerError
from planner.jobs import Progress, Stop
from planner.optimising import child as child_module
from planner.optimising.check import check_plan
from planner.optimising.child import Answer, ChildProcess
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.plan_file import parse_plan, plan_to_json
from planner.optimising.solving import solve, solve_here
from planner.optimising.staging import Found
from tests.optimising.small_problems import random_problem
from tests.support.known import known
from tests.support.refusals import told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of Unix")


class Killed(ChildProcess):
    """Is killed when it tells something of a kind, for the first ``times``."""

    def __init__(self, when, times=1):
        super().__init__()
        self.when, self.left, self.runs = when, times, 0

    def kill_at(self, event):
        if self.left and self.when == event:
            self.left -= 1
            process = known(self._process)
            os.kill(known(process.pid), signal.SIGKILL)
            process.join()

    def run(self, work, arguments, stop, listen, take, *, grace_s=None):
        self.runs += 1

        def listened(progress):
            listen(progress)
            self.kill_at(progress.phase)

        def taken(found):
            take(found)
            self.kill_at(type(found).__name__)

        return super().run(work, arguments, stop, listened, taken, grace_s=grace_s)


def talk_and_solve(problem, options, *, stop, listen, tell):
    """Stand in for the search: every phase is told, with time to be killed in each."""
    plan = solve_here(problem, options)
    listen(Progress("loading"))
    time.sleep(0.3)
    for phase in ("placement", "waves", "conflict"):
        time.sleep(0.15)  # reports closer together than this are not sent
        listen(Progress(phase))
        tell(
            Found(
                plan.placement,
                known(plan.placement_value),
                wave=plan.wave,
                wave_value=plan.wave_value,
            )
        )
    time.sleep(0.3)
    return plan


def run_out(problem, options, *, stop, listen, tell):
    raise MemoryError


OPTIONS = Options(time_limit_s=None, work_limit=50, seed=7)


@pytest.fixture
def problem():
    tried = (random_problem(seed, workloads=5) for seed in range(1, 40))
    return next(one for one in tried if solve_here(one, OPTIONS).exists)


@pytest.fixture
def talking(monkeypatch):
    monkeypatch.setattr(child_module, "_solve", talk_and_solve)


@pytest.mark.parametrize("when", ["loading", "placement", "Found", "waves", "conflict"])
def test_a_child_killed_in_any_phase_is_started_once_more(problem, talking, when):
    undisturbed = plan_to_json(solve(problem, OPTIONS))
    child = Killed(when)
    try:
        plan = solve(problem, OPTIONS, child=child)
    finally:
        child.close()
    assert child.left == 0
    assert child.runs == 2
    again = plan_to_json(plan)
    undisturbed.pop("seconds")
    again.pop("seconds")
    assert again == undisturbed
    assert multiprocessing.active_children() == []


def test_a_child_killed_twice_keeps_what_it_found_and_says_how_it_ended(problem, talking):
    child = Killed("Found", times=2)
    try:
        plan = solve(problem, OPTIONS, child=child)
    finally:
        child.close()
    assert child.runs == 2
    assert plan.status is PlanStatus.FEASIBLE
    assert plan.stopped_by is StoppedBy.DIED
    assert not check_plan(problem, plan)
    assert parse_plan(plan_to_json(plan)).stopped_by is StoppedBy.DIED


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_child_killed_twice_before_it_found_anything_is_a_sentence(problem, talking, language):
    child = Killed("loading", times=2)
    try:
        with pytest.raises(PlannerError) as caught:
            solve(problem, OPTIONS, child=child)
    finally:
        child.close()
    wanted = {"en": "The optimiser ended unexpectedly.", "zh": "优化程序意外结束"}
    assert wanted[language] in told(caught.value, language)


def test_a_child_out_of_memory_is_started_once_more_and_then_told(problem, monkeypatch):
    monkeypatch.setattr(child_module, "_solve", run_out)
    with pytest.raises(PlannerError) as caught:
        solve(problem, OPTIONS)
    assert "ended unexpectedly" in told(caught.value)


def test_no_child_is_started_again_once_its_time_is_over(problem, monkeypatch):
    runs = []

    def died(self, *_):
        runs.append(self)
        return Answer(None, None, "died")

    monkeypatch.setattr(ChildProcess, "_solve_once", died)
    stop = Stop(0.0)
    ChildProcess().solve(problem, OPTIONS, stop, lambda _: None)
    assert len(runs) == 1


def test_the_better_of_two_attempts_is_kept(problem, monkeypatch):
    answers = [Answer(None, Found({"a": "x"}, 3.0), "died"), Answer(None, Found({}, 5.0), "died")]
    monkeypatch.setattr(ChildProcess, "_solve_once", lambda self, *_: answers.pop(0))
    answer = ChildProcess().solve(problem, OPTIONS, Stop(), lambda _: None)
    assert answer.best == Found({"a": "x"}, 3.0)
    assert not isinstance(answer.plan, Plan)
