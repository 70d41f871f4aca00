"""What came second in a plan of both stages at once, held against every plan there is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.model.study import Study
from planner.optimising.check import check_placement, check_waves, placement_value, wave_value
from planner.optimising.outcome import Options
from planner.optimising.problem import PlanningProblem
from planner.pipeline import plan_study_here
from planner.questioning.second import Seconds
from tests.reporting.studies import make_study

WAVES = 3


def joint(seed: int) -> Study:
    study = make_study(3, seed=seed, insights=False)
    problem = replace(
        study.problem,
        limits=(),
        waves=study.problem.waves[:WAVES],
        wave_limits=tuple(
            replace(limit, at_most=limit.at_most and limit.at_most[:WAVES], at_least=None)
            for limit in study.problem.wave_limits
        ),
        workloads=tuple(
            replace(w, earliest_wave=None, latest_wave=None) for w in study.problem.workloads
        ),
    )
    return plan_study_here(replace(study, problem=problem), Options(gap=1e-6, joint=True))


def every(problem: PlanningProblem) -> Iterator[tuple[float, dict[str, str]]]:
    names = [w.id for w in problem.workloads]
    for choice in itertools.product(*(w.candidates() for w in problem.workloads)):
        placement = dict(zip(names, choice, strict=True))
        if list(check_placement(problem, placement)):
            continue
        moves = [w.id for w in problem.workloads if w.moves_to(placement[w.id])]
        for waves in itertools.product(range(1, WAVES + 1), repeat=len(moves)):
            wave = {**dict.fromkeys(names), **dict(zip(moves, waves, strict=True))}
            if not list(check_waves(problem, placement, wave)):
                worth = placement_value(problem, placement) + wave_value(problem, placement, wave)
                yield worth, placement


@pytest.mark.parametrize("seed", [1, 2])
def test_second_best_of_a_joint_plan_is_what_trying_everything_finds(seed: int) -> None:
    study = joint(seed)
    assert study.plan.joint
    tried, asked = list(every(study.problem)), Seconds(study)
    best = min(worth for worth, _ in tried)
    for name, target in study.plan.placement.items():
        others = [worth for worth, placement in tried if placement[name] != target]
        found = asked.best(name)
        assert found.exact
        if others:
            assert found.most == pytest.approx(min(others) - best, abs=2e-3)
        else:
            assert found.target is None
