"""The issue list as the command prints it: what docs/check-json.md promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import run

APPS = "ID,Application,Criticality\nA1,Pay,high\nA2,Ledger,low\n"
LINKS = "Source,Target\nPay,Ledgr\nPay,Ledger\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in (("apps.csv", APPS), ("links.csv", LINKS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "apps.csv"), str(tmp_path / "links.csv")]


def test_the_json_is_as_described(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", *files, "--json"]) == 0  # what nobody lists is left out, and no error
    document = json.loads(capsys.readouterr().out)
    assert (document["format"], document["version"]) == ("issues", 1)
    rows = document["rows"]
    assert rows["read"] == sum(count for key, count in rows.items() if key != "read") == 4
    severities = [issue["severity"] for issue in document["issues"]]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert document["counts"] == {key: severities.count(key) for key in document["counts"]}
    first = next(one for one in document["issues"] if one["code"] == "dependency_did_you_mean")
    assert (first["severity"], first["file"], first["row"]) == ("warning", "links.csv", 2)
    assert first["fix"] == {
        "action": "set_end", "workload_id": "A2", "field": "needed", "value": "Ledgr",
    }  # fmt: skip
    assert first["params"] == {"text": "Ledgr", "near": "Ledger", "count": "1"}


def test_codes_stay_and_sentences_follow_the_language(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    documents = []
    for language in ("en", "zh"):
        run(["check", *files, "--json", "--lang", language])
        documents.append(json.loads(capsys.readouterr().out)["issues"])
    english, chinese = documents
    assert [issue["code"] for issue in english] == [issue["code"] for issue in chinese]
    assert any("是否指" in issue["what"] for issue in chinese)


def test_the_text_ends_with_where_every_row_went(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", *files])
    *_, counts, rows = capsys.readouterr().out.splitlines()
    assert counts.startswith("0 errors, ")
    assert rows.startswith("4 rows read: 2 workloads, 0 servers, 1 dependencies")


def test_a_mapping_file_of_the_preview_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import dataclasses
    from datetime import date

    from planner.importing import MappingBook, import_files

    path = tmp_path / "a.csv"
    path.write_text("Application,Seats\nPay,twelve\n", encoding="utf-8")
    proposed = import_files([path], today=date(2026, 1, 1)).mapping.sheets[0]
    columns = tuple(
        dataclasses.replace(c, field="users") if c.header == "Seats" else c
        for c in proposed.columns
    )
    book = MappingBook().with_sheet(dataclasses.replace(proposed, columns=columns))
    saved = tmp_path / "mapping.json"
    saved.write_text(book.to_json(), encoding="utf-8")
    assert run(["check", str(path)]) == 0
    capsys.readouterr()
    assert run(["check", str(path), "--mapping", str(saved)]) == 1
    assert "“twelve”" in capsys.readouterr().out
    saved.write_text("{}", encoding="utf-8")
    assert run(["check", str(path), "--mapping", str(saved)]) == 2


def test_a_list_without_rows_is_an_error_to_check_and_nothing_to_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Application,Users\n", encoding="utf-8")
    assert run(["check", str(path)]) == 1
    assert run(["plan", str(path), "-o", str(tmp_path / "out")]) == 2
    assert "nothing to plan" in capsys.readouterr().err


def test_questions_are_written_to_a_file_filled_in_and_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "list.csv"
    source.write_text(
        "Application;Criticality;P95 Memory\nPay;egal;28,3\nLoans;egal;30,1\n", encoding="utf-8"
    )
    place = tmp_path / "answers.json"
    asked = ["check", str(source), "--lang", "en"]
    assert run([*asked, "--write-mapping", str(place)]) == 0
    assert "2 questions" in capsys.readouterr().out
    assert run([*asked, "--write-mapping", str(place)]) == 2  # what is there is not written over
    answers = json.loads(place.read_text(encoding="utf-8"))
    columns = {column["header"]: column for column in answers["sheets"][0]["columns"]}
    assert columns["Criticality"]["words"] == [["egal", ""]]
    columns["Criticality"]["words"] = [["egal", "Low"]]
    columns["P95 Memory"] |= {"field": "Memory", "asked": ""}
    place.write_text(json.dumps(answers), encoding="utf-8")
    capsys.readouterr()
    run([*asked, "--mapping", str(place), "--json"])
    codes = [issue["code"] for issue in json.loads(capsys.readouterr().out)["issues"]]
    assert not {"unknown_choice", "column_question"} & set(codes)
