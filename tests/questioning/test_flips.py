"""What flips a placement, held against every placement there is at the changed costs."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from planner.assessing.target_cases import plan_fit_of
from planner.jobs import Stop
from planner.model.rules import FACTORS, plan_weights
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.problem import Limit, PlanningProblem
from planner.pipeline import load_rules, plan_study_here
from planner.questioning.edits import with_costs
from planner.questioning.flips import checked_weight_flips, indicator_flips, weight_flips
from planner.questioning.local import Surroundings
from planner.questioning.second import Seconds
from planner.questioning.timing import timed
from planner.questioning.weighed import STEPS, with_weight
from tests.questioning.conftest import placements
from tests.reporting.studies import make_study


@cache
def fitting(seed: int) -> Study:
    """Five workloads whose places the fit decides, every factor in its own way."""
    study = make_study(5, seed=seed, insights=False)
    chance, assessed = random.Random(seed), {}
    costs: dict[str, dict[str, float]] = {}
    for workload in study.problem.workloads:
        item, cases = study.assessment.workloads[workload.id], {}
        costs[workload.id] = {}
        for target, case in item.cases.items():
            parts = {f: w * chance.uniform(0, 100) for f, w in study.assessment.weights.items()}
            fit = sum(parts.values())
            counted = plan_fit_of(parts, study.assessment.weights)
            cost = 100.0 - counted + chance.uniform(0, 10)
            costs[workload.id][target] = cost
            cases[target] = replace(
                case,
                fit=fit,
                fit_parts=parts,
                plan_fit=counted,
                fit_cost=100.0 - counted,
                money_cost=cost - 100.0 + counted,
            )
        assessed[workload.id] = replace(item, cases=cases)
    limit = Limit("private places", "count", ("private",), 1.0)
    workloads = tuple(replace(w, delay_value=0.0) for w in study.problem.workloads)
    problem = with_costs(replace(study.problem, workloads=workloads, limits=(limit,)), costs)
    study = replace(
        study,
        problem=problem,
        assessment=replace(study.assessment, workloads=assessed),
        rules=load_rules("balanced"),
    )
    return plan_study_here(study, Options(gap=1e-6, joint=False))


def best_place(problem: PlanningProblem, name: str) -> tuple[str, float]:
    """Where the best of all placements has a workload, and its lead over every other place."""
    tried = list(placements(problem))
    worth, best = min(tried, key=lambda entry: entry[0])
    rest = min((w for w, p in tried if p[name] != best[name]), default=float("inf"))
    return best[name], rest - worth


def at_weights(study: Study, weights: Mapping[str, float]) -> PlanningProblem:
    """Cost every workload anew at other weights, from the parts of its fit alone."""
    used = study.assessment.weights
    costs: dict[str, dict[str, float]] = {}
    counted = plan_weights(weights)
    for workload in study.problem.workloads:
        item = study.assessment.workloads[workload.id]
        costs[workload.id] = {}
        for target, cost in workload.cost.items():
            case = item.cases[target]
            scale = case.fit_cost / (100.0 - case.plan_fit)
            fit = sum(counted[f] * case.fit_parts[f] / used[f] for f in FACTORS if used[f] > 0)
            costs[workload.id][target] = cost + scale * (case.plan_fit - fit)
    return timed(with_costs(study.problem, costs), study.plan)


@pytest.mark.parametrize("seed", [0, 3])
def test_a_checked_weight_flips_in_the_whole_plan_and_the_step_before_does_not(seed: int) -> None:
    study = fitting(seed)
    seconds, around = Seconds(study), Surroundings(study)
    used = study.assessment.weights
    found = 0
    for name, target in study.plan.placement.items():
        rough = weight_flips(study, name, around)
        for flip in checked_weight_flips(study, name, rough, seconds.weighed):
            way = 1 if flip.after > flip.before else -1
            place, lead = best_place(
                at_weights(study, with_weight(used, flip.name, flip.after)), name
            )
            assert place == flip.to_target or lead < 1e-4
            short = flip.after - way / STEPS
            if abs(short - flip.before) * STEPS >= 1 - 1e-9:
                place, lead = best_place(
                    at_weights(study, with_weight(used, flip.name, short)), name
                )
                assert place == target or lead < 1e-4
            found += 1
    assert found > 3


@pytest.mark.parametrize("seed", [0, 3])
def test_the_nearest_flip_by_an_indicator_is_what_trying_everything_finds(seed: int) -> None:
    study = fitting(seed)
    seconds, found = Seconds(study), 0
    for name, target in study.plan.placement.items():
        item = study.assessment.workloads[name]
        surroundings = Surroundings(study)
        for flip in indicator_flips(study, name, surroundings, seconds.each(name))[:2]:
            factor, line = next(
                (factor, line)
                for factor, score in item.factors.items()
                for line in score.evidence
                if line.field == flip.name and line.points == flip.before
            )
            share = line.weight / sum(one.weight for one in item.factors[factor].evidence)

            def changed(points: float) -> PlanningProblem:
                score = item.factors[factor].score + share * (points - line.points)  # noqa: B023
                more = {
                    t: cost + surroundings.change(name, t, {factor: score})  # noqa: B023
                    for t, cost in study.problem.workloads[index].cost.items()  # noqa: B023
                }
                return timed(with_costs(study.problem, {name: more}), study.plan)  # noqa: B023

            index = next(n for n, w in enumerate(study.problem.workloads) if w.id == name)
            place, lead = best_place(changed(flip.after), name)
            assert place == flip.to_target or lead < 1e-4
            way = 1 if flip.after > flip.before else -1
            place, lead = best_place(changed(flip.after - way * 100 / STEPS), name)
            assert place == target or lead < 1e-4
            found += 1
    assert found > 3


def test_the_smallest_change_is_found_first() -> None:
    study = fitting(3)
    seconds = Seconds(study)
    for name in study.plan.placement:
        rough = weight_flips(study, name)
        every = checked_weight_flips(study, name, rough, seconds.weighed)
        first = checked_weight_flips(study, name, rough, seconds.weighed, most=1)
        assert first[:1] == every[:1]
        sizes = [abs(flip.after - flip.before) for flip in every]
        assert sizes == sorted(sizes)


def test_what_is_not_placed_again_in_time_stays_as_it_came() -> None:
    study = fitting(0)
    name = next(n for n in study.plan.placement if weight_flips(study, n))
    rough = weight_flips(study, name)
    stop = Stop()
    stop.cancel()
    left = checked_weight_flips(study, name, rough, Seconds(study).weighed, stop)
    assert left == rough
    assert not any(flip.proven or flip.tried for flip in left)
