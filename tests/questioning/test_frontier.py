"""The frontier, held against every placement there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from planner.model.study import Study
from planner.optimising.check import placement_value
from planner.questioning import frontier as room
from planner.questioning.edits import placement_alone, with_costs
from planner.questioning.frontier import MOST_STEPS, frontier
from tests.questioning.conftest import placements, planned


def measures(study: Study, placement: Mapping[str, str]) -> tuple[float, int]:
    """Mean fit by importance, and net present money, of a placement."""
    known = study.assessment.workloads
    importance = sum(known[n].importance for n in placement)
    fit = sum(known[n].importance * known[n].cases[t].fit for n, t in placement.items())
    money = sum(known[n].cases[t].net_present_minor for n, t in placement.items())
    return fit / importance, money


@pytest.mark.parametrize("seed", [3, 4])
def test_every_plan_is_the_best_of_all_at_its_own_prices(seed: int) -> None:
    study = planned(5, seed, cap=2.0)
    known = study.assessment.workloads
    for plan in frontier(study):
        costs = {
            w.id: {
                t: cost
                + (plan.fit_price - 1.0) * known[w.id].cases[t].fit_cost
                + (plan.money_price - 1.0) * known[w.id].cases[t].money_cost
                for t, cost in w.cost.items()
            }
            for w in study.problem.workloads
        }
        problem = with_costs(placement_alone(study.problem), costs)
        best = min(worth for worth, _ in placements(problem))
        assert plan.proven
        assert placement_value(problem, plan.placement) == pytest.approx(best, rel=1e-5)


@pytest.mark.parametrize("seed", [3, 4])
def test_where_nothing_is_parted_the_ends_are_the_cheapest_and_the_best_fit(seed: int) -> None:
    study = planned(5, seed, cap=2.0)
    free = tuple(replace(d, weight=0.0) for d in study.problem.dependencies)
    study = replace(study, problem=replace(study.problem, dependencies=free))
    plans = frontier(study)
    every = [measures(study, p) for _, p in placements(placement_alone(study.problem))]
    assert plans[0].net_present_minor == min(money for _, money in every)
    assert plans[-1].fit == pytest.approx(max(fit for fit, _ in every))
    for plan in plans:
        fit, money = measures(study, plan.placement)
        assert plan.fit == pytest.approx(fit)
        assert plan.net_present_minor == money
        beaten = [(f, m) for f, m in every if f > fit + 1e-9 and m < money]
        assert beaten == []


def test_a_price_that_finds_no_plan_is_not_tried_again(
    small: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []
    place = room._Search.at

    def failing(search: room._Search, share: float) -> object:
        tried.append(share)
        assert len(tried) <= MOST_STEPS, "it goes on for ever"
        return None if 0.0 < share < 1.0 else place(search, share)

    monkeypatch.setattr(room._Search, "at", failing)
    plans = frontier(small)
    assert len(tried) == len(set(tried))
    assert plans
