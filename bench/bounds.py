"""Try to catch a bound above the best value: thousands of small problems, every plan tried.

Run ``python3 make.py bench bounds [--count N] [--first SEED]``. Of every family of problems N are
drawn; certificates (searched for, and spoilt at random) are evaluated, and each stage and the
program over both are ended after few and after many steps. The exit status is 1 where a bound was
above the best value of all plans.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
JOINT_SHARE = 5
"""One problem of both stages for so many of one: each takes that much longer."""


def hunts(count: int, first: int) -> list[tuple[str, Callable[[], Any]]]:
    """Name every family and what hunts in it."""
    from tests.optimising import bound_hunt as hunt

    seeds = range(first, first + count)
    few = range(first, first + max(1, count // JOINT_SHARE))
    found: list[tuple[str, Callable[[], Any]]] = [
        (f"placement, {name}", partial(hunt.hunt_placement, name, seeds))
        for name in hunt.PLACEMENTS
    ]
    found += [(f"waves, {name}", partial(hunt.hunt_waves, name, seeds)) for name in hunt.WAVES]
    found += [
        (f"fewest waves, {name}", partial(hunt.hunt_waves, name, few, "fewest"))
        for name in hunt.WAVES
    ]
    found += [(f"both, {name}", partial(hunt.hunt_joint, name, few)) for name in hunt.JOINT]
    found += [(f"whole, {name}", partial(hunt.hunt_whole, name, few)) for name in hunt.WHOLE]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="problems of each family")
    parser.add_argument("--first", type=int, default=1_000_000, help="seed of the first")
    asked = parser.parse_args()
    print("| family | problems with a plan | bounds | above the best |\n|---|---|---|---|")
    problems = bounds = 0
    above: list[str] = []
    for name, hunt in hunts(asked.count, asked.first):
        catch = hunt()
        problems, bounds = problems + catch.problems, bounds + catch.bounds
        above += catch.above
        row = f"| {name} | {catch.problems:,} | {catch.bounds:,} | {len(catch.above)} |"
        print(row, flush=True)
    print(f"| all | {problems:,} | {bounds:,} | {len(above)} |")
    for line in above[:20]:
        print(line)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
