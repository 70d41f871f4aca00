"""Proof by the strong integer program, over the labels that the bound leaves open."""

from __future__ import annotations

import numpy as np

from planner.optimising.outcome import Options
from planner.optimising.placement.instance import LIMIT_TOLERANCE, Bools
from planner.optimising.placement.mip import MipAnswer, solve_mip
from planner.optimising.placement.track import Track

__all__ = ["find_any", "prove"]

WORK_PER_NODE = 1
"""Steps charged for a node of the solver's tree."""


def prove(track: Track, options: Options, open_label: Bools | None = None) -> None:
    """Run the program over the open labels and take its plan, its bound or its refusal.

    ``open_label`` must leave out only what cannot beat the best plan, so that the bound over the
    rest, or the value of that plan where the rest is empty or worse, holds over all.
    """
    if track.infeasible or track.stop.expired():
        return
    seconds = track.stop.remaining_s
    nodes = None
    if track.stop.work_limit is not None:
        nodes = max(1, track.stop.work_limit - track.stop.steps) // WORK_PER_NODE
    start = track.label
    if start is not None and open_label is not None:
        inside = open_label[np.arange(track.instance.units), start].all()
        start = start if inside else None
    answer = solve_mip(
        track.instance, track.stop, open_label=open_label, seconds=seconds, nodes=nodes,
        gap=track.wanted_gap, seed=options.seed, start=start,
        found=lambda label: void(track.offer(label)),
    )  # fmt: skip
    take(track, answer, restricted=open_label is not None)


def void(_taken: bool) -> None:
    """Drop an answer that nobody asked for."""


def take(track: Track, answer: MipAnswer, *, restricted: bool) -> None:
    """Enter a solver's answer."""
    if answer.infeasible:
        if not restricted:
            track.infeasible = True
        elif track.label is not None:
            track.raise_bound(track.value - 1e-9 * max(1.0, abs(track.value)))
        return
    if answer.label is not None:
        track.offer(answer.label, 0.9 * LIMIT_TOLERANCE)
    bound = min(answer.bound, track.value) if restricted else answer.bound
    track.raise_bound(bound)


def find_any(track: Track, options: Options, seconds: float | None) -> None:
    """Look for any plan that keeps the rules, or the proof that there is none."""
    answer = solve_mip(
        track.instance, track.stop, seconds=seconds, nodes=1000, gap=0.5, seed=options.seed,
        any_plan=True,
    )  # fmt: skip
    if answer.infeasible:
        track.infeasible = True
    elif answer.label is not None:
        track.offer(answer.label, 0.9 * LIMIT_TOLERANCE)
