"""Many rows entered at once: one that cannot stand is named, the others are taken."""

from __future__ import annotations

from datetime import date

from planner.editing.entering import enter_rows
from planner.editing.programme import add_row, edit_programme
from planner.model.programme import Freeze, Programme, Team
from planner.project import Document
from tests.support.refusals import told

DAY = date(2026, 3, 2)
DOCUMENT = Document(
    programme=Programme(
        teams=(Team("a"), Team("b")),
        freezes=(Freeze("x", date(2026, 5, 1), date(2026, 5, 3)),),
    )
)


def enter(key, edits, fresh=()):
    return enter_rows(
        DOCUMENT,
        lambda document, cells: edit_programme(document, key, cells),
        lambda document, values: add_row(document, key, DAY, values),
        edits,
        fresh,
    )


def test_cells_and_rows_are_one_step():
    made = enter("teams", {(0, "name"): "A"}, [(2, {"id": "c", "days_per_wave": 5.0})])
    assert made.refused == ()
    assert made.operation.document.programme.teams == (
        Team("a", "A"),
        Team("b"),
        Team("c", days_per_wave=5.0),
    )


def test_a_row_that_cannot_stand_is_named_and_the_others_are_taken():
    made = enter("teams", {(0, "id"): "b", (1, "name"): "B"}, [(2, {"id": "a"}), (3, {"id": "d"})])
    assert [row for row, _ in made.refused] == [0, 2]
    assert "already" in told(made.refused[0][1])
    assert made.operation.document.programme.teams == (Team("a"), Team("b", "B"), Team("d"))


def test_a_span_is_changed_as_a_whole():
    edits = {(0, "first_day"): date(2026, 6, 1), (0, "last_day"): date(2026, 6, 2)}
    made = enter("freezes", edits)
    assert made.operation.document.programme.freezes[0].last_day == date(2026, 6, 2)


def test_nothing_taken_is_no_step():
    made = enter("teams", {(0, "id"): "b"})
    assert made.operation is None
    assert len(made.refused) == 1
