"""The placement as the plan times it: costs with what each move's date in the plan adds to them.

A workload may stay where it is because its move would come late. Questions about placement hold
the plan's waves still: a workload that moves keeps its wave wherever it goes (or waits until the
other target is ready), and one that stays would move in the first wave with room for it. An answer
is exact for these costs, and says "at the plan's dates".
"""

from __future__ import annotations

from planner.optimising.check import placement_value
from planner.optimising.plan import Plan
from planner.optimising.problem import PlanningProblem, ProblemWorkload, WaveObjective
from planner.questioning.edits import placement_alone

__all__ = ["held_delays", "timed", "timed_value"]


def timed(problem: PlanningProblem, plan: Plan) -> PlanningProblem:
    """Return the placement stage of ``problem`` with the delay of the plan's waves in its costs."""
    from planner.optimising.placement import with_extra_cost

    alone = placement_alone(problem)
    if not problem.waves or plan.wave is None or problem.objective is not WaveObjective.EARLY:
        return alone
    return with_extra_cost(alone, held_delays(problem, plan))


def timed_value(problem: PlanningProblem, plan: Plan) -> float:
    """Return what the plan's own placement is worth at these costs."""
    return placement_value(timed(problem, plan), plan.placement)


def held_delays(problem: PlanningProblem, plan: Plan) -> dict[tuple[str, str], float]:
    """Return ``delay_value[i,p] * day(w)`` per workload and target it would move to.

    ``w`` is the workload's wave in the plan, not before the target is ready nor before its own
    earliest one; for a workload that stays, the first wave whose limits have room for it.
    """
    waves = plan.wave or {}
    load = _loads(problem, plan)
    days = [wave.day or 0.0 for wave in problem.waves]
    ready = {target.id: target.ready_wave for target in problem.targets}
    delays: dict[tuple[str, str], float] = {}
    for workload in problem.workloads:
        own = waves.get(workload.id)
        for target in workload.candidates():
            if workload.moves_to(target):
                first = max(ready[target], workload.earliest_wave or 1)
                if own is None:
                    wave = _first_with_room(problem, workload, target, first, load)
                else:
                    wave = max(own, first)
                delay = workload.delay(target)
                delays[workload.id, target] = delay * days[min(wave, len(days)) - 1]
    return delays


def _loads(problem: PlanningProblem, plan: Plan) -> dict[tuple[str, int], float]:
    load: dict[tuple[str, int], float] = {}
    workloads = {workload.id: workload for workload in problem.workloads}
    for name, wave in (plan.wave or {}).items():
        if wave is not None and name in workloads:
            for limit in problem.wave_limits:
                amount = workloads[name].amount(limit.amount, plan.placement[name])
                load[limit.id, wave] = load.get((limit.id, wave), 0.0) + amount
    return load


def _first_with_room(
    problem: PlanningProblem,
    workload: ProblemWorkload,
    target: str,
    first: int,
    load: dict[tuple[str, int], float],
) -> int:
    amounts = [
        (limit.id, amount, limit.at_most)
        for limit in problem.wave_limits
        if limit.at_most is not None and (amount := workload.amount(limit.amount, target)) > 0
    ]
    for wave in range(first, len(problem.waves) + 1):
        bounds = ((key, amount, most[wave - 1]) for key, amount, most in amounts)
        if all(
            most is None or load.get((key, wave), 0.0) + amount <= most + 1e-9
            for key, amount, most in bounds
        ):
            return wave
    return len(problem.waves)
