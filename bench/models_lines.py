"""The comparators' models of a line: assignment of tasks to stations, with station windows."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from bench.problems_lines import GivenLine
from planner.optimising.waves.salbp_line import bits, build_line, least_stations

__all__ = ["solve_line_by_cpsat", "solve_line_by_highs"]


def _windows(line: GivenLine) -> tuple[int, int, list[range]]:
    """Bound, stations of a first plan, and each task's stations (Patterson and Albracht 1975)."""
    built = build_line(line.times, line.size, line.arcs)
    stations = _filled(line)
    heads, tails = [0] * len(line.times), [0] * len(line.times)
    for place, name in enumerate(built.names):
        time = line.times[name]
        heads[name] = -(-(built.work(built.before[place]) + time) // line.size)
        tails[name] = -(-(built.work(built.after[place]) + time) // line.size)
    windows = [
        range(max(1, head) - 1, stations - max(1, tail) + 1)
        for head, tail in zip(heads, tails, strict=True)
    ]
    return least_stations(built), stations, windows


def _filled(line: GivenLine) -> int:
    """Stations of a plan that takes the longest ready task that fits."""
    built = build_line(line.times, line.size, line.arcs)
    done, stations, room = 0, 1, line.size
    while done != built.everything:
        ready = [t for t in bits(built.everything & ~done) if not built.needs[t] & ~done]
        fitting = [t for t in ready if built.times[t] <= room]
        if not fitting:
            stations, room = stations + 1, line.size
            continue
        done |= 1 << fitting[-1]
        room -= built.times[fitting[-1]]
    return stations


def solve_line_by_highs(line: GivenLine, seconds: float) -> tuple[float, float]:
    """Solve in PuLP with HiGHS; return stations and bound."""
    import pulp

    least, most, windows = _windows(line)
    program = pulp.LpProblem("line", pulp.LpMinimize)
    x: list[dict[int, Any]] = [
        {k: program.add_variable(f"x{i}_{k}", cat="Binary") for k in window}
        for i, window in enumerate(windows)
    ]
    used = [program.add_variable(f"y{k}", cat="Binary") for k in range(least, most)]
    program += least + pulp.lpSum(used)
    for chosen in x:
        program += pulp.lpSum(chosen.values()) == 1
    for k in range(most):
        held = pulp.lpSum(
            chosen[k] * time for chosen, time in zip(x, line.times, strict=True) if k in chosen
        )
        program += held - (line.size if k < least else used[k - least] * line.size) <= 0
    for first, second in pairwise(used):
        program += second - first <= 0
    for a, b in line.arcs:
        one = pulp.lpSum(column * k for k, column in x[a].items())
        other = pulp.lpSum(column * k for k, column in x[b].items())
        program += one - other <= 0
    answer = program.solve(pulp.HiGHS(msg=False, timeLimit=seconds, threads=1))
    value = float(answer.objective) if answer.has_solution else float(most)
    bound = answer.best_bound
    proven = -math.inf if bound is None or not math.isfinite(bound) else math.ceil(bound - 1e-6)
    return value, float(max(least, proven))


def solve_line_by_cpsat(line: GivenLine, seconds: float) -> tuple[float, float]:
    """Solve in CP-SAT on one worker; return stations and bound."""
    from ortools.sat.python import cp_model

    least, most, windows = _windows(line)
    model: Any = cp_model.CpModel()
    place = [
        model.new_int_var(window.start, max(window.start, window.stop - 1), f"s{i}")
        for i, window in enumerate(windows)
    ]
    x: list[dict[int, Any]] = []
    for i, window in enumerate(windows):
        chosen = {k: model.new_bool_var(f"x{i}_{k}") for k in window}
        model.add_exactly_one(chosen.values())
        model.add(sum(k * flag for k, flag in chosen.items()) == place[i])
        x.append(chosen)
    for k in range(most):
        held = [c[k] * time for c, time in zip(x, line.times, strict=True) if k in c]
        model.add(sum(held) <= line.size)
    for a, b in line.arcs:
        model.add(place[a] <= place[b])
    last = model.new_int_var(least - 1, most - 1, "last")
    model.add_max_equality(last, place)
    model.minimize(last)
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    value = solver.objective_value + 1 if found else float(most)
    return float(value), float(max(least, solver.best_objective_bound + 1))
