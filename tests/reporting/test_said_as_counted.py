"""Sentences that count: each against another counting of the same study."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.assessing import load_rule_set
from planner.assessing.savings import doubtful_savings
from planner.assessing.worth import present_cost
from planner.errors import message
from planner.model.assessment import ValueSource
from planner.model.fields import Value
from planner.model.insight import Why
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.people import somebody
from planner.model.programme import PriceLine, Programme
from planner.model.scenario import Scenario
from planner.model.study import Study
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import DependencyKind
from planner.pipeline import Sources, assumed_frame, draft_study
from planner.reporting.compose import view_of
from planner.reporting.content import Bullets, Prose
from planner.reporting.cost_steps import month_later
from planner.reporting.energy import energy_by_target, energy_total
from planner.reporting.figures import Figures
from planner.reporting.gates import criteria
from planner.reporting.milestones import milestones
from planner.reporting.origins import origins_of, ruled_money, scores_rest_on
from planner.reporting.parts import data
from planner.reporting.parts.decision import build
from planner.reporting.payback import payback_day, payback_months
from planner.reporting.plan_json import draw_json
from planner.reporting.sensitivity import gain_range
from planner.reporting.wave_reasons import why_these
from planner.reporting.wording import ReportWording
from planner.reporting.workbook_sheets import summary
from planner.wording import say
from tests.reporting.studies import make_study
from tests.reporting.test_provisional import KNOWN, MILLION, TODAY
from tests.reporting.test_provisional import study as doubtful_study

HERE: dict[str, Value] = {**KNOWN, "current_target": "legacy", "run_cost_year": MILLION}


def planned(
    *loads: Workload,
    programme: Programme | None = None,
    links: tuple[Dependency, ...] = (),
    waves: dict[str, int] | None = None,
    stay: tuple[str, ...] = (),
) -> Study:
    inventory = Inventory(workloads=loads, dependencies=links)
    sources = Sources(
        inventory, programme or Programme(), load_rule_set("balanced"), Scenario("base")
    )
    places = {one.id: "legacy" if one.id in stay else "private" for one in loads}
    when: dict[str, int | None] = {one.id: None if one.id in stay else 1 for one in loads}
    plan = Plan(PlanStatus.OPTIMAL, StoppedBy.GAP, places, when if waves is None else {**waves})
    return draft_study(sources, TODAY).planned(plan)


def test_what_a_name_suggests_is_not_called_stated() -> None:
    figures = Figures(planned(Workload("A", "Claims Management", {"run_cost_year": MILLION})))
    found = scores_rest_on(figures)
    lines = [
        line
        for score in figures.moves[0].assessed.factors.values()
        for line in score.evidence
        if line.weight > 0
    ]
    cells = sum(line.source is ValueSource.CELL for line in lines)
    guessed = sum(line.source is ValueSource.ARCHETYPE for line in lines)
    assert cells == 0 < guessed
    assert found.stated == 0.0
    assert found.usual == pytest.approx(guessed / len(lines))
    shares = found.stated + found.derived + found.usual + found.assumed
    assert shares == pytest.approx(1.0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_1_says_stated_derived_and_guessed_apart(language: str) -> None:
    study = planned(Workload("A", "Claims Management", {"run_cost_year": MILLION}))
    view = view_of(study, language)
    section = build(view)[0]
    text = repr(section)
    assert view.words.say("decision.low.text", rests=view.rest_on) in text
    told = scores_rest_on(view.figures)
    for key in ("stated", "derived", "usual", "assumed"):
        share = view.words.percent(getattr(told, key))
        part = view.words.say(f"rests.{key}", share=share)
        assert (part in view.rest_on) == (share != view.words.percent(0.0))
    assert told.stated == 0 < told.usual, "one part to be told, one to be left out"


def test_run_cost_by_the_program_s_own_factors_is_not_derived_from_the_workbook() -> None:
    load = Workload("A", "Claims Management", HERE)
    after = {one.key: one for one in origins_of(Figures(planned(load)))}["run_after"]
    assert (after.derived, after.assumed) == (0.0, 1.0)
    sized = Workload(
        "A", "Claims Management", {**HERE, "cpu_cores": 8, "memory_gib": 32, "storage_gib": 100}
    )
    after = {one.key: one for one in origins_of(Figures(planned(sized)))}["run_after"]
    assert after.assumed == 1.0
    prices = tuple(
        PriceLine(target, item, 100.0)
        for target in ("legacy", "private")
        for item in ("cpu_core_year", "memory_gib_year", "storage_gib_year")
    )
    own = planned(sized, programme=Programme(prices=prices))
    after = {one.key: one for one in origins_of(Figures(own))}["run_after"]
    assert after.derived == 1.0


def test_a_contract_paid_on_because_nobody_priced_leaving_it_is_assumed_not_stated() -> None:
    cells = {**HERE, "one_off_cost": MILLION, "contract_end_date": date(2045, 1, 1)}
    frame = Programme(start=date(2027, 1, 4), wave_count=2)
    figures = Figures(planned(Workload("A", "Claims Management", cells), programme=frame))
    (move,) = figures.moves
    assert move.case is not None
    once = {x.item: x.amount_minor for x in move.case.lines if x.when == "once"}
    assert once["contract_tail"] > 0
    found = {one.key: one for one in origins_of(figures)}["one_off"]
    assert found.stated == pytest.approx(MILLION / sum(once.values()))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_1_counts_the_assumptions_that_the_page_on_data_lists(language: str) -> None:
    view = view_of(planned(Workload("A", "Claims Management", HERE)), language)
    (page,) = data.build(view)
    listed = next(block for block in reversed(page.blocks) if isinstance(block, Bullets)).items
    first = build(view)[0].blocks[0]
    assert isinstance(first, Prose)
    assert listed[0].text in first.text
    assert view.words.plural("decision.assumed", len(listed) - 1) in first.text


def test_the_saving_rests_on_assumed_factors_more_than_the_run_cost_does() -> None:
    """One stays at its stated cost, one moves by a factor: all of the saving is assumed."""
    stays = Workload("B", "Billing", {**HERE, "run_cost_year": 9 * MILLION})
    study = planned(Workload("A", "Claims Management", HERE), stays, stay=("B",))
    shares = ruled_money(Figures(study))
    assert shares["saving"] == 1.0 > 0.5 > shares["run_after"] > 0.0
    assert "stand behind 100% of the added run cost, " in view_of(study, "en").ruled  # a platform
    saves = planned(
        Workload("A", "Claims Management", {**HERE, "run_cost_year": 9 * MILLION}),
        stays,
        stay=("B",),
    )
    assert "stand behind 100% of the saving, " in view_of(saves, "en").ruled


def test_the_worse_end_of_the_range_has_no_saving_that_is_assumed() -> None:
    """By hand: 1,000,000 a year, 850,000 by the program's factor 0.85, 80,000 for the platform.

    Worse, it runs for 1,000,000 there and the platform costs 88,000; better, for 765,000 and 72,000
    as the user's own prices would too."""
    prices = (PriceLine("private", "fixed_year", 8_000_000.0),)
    study = planned(Workload("A", "Claims Management", HERE), programme=Programme(prices=prices))
    found = gain_range(Figures(study))
    swing = next(one for one in found.swings if one.key == "price")
    assert found.unearned
    down, up = found.planned - swing.worse, swing.better - found.planned
    assert down / up == pytest.approx((150_000 + 8_000) / (85_000 + 8_000), rel=1e-4)


