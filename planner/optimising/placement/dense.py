"""Dense and tight problems: iterated tabu search, and the program with products for the bound.

Where every pair talks and targets are nearly full, messages prove little and single moves get
stuck. Tabu search (Glover 1989; for this problem Taillard's robust form, 1991) with moves and
exchanges finds the plan; the certificate comes from the linear program with products of choices.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from planner.optimising.outcome import Options
from planner.optimising.placement.bound import evaluate
from planner.optimising.placement.dual import Dual
from planner.optimising.placement.exact import prove
from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import Floats, Instance, Ints
from planner.optimising.placement.linear_bound import certificate_by_products
from planner.optimising.placement.products import equal_distance
from planner.optimising.placement.track import Track
from planner.optimising.work import of_products, of_tabu

__all__ = ["TabuSearch", "search_dense"]

MOVES: Final = 5_000
"""Moves of one run of the tabu search."""
FIRST_RUNS: Final = 12
SHAKEN: Final = (0.4, 0.15)
"""Shares of the units that are placed anew before a run, by turns."""
FIRST_SHARE: Final = 0.15
LINEAR_SHARE: Final = 0.5
EXACT_SHARE: Final = 0.7
"""Shares of the time or work that is left which each of these may take."""


class TabuSearch:
    """Runs from shaken copies of the best labelling; the same seed makes the same runs."""

    def __init__(self, instance: Instance, seed: int) -> None:
        self.instance = instance
        self.improver = Improver(instance)
        self.draw = np.random.default_rng(seed)
        self.runs = 0
        edges = instance.edge_first, instance.edge_second
        clashes = instance.clash_first, instance.clash_second
        self.weight = full_matrix(instance.units, *edges, instance.edge_weight)
        self.kind = full_matrix(instance.units, *clashes, instance.clash_kind).astype(np.int64)
        usable = np.abs(instance.cost[np.isfinite(instance.cost)])
        self.price = max(1e-9, float(usable.mean()) if usable.size else 0.0, self.weight.mean())

    def run(self, label: Ints) -> Ints:
        """Shake a labelling, mend it and search from there; the best that was met."""
        from planner.optimising.kernels.tabu_search import tabu_search

        instance, improver = self.instance, self.improver
        start = improver.improve(self.shaken(label), thorough=False)
        best = start.copy()
        pull = improver.pulls(start)
        used = instance.usage(start)
        self.runs += 1
        tabu_search(
            self.weight, self.kind, instance.clash, instance.distance, improver.penalty,
            instance.amount, improver.lower, improver.upper, improver.scale, MOVES,
            self.runs, 10 * self.price * instance.units, start, pull, used, best,
        )  # fmt: skip
        return best

    def shaken(self, label: Ints) -> Ints:
        """Place a share of the units at random, where they may go."""
        label = label.copy()
        if not self.runs:
            return label
        share = SHAKEN[self.runs % len(SHAKEN)]
        for unit in np.flatnonzero(self.draw.random(len(label)) < share).tolist():
            label[unit] = self.draw.choice(np.flatnonzero(np.isfinite(self.instance.cost[unit])))
        return label


def full_matrix(units: int, first: Ints, second: Ints, weight: Floats | Ints) -> Floats:
    """Weights of pairs as a symmetric matrix, shape (units, units)."""
    matrix = np.zeros((units, units))
    matrix[first, second] = weight
    matrix[second, first] = weight
    return matrix


def search_dense(track: Track, options: Options) -> None:
    """Search, bound, prove, and search again with what is left."""
    tabu = TabuSearch(track.instance, options.seed)
    search(track, tabu, FIRST_RUNS, FIRST_SHARE)
    if track.done():
        return
    bound_quickly(track)
    limits = tuple(limit.id for limit in track.problem.limits)
    certificate = certificate_by_products(track.instance, limits, track.stop.share(LINEAR_SHARE))
    if certificate is not None:
        track.raise_bound(evaluate(track.problem, certificate), certificate)
    if leaves_room_to_prove(track):
        prove(track, options, share_of_time=EXACT_SHARE, share_of_work=EXACT_SHARE)
    if track.stop.time_limit_s is not None or track.stop.work_limit is not None:
        while not track.done():
            search(track, tabu, FIRST_RUNS, 1.0)


def bound_quickly(track: Track) -> None:
    """State what a first round of messages proves: unfinished linear programs may prove less."""
    dual = Dual(track.instance)
    next(iter(dual.stages(track.stop)), None)
    if np.isfinite(dual.bound):
        certificate = dual.certificate(track.problem)
        track.raise_bound(evaluate(track.problem, certificate), certificate)


def leaves_room_to_prove(track: Track) -> bool:
    """Whether the first linear program of the exact one, which nothing ends, fits into the work."""
    targets, distance = len(track.instance.targets), track.instance.distance
    # Without one distance for all there is a product for every two targets.
    across = targets if equal_distance(distance) is None else 1
    rows = 2 * len(track.instance.edge_weight) * targets * across
    left = track.stop.steps_left
    return left is None or of_products(rows) <= EXACT_SHARE * left


def search(track: Track, tabu: TabuSearch, runs: int, share: float) -> None:
    """Make up to so many runs within a share of the time or work that is left."""
    part = track.stop.share(share)
    for _ in range(runs):
        if track.done() or part.expired():
            return
        label = track.label if track.label is not None else track.instance.cost.argmin(axis=1)
        track.offer(tabu.run(label))
        part.count(of_tabu(MOVES, track.instance.units))
