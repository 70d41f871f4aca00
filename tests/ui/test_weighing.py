"""Weights by pairs and by swings: live, for several people, one undoable step with its reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from planner.assessing.weights import swing_weights
from planner.model.rules import FACTORS
from planner.model.scenario import DecisionKind
from planner.presenting.score_table import BEST, reweighed
from planner.ui.dialogs.weights_ahp import PAIRS, AhpDialog, ratio_of
from planner.ui.dialogs.weights_swing import SwingDialog
from planner.ui.look import Look
from planner.ui.session import Session


@pytest.fixture
def session(studies):
    made = Session()
    made.who = "Chen"
    made.show_study(studies.make_study(12))
    return made


def shown(dialog):
    """Show a dialog that deletes itself when it is closed, and close it in the end."""
    dialog.show()
    yield dialog
    if isValid(dialog):
        dialog.close()


@pytest.fixture
def ahp(qapp, session):
    yield from shown(AhpDialog(session, Look(qapp)))


def test_the_scale_is_saatys() -> None:
    assert [ratio_of(place) for place in (0, 1, 8)] == [1.0, 2.0, 9.0]
    assert ratio_of(-1) == 0.5
    assert ratio_of(-8) == pytest.approx(1 / 9)


def test_all_equal_gives_equal_weights(ahp) -> None:
    assert ahp.bars.weights == pytest.approx(dict.fromkeys(FACTORS, 0.2))
    assert ahp.group.together.consistent
    assert not ahp.revisit.isVisible()


def test_towards_the_left_the_first_matters_more(ahp) -> None:
    for pair in PAIRS[:4]:  # responsiveness against each other factor
        ahp.sliders[pair].setValue(-2)
    # Saaty: three times as much as four that are equal: 3/7 against 1/7 each.
    assert ahp.bars.weights[FACTORS[0]] == pytest.approx(3 / 7)
    assert "3 times" in ahp.answers[PAIRS[0]].text()


def test_contradictions_are_told_with_the_judgement_to_revisit(ahp) -> None:
    first, second, third = FACTORS[:3]
    ahp.sliders[first, second].setValue(-8)
    ahp.sliders[second, third].setValue(-8)
    ahp.sliders[first, third].setValue(8)
    assert not ahp.group.together.consistent
    assert "▲" in ahp.verdict.text()
    assert ahp.revisit.isVisible()
    ahp.revisit.click()
    assert any(slider.hasFocus() for slider in ahp.sliders.values()) or not ahp.isActiveWindow()


def test_people_are_kept_apart_and_combined(ahp) -> None:
    ahp.sliders[PAIRS[0]].setValue(-3)
    ahp.newcomer.setText("Wang Fang")
    ahp.adder.click()
    assert ahp.sliders[PAIRS[0]].value() == 0
    ahp.sliders[PAIRS[0]].setValue(3)
    assert set(ahp.people) == {"Chen", "Wang Fang"}
    assert ahp.group.argue == PAIRS[0]
    # 4 and 1/4 have the geometric mean 1.
    assert ahp.bars.weights == pytest.approx(dict.fromkeys(FACTORS, 0.2))
    ahp.person.setCurrentText("Chen")
    assert ahp.sliders[PAIRS[0]].value() == -3
    ahp.newcomer.setText("Ch\u202een")  # a mark that turns the direction is no part of a name
    ahp.add_person()
    assert len(ahp.people) == 2


def test_using_the_weights_is_one_step_with_its_reason(ahp, session) -> None:
    ahp.sliders[PAIRS[0]].setValue(-4)
    expected = dict(ahp.bars.weights)
    steps = len(session.history.steps)
    ahp.accept()
    assert session.document.scenario.dials.weights == pytest.approx(expected, abs=1e-5)
    note = session.document.log[-1]
    assert note.kind is DecisionKind.NOTE
    assert "Chen" in note.reason
    assert len(session.history.steps) == steps + 1
    session.undo()
    assert not session.document.scenario.dials.weights


def test_cancel_changes_nothing(ahp, session) -> None:
    before = session.document
    ahp.sliders[PAIRS[0]].setValue(-4)
    ahp.reject()
    assert session.document is before


@pytest.fixture
def swing(qapp, session):
    yield from shown(SwingDialog(session, Look(qapp)))


def test_swings_begin_with_the_weights_in_use(swing, session) -> None:
    used = session.draft.assessment.weights
    assert swing.bars.weights == pytest.approx(dict(used), abs=0.01)


def test_swings_are_raised_to_a_hundred_and_used(swing, session) -> None:
    for factor, value in zip(FACTORS, (50, 25, 0, 25, 0), strict=True):
        swing.figures[factor].setValue(value)
    expected = swing_weights(dict(zip(FACTORS, (100, 50, 0, 50, 0), strict=True)))
    assert swing.bars.weights == pytest.approx(expected)
    assert swing.advice.text() == session.say("ui_weights.swing.most")
    swing.accept()
    assert session.document.scenario.dials.weights == pytest.approx(expected)
    assert "100" in session.document.log[-1].reason


def test_all_zero_cannot_be_used(swing) -> None:
    for figure in swing.figures.values():
        figure.setValue(0)
    assert not swing.use.isEnabled()
    assert swing.bars.weights == {}


def test_words_are_chinese_where_the_window_is(qtbot, qapp, session) -> None:
    session.set_language("zh")
    dialog = AhpDialog(session, Look(qapp))
    qtbot.addWidget(dialog)
    words = [text.text() for text in dialog.findChildren(QLabel)]
    assert "同等重要" in words


def test_enter_applies_no_weights_and_with_control_it_does(ahp, session, qtbot) -> None:
    steps = len(session.history.steps)
    ahp.newcomer.setFocus()
    qtbot.keyClicks(ahp.newcomer, "Wang")
    qtbot.keyClick(ahp.newcomer, Qt.Key.Key_Return)
    assert "Wang" in ahp.people
    qtbot.keyClick(ahp.sliders[PAIRS[0]], Qt.Key.Key_Return)
    assert len(session.history.steps) == steps
    assert ahp.isVisible()
    qtbot.keyClick(ahp.newcomer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(session.history.steps) == steps + 1


def test_the_best_place_of_each_row_follows_a_slider_and_the_slider_never_jumps_back(planned):
    planned.go("scores")
    page = planned.pages["scores"]
    model, sliders = page.model, page.weights.sliders
    reset = []
    model.modelReset.connect(lambda: reset.append(1))
    before = [model.index(row, BEST).data() for row in range(model.rowCount())]
    sliders["elasticity"].setValue(100)
    after = [model.index(row, BEST).data() for row in range(model.rowCount())]
    assert after != before
    assert not reset  # rows and selection stay where they were
    weights = planned.session.document.scenario.dials.weights
    page.weights.show_weights(weights)
    assert sliders["elasticity"].value() == 100


def test_a_fit_under_tried_weights_is_the_fit_that_scoring_finds(planned):
    draft = planned.session.draft
    weights = draft.assessment.weights
    for item in draft.assessment.workloads.values():
        for case in item.cases.values():
            assert reweighed(case, weights, weights) == pytest.approx(case.fit, abs=1e-6)


def test_scores_of_a_moment_ago_do_not_put_a_slider_back(planned):
    planned.go("scores")
    page = planned.pages["scores"]
    slider = page.weights.sliders["elasticity"]
    slider.setValue(90)
    planned.session.study_changed.emit()  # scores of the weights before arrive late
    page.refresh()
    assert slider.value() == 90
