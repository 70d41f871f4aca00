"""The plan that is at hand where the search has none: it keeps the rules, never in the way."""

from __future__ import annotations

import threading

import pytest

from planner.jobs import Stop
from planner.optimising import construction
from planner.optimising.check import check_placement, check_waves, placement_value, wave_value
from planner.optimising.construction import Opening, opening_plan
from planner.optimising.outcome import Options
from planner.optimising.solving import solve_here
from planner.optimising.staging import Found
from tests.optimising.small_problems import random_problem
from tests.support.effort import many
from tests.support.known import known


@pytest.mark.parametrize("seed", many(30))
def test_an_opening_keeps_every_rule_and_its_bound_holds(seed):
    problem = random_problem(seed)
    best = solve_here(problem, Options(None, 20_000, gap=1e-6))
    found = opening_plan(problem, Options(), Stop(work_limit=20_000))
    if found is None:
        return
    assert best.exists
    assert not list(check_placement(problem, found.placement))
    assert found.placement_value == pytest.approx(placement_value(problem, found.placement))
    if problem.waves:
        wave = known(found.wave)
        assert not list(check_waves(problem, found.placement, wave))
        true = wave_value(problem, found.placement, wave)
        assert found.wave_value == pytest.approx(true)
    if found.placement_bound is not None:
        worth = known(best.placement_value)
        assert found.placement_bound <= worth + 1e-6 * abs(worth)


def test_every_small_problem_with_a_plan_has_an_opening():
    problems = [random_problem(seed) for seed in range(40)]
    solvable = [one for one in problems if solve_here(one, Options(None, 20_000)).exists]
    stops = ((one, Stop(work_limit=20_000)) for one in solvable)
    opened = [one for one, stop in stops if opening_plan(one, Options(), stop) is not None]
    assert len(opened) == len(solvable) > 0


def test_a_search_that_has_found_nothing_gets_an_opening(monkeypatch):
    sent, told = [], threading.Event()
    monkeypatch.setattr(construction, "opening_plan", lambda *_: "a plan")

    def send(item):
        sent.append(item)
        told.set()

    watch = Opening(random_problem(1), Options(), 0.05, send)
    assert told.wait(5)
    watch.end()
    assert sent == ["a plan"]


@pytest.mark.parametrize("before", ["found", "end"])
def test_no_opening_comes_after_a_plan_or_after_the_end(monkeypatch, before):
    begun, may_end = threading.Event(), threading.Event()

    def slow(*_):
        begun.set()
        may_end.wait(5)
        return "late"

    monkeypatch.setattr(construction, "opening_plan", slow)
    sent: list[object] = []
    watch = Opening(random_problem(1), Options(), 0.01, sent.append)
    assert begun.wait(5)
    if before == "found":
        watch.found(Found({}, 0.0))
    else:
        watch.end()
    may_end.set()
    known(watch._timer).join(5)
    assert "late" not in sent


def test_what_still_looks_for_an_opening_is_told_to_end_and_waited_for(monkeypatch):
    begun = threading.Event()

    def until_told(_problem, _options, stop):
        begun.set()
        stop.cancel_event.wait(5)

    monkeypatch.setattr(construction, "opening_plan", until_told)
    monkeypatch.setattr(construction, "PATIENCE_S", 5.0)
    watch = Opening(random_problem(1), Options(), 0.01, lambda _: None)
    assert begun.wait(5)
    watch.end()
    assert not known(watch._timer).is_alive()
