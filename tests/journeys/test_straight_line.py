"""The straight line, from a spreadsheet to a roadmap PDF, as a person walks it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.importing import import_files
from samples.make_samples import LARGE, write_large, write_samples
from tests.journeys.commands import call, run_command


def assert_planned(folder: Path, workloads: int, targets: int, pages: int) -> None:
    """The exports are there, the plan keeps every rule, and the roadmap is no leaflet."""
    written = {path.name for path in folder.iterdir()}
    assert {"roadmap.pdf", "plan.xlsx", "plan.json", "problem.json", "solution.json"} <= written
    plan = json.loads((folder / "solution.json").read_text(encoding="utf-8"))
    assert len(plan["placement"]) >= workloads
    assert plan["violations"] == []
    assert len(set(plan["placement"].values())) >= targets
    assert len(PdfReader(folder / "roadmap.pdf").pages) >= pages
    verified = call("verify", folder / "problem.json", folder / "solution.json")
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.slow
def test_spreadsheet_to_roadmap(tmp_path: Path, samples: Path) -> None:
    """The bank as people plan it: all the work that the default takes, in processes."""
    done = run_command("plan", samples / "regional-bank.xlsx", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert_planned(tmp_path / "out", 120, 4, 20)


@pytest.mark.usefixtures("one_process")
@pytest.mark.parametrize(
    ("sample", "least"),
    [
        ("workshop-zh.xlsx", (24, 3, 12)),
        pytest.param("regional-bank-zh.xlsx", (120, 4, 20), marks=pytest.mark.slow),
    ],
)
def test_chinese_spreadsheet_to_roadmap(
    tmp_path: Path, samples: Path, sample: str, least: tuple[int, int, int]
) -> None:
    words = ("--lang", "zh", "--work-limit", "20")
    done = call("plan", samples / sample, "-o", tmp_path / "out", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert_planned(tmp_path / "out", *least)


def test_check_lists_issues_as_json(samples: Path) -> None:
    done = call("check", samples / "regional-bank.xlsx", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    issues = json.loads(done.stdout)["issues"]
    assert not [issue for issue in issues if issue["severity"] == "error"]
    assert all(issue["what"] for issue in issues)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_template_is_read_back_without_an_issue(tmp_path: Path, language: str) -> None:
    path = tmp_path / "mine.xlsx"
    made = call("template", path, "--lang", language)
    assert made.returncode == 0, made.stderr
    done = call("check", path, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["issues"] == []


@pytest.mark.usefixtures("one_process")
def test_names_with_markup_and_numbers_as_text_are_data(tmp_path: Path) -> None:
    table = tmp_path / "odd.csv"
    table.write_text(
        'Application,Cores,Memory (GiB),Criticality\n"<b>Teller & ""Co""</b>","16","64",High\n'
        '=1+1,"8 ","32",Low\n<img src=x>,4,16,Low\n',
        encoding="utf-8",
    )
    out = tmp_path / "out"
    done = call("plan", table, "-o", out)
    assert done.returncode == 0, done.stdout + done.stderr
    placement = json.loads((out / "solution.json").read_text(encoding="utf-8"))["placement"]
    assert '<b>Teller & "Co"</b>' in placement
    assert "=1+1" in placement


def test_the_samples_are_what_their_description_makes(tmp_path: Path, samples: Path) -> None:
    for path in write_samples(tmp_path):
        assert path.read_bytes() == (samples / path.name).read_bytes(), path.name


@pytest.mark.slow
def test_the_large_sample_is_what_its_description_makes(tmp_path: Path, samples: Path) -> None:
    path = write_large(LARGE, tmp_path / "large.xlsx", "en")
    assert path.read_bytes() == (samples / path.name).read_bytes()


def test_a_sample_of_any_size_is_made_alike_each_time(tmp_path: Path) -> None:
    first, second = (write_large(40, tmp_path / name, "en") for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()
    assert len(import_files([first], today=date(2026, 11, 30)).inventory.workloads) == 40


def test_the_bank_has_what_a_bank_has() -> None:
    from samples.bank.inventory import bank_inventory

    english, chinese = bank_inventory("en"), bank_inventory("zh")
    assert len(english.workloads) >= 120
    assert [w.id for w in english.workloads] == [w.id for w in chinese.workloads]
    assert english.dependencies == chinese.dependencies
    ids = set(english.by_id)
    assert all({d.source, d.needed} <= ids for d in english.dependencies)
    assert all(d.source != d.needed for d in english.dependencies)
    links = {(d.source, d.needed) for d in english.dependencies}
    cycle = ("OLLEND", "ANTIFRAUD"), ("ANTIFRAUD", "CUSTTAG"), ("CUSTTAG", "OLLEND")
    assert links.issuperset(cycle)
    assert any(d.interface == "shared_database" for d in english.dependencies)
    assert any("peak_utilisation" not in w.values for w in english.workloads)
