"""The samples are planned as is kept beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.presenting.samples import FILES, shipped_samples
from samples.expected_plans import EXPECTED, LIMITS, expected_of

GUIDE = EXPECTED.parents[1] / "docs" / "guide"
DEAR = {"large.xlsx"}
"""2,000 workloads; the bank's 150 are planned with far more work beside it."""


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=[pytest.mark.slow] if one in DEAR else []) for one in LIMITS],
)
def test_a_sample_is_planned_as_it_is_kept(name: str) -> None:
    kept = (EXPECTED / f"{Path(name).stem}.json").read_text(encoding="utf-8")
    assert expected_of(name) == json.loads(kept)


def test_every_sample_that_is_offered_has_a_plan_kept_and_a_page() -> None:
    for language, code in ((False, "en"), (True, "zh")):
        pages = (GUIDE / code / "samples.md").read_text(encoding="utf-8")
        offered = {one.path.name for one in shipped_samples(chinese=language)}
        assert len(offered) == len(FILES)
        assert {name.replace("-zh", "") for name in offered} == {*LIMITS, "tiny.xlsx"}
        assert [name for name in offered if f"`{name}`" not in pages] == []
