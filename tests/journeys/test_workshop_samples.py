"""The samples of a workshop: thirty systems that can be planned, and three wishes that cannot."""

from __future__ import annotations

import json
from pathlib import Path

from tests.journeys.commands import run_command


def test_thirty_systems_get_a_plan_with_a_pilot(tmp_path: Path, samples: Path) -> None:
    done = run_command(
        "plan", samples / "workshop.xlsx", "-o", tmp_path / "out", "--today", "2026-11-30",
        "--work-limit", "30", "--parts", "summary",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    plan = json.loads((tmp_path / "out" / "solution.json").read_text(encoding="utf-8"))
    assert len(plan["placement"]) == 30
    assert len(set(plan["placement"].values())) >= 3
    assert 1 <= sum(wave == 1 for wave in plan["wave"].values()) <= 3


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
