"""What a reader is told of options, flips, limits and the frontier, in figures that are his own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.assessing import load_rule_set
from planner.model.insight import Flip, FrontierPlan, PlanOption, RulePrice
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Freeze, Programme
from planner.model.rules import LocalText
from planner.model.scenario import Scenario
from planner.model.study import Study
from planner.optimising.plan import Plan, PlanStatus, RuleRef, StoppedBy
from planner.optimising.problem import Limit, WaveLimit
from planner.pipeline import Sources, draft_study
from planner.reporting.compose import compose, view_of
from planner.reporting.content import Table
from planner.reporting.cost_steps import Case
from planner.reporting.figures import Figures
from planner.reporting.limit_figures import free_limits, limit_figure
from planner.reporting.money import gain_if, present
from planner.reporting.options import NAMED_PARTS, ReportOptions
from planner.reporting.options_compared import options_of
from planner.reporting.parts import certainty, decision, overview, rules
from planner.reporting.separation import Measured, better_in_both, measured
from planner.reporting.wave_reasons import why_these
from tests.reporting.report_text import section_text
from tests.reporting.studies import make_study


def asked(study: Study, **answers: Any) -> Study:
    return replace(study, insights=replace(study.insights, **answers))


def test_a_flip_is_said_as_a_share_and_a_toss_up_as_one() -> None:
    view = view_of(make_study(12), "en")
    key = view.figures.moves[0].id
    flip = Flip(key, "cost", "private", 40.0, 42.0, "public", proven=True)
    assert "5.0% worse" in view.flip(flip)
    told = view.flip(replace(flip, after=40.0001))
    assert "just as well" in told
    assert "40" not in told
    for before in (40.0, -1.0):  # a share above the whole, or of less than nothing, says nothing
        told = view.flip(replace(flip, before=before, after=80.4))
        assert "%" not in told
        assert f"{80.4 - before:.1f} points" in told
    points = Flip(key, "indicator", "criticality", 30.0, 55.0, "public", proven=True)
    assert "scores 55.0 points instead of 30" in view.flip(points)


def test_limits_are_in_units_and_shares() -> None:
    study = make_study(12)
    view = view_of(study, "en")
    whole = sum("production" in one.amounts for one in study.problem.workloads)
    share = Limit("share", "production", ("public",), at_most=whole * 0.3)
    if whole:
        assert limit_figure(view, share, share.at_most) == "30.0%"
    memory = Limit("memory", "private.memory_gib", ("private",), at_most=20_480.0)
    assert limit_figure(view, memory, 10_240.0) == "10.0 TiB"
    assert limit_figure(view, Limit("n", "count", ("hybrid",), at_most=1.0), 1.0) == "1 workload"
    assert limit_figure(view, Limit("b", "one_off", ("private",)), None) == "no limit"


def test_a_full_limit_that_is_proven_to_cost_nothing_does_not_bind() -> None:
    rule = RuleRef("limit", "cpu")
    nothing = RulePrice(rule, "cpu", 0.0, proven=True, most=0.0)
    view = view_of(asked(make_study(12), prices=(nothing,)), "en")
    assert free_limits(view) == {"cpu"}
    open_still = replace(nothing, proven=False, most=7.9)
    assert free_limits(view_of(asked(make_study(12), prices=(open_still,)), "en")) == frozenset()


def test_options_stand_beside_the_plan_with_their_gain_and_end() -> None:
    study = make_study(12)
    key = study.inventory.workloads[0].id
    options = (
        PlanOption("moves_too", (key,), 95.0, 500_000_000, 1.0, 0, proven=True),
        PlanOption("no_budget", (), 0.0, 0, 0.0, None, proven=True),
    )
    view = view_of(asked(study, options=options), "en")
    (section,) = overview.build(view)
    table = next(block for block in section.blocks if isinstance(block, Table))
    rows = {row[0].text: [cell.text for cell in row] for row in table.rows}
    name = view.workload_name(key)
    plan, moved = rows["This plan"], rows[f"{name} moves too"]
    gain = [float(one[2].replace(",", "").replace("−", "-")) for one in (plan, moved)]
    assert round(gain[1] - gain[0], 2) == 5.00
    assert rows["No limit on budgets: the same plan"][3] == "no calendar found"


def test_an_option_that_breaks_a_rule_says_so_beside_it() -> None:
    study = make_study(12)
    key, law = study.inventory.workloads[0].id, study.rules.compliance[0]
    law = replace(law, source=LocalText("IEC 62443 (technical)"))
    rules = replace(study.rules, compliance=(law, *study.rules.compliance[1:]))
    price = RulePrice(RuleRef("allowed", law.key, (key,)), law.key, 1.0, 900_000_000, proven=True)
    options = (PlanOption("moves_too", (key,), 95.0, 500_000_000, 1.0, 0, rule=law.key),)
    view = view_of(asked(replace(study, rules=rules), prices=(price,), options=options), "en")
    said = section_text(overview.build(view)[0])
    name = law.name.say("en")
    assert f"Without the rule: {name} (breaks IEC 62443 (technical))" in said
    assert f"moves too (breaks “{name}”)" in said or f'moves too (breaks "{name}")' in said
    told = {one.key: one.breaks for one in options_of(view.figures)}
    assert told["without"] == told["moves_too"] == law.key
    assert not any(told[one] for one in ("stay", "plan", "later"))


def test_a_plan_that_is_cheaper_says_why_it_is_not_this_one() -> None:
    study = make_study(12)
    here = study.plan.placement
    cheap = min(
        (
            (case.net_present_minor - one.cases[here[key]].net_present_minor, key, target)
            for key, one in study.assessment.workloads.items()
            if key in here
            for target, case in one.cases.items()
        )
    )
    placement = {**here, cheap[1]: cheap[2]}
    other, own = (measured(study, one) for one in (placement, here))
    point = FrontierPlan(other.fit, other.cost_minor, 1.0, 1.0, placement, "best_fit")
    view = view_of(asked(study, frontier=(point,)), "en")
    said = section_text(overview.build(view)[0])
    (option,) = [one for one in options_of(view.figures) if one.point]
    assert option.gain_minor > present(view.figures).gain
    if other.fit < own.fit:
        assert f"a mean fit of {other.fit:.1f} instead of {own.fit:.1f}" in said
    else:
        assert "cheaper, but" in said


def test_the_frontier_measures_this_plan_as_it_measures_the_others() -> None:
    study = make_study(12)
    own = measured(study, study.plan.placement)
    for point in study.insights.frontier:
        found = measured(study, point.placement)
        assert found.cost_minor == point.net_present_minor or not point.placement
    better = better_in_both(study, study.insights.frontier)
    assert all(one.fit >= own.fit and one.cost_minor <= own.cost_minor for one in better)


@pytest.mark.parametrize(
    ("separation", "against", "told"),
    [
        (9.0, 0.0, "separates systems"),
        (0.0, 5.0, "too little is known"),
        (0.0, 0.0, "when systems"),
    ],
)
def test_a_plan_that_beats_this_one_in_both_is_told_with_its_true_reason(
    monkeypatch: pytest.MonkeyPatch, separation: float, against: float, told: str
) -> None:
    own = Measured(60.0, 100, 1, 1.0, 1.0)
    better = replace(own, fit=70.0, separation=separation, against=against)
    monkeypatch.setattr(certainty, "better_in_both", lambda *_: [better])
    (said,) = certainty._beaten(view_of(make_study(8), "en"), own)
    assert told in said.text


def test_freezes_of_one_name_are_told_once() -> None:
    price = RulePrice(RuleRef("freeze", "Year end"), "Year end", 0.0)
    section, *_ = rules.build(view_of(asked(make_study(8), prices=(price, price)), "en"))
    assert section_text(section).count("Year end") == 1


def test_leaving_a_contract_later_is_paid_later() -> None:
    """Half a year of delay puts off the exit too: it weighs less in present value, never more."""

    def gains(**cells: Any) -> tuple[int, int]:
        figures = Figures(one_move(**cells))
        return gain_if(figures, Case()), gain_if(figures, Case(delay_days=182))

    bound = {"exit_cost": 50_000_000, "contract_end_date": date(2031, 6, 30)}
    plain, with_exit = gains(), gains(**bound)
    assert plain[0] - with_exit[0] > 0
    assert 0 < plain[1] - with_exit[1] < plain[0] - with_exit[0]


def one_move(**cells: Any) -> Study:
    """One workload that moves in wave 1."""
    given: dict[str, Any] = {"current_target": "legacy", "run_cost_year": 100_000_000, **cells}
    sources = Sources(
        Inventory(workloads=(Workload("A", "Claims Management", given),)),
        Programme(),
        load_rule_set("balanced"),
        Scenario("base"),
    )
    plan = Plan(PlanStatus.OPTIMAL, StoppedBy.GAP, {"A": "private"}, {"A": 1})
    return draft_study(sources, date(2026, 11, 30)).planned(plan)


def test_a_stay_whose_alternative_has_no_calendar_says_so_on_page_one() -> None:
    study = make_study(12)
    key = study.inventory.workloads[0].id
    for days, said in ((0, False), (None, True)):
        option = PlanOption("moves_too", (key,), 95.0, 500_000_000, 1.0, days, proven=True)
        (section,) = decision.build(view_of(asked(study, options=(option,)), "en"))
        told = "\n".join(section_text(section).splitlines())
        assert "had to move too" in told
        assert ("no calendar for it was found" in told) is said


def test_reports_by_name_grow_from_two_pages_to_all() -> None:
    summary, board, whole = (NAMED_PARTS[key] for key in ("summary", "board", "all"))
    assert set(summary) < set(board) < set(whole)
    study = make_study(12)
    drawn = {key: compose(study, "en", ReportOptions(parts)) for key, parts in NAMED_PARTS.items()}
    keys = {key: [one.key for one in report.sections] for key, report in drawn.items()}
    assert keys["summary"] == ["decision", "overview"]
    assert not any(key.startswith("wave-") or key == "workloads" for key in keys["board"])
    assert "workloads" in keys["all"]


def test_a_freeze_is_a_reason_only_of_a_wave_that_it_fills() -> None:
    study = make_study(40)
    number = view_of(study, "en").figures.waves[1].number
    first = study.calendar[number - 1]
    freeze = Freeze("Close", first.first_day, first.first_day + timedelta(days=6))
    programme = replace(study.programme, freezes=(freeze,), max_workloads_per_wave=99)

    def said(most: int) -> bool:
        limit = WaveLimit("wave.count", "count", (float(most),) * 40)
        problem = replace(study.problem, wave_limits=(limit,))
        view = view_of(replace(study, programme=programme, problem=problem), "en")
        wave = next(one for one in view.figures.waves if one.number == number)
        return any("A freeze takes" in one.text for one in why_these(view, wave))

    held = sum(wave == number for wave in (study.plan.wave or {}).values())
    assert said(held)
    assert not said(held + 5)
