"""The sample of two wishes that no plan keeps: the command line names the conflict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.commands import call


@pytest.mark.usefixtures("one_process")
def test_two_pins_and_a_small_private_cloud_are_named_as_the_conflict(
    tmp_path: Path, samples: Path
) -> None:
    done = call(
        "plan", samples / "conflict.xlsx", "-o", tmp_path / "out", "--today", "2026-11-30", "--json"
    )
    assert done.returncode == 1, done.stdout + done.stderr
    summary = json.loads(done.stdout)
    named = " ".join(summary["conflict"])
    assert "MBANK" in named
    assert "PAYHUB" in named
    assert "Capacity of Private cloud" in named
    assert summary["ways_out"]
