"""After a change: the new plan from the old one, beside a search from nothing in the same time.

Run: ``python3 make.py bench live [--sizes 200 1000] [--seeds 3] [--first 20] [--long 15]``. The
path is the window's: a child process that is already warm, and its steps. Seconds are wall time
from the asking to the checked plan. "Above" is how far the worth lies above the best found, a
longer search from the old plan included. "Mended" is the repair alone, in this process: its
seconds and how far it is above.

Two families: *tight* as ``problems_joint`` draws it (the teams' days exceed the work by 8 to 60 %),
*ordinary* the same with half as much again in every wave.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.optimising.child import ChildProcess
    from planner.optimising.outcome import Options
    from planner.optimising.plan import Plan
    from planner.optimising.problem import PlanningProblem

SIZES, SEEDS = (200, 1_000), 3
FAMILIES = ("ordinary", "tight")
FIRST_S, LONG_S = 20.0, 15.0
FORMS = ("{:.2f}".format, "{:.2%}".format, "{:.3f}".format, "{:.2%}".format, "{:.2%}".format)


def turn_weight(problem: PlanningProblem, plan: Plan) -> PlanningProblem:
    """A dial is turned: fit counts a tenth more, so every cost moves."""
    workloads = [
        replace(w, cost={t: c * (1.1 if number % 2 else 0.95) for t, c in w.cost.items()})
        for number, w in enumerate(problem.workloads)
    ]
    return replace(problem, workloads=tuple(workloads))


def pin_one(problem: PlanningProblem, plan: Plan) -> PlanningProblem:
    """The busiest workload that moves is pinned to another target."""
    degree = dict.fromkeys(plan.placement, 0)
    for item in problem.dependencies:
        degree[item.source] += 1
        degree[item.needed] += 1
    tied = {name for group in (*problem.same_target, *problem.apart) for name in group}
    free = [w for w in problem.workloads if w.id not in tied and len(w.candidates()) > 1]
    chosen = max(free, key=lambda w: degree[w.id])
    other = next(t for t in chosen.candidates() if t != plan.placement[chosen.id])
    workloads = [replace(w, allowed=(other,)) if w is chosen else w for w in problem.workloads]
    return replace(problem, workloads=tuple(workloads))


def tighten_limit(problem: PlanningProblem, plan: Plan) -> PlanningProblem:
    """Private CPU is cut to a tenth below what the plan uses of it, so that the plan breaks it."""
    used = sum(w.amount("cpu", "private") for w in problem.workloads
               if plan.placement[w.id] == "private")  # fmt: skip
    limits = [
        replace(limit, at_most=0.9 * used)
        if limit.id == "private CPU" and limit.at_most is not None
        else limit
        for limit in problem.limits
    ]
    return replace(problem, limits=tuple(limits))


def ordinary(problem: PlanningProblem) -> PlanningProblem:
    """Give every wave half as much room again; a freeze stays one."""
    limits = tuple(
        replace(limit, at_most=tuple(None if m is None else 1.5 * m for m in limit.at_most))
        if limit.at_most is not None
        else limit
        for limit in problem.wave_limits
    )
    return replace(problem, wave_limits=limits)


def mended(problem: PlanningProblem, before: Plan) -> tuple[float, float | None]:
    """Seconds of the repair alone, and the worth of what it makes."""
    from planner.optimising.repair import mended_plan

    begun = time.perf_counter()
    found = mended_plan(problem, before.placement, before.wave)
    seconds = time.perf_counter() - begun
    return seconds, None if found is None else found.placement_value + (found.wave_value or 0.0)


CHANGES: dict[str, Callable[[PlanningProblem, Plan], PlanningProblem]] = {
    "weight": turn_weight, "pin": pin_one, "limit": tighten_limit,
}  # fmt: skip


def planned(
    problem: PlanningProblem, child: ChildProcess, options: Options, before: Plan | None
) -> tuple[Plan, float, float | None]:
    """Plan, its seconds and its worth."""
    from planner.jobs import Stop
    from planner.optimising.check import worth
    from planner.optimising.solving import solve

    if before is not None:
        options = replace(options, start_placement=before.placement, start_wave=before.wave)
    stop = Stop(options.time_limit_s, options.work_limit)
    child.start()
    plan = solve(problem, options, stop, child=child)
    return plan, stop.seconds, worth(problem, plan) if plan.exists else None


def main() -> None:
    """Read the command line."""
    from bench.measuring import above, counted
    from bench.problems_joint import generate_joint
    from planner.optimising.child import ChildProcess
    from planner.optimising.live import live_options
    from planner.optimising.outcome import Options

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--first", type=float, default=FIRST_S, help="seconds of the first plan")
    parser.add_argument("--long", type=float, default=LONG_S, help="seconds of the longer search")
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=FAMILIES)
    asked = parser.parse_args()
    print("| family | workloads | change | from the old plan, s | above | mended, s | above "
          "| from nothing, same time: above |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|", flush=True)
    child = ChildProcess()
    child.start()
    for family, size in itertools.product(asked.families, asked.sizes):
        limit = live_options(size)
        rows: dict[str, list[tuple[float | None, ...]]] = {change: [] for change in CHANGES}
        for seed in range(asked.seeds):
            problem = generate_joint(size, seed)
            problem = ordinary(problem) if family == "ordinary" else problem
            before, _, _ = planned(problem, child, Options(asked.first), None)
            if not before.exists:
                continue
            for name, change in CHANGES.items():
                changed = change(problem, before)
                repair_s, repaired = mended(changed, before)
                _, seconds, live = planned(changed, child, limit, before)
                _, _, fresh = planned(changed, child, limit, None)
                _, _, best = planned(changed, child, Options(asked.long), before)
                found = [value for value in (live, repaired, fresh, best) if value is not None]
                least = min(found, default=None)
                far = [above(value, least) for value in (live, repaired, fresh)]
                rows[name].append((seconds, far[0], repair_s, *far[1:]))
        for name, cells in rows.items():
            if cells:
                shown = [
                    counted([cell[column] for cell in cells], form, "no plan")
                    for column, form in enumerate(FORMS)
                ]
                print(f"| {family} | {size:,} | {name} | {' | '.join(shown)} |", flush=True)
    child.close()


if __name__ == "__main__":
    main()
