"""The core-system rule, on the cases the white paper tells of."""

from __future__ import annotations

import pytest

from planner.assessing import load_rule_set, rule_set_names
from planner.wording import worded
from tests.assessing.assessing_cases import assessed, workload

CORE = {
    "architecture": "monolith",
    "data_class": "core",
    "protection_level": 4,
    "criticality": "critical",
    "current_target": "legacy",
}


def allowed(name, rules="regulated-bank", **cells):
    one = assessed(load_rule_set(rules), workload("A", name, **CORE | cells)).workloads["A"]
    return {target for target, case in one.cases.items() if case.allowed}, one


@pytest.mark.parametrize("rules", rule_set_names())
def test_stable_with_head_room_stays_under_every_rule_set(rules):
    for name in ("Core Banking", "核心业务系统", "信用卡核心系统"):
        where, one = allowed(name, rules, peak_utilisation=58.0)
        assert where == {"legacy"}
        named = {rule.rule for rule in one.cases["private"].forbidden}
        assert "core-stable" in named


def test_a_rural_banks_bottlenecked_core_goes_distributed_step_by_step():
    """500 transactions a second were its ceiling; the new core carries 6,200."""
    where, one = allowed("农商行核心系统", peak_utilisation=97.0, peak_to_average=6.0)
    assert where == {"private"}
    case = one.cases["private"]
    assert case.strategy == "refactor"
    assert "step by step" in worded(case.strategy_reason, "en")
    assert any(
        "distributed core" in worded(rule.reason, "en") for rule in one.cases["legacy"].forbidden
    )
    assert all(
        "white paper" in worded(rule.reason, "en").lower() or worded(rule.reason, "zh")
        for rule in one.cases["public"].forbidden
    )


def test_between_the_two_the_fit_decides_within_the_law():
    where, _ = allowed("Core Banking", peak_utilisation=80.0)
    assert where == {"legacy", "private"}


def test_a_core_that_is_distributed_already_is_not_held_by_the_rule():
    """A provincial bank moved everything to a private, distributed cloud."""
    where, one = allowed(
        "Distributed Core",
        peak_utilisation=60.0,
        architecture="microservice",
        current_target="private",
    )
    assert "private" in where
    assert one.cases["private"].strategy == "retain"


def test_a_recovery_site_and_a_test_system_of_the_core_are_not_held_either():
    for name in ("Core Banking, Recovery Site", "核心系统测试环境"):
        where, _ = allowed(name, peak_utilisation=30.0)
        assert "private" in where
