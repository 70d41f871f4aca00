"""Dense and tight placements side by side: ours, HiGHS on two models, CP-SAT.

Run: ``python3 make.py bench dense [--sizes 20 40] [--problems 6] [--seeds 3] [--seconds 30]``,
once with ``bench placement --install`` for CP-SAT. Thirty problems of 20 to 60 workloads, every
method on one thread in a process of its own, the same wall seconds for each, the solvers' own
seed drawn anew. A row for each problem has the medians over the seeds.
"""

from __future__ import annotations

import argparse
import statistics

from bench.cbc import solve_model
from bench.extras import is_installed
from bench.measuring import Result, measure, report, user_seconds
from bench.problems_dense import SIZES, generate_dense

GAP = 1e-4
METHODS = ("ours", "strong, highs", "textbook, highs", "cp-sat")


def one(method: str, size: int, number: int, seed: int, seconds: float) -> None:
    """Run one method and print what it came to."""
    from bench.models_placement import build_model, solve_cpsat
    from planner.jobs import Stop, ignore_progress
    from planner.optimising.outcome import Options
    from planner.optimising.placement import solve_placement

    problem = generate_dense(size, number)
    began = user_seconds()
    if method == "ours":
        options, stop = Options(gap=GAP, seed=seed), Stop(seconds)
        outcome = solve_placement(problem, options, stop, ignore_progress)
        value, bound = outcome.value, outcome.bound
    elif method == "cp-sat":
        value, bound = solve_cpsat(problem, seconds, GAP, seed)
    else:
        model = build_model(problem, strong=method.startswith("strong"))
        value, bound = solve_model(model, "highs", seconds, GAP)
    report(value, bound, user_seconds() - began)


def middle(results: list[Result], part: str) -> float | None:
    """Median of the values or bounds that there are."""
    found = [getattr(r, part) for r in results if getattr(r, part) is not None]
    return statistics.median(found) if found else None


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--problems", type=int, default=6, help="of each size")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS)
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        method, size, number, seed, seconds = asked.one
        one(method, int(size), int(number), int(seed), float(seconds))
        return
    methods = [method for method in asked.methods if is_installed(method)]
    print("| workloads, problem | " + " | ".join(f"{m}: value, bound" for m in methods) + " |")
    print("|---" * (len(methods) + 1) + "|", flush=True)
    for size in asked.sizes:
        for number in range(asked.problems):
            cells = []
            for method in methods:
                found = [
                    measure(
                        __file__,
                        ["--one", method, str(size), str(number), str(seed), str(asked.seconds)],
                        asked.seconds,
                    )
                    for seed in range(asked.seeds)
                ]
                value, bound = middle(found, "value"), middle(found, "bound")
                cells.append(
                    f"{value:,.0f}, {bound:,.0f}" if value is not None and bound else "none"
                )
            print(f"| {size}, {number} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
