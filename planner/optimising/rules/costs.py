"""The terms of the objective, one function each; what those outside a part mean for them too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from planner.optimising.formulation import Formulation, Row, Terms, minus
from planner.optimising.problem import PlanningProblem
from planner.optimising.rules.part import Part

__all__ = [
    "PLACEMENT_COSTS",
    "WAVE_COSTS",
    "Cost",
    "cost_of_exposure",
    "cost_of_extension",
    "cost_of_leaving",
    "cost_of_moving",
    "cost_of_placing",
    "cost_of_separating",
    "cost_of_sharing",
    "last_wave_used",
    "narrow_costs",
    "price_steps",
]

type Cost = Callable[[Formulation], None]


def cost_of_placing(program: Formulation) -> None:
    """``sum cost[i,p] x[i,p]``."""
    for workload, chosen in zip(program.problem.workloads, program.x, strict=True):
        for target, column in chosen.items():
            program.cost[column] += workload.cost[target]


def cost_of_separating(program: Formulation) -> None:
    """``sum weight * distance`` in the transport form: ``x[i,.] - x[j,.] = divergence of f``."""
    for (i, j), weight in _merged(program, "weight").items():
        targets = list(dict.fromkeys((*program.x[i], *program.x[j])))
        balance: dict[str, Terms] = {target: {} for target in targets}
        for target in targets:
            if target in program.x[i]:
                balance[target][program.x[i][target]] = 1.0
            if target in program.x[j]:
                balance[target][program.x[j][target]] = -1.0
        for source in program.x[i]:
            for sink in program.x[j]:
                if source != sink:
                    length = program.problem.between(source, sink)
                    flow = program.add_column(weight * length)
                    balance[source][flow] = -1.0
                    balance[sink][flow] = 1.0
        program.structure.extend(Row(terms, 0.0, equal=True) for terms in balance.values())


def cost_of_extension(program: Formulation) -> None:
    """``sum cost * e`` over the limits that are extended by e steps."""
    for limit in program.problem.limits:
        if limit.extension is not None:
            program.cost[program.extended[limit.id]] += limit.extension.cost


def cost_of_sharing(program: Formulation) -> None:
    """``sum cost * o`` over the platforms that somebody is on."""
    for shared in program.problem.shared_costs:
        program.cost[program.occupied[shared.id]] += shared.cost


def cost_of_moving(program: Formulation) -> None:
    """``sum (delay[i,p] * day(w) + wave_cost[i,p,w]) * (u[i,p,w] - u[i,p,w-1])``."""
    days = _days(program)
    for workload, by_target in zip(program.problem.workloads, program.u, strict=True):
        for target, steps in by_target.items():
            delay, besides = workload.delay(target), workload.cost_in_waves(target)
            prices = [delay * day for day in days]
            if besides:
                prices = [price + more for price, more in zip(prices, besides, strict=True)]
            price_steps(program, steps, prices)


def price_steps(program: Formulation, steps: list[int], prices: list[float]) -> None:
    """``sum prices[w] * (u[w] - u[w-1])``."""
    program.cost[steps[-1]] += prices[-1]
    for column, (now, later) in zip(steps, pairwise(prices), strict=False):
        program.cost[column] += now - later


def cost_of_exposure(program: Formulation) -> None:
    """``sum exposure * (days from w to w+1) * |z[i,w] - z[j,w]|`` where both move."""
    days = _days(program)
    for (i, j), exposure in _merged(program, "exposure").items():
        if not program.u[i] or not program.u[j]:
            continue
        for wave, (day, following) in enumerate(pairwise(days), start=1):
            apart = program.add_column(exposure * (following - day))
            for one, other in ((i, j), (j, i)):
                terms = program.moved(one, wave) | minus(program.moved(other, wave))
                stay = program.stay[other]
                if stay is not None:
                    terms[stay] = -1.0
                terms[apart] = -1.0
                program.structure.append(Row(terms, 0.0))


def cost_of_leaving(program: Formulation) -> None:
    """``cost_per_day * max(not_before, day of the last move off)`` where nobody is left on it.

    ``e[w] >= 1 - z[i,w] - o`` for everybody who is there: somebody is still there after wave w,
    and nobody is in the end. The days up to the first wave are due where ``o = 0``.
    """
    days = _days(program)
    for shared in program.problem.shared_costs if program.waves else ():
        there = [
            program.index[workload.id]
            for workload in program.problem.members(shared)
            if workload.current in shared.targets
        ]
        if not there or not shared.cost_per_day:
            continue
        until = [max(shared.not_before_day, day) for day in days]
        occupied = program.occupied[shared.id]
        program.cost[occupied] -= shared.cost_per_day * until[0]
        always = program.add_column(shared.cost_per_day * until[0])
        program.structure.append(Row({always: 1.0}, 1.0, equal=True))
        for wave, (now, later) in enumerate(pairwise(until), start=1):
            if later > now:
                waiting = program.add_column(shared.cost_per_day * (later - now))
                for i in there:
                    terms = minus(program.moved(i, wave)) | {occupied: -1.0, waiting: -1.0}
                    program.structure.append(Row(terms, -1.0))


def last_wave_used(program: Formulation) -> None:
    """``sum over w of m[w]``, ``m[w] >= z[i,last] - z[i,w-1]``: somebody moves in w or later."""
    for wave in range(1, program.waves + 1):
        used = program.add_column(1.0)
        for i in range(len(program.u)):
            terms = program.moved(i, program.waves)
            for column, weight in minus(program.moved(i, wave - 1)).items():
                terms[column] = terms.get(column, 0.0) + weight
            terms = {column: weight for column, weight in terms.items() if weight}
            if terms:
                program.structure.append(Row(terms | {used: -1.0}, 0.0))


PLACEMENT_COSTS: Final[tuple[Cost, ...]] = (
    cost_of_placing, cost_of_separating, cost_of_extension, cost_of_sharing,
)  # fmt: skip
"""What a placement costs."""

WAVE_COSTS: Final[tuple[Cost, ...]] = (cost_of_moving, cost_of_exposure, cost_of_leaving)
"""What its waves cost besides, with ``early``."""


def narrow_costs(part: Part) -> None:
    """Say what those outside cost those inside: distance, exposure, and platforms they share."""
    for item in part.whole.dependencies:
        if (item.source in part.inside) == (item.needed in part.inside):
            continue
        one, other = item.source, item.needed
        if one not in part.inside:
            one, other = other, one
        mark = part.marks[one]
        for target in mark.extra:
            mark.extra[target] += item.weight * part.whole.between(target, part.placement[other])
        moved = part.wave[other]
        if moved is not None and item.exposure:
            mark.exposed.append((moved, item.exposure))
    part.problem = _platforms_left(part)


def _platforms_left(part: Part) -> PlanningProblem:
    """Keep what those inside decide: platforms nobody outside is on."""
    shared_costs = []
    for shared in part.whole.shared_costs:
        members = part.whole.members(shared)
        outside = [workload for workload in members if workload.id not in part.inside]
        inside = tuple(workload.id for workload in members if workload.id in part.inside)
        if not inside or any(part.placement[w.id] in shared.targets for w in outside):
            continue
        left = [part.wave[w.id] for w in outside if w.current in shared.targets]
        days = [part.whole.waves[wave - 1].day or 0.0 for wave in left if wave is not None]
        not_before = max([shared.not_before_day, *days])
        shared_costs.append(replace(shared, workloads=inside, not_before_day=not_before))
    return replace(part.problem, shared_costs=tuple(shared_costs))


def _merged(program: Formulation, figure: str) -> dict[tuple[int, int], float]:
    """Add up parallel dependencies, in either direction."""
    total: dict[tuple[int, int], float] = {}
    for dependency in program.problem.dependencies:
        amount: float = getattr(dependency, figure)
        if amount:
            i, j = sorted((program.index[dependency.source], program.index[dependency.needed]))
            total[i, j] = total.get((i, j), 0.0) + amount
    return total


def _days(program: Formulation) -> list[float]:
    return [wave.day or 0.0 for wave in program.problem.waves]
