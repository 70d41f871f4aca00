"""The same problem with a rule relaxed, by so much or altogether; standard library only.

One place says what it means to relax a rule, the rule's own class: a way out is looked for, tried,
proven, applied and kept as a decision by the same function, so that none can mean something else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.optimising.plan import Repair, RuleRef
from planner.optimising.problem import PlanningProblem, ProblemWave, ProblemWorkload, WaveLimit
from planner.optimising.rules import KINDS
from planner.optimising.rules.order import freed
from planner.optimising.rules.rule import whole_waves

__all__ = ["RELAXED", "WAVES", "relaxed", "repaired", "with_more_waves"]

DEPENDENCY: Final = "dependency"
"""A dependency of whatever kind."""

RELAXED: Final = frozenset({*KINDS, DEPENDENCY} - {"spread"})
"""Kinds of rules that can be relaxed one by one."""

WAVES = RuleRef("waves")
"""That there are no more waves than there are."""

FIRST_STEP_DAYS: Final = 30.0
"""Days from the last wave to the next where a single one, on day 0 or before, says no distance."""


def repaired(problem: PlanningProblem, repair: Repair) -> PlanningProblem:
    """Return the problem in which ``repair`` has been made.

    Raises
    ------
    ValueError
        Where the repair names a rule of unknown kind, or more waves without saying how many.
    """
    for rule in repair.rules:
        problem = relaxed(problem, rule, repair.change, repair.amount)
    return problem


def relaxed(
    problem: PlanningProblem, rule: RuleRef, change: str = "drop", amount: float | None = None
) -> PlanningProblem:
    """Return the problem with one rule relaxed; a rule that is not there changes nothing.

    Parameters
    ----------
    change
        As in a :class:`~planner.optimising.plan.Repair`; of a limit, ``raise`` speaks of the upper
        end and ``lower`` of the lower one, anything else of both.
    amount
        By how much, in the rule's own units; None takes the rule away.

    Raises
    ------
    ValueError
        Where the kind of the rule is unknown, or more waves are asked for without a number.
    """
    if rule.kind == WAVES.kind and amount is not None:
        return with_more_waves(problem, whole_waves(amount))
    if rule.kind == DEPENDENCY:
        return freed(problem, rule, None, either_way=True)
    if rule.kind not in KINDS:
        raise ValueError(f"{rule.kind}, {change}")
    return KINDS[rule.kind].relaxed(problem, rule, change, amount)


def with_more_waves(problem: PlanningProblem, more: int) -> PlanningProblem:
    """Return the problem with so many waves more.

    They repeat the last one's limits and wave cost at its distance in days, and join its period,
    whose bound stays.
    """
    if not problem.waves or more <= 0:
        return problem
    count = len(problem.waves)
    added = tuple(range(count + 1, count + more + 1))
    return replace(
        problem,
        waves=(*problem.waves, *_added_waves(problem, more)),
        wave_limits=tuple(_longer(limit, count, added) for limit in problem.wave_limits),
        workloads=tuple(_dearer(workload, more) for workload in problem.workloads),
    )


def _added_waves(problem: PlanningProblem, more: int) -> list[ProblemWave]:
    days = [wave.day for wave in problem.waves]
    last, step = days[-1], FIRST_STEP_DAYS
    if last is not None:
        before = days[-2] if len(days) > 1 else 0.0
        distance = last - (before or 0.0)
        step = distance if distance > 0 and math.isfinite(distance) else FIRST_STEP_DAYS
    taken = {wave.id for wave in problem.waves}
    added: list[ProblemWave] = []
    number = len(problem.waves)
    while len(added) < more:
        number += 1
        if f"W{number}" not in taken:
            day = None if last is None else last + step * (len(added) + 1)
            added.append(ProblemWave(f"W{number}", day))
    return added


def _longer(limit: WaveLimit, count: int, added: tuple[int, ...]) -> WaveLimit:
    """Return a limit that holds in the added waves as in the last one."""
    if limit.periods is not None:
        periods = tuple(span + added if count in span else span for span in limit.periods)
        return replace(limit, periods=periods)
    most, least = (
        None if bounds is None else bounds + bounds[-1:] * len(added)
        for bounds in (limit.at_most, limit.at_least)
    )
    return replace(limit, at_most=most, at_least=least)


def _dearer(workload: ProblemWorkload, more: int) -> ProblemWorkload:
    """Return a workload whose added waves cost what the last one does."""
    costs = workload.wave_cost
    if not costs:
        return workload
    if isinstance(costs, Mapping):
        longer = {target: own + own[-1:] * more for target, own in costs.items()}
        return replace(workload, wave_cost=longer)
    return replace(workload, wave_cost=costs + costs[-1:] * more)
