"""Solve many small random problems and compare each with trying everything; a long run by hand.

Run: ``python -m tests.optimising.try_many [FIRST] [COUNT]``; prints every fault with its seed. Of
each seed there is a file of version 1 and a problem of version 2, each solved as asked, with the
stages kept apart, and so with a bound of the worth: bounds are held against the best plan,
infeasible against there being one.
"""

from __future__ import annotations

import dataclasses
import sys
import traceback
from collections.abc import Callable
from typing import Any

GAP = 1e-6
WORK = 20_000
"""Steps of a search: counted, so that a busy machine leaves nothing undecided."""


def faults_of(seed: int, **options: Any) -> list[str]:
    """Solve one file of version 1 and say what is wrong with the plan."""
    from planner.optimising.check import check_plan
    from planner.optimising.outcome import Options
    from planner.optimising.plan_file import plan_to_json
    from planner.optimising.problem_file import parse_problem
    from planner.optimising.solving import solve_here
    from tests.optimising.by_the_book import faults, random_file

    raw = random_file(seed)
    problem = parse_problem(raw)
    asked = dataclasses.replace(Options(None, WORK, gap=GAP), **options)
    plan = solve_here(problem, asked)
    own = [f"our checker: {fault}" for fault in check_plan(problem, plan, GAP)]
    return own + faults(raw, plan_to_json(plan), GAP)


def faults_of_version_2(seed: int, **options: Any) -> list[str]:
    """Solve one problem of version 2 and say what is wrong with the plan."""
    from planner.optimising.check import check_plan, wave_value, worth
    from planner.optimising.outcome import Options
    from planner.optimising.plan import PlanStatus
    from planner.optimising.solving import solve_here
    from tests.optimising.problems_version_2 import random_version_2
    from tests.optimising.small_problems import all_waves, best_placement, best_worth, has_plan
    from tests.support.known import known

    problem = random_version_2(seed)
    asked = dataclasses.replace(Options(None, WORK, gap=GAP), **options)
    plan = solve_here(problem, asked)
    found = [f"our checker: {fault}" for fault in check_plan(problem, plan, GAP)]
    if plan.exists is not has_plan(problem) or plan.status is PlanStatus.UNKNOWN:
        found.append(f"status {plan.status.value}")
    if not plan.exists:
        return found

    def hold(name: str, bound: float | None, value: float | None) -> None:
        best = known(value)
        if bound is not None and bound > best + GAP * max(1.0, abs(best)):
            found.append(f"{name} bound {bound!r}, best {best!r}")

    hold("placement", plan.placement_bound, best_placement(problem))
    waves = all_waves(problem, plan.placement)
    hold("wave", plan.wave_bound, min(wave_value(problem, plan.placement, w) for w in waves))
    if plan.joint:
        hold("joint", plan.bound, best_worth(problem))
        if plan.status is PlanStatus.OPTIMAL:
            hold("worth", worth(problem, plan) * (1 - GAP), known(best_worth(problem)) + GAP)
    return found


def main(first: int, count: int) -> None:
    """Try ``count`` problems of each version, each as asked and with the stages kept apart.

    And once in stages with a bound of the worth, as larger ones are.
    """
    from planner.optimising.parameters import Parameters

    bad = 0
    ways: tuple[dict[str, Any], ...] = (
        {"joint": None}, {"joint": False}, {"parameters": Parameters(joint_workloads=1)},
    )  # fmt: skip
    versions: tuple[Callable[..., list[str]], ...] = (faults_of, faults_of_version_2)
    for seed in range(first, first + count):
        for faults in versions:
            for way in ways:
                try:
                    found = faults(seed, **way)
                except Exception:
                    found = [traceback.format_exc()]
                if found:
                    bad += 1
                    sys.stdout.write(f"{faults.__name__} {seed} {way}: {found}\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{count} problems of each version from {first}: {bad} faults\n")


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:3], *("0", "200")[len(sys.argv) - 1 :])))
