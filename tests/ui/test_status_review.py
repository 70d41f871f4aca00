"""Status of other tools in the window: shown first, recorded as one step, taken back by undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from planner.model.issue import CellRef
from planner.model.status import MoveStatus
from planner.ui.dialogs.status_review import StatusReview

DAY, TODAY = date(2027, 4, 17), date(2028, 6, 1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_fits_is_recorded_and_what_does_not_is_told(planned, qtbot, study, language):
    session = planned.session
    session.show_study(replace(study, scenario=replace(study.scenario, progress=())))
    session.set_language(language)
    session.today = TODAY
    before, wave = session.document, min(one for one in study.plan.wave.values() if one)
    said = [
        MoveStatus(name, "done", DAY, where=CellRef("t.csv", "", 2))
        for name, one in study.plan.wave.items()
        if one == wave
    ]
    said.append(MoveStatus("<img src=x>", "done", DAY, where=CellRef("t.csv", "", 9)))
    dialog = StatusReview(session, session.study, said, planned)
    dialog.open()
    assert DAY.isoformat() in dialog.lists["changes"].item(0).text()
    assert "<img src=x>" in dialog.lists["conflicts"].item(0).text()
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    (kept,) = session.document.scenario.progress
    assert (kept.wave, kept.state, kept.actual_day) == (wave, "done", DAY)
    assert session.document.scenario.baseline
    session.undo()
    assert session.document == before


def test_files_that_say_nothing_new_record_nothing(planned):
    dialog = StatusReview(planned.session, planned.session.study, (), planned)
    assert not dialog.take.isEnabled()
    assert dialog.lists["changes"].isHidden()
    dialog.reject()
