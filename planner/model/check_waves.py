"""The rules of the waves, one function each, and their value; standard library only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from planner.errors import phrase
from planner.model.check_placement import Placement, everybody_placed
from planner.model.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemWorkload,
    WaveObjective,
)
from planner.model.violation import Violation, outside

__all__ = ["Waves", "check_waves", "wave_value"]

type Waves = Mapping[str, int | None]
"""Workload id to the number of its wave, from 1; None for those that stay."""


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


def check_waves(problem: PlanningProblem, placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Check every rule of the waves; nothing is said where the placement is not complete."""
    if any(everybody_placed(problem, placement)):
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
            yield Violation(
                "wave", phrase('"{name}" has no entry among the waves.', name=name), (name,)
            )
        elif moves and number is None:
            yield Violation("wave", phrase('"{name}" moves but has no wave.', name=name), (name,))
        elif not moves and number is not None:
            yield Violation(
                "wave",
                phrase('"{name}" stays but has wave {number}.', name=name, number=number),
                (name,),
            )
        elif number is not None and not 1 <= number <= last:
            yield Violation(
                "wave",
                phrase(
                    '"{name}" has wave {number}; there are waves 1 to {last}.',
                    name=name,
                    number=number,
                    last=last,
                ),
                (name,),
            )
    for name in wave:
        if name not in known:
            yield Violation(
                "wave",
                phrase('The plan gives "{name}" a wave, which is unknown.', name=name),
                (name,),
            )


def _windows(problem: PlanningProblem, wave: Waves) -> Iterator[Violation]:
    """Earliest and latest wave bind who moves: ``earliest <= w_i <= latest``."""
    for workload in problem.workloads:
        number = wave[workload.id]
        if number is None:
            continue
        if workload.earliest_wave is not None and number < workload.earliest_wave:
            yield Violation(
                "earliest_wave",
                phrase(
                    '"{workload}" moves in wave {number}, before wave {earliest_wave}.',
                    workload=workload.id,
                    number=number,
                    earliest_wave=workload.earliest_wave,
                ),
                (workload.id,),
                wave=number,
            )
        if workload.latest_wave is not None and number > workload.latest_wave:
            yield Violation(
                "latest_wave",
                phrase(
                    '"{workload}" moves in wave {number}, after wave {latest_wave}.',
                    workload=workload.id,
                    number=number,
                    latest_wave=workload.latest_wave,
                ),
                (workload.id,),
                wave=number,
            )


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
                phrase(
                    '"{workload}" moves onto "{target}" in wave {number}; it is ready in wave '
                    "{ready}.",
                    workload=workload.id,
                    target=target,
                    number=number,
                    ready=ready[target],
                ),
                (workload.id,),
                target,
                number,
            )


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
        sentence = _order_broken(dependency.kind, source, needed)
        if sentence:
            said = phrase(
                sentence, source=names[0], needed=names[1], wave=source, needed_wave=needed
            )
            yield Violation(dependency.kind.value, said, names)


def _order_broken(kind: DependencyKind, source: int, needed: int) -> str:
    """Return the sentence on two waves that one kind of dependency forbids, else nothing."""
    if kind is DependencyKind.TOGETHER and source != needed:
        return '"{source}" and "{needed}" must move together (waves {wave} and {needed_wave}).'
    if kind is DependencyKind.BEFORE and needed > source:
        return (
            '"{source}" moves before "{needed}", which it needs (waves {wave} and {needed_wave}).'
        )
    if kind is DependencyKind.EARLIER and needed >= source:
        return (
            '"{source}" needs "{needed}" in a strictly earlier wave '
            "(waves {wave} and {needed_wave})."
        )
    return ""


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
            for fault in outside(total, at_least, at_most):
                yield Violation(
                    "wave_limit",
                    phrase(
                        'The limit "{limit}" in wave {position} {fault}.',
                        limit=limit.id,
                        position=position + 1,
                        fault=fault,
                    ),
                    id=limit.id,
                    wave=position + 1,
                )
