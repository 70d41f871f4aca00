"""The rules of the waves, one function each, and their value; standard library only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from planner.errors import phrase
from planner.optimising.check.placement import Placement, everybody_placed
from planner.optimising.check.violation import Violation, outside
from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemWorkload,
    WaveObjective,
)

__all__ = ["RULES", "Waves", "check_waves", "wave_value"]

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
    for rule in RULES:
        yield from rule(problem, placement, wave)


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


def earliest_waves(
    problem: PlanningProblem, _placement: Placement, wave: Waves
) -> Iterator[Violation]:
    """An earliest wave binds who moves: ``w_i >= earliest``."""
    for workload in problem.workloads:
        number, earliest = wave[workload.id], workload.earliest_wave
        if number is not None and earliest is not None and number < earliest:
            yield Violation(
                "earliest_wave",
                phrase(
                    '"{workload}" moves in wave {number}, before wave {earliest_wave}.',
                    workload=workload.id,
                    number=number,
                    earliest_wave=earliest,
                ),
                (workload.id,),
                wave=number,
            )


def latest_waves(
    problem: PlanningProblem, _placement: Placement, wave: Waves
) -> Iterator[Violation]:
    """A latest wave binds who moves: ``w_i <= latest``."""
    for workload in problem.workloads:
        number, latest = wave[workload.id], workload.latest_wave
        if number is not None and latest is not None and number > latest:
            yield Violation(
                "latest_wave",
                phrase(
                    '"{workload}" moves in wave {number}, after wave {latest_wave}.',
                    workload=workload.id,
                    number=number,
                    latest_wave=latest,
                ),
                (workload.id,),
                wave=number,
            )


def ready_waves(problem: PlanningProblem, placement: Placement, wave: Waves) -> Iterator[Violation]:
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


def together(problem: PlanningProblem, _placement: Placement, wave: Waves) -> Iterator[Violation]:
    """In one wave, where both move: ``w_i = w_j``."""
    for item, source, needed in _both_move(problem, wave, DependencyKind.TOGETHER):
        if source != needed:
            yield _out_of_order(
                item,
                '"{source}" and "{needed}" must move together (waves {wave} and {needed_wave}).',
                source,
                needed,
            )


def before(problem: PlanningProblem, _placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Where i needs j and both move, j moves in the same wave or sooner: ``w_j <= w_i``."""
    for item, source, needed in _both_move(problem, wave, DependencyKind.BEFORE):
        if needed > source:
            yield _out_of_order(
                item,
                '"{source}" moves before "{needed}", which it needs '
                "(waves {wave} and {needed_wave}).",
                source,
                needed,
            )


def earlier(problem: PlanningProblem, _placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Where i needs j strictly earlier and both move: ``w_j < w_i``."""
    for item, source, needed in _both_move(problem, wave, DependencyKind.EARLIER):
        if needed >= source:
            yield _out_of_order(
                item,
                '"{source}" needs "{needed}" in a strictly earlier wave '
                "(waves {wave} and {needed_wave}).",
                source,
                needed,
            )


def _both_move(
    problem: PlanningProblem, wave: Waves, kind: DependencyKind
) -> Iterator[tuple[ProblemDependency, int, int]]:
    """Yield the dependencies of a kind whose ends both move, with their waves."""
    for item in problem.dependencies:
        source, needed = wave[item.source], wave[item.needed]
        if item.kind is kind and source is not None and needed is not None:
            yield item, source, needed


def _out_of_order(item: ProblemDependency, sentence: str, source: int, needed: int) -> Violation:
    names = (item.source, item.needed)
    said = phrase(sentence, source=names[0], needed=names[1], wave=source, needed_wave=needed)
    return Violation(item.kind.value, said, names)


def wave_limits(problem: PlanningProblem, placement: Placement, wave: Waves) -> Iterator[Violation]:
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


RULES: Final = (
    earliest_waves, latest_waves, ready_waves, together, before, earlier, wave_limits,
)  # fmt: skip
"""Every rule of waves in which whoever moves has one."""
