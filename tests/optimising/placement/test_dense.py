"""Dense and tight problems: the program with products, its certificate, and the tabu search."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest

from bench.problems_dense import generate_dense
from planner.jobs import Stop, ignore_progress
from planner.optimising import staging
from planner.optimising.check import placement_value
from planner.optimising.outcome import Options
from planner.optimising.placement import solve_placement
from planner.optimising.placement.bound import evaluate
from planner.optimising.placement.dense import TabuSearch, search_dense
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.linear_bound import certificate_by_products
from planner.optimising.placement.mip import solve_mip
from planner.optimising.placement.products import products_pay
from planner.optimising.placement.track import Track
from planner.optimising.problem import PlanningProblem
from planner.optimising.stages import run_stages
from tests.optimising.bound_hunt import of_pairs_that_all_talk
from tests.optimising.placement.small_placements import enumerate_best, random_problem
from tests.support.effort import many


def dense(seed: int) -> PlanningProblem:
    return of_pairs_that_all_talk(random_problem(seed), random.Random(seed))


@pytest.mark.parametrize("seed", many(20))
def test_program_with_products_has_the_best_value_of_all(seed: int) -> None:
    problem = dense(seed)
    instance = build_instance(problem)
    best, _ = enumerate_best(problem)
    answer = solve_mip(instance, Stop(), gap=1e-9)
    assert answer.infeasible == math.isinf(best)
    if not answer.infeasible:
        assert answer.value == pytest.approx(best)


@pytest.mark.parametrize("seed", many(12))
def test_search_alone_finds_the_best_of_small_ones(seed: int) -> None:
    problem = dense(seed)
    instance = build_instance(problem)
    best, _ = enumerate_best(problem)
    track = Track(problem, instance, 1e-9, Stop(None, 2_000), ignore_progress)
    search_dense(track, Options())
    assert track.value == pytest.approx(best)
    if math.isfinite(best):
        assert track.bound <= best + 1e-9 * max(1.0, abs(best))


def test_products_prove_most_of_a_tight_problem() -> None:
    problem = generate_dense(16, 0)
    instance = build_instance(problem)
    assert products_pay(instance)
    names = tuple(limit.id for limit in problem.limits)
    certificate = certificate_by_products(instance, names, Stop())
    assert certificate is not None
    tabu = TabuSearch(instance, 0)
    label = instance.cost.argmin(axis=1)
    for _ in range(3):
        label = tabu.run(label)
    assert instance.keeps_rules(label)
    value = placement_value(problem, instance.placement(label))
    # without the products the same linear program proves about a quarter of it
    assert 0.85 * value < evaluate(problem, certificate) <= value
    bare = replace(certificate, products={})
    assert evaluate(problem, bare) < evaluate(problem, certificate)


def test_same_seed_and_work_same_plan() -> None:
    problem = generate_dense(14, 1)
    one, other = (
        solve_placement(problem, Options(seed=4), Stop(None, 100), ignore_progress)
        for _ in range(2)
    )
    assert dict(one.placement) == dict(other.placement)
    assert (one.value, one.bound) == (other.value, other.bound)


def test_a_dense_placement_gets_all_the_work_and_no_weaker_program(monkeypatch) -> None:
    def begun(*_arguments, **_options) -> None:
        raise AssertionError

    monkeypatch.setattr(staging, "place_exactly", begun)
    plan = run_stages(generate_dense(16, 1), Options(None, 400), Stop(None, 400))
    assert plan.exists
    assert plan.placement_bound is not None
