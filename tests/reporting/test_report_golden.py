"""Every part's words, held against files; ``REFRESH_GOLDEN=1`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planner.reporting.compose import compose
from planner.reporting.options import ALL_PARTS, ReportOptions
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study, no_plan_study

GOLDEN = Path(__file__).parents[1] / "golden" / "reporting"


def held(name: str, text: str) -> None:
    place = GOLDEN / name
    if os.environ.get("REFRESH_GOLDEN"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    assert text == place.read_text(encoding="utf-8"), f"{name}: REFRESH_GOLDEN=1 where meant"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("part", ALL_PARTS)
def test_part_says_what_it_said(part: str, language: str) -> None:
    study = make_study(12, names=language)
    report = compose(study, language, ReportOptions(parts=(part,)))
    text = "\n".join(section_text(section) for section in report.sections)
    held(f"{part}.{language}.txt", text)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_conflict_is_explained_where_there_is_no_plan(language: str) -> None:
    report = compose(no_plan_study(), language, ReportOptions())
    held(f"no-plan.{language}.txt", section_text(report.sections[0]))
    assert {section.key for section in report.sections} >= {"decision", "data", "provenance"}
    assert "waves" not in {section.key for section in report.sections}
