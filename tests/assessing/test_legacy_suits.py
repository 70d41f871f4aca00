"""Ordinary systems that stay are best where they are: stable, with headroom, hard to change.

Each is a written case with all its data given. What they have in common is the white paper's own
rule for a core: it is stable, carries its load and has headroom, so it stays for now; none of them
is a core, and nothing forbids them the private cloud.
"""

from __future__ import annotations

import pytest

from planner.assessing import load_rule_set
from tests.assessing.assessing_cases import assessed, workload

STEADY = {
    "current_target": "legacy", "environment": "production", "technology_support": "current",
    "delivery": "manual", "test_automation": 5, "scale_out": "none", "seasonality": "none",
    "user_growth": 0, "load_growth": 0, "channel": "batch", "containers": "none",
    "api_coverage": 5, "documentation": "good", "releases_year": 1, "releases_wanted": 1,
    "change_lead_days": 60, "cloud_skill": "none", "residency": "none", "lock_in": "low",
    "third_party_access": "none", "personal_data": "none", "run_cost_year": 100_000_000,
}  # fmt: skip

CASES = {
    "a general ledger on a mainframe, at half its capacity": {
        "architecture": "mainframe", "peak_to_average": 1.3, "peak_utilisation": 45,
        "latency_ms": 20, "users": 200, "data_class": "confidential", "criticality": "high",
        "licence_limits": "hardware_bound", "rto_hours": 8, "rpo_minutes": 60,
    },
    "plant control that answers its machine in five milliseconds": {
        "architecture": "monolith", "peak_to_average": 1.2, "peak_utilisation": 35,
        "latency_ms": 5, "users": 20, "data_class": "internal", "criticality": "critical",
        "licence_limits": "hardware_bound", "rto_hours": 1, "rpo_minutes": 5,
    },
    "a closed life portfolio that runs off": {
        "architecture": "mainframe", "peak_to_average": 1.1, "peak_utilisation": 20,
        "latency_ms": 500, "users": 30, "data_class": "confidential",
        "personal_data": "sensitive", "criticality": "medium", "licence_limits": "restricted",
        "rto_hours": 72, "rpo_minutes": 1440,
    },
    "a hospital's image archive on storage of its own": {
        "architecture": "monolith", "peak_to_average": 1.5, "peak_utilisation": 55,
        "latency_ms": 30, "users": 400, "data_class": "confidential",
        "personal_data": "sensitive", "criticality": "high", "licence_limits": "hardware_bound",
        "rto_hours": 8, "rpo_minutes": 60, "channel": "back_office",
    },
    "the control of a high-bay warehouse": {
        "architecture": "monolith", "peak_to_average": 1.8, "peak_utilisation": 60,
        "latency_ms": 10, "users": 40, "data_class": "internal", "criticality": "critical",
        "licence_limits": "hardware_bound", "rto_hours": 2, "rpo_minutes": 15,
        "channel": "back_office",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_stays_where_it_is_by_fit_and_by_all_that_counts(name: str) -> None:
    found = assessed(
        load_rule_set("balanced"), workload("A", "Zeus", **{**STEADY, **CASES[name]})
    ).workloads["A"]
    assert not found.cases["private"].forbidden, "nothing but its data keeps it"
    assert found.confidence > 0.8
    assert max(found.cases, key=lambda target: found.cases[target].fit) == "legacy"
    assert min(found.cases, key=lambda target: found.cases[target].cost) == "legacy"


def test_the_same_ledger_under_load_moves() -> None:
    """What speaks for staying is its data, not its kind: at its limit, changing weekly, it goes."""
    pressed = {
        **STEADY, **CASES["a general ledger on a mainframe, at half its capacity"],
        "architecture": "layered", "peak_utilisation": 95, "peak_to_average": 6.0,
        "load_growth": 40, "releases_wanted": 24, "scale_out": "stateless", "channel": "channel",
        "delivery": "continuous", "containers": "partly", "licence_limits": "none",
    }  # fmt: skip
    found = assessed(load_rule_set("balanced"), workload("A", "Zeus", **pressed)).workloads["A"]
    assert min(found.cases, key=lambda target: found.cases[target].cost) != "legacy"
