"""A part of the portfolio is planned: the rest is counted as it stands, or as it was planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.assessing import load_rule_set
from planner.assessing.exits import exits_of
from planner.assessing.part import plan_part
from planner.cli.named import part_named
from planner.model.inventory import Dependency
from planner.model.programme import Programme, Vacancy
from planner.model.scenario import DecisionKind, Scenario
from planner.optimising.outcome import Options
from planner.optimising.plan import Plan, PlanStatus, StoppedBy
from planner.optimising.solving import solve_here as solve
from planner.pipeline import Sources, draft_study
from planner.wording import LANGUAGES, say
from samples.tiny import tiny_inventory, tiny_programme
from tests.assessing.assessing_cases import inventory, workload
from tests.support.refusals import refused

TODAY = date(2026, 11, 24)
TINY = Sources(
    tiny_inventory("en"), tiny_programme("en"), load_rule_set("regulated-bank"), Scenario("a")
)
PLACES = {"CORE": "legacy", "PORTAL": "public"} | dict.fromkeys(
    ("IAM", "PAYHUB", "MBANK", "DATALAKE", "REPORTS", "MBANK-SIT"), "private"
)
WAVES = {"CORE": None, "IAM": 1, "PORTAL": 2, "MBANK-SIT": 2} | dict.fromkeys(
    ("MBANK", "DATALAKE", "REPORTS"), 3
)
BEFORE = Plan(PlanStatus.FEASIBLE, StoppedBy.GAP, PLACES, WAVES | {"PAYHUB": 4})


def parted(*chosen: str, before: Plan | None = None, sources: Sources = TINY) -> Sources:
    scenario = plan_part(
        sources.scenario,
        sources.inventory,
        chosen,
        asked="channels",
        reason="x",
        day=TODAY,
        before=before,
    )
    return replace(sources, scenario=scenario)


def drafted(*chosen: str, before: Plan | None = None, today: date = TODAY):
    return draft_study(parted(*chosen, before=before), today)


def held(draft) -> dict[str, tuple[tuple[str, ...], int | None]]:
    return {
        one.id: (one.allowed, one.earliest_wave)
        for one in draft.problem.workloads
        if one.allowed is not None
    }


def test_the_rest_stays_and_a_test_system_goes_with_its_production() -> None:
    draft = drafted("MBANK")
    outside = set(PLACES) - {"MBANK", "MBANK-SIT"}
    assert held(draft) == dict.fromkeys(outside, (("legacy",), None))
    said = [one for one in draft.assumptions if one.key == "profiles.part.stays"]
    assert [(one.params["part"], one.params["stay"]) for one in said] == [(2, 6)]
    assert all("channels" in say(said[0], language) for language in LANGUAGES)


def test_the_rest_moves_as_the_plan_before_has_it() -> None:
    found = held(drafted("MBANK", before=BEFORE))
    assert found["PAYHUB"] == (("private",), 4)
    assert found["PORTAL"] == (("public",), 2)
    assert found["CORE"] == (("legacy",), None)
    assert "MBANK" not in found


def test_a_wave_that_has_passed_holds_nobody() -> None:
    found = held(drafted("MBANK", before=BEFORE, today=date(2027, 6, 1)))
    assert found["IAM"] == (("private",), None)
    assert found["PAYHUB"] == (("private",), 4)


def test_nothing_outside_moves() -> None:
    plan = solve(drafted("PAYHUB").problem, Options(work_limit=4))
    assert plan.wave is not None
    assert {name for name, wave in plan.wave.items() if wave is not None} <= {"PAYHUB"}


def test_the_whole_portfolio_is_no_part() -> None:
    part = parted("MBANK")
    whole = parted(*PLACES, sources=part)
    assert whole.scenario.decisions == ()
    assert part.scenario.decisions[0].kind is DecisionKind.OUTSIDE


def test_a_place_to_be_left_is_left_by_the_part_alone() -> None:
    rows = inventory(workload("A", site="Hall"), workload("B", site="Hall")).workloads
    frame = Programme(start=TODAY, wave_count=3, vacancies=(Vacancy("v", "Hall", TODAY),))
    calendar = frame.calendar(TODAY)
    (one,), notes = exits_of(frame, rows, lambda _: "legacy", calendar, frozenset(), ("B",))
    assert (one.workloads, notes) == (("A",), ())


LANDSCAPE = inventory(
    workload("A", "Alpha", domain="Channels", business_owner="Ann"),
    workload("B", "Beta", domain="Risk", technical_owner="Ann"),
    workload("C", "x=y", domain="Risk"),
    needs=(Dependency("A", "B"),),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (["domain=risk"], ("B", "C")),
        (["业务领域 = Risk"], ("B", "C")),
        (["owner=ann"], ("A", "B")),
        (["beta", "domain=Channels"], ("B", "A")),
        (["all"], ("A", "B", "C")),
    ],
)
def test_a_part_is_named_as_people_speak(asked, found) -> None:
    assert part_named(LANDSCAPE, asked) == found


def test_a_list_is_read_from_a_file(tmp_path) -> None:
    names = tmp_path / "names.txt"
    names.write_bytes("\ufeffAlpha\r\n\r\n C \r\n".encode())
    assert part_named(LANDSCAPE, [f"@{names}"]) == ("A", "C")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("domain=Rsik", "domain “Rsik”.*Risk"),
        ("domian=Risk", "field “domian”.*“domain”"),
        ("Betta", "no workload “Betta”.*“Beta”"),
        ("@nowhere", "no file nowhere"),
    ],
)
def test_a_slip_is_told_with_what_is_near(asked, said) -> None:
    with refused(said):
        part_named(LANDSCAPE, [asked])
