"""The repair an issue offers, by one click, and back by one undo."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from planner.editing.decisions import pin_target
from planner.editing.fixes import fix_alike, fix_issue
from planner.editing.imports import document_from, look_at_files
from planner.importing import MappingBook
from planner.model.inventory import Inventory, Workload
from planner.model.issue import Fix, Issue, Severity
from planner.project import Document
from tests.support.known import known

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


def choose(issues, wanted):
    """Make the entry that holds a doubt the current one; the one of its group where it has one."""
    tree, role = issues.list, Qt.ItemDataRole.UserRole
    entries = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    entry = next(entry for entry in entries if wanted in entry.data(0, role))
    tree.setCurrentItem(entry)
    return entry


def test_one_click_takes_the_dependency_back_in_and_undo_takes_it_out(window, qtbot, project):
    session = window.session
    session.open_document(project, None)
    window.go("inventory")
    issues = window.pages["inventory"].issues
    assert not issues.fix.isEnabled()
    choose(issues, repairable(project))
    assert "Payment Hub" in issues.fix.toolTip()
    qtbot.mouseClick(issues.fix, Qt.MouseButton.LeftButton)
    links = session.document.inventory.dependencies
    assert [(link.source, link.needed) for link in links] == [("B", "A")]
    assert repairable(project) not in session.document.issues
    session.undo()
    assert session.document == project
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy)


def test_a_repair_that_no_longer_fits_is_none(project):
    issue = repairable(project)
    repaired = known(fix_issue(project, issue)).document
    assert fix_issue(repaired, issue) is None


def test_decisions_follow_a_workload_that_is_merged(project):
    issue = Issue(
        "near_name", Severity.WARNING, workload_id="B", fix=Fix("merge_workloads", "B", "name", "A")
    )
    pinned = pin_target(project, ["B"], "private", "asked for", TODAY).document
    after = known(fix_issue(pinned, issue)).document
    assert [w.id for w in after.inventory.workloads] == ["A"]
    assert isinstance(after.inventory.by_id["A"], Workload)
    assert after.scenario.decisions[0].workloads == ("A",)
    assert after.log[0].workloads == ("A",)


def alike_project():
    """Twelve retired workloads without a strategy, one of them already merged into a stranger."""
    names = [f"W{n}" for n in range(12)]
    inventory = Inventory(workloads=tuple(Workload(name, name, {}) for name in names))
    issues = [
        Issue("retired", Severity.NOTE, workload_id=name, field="strategy",
              fix=Fix("set_field", name, "strategy", "retire"))
        for name in (*names, "gone")
    ]  # fmt: skip
    other = Issue("retired", Severity.NOTE, workload_id="W1", field="archetype",
                  fix=Fix("set_field", "W1", "archetype", "mail"))  # fmt: skip
    return Document(inventory=inventory, issues=(*issues, other))


def test_all_doubts_of_a_kind_and_column_are_mended_by_one_click_and_undo(window, qtbot):
    window.planning.live = False
    session, before = window.session, alike_project()
    session.open_document(before, None)
    window.go("inventory")
    issues = window.pages["inventory"].issues
    entry = choose(issues, before.issues[0])
    assert "13" in entry.text(0)
    assert not issues.fix.isEnabled()  # which of them?
    entry.setExpanded(True)
    issues.list.setCurrentItem(entry.child(3))
    assert issues.fix.isEnabled()
    qtbot.mouseClick(issues.fix_all, Qt.MouseButton.LeftButton)
    after = session.document
    assert {one.values["strategy"] for one in after.inventory.workloads} == {"retire"}
    assert [one.workload_id for one in after.issues] == [
        "gone",
        "W1",
    ]  # late; another
    session.undo()
    assert session.document == before


def test_merges_that_are_alike_take_each_other_along():
    chain = Inventory(workloads=tuple(Workload(name, name, {}) for name in "ABC"))
    issues = tuple(
        Issue("near_name", Severity.WARNING, workload_id=gone, field="name",
              fix=Fix("merge_workloads", gone, "name", kept))
        for gone, kept in (("B", "A"), ("C", "B"), ("C", "A"))
    )  # fmt: skip
    after = known(fix_alike(Document(inventory=chain, issues=issues), issues[0])).document
    assert [one.id for one in after.inventory.workloads] == ["A"]
    assert after.issues == ()
