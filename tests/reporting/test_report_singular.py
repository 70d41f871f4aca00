"""One workload is spoken of in the singular; a kind of issue speaks for all of its kind."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pptx import Presentation

from planner.model.issue import CellRef, Issue, Severity
from planner.reporting.compose import compose, view_of
from planner.reporting.options import ReportOptions
from planner.reporting.parts import data
from planner.reporting.slides import draw_slides
from planner.reporting.wording import ReportWording
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study

PLURAL = re.compile(
    r"\b1 (?:workloads|waves|rows|placements|files|systems|years|months)\b|\ball 1\b", re.I
)


def pages(count: int) -> str:
    report = compose(make_study(count), "en", ReportOptions())
    return "\n".join(section_text(section) for section in report.sections)


def test_one_workload_is_not_called_many_in_the_pages() -> None:
    text = pages(1)
    assert "the one workload" in text
    assert PLURAL.findall(text) == []
    assert "workloads" in pages(2)


def test_one_workload_is_not_called_many_on_the_slides() -> None:
    drawn = draw_slides(make_study(1), "en")
    slides = Presentation(io.BytesIO(drawn)).slides
    text = "\n".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )
    assert "he one workload" in text
    assert PLURAL.findall(text) == []


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Also: Growth of users, Peak over capacity;"), ("zh", "另涉及")]
)
def test_a_kind_of_issue_names_the_other_fields_it_is_about(language: str, said: str) -> None:
    given = {"count": "3", "total": "9", "percent": "4.0"}
    issues = tuple(
        Issue(
            "indicator_missing", Severity.NOTE, CellRef(), field=key, params={**given, "field": key}
        )
        for key in ("api_coverage", "user_growth", "peak_utilisation")
    )
    (section,) = data.build(view_of(replace(make_study(12), issues=issues), language))
    assert said in section_text(section)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "the freeze “Half-year” and 2 more"), ("zh", "the freeze “Half-year”及另外 2 个")],
)
def test_how_many_more_stands_off_what_is_named(language: str, said: str) -> None:
    words = ReportWording(language, "CNY")
    assert words.first_of(["the freeze “Half-year”", "b", "c"], 1) == said
    latin = {"en": "Core and 1 more", "zh": "Core 及另外 1 个"}
    assert words.first_of(["Core", "Card"], 1) == latin[language]
