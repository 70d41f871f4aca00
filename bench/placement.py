"""Placement side by side: ours, the strong and the textbook model in PuLP with HiGHS.

Run ``python bench/placement.py [--sizes 200 1000] [--seeds 3] [--hard] [--ours-s 10]
[--theirs-s 45]``.
Every run is a process of its own on one thread, interleaved; seconds are user CPU time without the
start of Python. Ratios are theirs to ours; medians over the seeds with their range.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

METHODS = ("ours", "strong", "textbook")
GAP = 1e-3


def run_ours(problem: Any, seconds: float, gap: float) -> tuple[float | None, float | None]:
    from planner.jobs import Stop, ignore_progress
    from planner.optimising.outcome import Options
    from planner.optimising.placement import solve_placement

    outcome = solve_placement(problem, Options(gap=gap), Stop(seconds), ignore_progress)
    return outcome.value, outcome.bound


def run_model(
    problem: Any, seconds: float, gap: float, *, strong: bool
) -> tuple[float | None, float | None]:
    import pulp
    from models_placement import build_model

    model = build_model(problem, strong=strong)
    solver = pulp.HiGHS(msg=False, timeLimit=seconds, gapRel=gap, threads=1)
    stats = model.solve(solver)
    return (stats.objective if stats.has_solution else None), stats.best_bound


def one(method: str, size: int, seed: int, hard: bool, seconds: float, gap: float) -> None:
    from bench.problems_placement import generate_placement

    problem = generate_placement(size, seed, hard=hard)
    began = time.process_time()
    if method == "ours":
        value, bound = run_ours(problem, seconds, gap)
    else:
        value, bound = run_model(problem, seconds, gap, strong=method == "strong")
    used = time.process_time() - began
    print("RESULT " + json.dumps({"value": value, "bound": bound, "seconds": used}))


def measure(method: str, size: int, seed: int, hard: bool, seconds: float, gap: float) -> Any:
    """Run one method in a process of its own."""
    call = [sys.executable, __file__, "--one", method, str(size), str(seed), str(int(hard)),
            str(seconds), str(gap)]  # fmt: skip
    try:
        done = subprocess.run(
            call, check=False, capture_output=True, text=True, timeout=4 * seconds + 60
        )
    except subprocess.TimeoutExpired:
        return {"value": None, "bound": None, "seconds": 4 * seconds + 60}
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line[7:])
    return {"value": None, "bound": None, "seconds": float("nan")}


def gap_of(result: Any) -> float:
    """Proven gap; infinite where there is no plan or no bound."""
    if result["value"] is None or result["bound"] is None:
        return float("inf")
    return max(0.0, result["value"] - result["bound"]) / max(1.0, abs(result["value"]))


def spread(numbers: list[float], form: str) -> str:
    middle = statistics.median(numbers)
    return f"{middle:{form}} ({min(numbers):{form}} to {max(numbers):{form}})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 200, 1000])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--gap", type=float, default=GAP)
    parser.add_argument("--ours-s", type=float, default=10.0)
    parser.add_argument("--theirs-s", type=float, default=45.0)
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=METHODS)
    parser.add_argument("--one", nargs=6)
    chosen = parser.parse_args()
    if chosen.one:
        method, size, seed, hard, seconds, gap = chosen.one
        one(method, int(size), int(seed), hard == "1", float(seconds), float(gap))
        return
    print(f"gap asked for {chosen.gap:g}; {'hard' if chosen.hard else 'ordinary'} problems")
    print(f"{'size':>6} {'method':<9} {'user CPU s':<26} {'proven gap':<32} times ours")
    for size in chosen.sizes:
        results: dict[str, list[Any]] = {method: [] for method in chosen.methods}
        for seed in range(chosen.seeds):
            for method in chosen.methods:
                limit = chosen.ours_s if method == "ours" else chosen.theirs_s
                results[method].append(measure(method, size, seed, chosen.hard, limit, chosen.gap))
        for method, found in results.items():
            seconds = [result["seconds"] for result in found]
            line = f"{size:>6} {method:<9} {spread(seconds, '.2f'):<26} "
            line += f"{spread([gap_of(result) for result in found], '.2e'):<32}"
            if "ours" in results and method != "ours":
                ratios = [
                    theirs["seconds"] / max(1e-3, ours["seconds"])
                    for theirs, ours in zip(found, results["ours"], strict=True)
                ]
                line += " " + spread(ratios, ".1f")
            print(line, flush=True)


if __name__ == "__main__":
    main()
