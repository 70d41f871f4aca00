"""The objective of the program over both stages, one function per part."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from planner.optimising.problem import PlanningProblem
from planner.optimising.whole import Row, WholeModel

__all__ = [
    "cost_beside",
    "cost_of_delay",
    "cost_of_exposure",
    "cost_of_placing",
    "cost_of_separating",
]


def cost_of_placing(model: WholeModel) -> None:
    """``sum cost[i,p] x[i,p]``."""
    for workload, chosen in zip(model.problem.workloads, model.x, strict=True):
        for target, column in chosen.items():
            model.cost[column] += workload.cost[target]


def cost_of_separating(model: WholeModel) -> None:
    """``sum weight * distance`` in the transport form: ``x[i,.] - x[j,.] = divergence of f``."""
    index = {workload.id: i for i, workload in enumerate(model.problem.workloads)}
    for (i, j), weight in _merged(model.problem, index, "weight").items():
        targets = list(dict.fromkeys((*model.x[i], *model.x[j])))
        balance: dict[str, dict[int, float]] = {target: {} for target in targets}
        for target in targets:
            if target in model.x[i]:
                balance[target][model.x[i][target]] = 1.0
            if target in model.x[j]:
                balance[target][model.x[j][target]] = -1.0
        for source in model.x[i]:
            for sink in model.x[j]:
                if source != sink:
                    flow = model.add_column(weight * model.problem.between(source, sink))
                    balance[source][flow] = -1.0
                    balance[sink][flow] = 1.0
        for terms in balance.values():
            model.structure.append(Row(terms, 0.0, equal=True))


def cost_beside(model: WholeModel, placement: Mapping[str, str]) -> None:
    """``sum over dependencies of weight * distance(p, q) x[i,p]``, q where the other end stands."""
    index = {workload.id: i for i, workload in enumerate(model.problem.workloads)}
    for item in model.problem.dependencies:
        for one, other in ((item.source, item.needed), (item.needed, item.source)):
            for target, column in model.x[index[one]].items():
                length = model.problem.between(target, placement[other])
                model.cost[column] += item.weight * length


def _merged(
    problem: PlanningProblem, index: Mapping[str, int], figure: str
) -> dict[tuple[int, int], float]:
    """Add up parallel dependencies, in either direction."""
    total: dict[tuple[int, int], float] = {}
    for dependency in problem.dependencies:
        amount: float = getattr(dependency, figure)
        if amount:
            i, j = sorted((index[dependency.source], index[dependency.needed]))
            total[i, j] = total.get((i, j), 0.0) + amount
    return total


def _days(problem: PlanningProblem) -> list[float]:
    return [wave.day or 0.0 for wave in problem.waves]


def cost_of_delay(model: WholeModel) -> None:
    """``sum delay[i,p] * day(w) * (u[i,p,w] - u[i,p,w-1])``."""
    days = _days(model.problem)
    for workload, by_target in zip(model.problem.workloads, model.u, strict=True):
        for target, steps in by_target.items():
            delay = workload.delay(target)
            model.cost[steps[-1]] += delay * days[-1]
            for column, (day, following) in zip(steps, pairwise(days), strict=False):
                model.cost[column] += delay * (day - following)


def cost_of_exposure(model: WholeModel) -> None:
    """``sum exposure * (days from w to w+1) * |z[i,w] - z[j,w]|`` where both move."""
    days = _days(model.problem)
    index = {workload.id: i for i, workload in enumerate(model.problem.workloads)}
    for (i, j), exposure in _merged(model.problem, index, "exposure").items():
        if not model.u[i] or not model.u[j]:
            continue
        for wave, (day, following) in enumerate(pairwise(days), start=1):
            apart = model.add_column(exposure * (following - day))
            for one, other in ((i, j), (j, i)):
                terms = model.moved(one, wave)
                for column in model.moved(other, wave):
                    terms[column] = -1.0
                stay = model.stay[other]
                if stay is not None:
                    terms[stay] = -1.0
                terms[apart] = -1.0
                model.structure.append(Row(terms, 0.0))
