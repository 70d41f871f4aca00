"""Both stages as one program: which share of small inventories is proven within the time limit.

Run: ``python3 make.py bench joint [--size 50] [--problems 36] [--seconds 60]``. Every run is a
process of its own; seconds are user CPU. The comparator (``--methods ours highs``) is the same
program in HiGHS alone, without a start.
"""

from __future__ import annotations

import argparse
import statistics

from bench.measuring import Result, measure, report, user_seconds

SIZE, PROBLEMS, SECONDS = 50, 36, 60.0
GAP = 1e-4
METHODS = ("ours", "highs")


def one(method: str, size: int, seed: int, seconds: float) -> None:
    """Run one method on one problem and print what it came to."""
    from bench.problems_joint import generate_joint
    from planner.jobs import Stop
    from planner.optimising.check import worth
    from planner.optimising.joint import solve_joint
    from planner.optimising.outcome import Options
    from planner.optimising.solving import solve_here

    problem = generate_joint(size, seed)
    options = Options(time_limit_s=seconds, gap=GAP)
    began = user_seconds()
    if method == "ours":
        plan = solve_here(problem, options)
        value = worth(problem, plan) if plan.exists else None
        report(value, plan.bound, user_seconds() - began, str(plan.status))
        return
    whole = solve_joint(problem, options, Stop(seconds))
    report(whole.value, whole.bound, user_seconds() - began, str(whole.status))


def is_proven(result: Result) -> bool:
    """Whether the run ended with a proof, of a plan or that there is none."""
    return result.note in ("optimal", "infeasible")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--problems", type=int, default=PROBLEMS)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--methods", nargs="+", default=["ours"], choices=METHODS)
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        method, size, seed, seconds = asked.one
        one(method, int(size), int(seed), float(seconds))
        return
    found: dict[str, list[Result]] = {method: [] for method in asked.methods}
    for seed in range(asked.first, asked.first + asked.problems):
        for method in asked.methods:
            arguments = ["--one", method, str(asked.size), str(seed), str(asked.seconds)]
            result = measure(__file__, arguments, asked.seconds)
            found[method].append(result)
            gap = "none" if result.gap is None else f"{result.gap:.4%}"
            print(
                f"{seed:>4} {method:>6} {result.note:>10} {gap:>9} {result.seconds} {result.value}",
                flush=True,
            )
    for method, results in found.items():
        proven = sum(map(is_proven, results))
        seconds = [result.seconds or 0.0 for result in results]
        middle = statistics.median(seconds)
        print(f"{method}: {proven} of {len(results)} proven, median {middle:.1f} s")


if __name__ == "__main__":
    main()
