"""List scheduling and the annealed search keep the rules they promise to keep."""

from functools import partial

import numpy as np
import pytest

from planner.jobs import Stop, ignore_progress
from planner.optimising.check import wave_value
from planner.optimising.outcome import Options
from planner.optimising.waves import early, solve_waves
from planner.optimising.waves.building import build_instance
from planner.optimising.waves.improve import PlanSearch
from planner.optimising.waves.listing import list_plan, priorities
from planner.optimising.waves.searching import anneal
from planner.optimising.waves.track import Track
from tests.optimising.waves.wave_problems import best_by_trying, breaks, random_problem
from tests.support.effort import many
from tests.support.known import known


def usable(seeds):
    for seed in seeds:
        problem, placement = random_problem(seed, size=6)
        instance = build_instance(problem, placement)
        if not instance.impossible and instance.groups:
            yield seed, problem, placement, instance


def in_order(instance, plan):
    windows = instance.open[np.arange(instance.groups), plan].all()
    return windows and (plan[instance.succ] >= plan[instance.pred] + instance.lag).all()


def test_list_plans_keep_order_and_windows():
    for seed, _, _, instance in usable(many(70, 60_000)):
        for priority in priorities(instance):
            assert in_order(instance, list_plan(instance, priority)), seed


def test_search_keeps_order_and_remembers_only_plans_that_keep_all_rules():
    found = 0
    for seed, problem, placement, instance in usable(many(70, 61_000)):
        search = PlanSearch(instance, list_plan(instance, next(priorities(instance))), seed)
        for heat in (0.5, 0.1, 0.01):
            search.run(400, heat)
            search.mend(200)
            assert in_order(instance, search.plan), seed
        if np.isfinite(search.best_value):
            found += 1
            assert breaks(problem, placement, instance.plan(search.best)) == "", seed
            assert instance.value(search.best) == pytest.approx(search.best_value), seed
            assert search.best_value >= known(best_by_trying(problem, placement)) - 1e-6, seed
    assert found > 20


def test_the_large_path_is_right_on_small_problems(monkeypatch):
    # The same pipeline as for thousands of workloads, where every plan can be tried.
    monkeypatch.setattr(early, "SMALL", 0)
    good = count = 0
    for seed, problem, placement, _ in usable(many(30, 62_000)):
        outcome = solve_waves(problem, placement, Options(), Stop(work_limit=600), ignore_progress)
        best = best_by_trying(problem, placement)
        if best is None:
            assert outcome.value is None, seed
            continue
        count += 1
        assert outcome.bound is not None, seed
        assert outcome.bound <= best + 1e-9 * max(1, abs(best)), seed
        if outcome.value is not None:
            assert breaks(problem, placement, outcome.wave) == "", seed
            good += outcome.value == pytest.approx(best, rel=1e-6, abs=1e-6)
    assert good >= 0.9 * count


def test_a_search_that_begins_with_nearly_nothing_left_comes_to_an_end(monkeypatch):
    _, problem, placement, instance = next(usable(range(63_000, 63_050)))
    worth = partial(wave_value, problem, placement)
    stop = Stop(work_limit=100)
    track = Track(instance, worth, 1e-4, stop, ignore_progress)
    stop.count(95)
    search = PlanSearch(instance, list_plan(instance, next(priorities(instance))), 0)
    runs = []
    run = search.run

    def counted(moves, heat):
        runs.append(moves)
        assert len(runs) < 50, "the search goes on past its limit"
        run(moves, heat)

    monkeypatch.setattr(search, "run", counted)
    anneal(track, search, upto=1.01, hot=0.1)
    assert stop.expired()


def test_same_work_limit_same_plan():
    for _, problem, placement, _ in usable(range(63_000, 63_010)):
        one, two = (
            solve_waves(problem, placement, Options(seed=3), Stop(work_limit=300), ignore_progress)
            for _ in range(2)
        )
        assert (one.wave, one.value, one.bound) == (two.wave, two.value, two.bound)
