from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.assessing import assess, build_problem, load_rule_set
from planner.assessing.price_sheet import annuity
from planner.assessing.wave_limits import open_share
from planner.model.inventory import Dependency, Inventory
from planner.model.programme import Freeze, Pilot, PolicyLimit, Programme, Target, Team, WaveSlot
from planner.model.rules import RuleSet, Words
from planner.model.scenario import Decision, DecisionKind, Scenario, WaveProgress
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import DependencyKind, PlanningProblem
from planner.optimising.problem_file import parse_problem
from planner.optimising.problem_json import problem_text
from planner.pipeline import Sources, draft_study
from planner.wording import worded
from tests.assessing.assessing_cases import START, inventory, workload

RULES = load_rule_set("balanced")
FRAME = Programme(start=START, wave_count=6, pilot=None)
TODAY = date(2026, 12, 1)
SIZES: dict[str, Any] = {
    "cpu_cores": 10.0,
    "memory_gib": 40.0,
    "storage_gib": 100.0,
    "run_cost_year": 5_000_000,
}


def built(
    landscape: Inventory,
    programme: Programme = FRAME,
    scenario: Scenario | None = None,
    rules: RuleSet = RULES,
    today: date = TODAY,
) -> tuple[PlanningProblem, tuple[Words, ...]]:
    scenario = scenario or Scenario("a")
    found = assess(landscape, programme, rules, scenario)
    return build_problem(
        landscape,
        programme,
        rules,
        scenario,
        found,
        programme.calendar(today),
        today,
    )


def test_the_problem_survives_its_file_form():
    needs = (Dependency("A", "B", interface="synchronous", traffic_gib_month=200.0),)
    problem, _ = built(inventory(workload("A", **SIZES), workload("B", **SIZES), needs=needs))
    text = problem_text(problem)
    assert problem_text(parse_problem(json.loads(text))) == text


def test_amounts_are_in_whole_units_at_the_target():
    problem, _ = built(inventory(workload("A", **SIZES, effort_days=10.0)))
    one = problem.workloads[0]
    assert one.current == "legacy"
    assert one.amount("cpu_cores", "legacy") == 10.0
    assert one.amount("cpu_cores", "private") == pytest.approx(10.0 * RULES.numbers["size_private"])
    assert one.amount("run_year", "legacy") == 50_000.0
    assert one.amount("one_off", "legacy") == 0.0
    assert one.amount("one_off", "private") > 10 * 1800 - 1
    assert one.amount("count", "public") == one.amount("production", "public") == 1.0


def test_retired_workloads_are_left_out_with_their_dependencies():
    landscape = inventory(
        workload("A"), workload("B", strategy="retire"), needs=(Dependency("A", "B"),)
    )
    problem, _ = built(landscape)
    assert [one.id for one in problem.workloads] == ["A"]
    assert problem.dependencies == ()


def test_the_interface_decides_where_the_sheet_is_silent():
    names = ("shared_database", "synchronous", "asynchronous", "common_service", "")
    needs = tuple(Dependency("A", f"B{n}", interface=name) for n, name in enumerate(names))
    needs += (Dependency("A", "B1", DependencyKind.EARLIER),)
    loads = [workload("A"), *(workload(f"B{n}") for n in range(len(names)))]
    problem, _ = built(inventory(*loads, needs=needs))
    kinds = [one.kind.value for one in problem.dependencies]
    assert kinds == ["together", "before", "free", "free", "before", "earlier"]


def test_a_strict_order_on_a_cycle_is_softened_and_said():
    needs = (Dependency("A", "B", DependencyKind.EARLIER), Dependency("B", "A"))
    problem, notes = built(inventory(workload("A"), workload("B"), needs=needs))
    assert {one.kind for one in problem.dependencies} == {DependencyKind.BEFORE}
    assert any("need each other" in worded(note, "en") for note in notes)


