"""The inventory and the dependencies are entered in the window; undo takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from planner.ui.dialogs.link import LinkDialog
from planner.ui.dialogs.replacing import ReplaceDialog
from tests.support.waiting import settled


@pytest.fixture
def page(planned):
    planned.go("inventory")
    return planned.pages["inventory"]


def names(window):
    return [one.name for one in window.session.document.inventory.workloads]


def run(window, name):
    window.show_history()
    assert window.actions_by_name[name].isEnabled()
    window.actions_by_name[name].trigger()


def test_a_workload_is_added_under_the_name_that_is_typed(planned, page):
    before = names(planned)
    run(planned, "workload_add")
    dialog = planned.findChild(QInputDialog)
    dialog.setTextValue("New ledger")
    dialog.accept()
    assert names(planned) == [*before, "New ledger"]
    assert planned.session.selection == ("New ledger",)
    planned.session.undo()
    assert names(planned) == before


def test_what_is_selected_is_copied_set_aside_and_deleted(planned, page):
    session = planned.session
    assert not planned.actions_by_name["workload_delete"].isEnabled()
    first, second = (one.id for one in session.document.inventory.workloads[:2])
    before = session.document
    session.select([first])
    run(planned, "workload_duplicate")
    assert names(planned)[1] == f"{names(planned)[0]} (2)"
    assert session.selection == (session.document.inventory.workloads[1].id,)
    run(planned, "workload_delete")
    assert session.document.inventory == before.inventory
    session.select([second])
    run(planned, "workload_set_aside")
    assert second not in session.document.inventory.by_id
    assert second in [row.texts.get("id") for row in session.document.inventory.set_aside]
    session.undo()
    assert session.document.inventory == before.inventory


def test_rows_pasted_below_the_last_are_workloads_and_a_bad_value_is_named(planned, page, qtbot):
    page.choose_columns(("cpu_cores", "domain"))
    count = page.model.rowCount()
    page.table.clearSelection()
    last = page.model.index(count - 1, 1)
    page.table.setCurrentIndex(last)
    QGuiApplication.clipboard().setText("Kept name\tloans\t4\nLedger\tcards\tmany\nHub\tcards\t2")
    steps = len(planned.session.history.steps)
    page.paste()
    workloads = planned.session.document.inventory.workloads
    assert [one.name for one in workloads[count - 1 :]] == ["Kept name", "Ledger", "Hub"]
    assert workloads[count].values == {"domain": "cards"}
    assert workloads[count + 1].values == {"cpu_cores": 2.0, "domain": "cards"}
    assert len(planned.session.history.steps) == steps + 1
    assert "CPU" in planned.banner.sentence.text()
    assert "Ledger" in planned.banner.sentence.text()


def test_cells_are_filled_down(planned, page, qtbot):
    page.choose_columns(("domain",))
    page.model.set_cells([(0, 2, "loans")])
    qtbot.waitUntil(lambda: page.model.index(0, 2).data() == "loans")
    page.table.clearSelection()
    model = page.table.selectionModel()
    for row in range(4):
        model.select(page.model.index(row, 2), model.SelectionFlag.Select)
    page.fill_down()
    found = [one.text("domain") for one in planned.session.document.inventory.workloads[:4]]
    assert found == ["loans"] * 4


def test_words_are_found_and_replaced_in_every_cell(planned, page, qtbot):
    page.choose_columns(("domain", "technical_owner"))
    page.model.set_cells([(0, 2, "Old Bank"), (1, 3, "the old bank's team")])
    qtbot.waitUntil(lambda: page.model.index(0, 2).data() == "Old Bank")
    page.table.selectRow(0)  # a card that was chosen on a board: nobody means it here
    run(planned, "replace")
    dialog = planned.findChild(ReplaceDialog)
    assert dialog.selected.isEnabled()
    assert not dialog.selected.isChecked()
    assert not dialog.agree.isEnabled()
    dialog.sought.setText("old bank")
    dialog.put.setText("New Bank")
    dialog.accept()
    workloads = planned.session.document.inventory.workloads
    assert workloads[0].text("domain") == "New Bank"
    assert workloads[1].text("technical_owner") == "the New Bank's team"
    assert planned.banner.sentence.text() == "“old bank” replaced in 2 cells."


def test_a_dependency_is_drawn_and_what_cannot_be_is_said(planned, qtbot):
    planned.go("dependencies")
    session = planned.session
    inventory = session.document.inventory
    linked = {(link.source, link.needed) for link in inventory.dependencies}
    first, second = next(
        (one.id, other.id)
        for one in inventory.workloads
        for other in inventory.workloads
        if one is not other and (one.id, other.id) not in linked
    )
    session.select([first])
    run(planned, "dependency_add")
    dialog = planned.findChild(LinkDialog)
    dialog.accept()
    assert "only one" in dialog.told.text()
    dialog.editors["needed"].setCurrentText(session.workload_name(second))
    dialog.editors["traffic_gib_month"].setText("12.5")
    dialog.editors["kind"].setCurrentIndex(1)
    dialog.accept()
    link = session.document.inventory.dependencies[-1]
    assert (link.source, link.needed, link.traffic_gib_month) == (first, second, 12.5)
    assert link.kind is not None


def test_a_dependency_is_drawn_from_a_node_to_the_next_one_chosen(planned, qtbot):
    planned.go("dependencies")
    page = planned.pages["dependencies"]
    first, second = (one.id for one in planned.session.document.inventory.workloads[:2])
    page._begin(first)
    assert planned.session.workload_name(first) in page.side.title.text()
    page.map.picked.emit((second,))
    dialog = page.findChild(LinkDialog)
    assert dialog.editors["needed"].currentText() == planned.session.workload_name(second)
    dialog.reject()


def test_dependencies_are_edited_and_deleted_in_the_table(planned, qtbot):
    planned.go("dependencies")
    page = planned.pages["dependencies"]
    page.as_table.setChecked(True)
    view = page.view.view
    count = len(planned.session.document.inventory.dependencies)
    assert view.model.rowCount() == count
    keys = [one.key for one in view.model.table.columns]
    view.model.setData(view.model.index(0, keys.index("traffic_gib_month")), "77")
    assert planned.session.document.inventory.dependencies[0].traffic_gib_month == 77.0
    view.model.setData(view.model.index(0, keys.index("needed")), "nobody")
    assert "nobody" in planned.banner.sentence.text()
    qtbot.waitUntil(lambda: view.model.index(0, keys.index("traffic_gib_month")).data() == "77")
    view.table.selectRow(0)
    qtbot.mouseClick(view.buttons["delete"], Qt.MouseButton.LeftButton)
    assert len(planned.session.document.inventory.dependencies) == count - 1


def test_what_was_not_taken_is_said_until_it_is_undone(tiny, qtbot):
    tiny.go("inventory")
    page = tiny.pages["inventory"]
    model, column = page.model, page.model.column_of("criticality")
    model.set_cells([(0, column, "High"), (1, column, "Nonsense")])
    settled(qtbot, tiny)
    assert "Nonsense" in tiny.banner.sentence.text()
    assert tiny.banner.isVisible()  # also once the answer is in
    tiny.session.undo()
    assert not tiny.banner.isVisible()
