"""Scenarios: side by side, copied, renamed, deleted, undone; questions asked and stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from planner.editing.operations import Operation
from planner.editing.scenarios import free_name, open_frontier_plan, rename_scenario
from planner.errors import Message
from planner.model.insight import Insights, RulePrice
from planner.optimising.plan import RuleRef
from planner.questioning.compare import compare
from planner.ui.look import Look
from planner.ui.pages.scenarios_page import ScenariosPage
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.widgets.ask_bar import AskBar
from planner.ui.widgets.empty import EmptyState
from planner.ui.widgets.words import Words
from tests.support.known import known


@pytest.fixture
def page(qtbot, qapp, studies):
    session, look, runner = Session(), Look(qapp), Runner()
    look.use("light")
    session.show_study(studies.make_study(30))
    made = ScenariosPage(session, look, runner)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: not runner.jobs)
    made.refresh()
    yield made
    assert runner.shut_down()


def add_other(page):
    """Put a second scenario beside the first, five workloads moved, its study known."""
    session, study = page.session, page.session.study
    document = session.document
    placement = dict(study.plan.placement)
    for name in list(placement)[:5]:
        placement[name] = "hybrid" if placement[name] != "hybrid" else "private"
    other = replace(document.scenario, name="Other", plan=replace(study.plan, placement=placement))
    changed = replace(document, scenarios=(*document.scenarios, other))
    session.perform(Operation(Message("ui_scenarios.undo.duplicate", {"name": "Other"}), changed))
    session.stale = False
    answer = replace(study.planned(other.plan), scenario=other)
    page.studies._kept["Other"] = (page.studies._basis(session.document, other), answer)
    page.refresh()
    while page._runner.jobs:  # which adds both up
        QApplication.processEvents()
    return answer


def texts(table, column):
    model = table.answers
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_two_scenarios_show_figures_beside_doing_nothing_and_what_differs(page) -> None:
    first, other = page.session.study, add_other(page)
    assert page.ticked() == [first.scenario.name, "Other"]
    assert page.compare.figures.answers.columnCount() == 4
    found = compare(first, other)
    assert len(found.differences) == 5
    shown = texts(page.compare.differences, 0)
    assert shown == [page.session.workload_name(one.workload_id) for one in found.differences]
    assert all(texts(page.compare.differences, 5))


def test_a_row_selects_its_workload_on_every_page(page) -> None:
    add_other(page)
    table = page.compare.differences
    table.selectRow(2)
    assert page.session.selection == (table.answers.about(table.answers.index(2, 0)),)


def test_copy_rename_delete_and_undo(page) -> None:
    session = page.session
    first = session.document.active
    page._duplicate()
    page.refresh()
    copied = session.document.active
    assert copied != first
    assert session.document.scenario.plan is not None
    page.rename(copied, "  Bold  ")
    assert session.document.active == "Bold"
    page.rename("Bold", " ")
    assert session.document.active == "Bold"
    page.refresh()
    page._remove()
    assert [one.name for one in session.document.scenarios] == [first]
    page.refresh()
    page._remove()
    assert len(session.document.scenarios) == 1
    for _ in range(3):
        session.undo()
    assert [one.name for one in session.document.scenarios] == [first]
    assert "Bold" in session.step_name(session.history.steps[2].label)


def test_no_more_than_three_side_by_side(page) -> None:
    for _ in range(3):
        page._duplicate()
        page.refresh()
    for row in range(page.list.count()):
        page.list.item(row).setCheckState(Qt.CheckState.Checked)
    assert len(page.ticked()) == 3


def test_names_stay_unique_and_answers_go_with_them(page) -> None:
    document = page.session.document
    name = document.active
    assert free_name(document, name) == f"{name} 2"
    kept = replace(document, insights={name: Insights()})
    renamed = rename_scenario(kept, name, "New").document
    assert set(renamed.insights) == {"New"}
    assert renamed.active == "New"


def test_a_point_of_the_frontier_becomes_a_scenario_to_plan(page, qtbot) -> None:
    page.tabs.setCurrentIndex(3)
    chart = page.answers[2].chart
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.chosen == 0
    with qtbot.waitSignal(page.action_wanted) as asked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == ["plan"]
    dials = page.session.document.scenario.dials
    point = chart.points[0]
    assert (dials.fit_price, dials.money_price) == (point.fit_price, point.money_price)
    same = open_frontier_plan(page.session.document, point, page.session.document.active)
    assert same.document.active.endswith(" 2")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_points_are_called_by_their_names(page, language) -> None:
    session = page.session
    session.set_language(language)
    point = session.study.insights.frontier[0]
    for name in ("cheapest", "balanced", "best_fit", "knee"):
        words = session.wording.point(replace(point, name=name))
        assert words == session.say(f"questioning.frontier.{name}")
        assert words in page.answers[2].chart.words_of(replace(point, name=name))
    assert session.wording.point(replace(point, name="")) == ""


def test_rules_are_called_by_names_people_know(page) -> None:
    session = page.session
    name = session.document.inventory.workloads[0].id
    shown = session.workload_name(name)
    compliance = session.study.rules.compliance[0]

    def label(rule, given) -> str:
        return session.wording.priced(RulePrice(rule, given, 1.0))

    assert label(RuleRef("allowed", "legacy", (name,)), "pin_target legacy") == (
        f"Pinned to Legacy: {shown}"
    )
    assert label(RuleRef("allowed", compliance.key, (name,)), compliance.key) == (
        compliance.name.en
    )
    assert label(RuleRef("apart", names=(name,)), name) == f"{shown} stay on different targets"
    assert "wave 3" in label(RuleRef("ready_wave", "public", wave=3), "public")
    assert label(RuleRef("limit", "One-off budget"), "One-off budget") == "One-off budget"
    assert label(RuleRef("waves"), "something else") == "something else"


def test_a_question_is_answered_in_the_background_and_kept(page, qtbot) -> None:
    answer = page.answers[3]
    page.tabs.setCurrentIndex(4)
    page.session.study = replace(page.session.study, insights=Insights())
    answer.show_study(page.session.study)
    assert not answer.rows.isVisible()
    answer.ask.ask()
    with qtbot.waitSignal(answer.ask.job.ended):
        pass
    found = page.session.study.insights.questions
    document = page.session.document
    assert document.insights[document.active].questions == found
    assert answer.ask.job is None


def test_an_answer_about_a_replaced_plan_is_dropped(page) -> None:
    answer = page.answers[3]
    answer._asked_of = page.session.study
    page.session.study = replace(
        page.session.study, plan=replace(page.session.study.plan), insights=Insights()
    )
    answer._done(())
    assert page.session.study.insights == Insights()


def test_a_question_can_be_stopped(page, qtbot) -> None:
    session = page.session

    def work(stop, listen):
        stop.cancel_event.wait(10)
        stop.raise_if_cancelled()

    got: list[object] = []
    words = Words(session)
    bar = AskBar(session, page._runner, words, "ui_questions.prices.ask", lambda: work, got.append)
    qtbot.addWidget(bar)
    bar.show()
    bar.ask()
    assert bar.stopper.isVisible()
    assert not bar.button.isVisible()
    with qtbot.waitSignal(known(bar.job).ended):
        bar.stopper.click()
    assert got == []
    assert bar.button.isVisible()


def test_without_a_plan_the_page_says_what_to_do(qtbot, qapp) -> None:
    session, look, runner = Session(), Look(qapp), Runner()
    empty = ScenariosPage(session, look, runner)
    qtbot.addWidget(empty)
    empty.refresh()
    assert empty.stack.currentIndex() == 0
    with qtbot.waitSignal(empty.action_wanted) as asked:
        offer = empty.stack.widget(0)
        assert isinstance(offer, EmptyState)
        offer.button.click()
    assert asked.args == ["open"]
    assert runner.shut_down()


def test_studies_that_fail_are_not_begun_again_and_again(page, qtbot, monkeypatch):
    tried = []

    def failing(*_):
        tried.append(1)
        raise KeyError("legacy")

    monkeypatch.setattr("planner.ui.scenario_studies._studies", failing)
    add_other(page)
    page.studies._kept.clear()
    page.studies.ready.connect(page.refresh)
    page.refresh()
    qtbot.waitUntil(lambda: bool(tried))
    qtbot.wait(200)
    assert len(tried) == 1
