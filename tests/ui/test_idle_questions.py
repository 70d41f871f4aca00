"""While nobody waits, the plan is asked what its rules cost, how sure it is, and what to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.editing.operations import edit_cells
from planner.ui.idle_questions import ASKED, IdleQuestions
from planner.ui.scenario_studies import keep_insights


@pytest.fixture
def asking(monkeypatch):
    monkeypatch.setattr(IdleQuestions, "enabled", True)


def test_all_is_answered_without_a_click_and_nothing_has_changed(tiny, asking, qtbot):
    session = tiny.session
    plan = session.study.plan
    session.history = session.history.mark_saved()
    tiny.go("scenarios")
    tiny.idle_questions.idle_ms = 10
    tiny.idle_questions._wait()
    idle = tiny.idle_questions
    qtbot.waitUntil(lambda: idle._tried == set(ASKED) and not tiny.runner.jobs)
    insights = session.study.insights
    assert insights.prices
    assert insights.stability.draws == 1000
    assert insights.frontier
    assert session.study.plan is plan
    assert not session.history.dirty  # an answer is worked out again, not lost


def test_then_what_came_second_is_found_for_all_on_any_page(few, asking, qtbot):
    session = few.session
    few.page("placement").why.idle_ms = 10
    few.go("roadmap")
    few.idle_questions.idle_ms = 10
    few.idle_questions._wait()
    qtbot.waitUntil(
        lambda: (
            set(session.study.insights.why) == set(session.study.plan.placement)
            and all(why.second_exact for why in session.study.insights.why.values())
        ),
    )
    qtbot.waitUntil(lambda: not few.runner.jobs)
    assert session.study.insights.flips


def test_an_edit_drops_what_is_being_asked(tiny, asking, qtbot):
    session = tiny.session
    tiny.idle_questions.idle_ms = 10
    tiny.idle_questions._wait()
    qtbot.waitUntil(lambda: tiny.idle_questions._job is not None)
    job = tiny.idle_questions._job
    session.perform(edit_cells(session.document, {("IAM", "cpu_cores"): 5.0}))
    assert job.stop.cancelled
    qtbot.waitUntil(lambda: not tiny.runner.jobs and not tiny.planning.busy)


def test_an_answer_kept_for_the_file_leaves_a_saved_document_saved(tiny):
    session = tiny.session
    session.history = session.history.mark_saved()
    study = session.study
    keep_insights(session, study, replace(study.insights, frontier=()))
    assert session.document.insights
    assert not session.history.dirty