def test_test_environments_go_first_unless_tied():
    loads = (
        workload("P", "Loans", environment="production"),
        workload("T", "Loans, System Test", environment="test"),
    )
    problem, _ = built(inventory(*loads))
    assert [(d.source, d.needed, d.kind.value) for d in problem.dependencies] == [
        ("P", "T", "earlier")
    ]
    problem, notes = built(inventory(*loads, needs=(Dependency("T", "P"),)))
    assert all(one.kind is not DependencyKind.EARLIER for one in problem.dependencies)
    assert any("cannot go before" in worded(note, "en") for note in notes)


def test_dates_pins_and_contracts_become_windows():
    loads = (
        workload("E", earliest_date=date(2027, 5, 1)),
        workload("L", latest_date=date(2027, 6, 30)),
        workload("P", pin_wave=4),
        workload("C", contract_end_date=date(2027, 5, 1), **SIZES),
        workload("X", contract_end_date=date(2027, 5, 1), exit_cost=100, **SIZES),
        workload("D", contract_end_date=date(2027, 9, 1), latest_date=date(2027, 6, 30)),
    )
    problem, notes = built(inventory(*loads))
    windows = {one.id: (one.earliest_wave, one.latest_wave) for one in problem.workloads}
    assert windows == {
        "E": (3, None),
        "L": (None, 3),
        "P": (4, 4),
        "C": (3, None),  # nobody knows what leaving earlier costs
        "X": (None, None),  # a price is known: it is a cost of the earlier waves
        "D": (3, 3),  # a date of the user's wins over the contract's
    }
    assert any("2 workloads wait for the end" in worded(note, "en") for note in notes)


def test_wave_days_count_from_the_start_to_the_cut_over():
    problem, _ = built(inventory(workload("A")))
    assert [wave.day for wave in problem.waves] == [55.0, 111.0, 167.0, 223.0, 279.0, 335.0]


def test_days_of_freezes_that_overlap_count_once_in_a_wave_of_any_length():
    def day(number: int) -> date:
        return date(2026, 1, 1) + timedelta(days=number)

    draw = random.Random(3)
    for _ in range(50):
        slot = WaveSlot("W", day(10), day(10 + draw.randrange(30)))
        spans = [(draw.randrange(50), draw.randrange(12)) for _ in range(draw.randrange(5))]
        freezes = tuple(Freeze("f", day(at), day(at + long)) for at, long in spans)
        days = range(10, (slot.last_day - day(0)).days + 1)
        closed = sum(any(at <= one <= at + long for at, long in spans) for one in days)
        assert open_share(slot, freezes) == pytest.approx(1 - closed / len(days))
    assert open_share(WaveSlot("W", date.min, date.max), (Freeze("f", date.min, date.max),)) == 0


def test_freezes_close_or_shrink_waves():
    slot = WaveSlot("W1", date(2027, 1, 1), date(2027, 1, 10))
    half = Freeze("half", date(2027, 1, 6), date(2027, 1, 31))
    assert open_share(slot, (half,)) == 0.5
    waves = (
        slot,
        WaveSlot("W2", date(2027, 1, 11), date(2027, 1, 20)),
        WaveSlot("W3", date(2027, 2, 1), date(2027, 2, 10)),
    )
    frame = Programme(
        start=START, waves=waves, freezes=(half,), max_workloads_per_wave=10, pilot=None
    )
    problem, _ = built(inventory(workload("A")), frame)
    limits = {one.id: one.at_most for one in problem.wave_limits}
    assert limits["freeze"] == (None, 0.0, None)
    assert limits["wave.count"] == (5.0, 0.0, 10.0)


def test_team_days_have_ramp_and_buffer_and_effort_is_never_cut():
    """400 days of a team whose smallest wave holds 40: half of it a wave, twenty waves."""
    team = Team("data", days_per_wave=100.0)
    frame = replace(FRAME, teams=(team,), buffer=0.2, ramp=(0.5,))
    landscape = inventory(workload("A", team="data", effort_days=400.0), workload("B"))
    problem, notes = built(landscape, frame)
    limit = next(one for one in problem.wave_limits if one.id == "team.data")
    assert limit.at_most == (40.0, 80.0, 80.0, 80.0, 80.0, 80.0)
    first = problem.workloads[0]
    assert first.work("days.data", "private") == pytest.approx((20.0,) * 20)
    assert first.duration("private") == 20
    assert first.amount("days.data", "private") == pytest.approx(400.0)
    assert any("“A” takes 20 waves of work" in worded(note, "en") for note in notes)
    assert any("more waves than there are (6)" in worded(note, "en") for note in notes)


