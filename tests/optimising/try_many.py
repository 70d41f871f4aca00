"""Solve many small random files and compare each with trying everything; a long run by hand.

Run: ``python tests/optimising/try_many.py [FIRST] [COUNT]``; prints every fault with its seed.
"""

from __future__ import annotations

import dataclasses
import sys
import traceback
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parent)]

GAP = 1e-6


def faults_of(seed: int, **options: object) -> list[str]:
    """Solve one file and say what is wrong with the plan."""
    from by_the_book import faults, random_file

    from planner.optimising.check import check_plan
    from planner.optimising.outcome import Options
    from planner.optimising.plan_file import plan_to_json
    from planner.optimising.problem_file import parse_problem
    from planner.optimising.solving import solve_here

    raw = random_file(seed)
    problem = parse_problem(raw)
    asked = dataclasses.replace(Options(time_limit_s=20, gap=GAP), **options)
    plan = solve_here(problem, asked)
    own = [f"our checker: {fault}" for fault in check_plan(problem, plan, GAP)]
    return own + faults(raw, plan_to_json(plan), GAP)


def main(first: int, count: int) -> None:
    """Try ``count`` problems, each as asked and with the stages kept apart."""
    bad = 0
    for seed in range(first, first + count):
        for joint in (None, False):
            try:
                found = faults_of(seed, joint=joint)
            except Exception:
                found = [traceback.format_exc()]
            if found:
                bad += 1
                sys.stdout.write(f"{seed} joint={joint}: {'; '.join(found)}\n")
                sys.stdout.flush()
    sys.stdout.write(f"{count} problems from {first}: {bad} faults\n")


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:3], *("0", "200")[len(sys.argv) - 1 :])))
