"""A stop for a piece of work: limits of its own, the whole's cancel and courtesy."""

from __future__ import annotations

import pytest

from planner.errors import CancelledError
from planner.jobs import Stop


def test_a_piece_has_its_own_limits_and_ends_with_the_whole():
    looked: list[str] = []
    whole = Stop(give_way=lambda: looked.append("whole"))
    piece = whole.within(30.0, 2)
    assert (piece.time_limit_s, piece.work_limit) == (30.0, 2)
    piece.count(2)
    assert piece.expired()
    assert not whole.expired()
    assert looked == ["whole", "whole"]
    whole.cancel()
    with pytest.raises(CancelledError):
        piece.raise_if_cancelled()


def test_a_share_is_of_the_time_that_is_left():
    assert Stop().share(0.5).time_limit_s is None
    whole = Stop(100.0)
    whole.started -= 60.0
    left = whole.share(0.5).time_limit_s
    assert left is not None
    assert left == pytest.approx(20.0, abs=1.0)
