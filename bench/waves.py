"""Waves side by side: ours, a good list, CP-SAT, and two models in PuLP with HiGHS and with CBC.

Run: ``python3 make.py bench waves [--full] [--sizes 50 200] [--seeds 3]``, once with ``--install``
to fetch CBC and CP-SAT. The settings are those below; every run is a process of its own on one
thread, method after method on the same problem. Seconds are user CPU time, the making of the model
included. "Above our bound" measures every plan from the one bound that ours certifies.
"""

from __future__ import annotations

import argparse

from bench.extras import install_extras
from bench.measuring import HEAD, compare, report, user_seconds
from bench.problems_waves import FAMILIES

QUICK_SIZES, QUICK_SEEDS, QUICK_S = (50, 200), 2, 10.0
FULL_SIZES, FULL_SEEDS, FULL_S = (50, 200, 1_000, 3_000, 10_000), 5, 60.0
PIPELINE = "pipeline"
"""The family of what the pipeline states for the sample bank, once or as a group of many banks."""
METHODS = (
    "ours", "list", "strong, highs", "textbook, highs", "strong, cbc", "textbook, cbc", "cp-sat",
)  # fmt: skip


def run(
    method: str, size: int, seed: int, seconds: float, family: str
) -> tuple[float | None, float | None]:
    """Value and bound of one method."""
    from bench.models_waves import list_by_closure, solve_cpsat, solve_mip
    from bench.problems_pipeline import pipeline_waves
    from bench.problems_waves import generate_waves
    from planner.jobs import Stop, ignore_progress
    from planner.optimising.outcome import Options
    from planner.optimising.waves import solve_waves
    from planner.optimising.waves.building import build_instance

    if family == PIPELINE:
        problem, placement = pipeline_waves(size)
    else:
        problem, placement = generate_waves(size, seed, family)
    if method == "ours":
        outcome = solve_waves(problem, placement, Options(seed=0), Stop(seconds), ignore_progress)
        return outcome.value, outcome.bound
    instance = build_instance(problem, placement)
    if method == "list":
        value = list_by_closure(instance)
        return (None if value != value else value), None
    if method == "cp-sat":
        return solve_cpsat(instance, seconds)
    model, solver = method.split(", ")
    return solve_mip(instance, solver, seconds, strong=model == "strong")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="all sizes, five seeds; hours")
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--seconds", type=float, help="wall seconds for each method")
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=METHODS)
    parser.add_argument("--install", action="store_true", help="fetch CBC and CP-SAT (700 MB)")
    parser.add_argument("--family", default="ordinary", choices=(*FAMILIES, PIPELINE))
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        method, size, seed, limit = asked.one
        began = user_seconds()
        value, bound = run(method, int(size), int(seed), float(limit), asked.family)
        report(value, bound, user_seconds() - began)
        return
    if asked.install:
        install_extras()
    sizes = asked.sizes or (FULL_SIZES if asked.full else QUICK_SIZES)
    seeds = asked.seeds or (FULL_SEEDS if asked.full else QUICK_SEEDS)
    seconds = asked.seconds or (FULL_S if asked.full else QUICK_S)
    print(f"Waves, {asked.family}: at most {seconds:g} s for each method, {seeds} seeds.\n")
    print(HEAD, flush=True)
    methods = ["ours", *(method for method in asked.methods if method != "ours")]
    for size in sizes:
        limits = dict.fromkeys(methods, seconds)
        compare(__file__, methods, size, seeds, limits, ["--family", asked.family])


if __name__ == "__main__":
    main()
