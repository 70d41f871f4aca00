"""Planning by published wave rules: the problem gets them, and the plan keeps them."""

from __future__ import annotations

from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.published.audit import audit, has_database, published_sets
from planner.assessing.published.impose import HANDLERS, SETTLED, audited_only, paced
from planner.assessing.published.set_aside import parted_waves
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import Programme, Team
from planner.model.scenario import Scenario
from planner.optimising.outcome import Options
from planner.optimising.problem import (
    PlanningProblem,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
)
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
                "environment": "test" if n in (1, 2, 10, 11) else "production",
            },
        )
        for n in range(12)
    )
    needs = (
        Dependency("W1", "W2"), Dependency("W2", "W1"), Dependency("W3", "W5"),
        Dependency("W6", "W9", interface="shared_database"),
    )  # fmt: skip
    return Inventory(workloads=loads, dependencies=needs)


def test_every_published_check_becomes_a_rule():
    checks = {rule["check"] for one in published_sets().values() for rule in one.rules}
    assert checks == set(HANDLERS) | SETTLED


@pytest.mark.parametrize("preset", sorted(published_sets()))
def test_a_plan_by_a_preset_keeps_what_became_a_rule_of_it(preset):
    frame = Programme(field="none", start=date(2027, 1, 4), teams=(Team("any", "Any", 500.0),))
    scenario = Scenario("s", preset=preset)
    sources = Sources(landscape(), frame, load_rule_set("balanced"), scenario)
    draft = draft_study(sources, TODAY)
    study = plan_study_here(draft, Options(time_limit_s=20.0))
    assert study.plan.exists
    assert "profiles.preset" in {one.key for one in study.assumptions}
    found = audit(study.plan, study.inventory, study.programme, study.calendar, preset)
    assert [one.rule for one in found if one.verdict == "broken"] == []
    if preset == "azure-automatic":
        assert {one.rule: one.verdict for one in found}["no-mixing"] == "kept"


def parted(waves: int, tests: int, others: int, latest: int | None = None) -> PlanningProblem:
    """A problem under the rule: T1.. are tests, P1.. production, all can go to one cloud."""
    names = [*(f"T{n}" for n in range(tests)), *(f"P{n}" for n in range(others))]
    loads = tuple(
        ProblemWorkload(name, {"legacy": 1.0, "cloud": 0.0}, current="legacy", latest_wave=latest)
        for name in names
    )
    slots = tuple(ProblemWave(f"W{n}", 50.0 * n) for n in range(1, waves + 1))
    targets = (ProblemTarget("legacy"), ProblemTarget("cloud", ready_wave=2))
    problem = PlanningProblem(targets, loads, waves=slots)
    return parted_waves(problem, names[:tests])


@pytest.mark.parametrize(("waves", "tests"), [(2, 1), (3, 5), (8, 4), (12, 11), (7, 1)])
def test_no_wave_is_open_to_test_and_production_alike(waves, tests):
    kept = parted(waves, tests, 12)
    for wave in range(1, waves + 1):
        kinds = {one.id[0] for one in kept.workloads if wave not in one.closed_waves}
        assert len(kinds) == 1
    open_to_tests = [w for w in range(1, waves + 1) if w not in kept.workloads[0].closed_waves]
    assert max(open_to_tests) >= 2, "the cloud is ready from wave 2 on"
    assert len(open_to_tests) < waves


def test_what_its_dates_leave_no_wave_of_its_kind_is_not_bound():
    assert all(not one.closed_waves for one in parted(1, 2, 2).workloads)
    early = parted(4, 1, 6, latest=1)
    assert all(not one.closed_waves for one in early.workloads if one.id[0] == "T")


@pytest.mark.parametrize("text", ["none", "No", "-", "–", "无", "N/A", "keine", " ", "不涉及"])
def test_a_cell_that_says_no_database_names_none(text):
    assert not has_database(Workload("A", "A", {"database": text, "storage_gib": 90_000.0}))
    assert has_database(Workload("A", "A", {"database": "Oracle 19c"}))


def test_waves_take_the_published_length_and_buffer():
    frame = paced(Programme(wave_weeks=2, buffer=0.0), "azure-caf")
    assert (frame.wave_weeks, frame.buffer) == (4, 0.2)
    assert paced(Programme(wave_weeks=10), "huawei").wave_weeks == 8


def test_what_is_audited_only_is_named_with_the_length_of_a_written_calendar():
    assert audited_only(Programme(), "azure-automatic") == ()
    written = Programme(waves=Programme(start=TODAY).calendar(TODAY))
    assert audited_only(Programme(), "huawei") == ()
    assert [one.say("en") for one in audited_only(written, "huawei")] == ["Waves of 4 to 8 weeks"]
