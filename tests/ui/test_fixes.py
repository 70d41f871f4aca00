"""The repair an issue offers, by one click, and back by one undo."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from planner.editing.fixes import fix_issue
from planner.editing.imports import document_from, look_at_files
from planner.editing.operations import pin_target
from planner.importing import MappingBook
from planner.model.inventory import Workload
from planner.model.issue import Fix, Issue, Severity

TODAY = date(2026, 3, 2)
TABLES = {
    "apps.csv": "ID,Name,Criticality,vCPU\nA,Payment Hub,high,8\nB,Loans,low,4\n",
    "links.csv": "Source,Target\nB,Payment Hubb\n",
}


@pytest.fixture
def project(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [tmp_path / name for name in TABLES]
    return document_from(look_at_files(paths, TODAY, MappingBook()), MappingBook())


def repairable(document):
    return next(issue for issue in document.issues if issue.fix is not None)


def test_one_click_takes_the_dependency_back_in_and_undo_takes_it_out(window, qtbot, project):
    session = window.session
    session.open_document(project, None)
    window.go("inventory")
    issues = window.pages["inventory"].issues
    assert not issues.fix.isEnabled()
    items = [issues.list.item(row) for row in range(issues.list.count())]
    role = Qt.ItemDataRole.UserRole
    item = next(item for item in items if item.data(role) == repairable(project))
    issues.list.setCurrentItem(item)
    assert "Payment Hub" in issues.fix.toolTip()
    qtbot.mouseClick(issues.fix, Qt.MouseButton.LeftButton)
    links = session.document.inventory.dependencies
    assert [(link.source, link.needed) for link in links] == [("B", "A")]
    assert repairable(project) not in session.document.issues
    session.undo()
    assert session.document == project
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy, timeout=20_000)


def test_a_repair_that_no_longer_fits_is_none(project):
    issue = repairable(project)
    repaired = fix_issue(project, issue).document
    assert fix_issue(repaired, issue) is None


def test_decisions_follow_a_workload_that_is_merged(project):
    issue = Issue(
        "near_name", Severity.WARNING, workload_id="B", fix=Fix("merge_workloads", "B", "name", "A")
    )
    pinned = pin_target(project, ["B"], "private", "asked for", TODAY).document
    after = fix_issue(pinned, issue).document
    assert [w.id for w in after.inventory.workloads] == ["A"]
    assert isinstance(after.inventory.by_id["A"], Workload)
    assert after.scenario.decisions[0].workloads == ("A",)
    assert after.log[0].workloads == ("A",)
