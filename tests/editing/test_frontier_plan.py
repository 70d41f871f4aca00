"""A plan of the frontier opens as a scenario that stands where the plan does."""

from __future__ import annotations

from dataclasses import replace

from planner.editing.scenarios import open_frontier_plan
from planner.model.insight import FrontierPlan
from planner.project import Document
from tests.reporting.studies import make_study
from tests.support.known import known


def test_it_opens_where_it_was_shown_and_leaves_the_scenario_it_came_from():
    study = make_study(12)
    name, here = next(iter(study.plan.placement.items()))
    other = next(one.id for one in study.problem.targets if one.id != here)
    point = FrontierPlan(70.0, 1_000, 2.0, 3.0, {**study.plan.placement, name: other})
    scenario = replace(study.scenario, plan=study.plan)
    document = Document(scenarios=(scenario,), active=scenario.name)
    made = open_frontier_plan(document, point, "cheap").document
    opened = made.scenario
    plan = known(opened.plan)
    assert (opened.name, opened.dials.fit_price, opened.dials.money_price) == ("cheap", 2.0, 3.0)
    assert plan.placement == point.placement
    assert plan.placement_value is None
    assert made.scenarios[0] == scenario
