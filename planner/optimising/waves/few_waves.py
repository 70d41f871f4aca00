"""Exact windows: a few neighbouring waves are planned again, all else staying where it is.

What lies outside such a window moves before it or after it, so no order is at stake there, and
the exposure to it grows or shrinks by the day: the window is a small wave problem of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.mip import MipAnswer, solve_exactly

__all__ = ["FewWaves", "cut_out", "windows_of"]

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]

WINDOW_NODES = 100
"""Branches after which a window is given up; most are proven at the root."""
WINDOW_GAP = 1e-6


@dataclass(frozen=True, slots=True)
class FewWaves:
    """The groups that a plan has in a few waves, as a problem of their own."""

    member: Ints
    part: Instance

    def planned_again(
        self, plan: Ints, *, seconds: float | None, steps: int | None = None, seed: int
    ) -> tuple[Ints, int]:
        """Return the whole plan with the window solved, and the steps that it took."""
        now = plan[self.member]
        answer: MipAnswer = solve_exactly(
            self.part, seconds=seconds, steps=steps, nodes=WINDOW_NODES, gap=WINDOW_GAP, seed=seed,
            start=now,
        )  # fmt: skip
        if answer.wave is None or answer.value >= self.part.value(now):
            return plan, answer.steps
        better = plan.copy()
        better[self.member] = answer.wave
        return better, answer.steps


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
    waves = slice(first, last + 1)
    days = instance.days[waves]
    cost = instance.cost[member, waves].copy()
    one, other = place[instance.tie_first], place[instance.tie_second]
    for inside, outer in ((one, instance.tie_second), (other, instance.tie_first)):
        crossing = (inside >= 0) & (place[outer] < 0)
        # A neighbour that moves before the window makes later days dearer, one after it cheaper.
        sign = np.where(plan[outer[crossing]] < first, 1.0, -1.0)
        price = sign * instance.tie_price[crossing]
        np.add.at(cost, inside[crossing], price[:, None] * days[None, :])
    both = (one >= 0) & (other >= 0)
    arcs = (place[instance.pred] >= 0) & (place[instance.succ] >= 0)
    bound_of, most, least, limit_of = bounds_left(instance, plan, place < 0, first, last)
    part = replace(
        instance,
        ids=(),
        staying=(),
        group_of=np.zeros(0, dtype=np.int64),
        days=instance.days[: last + 1],
        cost=padded(cost, first),
        amounts=instance.amounts[:, :, member],
        bound_of=bound_of,
        most=most,
        least=least,
        limit_of=limit_of,
        open=padded(instance.open[member, waves], first),
        pred=place[instance.pred[arcs]],
        succ=place[instance.succ[arcs]],
        lag=instance.lag[arcs],
        tie_first=one[both],
        tie_second=other[both],
        tie_price=instance.tie_price[both],
        leavers=0,
        reach=None,
    )
    return FewWaves(member, part)


def padded(cells: NDArray[Any], first: int) -> NDArray[Any]:
    """Add waves before the window, in which nothing is open and nothing costs."""
    return np.pad(cells, ((0, 0), (first, 0)))


def bounds_left(
    instance: Instance, plan: Ints, outside: NDArray[np.bool_], first: int, last: int
) -> tuple[Ints, Floats, Floats, Ints]:
    """Return the bounds that the window touches, less what all others take of them.

    Work that falls due in the waves just before the window is part of them. What the window takes
    now it may take again.
    """
    taken = replace(instance, amounts=instance.amounts * outside).usage(plan)
    own = replace(instance, amounts=instance.amounts * ~outside).usage(plan)
    reach = slice(max(0, first - len(instance.amounts) + 1), last + 1)
    touched = np.unique(instance.bound_of[:, reach])
    touched = touched[touched >= 0]
    number = np.full(len(instance.most) + 1, -1, dtype=np.int64)
    number[touched] = np.arange(len(touched))
    return (
        number[instance.bound_of[:, : last + 1]],
        np.maximum(instance.most - taken, own)[touched],
        np.maximum(0.0, np.minimum(instance.least - taken, own))[touched],
        instance.limit_of[touched],
    )
