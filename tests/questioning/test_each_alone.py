"""A question is answered alike whatever else is asked of the plan beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.model.insight import Insights
from planner.questioning import Asked, ask
from tests.questioning.conftest import planned

NOTHING = Asked(
    work=260, draws=0, seed=4, why=False, second=False,
    prices=False, frontier=False, worth_asking=False,
)  # fmt: skip
KINDS: dict[str, dict[str, Any]] = {
    "prices": {"prices": True},
    "options": {"prices": True},
    "frontier": {"frontier": True},
    "questions": {"worth_asking": True},
    "stability": {"draws": 60},
    "flips": {"why": True, "second": True},
    "why": {"why": True, "second": True},
    "dated": {"why": True, "second": True},
}


@pytest.fixture(scope="module")
def together() -> Insights:
    asked = {name: value for kind in KINDS.values() for name, value in kind.items()}
    return ask(planned(24, 2, cap=7.0), replace(NOTHING, **asked))


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_alone_is_answered_as_beside_all_others(kind: str, together: Insights) -> None:
    alone = ask(planned(24, 2, cap=7.0), replace(NOTHING, **KINDS[kind]))
    assert getattr(alone, kind) == getattr(together, kind)


def test_the_work_is_not_enough_for_all(together: Insights) -> None:
    """Otherwise the answers above would be alike without having parts of their own."""
    assert not all(price.proven for price in together.prices)
