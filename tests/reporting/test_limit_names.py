"""The report calls limits what the window calls them, and none by a key of the program's own."""

from __future__ import annotations

import pytest

from planner.reporting.compose import view_of
from tests.reporting.studies import make_study

KEYS = (
    "capacity.*.cpu_cores",
    "capacity.private.cpu_cores",
    "published.servers.0",
    "order.ramp",
    "pilot.barred",
    "team.infra",
    "budget.2027",
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_limit_is_called_by_its_key(language: str) -> None:
    view = view_of(make_study(4), language)
    names = [view.words.limit(key) for key in KEYS]
    assert not [name for key, name in zip(KEYS, names, strict=True) if key in name or "*" in name]
    assert view.words.limit("One-off budget") == "One-off budget"
