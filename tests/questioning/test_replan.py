"""After an edit: the dial goes from the best plan to the one with the fewest changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.model.scenario import Dials
from planner.model.study import Study
from planner.optimising.check import check_plan
from planner.optimising.outcome import Options
from planner.questioning.replan import change_price, changes, replan
from tests.questioning.conftest import planned


def edited(study: Study, dial: float) -> Study:
    """Make half of the workloads' present targets a little dearer."""
    workloads = list(study.problem.workloads)
    for n in range(0, len(workloads), 2):
        target = study.plan.placement[workloads[n].id]
        dearer = {**workloads[n].cost, target: workloads[n].cost[target] + 8}
        workloads[n] = replace(workloads[n], cost=dearer)
    scenario = replace(study.scenario, dials=Dials(least_change=dial))
    return replace(
        study, problem=replace(study.problem, workloads=tuple(workloads)), scenario=scenario
    )


def test_the_dial_trades_worth_for_fewer_changes() -> None:
    study = planned(24, 4, steps=200)
    worths, counts = [], []
    for dial in (0.0, 0.3, 1.0):
        draft = edited(study, dial)
        again = replan(draft, study.plan, Options(work_limit=400))
        assert again.plan.exists
        assert check_plan(draft.problem, again.plan) == ()
        assert again.plan.placement_value is not None
        worths.append(again.plan.placement_value)
        moved = [c for c in changes(study.plan, again.plan) if c.target_before != c.target_after]
        counts.append(len(moved))
    assert worths == sorted(worths)
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_no_bound_is_claimed_for_other_costs() -> None:
    study = planned(12, 4)
    again = replan(edited(study, 0.5), study.plan, Options(work_limit=400))
    assert again.plan.placement_bound is None
    assert again.plan.placement_gap is None


def test_nothing_edited_nothing_changed() -> None:
    study = planned(12, 4)
    again = replan(study, study.plan, Options(work_limit=400))
    assert changes(study.plan, again.plan) == ()
    assert change_price(study.problem, 0.0) == 0.0
    assert again.plan.placement_value == pytest.approx(study.plan.placement_value)
