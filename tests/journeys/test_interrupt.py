"""Ctrl-C at the command line: the best plan found by then is written, and nothing keeps running."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner.optimising.check import check_plan
from planner.optimising.plan import PlanStatus, StoppedBy
from planner.optimising.plan_file import read_plan
from planner.optimising.problem import (
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)
from planner.optimising.problem_file import read_problem, write_problem
from tests.journeys.commands import ROOT

pty = pytest.importorskip("pty", reason="needs a terminal")


def long_problem(workloads: int = 200) -> PlanningProblem:
    """Return a problem that has a plan at once and no proof to 1e-6 for a long time."""
    return PlanningProblem(
        targets=(ProblemTarget("old"), ProblemTarget("new")),
        workloads=tuple(
            ProblemWorkload(
                f"w{n}", {"new": 1.0}, "old",
                amounts={"days": 3 + n * 7 % 11}, delay_value=1 + (n * 29 % 31) / 10,
            )
            for n in range(workloads)
        ),
        dependencies=tuple(
            ProblemDependency(f"w{n}", f"w{n * 17 % n}", exposure=0.02)
            for n in range(2, workloads) if n * 17 % n != n
        ),
        waves=tuple(ProblemWave(f"W{n}", 30.0 * n) for n in range(1, 31)),
        wave_limits=(WaveLimit("team", "days", (workloads * 8.0 / 24,) * 30),),
    )  # fmt: skip


class Running:
    """The program in a process group of its own, on a terminal that it shows its progress on."""

    def __init__(self, *arguments: str | Path) -> None:
        ours, theirs = pty.openpty()
        self.screen = ours
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.seen = ""

    def read(self) -> bool:
        """Take what the screen shows next; False where the program has closed it."""
        try:
            more = os.read(self.screen, 65_536)
        except OSError:
            return False
        self.seen += more.decode("utf-8", "replace")
        return bool(more)

    def wait_for(self, pattern: str) -> None:
        while not re.search(pattern, self.seen):
            assert self.read(), self.seen

    def interrupt(self, number: int = signal.SIGINT) -> None:
        """As a terminal does: to every process of the group."""
        os.killpg(self.process.pid, number)

    def ended(self) -> int:
        while self.read():
            pass
        os.close(self.screen)
        return self.process.wait(60)


def test_a_terminal_that_is_closed_costs_no_plan(tmp_path):
    """Told of twice, as a shell and the system do; nothing can be said any more."""
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    write_problem(long_problem(), problem)
    running = Running("solve", problem, "-o", plan, "--time-limit", "100", "--gap", "1e-9")
    running.wait_for("Scheduling waves .*%")
    os.close(running.screen)
    running.interrupt(signal.SIGHUP)
    running.interrupt(signal.SIGHUP)
    assert running.process.wait(60) == 130
    assert check_plan(read_problem(problem), read_plan(plan)) == ()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_solve_writes_the_best_plan_and_ends(tmp_path, number):
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    write_problem(long_problem(), problem)
    running = Running("solve", problem, "-o", plan, "--time-limit", "100", "--gap", "1e-9")
    running.wait_for("Scheduling waves .*%")  # a gap is shown once there is a plan and a bound
    if number == signal.SIGINT:
        running.interrupt(number)
    else:
        os.kill(running.process.pid, number)  # a system ends the program, not its terminal
    assert running.ended() == 130, running.seen
    assert "Traceback" not in running.seen
    found = read_plan(plan)
    assert found.stopped_by is StoppedBy.CANCELLED
    assert found.status is PlanStatus.FEASIBLE
    assert check_plan(read_problem(problem), found) == ()


def test_plan_interrupted_at_its_questions_still_writes_the_plan(tmp_path):
    folder = tmp_path / "out"
    sample = ROOT / "samples" / "tiny.xlsx"
    running = Running("plan", sample, "-o", folder, "--parts", "summary", "--time-limit", "8")
    running.wait_for("Search ended")
    running.interrupt()
    assert running.ended() == 130, running.seen
    assert "Traceback" not in running.seen
    assert {"roadmap.pdf", "plan.xlsx", "solution.json"} <= {p.name for p in folder.iterdir()}
    written = read_plan(folder / "solution.json")
    assert check_plan(read_problem(folder / "problem.json"), written) == ()
