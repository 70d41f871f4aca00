"""Why here and why now: reasons made behind the window, second best on demand, both kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.model.insight import Insights, Why
from planner.presenting.why_words import second_words
from planner.questioning.closer import Found
from planner.ui.look import Look
from planner.ui.runner import Runner
from planner.ui.session import Session
from planner.ui.widgets.why_panel import WhyPanel
from planner.ui.widgets.words import Words


@pytest.fixture
def panel(qtbot, qapp, studies):
    session, runner = Session(), Runner()
    study = studies.make_study(20)
    session.show_study(replace(study, insights=Insights()))
    made = WhyPanel(session, Look(qapp), Words(session), runner)
    qtbot.addWidget(made)
    made.show()
    session.selection_changed.connect(made.refresh)
    session.study_changed.connect(made.refresh)
    yield made
    assert runner.shut_down()


def quiet(qtbot, panel):
    qtbot.waitUntil(lambda: not panel._runner.jobs)


def test_reasons_are_made_in_the_background_and_kept(panel, qtbot) -> None:
    session = panel._session
    name = next(iter(session.study.plan.placement))
    session.select([name])
    quiet(qtbot, panel)
    assert set(session.study.insights.why) == set(session.study.plan.placement)
    text = panel.text.toPlainText()
    assert session.workload_name(name) in text
    assert session.say("ui_why.why.here") in text
    assert session.document.insights[session.document.active].why[name].here
    assert session.history.undo_label is None


def test_parts_of_the_fit_are_shown_for_every_target(panel, qtbot) -> None:
    session = panel._session
    name = next(iter(session.study.plan.placement))
    session.select([name])
    quiet(qtbot, panel)
    text = panel.text.toPlainText()
    for case in session.study.assessment.workloads[name].cases.values():
        for part in case.fit_parts.values():
            assert f"{part:.1f}" in text


def test_nothing_selected_says_what_to_do(panel) -> None:
    panel.refresh()
    assert panel.text.toPlainText() == panel._session.say("ui_why.why.choose")
    assert not panel.ask.isVisible()


def test_what_came_second_is_found_on_demand(panel, qtbot) -> None:
    session = panel._session
    name = next(iter(session.study.plan.placement))
    session.select([name])
    quiet(qtbot, panel)
    panel.ask.ask()
    quiet(qtbot, panel)
    why = session.study.insights.why[name]
    assert why.second is not None
    assert why.second != session.study.plan.placement[name]
    assert session.target_name(why.second) in panel.text.toPlainText()


def test_an_answer_about_an_older_plan_is_dropped(panel) -> None:
    session = panel._session
    study = session.study
    name = next(iter(study.plan.placement))
    panel._asked = (study, name)
    session.study = replace(study, plan=replace(study.plan))
    panel._take(Found(Why(name, "public"), None, ()))
    assert session.study.insights.why == {}


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (Why("a", "legacy"), ""),
        (Why("a", "legacy", second="public", second_by=4.2, second_exact=True), "4.2"),
        (Why("a", "legacy", second="public", second_by=-3.0, second_exact=True), "plan again"),
        (
            Why("a", "legacy", second="public", second_by=9.0, second_interval=(2.0, 9.0)),
            "2.0 to 9.0",
        ),
        (Why("a", "legacy", second_exact=True), "no other place"),
        (Why("a", "legacy", second_interval=(1.0, float("inf"))), "not proof"),
    ],
)
def test_second_best_says_how_sure_it_is(panel, why, expected) -> None:
    assert expected in second_words(panel._session, why)
