"""A flip called proven, held against every placement of an inventory assessed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner import pipeline
from planner.jobs import Stop
from planner.model.insight import Flip
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.problem import PlanningProblem
from planner.questioning.again import Again, tried
from planner.questioning.flips import indicator_flips, weight_flips
from planner.questioning.second import Seconds
from planner.questioning.timing import timed
from planner.questioning.weighed import STEPS, with_weight
from tests.questioning.conftest import placements

TINY = Path(__file__).parents[2] / "samples" / "tiny.xlsx"
DAY = date(2026, 11, 30)
KEPT = 4
"""Workloads of the sample that are kept, so that every placement can be tried."""


@pytest.fixture(scope="module")
def study() -> Study:
    """Four systems of the small sample, planned in two stages, delays and all."""
    sources, _ = pipeline.import_sources([TINY], DAY)
    kept = sources.inventory.workloads[:KEPT]
    names = {one.id for one in kept}
    needs = tuple(
        one for one in sources.inventory.dependencies if {one.source, one.needed} <= names
    )
    inventory = replace(sources.inventory, workloads=kept, dependencies=needs)
    draft = pipeline.draft_study(replace(sources, inventory=inventory), DAY)
    return pipeline.plan_study_here(draft, Options(gap=1e-6, joint=False, work_limit=2_000))


def assessed_with(study: Study, flip: Flip, value: float) -> PlanningProblem:
    """The problem with the flip's change, by the steps that a plan is made with."""
    from planner.assessing import assess, build_problem

    scenario, points = study.scenario, {}
    if flip.what == "weight":
        weights = with_weight(study.assessment.weights, flip.name, value)
        scenario = replace(scenario, dials=replace(scenario.dials, weights=weights))
    else:
        points = {flip.workload_id: {flip.indicator: value}}
    parts = (study.inventory, study.programme, study.rules, scenario)
    assessment = assess(*parts, points=points)
    return build_problem(*parts, assessment, study.calendar, study.made_on)[0]


def place_in(study: Study, problem: PlanningProblem, name: str) -> tuple[str, float]:
    """Where the best of all placements at the plan's dates has it, and its lead."""
    every = list(placements(timed(problem, study.plan)))
    worth, best = min(every, key=lambda entry: entry[0])
    rest = min((w for w, p in every if p[name] != best[name]), default=float("inf"))
    return best[name], rest - worth


def test_a_proven_flip_is_what_trying_everything_finds(study: Study) -> None:
    again, found = Again(study), set()
    assert any(w.delay(t) for w in study.problem.workloads for t in w.candidates())
    for name, home in study.plan.placement.items():
        elsewhere = Seconds(study).each(name)
        flips = (*weight_flips(study, name), *indicator_flips(study, name, elsewhere=elsewhere)[:2])
        for flip in tried(again, flips, len(flips)):
            assert flip.proven
            assert not flip.tried
            place, lead = place_in(study, assessed_with(study, flip, flip.after), name)
            assert place == flip.to_target or lead < 1e-4
            unit = (1.0 if flip.what == "weight" else 100.0) / STEPS
            short = flip.after - unit * (1 if flip.after > flip.before else -1)
            if abs(short - flip.before) >= unit / 2:
                place, lead = place_in(study, assessed_with(study, flip, short), name)
                assert place == home or lead < 1e-4
            found.add(flip.what)
    assert found == {"weight", "indicator"}


def test_what_work_does_not_reach_stays_untried(study: Study) -> None:
    flips = [flip for name in study.plan.placement for flip in weight_flips(study, name)]
    stop = Stop()
    stop.cancel()
    assert tried(Again(study), flips, len(flips), stop) == tuple(
        sorted(flips, key=lambda flip: abs(flip.after - flip.before))
    )


def test_a_flip_that_does_not_hold_is_left_out(study: Study) -> None:
    """The change named does nothing, nor does any larger one."""
    name, home = next(iter(study.plan.placement.items()))
    used = study.assessment.weights["elasticity"]
    keeps = Flip(name, "weight", "elasticity", used, used + 1 / STEPS, "nowhere")
    for flip in tried(Again(study), [keeps], 1):
        assert flip.to_target not in (home, "nowhere")


def test_a_plan_of_another_inventory_is_not_tried(study: Study) -> None:
    """Its problem is not what the inventory says, so that nothing can be held against it."""
    workloads = tuple(replace(w, delay_value=0.0) for w in study.problem.workloads)
    other = replace(study, problem=replace(study.problem, workloads=workloads))
    flip = Flip(next(iter(study.plan.placement)), "weight", "elasticity", 0.1, 0.9, "public")
    assert tried(Again(other), [flip], 1) == (flip,)
