"""What a plan of waves is worth, straight from the problem's own words."""

from __future__ import annotations

from collections.abc import Mapping

from planner.optimising.problem import PlanningProblem, WaveObjective

__all__ = ["waves_value"]


def waves_value(
    problem: PlanningProblem, placement: Mapping[str, str], wave: Mapping[str, int | None]
) -> float:
    """Value of the waves of a plan, in the problem's own units.

    ``early``: ``sum delay_value[i] day(w_i) + sum exposure[i, j] |day(w_i) - day(w_j)|`` over
    what moves, days counted from day 0. ``fewest``: the number of the last wave used, 0 where
    nothing moves.

    Raises
    ------
    KeyError
        If a workload that moves has no wave.
    """
    moved: dict[str, int] = {}
    for workload in problem.workloads:
        if workload.moves_to(placement[workload.id]):
            number = wave[workload.id]
            if number is None:
                raise KeyError(workload.id)
            moved[workload.id] = number
    if problem.objective is WaveObjective.FEWEST:
        return float(max(moved.values(), default=0))
    day = {name: problem.waves[number - 1].day or 0.0 for name, number in moved.items()}
    value = sum(
        workload.delay(placement[workload.id]) * day[workload.id]
        for workload in problem.workloads
        if workload.id in day
    )
    for edge in problem.dependencies:
        if edge.source in day and edge.needed in day:
            value += edge.exposure * abs(day[edge.source] - day[edge.needed])
    return float(value)
