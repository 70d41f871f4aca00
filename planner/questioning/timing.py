"""The placement as the plan times it: costs with what each move's date in the plan adds to them.

A workload may stay where it is because its move would come late. Questions about placement hold
the plan's waves still: a workload that moves keeps its wave wherever it goes (or waits until the
other target is ready), and one that stays would move in the first wave with room for it. An answer
is exact for these costs, and says "at the plan's dates".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.optimising.check import placement_value
from planner.optimising.plan import Plan
from planner.optimising.problem import (
    PlanningProblem,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)
from planner.questioning.edits import placement_alone

__all__ = ["held_delays", "open_waves", "timed", "timed_value"]

SLACK: Final = 1e-6
"""What the checker lets a limit be over, as a share of it."""


def timed(problem: PlanningProblem, plan: Plan) -> PlanningProblem:
    """Return the placement stage of ``problem`` with the delay of the plan's waves in its costs.

    A target onto which a workload could cut over in no wave at all is closed to it: what cannot be
    done in the calendar is no answer to a question.
    """
    from planner.optimising.placement import with_extra_cost

    alone = placement_alone(problem)
    if not problem.waves or plan.wave is None:
        return alone
    alone = _possible(problem, alone, plan)
    if problem.objective is not WaveObjective.EARLY:
        return alone
    return with_extra_cost(alone, held_delays(problem, plan))


def open_waves(problem: PlanningProblem, workload: ProblemWorkload, target: str) -> tuple[int, ...]:
    """Return the waves in which a workload may cut over onto ``target``, were it the only move.

    Its own windows, the readiness of the target, the length of its work and what limits leave it
    decide; other workloads do not.
    """
    ready = next(one.ready_wave for one in problem.targets if one.id == target)
    first = max(ready, workload.earliest_wave or 1, workload.duration(target))
    last = workload.latest_wave or len(problem.waves)
    for one in problem.exits:
        leaves = workload.current in one.targets and one.by_wave is not None
        if leaves and workload in problem.members(one):
            last = min(last, one.by_wave or 0)
    return tuple(
        wave
        for wave in range(first, min(last, len(problem.waves)) + 1)
        if wave not in workload.closed_waves and _has_room(problem, workload, target, wave, {})
    )


def _possible(problem: PlanningProblem, alone: PlanningProblem, plan: Plan) -> PlanningProblem:
    """Close what could be reached in no wave; the plan's own places stay open."""
    workloads = []
    for workload in alone.workloads:
        kept = tuple(
            target
            for target in workload.candidates()
            if target == plan.placement.get(workload.id)
            or not workload.moves_to(target)
            or open_waves(problem, workload, target)
        )
        workloads.append(replace(workload, allowed=kept) if kept else workload)
    return replace(alone, workloads=tuple(workloads))


def timed_value(problem: PlanningProblem, plan: Plan) -> float:
    """Return what the plan's own placement is worth at these costs."""
    return placement_value(timed(problem, plan), plan.placement)


def held_delays(problem: PlanningProblem, plan: Plan) -> dict[tuple[str, str], float]:
    """Return what wave ``w`` adds to the cost of moving each workload onto each target.

    That is ``delay_value[i,p] * day(w)`` and the cost of cutting over in that wave. ``w`` is the
    workload's wave in the plan, or the next one open to it on that target; for a workload that
    stays, the first open wave whose limits have room for it beside the plan.
    """
    waves = plan.wave or {}
    load = _loads(problem, plan)
    days = [wave.day or 0.0 for wave in problem.waves]
    delays: dict[tuple[str, str], float] = {}
    for workload in problem.workloads:
        own = waves.get(workload.id)
        for target in workload.candidates():
            if not workload.moves_to(target):
                continue
            open_to_it = open_waves(problem, workload, target)
            if own is None:
                fits = (n for n in open_to_it if _has_room(problem, workload, target, n, load))
            else:
                fits = (n for n in open_to_it if n >= own)
            wave = next(fits, open_to_it[-1] if open_to_it else len(days))
            besides = workload.cost_in_waves(target)
            delays[workload.id, target] = workload.delay(target) * days[wave - 1] + (
                besides[wave - 1] if besides else 0.0
            )
    return delays


def _loads(problem: PlanningProblem, plan: Plan) -> dict[tuple[str, int], float]:
    """What the plan's moves take of each limit, by its position among the limit's bounds."""
    load: dict[tuple[str, int], float] = {}
    workloads = {workload.id: workload for workload in problem.workloads}
    for name, wave in (plan.wave or {}).items():
        if wave is None or name not in workloads:
            continue
        for limit in problem.wave_limits:
            work = workloads[name].work(limit.amount, plan.placement[name])
            for place, amount in _by_span(problem, limit, work, wave).items():
                load[limit.id, place] = load.get((limit.id, place), 0.0) + amount
    return load


def _has_room(
    problem: PlanningProblem,
    workload: ProblemWorkload,
    target: str,
    wave: int,
    load: Mapping[tuple[str, int], float],
) -> bool:
    """Whether every limit has room beside ``load`` for a move that cuts over in ``wave``."""
    for limit in problem.wave_limits:
        if limit.at_most is None:
            continue
        work = workload.work(limit.amount, target)
        for place, amount in _by_span(problem, limit, work, wave).items():
            most = limit.at_most[place]
            if most is None or amount <= 0:
                continue
            if load.get((limit.id, place), 0.0) + amount > most + SLACK * max(1.0, abs(most)):
                return False
    return True


def _by_span(
    problem: PlanningProblem, limit: WaveLimit, work: tuple[float, ...], wave: int
) -> dict[int, float]:
    """Spread the work of a move over the waves, or periods, that a limit bounds."""
    place_of = {
        number: place
        for place, span in enumerate(limit.spans(len(problem.waves)))
        for number in span
    }
    found: dict[int, float] = {}
    for before, amount in enumerate(reversed(work)):
        place = place_of.get(wave - before)
        if place is not None:
            found[place] = found.get(place, 0.0) + amount
    return found
