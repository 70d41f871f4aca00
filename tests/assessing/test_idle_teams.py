"""Teams whose days nobody's work is held against are said, and what a day of others costs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.assessing import assess, load_rule_set
from planner.assessing.assumed import framed
from planner.assessing.price_sheet import day_rates
from planner.model.programme import PriceLine, Programme, Team
from planner.model.scenario import Scenario
from planner.wording import worded
from tests.assessing.assessing_cases import inventory, workload

RULES = load_rule_set("balanced")
START = date(2027, 1, 4)
TEAMS = (
    Team("base", "Base systems", 160.0, day_rate_minor=90_000),
    Team("apps", "Applications", 140.0, day_rate_minor=95_000),
)
SIZED: dict[str, Any] = {
    "current_target": "legacy",
    "run_cost_year": 10_000_000,
    "architecture": "monolith",
}


def said_of(frame: Programme, *teams: str | None) -> str:
    cells = [{"team": team} if team else {} for team in teams]
    rows = inventory(*(workload(f"W{n}", **one) for n, one in enumerate(cells)))
    return "\n".join(worded(one, "en") for one in framed(rows, frame, START, RULES).assumptions)


@pytest.mark.parametrize(
    ("named", "idle"),
    [
        ((None, None), "2 teams (Base systems, Applications)"),
        (("base", None), "the team Applications"),
        (("BASE", "applications"), ""),
    ],
)
def test_teams_that_no_work_falls_to_are_said_by_name(named, idle):
    said = said_of(Programme(start=START, teams=TEAMS), *named)
    assert ("No work falls to" in said) == bool(idle)
    assert idle in said


def test_a_team_called_like_a_kind_of_work_has_that_work():
    assert "No work falls to" not in said_of(Programme(start=START, teams=(Team("ops"),)), None)


def test_work_of_no_team_is_put_at_the_mean_of_the_rates_of_the_teams():
    frame = Programme(start=START, teams=TEAMS)
    assert day_rates(frame, RULES, "EUR")[""] == (92_500.0, "team:")
    assert "mean of the rates" in said_of(frame, None)
    assert "mean of the rates" not in said_of(frame, "base", "apps")
    rows = inventory(workload("A", **SIZED))
    cases = assess(rows, frame, RULES, Scenario("a")).workloads["A"].cases
    (first, *_) = [one for one in cases["private"].lines if one.item.startswith("person_day")]
    assert first.unit_price_minor == 92_500


def test_a_rate_of_the_price_sheet_for_everybody_wins():
    own = (PriceLine("", "person_day", 150_000.0),)
    frame = Programme(start=START, teams=TEAMS, prices=own)
    assert day_rates(frame, RULES, "EUR")[""][0] == 150_000.0
    assert "mean of the rates" not in said_of(frame, None)
