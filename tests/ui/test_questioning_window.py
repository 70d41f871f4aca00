"""Questions in the window: what if, least change before accepting, who decided, what to ask."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialogButtonBox

from planner.editing.decisions import pin_target
from planner.editing.operations import edit_cells
from planner.model.insight import Insights, Question
from planner.model.scenario import DecisionKind
from planner.ui.dialogs.plan_review import LeastChange, PlanReview
from planner.ui.dialogs.reason import ReasonDialog
from planner.ui.widgets.answers import QuestionsAnswer, StabilityAnswer
from tests.support.waiting import settled


def accept(dialog, qtbot):
    dialog.findChild(QDialogButtonBox).accepted.emit()
    qtbot.wait(10)


def test_a_workload_forced_elsewhere_shows_the_whole_plan_and_opens_as_a_scenario(tiny, qtbot):
    session = tiny.session
    tiny.go("placement")
    session.select(["DATALAKE"])
    settled(qtbot, tiny)
    bar = tiny.pages["placement"].why.what_if
    now = session.study.plan.placement["DATALAKE"]
    target = bar.target.currentData()
    assert target not in (None, now)
    bar.button.click()
    settled(qtbot, tiny)
    dialog = tiny.findChildren(PlanReview)[-1]
    assert "points" in dialog.sentence.text()
    rows = dialog.compare.differences.answers
    about = {rows.about(rows.index(row, 0)) for row in range(rows.rowCount())}
    assert "DATALAKE" in about
    assert not dialog.take.isEnabled()  # nobody has said why, or who
    dialog.fields.text.setText("the data team asks for it")
    dialog.fields.name.setText("Li Wei")
    assert dialog.take.isEnabled()
    accept(dialog, qtbot)
    settled(qtbot, tiny)
    document = session.document
    assert len(document.scenarios) == 2
    assert document.scenario.plan.placement["DATALAKE"] == target
    (pin,) = (d for d in document.scenario.decisions if d.kind is DecisionKind.PIN_TARGET)
    assert (pin.reason, pin.who) == ("the data team asks for it", "Li Wei")
    assert pin.id in {decision.id for decision in document.log}


def test_the_differences_are_shown_before_a_plan_is_taken(tiny, qtbot):
    session = tiny.session
    before = session.study.plan
    session.perform(edit_cells(session.document, {("DATALAKE", "cpu_cores"): 4.0}))
    settled(qtbot, tiny)
    tiny.commands.do_plan_near()
    dialog = tiny.findChildren(LeastChange)[-1]
    settled(qtbot, tiny)
    dialog.dial.setValue(10)
    settled(qtbot, tiny)
    assert dialog.study is not None
    assert dialog.study.scenario.dials.least_change == 1.0
    assert session.document.scenario.plan.placement == before.placement
    assert "until you accept" in dialog.sentence.text()
    accept(dialog, qtbot)
    settled(qtbot, tiny)
    assert session.document.scenario.dials.least_change == 1.0
    assert session.document.scenario.plan.placement == dialog_placement(session)


def dialog_placement(session):
    return session.study.plan.placement


def test_a_decision_asks_who_and_remembers_it(tiny, qtbot):
    told: list[str] = []
    tiny.commands.ask_reason("Why?", told.append)
    dialog = tiny.findChildren(ReasonDialog)[-1]
    assert not dialog.agree.isEnabled()
    dialog.text.setPlainText("because")
    assert not dialog.agree.isEnabled()
    dialog.accept()
    assert told == []
    assert dialog.fields.hint.text()
    dialog.name.setText("Li Wei")
    assert dialog.agree.isEnabled()
    dialog.accept()
    assert told == ["because"]
    assert tiny.session.who == "Li Wei"
    assert tiny.settings.who == "Li Wei"


def test_the_log_is_searched_by_words_names_and_people(tiny, qtbot):
    session = tiny.session
    for name, reason, who in (("IAM", "audit finding", "Li Wei"), ("REPORTS", "cheap", "Zhao")):
        session.perform(pin_target(session.document, [name], "private", reason, session.today, who))
    tiny.log.show()
    tiny.log.refresh()
    for words, count in (("", 2), ("audit", 1), ("zhao cheap", 1), ("reports", 1)):
        tiny.log.search.setText(words)
        assert tiny.log.list.count() == count, words
    tiny.log.search.setText("nothing like it")
    assert tiny.log.list.item(0).text() == session.say("ui_ask.log.none")


def test_a_question_worth_asking_leads_to_its_cell_and_its_owner(tiny, qtbot):
    session = tiny.session
    insights = replace(Insights(), questions=(Question("IAM", "latency_ms", 0.4),))
    session.study = replace(session.study, insights=insights)
    tiny.go("scenarios")
    page = tiny.pages["scenarios"]
    answer = next(one for one in page.answers if isinstance(one, QuestionsAnswer))
    page.tabs.setCurrentWidget(answer)
    settled(qtbot, tiny)
    answer.show_study(session.study)
    model = answer.rows.answers
    owner = session.document.inventory.by_id["IAM"].text("technical_owner")
    assert (owner or session.say("ui_ask.questions.nobody")) in model.index(0, 3).data()
    answer.go.click()
    assert tiny.page_key == "inventory"
    inventory = tiny.pages["inventory"]
    assert inventory.model.workload(inventory.table.currentIndex().row()).id == "IAM"


def test_what_came_second_is_found_for_all_while_nothing_else_happens(few, qtbot):
    session = few.session
    few.go("placement")
    panel = few.pages["placement"].why
    panel.idle_ms = 10
    session.select(["IAM"])
    panel._next.start(0)
    qtbot.waitUntil(
        lambda: (
            all(why.second_exact for why in session.study.insights.why.values())
            and bool(session.study.insights.why)
        ),
    )
    settled(qtbot, few)
    assert set(session.study.insights.why) == set(session.study.plan.placement)


def test_the_draws_are_had_again_with_their_seed(few, qtbot):
    few.go("scenarios")
    page = few.pages["scenarios"]
    answer = next(one for one in page.answers if isinstance(one, StabilityAnswer))
    page.tabs.setCurrentWidget(answer)
    settled(qtbot, few)
    found = []
    for seed in (7, 8, 7):
        answer.seed.setValue(seed)
        answer.ask.ask()
        settled(qtbot, few)
        found.append(few.session.study.insights.stability)
    assert [one.seed for one in found] == [7, 8, 7]
    assert found[0] == found[2] != found[1]
