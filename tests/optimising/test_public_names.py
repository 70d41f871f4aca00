"""The room as a package that stands alone: read, solve, ask, write."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import planner.optimising as optimising
from planner.jobs import Stop

ROOT = Path(__file__).resolve().parents[2]

SMALL = {
    "format": "planning-problem",
    "version": 1,
    "targets": [{"id": "old"}, {"id": "new"}],
    "workloads": [
        {"id": "A", "current": "old", "cost": {"old": 5, "new": 1}, "amounts": {"cpu": 2}},
        {"id": "B", "current": "old", "cost": {"old": 5, "new": 2}, "amounts": {"cpu": 2}},
    ],
    "limits": [{"id": "CPU", "amount": "cpu", "targets": ["new"], "at_most": 3}],
}


def test_a_problem_is_solved_written_and_verified_by_public_names(tmp_path):
    problem = optimising.parse_problem(SMALL)
    plan = optimising.solve(problem, seed=3)
    assert (plan.placement_value, dict(plan.placement)) == (6.0, {"A": "new", "B": "old"})
    assert plan.seed == 3
    optimising.write_plan(plan, tmp_path / "plan.json")
    again = optimising.read_plan(tmp_path / "plan.json", problem)
    assert again.placement == plan.placement
    assert optimising.find_violations(problem, again) == ()


def test_a_stop_without_limits_gets_the_steps_of_the_parameters():
    stop, problem = Stop(), optimising.parse_problem(SMALL)
    plan = optimising.solve(
        problem, stop, 0, optimising.Parameters(work_steps=150, work_steps_per_workload=10)
    )
    assert stop.work_limit == 150 + 10 * len(problem.workloads)
    assert plan.exists


def test_every_public_name_is_there_and_no_other():
    assert all(getattr(optimising, name) for name in optimising.__all__)
    assert not hasattr(optimising, "no_such_name")


def test_reading_a_problem_loads_no_solver():
    asked = "import sys; from planner.optimising import PlanningProblem, Plan; "
    asked += "print([name for name in ('highspy', 'pulp', 'scipy') if name in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
