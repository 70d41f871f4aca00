"""What buying capacity gains by itself: the plan beside the best one that buys none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.worth import present_cost
from planner.jobs import Stop
from planner.model.fields import Value
from planner.model.inventory import Inventory, Workload
from planner.model.programme import CapacityStep, Programme, Target
from planner.model.scenario import Dials, Scenario
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.pipeline import Sources, draft_study
from planner.questioning.options import planned_options
from planner.questioning.prices import Counter

CELLS: dict[str, Value] = {
    "current_target": "legacy",
    "run_cost_year": 500_000_000,
    "cpu_cores": 40.0,
    "effort_days": 1.0,
    "architecture": "service_oriented",
    "technology_support": "current",
}
TARGETS = (
    Target("legacy", "legacy"),
    Target("private", "private", "", None, {"cpu_cores": 10}),
)


@pytest.mark.parametrize("placed", ["private", "legacy"])
def test_what_buying_gains_is_the_plan_beside_the_best_without(placed: str) -> None:
    step = CapacityStep("private", "cpu_cores", 30.0, 1_000_000, 4)
    programme = Programme(start=date(2027, 1, 1), targets=TARGETS, extensions=(step,))
    inventory = Inventory(workloads=(Workload("A", "A", CELLS),))
    rules = load_rule_set("balanced")
    rules = replace(rules, numbers={**rules.numbers, "least_confidence": 0.0})
    sources = Sources(
        inventory,
        programme,
        rules,
        Scenario("a", dials=Dials(horizon_years=5, money_price=5.0)),
    )
    draft = draft_study(sources, date(2026, 12, 1))
    waves = {"A": 2 if placed == "private" else None}
    study = draft.planned(Plan(PlanStatus.FEASIBLE, StoppedBy.GAP, {"A": placed}, waves))
    found = {one.key: one for one in planned_options(Counter(study, Stop()), Stop())}
    if placed == "legacy":  # nothing is bought
        assert "unbought" not in found
        return
    option = found["unbought"]
    bought, kept = present_cost(study, {"A": "private"}), present_cost(study, {"A": "legacy"})
    assert option.money_minor == bought - kept < 0
