"""Too little data: placed all the same, said everywhere, money in no total, questions asked."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

from planner.assessing import load_rule_set
from planner.model.fields import Value
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme
from planner.model.scenario import Scenario
from planner.model.study import Study
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.pipeline import Sources, draft_study, plan_study_here
from planner.presenting.cards import cards_of
from planner.presenting.why_words import second_words
from planner.questioning.ask import Asked, ask
from planner.reporting.compose import compose, view_of
from planner.reporting.content import texts
from planner.reporting.figures import Figures
from planner.reporting.money import stay_year
from planner.reporting.options import ReportOptions
from planner.reporting.sureness import sureness
from planner.reporting.tables_csv import draw_waves_csv
from planner.reporting.tickets import draw_devops_csv, draw_jira_csv
from planner.reporting.workbook_sheets import workloads
from planner.wording import say
from planner.wording.names import status_key

TODAY = date(2026, 11, 30)
MILLION = 100_000_000
KNOWN: dict[str, Value] = {
    "architecture": "layered", "technology_support": "current", "delivery": "scripted",
    "scale_out": "stateless", "peak_to_average": 3.0, "seasonality": "daily",
    "data_class": "internal", "personal_data": "none", "criticality": "medium",
    "latency_ms": 200.0, "channel": "channel", "users": 900, "residency": "none",
}  # fmt: skip


def study(programme: Programme | None = None) -> Study:
    cells: dict[str, Value] = {"current_target": "legacy", "run_cost_year": MILLION}
    loads = (
        Workload("A", "Claims Management", {**KNOWN, **cells}),
        Workload("B", "Zeus", cells),
    )
    sources = Sources(
        Inventory(workloads=loads),
        programme or Programme(),
        load_rule_set("balanced"),
        Scenario("base"),
    )
    plan = Plan(
        PlanStatus.OPTIMAL, StoppedBy.GAP, {"A": "private", "B": "private"}, {"A": 1, "B": 1}
    )
    return draft_study(sources, TODAY).planned(plan)


def test_what_nobody_knows_is_placed_provisionally_and_in_the_problem() -> None:
    found = study()
    assessed = found.assessment.workloads
    assert (assessed["A"].provisional, assessed["B"].provisional) == (False, True)
    assert {one.id for one in found.problem.workloads} == {"A", "B"}


def test_its_money_is_in_no_total() -> None:
    figures = Figures(study())
    assert figures.run_now_minor == MILLION
    growing = Figures(study(Programme(load_growth=0.1)))
    assert stay_year(growing, 2) == round(MILLION * 1.1**2)
    assert [move.id for move in figures.provisional] == ["B"]
    assert figures.one_off_minor == figures.by_id["A"].one_off_minor
    assert figures.waves[0].one_off_minor == figures.one_off_minor
    assert figures.by_id["B"].one_off_minor > 0


def test_five_questions_are_asked_the_most_helpful_first() -> None:
    asked = study().assessment.questions
    assert len(asked) == 5
    gains = [one.gain for one in asked]
    assert gains == sorted(gains, reverse=True)
    assert all(one.missing == 1 and one.gain > 0 for one in asked)
    assert "run_cost_year" not in {one.field for one in asked}


def test_the_report_says_so_at_its_top_and_beside_the_name() -> None:
    for language, mark in (("en", "(provisional)"), ("zh", "（暂定）")):
        view = view_of(study(), language)
        assert mark in view.workload_name("B")
        assert mark not in view.workload_name("A")
        told = " ".join(prose.text for prose in sureness(view))
        assert ("nothing is proven" if language == "en" else "不属于已证明") in told


def blind() -> Study:
    """Nothing is known of anything."""
    loads = (Workload("B", "Zeus", {"current_target": "legacy"}),)
    sources = Sources(
        Inventory(workloads=loads), Programme(), load_rule_set("balanced"), Scenario("base")
    )
    plan = Plan(
        PlanStatus.OPTIMAL,
        StoppedBy.PROOF,
        {"B": "private"},
        {"B": 1},
        PlanStatus.OPTIMAL,
        1.0,
        1.0,
        0.0,
        joint=True,
        bound=1.0,
        gap=0.0,
    )
    return draft_study(sources, TODAY).planned(plan)


def report_text(found: Study) -> str:
    return "\n".join(texts(compose(found, "en", ReportOptions()))).replace("\u00a0", " ")


def test_nothing_is_called_proven_of_what_is_assumed() -> None:
    told = report_text(blind())
    assert "It is proven" not in told
    assert "proven optimal" not in told
    assert "Nothing is proven" in told
    assert "best for the figures as they stand, assumed ones among them" in told
    assert "proven optimal" not in plan_line(blind())


def plan_line(found: Study) -> str:
    key = status_key(found.plan.status.value, assumed=found.assessment.has_provisional)
    return say(key, "en")


def test_a_cost_that_is_set_apart_is_never_said_to_be_nothing() -> None:
    told = report_text(blind())
    assert not re.search(r"CNY 0(?![.\d])", told)
    assert "Every workload came with its own run cost" not in told
    assert "no cost figures in the inventory" not in told
    assert "What they cost to run is not known; moving them is put at CNY" in told
    assert "Nothing is to be approved yet" in told
    assert "Cost in present value" not in told, "options without money"


def test_tables_carry_the_mark_and_no_money_that_is_in_no_total() -> None:
    found = study()
    rows = draw_waves_csv(found, "en").decode("utf-8-sig").splitlines()
    assert [line.split(",")[9] != "" for line in rows[1:]] == [True, False]
    assert "Zeus (provisional)" in rows[2]
    assert "workload:B provisional" in draw_jira_csv(found, "en").decode("utf-8-sig")
    assert "; provisional" in draw_devops_csv(found, "en")[0].decode("utf-8-sig")
    sheet = workloads(view_of(found, "en"))
    assert [row[10] is None for row in sheet.rows] == [False, True]
    cards = {card.id: card for card in cards_of(found)}
    assert cards["B"].label == "Zeus ?"
    assert cards["A"].label == "Claims Management"


def test_totals_say_what_they_leave_out() -> None:
    view = view_of(study(), "en")
    assert view.total == "Total (money excludes 1 move not assessed)"
    assert view.one_off_note().endswith("money excludes 1 move not assessed")
    days = sum(sum(move.effort_days.values()) for move in view.figures.moves)
    assert view.one_off_note().startswith(f"{days:,.0f} person-days")


def test_no_answer_claims_a_proof_of_figures_that_are_assumed() -> None:
    made = plan_study_here(study(), Options(work_limit=200))
    asked = ask(made, Asked(draws=0))
    claims: tuple[Any, ...] = (
        *asked.prices,
        *asked.options,
        *asked.frontier,
        *asked.flips.values(),
    )
    assert claims
    assert not any(one.proven for one in claims)
    view = SimpleNamespace(study=made, say=lambda key, **_: key, target_name=str)
    second = [second_words(view, why) for why in asked.why.values() if why.second is not None]
    assert set(second) == {"questioning.second.assumed"}
