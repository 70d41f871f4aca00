"""The linear relaxation of the step form with hub inequalities, for its prices.

Only the prices are used: they are a certificate, whose own evaluation proves the bound, and the
dual ascent goes on from them. The solver's own figure for the bound is never taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.optimising.solvers import Verdict
from planner.optimising.waves.cuts import HubCuts
from planner.optimising.waves.instance import Instance
from planner.optimising.waves.objective import move_early, part_briefly
from planner.optimising.waves.step_rows import keep_closed, keep_order, limit_rows, stay_moved
from planner.optimising.waves.variables import StepModel, new_model
from planner.optimising.work import run_counted

__all__ = ["Prices", "hub_row", "relax"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

VIOLATION = 1e-3
ROWS_A_ROUND = 400
PIVOTING_CELLS = 6_000
LEAST_PIVOTS = 2_000
"""Pivots that each round after the first may take at least; else as many as the last took."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices [B] of the limits' bounds and [K, R, W] of the hub inequalities, and the solution.

    ``head`` and ``tail`` [E + P, W] are the messages that the prices of order and ties stand for:
    with them the certificate proves what the solver found. ``share`` [G, W] is how much of each
    group has moved by the end of each wave; ``value`` the relaxation's value by the solver's word;
    ``kept`` the inequalities (hub, limit, wave) that some solution on the way broke; ``final``
    whether this one breaks none, ``steps`` the work of all rounds so far.
    """

    most: Floats
    least: Floats
    hub: Floats
    head: Floats
    tail: Floats
    share: Floats
    value: float
    kept: tuple[tuple[int, int, int], ...] = ()
    final: bool = False
    steps: int = 1


def relax(instance: Instance, cuts: HubCuts, *, seconds: float, rounds: int) -> Prices | None:
    """Solve the relaxation, adding violated hub inequalities in rounds; None where it fails.

    By interior points there is one round: the next could not go on from it.
    """
    relaxation = _Relaxation(instance, cuts, seconds)
    answer: Prices | None = None
    for number in range(max(1, rounds)):
        if not relaxation.solve():
            # Prices of a run cut short prove what they prove; later rounds have better ones.
            return answer or relaxation.prices()
        answer = relaxation.prices()
        if answer is None or number == rounds - 1 or not relaxation.pivoting:
            break
        if not relaxation.add_violated(answer.share):
            return replace(answer, final=True)
    return answer


class _Relaxation:
    """The relaxation in the solver, which goes on from its last basis when rows are added."""

    def __init__(self, instance: Instance, cuts: HubCuts, seconds: float) -> None:
        self.instance, self.cuts = instance, cuts
        self.model = model = new_model(instance)
        move_early(model)
        self.ties = part_briefly(model)
        stay_moved(model)
        keep_closed(model)
        self.order_from = model.rows
        self.order = keep_order(model)
        ceiling, floor = instance.ceiling, instance.floor
        self.upper_from = model.rows
        limit_rows(model, np.full_like(ceiling, -np.inf), ceiling)
        self.lower_from = model.rows
        limit_rows(model, np.where(floor > 0, floor, -np.inf), np.full_like(floor, np.inf))
        self.hubs_from = model.rows
        self.kept: list[tuple[int, int, int]] = []
        self.steps = 0
        self.session = model.loaded()
        self.solver = self.session.solver
        # Ties make flows, which pivots are quick at; a large order with few ties is not.
        ties, cells = len(instance.tie_price) * instance.waves, int(instance.open.sum())
        self.pivoting = ties > cells or cells <= PIVOTING_CELLS
        self.session.set(solver="simplex" if self.pivoting else "ipm", run_crossover="off")
        if math.isfinite(seconds):
            self.session.set(time_limit=max(0.01, seconds))

    def solve(self) -> bool:
        """Run the solver; return whether it came to its end."""
        self.steps += run_counted(self.solver)
        # A count, not the clock, keeps later rounds from taking longer than they are worth.
        pivots = int(self.solver.getInfo().simplex_iteration_count)
        self.session.set(simplex_iteration_limit=max(LEAST_PIVOTS, pivots))
        return self.session.verdict() is Verdict.SOLVED

    def prices(self) -> Prices | None:
        """Read prices and solution; None where the solver has none."""
        instance, solution = self.instance, self.solver.getSolution()
        duals, columns = self.session.row_prices(), np.array(solution.col_value)
        if len(duals) != self.model.rows or len(columns) != len(self.model.cost):
            return None
        if not (np.isfinite(duals).all() and np.isfinite(columns).all()):
            return None
        ceiling, floor = instance.ceiling, instance.floor
        most, least = np.zeros_like(ceiling), np.zeros_like(floor)
        most[np.isfinite(ceiling)] = np.maximum(0.0, -duals[self.upper_from : self.lower_from])
        least[floor > 0] = np.maximum(0.0, duals[self.lower_from : self.hubs_from])
        hub = np.zeros((len(self.cuts.hub), *instance.bound_of.shape))
        for place, cut in enumerate(self.kept):
            hub[cut] = max(0.0, -duals[self.hubs_from + place])
        share = columns[: instance.open.size].reshape(instance.open.shape)
        value = float(self.solver.getInfo().objective_function_value)
        head, tail = self.messages(duals)
        kept = tuple(self.kept)
        return Prices(most, least, hub, head, tail, share, value, kept, steps=self.steps)

    def messages(self, duals: Floats) -> tuple[Floats, Floats]:
        """Messages of arcs and ties from the prices of their rows.

        A price of ``z[i, w] <= z[j, w - lag]`` is paid by i in every wave up to w and goes to j in
        every wave up to w - lag; that of a tie's row likewise, at most the tie's own price.
        """
        instance = self.instance
        arcs, waves = len(instance.pred), instance.waves
        paid = np.zeros((arcs + len(instance.tie_price), waves + 1))
        arc, wave = self.order
        paid[arc, wave] = np.maximum(0.0, duals[self.order_from : self.upper_from])
        tie, wave = self.ties
        most = instance.tie_price[tie] * np.diff(instance.days)[wave]
        paid[arcs + tie, wave] = np.clip(duals[: len(tie)], -most, most)
        onward = np.cumsum(paid[:, ::-1], axis=1)[:, ::-1]
        head, tail = -onward[:, :-1].copy(), onward[:, :-1].copy()
        strict = np.flatnonzero(instance.lag > 0)
        head[strict] = -onward[strict, 1:]
        return head, tail

    def add_violated(self, share: Floats) -> bool:
        """Add the hub inequalities that the solution breaks; return whether there were any."""
        known = set(self.kept)
        fresh = [cut for cut in violated(self.instance, self.cuts, share) if cut not in known]
        for cut in fresh[:ROWS_A_ROUND]:
            hub_row(self.model, self.cuts, cut)
            self.kept.append(cut)
            _, column, weight = self.model.stated.entries[-1]
            # The hub may be among the columns twice: as itself and as its own member.
            index, place = np.unique(column, return_inverse=True)
            total = np.bincount(place, weights=weight)
            lower, upper = self.model.stated.lower[-1][0], self.model.stated.upper[-1][0]
            self.solver.addRow(lower, upper, len(index), index.astype(np.int32), total)
        return bool(fresh)


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
