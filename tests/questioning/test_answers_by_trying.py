"""Answers about small plans, held against every placement there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.jobs import Stop
from planner.model.scenario import Decision, DecisionKind
from planner.model.study import Study
from planner.optimising.plan import RuleRef
from planner.optimising.problem import DependencyKind
from planner.optimising.relaxing import relaxed
from planner.questioning.edits import allow_only, forbid, near
from planner.questioning.flips import cost_flip
from planner.questioning.frontier import frontier
from planner.questioning.prices import Counter, priced_rules, rule_prices
from planner.questioning.second import Seconds
from planner.questioning.timing import timed
from tests.questioning.conftest import placements, planned
from tests.support.effort import many


@pytest.mark.parametrize("seed", many(4))
def test_second_best_is_what_trying_everything_finds(seed: int) -> None:
    study = planned(5, seed, cap=2.0, delay=seed % 2 == 1)
    tried = list(placements(timed(study.problem, study.plan)))
    asked = Seconds(study)
    for name, target in study.plan.placement.items():
        here = min(worth for worth, p in tried if p[name] == target)
        others = [worth for worth, p in tried if p[name] != target]
        found = asked.best(name)
        if not others:
            assert found.target is None
            assert found.exact
            continue
        assert found.exact
        assert found.most == pytest.approx(min(others) - here, abs=1e-4)
        rough = asked.intervals([name], Stop())[name]
        assert rough.least - 1e-4 <= min(others) - here <= rough.most + 1e-4


def test_forcing_a_workload_is_the_best_plan_with_it_there(small: Study) -> None:
    name = small.problem.workloads[0].id
    own = small.plan.placement[name]
    tried = list(placements(timed(small.problem, small.plan)))
    value = min(worth for worth, p in tried if p[name] == own)
    for target in small.problem.workloads[0].candidates():
        best = min(worth for worth, p in tried if p[name] == target)
        assert Seconds(small).force(name, target).most == pytest.approx(best - value, abs=1e-4)


def test_past_the_cost_flip_the_workload_goes_elsewhere(small: Study) -> None:
    name, target = next(iter(small.plan.placement.items()))
    flip = cost_flip(small, name, Seconds(small).best(name))
    assert flip is not None
    for rise, stays in ((-0.01, True), (0.01, False)):
        dearer = tuple(
            replace(w, cost={**w.cost, target: flip.after + rise}) if w.id == name else w
            for w in small.problem.workloads
        )
        _, best = min(
            placements(replace(small.problem, workloads=dearer)), key=lambda entry: entry[0]
        )
        assert (best[name] == target) is stays


@pytest.mark.parametrize("seed", many(2))
def test_the_price_of_a_rule_is_the_best_plan_without_it(seed: int) -> None:
    study = planned(5, seed, cap=1.0, delay=seed % 2 == 1)
    best = min(worth for worth, _ in placements(timed(study.problem, study.plan)))
    rules = [rule for rule in priced_rules(study) if rule.placement]
    assert any(rule.rule.kind == "limit" for rule in rules)
    prices = {price.rule: price for price in rule_prices(study)}
    for rule in rules:
        freed = timed(rule.without(), study.plan)
        without = min(worth for worth, _ in placements(freed))
        price = prices[rule.rule]
        assert price.proven
        assert price.points == pytest.approx(best - without, abs=2e-4)
        assert price.most is not None
        assert price.most >= price.points - 1e-6


def test_without_time_every_rule_still_has_the_price_that_was_found() -> None:
    study = planned(8, 2, cap=1.0)
    exact = {price.rule: price for price in rule_prices(study)}
    counter = Counter(study, Stop())
    for rule in priced_rules(study):
        rough = counter.first(rule, Stop()).price
        assert not rough.proven
        assert rough.points <= exact[rule.rule].points + 1e-6
        if rule.placement:
            assert rough.most is not None
            assert exact[rule.rule].points <= rough.most + 1e-6


def test_a_pin_taken_away_opens_no_place_that_the_law_forbids() -> None:
    study = planned(12, 1)
    decision = Decision("D1", DecisionKind.PIN_TARGET, tuple(study.plan.placement), "private")
    study = replace(study, scenario=replace(study.scenario, decisions=(decision,)))
    (rule,) = (r for r in priced_rules(study) if r.label == "pin_target private")
    freed = {w.id: w for w in rule.without().workloads}
    for workload in study.problem.workloads:
        cases = study.assessment.workloads[workload.id].cases
        barred = {t for t, case in cases.items() if any(f.rule != "pin" for f in case.forbidden)}
        assert barred.isdisjoint(set(freed[workload.id].candidates()) - set(workload.candidates()))


def test_nothing_beats_a_plan_of_the_frontier(small: Study) -> None:
    plans = frontier(small)
    assert plans
    assessed = small.assessment.workloads
    for plan in plans:
        assert plan.proven
        for _, other in placements(replace(small.problem, dependencies=())):
            importance = sum(assessed[n].importance for n in other)
            fit = sum(assessed[n].importance * assessed[n].cases[t].fit for n, t in other.items())
            money = sum(assessed[n].cases[t].net_present_minor for n, t in other.items())
            apart = sum(
                d.weight * small.problem.between(other[d.source], other[d.needed])
                for d in small.problem.dependencies
            )
            mine = sum(
                d.weight * small.problem.between(plan.placement[d.source], plan.placement[d.needed])
                for d in small.problem.dependencies
            )
            if apart <= mine:  # separation is the third thing that is weighed
                better_fit = fit / importance > plan.fit + 1e-3
                assert not (better_fit and money < plan.net_present_minor - 1000)


def test_the_frontier_goes_from_cheap_to_fitting(small: Study) -> None:
    plans = frontier(small)
    money = [plan.net_present_minor for plan in plans]
    fit = [plan.fit for plan in plans]
    assert money == sorted(money)
    assert fit == sorted(fit)
    assert plans[0].name in ("cheapest", "best_fit")


def test_least_change_prices_every_move_away(small: Study) -> None:
    dear = near(small.problem, small.plan.placement, 1e6)
    _, best = min(placements(dear), key=lambda entry: entry[0])
    assert best == dict(small.plan.placement)
    free = near(small.problem, {}, 1e6)
    assert free.workloads == small.problem.workloads


def test_edits_change_one_thing(small: Study) -> None:
    name = small.problem.workloads[0].id
    only = allow_only(small.problem, name, "legacy")
    assert only.workloads[0].candidates() == ("legacy",)
    assert only.workloads[1:] == small.problem.workloads[1:]
    assert forbid(only, name, "legacy") is None
    dependency = small.problem.dependencies[0]
    rule = RuleRef("before", names=(dependency.source, dependency.needed))
    freed = relaxed(small.problem, rule)
    assert freed.dependencies[0].kind is DependencyKind.FREE
    assert freed.dependencies[1:] == small.problem.dependencies[1:]
    limit = small.problem.wave_limits[0]
    opened = relaxed(small.problem, RuleRef("wave_limit", limit.id, wave=2)).wave_limits[0]
    assert opened.at_most is not None
    assert limit.at_most is not None
    assert opened.at_most[1] is None
    assert opened.at_most[0] == limit.at_most[0]
    with pytest.raises(ValueError, match="weather"):
        relaxed(small.problem, RuleRef("weather"))
