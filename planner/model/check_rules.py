"""The rules of a plan, one function each, and its two values; standard library only.

A limit holds where it is kept to 1e-6 of max(1, |limit|). Sums are exact (``math.fsum``), so the
order of the workloads never decides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.model.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemWorkload,
    WaveObjective,
)

__all__ = [
    "TOLERANCE",
    "Violation",
    "check_placement",
    "check_waves",
    "placement_value",
    "wave_value",
]

TOLERANCE = 1e-6
"""Relative tolerance of limits and of stated values, never finer than of 1."""

type Placement = Mapping[str, str]
type Waves = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: a rule broken, a figure misstated, a claim unfounded.

    ``kind`` is the rule's kind as in :class:`planner.model.plan.RuleRef`, the figure's key in the
    plan file, or ``workload``, ``target``, ``wave`` where the plan is not even complete.
    """

    kind: str
    sentence: str
    names: tuple[str, ...] = ()
    id: str | None = None
    wave: int | None = None


def placement_value(problem: PlanningProblem, placement: Placement) -> float:
    """Sum of costs and of weighted distances: ``sum cost[i,p_i] + sum weight * d(p_i, p_j)``."""
    terms = [workload.cost[placement[workload.id]] for workload in problem.workloads]
    terms += [
        dependency.weight
        * problem.between(placement[dependency.source], placement[dependency.needed])
        for dependency in problem.dependencies
        if dependency.weight
    ]
    return math.fsum(terms)


def wave_value(problem: PlanningProblem, placement: Placement, wave: Waves) -> float:
    """What the waves are worth.

    ``early``: ``sum delay_value[i] * day(w_i) + sum exposure[i,j] * |day(w_i) - day(w_j)|`` over
    the workloads, and the pairs, that move. ``fewest``: the number of the last wave used.
    """
    if problem.objective is WaveObjective.FEWEST:
        return float(max((number or 0 for number in wave.values()), default=0))
    day = {
        name: problem.waves[number - 1].day or 0.0
        for name, number in wave.items()
        if number is not None
    }
    terms = [
        workload.delay(placement[workload.id]) * day[workload.id]
        for workload in problem.workloads
        if workload.id in day
    ]
    terms += [
        dependency.exposure * abs(day[dependency.source] - day[dependency.needed])
        for dependency in problem.dependencies
        if dependency.exposure and dependency.source in day and dependency.needed in day
    ]
    return math.fsum(terms)


