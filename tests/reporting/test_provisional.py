"""Too little data: placed all the same, said everywhere, money in no total, questions asked."""

from __future__ import annotations

from datetime import date

from planner.assessing import load_rule_set
from planner.model.inventory import Inventory, Workload
from planner.model.programme import Programme
from planner.model.scenario import Scenario
from planner.model.study import Study
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.pipeline import Sources, draft_study
from planner.reporting.compose import view_of
from planner.reporting.figures import Figures
from planner.reporting.sureness import sureness

TODAY = date(2026, 11, 30)
MILLION = 100_000_000
KNOWN = {
    "architecture": "layered", "technology_support": "current", "delivery": "scripted",
    "scale_out": "stateless", "peak_to_average": 3.0, "seasonality": "daily",
    "data_class": "internal", "personal_data": "none", "criticality": "medium",
    "latency_ms": 200.0, "channel": "channel", "users": 900, "residency": "none",
}  # fmt: skip


def study() -> Study:
    cells = {"current_target": "legacy", "run_cost_year": MILLION}
    loads = (
        Workload("A", "Claims Management", {**KNOWN, **cells}),
        Workload("B", "Zeus", cells),
    )
    sources = Sources(
        Inventory(workloads=loads), Programme(), load_rule_set("balanced"), Scenario("base")
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
