"""What a placement costs in all: its workloads, the platforms it opens, the capacity it buys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.assessing.decided import find_target
from planner.assessing.placement_limits import capacity_key
from planner.assessing.price_sheet import annuity
from planner.assessing.target_cases import MINOR_PER_MONEY_UNIT
from planner.model.programme import CapacityStep, Programme
from planner.model.study import Draft, Study
from planner.optimising.check.placement import extension_steps, load_of
from planner.optimising.problem import Limit

__all__ = ["Bought", "bought", "dated_costs", "opened", "present_cost"]


@dataclass(frozen=True, slots=True)
class Bought:
    """Capacity of a target that a plan buys: ``steps`` times what is sold at a time."""

    target: str
    measure: str
    steps: int
    step: CapacityStep

    @property
    def amount(self) -> float:
        """How much of the measure, in its unit."""
        return self.steps * self.step.step

    @property
    def cost_minor(self) -> int:
        """What it costs once."""
        return self.steps * (self.step.cost_minor or 0)


def bought(programme: Programme, used: Iterable[tuple[Limit, float]]) -> tuple[Bought, ...]:
    """Return the capacity bought; ``used`` says what is used of every limit."""
    found = []
    loads = {limit.id: (limit, load) for limit, load in used}
    for step in programme.extensions:
        target = find_target(programme.targets, step.target) or step.target
        if step.cost_minor is None:
            continue
        limit, load = loads.pop(capacity_key(target, step.measure), (None, 0.0))
        if limit is not None and (steps := extension_steps(limit, load)):
            found.append(Bought(target, step.measure, steps, step))
    return tuple(found)


def dated_costs(study: Study) -> dict[str, int]:
    """Return what cutting over on its day costs each workload besides, in minor units.

    Contracts left early, licences still paid for, support bought meanwhile: what the case of the
    target has already is not in it, and it may be below 0. Nothing of provisional ones.
    """
    dial = study.scenario.dials.money_price
    price = study.rules.numbers.get("money_price", 0.0) if dial is None else dial
    points = price / MINOR_PER_MONEY_UNIT
    waves = study.plan.wave or {}
    found = {}
    for workload in study.problem.workloads:
        wave = waves.get(workload.id)
        costs = workload.cost_in_waves(study.plan.placement.get(workload.id, ""))
        counts = not study.assessment.workloads[workload.id].provisional
        if wave is not None and costs and points and counts:
            found[workload.id] = round(costs[wave - 1] / points)
    return found


def opened(study: Draft, placement: Mapping[str, str]) -> dict[str, float]:
    """Return the present cost of every platform that a placement opens, by target."""
    known = study.assessment
    worth = annuity(known.horizon_years, known.discount_rate, known.inflation)
    used = set(placement.values())
    return {target: worth * cost for target, cost in known.platforms.items() if target in used}


def present_cost(study: Draft, placement: Mapping[str, str]) -> int:
    """Return the net present cost of a placement, had everything moved on the first day.

    ``sum over i of net_present[i, p_i] + annuity * fixed cost of the platforms that are opened +
    price of the capacity bought``, in minor units; provisional workloads are in no total.
    """
    known = study.assessment.workloads
    whole = sum(
        known[name].cases[target].net_present_minor
        for name, target in placement.items()
        if not known[name].provisional
    )
    whole += round(sum(opened(study, placement).values()))
    if not study.programme.extensions:
        return whole
    used = [(limit, load_of(study.problem, placement, limit)) for limit in study.problem.limits]
    return whole + sum(one.cost_minor for one in bought(study.programme, used))
