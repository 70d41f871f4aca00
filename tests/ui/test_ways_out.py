"""A conflict in the window: the rules, the ways out, and one click that takes one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from planner.editing.decisions import park_question, pin_target
from planner.model.programme import PolicyLimit
from planner.model.scenario import DecisionKind
from planner.model.study import Study
from planner.model.way_out import read_way_out
from planner.optimising.plan import PlanStatus, Repair, RuleRef
from planner.presenting.waived import waived_lines
from planner.wording.wording import Wording
from tests.support.projects import project_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.planning.busy)


@pytest.fixture
def stuck(window, qtbot):
    """Three workloads pinned to the public cloud, where a policy has room for one."""
    session = window.session
    session.today = date(2026, 11, 2)
    window.planning.time_limit_s = 0.0  # steps: a busy machine
    document = project_of(SAMPLES / "tiny.xlsx", session.today)
    public = next(t.id for t in document.programme.targets if t.kind == "public")
    limit = PolicyLimit("places on public", "count", (public,), at_most=1.0)
    programme = replace(document.programme, limits=(*document.programme.limits, limit))
    session.open_document(replace(document, programme=programme), None)
    names = ["PORTAL", "IAM", "MBANK-SIT"]
    operation = pin_target(session.document, names, public, "a test", session.today)
    session.perform(operation)
    settled(qtbot, window)
    window.planning.plan()
    settled(qtbot, window)
    return window


def test_one_click_takes_a_way_out_and_plans_again(stuck, qtbot):
    session, ways = stuck.session, stuck.messages.ways
    assert stuck.banner.isVisible()
    assert not ways.isVisible()
    assert stuck.banner.height() < stuck.height() / 10  # the page keeps its room
    stuck.banner.opener.click()
    assert ways.isVisible()
    assert any("places on public" in label.text() for label in ways.findChildren(QLabel))
    assert session.study is None
    assert stuck.status.text.text() == session.say("ui.status.refused.infeasible")
    steps = len(session.history.steps)
    assert not any(button.isEnabled() for button in ways.buttons)  # nobody has said who decides
    ways.fields.name.setText("Li Wei")
    assert not any(button.isEnabled() for button in ways.buttons)  # nor why
    ways.fields.text.setText("the auditor agrees")
    number = next(n for n, button in enumerate(ways.buttons) if button.isEnabled())
    ways.buttons[number].click()
    settled(qtbot, stuck)
    (taken,) = (d for d in session.document.scenario.decisions if read_way_out(d) is not None)
    assert taken.kind is DecisionKind.WAY_OUT
    assert "the auditor agrees" in taken.reason
    assert taken.who == session.who == "Li Wei"
    assert taken.id in {decision.id for decision in session.document.log}
    assert not stuck.banner.isVisible()
    assert session.study is not None
    assert session.study.plan.exists
    assert session.say("ui.status.waived", count=1) in stuck.status.text.text()
    assert len(session.history.steps) > steps
    while session.document.scenario.decisions and taken in session.document.scenario.decisions:
        session.undo()
    settled(qtbot, stuck)
    assert taken not in session.document.scenario.decisions


def test_a_page_without_a_plan_says_that_there_is_none_to_be_had(stuck, qtbot):
    stuck.go("waves")
    say, empty = stuck.session.say, stuck.pages["waves"].stack.widget(0)
    assert empty.heading.text() == say("ui.status.refused.infeasible")
    assert empty.about.text() == say("ui_window.empty.refused")


def test_a_way_out_names_every_rule_it_lifts_and_proposes_neither_reason_nor_name(stuck, qtbot):
    session, ways = stuck.session, stuck.messages.ways
    session.name_decider("Li Wei")
    study = stuck.messages._impossible
    names = ("PORTAL", "IAM")
    way = Repair(tuple(RuleRef("allowed", None, (name,)) for name in names), "allow")
    conflict = replace(study.plan.conflict, repairs=(way, *study.plan.conflict.repairs))
    stuck.messages.tell_impossible(replace(study, plan=replace(study.plan, conflict=conflict)))
    stuck.banner.opener.click()
    assert ways.fields.name.text() == ""
    assert ways.fields.text.text() == ""
    cases = [study.assessment.workloads[name].cases.values() for name in names]
    laws = [rule for of_one in cases for case in of_one for rule in case.forbidden]
    lines = waived_lines(study, way, "en")
    shown = "\n".join(label.text() for label in ways.findChildren(QLabel))
    assert len(lines) == len(laws) > 2
    assert all(line in shown for line in lines)
    assert any("pinned" in line.lower() for line in lines)
    stuck.resize(1024, 640)
    qtbot.wait(50)
    for label in ways.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_on_a_small_screen_most_ways_out_are_seen_and_every_rule_is_named(stuck, qtbot):
    ways, study = stuck.messages.ways, stuck.messages._impossible
    conflict = study.plan.conflict
    more = (conflict.repairs * 5)[:5]
    study = replace(study, plan=replace(study.plan, conflict=replace(conflict, repairs=more)))
    stuck.resize(1024, 768)
    stuck.messages.tell_impossible(study)
    stuck.banner.opener.click()
    qtbot.wait(20)
    shown = [button for button in ways.buttons if not button.visibleRegion().isEmpty()]
    assert len(ways.buttons) == 5
    assert len(shown) >= 4
    area = ways._area.geometry()
    assert area.bottom() < ways.fields.y()
    assert stuck.size().toTuple() == (1024, 768)
    said = "\n".join(label.text() for label in ways.findChildren(QLabel))
    rules, _ = Wording.of(study, "en").conflict(conflict)
    assert all(rule in said for rule in rules)


def test_the_banner_goes_with_its_cause_and_not_before(stuck, qtbot):
    session = stuck.session
    session.perform(park_question(session.document, "Who pays?"))
    settled(qtbot, stuck)
    assert stuck.banner.isVisible()  # another question changes no rule
    while session.history.undo_label is not None:
        session.undo()
    settled(qtbot, stuck)
    assert not stuck.banner.isVisible()


def test_a_search_that_finds_nothing_does_not_deny_the_plan_that_is_shown(tiny):
    session, study = tiny.session, tiny.session.study
    none = replace(study.plan, status=PlanStatus.UNKNOWN, placement={}, wave=None)
    tiny.messages.tell_impossible(replace(study, plan=none))
    assert tiny.banner.sentence.text() == session.say("ui.no_plan.stands")


def test_the_conflict_is_said_in_the_other_language_too(stuck, qtbot):
    stuck.banner.opener.click()
    stuck.session.set_language("zh")
    assert stuck.messages.ways.isVisible()
    assert "没有方案" in stuck.banner.sentence.text()
    assert any("采用" in button.text() for button in stuck.messages.ways.buttons)


@pytest.fixture
def short(window, qtbot):
    """Four workloads that must move, one a wave, and two waves."""
    session = window.session
    session.today = date(2026, 11, 2)
    window.planning.time_limit_s = 0.0  # steps: a busy machine
    document = project_of(SAMPLES / "tiny.xlsx", session.today)
    programme = replace(
        document.programme, waves=(), wave_count=2, max_workloads_per_wave=1, pilot=None, freezes=()
    )
    inventory = replace(document.inventory, dependencies=())
    document = replace(document, programme=programme, inventory=inventory)
    session.open_document(document, None)
    names = ["PORTAL", "IAM", "REPORTS", "DATALAKE"]
    session.perform(pin_target(session.document, names, "private", "a test", session.today, "Li"))
    settled(qtbot, window)
    window.planning.plan()
    settled(qtbot, window)
    return window


def test_waves_are_added_with_one_click_and_dated_like_the_last(short, qtbot):
    session, ways = short.session, short.messages.ways
    assert session.study is None
    ways.fields.name.setText("Li Wei")
    ways.fields.text.setText("the budget allows it")
    number = next(
        number
        for number, way in enumerate(short.messages._impossible.plan.conflict.repairs)
        if way.rules[0].kind == "waves"
    )
    assert ways.buttons[number].isEnabled()
    ways.buttons[number].click()
    settled(qtbot, short)
    study: Study | None = session.study
    assert study is not None
    assert study.plan.exists
    calendar = study.calendar
    assert len(calendar) == 4
    assert len(study.problem.waves) == 4
    assert (
        calendar[3].last_day - calendar[3].first_day == calendar[1].last_day - calendar[1].first_day
    )
    session.undo()
    session.undo()
    settled(qtbot, short)
    assert len(session.draft.calendar) == 2


def test_one_undo_takes_a_way_out_back_with_the_plan_that_it_led_to(stuck, qtbot):
    session, ways = stuck.session, stuck.messages.ways
    before = session.document
    steps = len(session.history.steps)
    stuck.banner.opener.click()
    ways.fields.name.setText("Li Wei")
    ways.fields.text.setText("the auditor agrees")
    next(button for button in ways.buttons if button.isEnabled()).click()
    settled(qtbot, stuck)
    assert session.study is not None
    assert len(session.history.steps) == steps + 1
    session.undo()
    settled(qtbot, stuck)
    assert session.document == before
    assert session.study is None
