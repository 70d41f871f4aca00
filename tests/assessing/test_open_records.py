"""Lines made sooner are the same lines: equal, frozen, hashed and pickled alike."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from planner.assessing.open_records import cost_line, evidence_line
from planner.model.assessment import CostLine, Evidence, ValueSource
from planner.model.issue import CellRef

PAIRS = [
    (
        cost_line("staff_cost_year", 0.5, 300.0, 150, "year", "cell:staff_cost_year"),
        CostLine("staff_cost_year", 0.5, 300.0, 150, "year", "cell:staff_cost_year"),
    ),
    (cost_line("exit_cost", 1.0, 9.0, 9, "once"), CostLine("exit_cost", 1.0, 9.0, 9, "once")),
    (
        evidence_line("users", "users", 7, ValueSource.CELL, 40.0, 2.0, CellRef("a.csv")),
        Evidence("users", "users", 7, ValueSource.CELL, 40.0, 2.0, CellRef("a.csv")),
    ),
    (
        evidence_line("users", "users", None, ValueSource.NEUTRAL, 50.0, 2.0),
        Evidence("users", "users", None, ValueSource.NEUTRAL, 50.0, 2.0),
    ),
]


@pytest.mark.parametrize(("sooner", "plain"), PAIRS)
def test_a_line_made_sooner_is_the_plain_line(sooner: object, plain: object) -> None:
    assert type(sooner) is type(plain)
    assert sooner == plain
    assert hash(sooner) == hash(plain)
    assert repr(sooner) == repr(plain)
    assert pickle.loads(pickle.dumps(sooner)) == plain


@pytest.mark.parametrize(("sooner", "plain"), PAIRS)
def test_a_line_made_sooner_is_frozen_and_has_every_field(sooner: object, plain: object) -> None:
    for field in dataclasses.fields(plain):  # type: ignore[arg-type]
        assert getattr(sooner, field.name) == getattr(plain, field.name)
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(sooner, field.name, None)
