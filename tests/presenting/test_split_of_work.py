"""A duration that is entered splits the work over waves, and the evidence shows the split."""

from __future__ import annotations

from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.model.fields import Value
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme
from planner.model.scenario import Scenario
from planner.pipeline import Sources, draft_study
from planner.presenting.evidence_moves import move_branches
from planner.presenting.view import PlainView
from planner.project import Document

CELLS: dict[str, Value] = {
    "current_target": "legacy",
    "effort_days": 30.0,
    "architecture": "monolith",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("weeks", "parts"), [(None, ""), (8.0, ""), (20.0, "10.0 + 10.0 + 10.0")])
def test_twenty_weeks_are_three_waves_of_eight(language, weeks, parts):
    cells = CELLS | ({} if weeks is None else {"duration_weeks": weeks})
    inventory = Inventory(workloads=(Workload("A", "Ledger", cells),))
    programme = Programme(start=date(2027, 1, 4), wave_weeks=8, wave_count=8)
    scenario = Scenario("a")
    rules = load_rule_set("balanced")
    draft = draft_study(Sources(inventory, programme, rules, scenario), date(2026, 12, 1))
    document = Document(inventory=inventory, programme=programme, scenarios=(scenario,))
    view = PlainView(document, language, draft=draft)
    found = draft.assessment.workloads["A"]
    said = {
        branch.texts[0]: " ".join(below.texts[0] for below in branch.below)
        for branch in move_branches(view, draft, found)
    }
    private = said[view.target_name("private")]
    assert (parts in private) if parts else ("+" not in private)
