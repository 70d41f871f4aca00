"""Dependencies drawn, changed and deleted by hand."""

from __future__ import annotations

import pytest

from planner.editing.links import add_dependency, delete_dependencies, edit_dependencies, place_of
from planner.model.inventory import Dependency, Inventory, Workload
from planner.optimising.problem import DependencyKind
from planner.project import Document
from tests.support.refusals import refused


@pytest.fixture
def document():
    workloads = tuple(Workload(key, key.lower()) for key in "ABC")
    return Document(
        inventory=Inventory(
            workloads=workloads, dependencies=(Dependency("A", "B"), Dependency("B", "C"))
        )
    )


def test_a_dependency_is_drawn_with_its_kind_and_traffic(document):
    made = add_dependency(document, "A", "C", {"kind": "together", "traffic_gib_month": 3.0})
    link = made.document.inventory.dependencies[-1]
    assert link == Dependency("A", "C", DependencyKind.TOGETHER, "", 3.0)
    assert link.kind is DependencyKind.TOGETHER
    assert made.replan
    assert place_of(made.document.inventory, "A", "C") == 2
    assert place_of(document.inventory, "A", "C") == -1


@pytest.mark.parametrize(
    ("source", "needed", "words"),
    [("A", "A", "same application"), ("A", "X", "no application"), ("A", "B", "already")],
)
def test_a_dependency_that_cannot_be_is_refused(document, source, needed, words):
    with refused(words):
        add_dependency(document, source, needed)


def test_cells_of_dependencies_are_changed_and_emptied(document):
    edits = {(0, "kind"): "free", (0, "interface"): "batch", (1, "note"): "nightly"}
    made = edit_dependencies(document, edits).document
    assert made.inventory.dependencies == (
        Dependency("A", "B", DependencyKind.FREE, "batch"),
        Dependency("B", "C", note="nightly"),
    )
    emptied = edit_dependencies(made, {(0, "kind"): None, (0, "interface"): None}).document
    assert emptied.inventory.dependencies[0] == Dependency("A", "B")


def test_an_edit_that_makes_two_alike_is_refused(document):
    with refused("already"):
        edit_dependencies(document, {(1, "source"): "A", (1, "needed"): "B"})
    with refused("same application"):
        edit_dependencies(document, {(1, "needed"): "B"})


def test_dependencies_are_deleted_by_their_places(document):
    made = delete_dependencies(document, [0]).document
    assert made.inventory.dependencies == (Dependency("B", "C"),)
