"""What is claimed of a placement at the plan's dates, held against every placement there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.jobs import Stop
from planner.optimising.check import placement_value, wave_value
from planner.optimising.outcome import Options
from planner.optimising.placement.around import Around
from planner.pipeline import plan_study_here
from planner.questioning.dated import dated
from planner.questioning.timing import Windows, timed
from tests.questioning.conftest import placements, planned


@pytest.mark.parametrize("exposure", [0.0, 0.4])
@pytest.mark.parametrize("seed", range(4))
def test_no_other_targets_at_the_same_dates_beat_the_bound(seed: int, exposure: float) -> None:
    study = planned(5, seed, cap=2.0, delay=True)
    wanted = tuple(replace(one, exposure=exposure) for one in study.problem.dependencies)
    options = Options(gap=1e-6, joint=False)
    problem = replace(study.problem, dependencies=wanted)
    study = plan_study_here(replace(study, problem=problem), options)
    fixed = timed(study.problem, study.plan)
    found = dated(study, Around(fixed, study.plan.placement), Stop())
    assert found is not None
    windows, workloads = Windows(study.problem, study.plan), study.problem.workloads
    worths = []
    for _, place in placements(fixed):
        moves = [one for one in workloads if one.moves_to(place[one.id])]
        waves = {one.id: windows.of(one, place[one.id]).wave for one in moves}
        wave = {one.id: waves.get(one.id) for one in workloads}
        worths.append(
            placement_value(study.problem, place) + wave_value(study.problem, place, wave)
        )
    assert found.value in [pytest.approx(worth) for worth in worths]
    assert found.bound <= min(worths) + 1e-9
    assert found.bound >= min(worths) - 0.02 * abs(min(worths)), "the bound says something"


def test_a_joint_plan_says_it_of_all_dates() -> None:
    study = planned(4, 1)
    joint = replace(study, plan=replace(study.plan, joint=True))
    around = Around(timed(study.problem, study.plan), study.plan.placement)
    assert dated(joint, around, Stop()) is None
