"""The facilitator's agenda and clock: typed, remembered, counted down and over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from planner.presenting.agenda import agenda_lines, clock_words, read_agenda, usual_agenda


@pytest.mark.parametrize(
    ("line", "minutes", "words"),
    [("15 Weights", 15, "Weights"), ("20：权重", 20, "权重"), ("Lunch", 10, "Lunch"),
     ("0 x", 1, "x"), ("9999 <b>x", 600, "<b>x"), ("3-2-1 rule", 3, "-2-1 rule")],
)  # fmt: skip
def test_a_line_is_minutes_and_words(line, minutes, words):
    (found,) = read_agenda([line, "  "])
    assert (found.minutes, found.words) == (minutes, words)
    assert read_agenda(agenda_lines([found])) == (found,)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_two_hours_are_proposed(language):
    assert sum(item.minutes for item in usual_agenda(language)) == 120


def test_time_left_and_time_over_are_told_apart():
    assert [clock_words(left) for left in (75, 0, -61)] == ["1:15", "0:00", "+1:01"]


def test_the_clock_counts_a_point_down_stands_still_and_goes_on(window, qtbot, monkeypatch):
    now = [1_000.0]
    monkeypatch.setattr("planner.ui.widgets.facilitator.time.monotonic", lambda: now[0])
    window.actions_by_name["facilitator"].trigger()
    panel = window.facilitator
    assert panel.isVisible()
    panel.begin(1)
    whole = 60 * panel.items[1].minutes
    now[0] += 30
    assert panel.left_s == whole - 30
    panel.toggle()
    now[0] += 500
    assert panel.left_s == whole - 30
    panel.toggle()
    now[0] += whole
    panel._tick()
    assert panel.clock.text() == "+0:30"
    panel.go_on()
    assert panel.list.currentRow() == 2
    assert panel.point.text() == panel.items[2].words


def test_an_agenda_that_is_typed_is_remembered_and_stays_words(window):
    panel = window.facilitator
    panel.list.item(0).setText("7 <img src=x>")
    assert panel.items[0].words == "<img src=x>"
    assert window.settings.agenda[0] == "7  <img src=x>"
    panel.begin(0)
    assert panel.point.textFormat() == Qt.TextFormat.PlainText
    for _ in range(len(panel.items)):
        panel.remove()
        panel.list.setCurrentRow(0)
    assert window.settings.agenda == ()
    assert panel.items == usual_agenda("en")


def test_one_panel_stands_beside_the_page(window):
    window.actions_by_name["decisions"].trigger()
    window.actions_by_name["facilitator"].trigger()
    assert (window.log.isVisible(), window.facilitator.isVisible()) == (False, True)
    window.actions_by_name["facilitator"].trigger()
    assert not window.facilitator.isVisible()
