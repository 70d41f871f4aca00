"""Workloads added, copied, set aside and deleted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.editing.aside import take_rows_in
from planner.editing.operations import edit_cells
from planner.editing.workloads import (
    add_workloads,
    delete_workloads,
    duplicate_workloads,
    set_aside_workloads,
)
from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory, Server, Workload
from planner.model.issue import Issue, Severity
from planner.model.scenario import Decision, DecisionKind, Scenario, WaveProgress
from planner.optimising.problem import DependencyKind
from planner.project import Document
from tests.support.known import known
from tests.support.refusals import refused

VALUES: dict[str, Value] = {
    "criticality": "high",
    "cpu_cores": 8.0,
    "run_cost_year": 1_234_50,
    "test_automation": 80.0,
    "support_end_date": date(2027, 3, 1),
    "technologies": ("Oracle", "Java"),
    "domain": "payments",
}


@pytest.fixture
def document():
    decisions = (
        Decision("D1", DecisionKind.PIN_TARGET, ("A",), "public"),
        Decision("D2", DecisionKind.TOGETHER, ("A", "B")),
    )
    return Document(
        inventory=Inventory(
            workloads=(
                Workload("A", "Core", VALUES, extra={"Colour": "red"}),
                Workload("B", "Cards", {"recovery_of": "A"}),
                Workload("C", "Web"),
            ),
            dependencies=(
                Dependency("C", "A", DependencyKind.BEFORE, "batch", 12.5, same_target=True),
                Dependency("C", "B"),
            ),
            servers=(Server("srv-1", "A", {"cpu_cores": 8.0}, extra={"ip": "10.0.0.1"}),),
        ),
        scenarios=(
            Scenario("base", decisions=decisions, progress=(WaveProgress(1, workloads=("A",)),)),
        ),
        log=decisions,
        issues=(Issue("bad_value", Severity.WARNING, workload_id="A", field="domain"),),
    )


def test_a_workload_is_added_under_an_id_of_its_own(document):
    made = add_workloads(document, [("Core", {"domain": "loans"}), ("A", {}), ("A", {})])
    added = made.document.inventory.workloads[3:]
    assert [(one.id, one.name) for one in added] == [
        ("Core", "Core"),
        ("A (2)", "A"),
        ("A (3)", "A"),
    ]
    assert added[0].values == {"domain": "loans"}
    assert made.replan


def test_a_workload_without_a_name_is_refused(document):
    with refused("no name"):
        add_workloads(document, [("  ", {})])


def test_a_copy_stands_behind_its_original_with_all_its_values(document):
    made = duplicate_workloads(document, ["A", "C"]).document.inventory
    assert [one.id for one in made.workloads] == ["A", "A (2)", "B", "C", "C (2)"]
    assert [one.name for one in made.workloads][1] == "Core (2)"
    assert made.workloads[1].values == VALUES
    assert made.dependencies == document.inventory.dependencies
    twice = duplicate_workloads(replace(document, inventory=made), ["A"]).document.inventory
    assert [one.name for one in twice.workloads][:3] == ["Core", "Core (3)", "Core (2)"]


def test_what_speaks_of_a_deleted_workload_goes_with_it(document):
    made = delete_workloads(document, ["A"]).document
    assert [one.id for one in made.inventory.workloads] == ["B", "C"]
    assert made.inventory.dependencies == (Dependency("C", "B"),)
    assert made.inventory.servers == () == made.inventory.set_aside
    assert made.inventory.workloads[0].values == {}
    assert made.issues == ()
    pin, together = made.scenario.decisions
    assert not pin.active
    assert together.active
    assert together.workloads == ("B",)
    assert made.log == made.scenario.decisions
    assert made.scenario.progress[0].workloads == ()


def test_what_is_set_aside_comes_back_as_it_was(document):
    made = set_aside_workloads(document, ["A"]).document
    rows = made.inventory.set_aside
    assert [row.kind for row in rows] == ["workloads", "servers", "dependencies"]
    assert {row.reason_code for row in rows} == {"by_hand"}
    assert [one.id for one in made.inventory.workloads] == ["B", "C"]
    taken = take_rows_in(made, rows)
    assert taken.refusals == ()
    back = known(taken.operation).document.inventory
    core = back.by_id["A"]
    assert (core.name, core.values, core.extra) == ("Core", VALUES, {"Colour": "red"})
    assert [(one.name, one.workload_id) for one in back.servers] == [("srv-1", "A")]
    assert back.servers[0].values == {"cpu_cores": 8.0}
    assert document.inventory.dependencies[0] in back.dependencies
    assert back.set_aside == ()


def test_what_is_typed_or_pasted_turns_no_line_round():
    document = add_workloads(Document(), [("\u202egnaB\x07", {"owner": "\u2066Li"})]).document
    (one,) = document.inventory.workloads
    assert (one.name, one.values["owner"]) == ("gnaB", "Li")
    document = edit_cells(
        document, {(one.id, "owner"): "\u202eiL", (one.id, "name"): "A\x1b"}
    ).document
    (one,) = document.inventory.workloads
    assert (one.name, one.values["owner"]) == ("A", "iL")
