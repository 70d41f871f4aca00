"""The run that nobody limits, on problems of real pipelines and generated ones, and its default.

Run: ``python3 make.py bench default_run [--names bank insurer] [--factors 0.5 1 2]``. Every run is
a process of its own with the default work of its size times a factor: user CPU seconds to the
first plan and in all, the worth of both stages and both gaps. The default is well set where half
the work is worth visibly more and twice the work hardly less.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

from bench.measuring import user_seconds
from planner.optimising.problem import PlanningProblem

ROOT = Path(__file__).resolve().parents[1]
MADE_ON = date(2026, 9, 1)
SAMPLES = ("tiny", "workshop", "insurer", "manufacturer", "regional-bank")
LARGE = {"bank x 3": 450, "bank x 7": 1_000, "bank x 33": 5_000}
GENERATED = {"generated 70": 70, "generated 200": 200}
HEAD = (
    "problem",
    "workloads",
    "steps",
    "first plan, CPU s",
    "CPU s",
    "worth",
    "placement",
    "waves",
)


def problem_of(name: str) -> PlanningProblem:
    """Return the problem of a name, as the pipeline states it."""
    from bench.problems_joint import generate_joint
    from bench.problems_pipeline import pipeline_problem
    from planner.pipeline import draft_study, import_sources

    if name in LARGE:
        return pipeline_problem(LARGE[name])
    if name in GENERATED:
        return generate_joint(GENERATED[name], 5)
    sources, _ = import_sources([ROOT / "samples" / f"{name}.xlsx"], MADE_ON)
    return draft_study(sources, MADE_ON).problem


def run(name: str, factor: float) -> tuple[str, ...]:
    """Search once and say what came of it."""
    from planner.jobs import Stop
    from planner.optimising.banner import swallow_banner
    from planner.optimising.outcome import Options
    from planner.optimising.parameters import DEFAULTS
    from planner.optimising.stages import Found, run_stages

    problem = problem_of(name)
    work = round(factor * DEFAULTS.default_work(len(problem.workloads)))
    swallow_banner()
    began, first = user_seconds(), []

    def note(_found: Found) -> None:
        first.append(user_seconds() - began)

    stop = Stop(work_limit=work)
    plan = run_stages(problem, Options(None, work), stop, found=note)
    worth = (plan.placement_value or 0.0) + (plan.wave_value or 0.0)
    return (
        name,
        f"{len(problem.workloads):,}",
        f"{stop.steps:,}",
        f"{min(first, default=0.0):.1f}",
        f"{user_seconds() - began:.1f}",
        f"{worth:,.2f}",
        "none" if plan.placement_gap is None else f"{plan.placement_gap:.2%}",
        f"joint {plan.gap:.3%}" if plan.gap is not None else f"{plan.wave_gap or 0.0:.2%}",
    )


def main() -> None:
    """Read the command line."""
    every = (*SAMPLES, *GENERATED, *LARGE)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", nargs="+", default=list(every), choices=every)
    parser.add_argument("--factors", nargs="+", type=float, default=[0.5, 1.0, 2.0])
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    line = partial("| {} |".format)
    if asked.one:
        print(line(" | ".join(run(asked.one[0], float(asked.one[1])))))
        return
    print(line(" | ".join(HEAD)), line(" | ".join("---" for _ in HEAD)), sep="\n", flush=True)
    for name in asked.names:
        for factor in asked.factors:
            subprocess.run([sys.executable, __file__, "--one", name, str(factor)], check=False)


if __name__ == "__main__":
    main()
