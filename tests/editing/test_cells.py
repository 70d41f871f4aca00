"""Editing cells: a doubt goes with the cell it is about."""

from __future__ import annotations

from datetime import date

from planner.editing.operations import edit_cells
from planner.editing.progress import record_progress
from planner.model.inventory import Inventory, Workload
from planner.model.issue import Issue, Severity
from planner.model.scenario import Scenario, WaveProgress
from planner.project import Document


def doubt(workload, field):
    return Issue("bad_value", Severity.WARNING, workload_id=workload, field=field)


def test_a_doubt_goes_when_its_cell_is_given_a_value_and_no_other():
    kept = (doubt("A", "memory_gib"), doubt("B", "cpu_cores"))
    document = Document(
        inventory=Inventory(workloads=(Workload("A", "One"), Workload("B", "Two"))),
        issues=(doubt("A", "cpu_cores"), *kept),
    )
    changed = edit_cells(document, {("A", "cpu_cores"): 4.0}).document
    assert changed.issues == kept
    emptied = edit_cells(document, {("A", "cpu_cores"): None}).document
    assert emptied.issues == document.issues


def test_a_planned_wave_keeps_the_day_and_the_effort_that_were_entered():
    document = Document(scenarios=(Scenario("base"),), active="base")
    dated = WaveProgress(2, "planned", actual_day=date(2027, 3, 10))
    made = record_progress(document, dated, replan=False).document
    assert [one.actual_day for one in made.scenario.progress] == [date(2027, 3, 10)]
    spent = WaveProgress(2, "planned", actual_effort_days={"core": 3.0})
    made = record_progress(document, spent, replan=False).document
    assert made.scenario.progress[0].actual_effort_days == {"core": 3.0}
    back = record_progress(made, WaveProgress(2, "planned"), replan=False).document
    assert back.scenario.progress == ()
