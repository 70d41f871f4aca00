"""Draws: seeded, honest about their error, and in agreement with the optimiser on small plans."""

from __future__ import annotations

import numpy as np
import pytest

from planner.model.study import Study
from planner.questioning.arrays import build_arrays
from planner.questioning.batch import choose
from planner.questioning.missing import questions_worth_asking
from planner.questioning.stability import stability
from tests.questioning.conftest import placements, planned


def test_the_same_seed_gives_the_same_answer(small: Study) -> None:
    assert stability(small, 300, 5) == stability(small, 300, 5)
    assert stability(small, 300, 5) != stability(small, 300, 6)


def test_shares_add_up_and_agree_with_what_is_kept(small: Study) -> None:
    found = stability(small, 400, 1)
    for name, target in small.plan.placement.items():
        assert sum(found.share[name].values()) == pytest.approx(1.0)
        assert found.keeps[name] == pytest.approx(found.share[name].get(target, 0.0))
        assert set(found.share[name]) <= set(
            next(w for w in small.problem.workloads if w.id == name).candidates()
        )
    low, middle, high = found.net_present_range_minor
    assert low <= middle <= high
    assert found.resolved == 5
    assert found.sampled_error is not None
    assert 0.0 <= found.sampled_error <= 1.0
    assert 0.0 <= found.plan_keeps <= 1.0


@pytest.mark.parametrize("seed", range(3))
def test_batch_placement_is_near_the_best(seed: int) -> None:
    study = planned(6, seed, cap=3.0)
    arrays = build_arrays(study)
    start = np.array([arrays.targets.index(study.plan.placement[n]) for n in arrays.names])
    labels = choose(arrays, arrays.cost[None, :, :], start)[0]
    placement = {n: arrays.targets[k] for n, k in zip(arrays.names, labels, strict=True)}
    tried = {tuple(p.items()): worth for worth, p in placements(study.problem)}
    best = min(tried.values())
    assert tried[tuple(placement.items())] == pytest.approx(best, rel=0.02)


def test_the_undisturbed_plan_is_found_again() -> None:
    study = planned(30, 1)
    arrays = build_arrays(study)
    start = np.array([arrays.targets.index(study.plan.placement[n]) for n in arrays.names])
    labels = choose(arrays, np.repeat(arrays.cost[None, :, :], 3, axis=0), start)
    assert (labels == start).all()


def test_nothing_is_asked_where_nothing_is_missing(small: Study) -> None:
    for question in questions_worth_asking(small):
        assert 0.0 < question.worth <= 1.0
