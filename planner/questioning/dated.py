"""What is proven of a placement at the dates of its own plan.

Waves are kept still (:mod:`planner.questioning.timing`), so delay and the cost of waves belong to
places. Exposure belongs to pairs: of one with both ends moved it is ``e * [i moves] * [j moves]``,
which is never below ``e * ([i moves] + [j moves] - 1)`` and as much where both do (McCormick). So
it is counted by the ends, tightly at the plan. Leaving a platform only adds to what is bounded.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

from planner.jobs import Stop
from planner.model.insight import Dated
from planner.model.study import Study
from planner.optimising.placement.around import Around
from planner.optimising.problem import PlanningProblem, ProblemWorkload, WaveObjective
from planner.questioning.remake import made_as_one
from planner.questioning.timing import Windows

__all__ = ["dated"]


def dated(study: Study, around: Around, stop: Stop) -> Dated | None:
    """Return the plan's worth and a bound at its dates; None where there are none or no bound.

    A plan made as one has a bound over all dates that is near enough, and says nothing of its own.

    Parameters
    ----------
    around
        Proof of the placement at these dates without exposure.
    """
    plan, problem = study.plan, study.problem
    if made_as_one(problem, plan) or plan.placement_value is None or plan.wave_value is None:
        return None
    if problem.objective is not WaveObjective.EARLY:
        return None
    exposed, constant = _exposed(study, around.problem)
    near = around if exposed is around.problem else Around(exposed, plan.placement, stop, around)
    bound = near.certified() - constant
    worth = plan.placement_value + plan.wave_value
    return Dated(worth, bound) if math.isfinite(bound) else None


def _exposed(study: Study, timed: PlanningProblem) -> tuple[PlanningProblem, float]:
    """Return the timed problem with exposure on those who move, and what is to be taken off."""
    windows, days = Windows(study.problem, study.plan), study.problem.waves
    workloads = {workload.id: workload for workload in timed.workloads}
    known: dict[str, set[int | None]] = {}
    more: dict[str, float] = {}
    constant = 0.0

    def waves_of(name: str) -> set[int | None]:
        """Return the waves in which a workload would move, wherever it went; None: it may not."""
        if name not in known:
            one = workloads[name]
            goes_to = filter(one.moves_to, one.candidates())
            known[name] = {windows.of(one, target).wave for target in goes_to}
        return known[name]

    for item in study.problem.dependencies:
        ends = item.source, item.needed
        if item.exposure <= 0 or any(windows.waves.get(name) is None for name in ends):
            continue
        apart = min(
            0.0 if a is None or b is None else abs((days[a - 1].day or 0) - (days[b - 1].day or 0))
            for a, b in product(*map(waves_of, ends))
        )
        constant += item.exposure * apart
        for name in ends if apart else ():
            more[name] = more.get(name, 0.0) + item.exposure * apart
    if not more:
        return timed, 0.0
    dearer = tuple(_dearer(one, more.get(one.id, 0.0)) for one in timed.workloads)
    return replace(timed, workloads=dearer), constant


def _dearer(workload: ProblemWorkload, more: float) -> ProblemWorkload:
    if not more:
        return workload
    cost = {t: cost + more * workload.moves_to(t) for t, cost in workload.cost.items()}
    return replace(workload, cost=cost)
