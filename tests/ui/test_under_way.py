"""A programme under way: recorded in the window, locked in the plan, side by side with the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from planner.model.actuals import plan_and_actual
from tests.support.waiting import settled


@pytest.fixture
def page(tiny, qtbot):
    tiny.planning.live = True
    tiny.go("under_way")
    made = tiny.pages["under_way"]
    settled(qtbot, tiny)
    return made


def test_a_wave_that_is_done_stays_and_the_rest_is_planned_from_today(page, window, qtbot):
    session, under_way = window.session, page.under_way
    first = under_way.rows[0]
    went = first.planned_day + timedelta(days=9)
    under_way.state.setCurrentIndex(under_way.state.findData("done"))
    under_way.dated.setChecked(True)
    under_way.day.set_day(went)
    team, spin = next(iter(under_way.efforts.items()))
    spin.setValue(first.planned_days[team] + 5)
    assert not under_way.record.isEnabled()
    under_way.fields.text.setPlainText("cut over, signed off")
    under_way.fields.name.setText("Li Wei")
    under_way.record.click()
    settled(qtbot, window)
    entry = session.document.log[-1]
    assert (entry.reason, entry.who) == ("cut over, signed off", "Li Wei")
    assert went.isoformat() in entry.value
    assert entry.workloads == first.workloads
    (kept,) = session.document.scenario.progress
    assert (kept.state, kept.actual_day, kept.workloads) == ("done", went, first.workloads)
    assert under_way.rows[0].late_days == 9
    assert under_way.rows[0].more_effort == pytest.approx(5)
    before = dict(session.study.plan.placement)
    later = went + timedelta(days=3)
    under_way.today.set_day(later)
    under_way.replan.click()
    settled(qtbot, window)
    plan = session.study.plan
    assert plan.exists
    for name in first.workloads:
        assert plan.wave[name] == first.wave
        assert plan.placement[name] == before[name]
    others = [w for n, w in plan.wave.items() if w is not None and n not in first.workloads]
    assert all(wave > first.wave for wave in others)
    rows = plan_and_actual(session.study)
    assert (rows[0].state, rows[0].actual_day) == ("done", went)


def test_a_record_is_one_step_and_can_be_taken_back(page, window, qtbot):
    session, under_way = window.session, page.under_way
    under_way.state.setCurrentIndex(under_way.state.findData("committed"))
    under_way.fields.text.setPlainText("contract signed")
    under_way.fields.name.setText("Li Wei")
    under_way.record.click()
    settled(qtbot, window)
    assert session.document.scenario.progress[0].state == "committed"
    assert "1" in session.step_name(session.history.undo_label)
    session.undo()
    settled(qtbot, window)
    assert session.document.scenario.progress == ()
    session.set_language("zh")
    settled(qtbot, window)
    assert page.title.text() == "实施进展"


@pytest.mark.parametrize("typed", ["2027-03-10", "2027/3/10"])
def test_a_day_is_taken_as_it_is_typed(qapp, qtbot, typed):
    from planner.ui.look import Look
    from planner.ui.session import Session
    from planner.ui.widgets.day_edit import DayEdit

    session = Session()
    session.today = date(2026, 11, 2)
    line = DayEdit(session, Look(qapp))
    qtbot.addWidget(line)
    line.selectAll()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.day == date(2027, 3, 10)
    line.selectAll()
    qtbot.keyClicks(line, "soon")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (line.day, line.text()) == (date(2027, 3, 10), "2027-03-10")
