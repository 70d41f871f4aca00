"""The numbers, worked out a second time by hand or from the model alone."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.model.scenario import Scenario
from planner.reporting.compose import compose, view_of
from planner.reporting.content import Prose, Table
from planner.reporting.energy import energy_by_target, energy_total
from planner.reporting.figures import Figures
from planner.reporting.money import months, years
from planner.reporting.options import ReportOptions
from planner.reporting.parts.energy import energy_used
from planner.reporting.parts.risks import unnamed
from planner.reporting.payback import payback_months
from planner.reporting.plan_json import draw_json
from planner.reporting.wording import ReportWording
from tests.reporting.studies import make_study


def test_counts_and_money_add_up_from_the_assessment() -> None:
    study = make_study(150)
    figures = Figures(study)
    placed = study.plan.placement
    one_off = 0
    after = 0
    moving = 0
    for workload in study.inventory.workloads:
        assessed = study.assessment.workloads[workload.id]
        if assessed.retires:
            continue
        case = assessed.cases[placed[workload.id]]
        after += case.run_year_minor
        if placed[workload.id] != assessed.current_target:
            one_off += case.one_off_minor
            moving += 1
    assert figures.one_off_minor == one_off
    assert figures.run_after_minor == after
    assert len(figures.moving) == moving
    assert len(figures.moves) == moving + len(figures.staying) + len(figures.retiring)
    assert sum(figures.before.values()) == sum(figures.after.values()) == 150
    assert sum(wave.one_off_minor for wave in figures.waves) == one_off


def test_years_of_staying_cost_what_today_costs() -> None:
    figures = Figures(make_study(12))
    found = years(figures)
    assert [year.stay for year in found] == [figures.run_now_minor] * 5
    assert sum(year.one_off for year in found) == figures.one_off_minor
    # In the last year everything has moved.
    assert found[-1].run == pytest.approx(figures.run_after_minor, rel=0.002)
    assert found[0].first_day == date(2027, 1, 4)


def test_payback_is_the_first_month_that_stays_in_credit() -> None:
    figures = Figures(make_study(12))
    found = payback_months(figures)
    assert found is not None
    nets = [item.net for item in months(figures)]
    assert all(net >= 0 for net in nets[math.ceil(found) :])
    assert nets[math.ceil(found) - 1] < 0


def test_payback_is_none_where_nothing_is_saved() -> None:
    study = make_study(12)
    dear = {
        key: replace(
            item,
            cases={
                target: replace(
                    case,
                    run_year_minor=case.run_year_minor
                    * (1 if target == item.current_target else 3),
                )
                for target, case in item.cases.items()
            },
        )
        for key, item in study.assessment.workloads.items()
    }
    study = replace(study, assessment=replace(study.assessment, workloads=dear))
    assert payback_months(Figures(study)) is None


def test_one_workload_by_hand() -> None:
    study = make_study(1)
    figures = Figures(study)
    (move,) = figures.moves
    case = study.assessment.workloads[move.id].cases[move.target]
    assert move.run_after_minor == case.run_year_minor
    assert move.saving_year_minor == (move.run_now_minor or 0) - case.run_year_minor


@pytest.mark.parametrize(
    ("language", "currency", "minor", "words"),
    [
        ("en", "CNY", 4_120_000_000, "CNY\u00a041.2\u00a0million"),
        ("en", "USD", 123_456_789_000, "USD\u00a01.23\u00a0billion"),
        ("en", "EUR", -5_000_00, "−EUR\u00a05,000"),
        ("en", "CNY", 99_999_999_99, "CNY\u00a0100.0\u00a0million"),
        ("zh", "CNY", 4_120_000_000, "4,120\u00a0万元"),
        ("zh", "CNY", 13_500_000_000, "13,500\u00a0万元"),
        ("zh", "CNY", 135_000_000_000, "13.5\u00a0亿元"),
        ("zh", "USD", 123_45, "123\N{NO-BREAK SPACE}美元"),
        ("zh", "CNY", 0, "0\N{NO-BREAK SPACE}元"),
    ],
)
def test_money_is_read_in_its_language(
    language: str, currency: str, minor: int, words: str
) -> None:
    assert ReportWording(language, currency).money(minor) == words


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((0.886, 0.064, 0.0, 0.05), ["89%", "6%", "0%", "5%"]),
        ((0.885, 0.064, 0.005, 0.046), ["89%", "6%", "0%", "5%"]),
        ((1, 6, 1), ["13%", "75%", "12%"]),
        ((0, 0), ["0%", "0%"]),
        ((1, 0), ["100%", "0%"]),
    ],
)
def test_shares_of_a_whole_add_up_to_it(parts: tuple[float, ...], said: list[str]) -> None:
    assert ReportWording("en").shares(parts) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (0.004, "0.004"),
        (-0.0004, "−0.0004"),
        (0.00001, "≈0"),
        (0.01, "0.01"),
        (0.1, "0.10"),
        (12.345, "12.35"),
    ],
)
def test_a_small_figure_is_not_rounded_to_nothing(value: float, said: str) -> None:
    assert ReportWording("en").small(value, 2) == said


def test_people_and_benefit_that_nobody_stated_are_null_and_never_0() -> None:
    study = make_study(12)
    bare: dict[str, Any] = {"staff_year_minor": 0, "benefit_year_minor": 0}
    kept = {
        key: replace(one, cases={t: replace(c, **bare) for t, c in one.cases.items()})
        for key, one in study.assessment.workloads.items()
    }
    unsaid = ("staff_cost_year", "benefit_year")
    workloads = tuple(
        replace(one, values={key: value for key, value in one.values.items() if key not in unsaid})
        for one in study.inventory.workloads
    )
    study = replace(
        study,
        assessment=replace(study.assessment, workloads=kept),
        inventory=replace(study.inventory, workloads=workloads),
    )
    said = json.loads(draw_json(study))
    keys = ("staff_now_minor", "staff_after_minor", "staff_saving_year_minor", "benefit_year_minor")
    assert [said["summary"][key] for key in keys] == [None] * 4
    parts = (said["bridge"], *said["years"], *said["quarters"], *said["workloads"])
    names = ("staff", "stay_staff", "benefit", *keys)
    assert {one[key] for one in parts for key in names if key in one} == {None}
    stated = workloads[0].id, replace(workloads[0], values={**workloads[0].values, unsaid[0]: 0})
    figures = Figures(
        replace(
            study,
            inventory=replace(
                study.inventory,
                workloads=tuple(stated[1] if one.id == stated[0] else one for one in workloads),
            ),
        )
    )
    assert figures.staff_known  # a stated zero is known
    assert not figures.benefit_known


def test_energy_adds_up_over_the_places_and_names_the_grids_it_counts_with() -> None:
    study = make_study(40)
    measured = {
        key: replace(
            one, cases={t: replace(c, kwh_year=9.0, kg_year=2.0) for t, c in one.cases.items()}
        )
        for key, one in study.assessment.workloads.items()
    }
    numbers = {"carbon_kg_kwh": 0.48, "carbon_kg_kwh_CH": 0.035}
    study = replace(
        study,
        assessment=replace(study.assessment, workloads=measured),
        rules=replace(study.rules, numbers=numbers, prices=()),
        programme=replace(
            study.programme,
            field="",
            prices=(),
            targets=tuple(replace(one, region="Switzerland") for one in study.programme.targets),
        ),
    )
    figures = Figures(study)
    assert any(not one.current or one.retires for one in figures.moves)
    places, whole = energy_by_target(figures).values(), energy_total(figures)
    for key in ("known_now", "of_now", "known", "of", "kwh_now", "kwh_after", "kg_now", "kg_after"):
        assert sum(getattr(one, key) for one in places) == pytest.approx(getattr(whole, key))
    (section,) = energy_used(view_of(study, "en"))
    how, table = section.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 1 + sum(bool(one.of_now or one.of) for one in places)
    assert isinstance(how, Prose)
    assert "0.035 for Switzerland, 2023 (Ember)" in how.text
    assert "China" not in how.text
    keys = [one.key for one in compose(study, "en", ReportOptions()).sections]
    assert keys[-2:] == ["energy", "workloads"]


def test_empty_scenario_has_no_decisions_part_to_invent() -> None:
    study = replace(make_study(8), scenario=Scenario("empty"))
    assert Figures(study).waves[0].state == "planned"


def test_a_slide_counts_the_moves_that_nobody_owns_or_treats() -> None:
    study = make_study(40)
    bare = replace(
        study,
        scenario=replace(study.scenario, decisions=()),
        programme=replace(study.programme, people=()),
        inventory=replace(
            study.inventory,
            workloads=tuple(
                replace(one, values={k: v for k, v in one.values.items() if k != "risk_owner"})
                for one in study.inventory.workloads
            ),
        ),
    )
    said = unnamed(view_of(bare, "en"), 10)
    assert said.count("For 10 of these") == 2
