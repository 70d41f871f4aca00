"""What a plan comes to, in the figures that the window compares."""

from __future__ import annotations

from dataclasses import dataclass

from planner.assessing.worth import present_cost
from planner.model.study import Study
from planner.presenting.kept import kept
from planner.reporting.moves import run_costs

__all__ = ["Totals", "totals_of"]


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan comes to, for the strip of deltas; money in minor units.

    Where no run cost is known, none of the money may be shown.
    """

    fit: float
    net_present_minor: int
    one_off_minor: int
    run_year_minor: int
    moves: int
    last_wave: int
    money_known: bool = True


@kept(4)
def totals_of(study: Study) -> Totals:
    """Add up what a study's plan comes to."""
    fit = weight = 0.0
    once = year = 0
    assessed = study.assessment.workloads
    known = {
        name: target
        for name, target in study.plan.placement.items()
        if name in assessed and target in assessed[name].cases
    }
    for workload_id, target in study.plan.placement.items():
        found = assessed.get(workload_id)
        case = found.cases.get(target) if found else None
        if found is None or case is None:
            continue
        fit += case.fit * found.importance
        weight += found.importance
        if not found.provisional:  # the money of the others is in no total
            year += case.run_year_minor
            once += case.one_off_minor if target != found.current_target else 0
    waves = [wave for wave in (study.plan.wave or {}).values() if wave is not None]
    return Totals(
        fit / weight if weight else 0.0,
        present_cost(study, known),
        once,
        year,
        len(waves),
        max(waves, default=0),
        any(
            run_costs(one, assessed[one.id], study.plan.placement.get(one.id, ""))[0] is not None
            for one in study.inventory.workloads
            if one.id in assessed and not assessed[one.id].provisional
        ),
    )