def test_shares_of_the_run_cost_count_platforms_and_no_benefits() -> None:
    figures = Figures(
        planned(Workload("A", "Claims Management", {**HERE, "benefit_year": MILLION}))
    )
    (move,) = figures.moves
    assert move.benefit_year_minor > 0 < figures.platforms["private"]
    cells = {**HERE, "benefit_year": MILLION, "staff_cost_year": MILLION}
    priced = (
        PriceLine("private", "cpu_core_year", 100.0),
        PriceLine("private", "fixed_year", MILLION),
    )
    own = planned(Workload("A", "Claims Management", cells), programme=Programme(prices=priced))
    for study in (figures.study, own):
        figures = Figures(study)
        after = {one.key: one for one in origins_of(figures)}["run_after"]
        share = figures.platforms["private"] / (figures.run_after_minor + figures.staff_after_minor)
        assert after.stated == pytest.approx(share if study is own else 0.0)


def test_prices_that_nobody_gave_are_said_as_an_assumption() -> None:
    rules = load_rule_set("balanced")
    inventory = Inventory(workloads=(Workload("A", "Claims Management", HERE),))

    def said(programme: Programme) -> list[str]:
        sources = Sources(inventory, programme, rules, Scenario("base"))
        found = assumed_frame(sources, TODAY)
        return [say(one, "en") for one in found if "prices" in one.key]

    (told,) = said(Programme())
    assert "Private cloud (-15%)" in told
    assert "Public cloud (-20%)" in told
    kinds = [one.kind for one in Programme().targets]
    priced = tuple(PriceLine(kind, "cpu_core_year", 100.0) for kind in kinds)
    assert said(Programme(prices=priced)) == []


