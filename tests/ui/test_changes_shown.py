"""What a change did is held against the plan before it; no search replaces a plan by a worse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent

from planner.editing.decisions import pin_target
from planner.editing.operations import turn_dials
from planner.editing.plans import worth
from planner.errors import Message
from planner.presenting.plan_changes import Before, count_words
from planner.presenting.standing import SOUND
from planner.ui.widgets import status
from tests.support.reading import cut_words


def elsewhere(study, name):
    """The study with one workload on another of its targets, where it costs something else."""
    workload = next(one for one in study.problem.workloads if one.id == name)
    here = study.plan.placement[name]
    target = next(
        t for t in workload.candidates() if t != here and workload.cost[t] != workload.cost[here]
    )
    return replace(
        study, plan=replace(study.plan, placement={**study.plan.placement, name: target})
    )


@pytest.fixture
def pair(planned):
    """A worse and a better plan of the same problem, the worse one named first."""
    study = planned.session.study
    name = next(
        one.id
        for one in study.problem.workloads
        if len({one.cost[target] for target in one.candidates()}) > 1
    )
    other = elsewhere(study, name)
    both = sorted((study, other), key=lambda one: worth(one.problem, one.plan), reverse=True)
    return tuple(both)


def answer(window, study):
    """Let the longer round end with ``study``."""
    planning = window.planning
    planning._asked, planning._deep, planning._replan = window.session.document, True, True
    planning._done((study, SOUND))


def show(window, study):
    window.session.show_study(study)
    window.session.stale = False


def test_a_longer_search_never_puts_a_worse_plan_in_the_place_of_a_better(planned, pair):
    worse, better = pair
    show(planned, better)
    steps = planned.session.history.steps
    answer(planned, worse)
    assert planned.session.study.plan is better.plan
    assert planned.session.history.steps is steps


def test_a_better_plan_is_a_step_of_its_own_that_is_told_and_can_be_taken_back(planned, pair):
    worse, better = pair
    show(planned, worse)
    answer(planned, better)
    session = planned.session
    assert session.study.plan is better.plan
    assert "better plan" in session.step_name(session.history.undo_label)
    assert not planned.banner.isVisibleTo(planned)  # nothing moves the board
    assert "A longer search found a better plan: 1 changed" in planned.status.changes.text()
    planned.changes.show()
    planned.changes.against.setCurrentIndex(planned.changes.against.count() - 1)
    assert planned.changes.before.study.plan is worse.plan
    planned.changes.refuse.click()
    assert session.document.scenario.plan is worse.plan


def test_a_change_is_held_against_the_plan_before_it_whatever_came_in_between(planned, pair):
    first, last = pair
    show(planned, first)
    session = planned.session
    before = first
    dials = replace(session.document.scenario.dials, fit_price=3.0)
    session.perform(turn_dials(session.document, dials, "fit_price"))
    between = elsewhere(first, first.problem.workloads[-1].id)
    session.take_study(between)
    assert session.befores[0].study is before
    session.take_study(last)  # a longer search betters the same answer
    assert session.befores[0].study is before
    session.perform(turn_dials(session.document, replace(dials, fit_price=4.0), "money_price"))
    session.take_study(first)
    assert session.befores[0].study is last


def test_a_dropped_card_stays_where_it_was_dropped(planned):
    session = planned.session
    page = planned.page("placement")
    planned.go("placement")
    study = session.study
    name, target = next(
        (one.id, t)
        for one in study.problem.workloads
        for t in one.candidates()
        if t != study.plan.placement[one.id]
    )
    session.perform(pin_target(session.document, [name], target, "asked for", session.today))
    page.refresh()
    (card,) = [one for one in page.columns[target].cards.cards if one.id == name]
    assert card.pending
    assert "being planned" in page._tip(card)


def test_what_a_workload_was_told_is_asked_for_again_after_an_undo(planned, qtbot):
    planned.go("placement")
    panel = planned.pages["placement"].why
    session = planned.session
    session.select([next(iter(session.study.plan.placement))])
    session.study = replace(session.study, insights=replace(session.study.insights, why={}))
    panel.refresh()
    qtbot.waitUntil(lambda: bool(session.study.insights.why))
    session.study = replace(session.study, insights=replace(session.study.insights, why={}))
    panel.refresh()  # the same plan, as an undo brings it back: without its answers
    qtbot.waitUntil(lambda: bool(session.study.insights.why))


def test_the_roadmap_shows_nothing_of_the_project_that_was_open_before(planned, study, qtbot):
    planned.go("roadmap")
    page = planned.pages["roadmap"]
    for name, check in page.parts.items():
        check.setChecked(name == "decision")  # one page is enough
    qtbot.waitUntil(lambda: page._document is not None and not planned.runner.jobs)
    assert page._document.pageCount() > 0
    other = replace(study, inventory=replace(study.inventory, name="Another client"))
    planned.session.open_document(replace(planned.session.document, name="Another"), None)
    page.refresh()
    assert page._document.pageCount() == 0
    assert not page._view.isVisible()
    planned.session.show_study(other)
    qtbot.waitUntil(lambda: page._document.pageCount() > 0)
    qtbot.waitUntil(lambda: not planned.runner.jobs)


def test_a_window_that_filled_the_screen_fills_it_after_presenting(planned, qtbot):
    planned.showMaximized()
    planned.actions_by_name["presenter"].trigger()
    assert planned.isFullScreen()
    planned.actions_by_name["presenter"].trigger()
    assert not planned.isFullScreen()
    assert planned.isMaximized()


def test_open_offers_every_format_that_can_be_read():
    from planner.importing.reading.workbook import SUFFIXES
    from planner.ui.import_flow import patterns

    offered = patterns(SUFFIXES).split()
    assert offered == [f"*{suffix}" for suffix in SUFFIXES]
    assert {"*.xls", "*.xlsb", "*.ods", "*.csv", "*.xml"} <= set(offered)


def test_what_a_done_wave_holds_is_neither_moved_out_nor_added_to(planned):
    from planner.model.scenario import WaveProgress

    session = planned.session
    study = session.study
    waves = {wave for wave in study.plan.wave.values() if wave is not None}
    first, last = min(waves), max(waves)
    scenario = replace(study.scenario, progress=(WaveProgress(first, "done"),))
    session.show_study(replace(study, scenario=scenario))
    planned.go("waves")
    page, steps = planned.pages["waves"], len(session.history.steps)
    done = next(name for name, wave in study.plan.wave.items() if wave == first)
    later = next(name for name, wave in study.plan.wave.items() if wave == last)
    for name, wave in ((done, last), (later, first)):
        page.move_to((name,), wave)
        assert f"Wave {first} is done" in planned.banner.sentence.text()
        planned.banner.hide()
    assert len(session.history.steps) == steps


def test_a_long_name_of_a_step_is_read_whole_beside_the_plans_before(planned, pair, qtbot):
    name = "a very long name of a scenario that no panel beside a page is wide enough for"
    session = planned.session
    label = session.label_of(Message("ui_scenarios.undo.duplicate", {"name": name}))
    planned.actions_by_name["changes"].setChecked(True)
    planned.show_beside()
    before = Before(session.study, session.document, what=label)
    session.befores = (before,)
    planned.changes.refresh()
    planned.resize(1024, 742)
    qtbot.wait(20)
    assert name in planned.changes.step.text()
    assert cut_words(planned.changes) == []


def test_the_tip_of_the_totals_is_added_up_only_when_it_is_asked_for(planned, monkeypatch):
    asked = []

    def tip(view):
        asked.append(view.language)
        return "sum"

    monkeypatch.setattr(status, "money_tip", tip)
    planned.session.study_changed.emit()
    planned.session.set_language("zh")
    assert not asked
    deltas = planned.status.deltas
    place = deltas.rect().center()
    planned.status.eventFilter(deltas, QHelpEvent(QEvent.Type.ToolTip, place, QPoint()))
    assert asked == ["zh"]
    assert deltas.toolTip().endswith("sum")


def test_what_changed_is_still_counted_once_everything_was_said_again(planned, pair, qtbot):
    session, (worse, better) = planned.session, pair
    show(planned, worse)
    session.take_better(better, session.document)
    said = planned.status.changes.text()
    assert said == count_words(session, session.befores) != session.say("ui_changes.foot.none")
    planned.retranslate()
    assert planned.status.changes.text() == said


def test_a_change_that_is_taken_back_is_named_so_and_done_again_by_its_name(planned, pair):
    session, (worse, better) = planned.session, pair
    show(planned, worse)
    name, place = next(iter(worse.plan.placement.items()))
    session.perform(pin_target(session.document, [name], place, "a test", session.today))
    session.take_study(better)
    done = session.befores[0].what
    assert session.step_name(done) == session.step_name(session.history.undo_label)
    session.undo()
    session.take_study(worse)
    assert session.step_name(session.befores[0].what) == session.say("ui_changes.undo.taken_back")
    session.redo()
    session.take_study(better)
    assert session.befores[0].what == done
