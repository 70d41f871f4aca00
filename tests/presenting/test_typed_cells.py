"""What a person types into a cell is understood as an import understands it."""

import pytest

from planner.errors import BadInputError
from planner.model.fields import Field, FieldKind, Section
from planner.presenting.cells import read_cell

FLAG = Field("notes", FieldKind.FLAG, Section.PLAN)


@pytest.mark.parametrize(
    ("typed", "meant"), [("yes", True), ("ja", True), ("有", True), ("nein", False), ("0", False)]
)
def test_yes_and_no_are_typed_in_the_words_that_files_may_hold(typed, meant):
    assert read_cell(FLAG, typed, "en") is meant


def test_what_is_neither_is_refused():
    with pytest.raises(BadInputError):
        read_cell(FLAG, "perhaps", "en")
