"""The samples of a workshop: thirty systems that can be planned, and two wishes that cannot."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from planner.assessing import load_rule_set
from planner.model.scenario import Scenario
from planner.optimising.solving import Options, solve
from planner.pipeline import Sources, draft_study
from samples.workshop import workshop_inventory, workshop_programme
from tests.journeys.commands import run_command

TODAY = date(2026, 11, 30)


def test_thirty_systems_get_a_plan_with_a_pilot() -> None:
    sources = Sources(
        workshop_inventory("en"), workshop_programme("en"), load_rule_set("balanced"), Scenario("a")
    )
    plan = solve(draft_study(sources, TODAY).problem, Options(work_limit=4))
    assert plan.placement is not None
    assert plan.wave is not None
    assert len(plan.placement) == 30
    assert len(set(plan.placement.values())) >= 3
    assert sum(wave == 1 for wave in plan.wave.values()) <= 3


def test_two_pins_and_a_small_private_cloud_are_named_as_the_conflict(
    tmp_path: Path, samples: Path
) -> None:
    done = run_command(
        "plan", samples / "conflict.xlsx", "-o", tmp_path / "out", "--today", "2026-11-30", "--json"
    )
    assert done.returncode == 1, done.stdout + done.stderr
    summary = json.loads(done.stdout)
    named = " ".join(summary["conflict"])
    assert "MBANK" in named
    assert "PAYHUB" in named
    assert "Capacity of Private cloud" in named
    assert summary["ways_out"]
