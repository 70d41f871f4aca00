"""Somebody else's plan beside ours in the window: chosen, read, shown; nothing taken over."""

from __future__ import annotations

import pytest

from planner.assessing.published.audit import published_sets
from planner.errors import BadInputError
from planner.ui.dialogs.foreign_plan import ForeignPlan


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_foreign_plan_is_shown_beside_ours(planned, qtbot, study, tmp_path, language):
    session = planned.session
    session.set_language(language)
    before = session.document
    mover, wave = next((name, one) for name, one in study.plan.wave.items() if one)
    path = tmp_path / "theirs.csv"
    path.write_text(
        f"Name,Wave\n{study.inventory.by_id[mover].name},{wave + 1}\nNobody,1\n", "utf-8"
    )
    planned.imports.beside(path)
    qtbot.waitUntil(lambda: bool(planned.findChildren(ForeignPlan)), timeout=20_000)
    (dialog,) = planned.findChildren(ForeignPlan)
    moves = dialog.moves.answers
    first = [moves.cell(moves.index(0, column)).words for column in range(3)]
    assert first[0] == study.inventory.by_id[mover].name
    assert str(wave) in first[1]
    assert str(wave + 1) in first[2]
    assert "Nobody" in dialog.unknown.text()
    assert "theirs.csv" in dialog.summary.text()
    rules = {one["key"] for one in published_sets()["azure-automatic"].rules}
    assert dialog.rules.answers.source_count() == len(rules)
    assert session.document is before
    dialog.reject()


def test_a_list_without_waves_is_no_plan(planned, qtbot, tmp_path, monkeypatch):
    told: list[object] = []
    monkeypatch.setattr(planned.imports, "_tell", told.append)
    path = tmp_path / "theirs.csv"
    path.write_text("Name,Criticality\nLoans,high\n", "utf-8")
    planned.imports.beside(path)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert isinstance(told[0], BadInputError)
    assert planned.findChildren(ForeignPlan) == []
