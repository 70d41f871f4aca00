"""Small studies with real plans, for questions whose answers can be tried out one by one."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.model.study import Study
from planner.optimising.check import check_placement, placement_value
from planner.optimising.outcome import Options
from planner.optimising.problem import Limit, PlanningProblem
from planner.pipeline import plan_study_here
from tests.reporting.studies import make_study


@functools.cache
def planned(
    count: int,
    seed: int,
    *,
    cap: float | None = None,
    delay: bool = False,
    steps: int = 300,
) -> Study:
    """Return a study of ``count`` workloads with its best plan; ``cap`` bounds the private ones.

    Without ``delay`` nothing is lost by moving late, so that the placement alone decides. The
    placement is the best long before ``steps`` are done, which the waves would use up alone.
    """
    study = make_study(count, seed=seed, insights=False)
    workloads = study.problem.workloads
    if not delay:
        workloads = tuple(replace(w, delay_value=0.0) for w in workloads)
    problem = replace(study.problem, limits=(), workloads=workloads)
    if cap is not None:
        limit = Limit("private places", "count", ("private",), cap)
        problem = replace(problem, limits=(limit,))
    return plan_study_here(
        replace(study, problem=problem), Options(gap=1e-6, joint=False, work_limit=steps)
    )


def placements(problem: PlanningProblem) -> Iterator[tuple[float, dict[str, str]]]:
    """Try every placement that keeps the rules."""
    names = [w.id for w in problem.workloads]
    for choice in itertools.product(*(w.candidates() for w in problem.workloads)):
        placement = dict(zip(names, choice, strict=True))
        if not list(check_placement(problem, placement)):
            yield placement_value(problem, placement), placement


@pytest.fixture(scope="session")
def small() -> Study:
    """Six workloads, at most two of them private."""
    return planned(6, 3, cap=2.0)
