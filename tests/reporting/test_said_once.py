"""What many rows have in common is said once, and nothing is shown twice."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from planner.assessing.principles import DEPENDENCIES, PRINCIPLES
from planner.errors import Message
from planner.model.insight import RulePrice
from planner.model.method import PrincipleKept
from planner.model.scenario import DecisionKind
from planner.optimising.plan import RuleRef
from planner.reporting.bridge import dearest_kept
from planner.reporting.compose import compose, view_of
from planner.reporting.content import Cell, Column, Columns, Prose, Table, without_blank
from planner.reporting.html import draw_report
from planner.reporting.options import ReportOptions
from planner.reporting.parts import kept, risks, staying
from planner.reporting.plan_json import draw_json
from planner.reporting.wave_reasons import before_start
from planner.wording import say
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


def test_a_column_that_says_nothing_is_left_out() -> None:
    columns = (Column("name", 1.0), Column("owner", 1.0), Column("risk", 1.0))
    rows = tuple((Cell(name), Cell("–"), Cell(risk)) for name, risk in (("A", "–"), ("B", "3")))
    found = without_blank(Table(columns, rows), "–")
    assert [column.title for column in found.columns] == ["name", "risk"]
    assert [[cell.text for cell in row] for row in found.rows] == [["A", "–"], ["B", "3"]]


@LANGUAGES
def test_a_page_in_the_browser_shows_the_timeline_once(language: str) -> None:
    study = make_study(12, names=language)
    title = view_of(study, language).words.say("decision.timeline")
    whole = compose(study, language, ReportOptions())
    alone = compose(study, language, ReportOptions(parts=("decision",)))
    assert title in draw_report(alone).decode()
    assert title not in draw_report(whole).decode()


@LANGUAGES
def test_those_that_stay_for_one_reason_share_a_row(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(make_study(120, names=language), language)
    monkeypatch.setattr(type(view), "reasons", lambda _view, move, _brief=None: move.target)
    count = len(view.figures.staying)
    table = next(block for block in staying.build(view)[0].blocks if isinstance(block, Table))
    places = {move.target for move in view.figures.staying}
    assert len(table.rows) < count
    assert len(table.rows) <= len(places) * 2
    told = [row[4].text for row in table.rows]
    assert set(told) == places


def test_those_that_leave_for_one_reason_share_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of(make_study(400), "en")
    monkeypatch.setattr(staying, "_unsigned", lambda _view, _move: "to be confirmed")
    leaving = view.figures.retiring
    table = [block for block in staying.build(view)[0].blocks if isinstance(block, Table)][-1]
    assert len(table.rows) < len(leaving)
    assert all(view.workload_name(move.id) in table.rows[0][0].text for move in leaving)
    money = view.words.in_unit(sum(move.saving_year_minor or 0 for move in leaving))
    assert table.rows[0][2].text == money


@LANGUAGES
def test_risks_without_owner_and_mitigation_say_so_once(language: str) -> None:
    study = make_study(12, names=language)
    scenario = study.scenario
    decisions = tuple(one for one in scenario.decisions if one.kind is not DecisionKind.MITIGATION)
    view = view_of(replace(study, scenario=replace(scenario, decisions=decisions)), language)
    words = view.words
    (columns,) = risks.build(view)[0].blocks
    assert isinstance(columns, Columns)
    table = next(block for block in columns.right if isinstance(block, Table))
    assert words.say("col.mitigation") not in [column.title for column in table.columns]
    assert words.say("to_be_named") not in repr(table)
    assert words.plural("risks.unmitigated", len(table.rows)) in repr(columns.right)


def test_what_must_stay_is_named_by_what_its_staying_costs() -> None:
    figures = view_of(make_study(40), "en").figures
    names = tuple(move.id for move in figures.staying)
    found = dearest_kept(figures, names)

    def lost(key: str) -> int:
        cases = figures.study.assessment.workloads[key].cases
        least = min(case.net_present_minor for case in cases.values())
        return cases[figures.study.plan.placement[key]].net_present_minor - least

    assert [lost(key) for key in found] == sorted(map(lost, names), reverse=True)
    assert sorted(found) == sorted(names)


@LANGUAGES
def test_the_usual_source_of_principles_is_named_once(language: str) -> None:
    found = tuple(PrincipleKept(one.key, one.name, one.source, True, 1, 1) for one in PRINCIPLES)
    study = replace(make_study(12, names=language), method=found)
    said = repr(kept.principles_kept(view_of(study, language)))
    assert said.count(PRINCIPLES[0].source.say(language)) == 1


@LANGUAGES
def test_principles_without_anything_to_measure_share_a_line(language: str) -> None:
    first, second, third, *_ = PRINCIPLES
    found = (
        PrincipleKept(first.key, first.name, first.source, True, 1, 1),
        PrincipleKept(second.key, second.name, second.source, True, 0, 0),
        PrincipleKept(third.key, third.name, third.source, True, 0, 0, figures={"alone": 2.0}),
    )
    view = view_of(replace(make_study(12, names=language), method=found), language)
    blocks = kept.principles_kept(view)
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [row[0].text for row in table.rows] == [first.name.say(language)]
    titles = [column.title for column in table.columns]
    assert view.words.say("kept.price") not in titles  # nothing is priced
    rest = blocks[-1]
    assert isinstance(rest, Prose)
    assert second.name.say(language) in rest.text
    assert view.words.plural("kept.alone", 2) in rest.text


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("en", "against the method in: maturity."),
        ("zh", "与方法相反：成熟度"),
    ],
)
def test_the_order_is_measured_and_a_wrong_sign_is_named(language: str, wrong: str) -> None:
    figures = {
        "readiness": 0.2,
        "risk": 0.31,
        "criticality": 0.0,
        "pairs": 4.0,
        "bound": 57.0,
        "bound.less_ready": 39.0,
    }
    means = {"wave.critical": 4.1, "wave.low": 2.0}
    measured = {"order.readiness": figures, "order.ramp": means}
    found = tuple(
        PrincipleKept(one.key, one.name, one.source, True, 1, 1, figures=measured.get(one.key, {}))
        for one in PRINCIPLES
    )
    study = replace(make_study(12, names=language), method=found)
    unpriced = repr(kept.principles_kept(view_of(study, language)))
    ruled = RuleRef("principle", DEPENDENCIES)
    price = RulePrice(ruled, DEPENDENCIES, 385.0, days=56, mean_days=21.7)
    study = replace(study, insights=replace(study.insights, prices=(price,)))
    plan = replace(study.plan, placement_value=6_000.0, wave_value=1_000.0)
    study = replace(study, plan=plan)
    said = repr(kept.principles_kept(view_of(study, language)))
    worth = {"en": "5.50% of the plan’s value; moves 3.1 weeks earlier on average"}
    assert worth.get(language, "方案总值的 5.50%；平均提前 3.1 周") in said
    assert worth.get(language, "5.50%") not in unpriced
    told = {one["key"]: one for one in json.loads(draw_json(study))["method"]}
    assert told["order.readiness"]["order_price"]["points"] == 385.0
    assert told["order.readiness"]["figures"]["readiness"] == 0.2
    assert all(figure in said for figure in ("0.20", "0.31", "4.1", "2.0", "39", "57"))
    assert wrong in said


@LANGUAGES
def test_a_kind_to_be_confirmed_is_explained_once_for_all_that_stay_by_it(language: str) -> None:
    study = make_study(40, names=language)
    view = view_of(study, language)
    facts = {"target": "A", "other": "B", "fit": "60", "other_fit": "65", "points": "25"}
    told = Message("questioning.here.guessed", {**facts, "rule": "R", "kind": "K"})
    why = {
        move.id: replace(study.insights.why[move.id], here=(told,))
        for move in view.figures.staying
        if move.id in study.insights.why
    }

    def text(count: int) -> str:
        chosen = {key: why[key] for key in sorted(why)[:count]}
        insights = replace(study.insights, why={**study.insights.why, **chosen})
        (section,) = staying.build(view_of(replace(study, insights=insights), language))
        return section_text(section)

    once = say("reporting.staying.guessed.all", language)
    assert len(why) >= 3
    assert text(3).count(once) == 1
    assert once not in text(1)


def test_a_landing_zone_is_a_condition_of_the_first_wave_that_uses_it() -> None:
    view = view_of(make_study(150), "en")
    names = {target.id: view.words.target(target.id) for target in view.figures.targets}
    before: set[str] = set()
    found = []
    for wave in view.figures.waves:
        said = [one.text for one in before_start(view, wave) if "anding zone" in one.text]
        named = {key for key, name in names.items() if any(name in text for text in said)}
        used = {move.target for move in wave.moves}
        assert named == used - before
        found.append(bool(said))
        before |= used
    assert set(found) == {True, False}
