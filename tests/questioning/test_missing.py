"""The questions worth asking, ranked, held against the workload's places at every answer."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest

from planner.jobs import Stop
from planner.model.assessment import ValueSource
from planner.model.rules import plan_weights
from planner.model.study import Study
from planner.optimising.problem import AttributeGroup
from planner.questioning.local import Surroundings, limit_prices
from planner.questioning.missing import LEVELS, questions_worth_asking
from planner.questioning.timing import first_proof, timed
from tests.questioning.test_flips import fitting


def unknown(seed: int, source: ValueSource = ValueSource.NEUTRAL) -> Study:
    """Five workloads of which nothing is known (or all is), of unequal importance."""
    study, chance = fitting(seed), random.Random(seed)
    items = {}
    for name, item in study.assessment.workloads.items():
        factors = {
            key: replace(
                found,
                evidence=tuple(replace(e, source=source) for e in found.evidence),
            )
            for key, found in item.factors.items()
        }
        items[name] = replace(item, factors=factors, importance=chance.uniform(1, 5))
    return replace(study, assessment=replace(study.assessment, workloads=items))


def by_hand(study: Study) -> dict[tuple[str, str], float]:
    """Work out the worth of every cell from the curves, the costs and the neighbours alone."""
    kinds = {target.id: target.kind for target in study.programme.targets}
    curves = {profile.target_kind: profile.curves for profile in study.rules.profiles}
    place, problem = study.plan.placement, study.problem
    counted = plan_weights(study.assessment.weights)
    top = max(study.assessment.workloads[n].importance for n in place)
    found = {}
    for workload in timed(problem, study.plan).workloads:
        item = study.assessment.workloads[workload.id]
        for factor, score in item.factors.items():
            if factor == "business_case":
                continue
            for line in score.evidence:
                moved, now = 0, ""
                for level in (line.points, *LEVELS):
                    costs = {}
                    for target in workload.candidates():
                        curve = curves[kinds[target]][factor]
                        before, after = (
                            curve.at(score.score),
                            curve.at(score.score + level - line.points),
                        )
                        costs[target] = (
                            workload.cost[target]
                            - counted[factor] * (after - before)
                            + sum(
                                d.weight * problem.between(target, place[other])
                                for d in problem.dependencies
                                for other in ((d.needed,) if d.source == workload.id else
                                              (d.source,) if d.needed == workload.id else ())
                            )
                        )  # fmt: skip
                    best = min(costs, key=lambda t: costs[t])
                    now = now or best
                    moved += best != now
                if moved:
                    found[workload.id, line.field] = moved / len(LEVELS) * item.importance / top
    return found


@pytest.mark.parametrize("seed", [1, 3])
def test_worth_is_the_share_of_answers_that_move_it_and_ranks_them(seed: int) -> None:
    study = unknown(seed)
    expected = by_hand(study)
    asked = questions_worth_asking(study)
    assert {(q.workload_id, q.field): q.worth for q in asked} == pytest.approx(expected)
    assert expected
    assert [q.worth for q in asked] == sorted((q.worth for q in asked), reverse=True)


def test_what_a_limit_is_worth_brings_a_workload_alone_nearer_to_the_plan() -> None:
    agrees = [0, 0]
    for seed in range(6):
        study = fitting(seed)
        prices = limit_prices(first_proof(study))
        assert set(prices) == {"private places"}
        for place, given in enumerate((None, prices)):
            around = Surroundings(study, given)
            plan = study.plan.placement
            agrees[place] += sum(around.best(name) == target for name, target in plan.items())
    assert agrees[1] > agrees[0]


def test_a_cell_that_is_known_is_not_asked_for() -> None:
    assert questions_worth_asking(unknown(1, ValueSource.CELL)) == ()


def test_without_time_nothing_is_made_up() -> None:
    stop = Stop()
    stop.cancel()
    assert questions_worth_asking(unknown(1), stop=stop) == ()


@pytest.mark.parametrize("seed", range(4))
def test_a_cell_of_one_that_goes_with_another_counts_by_what_both_cost(seed: int) -> None:
    study = unknown(seed)
    names = [one.id for one in study.problem.workloads]
    pair = names[0], names[1]
    bound = replace(study.problem, same=(AttributeGroup("technology", pair),), limits=())
    clouds = {"public", "hybrid"}
    targets = tuple(
        replace(one, attributes={"technology": "cloud" if one.id in clouds else one.id})
        for one in bound.targets
    )
    study = replace(study, problem=replace(bound, targets=targets))
    around = Surroundings(study)
    value = study.problem.value_of("technology")

    def place(name: str, factor: str, score: float) -> str:
        """Where ``name`` goes in the cheapest of all places of both that share a value."""
        best = {}
        for both in product(*(around.places(one) for one in pair)):
            if value[both[0]] == value[both[1]]:
                best[both] = sum(
                    around.cost(one, target, {factor: score} if one == name else None, beside=pair)
                    for one, target in zip(pair, both, strict=True)
                )
        return min(best, key=lambda both: best[both])[pair.index(name)]

    expected = {}
    top = max(study.assessment.workloads[n].importance for n in names)
    for name in pair:
        item = study.assessment.workloads[name]
        for factor, found in item.factors.items():
            for line in found.evidence if factor != "business_case" else ():
                now = place(name, factor, found.score)
                total = sum(one.weight for one in found.evidence)
                share = line.weight / total
                after = [found.score + share * (level - line.points) for level in LEVELS]
                moved = sum(place(name, factor, score) != now for score in after)
                if moved:
                    expected[name, line.field] = moved / len(LEVELS) * item.importance / top
    asked = questions_worth_asking(study)
    found_of = {(q.workload_id, q.field): q.worth for q in asked if q.workload_id in pair}
    assert found_of == pytest.approx(expected)
