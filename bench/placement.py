"""Placement side by side: ours, greedy, CP-SAT, and two models in PuLP with HiGHS and with CBC.

Run: ``python3 make.py bench placement [--full] [--hard] [--sizes 200 1000] [--seeds 3]``, once with
``--install`` to fetch CBC and CP-SAT. The settings are those below; every run is a process of its
own on one thread, method after method on the same problem. Seconds are user CPU time, the making of
the model included and the start of Python not; a ratio is theirs to ours in the same run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.cbc import solve_model
from bench.extras import find_extras, install_extras
from bench.measuring import HEAD, compare, report, user_seconds

GAP = 1e-3
QUICK_SIZES, QUICK_SEEDS, QUICK_S = (50, 200, 1_000), 2, 10.0
FULL_SIZES, FULL_SEEDS, FULL_S = (50, 200, 1_000, 3_000, 10_000), 5, 45.0
OURS_S = 10.0
METHODS = (
    "ours", "greedy", "strong, highs", "textbook, highs", "strong, cbc", "textbook, cbc", "cp-sat",
)  # fmt: skip


def run_ours(problem: Any, seconds: float) -> tuple[float | None, float | None]:
    from planner.jobs import Stop, ignore_progress
    from planner.optimising.outcome import Options
    from planner.optimising.placement import solve_placement

    outcome = solve_placement(problem, Options(gap=GAP), Stop(seconds), ignore_progress)
    return outcome.value, outcome.bound


def run(method: str, problem: Any, seconds: float) -> tuple[float | None, float | None]:
    """Value and bound of one method."""
    from bench.models_placement import build_model, place_greedily, solve_cpsat

    if method == "ours":
        return run_ours(problem, seconds)
    if method == "greedy":
        return place_greedily(problem), None
    if method == "cp-sat":
        return solve_cpsat(problem, seconds, GAP)
    model, solver = method.split(", ")
    return solve_model(build_model(problem, strong=model == "strong"), solver, seconds, GAP)


def one(method: str, size: int, seed: int, seconds: float, *, hard: bool) -> None:
    """Run one method and print what it came to."""
    from bench.problems_placement import generate_placement

    find_extras()
    problem = generate_placement(size, seed, hard=hard)
    began = user_seconds()
    value, bound = run(method, problem, seconds)
    report(value, bound, user_seconds() - began)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="all sizes, five seeds; hours")
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--ours-s", type=float, default=OURS_S)
    parser.add_argument("--theirs-s", type=float)
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=METHODS)
    parser.add_argument("--install", action="store_true", help="fetch CBC and CP-SAT (700 MB)")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        method, size, seed, seconds = asked.one
        one(method, int(size), int(seed), float(seconds), hard=asked.hard)
        return
    if asked.install:
        install_extras()
    sizes = asked.sizes or (FULL_SIZES if asked.full else QUICK_SIZES)
    seeds = asked.seeds or (FULL_SEEDS if asked.full else QUICK_SEEDS)
    theirs = asked.theirs_s or (FULL_S if asked.full else QUICK_S)
    print(f"Placement, {'hard' if asked.hard else 'ordinary'} problems: gap asked for {GAP:.1%}, ")
    print(f"at most {asked.ours_s:g} s for ours and {theirs:g} s for theirs, {seeds} seeds.\n")
    print(HEAD, flush=True)
    methods = ["ours", *(method for method in asked.methods if method != "ours")]
    limits = {method: asked.ours_s if method == "ours" else theirs for method in methods}
    flags = ["--hard"] if asked.hard else []
    for size in sizes:
        compare(__file__, methods, size, seeds, limits, flags)


if __name__ == "__main__":
    main()
