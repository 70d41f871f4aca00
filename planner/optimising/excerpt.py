"""A few workloads of a plan as a planning problem of their own, everybody else where they are.

Whoever is left out leaves its mark (:mod:`~planner.optimising.rules.part`): what it is separated
from becomes a cost, what it uses is taken from the limits, its wave narrows the windows of those it
is ordered with. Any plan of the excerpt, put back, keeps every rule of the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.optimising.formulation import Formulation
from planner.optimising.problem import PlanningProblem
from planner.optimising.programs import joint_program
from planner.optimising.rules import Part, Waves, narrowed
from planner.optimising.rules.costs import price_steps

__all__ = ["Excerpt", "excerpt_of", "excerpt_program"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The problem of the few, and what their waves' distance from those left out costs.

    ``exposed`` holds, per workload, (wave of the other, exposure per day).
    """

    problem: PlanningProblem
    exposed: Mapping[str, Sequence[tuple[int, float]]]


def excerpt_of(
    problem: PlanningProblem, placement: Mapping[str, str], wave: Waves, names: Collection[str]
) -> Excerpt | None:
    """Return the problem of ``names`` beside the rest of a plan; None where one has no target left.

    The plan keeps every rule.
    """
    part = Part.beside(problem, placement, wave, names)
    own = narrowed(part)
    if own is None:
        return None
    return Excerpt(own, {name: mark.exposed for name, mark in part.marks.items()})


def excerpt_program(excerpt: Excerpt) -> Formulation:
    """Return the joint program of an excerpt, with exposure to those left out.

    ``sum exposure * |day(w) - day(other)|`` for a move in wave w, the other being left out.
    """
    program = joint_program(excerpt.problem)
    days = [wave.day or 0.0 for wave in excerpt.problem.waves]
    for workload, by_target in zip(excerpt.problem.workloads, program.u, strict=True):
        others = excerpt.exposed.get(workload.id, ())
        if others:
            prices = [sum(e * abs(day - days[moved - 1]) for moved, e in others) for day in days]
            for steps in by_target.values():
                price_steps(program, steps, prices)
    return program
