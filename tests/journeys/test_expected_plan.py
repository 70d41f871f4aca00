"""The tiny sample is planned as it is known to be best; its plan is kept beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.commands import run_command


def test_the_tiny_sample_gets_its_known_plan(tmp_path: Path, samples: Path) -> None:
    expected = json.loads((samples / "expected" / "tiny.json").read_text(encoding="utf-8"))
    out = tmp_path / "out"
    done = run_command("plan", samples / "tiny.xlsx", "-o", out, "--today", expected["today"])
    assert done.returncode == 0, done.stdout + done.stderr
    plan = json.loads((out / "solution.json").read_text(encoding="utf-8"))
    assert plan["status"] == expected["status"] == "optimal"
    assert plan["placement"] == expected["placement"]
    assert plan["wave"] == expected["wave"]
    worth = plan["placement_value"] + plan["wave_value"]
    assert worth == pytest.approx(expected["worth"], rel=1e-4)
