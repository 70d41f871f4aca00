"""Exact windows: a few neighbouring waves are planned again, all else staying where it is.

What lies outside such a window moves before it or after it, so no order is at stake there, and
the exposure to it grows or shrinks by the day: the window is a small wave problem of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.mip import MipAnswer, solve_exactly

__all__ = ["FewWaves", "cut_out", "windows_of"]

type Ints = NDArray[np.int64]

WINDOW_NODES = 300
"""Branches after which a window is given up; most are proven at the root."""
WINDOW_GAP = 1e-6


@dataclass(frozen=True, slots=True)
class FewWaves:
    """The groups that a plan has in waves ``first`` to ``last``, as a problem of their own."""

    first: int
    member: Ints
    part: Instance

    def planned_again(self, plan: Ints, *, seconds: float | None, seed: int) -> tuple[Ints, int]:
        """Return the whole plan with the window solved, and the branches that it took."""
        now = plan[self.member] - self.first
        answer: MipAnswer = solve_exactly(
            self.part, seconds=seconds, nodes=WINDOW_NODES, gap=WINDOW_GAP, seed=seed, start=now
        )
        if answer.wave is None or answer.value >= self.part.value(now):
            return plan, answer.nodes
        better = plan.copy()
        better[self.member] = answer.wave + self.first
        return better, answer.nodes


def windows_of(instance: Instance, plan: Ints, span: int) -> Iterator[tuple[int, int]]:
    """First and last wave of every window of ``span`` waves that are in use, in order."""
    used = np.flatnonzero(np.bincount(plan, minlength=instance.waves) > 0)
    closed = instance.open.any(axis=0)
    usable = np.flatnonzero(closed & (np.arange(instance.waves) <= used.max(initial=-1)))
    for place in range(max(0, len(usable) - span + 1)):
        yield int(usable[place]), int(usable[place + span - 1])


def cut_out(instance: Instance, plan: Ints, first: int, last: int) -> FewWaves | None:
    """Return the window of waves ``first`` to ``last``; None where nothing can be changed."""
    member = np.flatnonzero((plan >= first) & (plan <= last))
    if len(member) < 2:
        return None
    place = np.full(instance.groups, -1, dtype=np.int64)
    place[member] = np.arange(len(member))
    slope = instance.slope[member].copy()
    one, other = place[instance.tie_first], place[instance.tie_second]
    for inside, outer in ((one, instance.tie_second), (other, instance.tie_first)):
        crossing = (inside >= 0) & (place[outer] < 0)
        # A neighbour that moves before the window makes later days dearer, one after it cheaper.
        sign = np.where(plan[outer[crossing]] < first, 1.0, -1.0)
        np.add.at(slope, inside[crossing], sign * instance.tie_price[crossing])
    both = (one >= 0) & (other >= 0)
    arcs = (place[instance.pred] >= 0) & (place[instance.succ] >= 0)
    waves = slice(first, last + 1)
    part = replace(
        instance,
        ids=(),
        staying=(),
        group_of=np.zeros(0, dtype=np.int64),
        days=instance.days[waves],
        slope=slope,
        amounts=instance.amounts[:, member],
        most=instance.most[:, waves],
        least=instance.least[:, waves],
        open=instance.open[member, waves],
        pred=place[instance.pred[arcs]],
        succ=place[instance.succ[arcs]],
        lag=instance.lag[arcs],
        tie_first=one[both],
        tie_second=other[both],
        tie_price=instance.tie_price[both],
        reach=None,
    )
    return FewWaves(first, member, part)
