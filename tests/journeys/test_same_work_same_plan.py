"""One problem, seed and work limit: one plan, byte for byte but for its seconds, in any process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bench.problems_joint import generate_joint
from planner.optimising.problem import PlanningProblem, WaveObjective
from planner.optimising.problem_file import write_problem
from tests.journeys.commands import ROOT, call
from tests.support.one_process import in_one_process


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


FAMILIES: dict[str, tuple[Callable[[PlanningProblem], PlanningProblem], int, int]] = {
    "placement": (placement_alone, 60, 40),
    "waves": (waves_alone, 30, 40),
    "fewest": (fewest, 14, 20),
    "joint": (both_stages, 10, 15),
    "decomposed": (both_stages, 51, 4),
    "decomposed for long": (both_stages, 60, 1_000),
}
"""A problem made of so many workloads, and the steps it is solved in."""


def solve_into(folder: Path, *names: str) -> None:
    """Plan problems of these families as the command does."""
    for name in names:
        family, size, work = FAMILIES[name]
        problem, plan = folder / "problem.json", folder / f"{name}.json"
        write_problem(family(generate_joint(size, 5)), problem)
        with in_one_process():
            done = call("solve", problem, "-o", plan, "--work-limit", str(work), "--seed", "3")
        assert done.returncode in (0, 1), done.stderr


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans of another process, where sets have another order."""
    folder = tmp_path_factory.mktemp("elsewhere")
    environment = {**os.environ, "PYTHONHASHSEED": "2", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", __name__, str(folder), *FAMILIES]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return folder


@pytest.mark.parametrize("name", FAMILIES)
def test_one_work_limit_one_file(name: str, elsewhere: Path, tmp_path: Path) -> None:
    solve_into(tmp_path, name)
    here, there = (
        re.sub(rb'"seconds": [0-9.e-]+', b"", (folder / f"{name}.json").read_bytes())
        for folder in (tmp_path, elsewhere)
    )
    assert b'"seconds"' not in here
    assert here == there


if __name__ == "__main__":
    solve_into(Path(sys.argv[1]), *sys.argv[2:])
