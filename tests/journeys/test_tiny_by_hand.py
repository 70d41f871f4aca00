"""The tiny sample's optimum, found here by trying everything, is the one its page works out."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.commands import call

PLACEMENT = {
    "CORE": "legacy",
    "IAM": "private",
    "PAY": "hybrid",
    "MOBILE": "hybrid",
    "PORTAL": "public",
    "LAKE": "private",
    "REPORT": "private",
    "TEST": "public",
}
WAVES = {"LAKE": 1, "REPORT": 1, "IAM": 2, "PAY": 2, "PORTAL": 2, "TEST": 2, "MOBILE": 3}


@pytest.fixture
def tiny(samples: Path) -> dict[str, Any]:
    return json.loads((samples / "tiny.json").read_text(encoding="utf-8"))


def _placement_cost(problem: dict[str, Any], placement: dict[str, str]) -> float | None:
    workloads = problem["workloads"]
    limit = problem["limits"][0]
    used = sum(w["amounts"]["cpu"] for w in workloads if placement[w["id"]] in limit["targets"])
    if used > limit["at_most"]:
        return None
    distance = {}
    for first, row in problem["distance"].items():
        for second, length in row.items():
            distance[frozenset((first, second))] = length
    cost = sum(w["cost"][placement[w["id"]]] for w in workloads)
    for link in problem["dependencies"]:
        ends = frozenset((placement[link["from"]], placement[link["to"]]))
        cost += link.get("weight", 0) * distance.get(ends, 0)
    return cost


def _wave_cost(
    problem: dict[str, Any], placement: dict[str, str], waves: dict[str, int]
) -> float | None:
    days = [wave["day"] for wave in problem["waves"]]
    ready = {target["id"]: target.get("ready_wave", 1) for target in problem["targets"]}
    moving = [w for w in problem["workloads"] if w["id"] in waves]
    for number, most in enumerate(problem["wave_limits"][0]["at_most"], start=1):
        if sum(w["amounts"]["days"] for w in moving if waves[w["id"]] == number) > most:
            return None
    if any(wave < ready[placement[name]] for name, wave in waves.items()):
        return None
    cost = sum(w["delay_value"] * days[waves[w["id"]] - 1] for w in moving)
    for link in problem["dependencies"]:
        if link["from"] not in waves or link["to"] not in waves:
            continue
        later, sooner = waves[link["from"]], waves[link["to"]]
        kept = {
            "before": sooner <= later,
            "earlier": sooner < later,
            "together": sooner == later,
            "free": True,
        }
        if not kept[link.get("kind", "before")]:
            return None
        cost += link.get("exposure", 0) * abs(days[later - 1] - days[sooner - 1])
    return cost


def test_no_placement_beats_the_one_on_the_page(tiny: dict[str, Any]) -> None:
    names = [w["id"] for w in tiny["workloads"]]
    found = []
    for chosen in itertools.product(*(w["cost"] for w in tiny["workloads"])):
        cost = _placement_cost(tiny, dict(zip(names, chosen, strict=True)))
        if cost is not None:
            found.append((cost, chosen))
    found.sort()
    assert found[0][0] == pytest.approx(131.5)
    assert dict(zip(names, found[0][1], strict=True)) == PLACEMENT
    assert found[1][0] == pytest.approx(139.0)


def test_no_order_beats_the_one_on_the_page(tiny: dict[str, Any]) -> None:
    names = [name for name, target in PLACEMENT.items() if target != "legacy"]
    found = []
    for chosen in itertools.product(range(1, 5), repeat=len(names)):
        waves = dict(zip(names, chosen, strict=True))
        cost = _wave_cost(tiny, PLACEMENT, waves)
        if cost is not None:
            found.append((cost, chosen))
    found.sort()
    assert found[0][0] == pytest.approx(12.9)
    assert dict(zip(names, found[0][1], strict=True)) == WAVES
    assert found[1][0] > found[0][0]


@pytest.mark.usefixtures("one_process")
def test_the_program_finds_and_proves_it(tmp_path: Path, samples: Path) -> None:
    plan_file = tmp_path / "plan.json"
    problem_file = samples / "tiny.json"
    done = call("solve", problem_file, "-o", plan_file)
    assert done.returncode == 0, done.stderr
    plan = json.loads(plan_file.read_text(encoding="utf-8"))
    assert plan["placement"] == PLACEMENT
    assert plan["wave"] == {**WAVES, "CORE": None}
    assert plan["placement_value"] == pytest.approx(131.5)
    assert plan["wave_value"] == pytest.approx(12.9)
    assert plan["placement_status"] == "optimal"
    assert plan["wave_status"] == "optimal" or plan["joint"]
    assert call("verify", problem_file, plan_file).returncode == 0
