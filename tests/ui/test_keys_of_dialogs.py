"""Ctrl+Enter agrees to a dialog from any of its fields; all keys stand in the list of shortcuts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.ui.commands import KEYS
from planner.ui.dialogs.chooser import Chooser
from planner.ui.dialogs.reason import ReasonDialog


@pytest.fixture
def reason(window, qtbot):
    made = ReasonDialog(window.session, "Why?", window)
    made.open()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def agree(widget, key=Qt.Key.Key_Return):
    QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_agrees_from_a_text_of_many_lines(reason, qtbot, key):
    told = []
    reason.accepted.connect(lambda: told.append(reason.reason))
    reason.name.setText("Li Wei")
    QTest.keyClicks(reason.text, "the auditor")
    QTest.keyClick(reason.text, Qt.Key.Key_Return)  # another line
    QTest.keyClicks(reason.text, "agrees")
    agree(reason.text, key)
    assert told == ["the auditor\nagrees"]


def test_ctrl_enter_agrees_to_nothing_that_is_not_complete(reason):
    told = []
    reason.accepted.connect(lambda: told.append(1))
    agree(reason.text)
    assert told == []
    assert reason.isVisible()


def test_the_list_of_shortcuts_has_the_keys_of_what_is_drawn_too(planned):
    planned.commands.run("shortcuts")
    (listed,) = [one for one in planned.findChildren(Chooser) if one.isVisible()]
    shown = {listed.list.item(row).text() for row in range(listed.list.count())}
    assert {planned.session.say(f"ui_enter.keys.{name}") for name, _ in KEYS} <= shown
    listed.reject()