def test_notes_name_workloads_as_people_do():
    frame = replace(FRAME, teams=(Team("core", "Core banking", days_per_wave=1000.0),))
    ledger = replace(workload("CORE1", team="core", effort_days=2000.0), name="General Ledger")
    _, notes = built(inventory(ledger, workload("B")), frame)
    (note,) = (one for one in notes if "waves of work" in worded(one, "en"))
    assert "“General Ledger” takes 5 waves of work" in worded(note, "en")
    assert "“General Ledger”的迁移工作跨 5 个批次" in worded(note, "zh")
    assert "CORE1" not in worded(note, "en") + worded(note, "zh")


def test_an_opened_platform_is_a_shared_cost_paid_whole():
    """400,000 a year of the rule set, over the horizon, at the price of money."""
    problem, _ = built(inventory(workload("A", **SIZES)))
    found = {one.id: one for one in problem.shared_costs}
    assert set(found) == {"platform.private", "platform.public", "platform.hybrid"}
    worth = annuity(5, 0.05, 0.02)
    expected = RULES.numbers["money_price"] * 40.0 * worth
    assert found["platform.private"].cost == pytest.approx(expected)
    there, _ = built(inventory(workload("A", current_target="private", **SIZES), workload("B")))
    assert "platform.private" not in {one.id for one in there.shared_costs}


def test_the_pilot_bars_tiers_and_risk_but_not_what_is_pinned_to_it():
    frame = replace(FRAME, pilot=Pilot(max_workloads=1, max_risk=100.0))
    landscape = inventory(
        workload("A", criticality="critical"),
        workload("B", criticality="critical", pin_wave=1),
        workload("C", criticality="high"),
        workload("D", criticality="low"),
        needs=(Dependency("B", "C"),),
    )
    problem, notes = built(landscape, frame)
    barred = {one.id: one.amount("pilot.barred", "private") for one in problem.workloads}
    assert barred == {"A": 1.0, "B": 0.0, "C": 0.0, "D": 0.0}
    count = next(one for one in problem.wave_limits if one.id == "pilot.count")
    assert count.at_most == (2.0, None, None, None, None, None)
    assert any("pilot" in worded(note, "en") for note in notes)


def test_capacity_counts_the_private_half_of_hybrids():
    targets = (
        Target("legacy", "legacy"),
        Target("private", "private", capacity={"cpu_cores": 50.0}),
        Target("hybrid", "hybrid"),
    )
    problem, _ = built(inventory(workload("A", **SIZES)), replace(FRAME, targets=targets))
    limit = problem.limits[0]
    assert (limit.amount, limit.targets, limit.at_most) == (
        "private.cpu_cores",
        ("private", "hybrid"),
        50.0,
    )
    one = problem.workloads[0]
    assert one.amount("private.cpu_cores", "hybrid") == one.amount("cpu_cores", "hybrid") / 2


def test_policy_limits_in_units_and_shares():
    limits = (
        PolicyLimit("budget", "one_off", at_most=1_000_000),
        PolicyLimit("share", "production_share", ("public",), at_most=0.5),
    )
    landscape = inventory(workload("A"), workload("B"), workload("C", environment="test"))
    problem, _ = built(landscape, replace(FRAME, limits=limits))
    assert [(one.id, one.at_most) for one in problem.limits] == [
        ("budget", 10_000.0),
        ("share", 1.0),
    ]


