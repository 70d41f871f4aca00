"""Draws: seeded, honest about their error, and in agreement with the optimiser on small plans."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from planner.model.study import Study
from planner.optimising.placement.around import Around
from planner.optimising.placement.many import place_many
from planner.questioning.edits import placement_alone, with_costs
from planner.questioning.missing import questions_worth_asking
from planner.questioning.stability import resolved_draws, stability
from planner.questioning.timing import timed
from tests.questioning.conftest import placements, planned
from tests.support.effort import many


def test_the_same_seed_gives_the_same_answer(small: Study) -> None:
    found = stability(small, 100, 5)
    assert found == stability(small, 100, 5)
    assert found != stability(small, 100, 6)


def test_shares_add_up_and_agree_with_what_is_kept(small: Study) -> None:
    found = stability(small, 150, 1)
    for name, target in small.plan.placement.items():
        assert sum(found.share[name].values()) == pytest.approx(1.0)
        assert found.keeps[name] == pytest.approx(found.share[name].get(target, 0.0))
        assert set(found.share[name]) <= set(
            next(w for w in small.problem.workloads if w.id == name).candidates()
        )
    low, middle, high = found.net_present_range_minor
    assert low <= middle <= high
    assert found.resolved == 10
    assert found.sampled_error is not None
    assert 0.0 <= found.sampled_error <= 1.0
    assert 0.0 <= found.plan_keeps <= 1.0


@pytest.mark.parametrize("seed", many(2))
def test_draws_placed_together_are_at_or_near_the_best_of_each(seed: int) -> None:
    study = planned(6, seed, cap=3.0)
    around = Around(timed(study.problem, study.plan), study.plan.placement)
    rng = np.random.default_rng(seed)
    costs = around.instance.cost * rng.uniform(0.8, 1.25, (15, *around.instance.cost.shape))
    targets = around.instance.targets
    exact = 0
    for cost, label in zip(costs, place_many(around, costs), strict=True):
        drawn = with_costs(
            timed(study.problem, study.plan),
            {
                name: {t: float(c) for t, c in zip(targets, cost[unit], strict=True)
                       if np.isfinite(c)}
                for name, unit in around.unit.items()
            },
        )  # fmt: skip
        tried = {tuple(p.values()): worth for worth, p in placements(placement_alone(drawn))}
        mine = tuple(around.instance.placement(label).values())
        assert mine in tried  # it keeps every rule
        best = min(tried.values())
        assert tried[mine] == pytest.approx(best, rel=0.02)
        exact += tried[mine] <= best + 1e-6
    assert exact >= 14


def test_a_draw_placed_again_is_the_best_of_all(small: Study) -> None:
    around = Around(timed(small.problem, small.plan), small.plan.placement)
    rng = np.random.default_rng(4)
    cost = around.instance.cost * rng.uniform(0.8, 1.25, around.instance.cost.shape)
    start = around.instance.labels_of(small.plan.placement)
    best, label = around.at_costs(cost, start)
    assert best.proven
    drawn = replace(around.instance, cost=cost)
    assert drawn.keeps_rules(label)
    every = itertools.product(range(len(drawn.targets)), repeat=drawn.units)
    labels = (np.array(one) for one in every)
    assert best.value == pytest.approx(
        min(drawn.value(one) for one in labels if drawn.keeps_rules(one)), abs=1e-5
    )


def test_the_undisturbed_plan_is_found_again() -> None:
    study = planned(14, 1)
    around = Around(timed(study.problem, study.plan), study.plan.placement)
    labels = place_many(around, np.repeat(around.instance.cost[None], 3, axis=0))
    best = around.best()
    for label in labels:
        assert around.instance.value(label) == pytest.approx(best.value, rel=1e-6)


def test_nothing_is_asked_where_nothing_is_missing(small: Study) -> None:
    for question in questions_worth_asking(small):
        assert 0.0 < question.worth <= 1.0


@pytest.mark.parametrize(("workloads", "expected"), [(6, 10), (1_500, 6), (20_000, 3)])
def test_fewer_draws_are_placed_again_where_each_tells_of_more_workloads(
    workloads: int, expected: int
) -> None:
    assert resolved_draws(workloads) == expected
