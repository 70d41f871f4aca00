"""Proposals from prices and cuts, and the best mixture of them by the exact program."""

from __future__ import annotations

import numpy as np

from planner.optimising.outcome import Options
from planner.optimising.placement.dual import Dual
from planner.optimising.placement.exact import affordable, flow_columns
from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import Floats, Ints
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.track import Track

__all__ = ["Pool"]

MOST_KEPT = 8
CYCLES = 4
FACTORS = (1.0, 0.8, 1.25)
"""Shares of the limits' prices at which proposals are made, by turns."""
SWEEPS_PER_PROPOSAL = 8
"""Sweeps that a proposal takes as long as."""


class Pool:
    """Labellings worth mixing; some break limits, and are good for being bold."""

    def __init__(self, track: Track, dual: Dual, improver: Improver) -> None:
        self.track = track
        self.dual = dual
        self.improver = improver
        self.kept: list[Ints] = []
        self.turn = 0
        self.seconds = 0.0

    def propose(self) -> None:
        """Round, expand, mend and search once; everything on the way joins the pool."""
        track = self.track
        began = track.stop.seconds
        relaxation = self.dual.relaxation
        factor = FACTORS[self.turn % len(FACTORS)]
        own = relaxation.cost + factor * (relaxation.priced_part())
        rounded = relaxation.rounded()
        sources = [rounded] if track.label is None or self.turn % 2 == 0 else [track.label]
        for label in sources:
            bold = self.expanded(label, own)
            plan = self.improver.improve(bold)
            track.offer(plan)
            self.keep(bold)
            self.keep(plan)
        self.turn += 1
        track.stop.count(SWEEPS_PER_PROPOSAL * self.dual.steps)
        self.seconds = track.stop.seconds - began

    def expanded(self, label: Ints, own: Floats) -> Ints:
        """Expand over every target in turn until nothing switches."""
        from planner.optimising.kernels.alpha_expansion import expand

        graph, distance = self.improver.graph, self.improver.instance.distance
        label = label.copy()
        for _ in range(CYCLES):
            switched = 0
            for target in range(len(distance)):
                switched += expand(
                    own, graph.start, graph.edge, graph.first, graph.second, graph.weight,
                    distance, label, target,
                )  # fmt: skip
            if not switched:
                break
        return label

    def keep(self, label: Ints) -> None:
        """Put a labelling into the pool; the oldest leaves."""
        if not any((label == other).all() for other in self.kept):
            self.kept.append(label)
            del self.kept[:-MOST_KEPT]

    def fuse(self, options: Options, seconds: float | None) -> None:
        """Best mixture: every unit may take any label that it has in the pool or the best plan."""
        track = self.track
        if track.label is None or not self.kept:
            return
        open_label = np.zeros(track.instance.cost.shape, dtype=np.bool_)
        every = np.arange(track.instance.units)
        for label in (*self.kept, track.label):
            open_label[every, label] = True
        if not affordable(track, flow_columns(track.instance, open_label)):
            return
        answer = solve_mip(
            track.instance, track.stop, open_label=open_label, seconds=seconds, nodes=50,
            gap=track.wanted_gap / 4, seed=options.seed, start=track.label, found=track.offer,
        )  # fmt: skip
        if answer.label is not None:
            track.offer(self.improver.improve(answer.label))
            track.offer(answer.label, 9e-7)
