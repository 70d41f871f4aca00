"""The foot of the window: no money is shown where none is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.model.study import Study
from planner.presenting.delta import MONEY, delta_of
from planner.presenting.status_words import money_tip, total_words
from planner.presenting.totals import totals_of
from planner.presenting.view import PlainView
from planner.project import Document
from planner.reporting.compose import view_of
from planner.reporting.figures import Figures
from tests.reporting.studies import make_study


def without_money(study: Study) -> Study:
    """Forget every line of cost and every sum that the inventory states."""
    found = {
        name: replace(one, cases={t: replace(case, lines=()) for t, case in one.cases.items()})
        for name, one in study.assessment.workloads.items()
    }
    bare = tuple(replace(one, cells={}) for one in study.inventory.workloads)
    return replace(
        study,
        inventory=replace(study.inventory, workloads=bare),
        assessment=replace(study.assessment, workloads=found),
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_foot_shows_no_money_where_none_is_known(language: str) -> None:
    known = make_study(3)
    unknown = without_money(known)
    for study in (known, unknown):
        document = Document(inventory=study.inventory, programme=study.programme)
        view = PlainView(document, language, study=study)
        now, was = totals_of(study), replace(totals_of(known), net_present_minor=7, one_off_minor=7)
        assert now.money_known == Figures(study).money_known
        assert now.money_known == (study is known)
        assert money_tip(view) == view_of(study, language).ruled
        money = total_words(view, was).split("   ·   ")[1]
        assert money.endswith(" –") == (study is unknown)
        for measure in MONEY:
            assert (delta_of(view, measure, now, was).now == "–") == (study is unknown)
        assert delta_of(view, "fit", now, None).now != "–"
        before = replace(was, money_known=False)
        assert "(" not in total_words(view, before)
        assert not delta_of(view, MONEY[0], now, before).change
