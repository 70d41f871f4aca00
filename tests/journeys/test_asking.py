"""A saved plan asked from the command line: scenarios, what-if, why, at what price."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from planner.cli import run as run_here
from planner.pipeline import studies_of
from planner.project import read_document, write_document
from tests.journeys.commands import call as run
from tests.support.tiny_planned import DAY, TODAY, tiny_planned

pytestmark = pytest.mark.usefixtures("one_process")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny sample, planned and kept; what is asked here may be kept in it."""
    return Path(copy(tiny_planned() / "tiny.cmplan", tmp_path_factory.mktemp("asking")))


def test_a_pin_moves_the_workload_and_the_answer_says_so(project: Path) -> None:
    found = run("what-if", str(project), "--pin", "reporting platform=Data centre", "--json", *DAY)
    assert found.returncode == 0
    answer = json.loads(found.stdout)
    moved = {one["workload"]: one for one in answer["differences"]}
    assert moved["REPORTS"]["target"] == ["private", "legacy"]
    assert moved["REPORTS"]["reasons"]
    assert answer["after"]["moving"] == answer["before"]["moving"] - 1
    assert len(read_document(project).scenarios) == 1, "nothing is kept unasked"


def test_what_if_can_be_kept_and_set_beside_the_plan(project: Path) -> None:
    words = (
        "--ban",
        "REPORTS=private",
        "--keep",
        "No \u202eprivate",
        "--reason",
        "M\u2066ay",
        "--who",
        "Li",
    )
    kept = run("what-if", str(project), *words, *DAY)
    assert kept.returncode == 0
    document = read_document(project)
    assert [one.name for one in document.scenarios][1:] == ["No private"]
    (decision,) = document.scenarios[1].decisions[-1:]
    assert (decision.reason, decision.who, decision.value) == ("May", "Li", "private")
    found = run("scenarios", str(project), "--json", *DAY)
    answer = json.loads(found.stdout)
    first, second = answer["scenarios"]
    assert second == "No private"
    assert answer["scenarios"][first]["targets"]["private"] == 6
    assert "REPORTS" in {one["workload"] for one in answer["differences"][second]}
    shown = run("scenarios", str(project), "--lang", "zh", *DAY).stdout
    assert "净现成本" in shown
    assert "No private" in shown


def test_a_place_without_room_is_found_before_a_plan_is_sought(
    project: Path, monkeypatch, capsys
) -> None:
    def full(place: Path, room: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("planner.cli.exporting.try_to_write", full)
    monkeypatch.setattr("planner.pipeline.plan_study", None)
    words = ("--ban", "REPORTS=private", "--keep", "x")
    assert run_here(["what-if", str(project), *words, *DAY]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_near_the_old_plan_changes_least(project: Path) -> None:
    words = ("--weight", "elasticity=90", "--weight", "digital maturity=0", "--json", *DAY)
    scenario = ("--scenario", read_document(project).scenarios[0].name)
    free = json.loads(run("what-if", str(project), *words, *scenario).stdout)
    held = json.loads(run("what-if", str(project), *words, *scenario, "--near", "100%").stdout)
    changed = [
        sum(one["target"][0] != one["target"][1] for one in answer["differences"])
        for answer in (free, held)
    ]
    assert changed[1] <= changed[0]


def test_why_names_the_second_best_and_what_would_flip_it(project: Path) -> None:
    found = json.loads(run("ask", str(project), "Payment Hub", "--json", *DAY).stdout)
    why = found["workloads"]["PAYHUB"]
    assert why["target"] == "private"
    assert why["here"]
    assert why["second"] not in (None, "private")
    assert why["second_by"] > 0
    assert why["flips"]


def test_a_rule_whose_end_changes_nothing_in_the_calendar_has_no_price(project: Path) -> None:
    """The core takes six waves of work; five are there, so that freeing it moves nothing."""
    found = json.loads(run("ask", str(project), "--about", "prices", "--json", *DAY).stdout)
    names = {one["rule"]: one for one in found["prices"]}
    core = next(one for rule, one in names.items() if "core system stays" in rule)
    freed = run("what-if", str(project), "--without", "core-stable", "--json", *DAY)
    after = json.loads(freed.stdout)
    assert after["differences"] == []
    assert core["points"] == pytest.approx(after["before"]["worth"] - after["after"]["worth"])
    assert all("_" not in rule for rule in names), "every rule has words"


def test_the_likeliest_pilots_by_published_points_come_first(project: Path) -> None:
    said = run("ask", str(project), "--about", "pilots", *DAY).stdout.splitlines()
    assert "AWS pilot criteria" in "".join(said)
    found = json.loads(run("ask", str(project), "--about", "pilots", "--json", *DAY).stdout)
    ranked = found["pilots"]["aws-pilot"]
    points = [one["points"] for one in ranked]
    assert points == sorted(points, reverse=True)
    assert all(one["points"] == sum(one["criteria"].values()) for one in ranked)
    names = {one.id: one.name for one in read_document(project).inventory.workloads}
    assert [line for line in said if line.startswith(names[ranked[0]["workload"]])]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", "Paymnt Hub"), "Did you mean “Payment Hub”?"),
        (("what-if",), "Nothing is asked to be otherwise."),
        (("what-if", "--pin", "CORE=moon"), "no target “moon”"),
        (("what-if", "--pin", "CORE"), "not NAME=VALUE"),
        (("what-if", "--without", "core-stabel"), "Did you mean “core-stable”?"),
        (("what-if", "--wave", "CORE=soon"), "not the number of a wave"),
        (("what-if", "--near", "150%"), "a share from 0 to 1"),
        (("what-if", "--pin", "CORE=public", "--pin", "CORE=private"), "two different things"),
        (("what-if", "--pin", "CORE=private", "--ban", "CORE=private"), "banned from it"),
        (("what-if", "--wave", "CORE=1", "--wave", "CORE=2"), "--wave gives “CORE” two"),
        (("scenarios", "Bsae"), "no scenario “Bsae”"),
        (("ask", "--about", "luck"), "none of prices"),
    ],
)
def test_a_slip_is_one_sentence(project: Path, words: tuple[str, ...], told: str) -> None:
    command, *rest = words
    found = run(command, str(project), *rest, *DAY)
    assert found.returncode == 2
    assert told in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("placement", "wave"), [("9999-12-31", 1), ("private", 99), ("private", None)]
)
def test_a_plan_of_another_problem_is_no_plan(project: Path, tmp_path, placement, wave) -> None:
    document = read_document(project)
    plan = document.scenario.plan
    assert plan is not None
    draft = studies_of(document, document.scenarios, TODAY)[document.active]
    assert draft.is_answered_by(plan)
    changed = replace(
        plan,
        placement={**plan.placement, "REPORTS": placement},
        wave={**(plan.wave or {}), "REPORTS" if wave else "NONE": wave or 1},
    )
    assert not draft.is_answered_by(changed)
    path = tmp_path / "other.cmplan"
    scenario = replace(document.scenario, plan=changed)
    write_document(document.with_scenario(scenario), path)
    assert studies_of(read_document(path), (scenario,), TODAY) == {}
