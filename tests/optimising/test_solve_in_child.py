"""The child process: it answers, dies on cancel, keeps the best plan, and never outlives us."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from bench.cancel import is_gone
from bench.live import CHANGES
from bench.problems_joint import generate_joint
from planner.jobs import Stop
from planner.optimising.check import check_plan
from planner.optimising.child import Answer, ChildProcess
from planner.optimising.live import live_options
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus, StoppedBy, relative_gap
from planner.optimising.plan_file import plan_to_json
from planner.optimising.problem import (
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)
from planner.optimising.solvers import solver_version
from planner.optimising.solving import solve, solve_here
from tests.optimising.small_problems import DISTANCE, TARGETS, random_problem
from tests.support.known import known
from tests.support.refusals import refused

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("spawned")


def hard_problem(workloads=400) -> PlanningProblem:
    """Return a problem that nobody solves to 1e-6 in the seconds of a test."""
    names = [f"w{n}" for n in range(workloads)]
    return PlanningProblem(
        targets=tuple(ProblemTarget(t) for t in TARGETS),
        workloads=tuple(
            ProblemWorkload(
                name,
                {"private": 20.0 + n * 37 % 41, "public": 20.0 + n * 53 % 43},
                "legacy",
                amounts={"days": 3 + n * 7 % 11},
                delay_value=(n * 29 % 31) / 10,
            )
            for n, name in enumerate(names)
        ),
        distance=DISTANCE,
        dependencies=tuple(
            ProblemDependency(names[n], names[n * 17 % n], weight=1 + n % 4, exposure=0.02)
            for n in range(2, workloads)
            if n * 17 % n != n
        ),
        waves=tuple(ProblemWave(f"W{n}", 30.0 * n) for n in range(1, 31)),
        wave_limits=(WaveLimit("team", "days", (workloads * 8.0 / 24,) * 30),),
    )


def wait_until(condition, seconds=10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_the_child_answers_as_this_process_does():
    problem = random_problem(3, workloads=5)
    options = Options(time_limit_s=None, work_limit=50, seed=7)
    apart, here = solve(problem, options), solve_here(problem, options)
    first, second = plan_to_json(apart), plan_to_json(here)
    first.pop("seconds")
    second.pop("seconds")
    assert first == second
    assert multiprocessing.active_children() == []


def test_a_change_is_answered_alike_however_late_the_clock():
    problem = generate_joint(20, 2)
    before = solve_here(problem, Options(None, 30, joint=False, gap=0.05))
    options = dataclasses.replace(
        live_options(20), start_placement=before.placement, start_wave=before.wave, joint=False
    )
    changed = CHANGES["limit"](problem, before)
    late = Stop(None, options.work_limit)
    late.started -= 120.0
    apart, here = solve(changed, options, late), solve_here(changed, options)
    assert apart.stopped_by is here.stopped_by is not StoppedBy.TIME
    assert (apart.placement, apart.wave) == (here.placement, here.wave)


def test_a_warm_child_solves_one_problem_after_another():
    child = ChildProcess()
    try:
        plans = [
            solve(random_problem(seed), Options(time_limit_s=20), child=child) for seed in (1, 2, 3)
        ]
        pids = {process.pid for process in multiprocessing.active_children()}
    finally:
        child.close()
    assert len(pids) == 1
    for seed, plan in zip((1, 2, 3), plans, strict=True):
        assert check_plan(random_problem(seed), plan) == ()


def test_cancel_ends_the_child_and_keeps_the_best_plan():
    problem = hard_problem()
    stop = Stop(60)
    seen = threading.Event()
    pids: set[int] = set()
    heard = []

    def listen(progress):
        heard.append(progress)
        pids.update(known(process.pid) for process in multiprocessing.active_children())
        if progress.phase == "phase.waves" and None not in (progress.value, progress.bound):
            seen.set()

    def cancel():
        seen.wait(50)
        time.sleep(0.3)
        stop.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    plan = solve(problem, Options(time_limit_s=60, gap=1e-6), stop, listen)
    thread.join()
    assert pids
    assert all(is_gone(pid) for pid in pids)
    assert multiprocessing.active_children() == []
    assert plan.stopped_by is StoppedBy.CANCELLED
    assert plan.status is PlanStatus.FEASIBLE
    assert check_plan(problem, plan) == ()
    assert_progress_says_all(heard)


def assert_progress_says_all(heard):
    """Phase, value, bound, gap and seconds were streamed, and the gap is that of the other two."""
    assert {progress.phase for progress in heard} >= {"phase.placement", "phase.waves"}
    full = [p for p in heard if None not in (p.value, p.bound, p.gap)]
    assert full
    for progress in full:
        assert progress.gap == pytest.approx(relative_gap(progress.value, progress.bound))
    seconds = [progress.seconds for progress in heard]
    assert seconds == sorted(seconds)


def test_more_workloads_than_a_plan_takes_are_refused_before_a_process_is_started():
    one = ProblemWorkload("w", {"private": 1.0})
    million = PlanningProblem((ProblemTarget("private"),), (one,) * 1_000_000)
    with refused(r"1,000,000 workloads; one plan takes at most 100,000"):
        solve(million, Options())
    assert multiprocessing.active_children() == []


def test_cancel_before_the_start_gives_no_plan():
    stop = Stop(60)
    stop.cancel()
    plan = solve(hard_problem(), Options(), stop)
    assert plan.status is PlanStatus.UNKNOWN
    assert plan.stopped_by is StoppedBy.CANCELLED
    assert plan.placement == {}


def test_the_time_limit_is_obeyed():
    problem = hard_problem(1500)
    plan = solve(problem, Options(time_limit_s=2.0, gap=1e-6))
    assert plan.seconds <= 4.0
    assert plan.status in (PlanStatus.FEASIBLE, PlanStatus.UNKNOWN)
    assert check_plan(problem, plan) == ()
    assert multiprocessing.active_children() == []


def test_an_infeasible_problem_comes_back_with_its_conflict():
    hard = hard_problem(12)
    problem = dataclasses.replace(
        hard, waves=hard.waves[:5], wave_limits=(WaveLimit("team", "days", (1.0,) * 5),)
    )
    plan = solve(problem, Options(time_limit_s=30))
    assert plan.status is PlanStatus.INFEASIBLE
    assert plan.conflict is not None
    assert {rule.kind for rule in plan.conflict.rules} == {"wave_limit"}
    assert check_plan(problem, plan) == ()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_no_orphan_is_left_where_the_parent_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            """
            import multiprocessing
            if __name__ == "__main__":
                from tests.optimising.test_solve_in_child import hard_problem
                from planner.optimising.outcome import Options
                from planner.optimising.solving import solve
                def listen(progress):
                    for process in multiprocessing.active_children():
                        print(process.pid, flush=True)
                solve(hard_problem(), Options(time_limit_s=60, gap=1e-6), listen=listen)
            """
        )
    )
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert parent.stdout is not None
    try:
        pid = int(parent.stdout.readline())
        assert not is_gone(pid)
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        parent.stdout.close()
    assert wait_until(lambda: is_gone(pid))


def test_an_earlier_plan_that_still_holds_is_the_answer_where_no_other_is_told(monkeypatch):
    problem, before = next(
        (one, plan) for one in map(random_problem, range(9)) if (plan := solve_here(one)).exists
    )
    monkeypatch.setattr(ChildProcess, "solve", lambda *_: Answer(None, None, "time"))
    options = Options(start_placement=before.placement, start_wave=before.wave)
    plan = solve(problem, options)
    assert plan.status is PlanStatus.FEASIBLE
    assert plan.placement == before.placement
    assert plan.placement_value == pytest.approx(before.placement_value)
    assert solve(problem, Options()).status is PlanStatus.UNKNOWN


def test_a_child_that_loads_is_waited_for_and_outlives_a_cancel_meanwhile():
    child = ChildProcess()
    try:
        child.start()
        pid = known(child._process).pid
        early = Stop(0.5)
        early.cancel()
        assert child.solve(random_problem(1), Options(), early, lambda _: None).ended == "cancelled"
        stop = Stop(20.0)
        plan = solve(random_problem(1), Options(time_limit_s=20.0), stop, child=child)
        assert plan.status is not PlanStatus.UNKNOWN
        assert known(child._process).pid == pid
    finally:
        child.close()


def test_the_solver_has_a_version_where_its_package_is_not_noted(monkeypatch):
    """A packed program holds libraries, and not always what was noted of them."""

    def missing(package: str) -> str:
        raise importlib.metadata.PackageNotFoundError(package)

    noted = solver_version()
    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert solver_version() == noted
