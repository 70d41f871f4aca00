"""Repair of a placement that no longer keeps the rules: the cheapest few moves that mend it.

Plain NumPy, so that it needs no compiled loop. Broken limits and tied pairs are counted in
typical workloads; each step takes the move, or the two moves, that mend most for their price. Where
none does, what stays broken is given more weight and the least bad move is taken (breakout local
search: Morris 1993), with a few steps' ban on moving the same unit again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.optimising.placement.instance import OWN_TOLERANCE, Instance, slack

__all__ = ["mended_label"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

SMALL: Final = 1e-9
FIRSTS: Final = 24
"""Moves tried as the first of two."""
TENURE: Final = 7
"""Steps for which a unit that had to move is left alone."""
MOST_STEPS, MOST_STUCK = 400, 60


@dataclass(frozen=True, slots=True)
class _Move:
    unit: int
    target: int


def mended_label(instance: Instance, start: Ints) -> Ints | None:
    """Return a labelling near ``start`` that keeps every rule; None where none was found.

    Parameters
    ----------
    instance
        The problem; its limits may hold rows for what the waves have room for.
    start
        Target of each unit, shape (units,); every one must be allowed, limits may be broken.
    """
    if instance.impossible:
        return None
    mend = _Mend(instance, start)
    for _ in range(MOST_STEPS):
        if mend.broken <= SMALL:
            mend.undo_needless(start)
            return mend.label if instance.keeps_rules(mend.label) else None
        moves = mend.best_single() or mend.best_pair()
        if not moves:
            if mend.stuck == MOST_STUCK:
                return None
            moves = mend.break_out()
        if not moves:
            return None
        for move in moves:
            mend.apply(move)
    return None


class _Mend:
    """A labelling with what it breaks and what each move would cost."""

    def __init__(self, instance: Instance, start: Ints) -> None:
        self.instance = instance
        self.label = start.copy()
        self.every = np.arange(instance.units)
        self.upper = instance.upper + slack(instance.upper, OWN_TOLERANCE)
        self.lower = instance.lower - slack(instance.lower, OWN_TOLERANCE)
        self.weight = np.array([_per_workload(amount) for amount in instance.amount])
        self.clash = 1.0
        self.step, self.stuck = 0, 0
        self.free_from = np.zeros(instance.units, dtype=np.int64)
        self.near = instance.cost.copy()
        first, second, weight = instance.edge_first, instance.edge_second, instance.edge_weight
        np.add.at(self.near, first, weight[:, None] * instance.distance[self.label[second]])
        np.add.at(self.near, second, weight[:, None] * instance.distance[self.label[first]])
        self.usage = instance.usage(self.label)
        self.table = self.after_moves(self.usage, self.label)

    @property
    def broken(self) -> float:
        """By how many typical workloads the rules are broken, weighted."""
        return self.excess(self.usage) + self.clash * float(self.clashes(self.label).sum()) / 2

    def excess(self, usage: Floats) -> float:
        over = np.maximum(0.0, usage - self.upper) + np.maximum(0.0, self.lower - usage)
        return float(self.weight @ over)

    def clashes(self, label: Ints) -> Floats:
        """[U] partners that a rule forbids beside the unit, both as they stand."""
        table = self.clash_table(label)
        return np.asarray(table[self.every, label])

    def clash_table(self, label: Ints) -> Floats:
        """[U, T] partners that stand where a rule forbids the unit's target."""
        table = np.zeros_like(self.instance.cost)
        instance = self.instance
        one, other, kind = instance.clash_first, instance.clash_second, instance.clash_kind
        np.add.at(table, one, instance.clash[kind, label[other]])
        np.add.at(table, other, instance.clash[kind, label[one]])
        return table

    def after_moves(self, usage: Floats, label: Ints) -> Floats:
        """[U, T] what is broken after each single move; infinite where it may not go."""
        amount = self.instance.amount
        table = np.zeros_like(self.instance.cost)
        for row, uses in enumerate(amount):
            left = usage[row] - uses[self.every, label]
            after = left[:, None] + uses
            over = np.zeros_like(after)
            if np.isfinite(self.upper[row]):
                over = np.maximum(0.0, after - self.upper[row])
            if np.isfinite(self.lower[row]):
                over += np.maximum(0.0, self.lower[row] - after)
            table += self.weight[row] * over
        clashing = self.clash_table(label)
        now = clashing[self.every, label]
        table += self.clash * (now.sum() / 2 + clashing - now[:, None])
        table[~np.isfinite(self.instance.cost)] = np.inf
        return table

    def prices(self) -> Floats:
        """[U, T] by how much each single move raises the value."""
        return np.asarray(self.near - self.near[self.every, self.label][:, None])

    def best_single(self) -> list[_Move]:
        """Return the move that mends most for its price, if any mends."""
        gain = self.broken - self.table
        mends = gain > SMALL
        if not mends.any():
            return []
        score = np.full_like(gain, np.inf)
        score[mends] = self.prices()[mends] / gain[mends]
        return [_move(int(score.argmin()), gain.shape[1])]

    def best_pair(self) -> list[_Move]:
        """Return two moves, a swap among them, that together mend most for their price."""
        broken, prices = self.broken, self.prices()
        table = self.table.copy()
        table[self.every, self.label] = np.inf
        finite = np.isfinite(table)
        order = np.lexsort((np.where(finite, prices, np.inf).ravel(), table.ravel()))
        best: list[_Move] = []
        least = np.inf
        for place in order[: min(FIRSTS, int(finite.sum()))].tolist():
            one = _move(place, table.shape[1])
            label, usage = self.moved(one)
            gain = broken - self.after_moves(usage, label)
            gain[one.unit] = -np.inf
            mends = gain > SMALL
            if not mends.any():
                continue
            score = np.full_like(gain, np.inf)
            score[mends] = (prices[mends] + prices[one.unit, one.target]) / gain[mends]
            if score.min() < least:
                least = float(score.min())
                best = [one, _move(int(score.argmin()), table.shape[1])]
        return best

    def break_out(self) -> list[_Move]:
        """Give what is broken more weight; return the least bad move of a unit that may move."""
        self.stuck += 1
        over = (self.usage > self.upper) | (self.usage < self.lower)
        self.weight[over] *= 1.5
        if self.clashes(self.label).any():
            self.clash *= 1.5
        table = self.after_moves(self.usage, self.label)
        table[self.every, self.label] = np.inf
        table[self.free_from > self.step] = np.inf
        if not np.isfinite(table).any():
            return []
        tied = np.flatnonzero(table.ravel() <= table.min() + SMALL)
        place = int(tied[self.prices().ravel()[tied].argmin()])
        move = _move(place, table.shape[1])
        self.free_from[move.unit] = self.step + 1 + TENURE
        return [move]

    def moved(self, move: _Move) -> tuple[Ints, Floats]:
        """Return the labelling and the usage after a move."""
        amount = self.instance.amount
        label = self.label.copy()
        label[move.unit] = move.target
        came, left = amount[:, move.unit, move.target], self.label[move.unit]
        return label, self.usage + came - amount[:, move.unit, left]

    def apply(self, move: _Move) -> None:
        """Make a move."""
        instance, before = self.instance, int(self.label[move.unit])
        self.label, _ = self.moved(move)
        self.usage = instance.usage(self.label)
        change = instance.distance[move.target] - instance.distance[before]
        for own, others in (
            (instance.edge_first, instance.edge_second),
            (instance.edge_second, instance.edge_first),
        ):
            edges = np.flatnonzero(own == move.unit)
            price = instance.edge_weight[edges][:, None] * change
            np.add.at(self.near, others[edges], price)
        self.step += 1
        self.table = self.after_moves(self.usage, self.label)

    def undo_needless(self, start: Ints) -> None:
        """Take moves back that turned out not to be needed and cost something."""
        for unit in np.flatnonzero(self.label != start).tolist():
            back = int(start[unit])
            cheaper = self.near[unit, back] < self.near[unit, self.label[unit]]
            if cheaper and self.table[unit, back] <= SMALL:
                self.apply(_Move(unit, back))


def _move(place: int, targets: int) -> _Move:
    return _Move(place // targets, place % targets)


def _per_workload(amount: Floats) -> float:
    """One over what a typical unit uses of a limit."""
    used = amount[amount > 0]
    return 1.0 / float(used.mean()) if used.size else 1.0
