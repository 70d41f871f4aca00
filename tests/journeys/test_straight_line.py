"""The straight line, from a spreadsheet to a roadmap PDF, as a person walks it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.commands import run_command


@pytest.mark.parametrize(
    ("name", "language", "least"),
    [
        ("tiny.xlsx", "en", 8),
        ("regional-bank.xlsx", "en", 120),
        ("regional-bank-zh.xlsx", "zh", 120),
    ],
)
def test_spreadsheet_to_roadmap(
    tmp_path: Path, samples: Path, name: str, language: str, least: int
) -> None:
    from pypdf import PdfReader

    out = tmp_path / "out"
    choices = ("--parts", "summary", "--paper", "letter") if name == "tiny.xlsx" else ()
    limit = ("--work-limit", "2000") if language == "zh" else ()  # one bank as long as people wait
    done = run_command("plan", samples / name, "-o", out, "--lang", language, *choices, *limit)
    assert done.returncode == 0, done.stdout + done.stderr
    written = {path.name for path in out.iterdir()}
    assert {"roadmap.pdf", "plan.xlsx", "plan.json", "problem.json", "solution.json"} <= written
    plan = json.loads((out / "solution.json").read_text(encoding="utf-8"))
    assert len(plan["placement"]) >= least
    assert plan["violations"] == []
    assert len(set(plan["placement"].values())) >= (2 if least < 120 else 4)
    pages = PdfReader(out / "roadmap.pdf").pages
    if choices:
        assert len(pages) == 2
        assert (pages[0].mediabox.width, pages[0].mediabox.height) == (792, 612)
    else:
        assert len(pages) >= 20
    verified = run_command("verify", out / "problem.json", out / "solution.json")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_check_lists_issues_as_json(samples: Path) -> None:
    done = run_command("check", samples / "regional-bank.xlsx", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    issues = json.loads(done.stdout)["issues"]
    assert not [issue for issue in issues if issue["severity"] == "error"]
    assert all(issue["what"] for issue in issues)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_template_is_read_back_without_an_issue(tmp_path: Path, language: str) -> None:
    path = tmp_path / "mine.xlsx"
    made = run_command("template", path, "--lang", language)
    assert made.returncode == 0, made.stderr
    done = run_command("check", path, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["issues"] == []


def test_a_chinese_plan_has_a_chinese_scenario(tmp_path: Path, samples: Path) -> None:
    out = tmp_path / "out"
    done = run_command("plan", samples / "tiny.xlsx", "-o", out, "--lang", "zh")
    assert done.returncode == 0, done.stderr
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert plan["scenario"]["name"] == "基准"


def test_names_with_markup_and_numbers_as_text_are_data(tmp_path: Path) -> None:
    table = tmp_path / "odd.csv"
    table.write_text(
        'Application,Cores,Memory (GiB),Criticality\n"<b>Teller & ""Co""</b>","16","64",High\n'
        '=1+1,"8 ","32",Low\n<img src=x>,4,16,Low\n',
        encoding="utf-8",
    )
    out = tmp_path / "out"
    done = run_command("plan", table, "-o", out)
    assert done.returncode == 0, done.stdout + done.stderr
    placement = json.loads((out / "solution.json").read_text(encoding="utf-8"))["placement"]
    assert '<b>Teller & "Co"</b>' in placement
    assert "=1+1" in placement


def test_one_work_limit_one_plan(tmp_path: Path, samples: Path) -> None:
    plans = []
    for name in ("first.json", "second.json"):
        path = tmp_path / name
        done = run_command(
            "solve", samples / "tiny.json", "-o", path, "--work-limit", "2000", "--seed", "7"
        )
        assert done.returncode == 0, done.stderr
        plan = json.loads(path.read_text(encoding="utf-8"))
        plan.pop("seconds")
        plans.append(plan)
    assert plans[0] == plans[1]


def test_the_samples_are_what_their_description_makes(tmp_path: Path, samples: Path) -> None:
    from samples.make_samples import write_samples

    for path in write_samples(tmp_path):
        assert path.read_bytes() == (samples / path.name).read_bytes(), path.name


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


def test_a_first_plan_is_kept_as_a_project(tmp_path: Path, samples: Path) -> None:
    kept = tmp_path / "kept.cmp"
    done = run_command("plan", samples / "tiny.xlsx", "-o", tmp_path / "out", "--project", kept)
    assert done.returncode == 0, done.stdout + done.stderr
    again = run_command("plan", samples / "tiny.xlsx", "-o", tmp_path / "out", "--project", kept)
    assert again.returncode == 0, again.stderr
    assert kept.is_file()
