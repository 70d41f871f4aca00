"""What one sentence of the report says, no other sentence of it takes back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pptx import Presentation

from planner.model.insight import Flip
from planner.model.programme import Freeze
from planner.model.study import Study
from planner.optimising.problem import WaveLimit
from planner.reporting import gates, slides
from planner.reporting.compose import view_of
from planner.reporting.content import Table
from planner.reporting.figures import Figures
from planner.reporting.gates import criteria
from planner.reporting.parts import calendar, decision
from planner.reporting.parts.apart import half_moved
from planner.reporting.parts.energy import energy_used
from planner.reporting.slides import draw_slides
from planner.reporting.view import View
from planner.reporting.watch import watched
from planner.reporting.wave_reasons import before_start, why_these
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study

FREEZE = "Stock-taking and year end"


def _held(study: Study, pilot_most: int, at_most: float) -> Study:
    """A study whose first wave is the pilot, half frozen, of ten workloads by size."""
    programme, slot = study.programme, study.calendar[0]
    assert programme.pilot is not None
    middle = slot.first_day + (slot.last_day - slot.first_day) / 2
    freeze = Freeze(FREEZE, slot.first_day, middle)
    others = tuple(one for one in study.problem.wave_limits if one.id != "wave.count")
    waves = len(study.calendar)
    count = WaveLimit("wave.count", "count", tuple([at_most] * waves))
    return replace(
        study,
        programme=replace(
            programme,
            pilot=replace(programme.pilot, max_workloads=pilot_most),
            freezes=(freeze,),
            max_workloads_per_wave=10,
        ),
        problem=replace(study.problem, wave_limits=(*others, count)),
    )


def test_the_pilot_has_one_limit_the_lowest() -> None:
    study = make_study(150)
    held = len(view_of(study, "en").figures.waves[0].moves)
    for pilot, lowest in ((held + 4, held), (held - 1, held - 1)):
        view = view_of(_held(study, pilot, float(held)), "en")
        said = " ".join(one.text for one in why_these(view, view.figures.waves[0]))
        most = f"at most {lowest} systems besides" if lowest > 1 else "one system at most"
        assert most in said
        assert f"at most {max(pilot, held)} " not in said
        assert ("A freeze takes" in said) == (lowest == held)


def test_tiers_that_the_pilot_bars_are_alternatives() -> None:
    study = make_study(40)
    pilot = study.programme.pilot
    assert pilot is not None
    pilot = replace(pilot, max_risk=0.0, excluded_criticality=("critical", "high"))
    view = view_of(replace(study, programme=replace(study.programme, pilot=pilot)), "en")
    assert "none rated Critical or High" in why_these(view, view.figures.waves[0])[0].text


def test_a_draft_releases_nothing_before_it_is_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(draft: bool) -> str:
        monkeypatch.setattr(gates, "is_draft", lambda _: draft, raising=False)
        view = view_of(make_study(40), "en")
        wave = view.figures.waves[0]
        start = next(one for one in view.schedule.gates[wave.number] if one.key == "start")
        return criteria(view, wave, start)[0]

    assert said(True).startswith("Once the plan is confirmed")
    assert "confirmed" not in said(False)


def test_links_of_unknown_load_carry_none_and_those_left_out_are_counted() -> None:
    study = make_study(150)
    links = tuple(
        replace(one, calls_per_transaction=None, traffic_gib_month=None)
        for one in study.inventory.dependencies
    )
    unknown = replace(study, inventory=replace(study.inventory, dependencies=links))
    (section,) = half_moved(view_of(unknown, "en"))[:1]
    text = section_text(section)
    assert "must carry the load" not in text
    assert "more connections are not listed" in text
    assert "must carry the load" in section_text(half_moved(view_of(study, "en"))[0])


def test_a_freeze_of_a_field_profile_is_named_in_the_language_of_the_report() -> None:
    study = _held(make_study(40), 8, 4.0)
    view = view_of(study, "zh")
    said = " ".join(one.text for one in before_start(view, view.figures.waves[0]))
    assert "盘点与年末" in said
    assert FREEZE not in said
    assert FREEZE not in section_text(calendar.build(view)[0])
    own = view.words.freeze("Our own freeze")
    assert own == "Our own freeze"


def test_energy_of_nought_is_unknown_and_a_dash() -> None:
    study = make_study(24)
    place = study.programme.targets[0].id
    nought = {
        key: replace(
            one,
            cases={
                target: replace(case, kwh_year=0.0 if target == place else 900.0, kg_year=9.0)
                for target, case in one.cases.items()
            },
        )
        for key, one in study.assessment.workloads.items()
    }
    study = replace(study, assessment=replace(study.assessment, workloads=nought))
    view = view_of(study, "en")
    (section,) = energy_used(view)
    table = next(block for block in section.blocks if isinstance(block, Table))
    row = next(row for row in table.rows if row[0].text == view.words.target(place))
    assert row[1].text.startswith("0 of")
    assert row[3].text == view.words.say("dash")


def test_the_day_of_most_critical_cut_overs_is_watched() -> None:
    study = make_study(40)
    wave = next(one for one in Figures(study).waves if len(one.moves) > 2)
    names = {move.id for move in wave.moves}
    workloads = tuple(
        replace(
            one,
            values={**one.values, "criticality": "critical", "environment": "production"},
        )
        if one.id in names
        else one
        for one in study.inventory.workloads
    )
    study = replace(study, inventory=replace(study.inventory, workloads=workloads))
    view = view_of(study, "en")
    days: dict[date, int] = {}
    for name in names:
        day = view.schedule.moves[name].cut_over
        days[day] = days.get(day, 0) + 1
    said = " ".join(one.text for one in watched(view))
    if max(days.values()) > 1:
        assert "Heaviest cut-over day" in said
        assert f"at once: {max(days.values())} (" in said
    else:
        assert "Heaviest cut-over day" not in said


def test_the_calendar_says_by_which_rule_a_day_is_chosen() -> None:
    text = section_text(calendar.build(view_of(make_study(40), "en"))[0])
    assert "on a Saturday" in text
    assert "Monday to Thursday" in text


def test_a_flip_in_points_is_said_without_the_solver_s_own_sum() -> None:
    view = view_of(make_study(12), "en")
    flip = Flip(view.figures.moves[0].id, "cost", "private", 33.7, 72.4, "public", proven=True)
    told = view.flip(flip)
    assert "38.7 points" in told
    assert "more is worse" not in told


def test_the_last_slide_shows_what_is_watched_and_what_waiting_costs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = decision._columns

    def turned(view: View, less: int = 0, *, watched_left: bool = False) -> Any:
        return usual(view, less, watched_left=True)

    monkeypatch.setattr(decision, "_columns", turned)
    study = make_study(40)
    view = view_of(study, "en")
    deck = Presentation(io.BytesIO(draw_slides(study, "en")))
    *_, last = deck.slides
    text = "\n".join(one.text_frame.text for one in last.shapes if one.has_text_frame)
    assert watched(view)[0].text in text
    assert view.words.say("slide.if_not") in text


def test_a_long_decision_fits_its_box(monkeypatch: pytest.MonkeyPatch) -> None:
    study = make_study(40)
    long = "The board is asked to approve the programme and what it costs. " * 8
    monkeypatch.setattr(decision, "_asked", lambda _: long)
    deck = Presentation(io.BytesIO(slides.draw_slides(study, "en")))
    box = next(
        one
        for one in deck.slides[0].shapes
        if one.has_text_frame and long[:40] in one.text_frame.text
    )
    runs = box.text_frame.paragraphs[0].runs
    assert {run.font.size.pt for run in runs} < {9, 10, 11, 12, 13}
