"""Every pin, ban and override asks for a reason and who decided, wherever it is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from planner.editing.scenarios import duplicate_scenario
from planner.model.scenario import DecisionKind
from planner.ui.dialogs.overrule import OverruleDialog
from planner.ui.dialogs.reason import ReasonDialog
from tests.support.projects import project_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def tiny(window, qtbot):
    session = window.session
    session.today = date(2026, 11, 2)
    session.open_document(project_of(SAMPLES / "tiny.xlsx", session.today), None)
    window.planning.live = False
    window.planning.score()
    qtbot.waitUntil(lambda: session.draft is not None and not window.planning.busy)
    return window


def say_why(window, why="audit finding", who="Li Wei"):
    dialog = window.findChildren(ReasonDialog)[-1]
    assert not dialog.agree.isEnabled()
    dialog.text.setPlainText(why)
    dialog.name.setText(who)
    dialog.accept()
    return why, who


def test_a_cell_that_pins_asks_first_and_keeps_the_reason(tiny):
    session = tiny.session
    page = tiny.page("inventory")
    page.model.edits_wanted.emit({("IAM", "pin_target"): "private"}, {})
    assert session.document.inventory.by_id["IAM"].text("pin_target") != "private"
    why, who = say_why(tiny)
    workload = session.document.inventory.by_id["IAM"]
    assert workload.text("pin_target") == "private"
    assert workload.text("decision_reason") == why
    entry = session.document.log[-1]
    assert (entry.workloads, entry.reason, entry.who) == (("IAM",), why, who)
    assert "private" in entry.value
    session.undo()
    assert entry not in session.document.scenario.decisions


def test_a_cell_that_decides_nothing_does_not_ask(tiny):
    before = len(tiny.findChildren(ReasonDialog))
    tiny.page("inventory").model.edits_wanted.emit({("IAM", "cpu_cores"): 3.0}, {})
    assert tiny.session.document.inventory.by_id["IAM"].number("cpu_cores") == 3.0
    assert len(tiny.findChildren(ReasonDialog)) == before


def test_a_ban_asks(tiny):
    session = tiny.session
    tiny.page("placement").ban("public", ["IAM", "PORTAL"])
    why, who = say_why(tiny)
    (ban,) = (d for d in session.document.scenario.decisions
              if d.kind is DecisionKind.BAN_TARGET)  # fmt: skip
    assert (ban.workloads, ban.value) == (("IAM", "PORTAL"), "public")
    assert (ban.reason, ban.who) == (why, who)


def test_a_score_is_overruled_with_a_reason_and_the_new_one_takes_the_place_of_the_old(tiny, qtbot):
    session = tiny.session
    for points in (80.0, 20.0):
        dialog = OverruleDialog(session, "IAM", tiny)
        dialog.what.setCurrentIndex(dialog.what.findData("risk"))
        dialog.points.setValue(points)
        assert not dialog.agree.isEnabled()
        assert isinstance(dialog.fields.text, QPlainTextEdit)
        dialog.fields.text.setPlainText("pen test")
        dialog.fields.name.setText("Li Wei")
        dialog.accept()
    decided = [d for d in session.document.scenario.decisions if d.kind is DecisionKind.SCORE]
    assert [(d.value, d.active) for d in decided] == [("risk=80", False), ("risk=20", True)]
    qtbot.waitUntil(lambda: not tiny.planning.busy and not tiny.runner.jobs)
    assert session.draft.assessment.workloads["IAM"].factors["risk"].score == 20.0


def test_a_changed_rule_is_in_the_log_at_once_and_asks_until_it_is_told(tiny, qtbot):
    session = tiny.session
    tiny.go("rules")
    page = tiny.pages["rules"]
    page._edit(("weights", "risk"), 60)
    page._edit(("weights", "risk"), 10)
    (entry,) = session.document.log
    assert entry.value.endswith("⇒ 10")
    assert entry.reason == ""
    qtbot.waitUntil(lambda: page.owed.isVisibleTo(page))
    assert not page.owed.button.isEnabled()
    page.owed.fields.text.setPlainText("the regulator weighs it less")
    page.owed.fields.name.setText("Zhao")
    page.owed.button.click()
    (told,) = session.document.log
    assert (told.id, told.reason, told.who) == (
        entry.id, "the regulator weighs it less", "Zhao",
    )  # fmt: skip
    qtbot.waitUntil(lambda: not page.owed.isVisibleTo(page))
    page._edit(("weights", "risk"), 40)
    assert len(session.document.log) == 2  # what has been told is not overwritten


def test_what_the_sheet_pins_is_in_the_log_and_is_taken_back_in_its_cell(tiny):
    from dataclasses import replace

    session = tiny.session
    document = session.document
    workloads = tuple(
        replace(w, values={**w.values, "pin_target": "private", "decision_reason": "lease"})
        if w.id == "IAM"
        else w
        for w in document.inventory.workloads
    )
    inventory = replace(document.inventory, workloads=workloads)
    session.open_document(replace(document, inventory=inventory), None)
    tiny.log.show()
    tiny.log.refresh()
    for words, count in (("lease", 1), ("Identity", 1), ("nobody's", 0)):
        tiny.log.search.setText(words)
        found = [tiny.log.list.item(row).text() for row in range(tiny.log.list.count())]
        assert sum("lease" in one for one in found) == count, words
    assert session.document.log == document.log


def test_marks_that_turn_lines_round_are_taken_out_of_reasons_and_names_as_they_are_typed(tiny):
    tiny.commands.do_note()
    dialog = tiny.findChild(ReasonDialog)
    dialog.text.setPlainText("for \u202eyadot")
    dialog.name.setText("Li\u2066 Wei")
    dialog.accept()
    entry = tiny.session.document.log[-1]
    assert (entry.reason, entry.who) == ("for yadot", "Li Wei")
    document = duplicate_scenario(tiny.session.document, "base", "plan \u202eB").document
    assert document.active == "plan B"
