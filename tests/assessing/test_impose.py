"""Planning by published wave rules: the problem gets them, and the plan keeps them."""

from __future__ import annotations

from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.published.audit import audit, published_sets
from planner.assessing.published.impose import AUDITED_ONLY, HANDLERS, SETTLED, audited_only, paced
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import Programme, Team
from planner.model.scenario import Scenario
from planner.optimising.outcome import Options
from planner.pipeline import Sources, draft_study, plan_study_here

TODAY = date(2026, 11, 30)


def landscape() -> Inventory:
    loads = tuple(
        Workload(
            f"W{n}",
            f"System {n}",
            {
                "server_count": 3,
                "complexity": "high" if n % 4 == 0 else "low",
                "criticality": "critical" if n % 5 == 0 else "low",
                "database": "Oracle" if n == 7 else "none",
                "storage_gib": 30_000.0 if n == 7 else 10.0,
                "latest_date": date(2028, 12, 1),
                "banned_targets": ("legacy",),
            },
        )
        for n in range(12)
    )
    needs = (
        Dependency("W1", "W2"), Dependency("W2", "W1"), Dependency("W3", "W5"),
        Dependency("W6", "W9", interface="shared_database"),
    )  # fmt: skip
    return Inventory(workloads=loads, dependencies=needs)


def test_every_published_check_becomes_a_rule_or_is_known_to_be_audited_only():
    checks = {rule["check"] for one in published_sets().values() for rule in one.rules}
    assert checks == set(HANDLERS) | AUDITED_ONLY | SETTLED


@pytest.mark.parametrize("preset", sorted(published_sets()))
def test_a_plan_by_a_preset_keeps_what_became_a_rule_of_it(preset):
    frame = Programme(field="none", start=date(2027, 1, 4), teams=(Team("any", "Any", 500.0),))
    scenario = Scenario("s", preset=preset)
    sources = Sources(landscape(), frame, load_rule_set("balanced"), scenario)
    draft = draft_study(sources, TODAY)
    study = plan_study_here(draft, Options(time_limit_s=20.0))
    assert study.plan.exists
    said = {one.key for one in study.assumptions}
    assert "profiles.preset" in said
    assert ("profiles.preset.audited" in said) == (preset == "azure-automatic")
    found = audit(study.plan, study.inventory, study.programme, study.calendar, preset)
    rules = {rule["key"]: rule["check"] for rule in published_sets()[preset].rules}
    broken = {one.rule for one in found if one.verdict == "broken"}
    assert [key for key in broken if rules[key] not in AUDITED_ONLY] == []


def test_waves_take_the_published_length_and_buffer():
    frame = paced(Programme(wave_weeks=2, buffer=0.0), "azure-caf")
    assert (frame.wave_weeks, frame.buffer) == (4, 0.2)
    assert paced(Programme(wave_weeks=10), "huawei").wave_weeks == 8


def test_what_is_audited_only_is_named_with_the_length_of_a_written_calendar():
    names = [one.say("zh") for one in audited_only(Programme(), "azure-automatic")]
    assert names == ["生产与测试不同批"]
    written = Programme(waves=Programme(start=TODAY).calendar(TODAY))
    assert audited_only(Programme(), "huawei") == ()
    assert [one.say("en") for one in audited_only(written, "huawei")] == ["Waves of 4 to 8 weeks"]
