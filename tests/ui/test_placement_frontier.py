"""The frontier opened from the placement, and the counts over the list of doubts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.model.insight import Insights
from planner.model.issue import Issue, Severity
from planner.ui.look import Look
from planner.ui.pages.placement_page import PlacementPage
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.widgets.issue_list import IssueList
from planner.ui.widgets.words import Words


@pytest.fixture
def page(qtbot, qapp, studies):
    session, look, runner = Session(), Look(qapp), Runner()
    look.use("light")
    session.show_study(studies.make_study(30))
    made = PlacementPage(session, look, runner)
    made.why.idle_ms = 10_000_000
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: not runner.jobs)
    yield made
    assert runner.shut_down()


def named(page):
    answer = page.frontier.answer
    row = answer.named.layout()
    items = [row.itemAt(at).widget() for at in range(row.count())]
    return [button for button in items if button is not None]


def test_ctrl_enter_opens_the_plan_that_is_picked(page, qtbot):
    asked: list[str] = []
    page.action_wanted.connect(asked.append)
    page.show_frontier()
    dialog = page.frontier
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    dialog.answer.chart.choose(0)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["plan"]
    assert not dialog.isVisible()
    page.show_frontier()
    assert page.frontier is dialog


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_named_plan_is_picked_by_its_button_and_opened_as_a_scenario(page, language):
    session = page.session
    session.set_language(language)
    points = session.study.insights.frontier
    points = (replace(points[0], name="cheapest"), *(replace(one, name="") for one in points[1:]))
    insights = replace(session.study.insights, frontier=points)
    session.study = replace(session.study, insights=insights)
    page.show_frontier()
    assert page.frontier.windowTitle() == session.say("ui_window.frontier.title")
    (button,) = named(page)
    assert button.text() == session.say("questioning.frontier.cheapest")
    button.click()
    assert page.frontier.answer.chart.chosen == 0
    asked: list[str] = []
    page.action_wanted.connect(asked.append)
    page.frontier.answer.opener.click()
    assert asked == ["plan"]
    assert session.document.active == session.say("questioning.frontier.cheapest")
    assert session.document.scenario.dials.fit_price == points[0].fit_price
    assert not page.frontier.isVisible()


def test_without_a_frontier_it_says_that_nobody_has_asked(page):
    page.session.study = replace(page.session.study, insights=Insights())
    page.show_frontier()
    answer = page.frontier.answer
    assert answer.summary.text() == page.session.say("ui_questions.unasked")
    assert answer.named.isHidden()
    assert answer.ask.button.isEnabled()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("0 errors", "1 warning", "2 notes")), ("zh", ("错误 0 项", "警告 1 项", "提示 2 项"))],
)
def test_doubts_are_counted_in_the_number_they_have(qtbot, qapp, language, words):
    session, look = Session(), Look(qapp)
    session.set_language(language)
    shown = IssueList(session, look, Words(session))
    qtbot.addWidget(shown)
    kinds = (Severity.WARNING, Severity.NOTE, Severity.NOTE)
    shown.show_issues([Issue("not_a_number", severity) for severity in kinds])
    for one in words:
        assert one in shown.summary.text()
