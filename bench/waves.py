"""Waves: ours beside list scheduling and the textbook and strong models in HiGHS.

Run ``python -m bench.waves 50 200 1000 --seeds 3 --time 60``. Every comparator runs in a process
of its own. Gaps are to our own certified bound, so one number compares all plans.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

import numpy as np

from bench.problems_waves import generate_waves
from planner.jobs import Stop, ignore_progress
from planner.optimising.outcome import Options
from planner.optimising.waves import solve_waves
from planner.optimising.waves.instance import Instance, build_instance
from planner.optimising.waves.listing import list_plan, priorities
from planner.optimising.waves.windows import unpack

METHODS = ("ours", "list", "strong", "textbook")


def list_by_closure(instance: Instance) -> float:
    """Value of list scheduling by delay value per effort of the unscheduled closure."""
    room = instance.most.copy()
    share = instance.amounts.sum(axis=1) / instance.groups
    effort = (instance.amounts / np.maximum(share, 1e-9)[:, None]).sum(axis=0)
    closures = [
        np.flatnonzero(unpack(instance.reach[g : g + 1], instance.groups)[0])
        for g in range(instance.groups)
    ]
    done = np.full(instance.groups, -1)
    for wave in range(instance.waves):
        refused: set[int] = set()
        while True:
            best, chosen = -np.inf, None
            for group in np.flatnonzero(done < 0):
                if group in refused:
                    continue
                todo = closures[group][done[closures[group]] < 0]
                ratio = instance.slope[todo].sum() / effort[todo].sum()
                if ratio > best:
                    best, chosen = ratio, (group, todo)
            if chosen is None:
                break
            group, todo = chosen
            need = instance.amounts[:, todo].sum(axis=1)
            plan = done.copy()
            plan[todo] = wave
            late = (plan[instance.succ] >= 0) & (
                plan[instance.pred] + instance.lag > plan[instance.succ]
            )
            if (need <= room[:, wave]).all() and instance.open[todo, wave].all() and not late.any():
                done = plan
                room[:, wave] -= need
            else:
                refused.add(group)
    if (done >= 0).all() and instance.keeps_rules(done):
        return instance.value(done)
    # The greedy choice ran out of waves: the best of the plain priority lists stands in.
    plans = (list_plan(instance, rule) for rule in priorities(instance))
    return min((instance.value(p) for p in plans if instance.keeps_rules(p)), default=float("nan"))


def mip_value(instance: Instance, seconds: float, *, strong: bool) -> tuple[float, float]:
    """Value and bound of the strong (step) or textbook (assignment) model in PuLP with HiGHS."""
    import pulp

    model = pulp.LpProblem("waves", pulp.LpMinimize)
    groups, waves = range(instance.groups), range(instance.waves)
    kind = "Binary"
    y = model.add_variable_dicts("y", (groups, waves), cat=kind)
    day = [pulp.lpSum(instance.days[w] * y[g][w] for w in waves) for g in groups]
    terms = [float(instance.slope[g]) * day[g] for g in groups]
    for k, price in enumerate(instance.tie_price):
        apart = model.add_variable(f"tie{k}", 0)
        gap = day[instance.tie_first[k]] - day[instance.tie_second[k]]
        model += apart - gap >= 0
        model += apart + gap >= 0
        terms.append(float(price) * apart)
    model += pulp.lpSum(terms)
    for g in groups:
        model += pulp.lpSum(y[g][w] for w in waves) == 1
        for w in np.flatnonzero(~instance.open[g]):
            model += y[g][int(w)] + 0 == 0
    for pred, succ, lag in zip(instance.pred, instance.succ, instance.lag, strict=True):
        if strong:
            for w in waves:
                before = pulp.lpSum(y[pred][v] for v in waves if v <= w - lag)
                model += pulp.lpSum(y[succ][v] for v in waves if v <= w) - before <= 0
        else:
            number = pulp.lpSum(w * (y[succ][w] - y[pred][w]) for w in waves)
            model += number >= int(lag)
    for r, w in np.argwhere(np.isfinite(instance.most)):
        used = pulp.lpSum(float(instance.amounts[r, g]) * y[g][int(w)] for g in groups)
        model += used <= float(instance.most[r, w])
    stats = model.solve(pulp.HiGHS(msg=False, timeLimit=seconds, threads=1))
    if not stats.has_solution:
        return float("nan"), float(stats.best_bound or "nan")
    chosen = np.array([max(waves, key=lambda w, g=g: y[g][w].value()) for g in groups])
    value = instance.value(chosen) if instance.keeps_rules(chosen) else float("nan")
    return value, float(stats.best_bound or "nan")


def run_one(method: str, size: int, seed: int, seconds: float) -> None:
    """Print value, bound and seconds of one method."""
    problem, placement = generate_waves(size, seed)
    started = time.process_time()
    bound = float("nan")
    if method == "ours":
        outcome = solve_waves(problem, placement, Options(seed=0), Stop(seconds), ignore_progress)
        value, bound = outcome.value or float("nan"), outcome.bound or float("nan")
    else:
        instance = build_instance(problem, placement)
        if method == "list":
            value = list_by_closure(instance)
        else:
            value, bound = mip_value(instance, seconds, strong=method == "strong")
    print("RESULT", value, bound, time.process_time() - started)


def measure(method: str, size: int, seed: int, seconds: float) -> tuple[float, float, float]:
    """Run one method in a process of its own."""
    command = [sys.executable, "-m", "bench.waves", "--one", method, str(size), str(seed)]
    command += ["--time", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("RESULT")]
    return tuple(map(float, rows[0])) if rows else (float("nan"),) * 3  # type: ignore[return-value]


def table(sizes: list[int], seeds: int, seconds: float, methods: list[str]) -> None:
    """Print a row per size and method: medians over the seeds."""
    print(f"{'size':>6} {'method':>9} {'gap to our bound':>17} {'own gap':>9} {'CPU s':>7}")
    for size in sizes:
        results = {m: [measure(m, size, s, seconds) for s in range(seeds)] for m in methods}
        floor = [bound for _, bound, _ in results["ours"]]
        for method in methods:
            rows = results[method]
            gaps = [(v - b) / v for (v, _, _), b in zip(rows, floor, strict=True)]
            own = [(v - b) / v for v, b, _ in rows]
            cpu = statistics.median(seconds_used for _, _, seconds_used in rows)
            gap, mine = statistics.median(gaps), statistics.median(own)
            print(f"{size:>6} {method:>9} {gap:>16.2%} {mine:>9.2%} {cpu:>7.1f}", flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 200])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--time", type=float, default=60.0)
    parser.add_argument("--methods", nargs="*", default=list(METHODS))
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        run_one(given.one[0], int(given.one[1]), int(given.one[2]), given.time)
    else:
        table(given.sizes, given.seeds, given.time, given.methods)


if __name__ == "__main__":
    main()
