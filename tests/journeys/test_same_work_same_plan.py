"""One problem, seed and work limit: one plan, byte for byte but for its seconds, in any process."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.problems_joint import generate_joint
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.problem_file import write_problem
from tests.journeys.commands import run_command


def placement_alone(problem: PlanningProblem) -> PlanningProblem:
    return replace(problem, waves=(), wave_limits=())


def waves_alone(problem: PlanningProblem) -> PlanningProblem:
    moved = [replace(w, allowed=("public",), latest_wave=None) for w in problem.workloads]
    free = [limit for limit in problem.limits if limit.at_least is not None]
    return replace(problem, workloads=tuple(moved), limits=tuple(free), apart=())


def fewest(problem: PlanningProblem) -> PlanningProblem:
    return replace(problem, objective=WaveObjective.FEWEST)


def both_stages(problem: PlanningProblem) -> PlanningProblem:
    return problem


FAMILIES: list[tuple[Callable[[PlanningProblem], PlanningProblem], int, int]] = [
    (placement_alone, 60, 40),
    (waves_alone, 30, 40),
    (fewest, 14, 20),
    (both_stages, 10, 15),
    (both_stages, 51, 4),
    (both_stages, 60, 2_500),
]


@pytest.mark.parametrize(("family", "size", "work"), FAMILIES)
def test_one_work_limit_one_file(
    family: Callable[[PlanningProblem], PlanningProblem],
    size: int,
    work: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = tmp_path / "problem.json"
    write_problem(family(generate_joint(size, 5)), problem)
    plans = []
    for hashes in ("1", "2"):  # nothing may depend on the order of a set
        monkeypatch.setenv("PYTHONHASHSEED", hashes)
        plan = tmp_path / f"plan{hashes}.json"
        done = run_command("solve", problem, "-o", plan, "--work-limit", str(work), "--seed", "3")
        assert done.returncode in (0, 1), done.stderr
        plans.append(re.sub(rb'"seconds": [0-9.e-]+', b"", plan.read_bytes()))
    assert b'"seconds"' not in plans[0]
    assert plans[0] == plans[1]
