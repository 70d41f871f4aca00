"""Placement side by side: ours, greedy, CP-SAT, and two models in PuLP with HiGHS and with CBC.

Run: ``python3 make.py bench placement [--quick] [--hard] [--sizes 200 1000] [--seeds 3]``, once
with ``--install`` to fetch CBC and CP-SAT. Without options it is the table of all sizes, five seeds
each, which takes about half an hour. The settings are those below; every run is a process of its
own on one thread, method after method on the same problem. Seconds are user CPU time, the making
of the model included and the start of Python not; a ratio is theirs to ours in the same run. Each
process has solved a smaller problem before, which is not counted: the methods are compared and not
what it takes to load their libraries, ours the slowest to load. ``--cold`` counts it.
"""

from __future__ import annotations

import argparse
from typing import Any

from bench.cbc import solve_model
from bench.extras import install_extras
from bench.measuring import HEAD, compare, report, user_seconds

GAP = 1e-3
WARM_SIZES = {"ours": 400}
"""Of the problem solved before; ours uses all its loops on the larger ones only."""
WARM_SIZE = 50
SEEDS = 5
OURS_S = 10.0
METHODS = (
    "ours", "greedy", "strong, highs", "textbook, highs", "strong, cbc", "textbook, cbc", "cp-sat",
)  # fmt: skip
LIMITS_S = {50: 5.0, 200: 8.0, 1_000: 10.0, 3_000: 60.0, 10_000: 45.0}
"""Wall seconds for each of theirs, by size; making the model is not counted against them."""
LEFT_OUT = {
    3_000: ("textbook, highs", "textbook, cbc"),
    10_000: ("textbook, highs", "textbook, cbc", "cp-sat"),
}
"""Not run at a size unless asked for, so that the table takes half an hour and not hours."""
QUICK_SIZES, QUICK_SEEDS = (50, 200, 1_000), 2


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


def one(
    method: str, size: int, seed: int, seconds: float, *, hard: bool, cold: bool = False
) -> None:
    """Run one method and print what it came to; unless ``cold``, after a smaller problem."""
    from bench.problems_placement import generate_placement

    problem = generate_placement(size, seed, hard=hard)
    if not cold:
        run(method, generate_placement(WARM_SIZES.get(method, WARM_SIZE), seed), seconds)
    began = user_seconds()
    value, bound = run(method, problem, seconds)
    report(value, bound, user_seconds() - began)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="up to 1,000 workloads, two seeds")
    parser.add_argument("--hard", action="store_true")
    parser.add_argument(
        "--cold",
        action="store_true",
        help="count the loading of each method's libraries too",
    )
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--ours-s", type=float, default=OURS_S)
    parser.add_argument("--theirs-s", type=float, help="for every size, in place of the settings")
    parser.add_argument("--methods", nargs="+", choices=METHODS)
    parser.add_argument("--install", action="store_true", help="fetch CBC and CP-SAT (700 MB)")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        method, size, seed, seconds = asked.one
        one(method, int(size), int(seed), float(seconds), hard=asked.hard, cold=asked.cold)
        return
    if asked.install:
        install_extras()
    sizes = asked.sizes or (QUICK_SIZES if asked.quick else tuple(LIMITS_S))
    seeds = asked.seeds or (QUICK_SEEDS if asked.quick else SEEDS)
    print(f"Placement, {'hard' if asked.hard else 'ordinary'} problems: gap asked for {GAP:.1%}, ")
    print(f"at most {asked.ours_s:g} s for ours; seeds: {seeds}.\n")
    print(HEAD, flush=True)
    flags = [flag for flag in ("--hard", "--cold") if getattr(asked, flag[2:])]
    for size in sizes:
        theirs = asked.theirs_s or LIMITS_S.get(size, max(LIMITS_S.values()))
        chosen = asked.methods or [m for m in METHODS if m not in LEFT_OUT.get(size, ())]
        methods = ["ours", *(method for method in chosen if method != "ours")]
        limits = {method: asked.ours_s if method == "ours" else theirs for method in methods}
        compare(__file__, methods, size, seeds, limits, flags)


if __name__ == "__main__":
    main()