def test_a_share_of_critical_systems_with_one_provider_counts_all_its_targets():
    targets = (
        Target("legacy", "legacy"),
        Target("east", "public", provider="Cloud One"),
        Target("west", "hybrid", provider="Cloud One"),
        Target("other", "public", provider="Cloud Two"),
    )
    limits = (PolicyLimit("provider", "critical_share", ("cloud one",), at_most=0.5),)
    landscape = inventory(
        *(workload(name, criticality="critical") for name in "ABC"), workload("D")
    )
    problem, _ = built(landscape, replace(FRAME, targets=targets, limits=limits))
    limit = next(one for one in problem.limits if one.id == "provider")
    assert (limit.amount, limit.targets, limit.at_most) == ("critical", ("east", "west"), 1.5)


def test_the_banks_own_share_gives_way_to_pins_and_says_so():
    bank = load_rule_set("regulated-bank")
    landscape = inventory(
        *(workload(name, pin_target="public", data_class="public") for name in "AB")
    )
    problem, notes = built(landscape, rules=bank)
    assert problem.limits[0].at_most == 2.0
    assert any("at most 0 production" in worded(note, "en") for note in notes)


def test_what_is_done_stays_done_and_the_rest_comes_later():
    landscape = inventory(
        workload("A"), workload("B"), workload("C"), needs=(Dependency("A", "B"),)
    )
    plan = Plan(
        PlanStatus.FEASIBLE,
        StoppedBy.GAP,
        {"A": "private", "B": "private", "C": "public"},
        {"A": 1, "B": 2, "C": 2},
    )
    progress = (WaveProgress(1, "done", date(2027, 3, 20)),)
    frame = replace(FRAME, pilot=Pilot(), max_workloads_per_wave=1)
    problem, _ = built(landscape, frame, Scenario("a", progress=progress, plan=plan))
    by_id = {one.id: one for one in problem.workloads}
    assert (by_id["A"].allowed, by_id["A"].earliest_wave, by_id["A"].latest_wave) == (
        ("private",),
        1,
        1,
    )
    assert by_id["B"].earliest_wave == 2
    assert problem.waves[0].day == 75.0
    assert problem.dependencies[0].kind is DependencyKind.FREE
    assert all(one.at_most is None or one.at_most[0] is None for one in problem.wave_limits)


def test_decisions_relax_join_and_part():
    decisions = (
        Decision("1", DecisionKind.RELAX_DEPENDENCY, ("A", "B")),
        Decision("2", DecisionKind.TOGETHER, ("A", "C")),
        Decision("3", DecisionKind.SAME_TARGET, ("B", "C")),
        Decision("4", DecisionKind.APART, ("A", "B")),
        Decision("5", DecisionKind.DROP_RULE, (), "budget"),
    )
    frame = replace(FRAME, limits=(PolicyLimit("budget", "one_off", at_most=1.0),))
    landscape = inventory(*(workload(name) for name in "ABC"), needs=(Dependency("A", "B"),))
    problem, _ = built(landscape, frame, Scenario("a", decisions=decisions))
    assert {(d.source, d.needed, d.kind.value) for d in problem.dependencies} == {
        ("A", "B", "free"),
        ("A", "C", "together"),
    }
    assert problem.same_target == (("B", "C"),)
    assert problem.apart == (("A", "B"),)
    assert problem.limits == ()


def test_targets_are_ready_in_steps_or_by_date():
    problem, _ = built(inventory(workload("A")))
    assert [one.ready_wave for one in problem.targets] == [1, 1, 2, 3]
    targets = (Target("legacy", "legacy"), Target("cloud", "public", ready_date=date(2027, 6, 1)))
    problem, _ = built(inventory(workload("A")), replace(FRAME, targets=targets))
    assert [one.ready_wave for one in problem.targets] == [1, 3]


def test_a_draft_and_its_study_carry_the_notes_of_what_was_widened() -> None:
    programme = replace(FRAME, max_workloads_per_wave=1)
    pair = inventory(
        workload("A", move_group="one", **SIZES), workload("B", move_group="one", **SIZES)
    )
    draft = draft_study(Sources(pair, programme, RULES, Scenario("a")), TODAY)
    assert any("wave.count" in worded(note, "en") for note in draft.notes)
    study = draft.planned(Plan(PlanStatus.INFEASIBLE, StoppedBy.PROOF))
    assert study.notes == draft.notes
