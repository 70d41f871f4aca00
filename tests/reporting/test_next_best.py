"""What came second of what stays: asked, not asked, and where there is nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.parts.staying import second
from planner.reporting.wording import ReportWording
from tests.reporting.studies import make_study


def said(study: Study, name: str, language: str) -> str:
    view = view_of(study, language)
    return second(view, next(move for move in view.figures.moves if move.id == name))


@pytest.mark.parametrize(("language", "alone"), [("en", "by fit alone"), ("zh", "仅比适配度")])
def test_what_was_not_asked_is_called_the_next_by_fit_alone(language: str, alone: str) -> None:
    study = make_study(12, names=language)
    name, why = next(
        (one.id, study.insights.why[one.id])
        for one in view_of(study, language).figures.moves
        if one.id in study.insights.why
    )

    def changed(**answers: Any) -> Study:
        found = {**study.insights.why, name: replace(why, **answers)}
        return replace(study, insights=replace(study.insights, why=found))

    assert alone not in said(study, name, language)
    unasked = changed(second=None, second_by=None, second_exact=False)
    assert alone in said(unasked, name, language)
    none = said(changed(second=None, second_by=None, second_exact=True), name, language)
    assert alone not in none
    assert none != said(unasked, name, language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_place_that_rules_allow_is_not_called_closed(language: str) -> None:
    """Nothing found at the plan's dates is another thing than a rule that closes every place."""
    study = make_study(12, names=language)
    moves = view_of(study, language).figures.moves
    move = next(
        one
        for one in moves
        if one.id in study.insights.why
        and any(case.allowed for key, case in one.assessed.cases.items() if key != one.target)
    )
    why = replace(study.insights.why[move.id], second=None, second_by=None, second_exact=True)
    found = {**study.insights.why, move.id: why}
    told = said(replace(study, insights=replace(study.insights, why=found)), move.id, language)
    assert told == ReportWording(language, "CNY").say("staying.bound")
    assert told != ReportWording(language, "CNY").say("staying.only")
