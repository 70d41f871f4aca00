"""Placement and waves as one integer program, every rule of the user as rows of its own.

Variables
    ``x[i,p]`` = 1 when workload i goes to target p;
    ``u[i,p,w]`` = 1 when i has moved onto p by the end of wave w (p is a move), so that
    ``u[i,p,w] <= u[i,p,w+1]`` and ``u[i,p,last] = x[i,p]``; ``z[i,w] = sum_p u[i,p,w]``.

    ``y[i,p,w] = u[i,p,w] - u[i,p,w-1]`` = 1 when i moves onto p in wave w, where asked for.

The step form makes order a difference of two sums: i needs j is ``z[i,w] <= z[j,w] + stay[j]``,
where ``stay[j] = x[j,current]``, so nothing binds where an end stays. Each rule row is written
``row <= right side``; the joint program uses them all, the conflict search takes some away.
"""

from __future__ import annotations

from itertools import pairwise

from planner.optimising.problem import PlanningProblem
from planner.optimising.whole_model import Row, UserRule, WholeModel
from planner.optimising.whole_rules import PLACEMENT_RULES, WAVE_RULES

__all__ = ["Row", "UserRule", "WholeModel", "build_whole"]


def build_whole(
    problem: PlanningProblem, *, with_waves: bool = True, with_moves: bool = False
) -> WholeModel:
    """Build the program without its objective; without waves it is the placement's alone.

    ``with_moves`` adds the columns y, which make the program larger and its proof shorter.
    """
    model = WholeModel(problem, waves=len(problem.waves) if with_waves else 0)
    _variables(model)
    if with_moves:
        _moves(model)
    model.choices = len(model.cost)
    for rule in PLACEMENT_RULES + (WAVE_RULES if model.waves else ()):
        model.rules.extend(rule(model))
    return model


def _variables(model: WholeModel) -> None:
    """``sum_p x[i,p] = 1``; steps rise and end at x."""
    last = model.waves
    for workload in model.problem.workloads:
        chosen = {target: model.add_column(integer=True) for target in workload.cost}
        model.x.append(chosen)
        model.structure.append(Row(dict.fromkeys(chosen.values(), 1.0), 1.0, equal=True))
        steps: dict[str, list[int]] = {}
        for target, column in chosen.items():
            if not last or not workload.moves_to(target):
                continue
            columns = [model.add_column(integer=True) for _ in range(last - 1)] + [column]
            steps[target] = columns
            for earlier, later in pairwise(columns):
                model.structure.append(Row({earlier: 1.0, later: -1.0}, 0.0))
        model.u.append(steps)
        current = workload.current
        model.stay.append(chosen.get(current) if current is not None else None)


def _moves(model: WholeModel) -> None:
    """``y[i,p,w] = u[i,p,w] - u[i,p,w-1]``; the steps need no integrality of their own then."""
    placing = {column for chosen in model.x for column in chosen.values()}
    for by_target in model.u:
        made: dict[str, list[int]] = {}
        for target, steps in by_target.items():
            made[target] = [model.add_column(integer=True) for _ in steps]
            for wave, column in enumerate(steps):
                terms = {column: 1.0, made[target][wave]: -1.0}
                if wave:
                    terms[steps[wave - 1]] = -1.0
                model.structure.append(Row(terms, 0.0, equal=True))
                if column not in placing:
                    model.integer[column] = False
        model.y.append(made)