def check_placement(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Check every rule of the placement."""
    incomplete = [*_everybody_placed(problem, placement)]
    yield from incomplete
    if incomplete:
        return
    yield from _allowed_targets(problem, placement)
    yield from _same_target(problem, placement)
    yield from _apart(problem, placement)
    yield from _limits(problem, placement)


def _everybody_placed(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Every workload has one target (``sum_p x[i,p] = 1``), and nobody else has."""
    known = {workload.id for workload in problem.workloads}
    targets = {target.id for target in problem.targets}
    for name in sorted(known - placement.keys()):
        yield Violation("workload", f'"{name}" is not placed.', (name,))
    for name in placement:
        if name not in known:
            yield Violation("workload", f'The plan places "{name}", which is unknown.', (name,))
        elif placement[name] not in targets:
            yield Violation(
                "target", f'"{name}" goes to "{placement[name]}", which is unknown.', (name,)
            )
    for workload in problem.workloads:
        target = placement.get(workload.id)
        if target in targets and target not in workload.cost:
            yield Violation(
                "target", f'"{workload.id}" goes to "{target}", for which it has no cost.',
                (workload.id,),
            )  # fmt: skip


def _allowed_targets(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """A workload goes only where it may: ``x[i,p] = 0`` for every p outside ``allowed``."""
    for workload in problem.workloads:
        target = placement[workload.id]
        if workload.allowed is not None and target not in workload.allowed:
            yield Violation(
                "allowed", f'"{workload.id}" goes to "{target}", which is not allowed.',
                (workload.id,),
            )  # fmt: skip


def _same_target(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """A group shares one target: ``x[i,p] = x[j,p]``."""
    for group in problem.same_target:
        if len({placement[name] for name in group}) > 1:
            yield Violation(
                "same_target", f"{_listed(group)} must share one target and do not.", group
            )


def _apart(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """No two of a group share a target: ``x[i,p] + x[j,p] <= 1``."""
    for group in problem.apart:
        members = set(group)
        if len({placement[name] for name in members}) < len(members):
            yield Violation(
                "apart", f"{_listed(group)} must be kept apart, but two share a target.", group
            )


def _limits(problem: PlanningProblem, placement: Placement) -> Iterator[Violation]:
    """Amounts on a limit's targets: ``at_least <= sum amount[i,p] x[i,p] <= at_most``."""
    for limit in problem.limits:
        total = math.fsum(
            workload.amount(limit.amount, placement[workload.id])
            for workload in problem.workloads
            if placement[workload.id] in limit.targets
        )
        for sentence in _outside(total, limit.at_least, limit.at_most):
            yield Violation("limit", f'The limit "{limit.id}" {sentence}.', id=limit.id)


def _outside(total: float, at_least: float | None, at_most: float | None) -> Iterator[str]:
    if at_most is not None and total > at_most + TOLERANCE * max(1.0, abs(at_most)):
        yield f"allows at most {at_most:.10g}, but {total:.10g} is used"
    if at_least is not None and total < at_least - TOLERANCE * max(1.0, abs(at_least)):
        yield f"asks for at least {at_least:.10g}, but there is {total:.10g}"


def check_waves(problem: PlanningProblem, placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Check every rule of the waves; nothing is said where the placement is not complete."""
    if any(_everybody_placed(problem, placement)):
        return
    incomplete = [*_movers_have_waves(problem, placement, wave)]
    yield from incomplete
    if incomplete:
        return
    yield from _windows(problem, wave)
    yield from _ready_waves(problem, placement, wave)
    yield from _order(problem, wave)
    yield from _wave_limits(problem, placement, wave)


def _movers_have_waves(
    problem: PlanningProblem, placement: Placement, wave: Waves
) -> Iterator[Violation]:
    """Whoever moves has exactly one wave (``z[i,last] = 1``); whoever stays has none."""
    last = len(problem.waves)
    known = set()
    for workload in problem.workloads:
        name = workload.id
        known.add(name)
        number = wave.get(name)
        moves = workload.moves_to(placement[name])
        if name not in wave:
            yield Violation("wave", f'"{name}" has no entry among the waves.', (name,))
        elif moves and number is None:
            yield Violation("wave", f'"{name}" moves but has no wave.', (name,))
        elif not moves and number is not None:
            yield Violation("wave", f'"{name}" stays but has wave {number}.', (name,))
        elif number is not None and not 1 <= number <= last:
            yield Violation(
                "wave", f'"{name}" has wave {number}; there are waves 1 to {last}.', (name,)
            )
    for name in wave:
        if name not in known:
            yield Violation("wave", f'The plan gives "{name}" a wave, which is unknown.', (name,))


def _windows(problem: PlanningProblem, wave: Waves) -> Iterator[Violation]:
    """Earliest and latest wave bind who moves: ``earliest <= w_i <= latest``."""
    for workload in problem.workloads:
        number = wave[workload.id]
        if number is None:
            continue
        if workload.earliest_wave is not None and number < workload.earliest_wave:
            yield Violation(
                "earliest_wave",
                f'"{workload.id}" moves in wave {number}, before wave {workload.earliest_wave}.',
                (workload.id,), wave=number,
            )  # fmt: skip
        if workload.latest_wave is not None and number > workload.latest_wave:
            yield Violation(
                "latest_wave",
                f'"{workload.id}" moves in wave {number}, after wave {workload.latest_wave}.',
                (workload.id,), wave=number,
            )  # fmt: skip


def _ready_waves(
    problem: PlanningProblem, placement: Placement, wave: Waves
) -> Iterator[Violation]:
    """Nothing moves onto a target before it is ready: ``w_i >= ready_wave[p_i]``."""
    ready = {target.id: target.ready_wave for target in problem.targets}
    for workload in problem.workloads:
        number = wave[workload.id]
        target = placement[workload.id]
        if number is not None and number < ready[target]:
            yield Violation(
                "ready_wave",
                f'"{workload.id}" moves onto "{target}" in wave {number}; it is ready in wave '
                f"{ready[target]}.",
                (workload.id,), target, number,
            )  # fmt: skip


def _order(problem: PlanningProblem, wave: Waves) -> Iterator[Violation]:
    """Order where both ends move.

    ``together``: ``w_i = w_j``; ``before``: ``w_j <= w_i``; ``earlier``: ``w_j < w_i``, where i
    needs j.
    """
    for dependency in problem.dependencies:
        source, needed = wave[dependency.source], wave[dependency.needed]
        if source is None or needed is None:
            continue
        names = (dependency.source, dependency.needed)
        where = f"(waves {source} and {needed})"
        if dependency.kind is DependencyKind.TOGETHER and source != needed:
            yield Violation(
                "together", f'"{names[0]}" and "{names[1]}" must move together {where}.', names
            )
        elif dependency.kind is DependencyKind.BEFORE and needed > source:
            yield Violation(
                "before", f'"{names[0]}" moves before "{names[1]}", which it needs {where}.', names
            )
        elif dependency.kind is DependencyKind.EARLIER and needed >= source:
            yield Violation(
                "earlier",
                f'"{names[0]}" needs "{names[1]}" in a strictly earlier wave {where}.', names,
            )  # fmt: skip


def _wave_limits(
    problem: PlanningProblem, placement: Placement, wave: Waves
) -> Iterator[Violation]:
    """Amounts of those who move in a wave: ``at_least[w] <= sum amount[i] <= at_most[w]``."""
    movers: list[list[ProblemWorkload]] = [[] for _ in problem.waves]
    for workload in problem.workloads:
        number = wave[workload.id]
        if number is not None:
            movers[number - 1].append(workload)
    for limit in problem.wave_limits:
        for position, members in enumerate(movers):
            at_least = limit.at_least[position] if limit.at_least is not None else None
            at_most = limit.at_most[position] if limit.at_most is not None else None
            if at_least is None and at_most is None:
                continue
            total = math.fsum(
                workload.amount(limit.amount, placement[workload.id]) for workload in members
            )
            for sentence in _outside(total, at_least, at_most):
                yield Violation(
                    "wave_limit",
                    f'The limit "{limit.id}" in wave {position + 1} {sentence}.',
                    id=limit.id, wave=position + 1,
                )  # fmt: skip


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(f'"{name}"' for name in names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more"
