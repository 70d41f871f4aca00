"""List scheduling: one wave after the other is filled in the order of a priority."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from planner.optimising.waves.instance import Instance
from planner.optimising.waves.neighbours import loads_of, neighbours
from planner.optimising.waves.windows import closure_amounts

__all__ = ["closure_sums", "list_plan", "priorities"]

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


def list_plan(instance: Instance, priority: Floats, *, backwards: bool = False) -> Ints:
    """Fill the waves in falling order of priority; what finds no room goes to its last wave.

    With ``backwards`` from the last wave to the first, and what finds no room to its first.
    """
    from planner.optimising.kernels.list_scheduling import fill_waves

    needed, needing, _ = neighbours(instance)
    first, opened, bound_of = needed, instance.open, instance.bound_of
    if backwards:
        first, opened, bound_of = needing, opened[:, ::-1], bound_of[:, ::-1]
    last = instance.waves - 1 - opened[:, ::-1].argmax(axis=1)
    plan = np.empty(instance.groups, dtype=np.int64)
    fill_waves(
        np.argsort(-priority, kind="stable"),
        np.ascontiguousarray(opened).view(np.uint8),
        first.start,
        first.item,
        first.weight.astype(np.int64),
        *loads_of(instance, backwards=backwards).arrays,
        np.ascontiguousarray(bound_of),
        instance.ceiling,
        last.astype(np.int64),
        plan,
    )
    return instance.settled(instance.waves - 1 - plan if backwards else plan)


def priorities(instance: Instance) -> Iterator[Floats]:
    """Priority rules, the most promising first.

    1. Best delay value per effort of any closure that the group is part of.
    2. Delay value of all that waits for the group, per effort.
    3. Its own delay value per effort.
    4. Urgency: the earliest of the last waves.
    """
    effort = instance.effort_scale @ instance.work + 1e-9
    slope = instance.slope
    worth = closure_sums(instance, slope)
    work = closure_sums(instance, effort)
    best = worth[0] / work[0]
    for arc in np.argsort(-instance.succ, kind="stable").tolist():
        pred, succ = instance.pred[arc], instance.succ[arc]
        best[pred] = max(best[pred], best[succ])
    yield best
    yield worth[1] / work[1]
    yield slope / effort
    yield -(instance.waves - instance.open[:, ::-1].argmax(axis=1)).astype(float)


def closure_sums(instance: Instance, each: Floats) -> tuple[Floats, Floats]:
    """Sum of ``each`` over all that a group needs, and over all that needs it (itself included)."""
    before, after = closure_amounts(instance, each[None, :])
    return before[0], after[0]
