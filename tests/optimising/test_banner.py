"""Standard output is for the program's answers alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CODE = """
from planner.model.problem import PlanningProblem, ProblemTarget, ProblemWorkload
from planner.optimising.outcome import Options
from planner.optimising.solve import solve_here
workload = ProblemWorkload("A", {"legacy": 2.0, "private": 1.0})
problem = PlanningProblem((ProblemTarget("legacy"), ProblemTarget("private")), (workload,))
print(solve_here(problem, Options()).placement["A"])
"""


def test_a_solver_says_nothing_on_standard_output() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "private\n"
