"""A file imported again: what differs, what is ticked, one step that can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from planner.editing.decisions import note_decision, pin_target
from planner.editing.imports import document_from, look_at_files
from planner.editing.operations import edit_cells
from planner.editing.reimport import Chosen, compare, proposed, take_over
from planner.importing import MappingBook, import_files, write_workbook
from planner.ui.dialogs.reimport_preview import MARK, WHAT, ReimportPreview

TODAY = date(2026, 3, 2)
TABLE = "ID,Name,Criticality,vCPU,Depends on\nA,Pay,high,8,B\nB,Loans,low,4,\nC,Cards,low,2,\n"


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(TABLE, encoding="utf-8")
    document = document_from(look_at_files([path], TODAY, MappingBook()), MappingBook())
    document = pin_target(document, ["C"], "private", "asked for", TODAY).document
    return note_decision(document, "keep this in mind", TODAY).document


def sent_back(document, tmp_path, change, name="back.xlsx"):
    """Write the project's inventory as Excel gets it, changed there, and read it again."""
    path = tmp_path / name
    inventory = replace(document.inventory, workloads=change(document.inventory.workloads))
    known = inventory.by_id
    links = tuple(d for d in inventory.dependencies if {d.source, d.needed} <= known.keys())
    write_workbook(path, replace(inventory, dependencies=links), document.programme)
    return path, import_files([path], today=TODAY)


def with_value(workload, key, value):
    return replace(workload, values={**workload.values, key: value})


def excel(workloads):
    """One value changed, one workload removed, one added."""
    first, second, _ = workloads
    added = replace(second, id="D", name="Mail")
    return (with_value(first, "cpu_cores", 16.0), second, added)


def test_the_same_file_changes_nothing(project, tmp_path):
    _, imported = sent_back(project, tmp_path, lambda workloads: workloads)
    found = compare(project, imported)
    assert found.diff.empty
    assert not found.programme_differs
    assert proposed(found).count == 0


def test_added_changed_and_removed_are_told_and_taken_over(project, tmp_path):
    _, imported = sent_back(project, tmp_path, excel)
    found = compare(project, imported)
    chosen = proposed(found)
    assert chosen.added == {"D"}
    assert chosen.removed == {"C"}
    assert chosen.changed == {("A", "cpu_cores")}
    after = take_over(project, found, chosen, "back.xlsx").document
    assert list(after.inventory.by_id) == ["A", "B", "D"]
    assert after.inventory.by_id["A"].number("cpu_cores") == 16.0
    assert [(d.source, d.needed) for d in after.inventory.dependencies] == [("A", "B")]
    assert after.log == project.log
    assert after.scenario.decisions == project.scenario.decisions


def test_what_is_not_ticked_stays(project, tmp_path):
    _, imported = sent_back(project, tmp_path, excel)
    found = compare(project, imported)
    after = take_over(project, found, Chosen(changed=frozenset({("A", "cpu_cores")})), "x").document
    assert set(after.inventory.by_id) == {"A", "B", "C"}
    assert after.inventory.by_id["A"].number("cpu_cores") == 16.0
    nothing = take_over(project, found, Chosen(), "x").document
    values = {w.id: (w.name, w.values) for w in nothing.inventory.workloads}
    assert values == {w.id: (w.name, w.values) for w in project.inventory.workloads}


def test_what_was_typed_here_is_not_overwritten_unless_asked(project, tmp_path):
    _, imported = sent_back(project, tmp_path, excel)
    edited = edit_cells(project, {("A", "cpu_cores"): 12.0}).document
    found = compare(edited, imported)
    assert ("A", "cpu_cores") not in proposed(found).changed
    after = take_over(edited, found, proposed(found), "x").document
    assert after.inventory.by_id["A"].number("cpu_cores") == 12.0
    assert "cpu_cores" in after.inventory.by_id["A"].edited


def test_a_short_list_by_name_forgets_nothing(project, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("Application,vCPU\nLoans,6\n", encoding="utf-8")
    found = compare(project, import_files([path], today=TODAY))
    chosen = proposed(found)
    assert chosen.changed == {("B", "cpu_cores")}
    assert not chosen.added | chosen.removed
    after = take_over(project, found, chosen, "short.csv").document
    assert len(after.inventory.workloads) == 3
    assert after.inventory.by_id["B"].text("criticality") == "low"
    assert [(d.source, d.needed) for d in after.inventory.dependencies] == [("A", "B")]


def test_ticked_by_hand_applied_as_one_step_and_undone(window, qtbot, project, tmp_path):
    path, _ = sent_back(project, tmp_path, excel)
    session = window.session
    session.open_document(project, None)
    window.imports.again(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(ReimportPreview)))
    dialog = window.findChildren(ReimportPreview)[-1]
    assert "3" in dialog.apply.text()
    by_entry = {item.data(WHAT, Qt.ItemDataRole.UserRole)[0]: item for item in dialog.entries()}
    assert "decisions" in by_entry["removed"].text(MARK)
    by_entry["removed"].setCheckState(WHAT, Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: "2" in dialog.apply.text())
    before = len(session.history.steps)
    button = dialog.findChild(QPushButton, "again_apply")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert set(session.document.inventory.by_id) == {"A", "B", "C", "D"}
    assert len(session.history.steps) == before + 1
    assert "back.xlsx" in session.step_name(session.history.undo_label)
    session.undo()
    assert session.document.inventory == project.inventory
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy)
