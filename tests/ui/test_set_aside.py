"""Rows set aside in the window: seen, corrected, taken in, and back by one undo."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from planner.editing.aside import take_rows_in
from planner.editing.imports import document_from, look_at_files
from planner.importing import MappingBook
from planner.ui.dialogs.set_aside import SetAsideRows
from planner.ui.session import Session

TABLES = {
    "apps.csv": "Name,Criticality,vCPU\nPay,high,8\n,low,4\nLedger,low,2\n",
    "links.csv": "Source,Target,Interface\nPay,,file\nPay,Nobody,file\n",
}


@pytest.fixture
def project(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in TABLES]
    return document_from(look_at_files(paths, date(2026, 3, 2), MappingBook()), MappingBook())


def choose(dialog, reason):
    row = next(
        row for row in range(dialog.model.rowCount()) if dialog.model.index(row, 0).data() == reason
    )
    dialog.table.selectRow(row)


def type_in(dialog, head, text):
    for row in range(dialog.form.rowCount()):
        if dialog.form.item(row, 0).text() == head:
            dialog.form.item(row, 1).setText(text)


def test_a_row_is_corrected_and_taken_in_and_undone(qapp, qtbot, project):
    session = Session()
    session.open_document(project, None)
    dialog = SetAsideRows(session)
    qtbot.addWidget(dialog)
    assert dialog.model.rowCount() == 3
    choose(dialog, "no name")
    take = dialog.findChild(QPushButton, "take_in")
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert "has no name" in dialog.told.text()
    assert session.document == project
    type_in(dialog, "Name", "Loans")
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert session.document.inventory.by_id["Loans"].number("cpu_cores") == 4.0
    assert dialog.model.rowCount() == 2
    assert not any(issue.code == "no_name" for issue in session.document.issues)
    session.undo()
    assert session.document == project


def test_a_dependency_is_given_its_other_end(qapp, qtbot, project):
    session = Session()
    session.open_document(project, None)
    dialog = SetAsideRows(session)
    qtbot.addWidget(dialog)
    choose(dialog, "one of the two ends is missing")
    type_in(dialog, "Needs", "Ledger")
    dialog.take_in()
    (link,) = session.document.inventory.dependencies
    assert (link.source, link.needed, link.interface) == ("Pay", "Ledger", "file")


def test_several_rows_at_once_say_what_is_left(project):
    taken = take_rows_in(project, project.inventory.set_aside)
    assert (taken.operation, taken.count, len(taken.refusals)) == (None, 0, 3)


def test_the_page_shows_how_many_rows_are_set_aside(window, project):
    window.session.open_document(project, None)
    window.go("inventory")
    button = window.pages["inventory"].aside
    assert button.isVisibleTo(window.pages["inventory"])
    assert "3" in button.text()
    assert window.actions_by_name["set_aside"].isEnabled()