def test_run_cost_is_known_of_so_many_as_have_one() -> None:
    study = doubtful_study()
    blind = dict(study.inventory.by_id["B"].values)
    del blind["run_cost_year"]
    loads = (study.inventory.by_id["A"], Workload("B", "Zeus", blind))
    figures = Figures(planned(*loads))
    assert [one.run_now_minor is None for one in figures.moves] == [False, True]
    assert (figures.unpriced, figures.saving_of) == (1, 1)
    text = repr(build(view_of(figures.study, "en"))[0])
    assert "Run cost is known or estimated for 1 of 2 workloads;" in text
    assert "add up 1 of them, the one-off cost 1 of 2 moves" in text


def test_money_of_what_is_not_assessed_is_in_no_total_anywhere() -> None:
    study = doubtful_study()
    known = study.assessment.workloads["A"].cases["private"]
    assert present_cost(study, {"A": "private", "B": "private"}) == present_cost(
        study, {"A": "private"}
    )
    told = doubtful_savings(study.inventory, study.assessment, study.plan.placement)
    assert {one.workload_id for one in told} <= {"A"}
    whole = MILLION - known.run_year_minor
    shown = [one.params["whole"] for one in told if "whole" in one.params]
    assert all(one == f"{whole / 100:,.0f}" for one in shown)


def test_a_total_of_moves_leaves_out_money_and_says_so() -> None:
    view = view_of(doubtful_study(), "en")
    assert view.total == "Total (money excludes 1 move not assessed)"
    days = view.words.number(view.figures.effort_days)
    assert view.one_off_note().startswith(f"{days} person-days")


def test_what_is_counted_as_clearing_the_way_stands_in_the_gates() -> None:
    loads = tuple(Workload(key, f"Claims {key}", HERE) for key in "ABC")
    links = (
        Dependency("B", "A", kind=DependencyKind.BEFORE),
        Dependency("C", "A", kind=DependencyKind.FREE),
    )
    view = view_of(planned(*loads, links=links, waves={"A": 1, "B": 2, "C": 2}), "en")
    first, second = view.figures.waves
    said = [one.text for one in why_these(view, first)]
    assert any("1 workload in a later wave needs what moves here" in one for one in said)
    gate = next(one for one in view.schedule.gates[2] if one.key == "go")
    assert any("Claims A" in one for one in criteria(view, second, gate))


