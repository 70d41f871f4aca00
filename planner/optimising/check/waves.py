"""The rules of the waves, one function each, and their value; standard library only."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from planner.errors import Message, message
from planner.optimising.check.placement import Placement, everybody_placed, on_it
from planner.optimising.check.violation import Violation, outside
from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    SharedCost,
    WaveLimit,
    WaveObjective,
)

__all__ = ["RULES", "Waves", "check_waves", "wave_value"]

type Waves = Mapping[str, int | None]
"""Workload id to the number of its wave, from 1; None for those that stay."""


def wave_value(problem: PlanningProblem, placement: Placement, wave: Waves) -> float:
    """What the waves are worth.

    ``early``: ``sum delay_value[i] * day(w_i) + sum exposure[i,j] * |day(w_i) - day(w_j)|`` over
    the workloads, and the pairs, that move, what cutting over in that wave costs besides, and what
    platforms cost until the last has left. ``fewest``: the number of the last wave used.
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
    for workload in problem.workloads:
        number, costs = wave[workload.id], workload.cost_in_waves(placement[workload.id])
        if number is not None and costs:
            terms.append(costs[number - 1])
    terms += [leaving_cost(problem, placement, day, shared) for shared in problem.shared_costs]
    return math.fsum(terms)


def leaving_cost(
    problem: PlanningProblem, placement: Placement, day: Mapping[str, float], shared: SharedCost
) -> float:
    """What a platform costs until it is empty.

    ``cost_per_day * max(not_before_day, day of the last move off it)`` where nobody is placed there
    and somebody is there now; else 0.
    """
    if not shared.cost_per_day or on_it(problem, placement, shared):
        return 0.0
    left = [day[w.id] for w in problem.members(shared) if w.current in shared.targets]
    return shared.cost_per_day * max(shared.not_before_day, *left) if left else 0.0


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
                "wave", message("errors.check.has_no_entry_among_the_waves", name=name), (name,)
            )
        elif moves and number is None:
            yield Violation(
                "wave", message("errors.check.moves_but_has_no_wave", name=name), (name,)
            )
        elif not moves and number is not None:
            yield Violation(
                "wave",
                message("errors.check.stays_but_has_wave", name=name, number=number),
                (name,),
            )
        elif number is not None and not 1 <= number <= last:
            yield Violation(
                "wave",
                message(
                    "errors.check.has_wave_there_are_waves_1_to",
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
                message("errors.check.plan_gives_a_wave_which_is_unknown", name=name),
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
                message(
                    "errors.check.moves_in_wave_before_wave",
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
                message(
                    "errors.check.moves_in_wave_after_wave",
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
                message(
                    "errors.check.moves_onto_in_wave_it_is_ready",
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
                "errors.check.and_must_move_together_waves_and",
                source,
                needed,
            )


def before(problem: PlanningProblem, _placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Where i needs j and both move, j moves in the same wave or sooner: ``w_j <= w_i``."""
    for item, source, needed in _both_move(problem, wave, DependencyKind.BEFORE):
        if needed > source:
            yield _out_of_order(
                item,
                "errors.check.moves_before_which_it_needs_waves_and",
                source,
                needed,
            )


def earlier(problem: PlanningProblem, _placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Where i needs j strictly earlier and both move: ``w_j < w_i``."""
    for item, source, needed in _both_move(problem, wave, DependencyKind.EARLIER):
        if needed >= source:
            yield _out_of_order(
                item,
                "errors.check.needs_in_a_strictly_earlier_wave_waves",
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
    said = message(sentence, source=names[0], needed=names[1], wave=source, needed_wave=needed)
    return Violation(item.kind.value, said, names)


def spread_work(problem: PlanningProblem, placement: Placement, wave: Waves) -> Iterator[Violation]:
    """A move that takes n waves cuts over in wave n or later: ``w_i >= n[i,p_i]``."""
    for workload in problem.workloads:
        number, target = wave[workload.id], placement[workload.id]
        if number is not None and number < workload.duration(target):
            yield Violation(
                "spread",
                message(
                    "errors.problem.moves_onto_in_wave_its_work_takes",
                    workload=workload.id,
                    target=target,
                    number=number,
                    duration=workload.duration(target),
                ),
                (workload.id, target),
                wave=number,
            )


def closed_waves(
    problem: PlanningProblem, _placement: Placement, wave: Waves
) -> Iterator[Violation]:
    """Nobody cuts over in a wave that is closed to it: ``z[i,w] - z[i,w-1] = 0``."""
    for workload in problem.workloads:
        number = wave[workload.id]
        if number in workload.closed_waves:
            yield Violation(
                "closed_wave",
                message(
                    "errors.problem.moves_in_wave_which_is_closed_to",
                    workload=workload.id,
                    number=number,
                ),
                (workload.id,),
                wave=number,
            )


def exits(problem: PlanningProblem, _placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Who is on the targets of an exit cuts over by its wave: ``w_i <= by_wave``."""
    for leaving in problem.exits:
        for workload in problem.members(leaving):
            number, by_wave = wave[workload.id], leaving.by_wave
            if workload.current not in leaving.targets or number is None or by_wave is None:
                continue
            if number > by_wave:
                yield Violation(
                    "exit",
                    message(
                        "errors.problem.exit_is_to_be_made_by_wave",
                        leaving=leaving.id,
                        by_wave=by_wave,
                        workload=workload.id,
                        number=number,
                    ),
                    (workload.id,),
                    leaving.id,
                    number,
                )


def wave_limits(problem: PlanningProblem, placement: Placement, wave: Waves) -> Iterator[Violation]:
    """Work done in a wave, or in a period: ``at_least <= sum amount[i] <= at_most``.

    Of spread work the last entry counts in the wave of cut-over, the one before in the wave before.
    """
    for limit in problem.wave_limits:
        load = _load_by_wave(problem, placement, wave, limit.amount)
        for position, span in enumerate(limit.spans(len(problem.waves))):
            at_least = limit.at_least[position] if limit.at_least is not None else None
            at_most = limit.at_most[position] if limit.at_most is not None else None
            if at_least is None and at_most is None:
                continue
            total = math.fsum(entry for number in span for entry in load.get(number, ()))
            for fault in outside(total, at_least, at_most):
                yield Violation("wave_limit", _said(limit, span, fault), id=limit.id, wave=span[0])


def _load_by_wave(
    problem: PlanningProblem, placement: Placement, wave: Waves, amount: str
) -> dict[int, list[float]]:
    """What every move takes of an amount, by wave number."""
    load: dict[int, list[float]] = {}
    for workload in problem.workloads:
        number = wave[workload.id]
        if number is None or amount not in workload.amounts:
            continue
        entries = workload.work(amount, placement[workload.id])
        for at, entry in enumerate(entries, start=number - len(entries) + 1):
            load.setdefault(at, []).append(entry)
    return load


def _said(limit: WaveLimit, span: tuple[int, ...], fault: Message) -> Message:
    if limit.periods is None:
        return message(
            "errors.check.limit_in_wave",
            limit=limit.id,
            position=span[0],
            fault=fault,
        )
    return message(
        "errors.problem.limit_over_waves",
        limit=limit.id,
        waves=", ".join(map(str, span)),
        fault=fault,
    )


RULES: Final = (
    earliest_waves, latest_waves, ready_waves, spread_work, closed_waves, exits, together, before,
    earlier, wave_limits,
)  # fmt: skip
"""Every rule of waves in which whoever moves has one."""
