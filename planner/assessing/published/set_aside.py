"""Waves set aside for development and test, so that production and test never share one.

The published rule is "one kind or the other" in each wave. It is kept by saying beforehand which
waves are for tests: as many as their share of the workloads asks for, spread evenly, the first
before any of production, since tests come first. What cannot help it is left alone: a group that
has to move at once and has both kinds in it, and one whose dates leave no wave of its kind.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from planner.assessing.order import wave_groups
from planner.optimising.problem import PlanningProblem, ProblemWorkload

__all__ = ["mixed_groups", "parted_waves"]


def parted_waves(problem: PlanningProblem, tests: Collection[str]) -> PlanningProblem:
    """Return the problem with waves closed to the kind that they are not for.

    ``tests`` are the workloads of development and test environments.
    """
    ids = [one.id for one in problem.workloads]
    early = set(ids) & set(tests)
    waves = _open_waves(problem)
    if not early or len(early) == len(ids) or len(waves) < 2:
        return problem
    mixed = mixed_groups(problem, early)
    chosen = _chosen(waves, len(early) / len(ids), _last_ready(problem, early))
    kept = tuple(
        one if one.id in mixed else _closed(one, waves, chosen, one.id in early)
        for one in problem.workloads
    )
    return replace(problem, workloads=kept)


def mixed_groups(problem: PlanningProblem, tests: Collection[str]) -> frozenset[str]:
    """Return what moves at once in groups of both kinds: no wave can part it."""
    early, ids = set(tests), [one.id for one in problem.workloads]
    return frozenset(
        name
        for group in wave_groups(ids, problem.dependencies)
        if 0 < len(early & set(group)) < len(group)
        for name in group
    )


def _open_waves(problem: PlanningProblem) -> list[int]:
    """The numbers of the waves in which something may be cut over."""
    shut = {
        wave
        for limit in problem.wave_limits
        if limit.amount == "count" and isinstance(limit.at_most, tuple)
        for wave, most in enumerate(limit.at_most, 1)
        if most is not None and most < 1
    }
    return [wave for wave in range(1, len(problem.waves) + 1) if wave not in shut]


def _last_ready(problem: PlanningProblem, early: Collection[str]) -> int:
    """The first wave from which every test may go to every place that is open to it."""
    ready = {one.id: one.ready_wave for one in problem.targets}
    places = {
        target
        for one in problem.workloads
        if one.id in early
        for target in one.candidates()
        if target != one.current
    }
    first = max((ready[one] for one in places), default=1)
    windows = (one.earliest_wave or 1 for one in problem.workloads if one.id in early)
    return max(first, *windows, 1)


def _chosen(waves: Sequence[int], share: float, ready: int) -> frozenset[int]:
    """The waves for tests: evenly from the first on, the last of them late enough for all."""
    count = min(len(waves) - 1, max(1, round(len(waves) * share)))
    found = [waves[place * len(waves) // count] for place in range(count)]
    if found[-1] < ready:
        later = [wave for wave in waves[:-1] if wave >= ready]
        found[-1] = later[0] if later else waves[-1]
    return frozenset(found)


def _closed(
    one: ProblemWorkload, waves: Sequence[int], chosen: Collection[int], early: bool
) -> ProblemWorkload:
    """Close the waves of the other kind; one that its dates leave no wave of its own is free."""
    mine = [wave for wave in waves if (wave in chosen) == early]
    first, last = one.earliest_wave or 1, one.latest_wave or waves[-1]
    if not any(first <= wave <= last and wave not in one.closed_waves for wave in mine):
        return one
    other = {wave for wave in waves if (wave in chosen) != early}
    return replace(one, closed_waves=tuple(sorted(other | set(one.closed_waves))))
