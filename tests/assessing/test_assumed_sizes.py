"""Assumed sizes of waves yield to dates, and to what has to come first for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.assumed import framed
from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory, Workload
from planner.model.programme import PriceLine, Programme, Team
from planner.model.scenario import Scenario
from planner.optimising.outcome import Options
from planner.optimising.plan import PlanStatus
from planner.optimising.problem import DependencyKind
from planner.pipeline import Sources, draft_study, plan_study_here

RULES = load_rule_set("balanced")
TODAY = date(2026, 12, 1)
FRAME = Programme(start=date(2027, 1, 4), wave_count=5, wave_weeks=6, pilot=None)
LEAVES: dict[str, Value] = {"banned_targets": ("legacy",), "current_target": "legacy"}
WAVE_2 = FRAME.calendar(TODAY)[1].last_day
BEFORE, TOGETHER = DependencyKind.BEFORE, DependencyKind.TOGETHER


def chained(kind: DependencyKind, *, far: bool) -> Inventory:
    """Z has to be moved by the end of wave 2; 24 have to be before it or with it.

    ``far``: each of them needs the next, else Z needs every one of them.
    """
    names = [f"N{n:02}" for n in range(24)]
    loads = [Workload(name, name, LEAVES) for name in names]
    loads.append(Workload("Z", "Z", {**LEAVES, "latest_date": WAVE_2}))
    chain = ["Z", *names]
    needs = [
        Dependency(chain[place] if far else "Z", name, kind=kind)
        for place, name in enumerate(names)
    ]
    return Inventory(workloads=tuple(loads), dependencies=tuple(needs))


@pytest.mark.parametrize("kind", [BEFORE, TOGETHER])
@pytest.mark.parametrize("far", [True, False])
def test_what_a_date_needs_has_room_before_it(kind: DependencyKind, far: bool) -> None:
    inventory = chained(kind, far=far)
    sizes = framed(inventory, FRAME, TODAY, RULES).programme.wave_sizes
    assert sum(sizes[:2]) >= 25
    if kind is TOGETHER:
        assert max(sizes[:2]) >= 25, "one wave has to hold them all"
    draft = draft_study(Sources(inventory, FRAME, RULES, Scenario("a")), TODAY)
    study = plan_study_here(draft, Options(gap=0.05, work_limit=300))
    assert study.plan.status in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE)
    assert (study.plan.wave or {})["Z"] in (1, 2)


def test_without_a_date_the_sizes_are_the_field_s() -> None:
    free = Inventory(workloads=tuple(Workload(f"N{n}", f"N{n}", LEAVES) for n in range(25)))
    plain = framed(free, FRAME, TODAY, RULES).programme.wave_sizes
    dated = framed(chained(BEFORE, far=False), FRAME, TODAY, RULES).programme.wave_sizes
    assert plain[0] < dated[0] or plain[1] < dated[1]
    assert plain[2:] == dated[2:]


def test_teams_whose_capacity_nobody_gave_are_named() -> None:
    teams = (Team("data", "Database"), Team("development", days_per_wave=20.0))
    found = framed(chained(BEFORE, far=True), replace(FRAME, teams=teams), TODAY, RULES)
    (told,) = (one for one in found.assumptions if one.key == "profiles.assumption.teams_open")
    assert told.params["names"] == ("Database",)
    assert not any(one.key == "profiles.assumption.teams" for one in found.assumptions)


def test_the_fixed_cost_of_a_platform_that_no_line_gives_is_said_with_its_figure() -> None:
    one = Workload("A", "Shop", {"current_target": "Own room"})

    def said(*prices: PriceLine) -> str:
        programme = Programme(start=FRAME.start, field="manufacturer", prices=prices)
        inventory = Inventory(workloads=(one,), currency="EUR")
        found = framed(inventory, programme, TODAY, RULES).assumptions
        return str([m.params for m in found if m.key == "profiles.assumption.platforms"])

    assert "minor=4800000," in said()
    own = PriceLine("private", "fixed_year", 100.0)
    assert "minor=4800000," not in said(own)
