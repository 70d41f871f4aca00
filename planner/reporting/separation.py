"""How much a placement separates of what works together, and what that explains."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.assessing.worth import present_cost
from planner.model.insight import FrontierPlan
from planner.model.study import Study

__all__ = ["Measured", "better_in_both", "measured", "outweighed"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A placement as the frontier measures it, and what the frontier leaves out.

    ``fit`` is the mean weighed by importance, 0 to 100; ``cost_minor`` the net present cost had
    everything moved on day 0; ``pairs`` are dependent pairs on different targets, ``separation``
    their weights times the distance between the two; ``against`` are points of fit against moves
    that too little is known to ask for, weighed by importance.
    """

    fit: float
    cost_minor: int
    pairs: int
    separation: float
    against: float


def measured(study: Study, placement: Mapping[str, str]) -> Measured:
    """Measure a placement; every workload counts, also those that too little is known of."""
    assessed, problem = study.assessment.workloads, study.problem
    found = [
        (assessed[name], assessed[name].cases[target])
        for name, target in placement.items()
        if name in assessed and target in assessed[name].cases
    ]
    weight = math.fsum(one.importance for one, _ in found)
    fit = math.fsum(one.importance * case.fit for one, case in found)
    apart = [
        (item.weight, problem.between(placement[item.source], placement[item.needed]))
        for item in problem.dependencies
        if {item.source, item.needed} <= placement.keys()
        and placement[item.source] != placement[item.needed]
    ]
    return Measured(
        fit / weight if weight else 0.0,
        present_cost(study, placement),
        len(apart),
        math.fsum(each * distance for each, distance in apart),
        math.fsum(one.importance * case.points_against for one, case in found),
    )


def better_in_both(study: Study, plans: tuple[FrontierPlan, ...]) -> list[Measured]:
    """Return the plans of a frontier that beat the study's own in fit and in cost."""
    own = measured(study, study.plan.placement)
    return [
        measured(study, plan.placement)
        for plan in plans
        if plan.fit >= own.fit
        and plan.net_present_minor <= own.cost_minor
        and plan.placement != study.plan.placement
    ]


def outweighed(own: Measured, others: Sequence[Measured]) -> str:
    """Return what this plan has before others: ``separation``, ``unproven`` or ``dates``.

    It separates less; has fewer points of fit against moves that too little is known to ask for; or
    weighs the dates, which they leave out.
    """
    if min(one.separation for one in others) > own.separation:
        return "separation"
    return "unproven" if min(one.against for one in others) > own.against else "dates"
