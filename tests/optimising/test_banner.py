"""Standard output is for the program's answers alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CODE = """
from planner.optimising.problem import PlanningProblem, ProblemTarget, ProblemWorkload
from planner.optimising.outcome import Options
from planner.optimising.solving import solve_here
workload = ProblemWorkload("A", {"legacy": 2.0, "private": 1.0})
problem = PlanningProblem((ProblemTarget("legacy"), ProblemTarget("private")), (workload,))
print(solve_here(problem, Options()).placement["A"])
"""


CONFLICT = """
from planner.optimising.conflict import find_conflict
from planner.optimising.problem import Limit, PlanningProblem, ProblemTarget, ProblemWorkload
workload = ProblemWorkload("A", {"private": 1.0}, amounts={"cpu": 8.0})
room = Limit("room", "cpu", ("private",), at_most=4.0)
problem = PlanningProblem((ProblemTarget("private"),), (workload,), limits=(room,))
print(find_conflict(problem).rules[0].id)
"""


@pytest.mark.parametrize(("code", "answer"), [(CODE, "private\n"), (CONFLICT, "room\n")])
def test_a_solver_says_nothing_on_standard_output(code: str, answer: str) -> None:
    """Whichever door is the first that this process goes to it by."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == answer


THREADS = """
import highspy
from planner.optimising.banner import swallow_banner
swallow_banner()
solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.setOptionValue("threads", 1)
x, y = solver.addIntegral(0, 9), solver.addIntegral(0, 9)
solver.addConstr(2 * x + 3 * y <= 12)
print(solver.maximize(x + 2 * y))
"""


def test_the_trivial_first_run_leaves_later_ones_their_one_thread() -> None:
    # HiGHS fixes the threads of a process at its first run, and refuses another number later; on
    # a machine of many cores its own choice is not one.
    done = subprocess.run(
        [sys.executable, "-c", THREADS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "kOk" in done.stdout
