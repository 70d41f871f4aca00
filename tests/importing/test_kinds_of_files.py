"""Encodings, models and exports: what a file is told by, beside its ending."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from planner.importing import Imported, import_files
from tests.importing.makers import write_csv, write_sheets

TODAY = date(2026, 11, 24)
MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:archimate="http://www.archimatetool.com/archimate" name="Bank" id="m" version="5.0.0">
<folder name="Application" id="f"><folder name="Front" id="g">
<element xsi:type="archimate:ApplicationComponent" name="Portal" id="a"/></folder>
<element xsi:type="archimate:ApplicationComponent" name="Ledger" id="b"/></folder>
<folder name="Relations" id="h">
<element xsi:type="archimate:ServingRelationship" id="r" source="b" target="a"/></folder>
</archimate:model>
"""
EXCHANGE = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate" identifier="m"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><name>Bank</name><elements>
<element identifier="a" xsi:type="ApplicationComponent">
<label xml:lang="de">Portal</label></element>
<element identifier="b" xsi:type="ApplicationComponent"><label>Ledger</label></element>
<element identifier="c" xsi:type="BusinessRole"><label>Clerk</label></element>
</elements><relationships>
<relationship identifier="r" source="b" target="a" xsi:type="UsedByRelationship"/>
</relationships></model>
"""


def names(imported: Imported) -> list[str]:
    return sorted(workload.name for workload in imported.inventory.workloads)


def needs(imported: Imported) -> set[tuple[str, str]]:
    titles = {workload.id: workload.name for workload in imported.inventory.workloads}
    links = imported.inventory.dependencies
    return {(titles[link.source], titles[link.needed]) for link in links}


def codes(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues}


def read(path: Path, data: bytes) -> Imported:
    path.write_bytes(data)
    return import_files([path], today=TODAY)


@pytest.mark.parametrize(
    ("encoding", "text", "name"),
    [
        ("big5", "系統名稱,負責人\n放款,王\n總帳,李\n", "放款"),
        ("cp932", "システム名,担当者\n給与,佐藤\n会計,鈴木\n", "給与"),
        ("gb18030", "系统名称,负责人\n贷款,王\n", "贷款"),
        ("utf-16", "Anwendung\tVerantwortlich\nBüro\tJörg\n", "Büro"),
    ],
)
def test_few_signs_tell_an_encoding_by_the_headers_they_make(
    tmp_path: Path, encoding: str, text: str, name: str
) -> None:
    assert name in names(read(tmp_path / "a.csv", text.encode(encoding)))


def test_two_bytes_that_do_not_fit_cost_their_row_alone(tmp_path: Path) -> None:
    good = "系统名称,负责人\n贷款,王\n".encode("gb18030")
    read_all = read(tmp_path / "a.csv", good + b"\xff\xff,x\n" + "总账,李\n".encode("gb18030"))
    assert {"贷款", "总账"} <= set(names(read_all))
    assert "bad_byte" in codes(read_all)


@pytest.mark.parametrize("ending", ["archimate", "xml"])
def test_the_own_file_of_archi_is_read_whatever_its_ending(tmp_path: Path, ending: str) -> None:
    imported = read(tmp_path / f"bank.{ending}", MODEL.encode())
    assert (names(imported), needs(imported)) == (["Ledger", "Portal"], {("Portal", "Ledger")})


def test_a_packed_model_with_pictures_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bank.archimate"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("images/logo.png", b"\x89PNG")
        archive.writestr("model.xml", MODEL)
    imported = import_files([path], today=TODAY)
    assert (names(imported), needs(imported)) == (["Ledger", "Portal"], {("Portal", "Ledger")})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_exchange_file_with_labels_is_read(tmp_path: Path, encoding: str) -> None:
    imported = read(tmp_path / "bank.xml", EXCHANGE.encode(encoding))
    assert (names(imported), needs(imported)) == (["Ledger", "Portal"], {("Portal", "Ledger")})


def test_a_thousand_strangers_are_named_once_each_and_counted(tmp_path: Path) -> None:
    rows = [(f"Shop {n}", "; ".join(f"Nobody {n * 3 + k}" for k in range(3))) for n in range(700)]
    path = write_csv(tmp_path / "a.csv", [("Application", "Depends on"), *rows])
    imported = import_files([path], today=TODAY)
    kinds = ("dependency_on_nobody", "dependency_did_you_mean", "more_alike")
    doubts = [i for i in imported.issues if i.code in kinds]
    listed = sum(int(i.params.get("count", 1)) for i in doubts)
    assert len(imported.inventory.workloads) == 700
    assert listed == 2100
    assert len(doubts) < 700


def test_older_tags_of_konveyor_are_systems_and_databases(tmp_path: Path) -> None:
    tags = ("Tag Type 1", "Tag 1", "Tag Type 2", "Tag 2")
    rows = [
        ("Record Type 1", "Application Name", *tags, "Dependency", "Dependency Direction"),
        (1, "Till", "Operating System", "SLES 15", "Database", "Db2", "", ""),
        (1, "Bill", "", "", "", "", "", ""),
        (2, "Till", "", "", "", "", "Bill", "TO"),
    ]
    imported = import_files([write_csv(tmp_path / "a.csv", rows)], today=TODAY)
    till = next(w for w in imported.inventory.workloads if w.name == "Till")
    assert (till.values["operating_system"], till.values["database"]) == ("SLES 15", "Db2")
    assert needs(imported) == {("Till", "Bill")}


def test_an_assessment_export_has_storage_and_loads(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Properties=(("Property", "Value"), ("Comfort factor", 1.3), ("Discount", "No")),
        All_Assessed_Machines=(
            ("Machine", "Operating system", "Cores", "Memory(MB)", "CPU usage(%)", "Storage(GB)"),
            ("till01", "SLES 15", 2, 4096, 35, 80),
        ),
    )
    imported = import_files([path], today=TODAY)
    (server,) = imported.inventory.servers
    assert server.values["memory_gib"] == 4
    assert server.values["storage_gib"] == 80
    assert server.values["cpu_utilisation"] == 35
    assert names(imported) == ["till01"]


@pytest.mark.parametrize(
    "head",
    [("AssetID", "AssetName"), ("资产编号", "资产名称"), ("CI ID", "CI Name")],
)
def test_an_asset_is_called_by_its_name(tmp_path: Path, head: tuple[str, str]) -> None:
    path = write_csv(tmp_path / "a.csv", [(*head, "Owner"), ("A7", "Till", "Eve")])
    (workload,) = import_files([path], today=TODAY).inventory.workloads
    assert (workload.id, workload.name) == ("A7", "Till")


def test_a_machine_finds_an_application_whose_name_holds_a_comma(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Apps=(("Application", "Owner"), ("Claims, Life", "Eve"), ("Till", "Max")),
        Machines=(("Server", "Application"), ("m1", "Claims, Life"), ("m2", "Till, Claims, Life")),
    )
    imported = import_files([path], today=TODAY)
    assert names(imported) == ["Claims, Life", "Till"]


def test_marks_between_applications_and_machines_say_what_runs_where(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Apps=(("Application", "Owner"), ("Till", "Eve"), ("Bill", "Max")),
        Placement=(
            ("Application", "lx01", "lx02", "lx03"),
            ("Till", "x", "x", ""),
            ("Bill", "", "", "x"),
        ),
    )
    imported = import_files([path], today=TODAY)
    counts = {w.name: w.values["server_count"] for w in imported.inventory.workloads}
    assert counts == {"Till": 2, "Bill": 1}
    assert "hosting_matrix_read" in codes(imported)


def test_marks_of_features_are_no_machines(tmp_path: Path) -> None:
    rows = [("Application", "Has portal", "Has batch"), ("Till", "x", ""), ("Bill", "x", "x")]
    imported = import_files([write_csv(tmp_path / "a.csv", rows)], today=TODAY)
    assert all("server_count" not in w.values for w in imported.inventory.workloads)


@pytest.mark.parametrize("text", ["Fruit,Colour\nApple,red\nPear,green\n", "One line only\n"])
def test_a_list_of_something_else_is_refused_and_not_taken_for_one_without_headers(
    tmp_path: Path, text: str
) -> None:
    from planner.errors import BadInputError

    with pytest.raises(BadInputError):
        read(tmp_path / "a.csv", text.encode())


def test_databases_on_their_own_sheet_reach_applications_by_the_sheet_between(
    tmp_path: Path,
) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Applications=(("app_id", "app_name"), ("a1", "Till"), ("a2", "Bill")),
        Databases=(("db_id", "db_name", "db_engine", "db_version"), ("d1", "t", "Db2", "11")),
        App2DB=(("app_id", "db_id"), ("a1", "d1"), ("a2", "d9")),
    )
    imported = import_files([path], today=TODAY)
    found = {w.name: w.values.get("database") for w in imported.inventory.workloads}
    assert found == {"Till": "Db2 11", "Bill": None}
    assert "sheets_passed_over" not in codes(imported)


def test_a_questionnaire_has_an_application_in_each_column(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Questions=(
            ("#", "Question", "Till", "Bill"),
            (1, "What is the business criticality?", "High", "Low"),
            (2, "How many users are there?", 10, 20),
            (3, "What is the RTO (hours)?", 4, 8),
        ),
    )
    imported = import_files([path], today=TODAY)
    assert names(imported) == ["Bill", "Till"]
    till = next(w for w in imported.inventory.workloads if w.name == "Till")
    assert till.values == {"criticality": "high", "users": 10, "rto_hours": 4}


def test_a_summary_below_a_list_is_no_part_of_it(tmp_path: Path) -> None:
    rows = [("Key", "Server name", "Owner"), ("k", "m1", "Eve"), ("", "", ""), ("", "SUMMARY", "")]
    rows += [("", "Open", "3"), ("", "Done", "4")]
    imported = import_files([write_csv(tmp_path / "a.csv", rows)], today=TODAY)
    assert [server.name for server in imported.inventory.servers] == ["m1"]
    assert imported.count.set_aside == 3
