"""Place a thousand variants of one problem at once, approximately.

Iterated conditional modes over all variants together: units of one colour have no dependency
between them and choose at once, each the target that is cheapest given its neighbours and the
prices of the limits. Prices begin where the plan's own proof has them, rise where a limit is
broken and fall where it has room (projected subgradient). Two starts are tried, the given plan and
each unit's own best; the best labels met on the way are kept, broken limits counting most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.questioning.arrays import Arrays, Floats

__all__ = ["choose"]

type Labels = NDArray[np.int64]

SWEEPS = 4
ROUNDS = 10
STEP = 0.05
BIG = 1e12


def choose(arrays: Arrays, cost: Floats, start: Labels, prices: Floats | None = None) -> Labels:
    """Return target indices, shape (b, workloads), for costs of shape (b, workloads, p).

    ``start`` are the target indices of the plan, shape (workloads,); ``prices`` the multipliers of
    the limits at the plan, shape (limits,), in cost per unit of amount.
    """
    draws = cost.shape[0]
    member = (np.arange(arrays.units)[:, None] == arrays.unit[None, :]).astype(float)
    unit_cost = member @ np.minimum(cost, BIG)
    usage = member @ arrays.amount
    first = np.zeros(arrays.units, dtype=np.int64)
    first[arrays.unit] = start
    colours = [_colour(arrays, members) for members in _colours(arrays)]
    starts = (np.tile(first, (draws, 1)), unit_cost.argmin(axis=2))
    if prices is None:
        prices = np.zeros(len(arrays.limit))
    found = [_descend(arrays, unit_cost, usage, colours, labels, prices) for labels in starts]
    best = np.argmin([worth for _, worth in found], axis=0)
    chosen = np.where((best == 0)[:, None], found[0][0], found[1][0])
    return chosen[:, arrays.unit]


def _colours(arrays: Arrays) -> list[NDArray[np.int64]]:
    """Greedy colouring of the units by falling degree; apart counts as an edge."""
    colour = np.full(arrays.units, -1)
    degree = [len(arrays.neighbours[u]) + len(arrays.apart[u]) for u in range(arrays.units)]
    for unit in sorted(range(arrays.units), key=lambda u: (-degree[u], u)):
        near = {colour[v] for v, _ in arrays.neighbours[unit]}
        near |= {colour[v] for v in arrays.apart[unit]}
        colour[unit] = next(c for c in range(arrays.units + 1) if c not in near)
    return [np.flatnonzero(colour == c) for c in range(int(colour.max(initial=-1)) + 1)]


def _descend(
    arrays: Arrays,
    unit_cost: Floats,
    usage: Floats,
    colours: Sequence[Colour],
    labels: Labels,
    begin: Floats,
) -> tuple[Labels, Floats]:
    labels = labels.copy()
    best, best_worth = labels.copy(), _worth(arrays, unit_cost, usage, labels)
    prices = np.tile(begin, (len(labels), 1))
    spread = float(np.median(np.ptp(np.minimum(unit_cost, 1e9), axis=2))) or 1.0
    typical = np.maximum(usage.mean(axis=(1, 2)), 1e-9)
    scale = np.where(begin > 0, begin, STEP * spread / typical)
    rounds = ROUNDS if len(arrays.limit) else 1
    for turn in range(rounds):
        priced = unit_cost + np.einsum("bl,lup->bup", prices, usage)
        for _ in range(SWEEPS):
            before = labels.copy()
            for colour in colours:
                _choose_colour(arrays, colour, priced, labels)
            if np.array_equal(before, labels):
                break
        worth = _worth(arrays, unit_cost, usage, labels)
        better = worth < best_worth
        best[better], best_worth = labels[better], np.minimum(worth, best_worth)
        over = (_used(usage, labels) - arrays.limit) / np.maximum(arrays.limit, 1e-9)
        prices = np.maximum(0.0, prices + scale * np.clip(4 * over, -0.5, 0.5) / (1 + 0.5 * turn))
    return best, best_worth


def _choose_colour(arrays: Arrays, colour: Colour, priced: Floats, labels: Labels) -> None:
    total = priced[:, colour.members, :]  # a copy: the index is an array
    colour.weights.pull(total, arrays.distance, labels)
    colour.apart.pull(total, BIG * np.eye(priced.shape[2]), labels)
    labels[:, colour.members] = total.argmin(axis=2)


@dataclass(frozen=True, slots=True)
class Links:
    """Directed links sorted by where they end: ``slots`` are the ends that have any.

    Sums over links run along one axis with ``reduceat``; dense products would be larger by the
    number of units, and many threads of a linear algebra library gain nothing at this size.
    """

    slots: Labels
    starts: Labels
    others: Labels
    weight: Floats

    def pull(self, total: Floats, table: Floats, labels: Labels) -> None:
        """Add ``weight * table[label of the other end]`` to ``total``, shape (b, ends, p)."""
        if len(self.others):
            there = table[labels[:, self.others].T]  # (links, b, p)
            there *= self.weight[:, None, None]
            total[:, self.slots] += np.add.reduceat(there, self.starts, axis=0).swapaxes(0, 1)


@dataclass(frozen=True, slots=True)
class Colour:
    """Units that choose at once, and what pulls at them."""

    members: Labels
    weights: Links
    apart: Links


def _colour(arrays: Arrays, members: Labels) -> Colour:
    weights = [arrays.neighbours[unit] for unit in members]
    apart = [tuple((other, 1.0) for other in arrays.apart[unit]) for unit in members]
    return Colour(members, _links(weights), _links(apart))


def _links(entries: Sequence[Sequence[tuple[int, float]]]) -> Links:
    slots = [slot for slot, entry in enumerate(entries) if entry]
    sizes = [len(entries[slot]) for slot in slots]
    flat = [pair for entry in entries for pair in entry]
    return Links(
        np.array(slots, dtype=np.int64),
        np.cumsum([0, *sizes[:-1]], dtype=np.int64),
        np.array([other for other, _ in flat], dtype=np.int64),
        np.array([weight for _, weight in flat], dtype=float),
    )


def _used(usage: Floats, labels: Labels) -> Floats:
    units = np.arange(labels.shape[1])
    return usage[:, units, labels].sum(axis=2).T  # (b, limits)


def _worth(arrays: Arrays, unit_cost: Floats, usage: Floats, labels: Labels) -> Floats:
    """Cost, separation and a price on what is over a limit, per draw."""
    draws = np.arange(len(labels))[:, None]
    units = np.arange(labels.shape[1])
    worth = unit_cost[draws, units, labels].sum(axis=1)
    pull = np.zeros_like(unit_cost)
    _links(arrays.neighbours).pull(pull, arrays.distance, labels)
    worth = worth + pull[draws, units, labels].sum(axis=1) / 2  # each pair was met twice
    if len(arrays.limit):
        over = np.maximum(0.0, _used(usage, labels) - arrays.limit)
        worth = worth + BIG / 1e6 * (over / np.maximum(arrays.limit, 1e-9)).sum(axis=1)
    result: Floats = worth
    return result
