"""On the smallest usual screen every word can be read in full, in both languages."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.model.issue import CellRef, Issue, Severity
from planner.model.rules import FACTORS
from planner.ui.pages import PAGES
from planner.ui.widgets.issue_list import IssueList
from planner.wording.issues import issue_words
from tests.support.reading import cut_words

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "tiny.xlsx"
LANGUAGES = ("en", "zh")
DIALOGS = ("palette", "history", "note", "weights_ahp", "weights_swing", "tour")


@pytest.fixture
def small(planned):
    planned.resize(1280, 720)
    return planned


def choose_one(window, page):
    """Choose a workload, as most pages have the most to say of one."""
    if page != "scores":  # the study of these tests has no rules to open scores by
        window.session.select(tuple(window.session.study.plan.placement)[:1])


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.preparing.busy)
    qtbot.wait(20)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_at_1280_by_720(small, qtbot, page):
    choose_one(small, page)
    small.go(page)
    for language in LANGUAGES:
        small.session.set_language(language)
        settle(small, qtbot)
        found = cut_words(small)
        for tabs in small.pages[page].findChildren(QTabWidget):
            before = tabs.currentIndex()
            others = (number for number in range(tabs.count()) if number != before)
            for number in others if tabs.isVisible() else ():
                tabs.setCurrentIndex(number)
                settle(small, qtbot)
                found += cut_words(small)
            tabs.setCurrentIndex(before)
        assert found == [], language


def test_the_scores_of_one_workload(window, qtbot):
    window.documents.open_paths([SAMPLE])
    qtbot.waitUntil(lambda: window.session.draft is not None)
    window.session.select(tuple(window.session.draft.assessment.workloads)[:1])
    window.go("scores")
    tabs = window.pages["scores"].evidence.tabs
    for language, presenting in itertools.product(LANGUAGES, (False, True)):
        window.session.set_language(language)
        window.present(presenting)
        settle(window, qtbot)
        found = []
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            settle(window, qtbot)
            found += cut_words(window)
        window.present(False)
        assert found == [], (language, presenting)


@pytest.mark.parametrize("page", ["scores", "placement", "waves"])
def test_a_page_presented_to_a_room(small, qtbot, page):
    choose_one(small, page)
    small.go(page)
    for language in LANGUAGES:
        small.session.set_language(language)
        small.present(True)
        settle(small, qtbot)
        found = cut_words(small)
        small.present(False)
        assert found == [], language


def test_a_small_projector_shows_five_factors_four_waves_and_eight_cards(planned, qtbot):
    planned.resize(1024, 742)
    planned.present(True)
    for page in ("scores", "waves", "placement"):
        planned.go(page)
        settle(planned, qtbot)
    table, waves = planned.pages["scores"].table, planned.pages["waves"]
    factors = sum(map(table.columnWidth, range(1 + len(FACTORS))))
    assert factors <= table.viewport().width()
    lanes = waves.board.lanes
    four = lanes.metrics.label_width + 4 * lanes.column_width
    assert four <= waves.area.viewport().width()
    columns = planned.pages["placement"].columns.values()
    highest = max(column.viewport().height() for column in columns)
    card = min(column.sizeHintForRow(0) for column in columns if column.cards.cards)
    assert highest >= 8 * card
    planned.present(False)
    assert planned.pages["placement"].title.isVisible()


def test_a_doubt_is_read_to_its_end_in_a_narrow_window(window, qtbot):
    issue = Issue("words " * 25, Severity.NOTE, CellRef())  # said by its code: it has no words
    listed = IssueList(window.session, window.look, window.words)
    qtbot.addWidget(listed)
    heights = []
    for width in (1200, 400):
        listed.resize(width, 300)
        listed.show()
        listed.show_issues((issue,))
        qtbot.wait(1)
        item = listed.list.topLevelItem(0)
        assert item is not None
        heights.append(listed.list.visualItemRect(item).height())
        assert issue_words(issue, "en") in item.toolTip(0)
    assert heights[1] > 1.8 * heights[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog(small, qtbot, name, language):
    small.session.set_language(language)
    small.commands.run(name)
    qtbot.wait(10)
    dialog = QApplication.activeModalWidget() or next(
        one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not small
    )
    assert isinstance(dialog, QDialog)
    found = cut_words(dialog)
    dialog.reject()
    assert found == []


def test_the_measure_finds_what_is_cut(qapp, qtbot):
    top = QWidget()
    qtbot.addWidget(top)
    layout = QVBoxLayout(top)
    narrow, wrapped, told, button = QLabel(), QLabel(), QLabel(), QPushButton()
    for widget in (narrow, wrapped, told, button):
        widget.setText("The words of a label that is far too small for them")
        widget.setFixedSize(60, 18)
        layout.addWidget(widget)
    wrapped.setWordWrap(True)
    told.setToolTip(told.text())
    top.show()
    kinds = sorted(line.split(":")[0] for line in cut_words(top))
    assert kinds == ["QLabel", "QLabel", "QPushButton"]
