"""Thousands of small problems against enumeration: values, bounds, certificates, refusals."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from planner.jobs import Stop, ignore_progress
from planner.optimising.check import placement_value
from planner.optimising.outcome import Options
from planner.optimising.placement import solve_placement
from planner.optimising.placement.bound import evaluate
from planner.optimising.placement.dual import Dual
from planner.optimising.placement.improve import Improver
from planner.optimising.placement.instance import build_instance
from planner.optimising.placement.proposals import Pool
from planner.optimising.placement.track import Track
from planner.optimising.plan import PlanStatus
from tests.optimising.placement.small_placements import (
    enumerate_best,
    keeps_rules,
    keeps_rules_by_hand,
    random_problem,
    with_version_2,
    worth,
)
from tests.support.effort import many

CLOSE = 1e-6


@pytest.mark.parametrize("block", many(4))
def test_answers_match_enumeration(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        problem = random_problem(seed)
        best, _ = enumerate_best(problem)
        outcome = solve_placement(problem, Options(gap=1e-6), Stop(None), ignore_progress)
        if math.isinf(best):
            assert outcome.status is PlanStatus.INFEASIBLE, seed
            continue
        assert outcome.status is PlanStatus.OPTIMAL, seed
        placement = dict(outcome.placement)
        assert keeps_rules(problem, placement), seed
        assert outcome.value == pytest.approx(worth(problem, placement), abs=1e-9), seed
        assert outcome.value == pytest.approx(placement_value(problem, placement), abs=1e-9), seed
        assert outcome.value == pytest.approx(best, abs=2e-6 * max(1, abs(best))), seed
        assert outcome.bound is not None
        assert outcome.bound <= best + 1e-9, seed
        if not outcome.solver_bound:
            assert evaluate(problem, outcome.certificate) == outcome.bound, seed


@pytest.mark.parametrize("seed", many(100))
def test_the_checker_agrees_with_rules_written_by_hand(seed: int) -> None:
    problem = random_problem(seed)
    draw = random.Random(seed)
    for _ in range(20):
        placement = {w.id: draw.choice(w.candidates()) for w in problem.workloads}
        assert keeps_rules(problem, placement) == keeps_rules_by_hand(problem, placement)


@pytest.mark.parametrize("block", many(4))
def test_answers_under_version_2_match_enumeration(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        problem = with_version_2(random_problem(seed), seed)
        best, _ = enumerate_best(problem)
        outcome = solve_placement(problem, Options(gap=1e-6), Stop(None), ignore_progress)
        if math.isinf(best):
            assert outcome.status is PlanStatus.INFEASIBLE, seed
            continue
        assert outcome.status is PlanStatus.OPTIMAL, seed
        placement = dict(outcome.placement)
        assert keeps_rules(problem, placement), seed
        assert outcome.value == pytest.approx(worth(problem, placement), abs=1e-9), seed
        assert outcome.value == pytest.approx(placement_value(problem, placement), abs=1e-9), seed
        assert outcome.value == pytest.approx(best, abs=2e-6 * max(1, abs(best))), seed
        assert outcome.bound is not None
        assert outcome.bound <= best + 1e-9, seed


@pytest.mark.parametrize("block", many(4))
def test_heuristics_and_messages_alone_hold_under_version_2(block: int) -> None:
    reached = problems = 0
    for seed in range(2000 + block * 30, 2030 + block * 30):
        problem = with_version_2(random_problem(seed), seed)
        instance = build_instance(problem)
        best, _ = enumerate_best(problem)
        if instance.impossible or math.isinf(best):
            continue
        dual = Dual(instance)
        track = Track(problem, instance, 1e-6, Stop(None, 10_000), ignore_progress)
        pool = Pool(track, dual, Improver(instance, dual.relaxation.graph))
        for _ in dual.stages(Stop(None, work_limit=200)):
            pool.propose()
        bound = evaluate(problem, dual.certificate(problem))
        assert bound <= best + 1e-9, seed
        assert bound == pytest.approx(dual.bound, rel=1e-5, abs=1e-5), seed
        assert track.value >= best - 1e-6 * max(1.0, abs(best)), seed
        problems += 1
        reached += track.value <= best + 1e-6 * max(1.0, abs(best))
    assert reached >= 0.9 * problems


@pytest.mark.parametrize("block", many(4))
def test_no_certificate_exceeds_the_best_value(block: int) -> None:
    for seed in range(1000 + block * 50, 1050 + block * 50):
        problem = random_problem(seed)
        instance = build_instance(problem)
        if instance.impossible:
            continue
        best, placement = enumerate_best(problem)
        dual = Dual(instance)
        for _ in dual.stages(Stop(None, work_limit=150)):
            pass
        bound = evaluate(problem, dual.certificate(problem))
        assert bound <= best + 1e-9, seed
        assert bound == pytest.approx(dual.bound, rel=1e-5, abs=1e-5), seed
        if placement is None:
            continue
        label = instance.labels_of(placement)
        required = dual.required[np.arange(instance.units), label]
        assert required.max(initial=-math.inf) <= best + 1e-6, seed


def test_any_messages_prove_a_valid_bound() -> None:
    draw = np.random.default_rng(5)
    for seed in many(120):
        problem = random_problem(seed)
        instance = build_instance(problem)
        if instance.impossible:
            continue
        best, _ = enumerate_best(problem)
        dual = Dual(instance)
        relaxation = dual.relaxation
        dual.keep(relaxation.sweep())
        relaxation.to_first += draw.normal(size=relaxation.to_first.shape)
        relaxation.to_second += draw.normal(size=relaxation.to_second.shape)
        dual.bound = -math.inf
        dual.keep(-1e9)
        assert evaluate(problem, dual.certificate(problem)) <= best + 1e-9, seed


def test_forbidden_placements_do_not_come_back() -> None:
    for seed in many(30):
        problem = random_problem(seed)
        forbidden: list[dict[str, str]] = []
        for _ in range(3):
            best, _ = enumerate_best(problem, tuple(forbidden))
            outcome = solve_placement(
                problem, Options(gap=1e-6), Stop(None), ignore_progress, forbidden=forbidden
            )
            if math.isinf(best):
                assert outcome.status is PlanStatus.INFEASIBLE, seed
                break
            assert outcome.value == pytest.approx(best, abs=2e-6 * max(1, abs(best))), seed
            assert dict(outcome.placement) not in forbidden
            forbidden.append(dict(outcome.placement))
