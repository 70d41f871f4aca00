"""The wave board: columns that line up, names that read, the critical chain, drag and keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from planner.presenting.chain_words import chain_sentence, numbered
from planner.presenting.wave_words import days_of
from planner.ui.widgets.wave_cards import LINES, WRAPPED


@pytest.fixture
def page(planned, qtbot):
    planned.go("waves")
    qtbot.wait(20)
    return planned.pages["waves"]


@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize("scrolled", [0, 90])
def test_titles_and_team_load_stand_under_their_columns(planned, page, qtbot, width, scrolled):
    planned.resize(width, 720)
    qtbot.wait(20)
    page.area.horizontalScrollBar().setValue(scrolled)
    for wave in range(1, page.board.lanes.columns + 1):
        on_board = page.board.mapTo(page, QPoint(round(page.board.lanes.left_of(wave)), 0)).x()
        left, wide = page.teams.column(wave)
        assert abs(page.teams.mapTo(page, QPoint(round(left), 0)).x() - on_board) <= 1
        assert wide == page.board.lanes.column_width
    assert page.titles.width() == page.teams.width() == page.area.viewport().width()


def test_there_is_one_vertical_scroll_bar(page):
    assert page.area.verticalScrollBar().isVisible()
    assert page.teams.height() >= page.teams.sizeHint().height()


def test_the_dates_of_a_wave_begin_with_their_year(page):
    slot = page.session.study.calendar[0]
    over = replace(slot, last_day=date(slot.first_day.year + 1, 1, 30))
    within = replace(slot, last_day=date(slot.first_day.year, 12, 30))
    assert days_of(within) == f"{slot.first_day} – 12-30"
    assert days_of(over) == f"{slot.first_day} – {over.last_day}"


def test_a_warning_to_a_room_leaves_the_board_where_the_card_is_dragged(planned, page, qtbot):
    planned.present(True)
    qtbot.waitUntil(lambda: not planned.runner.jobs and not planned.preparing.busy)
    qtbot.wait(20)
    box = page.board.lanes.boxes[0]
    before = page.board.mapTo(planned, QPoint())
    page.board.hovered.emit((box.card.id,), page.board.lanes.columns)
    qtbot.wait(20)
    assert page.board.mapTo(planned, QPoint()) == before
    assert page.warning.isVisible()
    assert str(page.board.lanes.columns) in page.warning.text()
    page.board.hover_ended.emit()
    assert not page.warning.isVisible()
    planned.present(False)


def test_every_name_reads_in_full_on_its_card(page):
    cards = page.board._cards_look
    metrics = QFontMetricsF(cards.font)
    for box in page.board.lanes.boxes:
        room = cards._room(box.card, box.width)
        area = metrics.boundingRect(QRectF(0, 0, room, 1e4), WRAPPED, box.card.name)
        assert area.height() <= LINES * metrics.lineSpacing() + 1, box.card.name
        assert area.height() <= box.height


def test_the_critical_chain_is_numbered_in_its_order_of_time_and_said(planned, page, qtbot):
    page.chain_button.click()
    qtbot.waitUntil(lambda: bool(page._chains))
    links = numbered(page._chains)
    for chain in page._chains:
        waves = [link.wave for link in reversed(chain)]
        assert waves == sorted(waves)
        assert waves[-1] == chain[0].wave
    assert page.board._chain == {link.workload: n for n, link in enumerate(links, 1)}
    study = planned.session.study
    assert page.hint.text() == chain_sentence(study, page._chains, "en")
    planned.session.set_language("zh")
    qtbot.wait(20)
    assert "决定收尾" in page.hint.text()
    page.chain_button.click()
    assert page.board._chain == {}


def test_search_selects_cards_and_escape_of_a_drag_changes_nothing(planned, page, qtbot):
    box = page.board.lanes.boxes[0]
    page.search.setText(box.card.name)
    page.search.textEdited.emit(box.card.name)
    assert box.card.id in planned.session.selection
    before = planned.session.document
    start = QPoint(int(box.x + box.width / 2), int(box.y + box.height / 2))
    qtbot.mousePress(page.board, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(page.board, start + QPoint(160, 0))
    qtbot.keyClick(page.board, Qt.Key.Key_Escape)
    qtbot.mouseRelease(page.board, Qt.MouseButton.LeftButton, pos=start + QPoint(160, 0))
    assert planned.session.document is before


def test_the_names_of_lanes_do_not_take_clicks_of_cards_under_them(planned, page, qtbot):
    page.board.set_offset(120)
    spot = QPoint(130, round(page.board.lanes.boxes[0].y) + 4)
    qtbot.mouseClick(page.board, Qt.MouseButton.LeftButton, pos=spot)
    assert planned.session.selection == ()
    page.board.set_offset(0)


def test_cards_of_the_wave_board_are_grouped_and_coloured_by_a_field(planned, page):
    box = page.order
    box.setCurrentIndex(box.findData("domain"))
    inventory = planned.session.document.inventory
    domains = {one.id: one.text("domain") or "" for one in inventory.workloads}
    assert any(domains.values())
    cells: dict[tuple[str, int], list[Any]] = {}
    for placed in page.board.lanes.boxes:
        cells.setdefault((placed.card.target, placed.card.wave), []).append(placed.card)
        if domains[placed.card.id]:
            assert placed.card.facet == domains[placed.card.id]
            assert placed.card.tint >= 0
            assert placed.card.facet in page.board.tip(placed.card)
    for cards in cells.values():
        groups = [card.facet for card in cards]
        firsts = [at for at, group in enumerate(groups) if at == 0 or groups[at - 1] != group]
        assert len(firsts) == len(set(groups))  # each group stands together
