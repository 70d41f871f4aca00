"""Both stages under every rule of version 2: ours beside the step model in PuLP and HiGHS.

Run: ``python3 make.py bench version_2 [--sizes 50 200] [--seeds 1] [--seconds 10]``, or with
``--names bank ...`` for problems of real pipelines. Ours gets a thousand steps a second; the model
gets the processor time that ours took, so that a busy machine is the same for both.
"""

from __future__ import annotations

import argparse
from typing import override

from bench.default_run import LARGE, SAMPLES, problem_of
from bench.measuring import Result, measure, report, user_seconds
from planner.jobs import Stop
from planner.optimising.problem import PlanningProblem

METHODS = ("ours", "step model, highs")
GAP = 1e-4
HEAD = "| problem, seed | method | CPU s | worth | bound | |\n|---|---|---|---|---|---|"


class ProcessorStop(Stop):
    """Ends what asks it often enough once the process has had its processor seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.end = user_seconds() + seconds

    @property
    @override
    def cancelled(self) -> bool:
        return user_seconds() >= self.end


def problem_named(name: str, seed: int) -> PlanningProblem:
    """A problem of the pipeline by its name, or the generated one of a size."""
    from bench.problems_version_2 import generate_programme

    return generate_programme(int(name), seed) if name.isdigit() else problem_of(name)


def one(method: str, name: str, seed: int, seconds: float) -> None:
    """Run one method and print what it came to."""
    from planner.optimising.check import worth
    from planner.optimising.outcome import Options
    from planner.optimising.programs import Program, joint_program
    from planner.optimising.solvers import Ask
    from planner.optimising.solving import solve_here

    problem = problem_named(name, seed)
    began = user_seconds()
    if method == "ours":
        plan = solve_here(problem, Options(None, round(1_000 * seconds), GAP, seed))
        value = worth(problem, plan) if plan.exists else None
        report(value, plan.bound, user_seconds() - began, plan.status.value)
        return
    answer = Program(joint_program(problem), ProcessorStop(seconds)).run(Ask(gap=GAP, seed=seed))
    value = None if answer.columns is None else answer.value
    report(value, answer.bound, user_seconds() - began, answer.verdict.value)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[50, 200])
    parser.add_argument("--names", nargs="*", default=[], choices=(*SAMPLES, *LARGE))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        method, name, seed, seconds = asked.one
        one(method, name, int(seed), float(seconds))
        return
    print(
        "| problem, seed | method | CPU s | worth | bound | |\n|---|---|---|---|---|---|",
        flush=True,
    )
    for name in (*map(str, asked.sizes), *asked.names):
        for seed in range(asked.seeds):
            seconds = asked.seconds
            for method in METHODS:
                asking = ["--one", method, name, str(seed), str(seconds)]
                found = measure(__file__, asking, 60 * asked.seconds)
                print(f"| {name}, {seed} | {method} | " + line_of(found), flush=True)
                seconds = found.seconds or seconds


def line_of(found: Result) -> str:
    """The cells of one run."""
    figures = (found.seconds, found.value, found.bound)
    cells = ["none" if figure is None else f"{figure:,.1f}" for figure in figures]
    return " | ".join((*cells, found.note)) + " |"


if __name__ == "__main__":
    main()
