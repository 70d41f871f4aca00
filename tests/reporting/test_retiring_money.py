"""What retires pays for its contracts and licences too, and is spared what staying would pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.model.fields import Value
from planner.reporting.bridge import one_off_kinds
from planner.reporting.compose import compose
from planner.reporting.content import texts
from planner.reporting.figures import Figures
from planner.reporting.money import years
from planner.reporting.options import ReportOptions
from tests.reporting.test_money_figures import MILLION, study

DATED: dict[str, Value] = {
    "run_cost_year": 0, "staff_cost_year": 0, "benefit_year": 0, "lifecycle": "phase_out",
    "licence_cost_year": MILLION, "licence_end_date": date(2029, 1, 1),
    "contract_end_date": date(2028, 7, 1), "exit_cost": MILLION // 4,
    "refresh_date": date(2027, 7, 1), "refresh_cost": MILLION // 10,
    "support_end_date": date(2027, 10, 1), "extended_support_cost_year": MILLION // 20,
}  # fmt: skip


def retired(day: date | None) -> Figures:
    """A stays; B of 1.0 a year in licences retires on a day in a horizon of 2027 to 2030."""
    base = study("legacy", more={"retire_date": day} if day else {})
    loads = (base.inventory.workloads[0], replace(base.inventory.workloads[1], values={
        **base.inventory.workloads[1].values, **DATED}))  # fmt: skip
    if day is None:
        loads = (loads[0], replace(loads[1], values={**loads[1].values, "strategy": "retire"}))
    from planner.pipeline import Sources, draft_study

    inventory = replace(base.inventory, workloads=loads)
    draft = draft_study(
        Sources(inventory, base.programme, base.rules, base.scenario), date(2026, 12, 1)
    )
    return Figures(draft.planned(replace(base.plan, placement={"A": "legacy"}, wave={"A": None})))


def test_leaving_before_the_contract_ends_is_paid_once_by_kind() -> None:
    """On 2028-01-01: exit 0.25, a year and a day of licences 1.002, hardware and support before."""
    figures = retired(date(2028, 1, 1))
    tail = round(366 / 365.25 * MILLION)
    assert [one.id for one in figures.retiring] == ["B"]
    assert one_off_kinds(figures) == {
        "licence_tail": tail, "exit_cost": MILLION // 4,
        "hardware_refresh": MILLION // 10, "extended_support": MILLION // 20,
    }  # fmt: skip
    first, second, *rest = years(figures)
    assert (first.one_off, second.one_off) == (MILLION * 15 // 100, tail + MILLION // 4)
    saved = [one.stay - one.run for one in (first, second, *rest)]
    # Hardware and support of 2027 are paid either way; licences end the day after it has left.
    assert saved[0] == MILLION * 15 // 100
    assert saved[1] == pytest.approx(MILLION * 365 / 366 + MILLION // 20, abs=1)
    assert saved[2:] == [MILLION + MILLION // 20] * 2


def test_leaving_when_all_has_run_out_costs_nothing() -> None:
    figures = retired(date(2029, 1, 1))
    assert set(one_off_kinds(figures)) == {"hardware_refresh", "extended_support"}
    assert one_off_kinds(retired(date(2026, 1, 1))) == {}


def test_the_report_shows_it_where_it_adds_up() -> None:
    figures = retired(date(2028, 1, 1))
    assert figures.one_off_minor == figures.retiring_one_off_minor > 0
    told = "\n".join(texts(compose(figures.study, "en", ReportOptions())))
    assert "1.40" in told.replace("\u00a0", " ")
