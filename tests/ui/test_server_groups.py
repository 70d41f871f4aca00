"""Servers and their groups: the rule is shown, a server moves, sizes follow, undo takes it back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from planner.editing.imports import document_from, look_at_files
from planner.editing.regroup import BY_HAND, move_servers
from planner.importing import MappingBook
from planner.ui.dialogs.server_groups import ServerGroups
from planner.ui.session import Session
from tests.support.known import known

SERVERS = "Hostname,OS,vCPU\npay-web-01,Linux,4\npay-db-01,Linux,8\nmail,Linux,2\n"


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "servers.csv"
    path.write_text(SERVERS, encoding="utf-8")
    return document_from(look_at_files([path], date(2026, 3, 2), MappingBook()), MappingBook())


def cores(document):
    return {w.name: w.number("cpu_cores") for w in document.inventory.workloads}


def test_sizes_follow_a_server_that_moves(project):
    assert cores(project) == {"pay": 12.0, "mail": 2.0}
    after = known(move_servers(project, [1], "mail")).document
    assert cores(after) == {"pay": 4.0, "mail": 10.0}
    assert after.inventory.servers[1].grouped_by == BY_HAND


def test_an_application_that_was_only_its_servers_goes_with_the_last(project):
    after = known(move_servers(project, [2], "pay")).document
    assert cores(after) == {"pay": 14.0}


def test_a_new_name_makes_a_new_application(project):
    after = known(move_servers(project, [0], "Shop")).document
    assert cores(after) == {"pay": 8.0, "mail": 2.0, "Shop": 4.0}


def test_what_a_person_has_typed_stays(project):
    from planner.editing.operations import edit_cells

    workload = next(w for w in project.inventory.workloads if w.name == "pay")
    edited = edit_cells(project, {(workload.id, "cpu_cores"): 20.0}).document
    assert cores(known(move_servers(edited, [1], "mail")).document) == {"pay": 20.0, "mail": 10.0}


def test_nothing_to_move_is_no_step(project):
    assert move_servers(project, [0], "pay") is None
    assert move_servers(project, [0], "  ") is None


def test_the_dialog_shows_the_rule_and_moves_what_is_selected(qapp, qtbot, project):
    session = Session()
    session.open_document(project, None)
    dialog = ServerGroups(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    rules = [dialog.model.index(row, 2).data() for row in range(3)]
    assert rules == ["names alike", "names alike", "stands alone"]
    assert not dialog.mover.isEnabled()
    dialog.table.selectRow(1)
    dialog.target.setEditText("mail")
    qtbot.mouseClick(dialog.mover, Qt.MouseButton.LeftButton)
    assert cores(session.document) == {"pay": 4.0, "mail": 10.0}
    assert dialog.model.index(1, 2).data() == "moved by hand"
    session.undo()
    assert session.document == project
    assert dialog.model.index(1, 1).data() == "pay"
