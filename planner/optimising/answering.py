"""A change answered at once: the mended plan, planned again part by part, and both its bounds.

There is no time for a placement and its waves from nothing. The placement is asked for its bound,
and for a start of its own where its waves are found near the earlier ones; all else goes into parts
around what the change has touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.optimising.decomposition import Both, improved_by_parts, staged_of
from planner.optimising.problem import WaveObjective
from planner.optimising.repair import mended_plan
from planner.optimising.staging import (
    Found,
    Staged,
    Task,
    place,
    schedule,
    waves_alone,
)

__all__ = ["answered", "can_answer"]

SHORT_S: Final = 8.0
"""Seconds below which an earlier plan is improved and no other begun."""
PLACEMENT_SHARE: Final = 0.3
PARTS_SHARE: Final = 0.8
"""Shares of what is left, one after the other; the waves and their bound get the rest."""
MOST_AGAIN: Final = 400
"""Workloads up to which the waves of the new placement are looked for too."""


def can_answer(task: Task) -> bool:
    """Whether time is so short that the earlier plan is all there is to go by."""
    remaining = task.stop.remaining_s
    return (
        remaining is not None
        and remaining < SHORT_S
        and task.problem.objective is WaveObjective.EARLY
        and bool(task.problem.waves)
        and not waves_alone(task.problem)
    )


def answered(task: Task, old: Found, touched: Sequence[str]) -> Staged:
    """Return the best plan found from an earlier one that keeps every rule.

    Parameters
    ----------
    touched
        Workloads that the change has moved already: their surroundings come first.
    """
    assert old.wave is not None
    assert old.wave_value is not None
    best = Both(old.placement, old.wave, old.placement_value + old.wave_value)
    placed = place(task, PLACEMENT_SHARE)
    fresh = None
    if len(task.problem.workloads) <= MOST_AGAIN and not task.stop.expired():
        fresh = mended_plan(task.problem, placed.placement, old.wave)
    if fresh is not None and fresh.wave is not None and fresh.wave_value is not None:
        worth = fresh.placement_value + fresh.wave_value
        if worth < best.worth:
            best = Both(fresh.placement, fresh.wave, worth)
    best = improved_by_parts(task.part(PARTS_SHARE), best, touched)
    staged = staged_of(task, placed, best)
    if task.found is not None:
        value = staged[0].value
        assert value is not None
        vouchers = {} if placed.bound is None else {"placement": placed.voucher}
        waves = staged[1].value
        task.found(Found(best.placement, value, placed.bound, best.wave, waves, vouchers=vouchers))
    later = schedule(task.starting(staged), staged[0], 1.0)
    return staged[0], later if later.found else staged[1]
