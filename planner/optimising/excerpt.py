"""A few workloads of a plan as a planning problem of their own, everybody else where they are.

Whoever is left out leaves its mark: what it is separated from becomes a cost, what it uses is taken
from the limits, its wave narrows the windows of those it is ordered with, and pairs that are kept
apart lose a target. Any plan of the excerpt, put back, keeps every rule of the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemWorkload,
    WaveLimit,
)
from planner.optimising.whole import WholeModel

__all__ = ["Excerpt", "excerpt_of", "price_exposure_outside"]

type Waves = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The problem of the few, and what their waves' distance from those left out costs.

    ``exposed`` holds, per workload, (wave of the other, exposure per day).
    """

    problem: PlanningProblem
    exposed: Mapping[str, Sequence[tuple[int, float]]]


@dataclass(slots=True)
class _Marks:
    """What those left out mean for one workload."""

    apart_cost: dict[str, float]
    first: int
    last: int
    barred: set[str] = field(default_factory=set)
    exposed: list[tuple[int, float]] = field(default_factory=list)


def excerpt_of(
    problem: PlanningProblem, placement: Mapping[str, str], wave: Waves, names: Collection[str]
) -> Excerpt | None:
    """Return the problem of ``names`` beside the rest of a plan; None where one has no target left.

    Whole groups of one target belong in it together; the plan keeps every rule.
    """
    inside = set(names)
    members = [workload for workload in problem.workloads if workload.id in inside]
    marks = _marks(problem, placement, wave, members, inside)
    workloads = []
    for workload in members:
        mark = marks[workload.id]
        allowed = tuple(
            target
            for target in workload.candidates()
            if target not in mark.barred
            and (not workload.moves_to(target) or mark.first <= mark.last)
        )
        if not allowed:
            return None
        cost = {target: workload.cost[target] + mark.apart_cost[target] for target in allowed}
        workloads.append(
            replace(
                workload,
                cost=cost,
                allowed=None,
                earliest_wave=mark.first,
                latest_wave=max(1, mark.last),
            )
        )
    part = replace(
        problem,
        workloads=tuple(workloads),
        dependencies=tuple(_within(problem.dependencies, inside)),
        same_target=tuple(group for group in problem.same_target if inside.issuperset(group)),
        apart=_apart_within(problem, inside),
        limits=_limits(problem, placement, members, inside),
        wave_limits=_wave_limits(problem, placement, wave, members, inside),
    )
    return Excerpt(part, {name: mark.exposed for name, mark in marks.items()})


def _within(dependencies: Sequence[ProblemDependency], inside: set[str]) -> list[ProblemDependency]:
    return [item for item in dependencies if item.source in inside and item.needed in inside]


def _apart_within(problem: PlanningProblem, inside: set[str]) -> tuple[tuple[str, ...], ...]:
    groups = (tuple(name for name in group if name in inside) for group in problem.apart)
    return tuple(group for group in groups if len(group) > 1)


def _marks(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    wave: Waves,
    members: Sequence[ProblemWorkload],
    inside: set[str],
) -> dict[str, _Marks]:
    last = len(problem.waves)
    marks = {
        w.id: _Marks(
            dict.fromkeys(w.cost, 0.0), w.earliest_wave or 1, min(w.latest_wave or last, last)
        )
        for w in members
    }
    for item in problem.dependencies:
        if (item.source in inside) == (item.needed in inside):
            continue
        one, other = item.source, item.needed
        if one not in inside:
            one, other = other, one
        mark = marks[one]
        for target in mark.apart_cost:
            length = problem.between(target, placement[other])
            mark.apart_cost[target] += item.weight * length
        moved = wave[other]
        if moved is not None:
            _keep_order(mark, item, moved, needs=one == item.source)
            if item.exposure:
                mark.exposed.append((moved, item.exposure))
    for group in problem.apart:
        taken = {placement[name] for name in group if name not in inside}
        for name in group:
            if name in inside:
                marks[name].barred |= taken
    return marks


def _keep_order(mark: _Marks, item: ProblemDependency, moved: int, *, needs: bool) -> None:
    """Narrow the window by the wave of the other end, which moves."""
    if item.kind is DependencyKind.FREE:
        return
    lead = 1 if item.kind is DependencyKind.EARLIER else 0
    together = item.kind is DependencyKind.TOGETHER
    if needs or together:
        mark.first = max(mark.first, moved + lead)
    if not needs or together:
        mark.last = min(mark.last, moved - lead)


def _limits(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    members: Sequence[ProblemWorkload],
    inside: set[str],
) -> tuple[Limit, ...]:
    """What the others leave of every limit that the few have a share in."""
    limits = []
    for limit in problem.limits:
        if not any(w.amount(limit.amount, t) for w in members for t in limit.targets):
            continue
        used = sum(
            w.amount(limit.amount, placement[w.id])
            for w in problem.workloads
            if w.id not in inside and placement[w.id] in limit.targets
        )
        limits.append(
            replace(
                limit,
                at_most=_left(limit.at_most, used),
                at_least=_asked(limit.at_least, used),
            )
        )
    return tuple(limit for limit in limits if (limit.at_most, limit.at_least) != (None, None))


def _wave_limits(
    problem: PlanningProblem,
    placement: Mapping[str, str],
    wave: Waves,
    members: Sequence[ProblemWorkload],
    inside: set[str],
) -> tuple[WaveLimit, ...]:
    limits = []
    for limit in problem.wave_limits:
        if not any(w.amount(limit.amount, t) for w in members for t in w.cost):
            continue
        used = [0.0] * len(problem.waves)
        for workload in problem.workloads:
            moved = wave[workload.id]
            if moved is not None and workload.id not in inside:
                used[moved - 1] += workload.amount(limit.amount, placement[workload.id])
        limits.append(
            replace(
                limit,
                at_most=limit.at_most
                and tuple(_left(m, u) for m, u in zip(limit.at_most, used, strict=True)),
                at_least=limit.at_least
                and tuple(_asked(m, u) for m, u in zip(limit.at_least, used, strict=True)),
            )
        )
    return tuple(limits)


def _left(most: float | None, used: float) -> float | None:
    return None if most is None else max(0.0, most - used)


def _asked(least: float | None, used: float) -> float | None:
    return None if least is None or least <= used else least - used


def price_exposure_outside(
    model: WholeModel, exposed: Mapping[str, Sequence[tuple[int, float]]]
) -> None:
    """``sum exposure * |day(w) - day(other)|`` for a move in wave w, the other being left out."""
    days = [wave.day or 0.0 for wave in model.problem.waves]
    for workload, by_target in zip(model.problem.workloads, model.u, strict=True):
        others = exposed.get(workload.id, ())
        if not others:
            continue
        price = [sum(e * abs(day - days[moved - 1]) for moved, e in others) for day in days]
        for steps in by_target.values():
            model.cost[steps[-1]] += price[-1]
            for column, (now, later) in zip(steps, pairwise(price), strict=False):
                model.cost[column] += now - later
