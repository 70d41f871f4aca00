"""The textbook and the strong placement model in PuLP: comparators, never used by the product."""

from __future__ import annotations

from typing import Any

from planner.model.problem import PlanningProblem

__all__ = ["build_model"]


def build_model(problem: PlanningProblem, *, strong: bool) -> Any:
    """Either model of a problem without groups and apart pairs."""
    import pulp

    model = pulp.LpProblem("placement", pulp.LpMinimize)
    targets = [target.id for target in problem.targets]
    chosen: dict[tuple[str, str], Any] = {}
    parts: list[Any] = []
    for number, workload in enumerate(problem.workloads):
        for place, target in enumerate(targets):
            column = model.add_variable(f"x_{number}_{place}", 0, 1, cat="Binary")
            chosen[workload.id, target] = column
            parts.append(workload.cost[target] * column)
        total = pulp.lpSum(chosen[workload.id, target] for target in targets)
        model += total == 1
    for number, item in enumerate(problem.dependencies):
        a, b = item.source, item.needed
        flows = {}
        for p, first in enumerate(targets):
            for q, second in enumerate(targets):
                if p != q:
                    flow = model.add_variable(f"f_{number}_{p}_{q}", 0)
                    flows[p, q] = flow
                    parts.append(item.weight * problem.between(first, second) * flow)
                    if not strong:
                        model += flow - chosen[a, first] - chosen[b, second] >= -1
        if strong:
            for p, target in enumerate(targets):
                out = pulp.lpSum(flow for (x, _), flow in flows.items() if x == p)
                back = pulp.lpSum(flow for (_, y), flow in flows.items() if y == p)
                model += chosen[a, target] - chosen[b, target] - out + back == 0
    for limit in problem.limits:
        used = pulp.lpSum(
            workload.amount(limit.amount, target) * chosen[workload.id, target]
            for workload in problem.workloads
            for target in limit.targets
        )
        model += used <= limit.at_most
    model += pulp.lpSum(parts)
    return model
