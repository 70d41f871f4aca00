"""Running, people and benefits are three figures; one price level; a platform is paid whole."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.assessing import load_rule_set
from planner.model.insight import RulePrice
from planner.model.inventory import Inventory, Workload
from planner.model.programme import (
    Budget,
    CapacityStep,
    Pilot,
    PriceLine,
    Programme,
    Target,
)
from planner.model.scenario import Dials, Scenario
from planner.model.study import Study
from planner.optimising.plan import Plan, PlanStatus, RuleRef, StoppedBy
from planner.pipeline import Sources, draft_study
from planner.reporting.bridge import one_off_kinds
from planner.reporting.budgets import budget_uses
from planner.reporting.compose import view_of
from planner.reporting.content import Prose
from planner.reporting.figures import Figures
from planner.reporting.money import present, quarters, years
from planner.reporting.parts.money import build as money_page
from planner.reporting.payback import payback_months

MILLION = 100_000_000
TODAY = date(2026, 12, 1)


def study(
    target: str = "private",
    dials: Dials | None = None,
    more: Mapping[str, Any] | None = None,
    wave: int = 1,
    **frame: Any,
) -> Study:
    """Two workloads of a million a year; A moves in wave 1 of 4, each of 13 weeks."""
    cells = {
        "run_cost_year": MILLION,
        "staff_cost_year": MILLION // 2,
        "benefit_year": MILLION // 5,
        "effort_days": 0.0,
        "current_target": "legacy",
        "architecture": "monolith",
        **(more or {}),
    }
    inventory = Inventory(workloads=tuple(Workload(one, one, cells) for one in "AB"))
    usual: dict[str, Any] = {
        "start": date(2027, 1, 1),
        "wave_count": 4,
        "wave_weeks": 13,
        "pilot": Pilot(),
    }
    programme = Programme(**(usual | frame))
    scenario = Scenario("a", dials=dials or Dials(horizon_years=4))
    balanced = load_rule_set("balanced")
    # Little is known of the two beside their money, which is what is looked at here.
    rules = replace(balanced, numbers={**balanced.numbers, "least_confidence": 0.0})
    draft = draft_study(Sources(inventory, programme, rules, scenario), TODAY)
    placed = {"A": target, "B": "legacy"}
    return draft.planned(Plan(PlanStatus.FEASIBLE, StoppedBy.GAP, placed, {"A": wave, "B": None}))


def test_three_figures_that_add_up_to_nothing_but_themselves() -> None:
    """Private: 0.85 of running, 0.8 of people, 0.6 of the benefit."""
    figures = Figures(study())
    assert (figures.run_now_minor, figures.staff_now_minor) == (2 * MILLION, MILLION)
    platform = 40_000_000  # the rule set's 400,000 a year, opened by A alone
    assert figures.platforms == {"private": platform}
    assert figures.run_after_minor == round(1.85 * MILLION) + platform
    assert figures.saving_year_minor == round(0.15 * MILLION) - platform
    assert figures.staff_saving_year_minor == round(0.1 * MILLION)
    assert figures.benefit_year_minor == round(0.12 * MILLION)


def test_years_keep_people_and_benefits_apart() -> None:
    figures = Figures(study())
    last = years(figures)[-1]
    assert last.stay == 3 * MILLION
    assert last.stay_staff == MILLION
    assert last.staff == figures.staff_after_minor
    assert last.run == figures.run_after_minor + figures.staff_after_minor
    assert last.benefit == figures.benefit_year_minor


def test_staying_and_savings_are_counted_by_one_clock() -> None:
    """By days within each year of the programme, in quarters and in present value."""
    figures = Figures(study(dials=Dials(horizon_years=4, discount_rate=0.1, inflation=0.0)))
    lengths = [90, 91, 92, 92]  # 2027
    assert [one.stay for one in quarters(figures)[:4]] == [
        pytest.approx(3 * MILLION * days / 365, abs=1) for days in lengths
    ]
    months = [date(2027 + n // 12, n % 12 + 1, 1) for n in range(49)]
    by_hand = sum(
        3 * MILLION * (after - before).days / (date(before.year + 1, 1, 1) -
        date(before.year, 1, 1)).days / 1.1 ** (number / 12)
        for number, (before, after) in enumerate(itertools.pairwise(months), 1)
    )  # fmt: skip
    assert present(figures).stay == pytest.approx(by_hand, abs=2)


def test_what_falls_due_while_staying_counts_in_its_month() -> None:
    """Hardware of 400,000 each on 1 June 2027 is discounted by six months, here and there."""
    dials = Dials(horizon_years=4, discount_rate=0.1, inflation=0.0)
    cells = {"refresh_date": date(2027, 6, 1), "refresh_cost": 40_000_000}
    plain, dated = Figures(study(dials=dials)), Figures(study(dials=dials, more=cells))
    more = present(dated).stay - present(plain).stay
    assert more == pytest.approx(2 * 40_000_000 / 1.1**0.5, abs=2)


DATED = {
    "refresh_date": date(2027, 6, 1),
    "refresh_cost": 40_000_000,
    "support_end_date": date(2027, 2, 1),
    "extended_support_cost_year": 1_000_000,
    "contract_end_date": date(2027, 9, 1),
    "exit_cost": 3_000_000,
}


@pytest.mark.parametrize(
    ("wave", "kinds"),
    [
        (1, {"exit_cost": 3_000_000, "extended_support": 1_000_000}),  # on 1 April 2027
        (2, {"exit_cost": 3_000_000, "extended_support": 1_000_000,
             "hardware_refresh": 40_000_000}),  # on 1 July
        (3, {"extended_support": 1_000_000, "hardware_refresh": 40_000_000}),  # on 30 September
    ],
)  # fmt: skip
def test_what_falls_due_on_a_day_is_one_off_by_kind_and_spared_by_who_has_left(
    wave: int, kinds: dict[str, int]
) -> None:
    """Staying pays 400,000 for hardware and 10,000 of support in each of 4 years, A and B each."""
    plain, dated = Figures(study(wave=wave)), Figures(study(more=DATED, wave=wave))
    more = {
        kind: amount - one_off_kinds(plain).get(kind, 0)
        for kind, amount in one_off_kinds(dated).items()
    }
    assert {kind: amount for kind, amount in more.items() if amount} == kinds
    assert dated.one_off_minor - plain.one_off_minor == sum(kinds.values())
    before, after = years(plain), years(dated)
    assert [b.stay - a.stay for a, b in zip(before, after, strict=True)] == [
        2 * 41_000_000, 2 * 1_000_000, 2 * 1_000_000, 2 * 1_000_000,
    ]  # fmt: skip
    assert [b.run - a.run for a, b in zip(before, after, strict=True)] == [  # B's alone
        41_000_000, 1_000_000, 1_000_000, 1_000_000,
    ]  # fmt: skip
    assert sum(b.one_off for b in after) == dated.one_off_minor
    gain = present(dated).gain - present(plain).gain
    assert gain == pytest.approx(44_000_000 - sum(kinds.values()), rel=0.15, abs=1_000_000)


def test_a_budget_shows_what_the_moves_take_and_what_falls_due_beside_them() -> None:
    budgets = (
        Budget("2027", date(2027, 1, 1), date(2027, 12, 31), 90_000_000),
        Budget("2029", date(2029, 1, 1), date(2029, 12, 31), 1),
    )
    figures = Figures(study(more=DATED, budgets=budgets))
    (use,) = budget_uses(figures)
    assert use.budget.id == "2027"
    assert use.besides_minor == 4_000_000
    assert use.moves_minor + use.besides_minor == figures.one_off_minor
    assert use.left_minor == 90_000_000 - use.moves_minor - 4_000_000


def test_capacity_that_is_bought_is_one_off_by_its_kind() -> None:
    cells = {"cpu_cores": 100.0, "memory_gib": 1.0, "storage_gib": 1.0, "traffic_gib_month": 1.0}
    targets = (
        Target("legacy", "legacy"),
        Target("private", "private", "", None, {"cpu_cores": 10}),
    )
    step = CapacityStep("private", "cpu_cores", 30.0, 5_000_000, 4)
    plain = Figures(study(more=cells, targets=targets))
    figures = Figures(study(more=cells, targets=targets, extensions=(step,)))
    (bought,) = figures.bought  # 85 cores on private, 75 beyond what it holds
    assert (bought.target, bought.steps, bought.amount) == ("private", 3, 90.0)
    assert figures.one_off_minor - plain.one_off_minor == 15_000_000
    assert one_off_kinds(figures)["capacity"] == 15_000_000
    spent = [b.one_off - a.one_off for a, b in zip(years(plain), years(figures), strict=True)]
    assert spent == [15_000_000, 0, 0, 0]


def test_benefits_neither_pay_back_nor_save() -> None:
    plain = Figures(study(prices=(PriceLine("private", "fixed_year", 60_000.0),)))
    dear = (
        PriceLine("private", "licence_factor", factor=1.0),
        PriceLine("private", "staff_factor", factor=1.0),
        PriceLine("private", "fixed_year", 200_000_000.0),
    )
    assert payback_months(plain) is not None
    lost = Figures(study(prices=dear))
    assert lost.benefit_year_minor > 0
    assert lost.saving_year_minor < 0
    assert payback_months(lost) is None
    assert present(lost).gain < 0 < present(lost).benefit


def test_a_platform_in_use_today_is_not_paid_again() -> None:
    found = study("legacy")
    assert "legacy" not in found.assessment.platforms
    assert Figures(found).platforms == {}


@pytest.mark.parametrize(("rate", "inflation"), [(0.05, 0.02), (0.08, 0.08), (0.03, 0.0)])
def test_nominal_money_with_inflation_is_real_money_at_the_real_rate(
    rate: float, inflation: float
) -> None:
    nominal = Dials(horizon_years=4, discount_rate=rate, inflation=inflation)
    real = Dials(horizon_years=4, discount_rate=(1 + rate) / (1 + inflation) - 1, inflation=0.0)
    first, second = study(dials=nominal), study(dials=real)
    for one in "AB":
        pairs = zip(
            first.assessment.workloads[one].cases.values(),
            second.assessment.workloads[one].cases.values(),
            strict=True,
        )
        assert all(abs(a.net_present_minor - b.net_present_minor) <= 1 for a, b in pairs)
    assert present(Figures(first)) == present(Figures(second))
    if rate == inflation:
        figures = Figures(first)
        assert present(figures).stay == sum(year.stay for year in years(figures))


def test_growth_is_in_staying_and_in_the_plan_alike() -> None:
    """All on public: infrastructure 1.1 ** n there and here, its price falling by a tenth."""
    figures = Figures(study("public", load_growth=0.1, cloud_price_trend=-0.1))
    found = years(figures)
    for year in found:
        assert year.stay == pytest.approx(MILLION * (2 * 1.1**year.number + 1), abs=2)
    last = found[-1]
    cloud = 0.8 * 0.99**last.number
    run = MILLION * (cloud + 1.1**last.number + 0.5 + 0.5 * 0.65) + figures.platforms["public"]
    assert last.run == pytest.approx(run, abs=2)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_capacity_binds_the_report_says_what_more_of_it_is_worth(language: str) -> None:
    """85 cores on private, which holds 10: 30 are bought, 45 more would still be of use."""
    cells = {"cpu_cores": 100.0, "memory_gib": 1.0, "storage_gib": 1.0, "traffic_gib_month": 1.0}
    own = Target("private", "private", "Own cloud", None, {"cpu_cores": 10})
    step = CapacityStep("private", "cpu_cores", 30.0, 5_000_000, 4)
    found = study(more=cells, targets=(Target("legacy", "legacy"), own), extensions=(step,))
    rule = RuleRef("limit", "capacity.private.cpu_cores")
    price = RulePrice(rule, rule.id or "", 12.0, 140_000_000, proven=True, beyond=44.2)
    found = replace(found, insights=replace(found.insights, prices=(price,)))
    (section,) = money_page(view_of(found, language))
    said = " ".join(block.text for block in section.blocks if isinstance(block, Prose))
    for part in ("90", "45", "Own cloud"):
        assert part in said
    dearer = replace(price, money_minor=-140_000_000)
    plan = replace(found.plan, placement_value=1_200.0, wave_value=0.0)
    found = replace(found, plan=plan, insights=replace(found.insights, prices=(dearer,)))
    (section,) = money_page(view_of(found, language))
    said = " ".join(block.text for block in section.blocks if isinstance(block, Prose))
    assert all(part in said for part in ("45", "1.00%", "Own cloud"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_report_calls_a_budget_by_its_name(language: str) -> None:
    name = view_of(study(), language).words.limit("budget.FY 27")
    assert "FY 27" in name
    assert "budget." not in name
