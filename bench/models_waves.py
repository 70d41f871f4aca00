"""What the waves are compared with: models in PuLP, CP-SAT, lists; never used by the product."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.cbc import solve_model
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.listing import list_plan, priorities
from planner.optimising.waves.windows import unpack

__all__ = ["list_by_closure", "solve_cpsat", "solve_mip"]

SCALE = 1_000
"""CP-SAT counts in whole numbers: prices of a day in thousandths, rounded."""
GAP = 1e-4


def list_by_closure(instance: Instance) -> float:
    """Value of list scheduling by delay value per effort of the unscheduled closure.

    Wave by wave, the group whose closure (itself and all that it needs and has not moved) has most
    delay value per effort moves with that closure, where it fits; ``value`` and ``effort`` follow
    what is left of every closure. Work that takes several waves counts in that of cut-over.
    """
    work = instance.work
    room = instance.by_wave(instance.most, np.inf)
    share = work.sum(axis=1) / instance.groups
    own = (work / np.maximum(share, 1e-9)[:, None]).sum(axis=0)
    assert instance.reach is not None  # kept up to 40,000 groups
    needs = unpack(instance.reach, instance.groups).astype(bool)
    needing = np.ascontiguousarray(needs.T)
    slope = instance.slope
    value, effort = needs @ slope, needs @ own
    done = np.full(instance.groups, -1)
    for wave in range(instance.waves):
        refused = done >= 0
        while not refused.all():
            ratio = np.where(refused, -np.inf, value / np.maximum(effort, 1e-12))
            group = int(ratio.argmax())
            todo = np.flatnonzero(needs[group] & (done < 0))
            if not moves_now(instance, done, todo, wave, room[:, wave]):
                refused[group] = True
                continue
            done[todo] = wave
            refused[todo] = True
            room[:, wave] -= work[:, todo].sum(axis=1)
            for moved in todo.tolist():
                value[needing[moved]] -= slope[moved]
                effort[needing[moved]] -= own[moved]
    if (done >= 0).all() and instance.keeps_rules(done):
        return instance.value(done)
    # The greedy choice ran out of waves: the best of the plain priority lists stands in.
    plans = (list_plan(instance, rule) for rule in priorities(instance))
    return min((instance.value(p) for p in plans if instance.keeps_rules(p)), default=float("nan"))


def moves_now(instance: Instance, done: Any, todo: Any, wave: int, room: Any) -> bool:
    """Whether the groups ``todo`` may all move in a wave with this room left."""
    if not instance.open[todo, wave].all() or (instance.work[:, todo].sum(axis=1) > room).any():
        return False
    number = {int(group): wave for group in todo}
    for arc in np.flatnonzero(np.isin(instance.succ, todo)).tolist():
        pred = int(instance.pred[arc])
        if number.get(pred, int(done[pred])) + instance.lag[arc] > wave:
            return False
    return True


def build_model(instance: Instance, *, strong: bool) -> tuple[Any, Any]:
    """The strong (step) or textbook (assignment) model in PuLP, and its wave variables."""
    import pulp

    model = pulp.LpProblem("waves", pulp.LpMinimize)
    groups, waves = range(instance.groups), range(instance.waves)
    y = model.add_variable_dicts("y", (groups, waves), cat="Binary")
    day = [pulp.lpSum(instance.days[w] * y[g][w] for w in waves) for g in groups]
    terms = [float(instance.cost[g, w]) * y[g][w] for g in groups for w in waves]
    for k, price in enumerate(instance.tie_price):
        apart = model.add_variable(f"tie{k}", 0)
        gap = day[instance.tie_first[k]] - day[instance.tie_second[k]]
        model += apart - gap >= 0
        model += apart + gap >= 0
        terms.append(float(price) * apart)
    model += pulp.lpSum(terms)
    for g in groups:
        model += pulp.lpSum(y[g][w] for w in waves) == 1
        for w in np.flatnonzero(~instance.open[g]).tolist():
            model += y[g][w] + 0 == 0
    for pred, succ, lag in zip(instance.pred, instance.succ, instance.lag, strict=True):
        if strong:
            for w in waves:
                before = pulp.lpSum(y[pred][v] for v in waves if v <= w - lag)
                model += pulp.lpSum(y[succ][v] for v in waves if v <= w) - before <= 0
        else:
            number = pulp.lpSum(w * (y[succ][w] - y[pred][w]) for w in waves)
            model += number >= int(lag)
    for bound, used in loads_by_bound(instance).items():
        total = pulp.lpSum(amount * y[g][w] for g, w, amount in used)
        if np.isfinite(instance.most[bound]):
            model += total <= float(instance.most[bound])
        if instance.least[bound] > 0:
            model += total >= float(instance.least[bound])
    return model, y


def loads_by_bound(instance: Instance) -> dict[int, list[tuple[int, int, float]]]:
    """Group, wave of cut-over and amount of all that counts for each bound."""
    found: dict[int, list[tuple[int, int, float]]] = {}
    for before, row, group in np.argwhere(instance.amounts).tolist():
        amount = float(instance.amounts[before, row, group])
        for wave in range(before, instance.waves):
            bound = int(instance.bound_of[row, wave - before])
            if bound >= 0:
                found.setdefault(bound, []).append((group, wave, amount))
    return found


def solve_mip(
    instance: Instance, solver: str, seconds: float, *, strong: bool
) -> tuple[float | None, float | None]:
    """Value, counted by the instance itself, and bound of either model."""
    model, y = build_model(instance, strong=strong)
    value, bound = solve_model(model, solver, seconds, GAP)
    if value is None:
        return None, bound
    waves = range(instance.waves)
    chosen = np.array(
        [np.argmax([y[g][w].value() or 0.0 for w in waves]) for g in range(instance.groups)]
    )
    return (instance.value(chosen) if instance.keeps_rules(chosen) else None), bound


def solve_cpsat(instance: Instance, seconds: float) -> tuple[float | None, float | None]:
    """CP-SAT on one worker with its strongest relaxation."""
    from ortools.sat.python import cp_model  # type: ignore[import-not-found]

    model = cp_model.CpModel()
    groups, waves = range(instance.groups), range(instance.waves)
    y = [[model.new_bool_var("") for _ in waves] for _ in groups]
    days = [round(float(day)) for day in instance.days]
    number = [sum(w * y[g][w] for w in waves) for g in groups]
    day = [sum(days[w] * y[g][w] for w in waves) for g in groups]
    for g in groups:
        model.add_exactly_one(y[g])
        for w in np.flatnonzero(~instance.open[g]):
            model.add(y[g][int(w)] == 0)
    for pred, succ, lag in zip(instance.pred, instance.succ, instance.lag, strict=True):
        model.add(number[succ] >= number[pred] + int(lag))
    for bound, used in loads_by_bound(instance).items():
        if np.isfinite(instance.most[bound]):
            total = sum(round(amount) * y[g][w] for g, w, amount in used)
            model.add(total <= int(instance.most[bound]))
    terms = [round(SCALE * float(instance.cost[g, w])) * y[g][w] for g in groups for w in waves]
    for k, price in enumerate(instance.tie_price):
        apart = model.new_int_var(0, max(days), "")
        first, second = day[instance.tie_first[k]], day[instance.tie_second[k]]
        model.add(apart >= first - second)
        model.add(apart >= second - first)
        terms.append(round(SCALE * float(price)) * apart)
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.relative_gap_limit = GAP
    status = solver.solve(model)
    bound = solver.best_objective_bound / SCALE
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, bound
    chosen = np.array([np.argmax([solver.value(y[g][w]) for w in waves]) for g in groups])
    return (instance.value(chosen) if instance.keeps_rules(chosen) else None), bound
