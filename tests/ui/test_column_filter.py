"""The inventory filtered by the values of a column, typed or from its heading."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from planner.model.fields import FIELD_BY_KEY, FieldKind, Value
from planner.model.inventory import Inventory, Workload
from planner.presenting.column_filter import filter_term, read_filter, wanted_values, without_column
from planner.project import Document
from planner.ui.look import Look
from planner.ui.models.inventory_model import InventoryModel
from planner.ui.pages.inventory_page import InventoryPage
from planner.ui.session import Session
from planner.wording import say

ROWS: tuple[tuple[str, dict[str, Value]], ...] = (
    ("Core", {"criticality": "high", "domain": "Core [old] banking", "cpu_cores": 8.0}),
    ("Cards", {"criticality": "low", "domain": "Cards & loans", "cpu_cores": 16.0}),
    ("High street", {"criticality": "medium", "cpu_cores": 123456.789}),
    ("Nothing known", {}),
)


def inventory() -> Inventory:
    return Inventory(
        workloads=tuple(Workload(f"W{n}", name, values) for n, (name, values) in enumerate(ROWS))
    )


@pytest.fixture
def page(qtbot, qapp):
    session = Session()
    made = InventoryPage(session, Look(qapp))
    qtbot.addWidget(made)
    session.open_document(Document(inventory=inventory()), None, saved=False)
    made.refresh()
    return made


def names(model):
    return [model.workload(row).name for row in range(model.rowCount())]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", ["criticality", "domain", "cpu_cores"])
def test_every_value_finds_its_rows_in_either_language(qtbot, key, language):
    model = InventoryModel()
    model.show(inventory(), (), language)
    model.choose_columns([key])
    for words, count in model.offered(model.column_of(key), 30)[0]:
        for spoken in ("en", "zh"):
            model.show(inventory(), (), spoken)
            model.search(filter_term(key, words, language))
            assert model.rowCount() == count
            assert set(names(model)) < {name for name, _ in ROWS}


def test_a_value_is_looked_for_in_its_own_column_alone(qtbot):
    model = InventoryModel()
    model.show(inventory(), (), "en")
    model.search("high")
    assert names(model) == ["Core", "High street"]
    model.search("[Criticality: High]")
    assert names(model) == ["Core"]
    model.search("[Criticality: High] [criticality:low]")
    assert names(model) == ["Core", "Cards"]
    model.search("[Criticality: High] [criticality:low] [cpu_cores: 16]")
    assert names(model) == ["Cards"]
    model.search("[Criticality: ] known")
    assert names(model) == ["Nothing known"]
    model.search("")
    assert len(names(model)) == len(ROWS)


def test_brackets_that_name_no_column_are_words():
    assert read_filter("[nothing: here] core") == ({}, "[nothing: here] core")
    assert read_filter("[old] core") == ({}, "[old] core")
    assert without_column("[Criticality: High] core [Data class: Internal]", "criticality") == (
        "core [Data class: Internal]"
    )


def test_the_filter_stays_when_the_inventory_is_shown_anew(qtbot):
    model = InventoryModel()
    model.show(inventory(), (), "en")
    model.search("[Criticality: Low]")
    model.show(inventory(), (), "zh")
    assert names(model) == ["Cards"]


@pytest.mark.parametrize("key", [key for key, one in FIELD_BY_KEY.items() if one.choices])
def test_every_choice_is_told_from_the_others(key):
    field = FIELD_BY_KEY[key]
    if field.kind is not FieldKind.CHOICE:
        return
    for choice in field.choices:
        words = [say(f"fields.{key}.{choice}", language) for language in ("en", "zh")]
        for said in words:
            assert choice in wanted_values(key, (said,), {None, *field.choices})
            assert None not in wanted_values(key, (said,), {None, *field.choices})


def test_the_heading_ticks_values_and_shows_that_a_filter_is_on(page):
    column = page.model.column_of("criticality")
    menu = page.filter.menu(column)
    offered = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert set(offered) == {"High   1", "Medium   1", "Low   1", "(empty)   1"}
    offered["High   1"].trigger()
    assert page.search.text() == "[Criticality: High]"
    assert names(page.model) == ["Core"]
    header = page.table.model().headerData
    assert header(column, Qt.Orientation.Horizontal) == "[Criticality]"
    tip = header(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("Only: High")
    assert page.count.text() == page.session.say("ui.inventory.count", shown=1, total=4)
    again = page.filter.menu(column)
    assert [one.text() for one in again.actions() if one.isChecked()] == ["High   1"]
    again.actions()[-1].trigger()
    assert page.search.text() == ""
    assert len(names(page.model)) == len(ROWS)


def test_a_result_that_is_empty_says_so_and_shows_all_by_one_button(page):
    page.show()
    page.search.setText("[Criticality: High] loans")
    assert names(page.model) == []
    assert page.filter.nothing.isVisible()
    assert page.filter.nothing.words.text() == page.session.say("ui_window.filter.nothing")
    page.filter.nothing.button.click()
    assert page.search.text() == ""
    assert len(names(page.model)) == len(ROWS)
    assert not page.filter.nothing.isVisible()


def test_the_mark_in_a_heading_opens_its_values_and_the_rest_of_it_sorts(page, qtbot):
    page.resize(1200, 500)
    page.show()
    column = page.model.column_of("criticality")
    header = page.filter
    place = header._mark_of(column)
    opened: list[int] = []
    header.open = opened.append
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert (opened, header.sortIndicatorSection()) == ([column], -1)
    left = QPoint(header.sectionViewportPosition(column) + 20, place.center().y())
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=left)
    assert (opened, header.sortIndicatorSection()) == ([column], column)
