"""The words of the report."""

from __future__ import annotations

import pytest

from planner.wording import say


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["legacy", "private", "public", "hybrid", "saas"])
def test_a_kind_of_target_has_one_name_in_every_catalogue(language: str, kind: str) -> None:
    keys = (f"{room}.target.{kind}" for room in ("common", "reporting"))
    assert len({say(key, language) for key in keys}) == 1
