"""What closes a target is a rule by its own name in the problem; a way out waives each by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.assessing import assess, build_problem, load_rule_set
from planner.model.programme import PolicyLimit, Programme
from planner.model.scenario import Decision, DecisionKind, Scenario
from planner.optimising.plan import Repair, RuleRef
from planner.optimising.relaxing import repaired
from planner.optimising.solving import solve_here as solve
from planner.wording.names import Names
from planner.wording.wording import Wording
from tests.assessing.assessing_cases import START, inventory, workload

RULES = load_rule_set("balanced")
CORE = {
    "current_target": "legacy",
    "data_class": "core",
    "residency": "on_premises",
    "banned_targets": ("public", "hybrid"),
    "run_cost_year": 100_000_000,
}


def built(*decisions, limits=(), **cells):
    frame = Programme(start=START, pilot=None, limits=limits)
    rows = inventory(workload("A", "Ledger", **CORE | cells))
    scenario = Scenario("a", decisions=decisions)
    found = assess(rows, frame, RULES, scenario)
    problem, _ = build_problem(rows, frame, RULES, scenario, found, frame.calendar(START), START)
    return problem, found.workloads["A"].cases


def test_every_reason_of_the_assessment_is_one_of_the_problem():
    problem, cases = built()
    (one,) = problem.workloads
    assert one.allowed is None
    assert problem.file_version == 2
    assert one.candidates() == tuple(t for t, case in cases.items() if case.allowed)
    assert {t: set(why) for t, why in one.forbidden.items()} == {
        target: {entry.rule for entry in case.forbidden}
        for target, case in cases.items()
        if not case.allowed
    }
    assert "ban" in one.forbidden["public"]
    assert len(one.forbidden["public"]) >= 2  # a law beside the ban


def test_a_pin_is_a_reason_against_every_other_target():
    pin = Decision("D1", DecisionKind.PIN_TARGET, ("A",), "private")
    problem, _ = built(pin)
    assert all("pin" in why for why in problem.workloads[0].forbidden.values())
    assert problem.workloads[0].candidates() == ("private",)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_way_out_names_every_rule_that_has_to_be_waived(language):
    """Everybody has to be on public, where a law and a ban keep it from."""
    problem, _ = built(limits=(PolicyLimit("cloud", "count", ("public",), at_least=1.0),))
    plan = solve(problem)
    assert plan.conflict is not None
    reasons = problem.workloads[0].forbidden["public"]
    waivers = tuple(RuleRef("forbidden", names=("A", "public", why)) for why in reasons)
    (way,) = [one for one in plan.conflict.repairs if one.rules == waivers]
    wording = Wording(language, names=Names(Programme(), RULES.compliance))
    words = wording.change(way)
    for why in reasons:
        law = next((one.name.say(language) for one in RULES.compliance if one.key == why), None)
        assert (law or {"en": "banned by decision", "zh": "决策禁止"}[language]) in words
    assert solve(repaired(problem, way)).placement == {"A": "public"}
    first = replace(way, rules=way.rules[:1])
    assert solve(repaired(problem, Repair(first.rules, way.change))).conflict is not None
    lines, _ = wording.conflict(plan.conflict)
    laws = [key for key in reasons if key in {one.key for one in RULES.compliance}]
    assert laws
    assert not any(key in line for line in lines for key in laws)
