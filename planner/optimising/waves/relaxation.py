"""The linear relaxation of the step form with hub inequalities, for its prices.

Only the prices are used: they start the dual ascent close to its end, and the ascent's
certificate is what proves the bound. The solver's own figure for the bound is never taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.cuts import HubCuts
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.objective import move_early, part_briefly
from planner.optimising.waves.rules import keep_closed, keep_order, limit_rows, stay_moved
from planner.optimising.waves.solver import loaded
from planner.optimising.waves.variables import StepModel, new_model

__all__ = ["Prices", "hub_row", "relax"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

VIOLATION = 1e-3
ROWS_A_ROUND = 400


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices [B] of the limits' bounds and [K, R, W] of the hub inequalities, and the solution.

    ``share`` [G, W] is how much of each group has moved by the end of each wave; ``value`` the
    relaxation's value by the solver's word; ``kept`` the inequalities (hub, limit, wave) that
    some solution on the way broke.
    """

    most: Floats
    least: Floats
    hub: Floats
    share: Floats
    value: float
    kept: tuple[tuple[int, int, int], ...] = ()


def relax(instance: Instance, cuts: HubCuts, *, seconds: float, rounds: int) -> Prices | None:
    """Solve the relaxation, adding violated hub inequalities in rounds; None where it fails."""
    model = new_model(instance)
    move_early(model)
    part_briefly(model)
    stay_moved(model)
    keep_closed(model)
    keep_order(model)
    ceiling, floor = instance.ceiling, instance.floor
    upper_from = model.rows
    limit_rows(model, np.full_like(ceiling, -np.inf), ceiling)
    lower_from = model.rows
    limit_rows(model, np.where(floor > 0, floor, -np.inf), np.full_like(floor, np.inf))
    hubs_from = model.rows
    kept: list[tuple[int, int, int]] = []
    known: set[tuple[int, int, int]] = set()
    answer: Prices | None = None
    spent = 0.0
    for _ in range(max(1, rounds)):
        solved = solve(model, seconds - spent)
        if solved is None:
            break
        columns, duals, value, took = solved
        spent += took
        share = columns[: instance.open.size].reshape(instance.open.shape)
        most, least = np.zeros_like(ceiling), np.zeros_like(ceiling)
        most[np.isfinite(ceiling)] = np.maximum(0.0, -duals[upper_from:lower_from])
        least[floor > 0] = np.maximum(0.0, duals[lower_from:hubs_from])
        hub = np.zeros((len(cuts.hub), *instance.bound_of.shape))
        for place, cut in enumerate(kept):
            hub[cut] = max(0.0, -duals[hubs_from + place])
        answer = Prices(most, least, hub, share, value, tuple(kept))
        fresh = [cut for cut in violated(instance, cuts, share) if cut not in known]
        if not fresh or spent > seconds:
            break
        for cut in fresh[:ROWS_A_ROUND]:
            hub_row(model, cuts, cut)
            kept.append(cut)
            known.add(cut)
    return answer


def solve(model: StepModel, seconds: float) -> tuple[Floats, Floats, float, float] | None:
    """Columns, row prices, value and seconds of one linear program by interior points."""
    import highspy

    if seconds <= 0:
        return None
    solver = loaded(model)
    solver.setOptionValue("solver", "ipm")
    solver.setOptionValue("run_crossover", "off")
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    value = float(solver.getInfo().objective_function_value)
    columns, duals = np.array(solution.col_value), np.array(solution.row_dual)
    return columns, duals, value, float(solver.getRunTime())


def violated(instance: Instance, cuts: HubCuts, share: Floats) -> list[tuple[int, int, int]]:
    """Hub inequalities that a fractional plan breaks, the worst (by share of room) first."""
    waves = instance.waves
    chosen: list[tuple[float, tuple[int, int, int]]] = []
    moves = np.diff(share, axis=1, prepend=0.0)
    for k, hub in enumerate(cuts.hub.tolist()):
        member = cuts.member[cuts.start[k] : cuts.start[k + 1]]
        weight = instance.amounts[0][:, member]
        held = share[member] if cuts.forward[k] else 1.0 - share[member]
        left = weight @ held
        allowed = np.triu(np.ones((waves, waves)))
        if not cuts.forward[k]:
            allowed = np.tril(np.ones((waves, waves)), -1)
        right = np.einsum("v,rvw,vw->rw", moves[hub], cuts.room[k], allowed)
        excess = (left - right) / np.maximum(1e-9, weight.sum(axis=1))[:, None]
        for r, w in np.argwhere(excess > VIOLATION).tolist():
            chosen.append((-float(excess[r, w]), (k, r, w)))
    return [cut for _, cut in sorted(chosen)]


def hub_row(model: StepModel, cuts: HubCuts, cut: tuple[int, int, int]) -> None:
    """Add one hub inequality as a row (see :mod:`planner.optimising.waves.cuts`)."""
    instance = model.instance
    k, r, w = cut
    hub = int(cuts.hub[k])
    member = cuts.member[cuts.start[k] : cuts.start[k + 1]]
    weight = instance.amounts[0, r, member]
    waves = np.arange(instance.waves)
    room = cuts.room[k, r, :, w].copy()
    room[(waves > w) if cuts.forward[k] else (waves <= w)] = 0.0
    # sum of room[v] (z[v] - z[v - 1]) is sum of z[v] (room[v] - room[v + 1]).
    step = room - np.append(room[1:], 0.0)
    sign = 1.0 if cuts.forward[k] else -1.0
    columns = np.concatenate(
        [model.moved(member, np.full_like(member, w)), model.moved(np.full_like(waves, hub), waves)]
    )
    limit = 0.0 if cuts.forward[k] else -float(weight.sum())
    model.add_rows(
        np.zeros(len(columns), dtype=np.int64),
        columns,
        np.concatenate([sign * weight, -step]),
        np.array([-np.inf]),
        np.array([limit]),
    )
