"""The map on its page: pick, walk, search, lines in pieces, nothing read as markup."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from planner.presenting.map_layout import lay_out
from planner.ui.look import Look
from planner.ui.pages.dependencies_page import DependenciesPage
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.widgets.map_lines import DIRECT_UP_TO
from planner.ui.widgets.map_side import node_tip


@pytest.fixture
def open_page(qtbot, qapp, studies):
    def make(count, **options):
        session, look = Session(), Look(qapp)
        look.use("light")
        if count:
            session.show_study(studies.make_study(count, **options))
        page = DependenciesPage(session, look, Runner(qapp))
        qtbot.addWidget(page)
        page.resize(1280, 720)
        page.show()
        qtbot.waitExposed(page)
        page.refresh()
        page.show_selection()
        return page

    return make


def centre(page, name) -> QPoint:
    spot = page.facts.layout.spots[page.facts.layout.index[name]]
    return page.map.mapFromScene(spot.x, spot.y)


def test_an_empty_project_says_what_to_do(open_page, qtbot) -> None:
    page = open_page(0)
    assert page.stack.currentIndex() == 0
    with qtbot.waitSignal(page.action_wanted) as asked:
        page.stack.widget(0).button.click()
    assert asked.args == ["page_start"]


def test_a_click_selects_for_every_page_and_control_adds(open_page, qtbot) -> None:
    page = open_page(30)
    first, second = (spot.id for spot in page.facts.layout.spots[:2])
    port = page.map.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=centre(page, first))
    assert page.session.selection == (first,)
    qtbot.mouseClick(
        port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, centre(page, second)
    )
    assert page.session.selection == (first, second)
    steps = page.map.nodes.dress.steps
    assert steps[first] == steps[second] == 0
    page.hops.setValue(0)
    assert set(page.map.nodes.dress.steps) == {first, second}


def test_arrow_keys_walk_and_escape_lets_go(open_page, qtbot) -> None:
    page = open_page(30)
    qtbot.keyClick(page.map, Qt.Key.Key_Right)
    (first,) = page.session.selection
    qtbot.keyClick(page.map, Qt.Key.Key_Down)
    (second,) = page.session.selection
    layout = page.facts.layout
    assert layout.spots[layout.index[second]].y > layout.spots[layout.index[first]].y
    qtbot.keyClick(page.map, Qt.Key.Key_Escape)
    assert page.session.selection == ()


def test_a_drag_moves_the_map_and_selects_nothing(open_page, qtbot) -> None:
    page = open_page(30)
    page.map.zoom(2.0)
    before = page.map.mapToScene(QPoint(0, 0))
    port = page.map.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    qtbot.mouseMove(port, QPoint(340, 260))
    qtbot.mouseMove(port, QPoint(300, 240))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(300, 240))
    assert page.map.mapToScene(QPoint(0, 0)) != before
    assert page.session.selection == ()


def test_search_counts_and_enter_goes_to_the_next(open_page, qtbot) -> None:
    page = open_page(40)
    qtbot.keyClicks(page.search, "bank")
    found = page.facts.search("bank")
    assert str(len(found)) in page.count.text()
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.session.selection == (found[0],)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.session.selection == (found[1],)
    assert page.count.text() == f"2 / {len(found)}"


def test_a_finding_and_a_neighbour_can_be_gone_to(open_page) -> None:
    page = open_page(40)
    item = page.side.findings.item(0)
    page.side.findings.itemClicked.emit(item)
    assert page.session.selection == item.data(Qt.ItemDataRole.UserRole)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_out_is_read_whole_in_a_narrow_window(open_page, qtbot, language) -> None:
    page = open_page(40)
    page.session.set_language(language)
    page.resize(900, 640)
    page.refresh()
    qtbot.wait(20)
    found = page.side.findings
    assert found.count() > 0
    for row in range(found.count()):
        item = found.item(row)
        item.setText(item.text() * 3)
    found.doItemsLayout()
    for row in range(found.count()):
        shown = found.visualItemRect(found.item(row))
        words = QRect(0, 0, shown.width(), 10_000)
        needed = found.fontMetrics().boundingRect(
            words, Qt.TextFlag.TextWordWrap, found.item(row).text()
        )
        assert shown.width() <= found.viewport().width()
        assert shown.height() >= needed.height() > found.fontMetrics().height()


def test_many_lines_are_drawn_in_pieces_and_then_shown(open_page, qtbot) -> None:
    page = open_page(900)
    assert len(page.facts.lines) > DIRECT_UP_TO
    qtbot.waitUntil(lambda: not page.map.lines.drawing and page.map.lines._picture is not None)
    image = page.map.lines._picture.toImage()
    assert any(
        image.pixelColor(x, y).alpha() > 0
        for x in range(200, image.width(), 7)
        for y in range(60, image.height(), 7)
    )


def test_words_follow_the_language_and_names_are_never_markup(open_page) -> None:
    page = open_page(30, names="nasty")
    for spot in page.facts.layout.spots:
        tip = node_tip(page.session, page.facts, spot.id)
        inside = tip.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")
        assert inside.count("<") == 0
    page.session.set_language("zh")
    page.refresh()
    assert page.search.placeholderText().startswith("查找")
    assert page._column_words("3") == "第 3 批"


def test_a_hidden_page_works_its_map_out_before_it_is_shown(open_page, qtbot, studies, monkeypatch):
    page = open_page(12)
    page.hide()
    before, laid_out = page.facts, []

    def counted(*arguments):
        laid_out.append(threading.current_thread())
        return lay_out(*arguments)

    monkeypatch.setattr("planner.presenting.map_facts.lay_out", counted)
    page.session.show_study(studies.make_study(20))
    qtbot.waitUntil(lambda: bool(laid_out) and not page._runner.jobs)
    assert page.map.facts is before  # only worked out; nobody sees it
    page.show()
    assert page.map.facts is page.facts
    assert len(page.facts.names) == 20
    assert len(laid_out) == 1
    assert laid_out[0] is not threading.main_thread()  # nor does anybody wait for it


def test_the_tool_says_what_the_columns_are_until_there_are_waves(window, study, qtbot):
    window.planning.live = False
    window.session.show_study(study)
    window.go("dependencies")
    page = window.pages["dependencies"]
    assert page.columns.currentData() == "wave"
    window.session.study = None
    window.session.study_changed.emit()
    qtbot.waitUntil(lambda: page.columns.currentData() == "domain")
    page.columns.setCurrentIndex(2)
    page.columns.activated.emit(2)
    qtbot.waitUntil(lambda: page.facts.columns == "layer")
    assert page.columns.currentData() == "layer"
