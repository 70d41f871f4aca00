"""Proof by the strong integer program, over the labels that the bound leaves open."""

from __future__ import annotations

import numpy as np

from planner.optimising.outcome import Options
from planner.optimising.placement.dual import Dual
from planner.optimising.placement.instance import LIMIT_TOLERANCE, Bools, Instance
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.objective import arcs
from planner.optimising.placement.track import Track

__all__ = [
    "affordable",
    "close",
    "find_any",
    "flow_columns",
    "is_small",
    "open_labels",
    "prove",
    "ready_to_prove",
]

SMALL = 8_000
"""Flow columns up to which the program is tried before anything else."""
EASY = 6_000
"""Flow columns among open labels up to which the program is tried between stages."""
COLUMNS_PER_SECOND = 1_500
"""Flow columns per second left up to which a run with a clock dares the program."""
COLUMNS_PER_STEP = 50
LARGEST_BY_WORK = 40_000
"""Flow columns, in all and per step left, up to which a run without a clock dares the program."""


def flow_columns(instance: Instance, open_label: Bools | None = None) -> int:
    """Flow columns that the program over the open labels needs."""
    usable = np.isfinite(instance.cost)
    if open_label is not None:
        usable &= open_label
    free = usable.sum(axis=1) > 1
    edges = int((free[instance.edge_first] & free[instance.edge_second]).sum())
    return edges * len(arcs(instance.distance)[0])


def is_small(instance: Instance) -> bool:
    """Whether the whole program is quick enough to be tried first."""
    return instance.cost.size + flow_columns(instance) <= SMALL


def open_labels(track: Track, dual: Dual) -> Bools:
    """Labels that may belong to a plan better than the best by more than half the gap asked for.

    ``required[i, p] >= cutoff`` closes label p of unit i.
    """
    open_label: Bools = dual.required < cutoff(track)
    return open_label


def cutoff(track: Track) -> float:
    """Worth that the closed labels cannot beat."""
    return track.value - 0.4 * track.wanted_gap * max(1.0, abs(track.value))


def ready_to_prove(track: Track, dual: Dual, attempts: int) -> bool:
    """Whether so few labels are open that the program is worth a try now."""
    if track.label is None or attempts >= 2:
        return False
    columns = flow_columns(track.instance, open_labels(track, dual))
    return columns <= min(EASY, 0.6 * flow_columns(track.instance))


def close(track: Track, dual: Dual, options: Options, *, last: bool) -> bool:
    """Run the program over what is still open, unless that is too much; whether it was run."""
    open_label = open_labels(track, dual) if track.label is not None else None
    columns = flow_columns(track.instance, open_label)
    if not affordable(track, columns):
        return False
    nodes = None if last else 200
    prove(track, options, open_label, nodes=nodes, share_of_time=0.9 if last else 0.4)
    return True


def affordable(track: Track, columns: int) -> bool:
    """Whether a program with so many flow columns fits into the time or the work that is left."""
    stop = track.stop
    if stop.work_limit is not None:
        left = COLUMNS_PER_STEP * (stop.work_limit - stop.steps)
        return columns <= min(LARGEST_BY_WORK, left)
    return stop.remaining_s is None or columns <= COLUMNS_PER_SECOND * stop.remaining_s


def prove(
    track: Track,
    options: Options,
    open_label: Bools | None = None,
    *,
    nodes: int | None = None,
    share_of_time: float = 0.9,
    share_of_work: float = 1.0,
) -> None:
    """Run the program over the open labels and take its plan, its bound or its refusal.

    Labels are closed only where no plan with them is worth less than the cutoff: what the
    program proves of the rest, or the cutoff where that is less, holds over all.
    """
    if track.done():
        return
    remaining = track.stop.remaining_s
    seconds = None if remaining is None else share_of_time * remaining
    part = track.stop.share(share_of_work)
    limit = cutoff(track) if open_label is not None else np.inf
    start = track.label
    if start is not None and open_label is not None:
        open_label = open_label.copy()
        open_label[np.arange(track.instance.units), start] = True
    answer = solve_mip(
        track.instance, part, open_label=open_label, seconds=seconds, nodes=nodes,
        gap=track.wanted_gap, seed=options.seed, start=start, found=track.offer,
    )  # fmt: skip
    if answer.infeasible:
        track.infeasible = track.label is None and open_label is None
        return
    if answer.label is not None:
        track.offer(answer.label, LIMIT_TOLERANCE)
    track.raise_bound(min(answer.bound, limit))


def find_any(track: Track, options: Options) -> None:
    """Look for any plan that keeps the rules, or the proof that there is none."""
    remaining = track.stop.remaining_s
    seconds = None if remaining is None else 0.5 * remaining
    answer = solve_mip(
        track.instance, track.stop, seconds=seconds, nodes=1000, gap=0.5, seed=options.seed,
        any_plan=True,
    )  # fmt: skip
    if answer.infeasible:
        track.infeasible = True
    elif answer.label is not None:
        track.offer(answer.label, LIMIT_TOLERANCE)
