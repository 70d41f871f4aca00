"""The bound and its certificate: never above the best plan, whatever numbers it holds."""

from dataclasses import replace

import numpy as np
import pytest

from planner.optimising.problem import ProblemDependency, WaveLimit
from planner.optimising.waves.bound import DualAscent
from planner.optimising.waves.building import build_instance
from planner.optimising.waves.certificate import evaluate
from planner.optimising.waves.relaxation import relax
from tests.optimising.waves.wave_problems import (
    best_by_trying,
    problem_of,
    random_problem,
    workload,
)
from tests.support.effort import many
from tests.support.known import known


def ascended(instance, rounds, target):
    ascent = DualAscent(instance)
    for _ in range(rounds):
        ascent.ascend(target)
    return ascent


@pytest.mark.parametrize("block", many(3))
def test_bound_never_exceeds_the_best_plan(block):
    for seed in range(20_000 + 150 * block, 20_150 + 150 * block):
        problem, placement = random_problem(seed)
        best = best_by_trying(problem, placement)
        instance = build_instance(problem, placement)
        if best is None or instance.impossible or not instance.groups:
            continue
        ascent = ascended(instance, 40, best)
        bound, certificate = ascent.proof()
        assert bound <= best + 1e-9 * max(1, abs(best)), seed
        assert evaluate(problem, placement, certificate) == pytest.approx(bound, rel=1e-12)


def test_any_prices_and_messages_give_a_valid_bound():
    rng = np.random.default_rng(7)
    for seed in many(150, 30_000):
        problem, placement = random_problem(seed)
        best = best_by_trying(problem, placement)
        instance = build_instance(problem, placement)
        if best is None or instance.impossible or not instance.groups:
            continue
        honest = DualAscent(instance).certificate()
        wild = replace(
            honest,
            price_most=rng.normal(0, 5, honest.price_most.shape),
            price_least=rng.normal(0, 5, honest.price_least.shape),
            price_hub=rng.normal(0, 5, honest.price_hub.shape),
            head=rng.normal(0, 20, honest.head.shape),
            tail=rng.normal(0, 20, honest.tail.shape),
        )
        assert evaluate(problem, placement, wild) <= best + 1e-9 * max(1, abs(best)), seed


def test_compiled_and_plain_evaluation_agree():
    for seed in many(20, 40_000):
        problem, placement = random_problem(seed)
        instance = build_instance(problem, placement)
        if instance.impossible or not instance.groups:
            continue
        ascent = ascended(instance, 25, 100.0)
        assert ascent.proof()[0] == pytest.approx(ascent.bound, abs=1e-6), seed


def test_a_certificate_of_another_problem_is_refused():
    problem = problem_of([workload("A"), workload("B")], dependencies=[ProblemDependency("B", "A")])
    other = problem_of([workload("A")])
    places = {"A": "new", "B": "new"}
    certificate = DualAscent(build_instance(problem, places)).certificate()
    with pytest.raises(ValueError, match="another problem"):
        evaluate(other, {"A": "new"}, certificate)


def test_what_has_no_plan_is_refused_before_a_kernel_sees_it():
    """A group without a wave would be counted before the first cell of an array."""
    impossible = 0
    for seed in range(20_000, 20_200):
        problem, placement = random_problem(seed)
        instance = build_instance(problem, placement)
        if instance.impossible and instance.groups:
            impossible += 1
            with pytest.raises(ValueError, match="no plan of waves"):
                DualAscent(instance)
    assert impossible


def hub_problem():
    """One hub as large as a wave, six that wait for it; four waves of ten days' work."""
    members = [workload(f"M{n}", amounts={"days": 5}, delay=1.0) for n in range(6)]
    hub = workload("hub", amounts={"days": 10}, delay=0.0)
    return problem_of(
        [hub, *members],
        waves=4,
        dependencies=[ProblemDependency(m.id, "hub") for m in members],
        limits=[WaveLimit("team", "days", at_most=(10.0,) * 4)],
    )


def test_hub_inequalities_close_the_gap_of_a_single_hub():
    # The hub fills wave 1, two members a wave follow: 2 x (20 + 30 + 40) = 180.
    problem = hub_problem()
    places = {w.id: "new" for w in problem.workloads}
    instance = build_instance(problem, places)
    assert best_by_trying(problem, places) == 180.0
    ascent = DualAscent(instance)
    relaxed = relax(instance, ascent.cuts, seconds=20, rounds=5)
    assert known(relaxed).value == pytest.approx(180.0, rel=1e-4)


def test_relaxation_is_never_above_the_best_plan():
    for seed in many(40, 50_000):
        problem, placement = random_problem(seed)
        best = best_by_trying(problem, placement)
        instance = build_instance(problem, placement)
        if best is None or instance.impossible or not instance.groups:
            continue
        relaxed = relax(instance, DualAscent(instance).cuts, seconds=20, rounds=4)
        assert relaxed is not None
        assert relaxed.value <= best + 1e-4 * max(1, abs(best)), seed
