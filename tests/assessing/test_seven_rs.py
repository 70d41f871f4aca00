"""The seven Rs: 32 profiles as an architect would judge them, and no fall that an R causes."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from planner.assessing import load_rule_set
from planner.assessing.effort import EffortTable
from planner.assessing.retirement import retire_proposed
from planner.assessing.strategy import choose_strategy, ready_strategies
from planner.assessing.values import Facts
from planner.model.fields import FIELD_BY_KEY, FieldKind
from planner.model.inventory import Workload

RULES = load_rule_set("balanced")
READY = ready_strategies(RULES.strategies)
KINDS = {one.key: one for one in RULES.archetypes}
EFFORT = EffortTable(RULES, ())
JUDGED: tuple[tuple[dict[str, Any], str, str, str, str], ...] = (
    # cells, kind of system, now on, to, the R
    ({"architecture": "mainframe"}, "", "legacy", "private", "refactor"),
    ({"architecture": "mainframe"}, "", "legacy", "public", "refactor"),
    ({"operating_system": "IBM z/OS 2.4"}, "", "legacy", "private", "refactor"),
    ({"operating_system": "AIX 7.2"}, "", "legacy", "private", "replatform"),
    (
        {"operating_system": "AIX 7.1", "architecture": "layered"},
        "",
        "legacy",
        "public",
        "replatform",
    ),
    ({"operating_system": "Oracle Solaris 11"}, "", "legacy", "public", "replatform"),
    ({"operating_system": "HP-UX 11i v3"}, "", "legacy", "private", "replatform"),
    ({"operating_system": "IBM i 7.4"}, "", "legacy", "private", "replatform"),
    ({"operating_system": "OpenVMS"}, "lims", "legacy", "private", "replatform"),
    (
        {"operating_system": "Windows Server 2019", "architecture": "layered"},
        "",
        "legacy",
        "public",
        "rehost",
    ),
    ({"operating_system": "RHEL 8", "architecture": "monolith"}, "", "legacy", "private", "rehost"),
    (
        {"architecture": "monolith", "technology_support": "current"},
        "",
        "legacy",
        "public",
        "rehost",
    ),
    (
        {"architecture": "monolith", "technology_support": "ended"},
        "",
        "legacy",
        "public",
        "replatform",
    ),
    (
        {"architecture": "layered", "technology_support": "ended"},
        "",
        "legacy",
        "private",
        "replatform",
    ),
    ({"architecture": "monolith"}, "", "legacy", "hybrid", "refactor"),
    ({"architecture": "layered"}, "", "legacy", "hybrid", "refactor"),
    ({"architecture": "monolith"}, "core_banking", "legacy", "private", "refactor"),
    ({"architecture": "layered"}, "credit_card_core", "legacy", "private", "refactor"),
    (
        {"architecture": "microservice", "containers": "fully"},
        "distributed_core",
        "legacy",
        "private",
        "relocate",
    ),
    ({"architecture": "microservice", "containers": "fully"}, "", "private", "public", "relocate"),
    (
        {"architecture": "service_oriented", "containers": "partly"},
        "",
        "legacy",
        "private",
        "relocate",
    ),
    ({"architecture": "service_oriented", "containers": "none"}, "", "legacy", "public", "rehost"),
    ({"architecture": "microservice", "containers": "fully"}, "", "legacy", "hybrid", "relocate"),
    ({"architecture": "packaged"}, "erp", "legacy", "private", "relocate"),
    ({"architecture": "packaged"}, "erp", "legacy", "public", "rehost"),
    (
        {"architecture": "packaged", "technology_support": "ended"},
        "erp",
        "legacy",
        "public",
        "repurchase",
    ),
    ({"architecture": "packaged"}, "human_resources", "legacy", "saas", "repurchase"),
    ({"architecture": "packaged"}, "crm", "legacy", "hybrid", "replatform"),
    ({"architecture": "saas"}, "human_resources", "saas", "saas", "retain"),
    ({}, "office", "legacy", "private", "rehost"),
    ({}, "", "legacy", "public", "rehost"),
    (
        {"architecture": "layered", "operating_system": "Ubuntu 22.04"},
        "web_shop",
        "private",
        "public",
        "rehost",
    ),
)
"""Profiles as they were judged one by one."""


def chosen(cells, kind="", current="legacy", target="private"):
    facts = Facts(Workload("A", "A", cells), KINDS.get(kind), current, None, {})
    return choose_strategy(READY, facts, target, None, {})[0], facts


@pytest.mark.parametrize("profile", JUDGED, ids=lambda one: f"{one[0]}-{one[1]}-{one[3]}")
def test_a_profile_moves_as_it_was_judged(profile):
    cells, kind, current, target, wanted = profile
    assert chosen(cells, kind, current, target)[0] == wanted


def test_there_are_thirty_two_profiles_of_every_way_to_move():
    assert len(JUDGED) == 32
    assert {one[-1] for one in JUDGED} == {
        "retain", "rehost", "relocate", "repurchase", "replatform", "refactor"
    }  # fmt: skip


RISING = {
    "architecture": ("mainframe", "monolith", "layered", "service_oriented", "microservice"),
    "containers": ("none", "partly", "fully"),
    "technology_support": ("ended", "extended", "current"),
    "delivery": ("manual", "scripted", "integrated", "continuous"),
    "documentation": ("none", "partial", "good"),
    "cloud_skill": ("none", "basic", "practised", "expert"),
    "scale_out": ("none", "read_only", "stateless", "sharded"),
    "data_class": ("public", "internal", "confidential", "important", "core"),
    "personal_data": ("none", "basic", "sensitive"),
    "criticality": ("low", "medium", "high", "critical"),
    "channel": ("batch", "back_office", "platform", "channel"),
}
"""What a step further never makes harder to move: better technology, or what others decide."""
SYSTEMS = ("", "AIX 7.2", "RHEL 8", "Windows Server 2016", "z/OS", "Solaris 10")
PAIRS = 18_000


def burden(cells, target):
    strategy, facts = chosen(cells, "", "legacy", target)
    days = sum(EFFORT.days(facts, strategy).values())
    months = RULES.numbers.get(f"double_run_months_{strategy}", 0.0)
    return days, months, RULES.numbers[f"move_risk_{strategy}"]


def test_no_step_further_makes_a_move_dearer_by_its_r():
    draw = random.Random(20)
    falls = []
    for _ in range(PAIRS):
        cells = {key: draw.choice(words) for key, words in RISING.items() if draw.random() < 0.7}
        cells["operating_system"] = draw.choice(SYSTEMS)
        key = draw.choice(list(RISING))
        low, high = sorted(draw.sample(range(len(RISING[key])), 2))
        target = draw.choice(("private", "public", "hybrid"))
        less, more = (burden({**cells, key: RISING[key][at]}, target) for at in (low, high))
        if any(after > before + 1e-9 for before, after in zip(less, more, strict=True)):
            falls.append((target, key, RISING[key][low], RISING[key][high], cells))
    assert falls == []


def test_the_steps_are_values_of_their_fields():
    for key, words in RISING.items():
        assert FIELD_BY_KEY[key].kind is FieldKind.CHOICE
        assert set(words) <= set(FIELD_BY_KEY[key].choices)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"lifecycle": "phase_out"}, "phase_out"),
        ({"criticality": "low", "users": 4, "benefit_year": 0}, "no_value"),
        ({"criticality": "low", "users": 4, "technology_support": "ended"}, "no_support"),
        ({"criticality": "low", "users": 4}, ""),
        ({"criticality": "high", "users": 4, "benefit_year": 0}, ""),
        ({"criticality": "low", "benefit_year": 0}, ""),
    ],
)
def test_retiring_is_proposed_where_little_speaks_for_moving(cells, why):
    assert retire_proposed(Workload("A", "A", cells)) == why


def test_the_page_judges_each_of_these_profiles():
    page = Path("docs/how-systems-move.md").read_text(encoding="utf-8")
    table = page.partition("# How 32 kinds of system move")[2]
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()]
    told = [row[4] for row in rows if len(row) > 5 and row[1].isdigit()]
    assert told == [profile[-1] for profile in JUDGED]
    assert table.count("**To argue with.**") <= 2
