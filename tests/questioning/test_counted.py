"""Where a count of steps and not the clock bounds the questions, the answers repeat themselves."""

from __future__ import annotations

import time

import pytest

from planner.questioning import Asked, ask
from tests.questioning.conftest import planned


def test_no_clock_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    study = planned(10, 2, cap=3.0)
    asked = Asked(draws=60, seed=4)
    first = ask(study, asked)
    started, clock = time.monotonic(), time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: started + 20.0 * (clock() - started))
    assert ask(study, asked) == first
    assert first.stability is not None
    assert first.stability.seed == 4
    assert first.prices
    assert first.frontier
    assert all(why.second_exact for why in first.why.values())
