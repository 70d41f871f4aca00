"""The programme is entered in the window: cells, rows, settings, paste; undo takes it back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from planner.editing.programme_tables import SECTIONS


@pytest.fixture
def page(planned):
    planned.go("programme")
    return planned.pages["programme"]


def column(page, key):
    return [one.key for one in page.view.model.table.columns].index(key)


def type_into(page, row, key, text):
    model = page.view.model
    return model.setData(model.index(row, column(page, key)), text)


def told(window):
    return window.banner.sentence.text() if window.banner.isVisible() else ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_section_is_reached_from_the_palette(planned, language):
    planned.session.set_language(language)
    for key in SECTIONS:
        planned.actions_by_name[f"programme_{key}"].trigger()
        page = planned.pages["programme"]
        assert planned.page_key == "programme"
        assert page.section == key
        heads = [page.view.model.table.head(at) for at in range(page.view.model.columnCount())]
        assert all(heads)
        assert not any("importing." in head or "ui_enter." in head for head in heads)


def test_a_cell_is_typed_and_taken_back(page, planned):
    page.show_section("teams")
    page.view.row_wanted.emit(-1)
    team = planned.session.document.programme.teams[-1]
    row = len(planned.session.document.programme.teams) - 1
    assert type_into(page, row, "days_per_wave", "40")
    assert planned.session.document.programme.teams[row].days_per_wave == 40.0
    planned.session.undo()
    assert planned.session.document.programme.teams[row] == team
    assert planned.session.step_name(planned.session.history.redo_label) == "edit Teams"


def test_what_cannot_be_is_refused_by_its_cell(page, planned):
    page.show_section("teams")
    page.view.row_wanted.emit(-1)
    before = planned.session.document
    type_into(page, 0, "days_per_wave", "many")
    assert planned.session.document is before
    assert "row 1" in told(planned)
    assert "many" in told(planned)


def test_rows_are_pasted_below_the_last_and_one_bad_value_is_named(page, planned):
    page.show_section("freezes")
    count = len(planned.session.document.programme.freezes)
    steps = len(planned.session.history.steps)
    QGuiApplication.clipboard().setText(
        "Year end\t2026-12-15\t2027-01-05\nBad\tsoon\t\nSpring\t2027-02-05\t2027-02-12"
    )
    page.view.table.clearSelection()
    page.view.paste()
    freezes = planned.session.document.programme.freezes[count:]
    assert [one.name for one in freezes] == ["Year end", "Spring"]
    assert freezes[1].first_day == date(2027, 2, 5)
    assert len(planned.session.history.steps) == steps + 1
    assert "soon" in told(planned)


def test_a_setting_is_set_and_the_waves_follow(page, planned, qtbot):
    page.show_section("calendar")
    keys = [one.key for one in page.view.model.table.columns]
    model = page.view.model
    model.setData(model.index(keys.index("wave_weeks"), 1), "6")
    model.setData(model.index(keys.index("pilot"), 1), "No")
    assert planned.session.document.programme.wave_weeks == 6
    assert planned.session.document.programme.pilot is None
    qtbot.waitUntil(lambda: model.index(keys.index("wave_weeks"), 1).data() == "6")
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_cells_are_filled_down(page, planned, qtbot):
    page.show_section("targets")
    view, at = page.view, column(page, "region")
    type_into(page, 0, "region", "east")
    qtbot.waitUntil(lambda: view.model.index(0, at).data() == "east")
    view.table.clearSelection()
    model, flags = view.table.selectionModel(), view.table.selectionModel().SelectionFlag.Select
    for row in range(3):
        model.select(view.model.index(row, at), flags)
    view.fill_down()
    assert [one.region for one in planned.session.document.programme.targets[:3]] == ["east"] * 3


def test_a_column_is_filtered_in_its_heading(page, planned):
    page.show_section("targets")
    view, at = page.view, column(page, "kind")
    menu = view.filter.menu(at)
    choice = next(one for one in menu.actions() if one.text().startswith("Public"))
    choice.trigger()
    shown = [view.model.index(row, at).data() for row in range(view.model.rowCount())]
    assert shown
    assert set(shown) == {choice.text().split("   ")[0]}
    assert view.model.headerData(at, Qt.Orientation.Horizontal).startswith("[")
    menu.deleteLater()


def test_the_programme_may_be_asked_to_end_early(page, planned):
    page.show_section("calendar")
    row = [one.key for one in page.view.model.table.settings].index("objective")
    model = page.view.model
    assert model.setData(model.index(row, 1), "Fewest")
    assert planned.session.document.scenario.dials.objective == "fewest"
    assert model.setData(model.index(row, 1), "")
    assert planned.session.document.scenario.dials.objective == "early"
    planned.session.undo()
    assert planned.session.document.scenario.dials.objective == "fewest"


@pytest.mark.parametrize("key", ["waves", "freezes", "budgets"])
def test_a_first_day_after_the_last_takes_the_last_along(page, planned, key):
    page.show_section(key)
    page.view.row_wanted.emit(-1)
    row = getattr(planned.session.document.programme, key)[-1]
    at = len(getattr(planned.session.document.programme, key)) - 1
    assert type_into(page, at, "first_day", "2040-03-05")
    moved = getattr(planned.session.document.programme, key)[-1]
    assert moved.first_day == date(2040, 3, 5)
    assert moved.last_day - moved.first_day == row.last_day - row.first_day
    assert told(planned) == ""
    assert type_into(page, at, "last_day", "2040-03-01")
    assert getattr(planned.session.document.programme, key)[-1] == moved  # nobody can mean that
    assert told(planned)


def test_the_keys_add_a_row_while_a_section_is_empty(page, planned, qtbot):
    programme = planned.session.document.programme
    key = next(key for key in SECTIONS[1:] if not getattr(programme, key))
    page.show_section(key)
    page.sections.setFocus()
    qtbot.keyClick(page.sections, Qt.Key.Key_Insert, Qt.KeyboardModifier.AltModifier)
    assert len(getattr(planned.session.document.programme, key)) == 1


def test_what_was_not_taken_is_no_longer_said_on_another_page(page, planned):
    page.show_section("teams")
    page.view.row_wanted.emit(-1)
    type_into(page, 0, "days_per_wave", "many")
    assert told(planned)
    planned.go("programme")
    assert told(planned)
    planned.go("waves")
    assert told(planned) == ""
