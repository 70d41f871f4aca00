"""What placement is compared with: models in PuLP, CP-SAT, greedy; never used by the product."""

from __future__ import annotations

from typing import Any

from planner.optimising.problem import PlanningProblem, ProblemWorkload

__all__ = ["build_model", "place_greedily", "solve_cpsat"]


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
        if limit.at_most is not None:
            model += used <= limit.at_most
    model += pulp.lpSum(parts)
    return model


def solve_cpsat(
    problem: PlanningProblem, seconds: float, gap: float, seed: int = 0
) -> tuple[float | None, float | None]:
    """CP-SAT on one worker; costs in hundredths, which is exact for the bench's problems."""
    from ortools.sat.python import cp_model  # type: ignore[import-not-found]

    model = cp_model.CpModel()
    targets = [target.id for target in problem.targets]
    chosen: dict[tuple[str, str], Any] = {}
    terms: list[Any] = []
    for workload in problem.workloads:
        for target in targets:
            chosen[workload.id, target] = model.new_bool_var("")
            terms.append(round(100 * workload.cost[target]) * chosen[workload.id, target])
        model.add_exactly_one(chosen[workload.id, target] for target in targets)
    for item in problem.dependencies:
        pairs = {(p, q): model.new_bool_var("") for p in targets for q in targets}
        for target in targets:
            a, b = chosen[item.source, target], chosen[item.needed, target]
            model.add(sum(pairs[target, q] for q in targets) == a)
            model.add(sum(pairs[p, target] for p in targets) == b)
        terms += [
            round(100 * item.weight * problem.between(p, q)) * pair
            for (p, q), pair in pairs.items()
            if p != q
        ]
    for limit in problem.limits:
        if limit.at_most is not None:
            used = sum(
                round(workload.amount(limit.amount, target)) * chosen[workload.id, target]
                for workload in problem.workloads
                for target in limit.targets
            )
            model.add(used <= int(limit.at_most))
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2  # far better here than the default of 1
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.relative_gap_limit = gap
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return (solver.objective_value / 100 if found else None), solver.best_objective_bound / 100


def place_greedily(problem: PlanningProblem) -> float | None:
    """Value of the greedy plan, or None where it ends without room for somebody.

    Those with the most to lose choose first; each takes the target that is cheapest beside the
    ones it talks to that have chosen, where the limits still have room.
    """
    targets = [target.id for target in problem.targets]
    room = {limit.id: limit.at_most for limit in problem.limits if limit.at_most is not None}
    partners: dict[str, list[tuple[str, float]]] = {w.id: [] for w in problem.workloads}
    for item in problem.dependencies:
        partners[item.source].append((item.needed, item.weight))
        partners[item.needed].append((item.source, item.weight))
    placed: dict[str, str] = {}
    total = 0.0

    def regret(workload: ProblemWorkload) -> float:
        first, second = sorted(workload.cost[target] for target in targets)[:2]
        return first - second

    for workload in sorted(problem.workloads, key=regret):
        best, taken = float("inf"), None
        for target in targets:
            needs = [limit for limit in problem.limits if target in limit.targets]
            if any(workload.amount(n.amount, target) > room.get(n.id, 1e300) for n in needs):
                continue
            price = workload.cost[target] + sum(
                weight * problem.between(target, placed[other])
                for other, weight in partners[workload.id]
                if other in placed and placed[other] != target
            )
            if price < best:
                best, taken = price, target
        if taken is None:
            return None
        placed[workload.id] = taken
        total += best
        for limit in problem.limits:
            if taken in limit.targets and limit.id in room:
                room[limit.id] -= workload.amount(limit.amount, taken)
    return total