def test_full_waves_are_named_by_the_limit_that_filled_them() -> None:
    loads = tuple(Workload(key, f"Claims {key}", HERE) for key in "AB")
    study = planned(*loads, waves={"A": 1, "B": 2})
    limit = message("assessing.limit.wave.count")
    full = message("questioning.now.full", rules=(limit,), waves="1", count=1)
    why = {"B": Why("B", "private", now=(full,))}
    view = view_of(replace(study, insights=replace(study.insights, why=why)), "en")
    (said,) = [one.text for one in why_these(view, view.figures.waves[1]) if "no room" in one.text]
    assert "teams" not in said
    assert said.endswith(f"no room left: {say(limit, 'en')}.")


def test_payback_day_and_months_are_one_point_in_time() -> None:
    figures = Figures(make_study(12))
    day, found = payback_day(figures), payback_months(figures)
    assert day is not None
    assert found is not None
    start = figures.study.calendar[0].first_day
    assert (day - start).days == pytest.approx(found * 365.25 / 12, abs=3)
    told = json.loads(draw_json(figures.study))["summary"]
    assert told["payback_day"] == day.isoformat()
    months = told["payback_months"]
    last, after = (month_later(start, int(months) + one) for one in (0, 1))
    assert last + timedelta(days=round(months % 1.0 * (after - last).days)) == day
    view = view_of(figures.study, "en")
    assert f"on {view.words.day(day)}, by run cost" in repr(build(view)[0])
    assert any(f"months, on {view.words.day(day)}" in row for row in summary(view).rows)
    assert day in {one.day for one in milestones(figures) if one.key == "payback"}


def test_energy_says_of_how_many_it_is_known_on_both_sides() -> None:
    study = planned(
        Workload("A", "Claims Management", {**HERE, "cpu_cores": 8}),
        Workload("B", "Claims Payment", HERE),
    )
    found = energy_by_target(Figures(study))["legacy"]
    assert found.kwh_now > 0
    assert (found.known_now, found.of_now, found.known, found.of) == (1, 2, 0, 0)
    whole = energy_total(Figures(study))
    assert (whole.known_now, whole.of_now) == (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "tbd",
        "TBD!",
        "t.b.d.",
        "n/a",
        "N/A",
        "待定",
        "未定",
        "to be named",
        "Owner TBD",
        "无",
        "-",
        "",
    ],
)
def test_nobody_is_no_person(text: str) -> None:
    assert somebody(text) == ""
    load = Workload("A", "A", {"risk_owner": text, "technical_owner": text})
    assert load.person("risk_owner") == load.person("technical_owner") == ""


@pytest.mark.parametrize("name", ["Anna Tbilisi", "王无忌", "Na Li", "N. Open-Smith"])
def test_somebody_is(name: str) -> None:
    assert somebody(name) == name


def test_the_pilot_names_what_its_own_rule_would_bar() -> None:
    study = make_study(40)
    first = Figures(study).waves[0]
    assert first.number == 1
    usual = study.programme.pilot
    assert usual is not None

    def said(*barred: str) -> str:
        pilot = replace(usual, max_risk=100.0, excluded_criticality=barred)
        view = view_of(replace(study, programme=replace(study.programme, pilot=pilot)), "en")
        return why_these(view, view.figures.waves[0])[0].text

    tiers = {move.criticality for move in first.moves}
    assert "excepted" not in said("nobody")
    for move in first.moves:
        assert move.name in said(*tiers)
    assert "little can go wrong" not in said(*tiers)


@pytest.mark.parametrize(
    ("language", "more", "less", "difference"),
    [
        ("en", 6_803_456_000, 6_464_802_863, "CNY 3.38 million"),  # printed 68.03 and 64.65
        ("zh", 6_803_456_000, 6_464_802_863, "339 万元"),  # printed 6,803.5 and 6,464.8
        ("en", 123_400, 23_400, "CNY 1,000"),
    ],
)
def test_a_difference_is_that_of_the_figures_as_printed(
    language: str, more: int, less: int, difference: str
) -> None:
    words = ReportWording(language, "CNY")
    assert words.apart(more, less).replace("\u00a0", " ") == difference
