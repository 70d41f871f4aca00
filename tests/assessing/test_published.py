from __future__ import annotations

from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.confidence import stars
from planner.assessing.latency import added_latency
from planner.assessing.needs import Need
from planner.assessing.published.audit import audit, published_sets
from planner.assessing.published.candidates import rank_candidates
from planner.errors import BadInputError
from planner.model.inventory import Dependency
from planner.model.programme import Programme
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.problem import DependencyKind
from tests.assessing.assessing_cases import START, assessed, inventory, workload

RULES = load_rule_set("balanced")


def plan(**waves: int) -> Plan:
    return Plan(PlanStatus.FEASIBLE, StoppedBy.GAP, dict.fromkeys(waves, "private"), dict(waves))


def test_every_published_set_can_be_audited_and_names_its_publisher():
    frame = Programme(start=START)
    landscape = inventory(workload("A", server_count=3))
    for key, one in published_sets().items():
        assert one.publisher
        findings = audit(plan(A=1), landscape, frame, frame.calendar(START), key)
        assert {finding.rule for finding in findings} == {rule["key"] for rule in one.rules}
    with pytest.raises(BadInputError):
        audit(plan(A=1), landscape, frame, (), "nobody")


def test_azure_rules_find_each_breach():
    landscape = inventory(
        workload("P", "Loans", environment="production", criticality="high"),
        workload("T", "Loans, Test", environment="test"),
        workload("X", environment="production"),
        needs=(Dependency("P", "X"), Dependency("X", "P")),
    )
    frame = Programme(start=START)
    found = audit(plan(P=1, T=1, X=2), landscape, frame, frame.calendar(START), "azure-automatic")
    broken = {one.rule: one.workloads for one in found if one.verdict == "broken"}
    assert broken == {
        "two-way": ("P", "X"),
        "needed-first": ("P", "X"),
        "test-first": ("P", "T"),
        "no-mixing": ("T",),
        "critical-late": ("P",),
    }


def test_aws_counts_servers_and_says_when_it_cannot():
    frame = Programme(start=START)
    found = audit(
        plan(A=1),
        inventory(workload("A", server_count=60)),
        frame,
        frame.calendar(START),
        "aws-waves",
    )
    servers = {one.rule: (one.measured, one.limit) for one in found if one.verdict == "broken"}
    assert servers == {"early-servers": (60.0, 9.0), "servers": (60.0, 50.0)}
    found = audit(plan(A=1), inventory(workload("A")), frame, frame.calendar(START), "aws-waves")
    assert next(one for one in found if one.rule == "servers").verdict == "unknown"


def test_google_wants_standalone_systems_first_and_move_groups_whole():
    landscape = inventory(
        workload("A"), workload("B"), workload("C"), workload("D"),
        needs=(Dependency("A", "B"), Dependency("B", "A"), Dependency("C", "D")),
    )  # fmt: skip
    frame = Programme(start=START)
    found = audit(
        plan(A=1, B=2, C=1, D=1), landscape, frame, frame.calendar(START), "google", frozenset("D")
    )
    broken = {(one.rule, one.wave, one.workloads) for one in found if one.verdict == "broken"}
    assert broken == {("first-standalone", 1, ("A", "B")), ("move-groups", 1, ("A", "B"))}


@pytest.mark.parametrize("key", sorted(published_sets()))
def test_a_rule_without_data_is_never_kept(key):
    """One moves of which nothing is stated; only calendar, buffer and head count are known."""
    frame = Programme(start=START)
    landscape = inventory(workload("A"), workload("B"), needs=(Dependency("A", "B"),))
    checks = {rule["key"]: rule["check"] for rule in published_sets()[key].rules}
    known = {"wave_weeks", "buffer", "workloads_per_wave", "standalone"}
    found = audit(plan(A=1), landscape, frame, frame.calendar(START), key)
    assert {one.rule for one in found if one.verdict == "unknown"} == {
        rule for rule, check in checks.items() if check not in known
    }
    nobody = audit(plan(), landscape, frame, (), key)
    assert {checks[one.rule] for one in nobody if one.verdict != "unknown"} <= {"buffer"}


def test_pilot_points_add_up_by_hand():
    """Test 80 + low 60 + unregulated 60 + 0.8 * 60 servers + 70 dependencies."""
    easy = workload("E", environment="test", criticality="low", server_count=2)
    hard = workload("H", environment="production", criticality="high", server_count=20)
    landscape = inventory(hard, easy)
    ranked = rank_candidates(landscape, assessed(RULES, hard, easy), "aws-pilot")
    assert [one.workload_id for one in ranked] == ["E", "H"]
    lines = {line[0]: line[2] * line[3] for line in ranked[0].lines}
    assert lines["environment"] == 80
    assert lines["criticality"] == 60
    assert lines["server_count"] == 48
    assert lines["dependencies"] == 70
    assert ranked[0].score == sum(lines.values())


def test_a_split_chatty_pair_adds_milliseconds():
    frame = Programme(start=date(2027, 1, 4))
    landscape = inventory(workload("A", latency_ms=50.0), workload("B"))
    need = Need("A", "B", DependencyKind.FREE, 1, 0, 10, False, False, "", True)
    split = added_latency(landscape, frame, RULES, [need], {"A": "public", "B": "legacy"})
    assert split[0].added_ms == 10 * RULES.numbers["latency_step_ms"] * 2.0
    assert split[0].breaks
    assert added_latency(landscape, frame, RULES, [need], {"A": "public", "B": "public"}) == ()


def test_stars_are_fifths():
    assert [stars(x) for x in (0, 0.2, 0.21, 0.4, 0.6, 0.8, 0.81, 1)] == [1, 1, 2, 2, 3, 4, 5, 5]
