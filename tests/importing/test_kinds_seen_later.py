"""Kinds of lists that were tried after the reader was done: each is read, or said not to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.importing import Imported, import_files
from tests.importing.lists import TODAY, names, read, values
from tests.importing.makers import Rows, write_sheets


def links(imported: Imported) -> set[tuple[str, str]]:
    return {(link.source, link.needed) for link in imported.inventory.dependencies}


def codes(imported: Imported, field: str) -> set[str]:
    return {issue.code for issue in imported.issues if issue.field == field}


def test_columns_below_a_heading_of_costs_are_amounts(tmp_path: Path) -> None:
    rows = [
        ("系统名称", "成本（千元/月）", ""),
        ("", "运维", "许可"),
        ("甲系统", 3, 1),
        ("乙系统", 2, 0.5),
    ]
    path = write_sheets(tmp_path / "a.xlsx", List=rows)
    book = load_workbook(path)
    book["List"].merge_cells("B1:C1")
    book.save(path)
    imported = import_files([path], today=TODAY)
    assert values(imported, "run_cost_year") == [3_600_000, 2_400_000]
    assert values(imported, "licence_cost_year") == [1_200_000, 600_000]
    assert values(imported, "licence_limits") == [None, None]


def test_sizes_in_bytes_and_kilobytes_are_seen(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Name,Memory,Storage",
        "anna,17179869184,107374182400",
        "berta,8589934592,53687091200",
    )
    assert values(imported, "memory_gib") == [16.0, 8.0]
    assert values(imported, "storage_gib") == [100.0, 50.0]
    assert "unit_assumed" in codes(imported, "memory_gib")
    assert values(
        read(tmp_path, "Name,Memory", "anna,16777216", "berta,8388608"), "memory_gib"
    ) == [
        16.0,
        8.0,
    ]


def test_a_number_is_no_operating_system(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,OS Version", "Till,8.4")
    assert values(imported, "operating_system") == [None]
    assert codes(imported, "operating_system") == {"column_question"}


def test_a_platform_of_operating_systems_is_one(tmp_path: Path) -> None:
    imported = read(tmp_path, "Name,Platform", "Till,Windows", "Shop,Linux")
    assert values(imported, "operating_system") == ["Windows", "Linux"]
    assert values(imported, "current_target") == [None, None]


def test_one_number_of_priority_is_said_to_be_assumed(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Priority", "Till,2")
    assert codes(imported, "criticality") == {"scale_assumed"}


def test_applications_with_two_columns_of_needs_are_applications(tmp_path: Path) -> None:
    imported = read(tmp_path, "系统,上游系统,下游系统,依赖系统", "甲,乙,丙,", "乙,,,丙", "丙,,,")
    assert names(imported) == ["甲", "乙", "丙"]
    assert links(imported) == {("甲", "乙"), ("丙", "甲"), ("乙", "丙")}


def test_every_section_is_set_aside_not_the_first_alone(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Application,Users,Owner",
        "Finance,,",
        "Pay,10,Ann",
        "Ledger,5,Bob",
        "HR,,",
        "Leave,4,Cid",
    )
    assert names(imported) == ["Pay", "Ledger", "Leave"]
    assert [row.reason_code for row in imported.inventory.set_aside] == ["section_row"] * 2


def test_one_name_alone_among_full_rows_stays_an_application(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Users,Owner", "Pay,10,Ann", "Old CRM,,", "Ledger,5,Bob")
    assert names(imported) == ["Pay", "Old CRM", "Ledger"]


@pytest.mark.parametrize(
    ("lines", "owners", "users"),
    [
        (
            ("Question,CRM,ERP", "Who is the business owner?,Ann,Bob",
             "How many users does it have?,120,300", "Does it process personal data?,Yes,No"),
            ["Ann", "Bob"], [120, 300],
        ),
        (
            ("Frage;CRM;ERP", "Wer ist fachlich verantwortlich?;Ann;Bob",
             "Wie viele Benutzer?;120;300", "Werden personenbezogene Daten verarbeitet?;ja;nein"),
            ["Ann", "Bob"], [120, 300],
        ),
    ],
)  # fmt: skip
def test_questions_down_the_side_are_turned(
    tmp_path: Path, lines: tuple[str, ...], owners: list[str], users: list[int]
) -> None:
    imported = read(tmp_path, *lines)
    assert names(imported) == ["CRM", "ERP"]
    assert values(imported, "business_owner") == owners
    assert values(imported, "users") == users
    assert values(imported, "personal_data") == ["basic", "none"]


def test_a_matrix_with_crosses_for_no(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "系统,甲系统,乙系统,丙系统", "甲系统,-,√,", "乙系统,×,-,", "丙系统,√,×,-"
    )
    assert links(imported) == {("甲系统", "乙系统"), ("丙系统", "甲系统")}


def test_tables_side_by_side_are_two(tmp_path: Path) -> None:
    rows = [
        ("Application", "Users", None, "From", "To"),
        ("Pay", 10, None, "Pay", "Leave"),
        ("Leave", 20, None, None, None),
    ]
    path = write_sheets(tmp_path / "a.xlsx", All=rows)
    imported = import_files([path], today=TODAY)
    assert values(imported, "users") == [10, 20]
    assert links(imported) == {("Pay", "Leave")}


def test_a_blank_column_inside_a_table_parts_nothing(tmp_path: Path) -> None:
    rows = [("Application", "Users", None, "Owner", "Vendor"), ("Pay", 10, None, "Ann", "Acme")]
    imported = import_files([write_sheets(tmp_path / "a.xlsx", All=rows)], today=TODAY)
    assert names(imported) == ["Pay"]
    assert values(imported, "business_owner") == ["Ann"]


def test_links_by_ids_of_applications(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Apps": [("App ID", "App Name", "Owner"), ("A1", "CRM", "Ann"), ("A2", "ERP", "Bob")],
        "Interfaces": [("Source App ID", "Target App ID"), ("A1", "A2"), ("A2", "A7")],
    }
    imported = import_files([write_sheets(tmp_path / "a.xlsx", **sheets)], today=TODAY)
    assert links(imported) == {("A1", "A2")}
    assert [row.reason_code for row in imported.inventory.set_aside] == ["dependency_on_nobody"]


def test_a_rule_below_the_header_is_no_unit(tmp_path: Path) -> None:
    lines = ("| Application | Users |", "|---|---|", "| Pay | 10 |", "| Leave | 20 |")
    assert values(read(tmp_path, *lines), "users") == [10, 20]


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("04:00", 4.0),
        ("1h 30m", 1.5),
        ("1 day 4 hours", 28.0),
        ("2小时30分钟", 2.5),
        ("1 Tag 2 Std", 26.0),
    ],
)
def test_durations_of_two_parts(tmp_path: Path, cell: str, hours: float) -> None:
    assert values(read(tmp_path, "Application,RTO", f"Pay,{cell}"), "rto_hours") == [hours]


@pytest.mark.parametrize(
    ("header", "key", "wanted"),
    [
        ("月运维费（元）", "run_cost_year", 120_000),
        ("每月发布次数", "releases_year", 1200.0),
        ("Mises en production par mois", "releases_year", 1200.0),
    ],
)
def test_rhythms_in_front_and_behind(tmp_path: Path, header: str, key: str, wanted: float) -> None:
    assert values(read(tmp_path, f"Application,{header}", "Pay,100"), key) == [wanted]


def test_a_legend_above_the_table_is_believed(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Kritikalität: 1 = niedrig, 4 = sehr hoch;",
        "Anwendung;Kritikalität",
        "Lohn;4",
        "Lager;1",
    )
    assert values(imported, "criticality") == ["critical", "low"]
    assert not codes(imported, "criticality")


def test_a_sheet_of_legends_is_believed(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Apps": [("Application", "Criticality", "Complexity"), ("Pay", 1, 3), ("Leave", 3, 1)],
        "Legend": [
            ("Field", "Value", "Meaning"),
            ("Criticality", 1, "Low"),
            ("", 3, "High"),
            ("Complexity", 1, "High"),
            ("Complexity", 3, "Low"),
        ],
    }
    imported = import_files([write_sheets(tmp_path / "a.xlsx", **sheets)], today=TODAY)
    assert values(imported, "criticality") == ["low", "critical"]
    assert values(imported, "complexity") == ["low", "high"]


def test_an_amount_of_another_currency_is_a_doubt(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Annual cost", "Pay,$1000", "Leave,$1200", "Shop,€2000")
    found = [issue for issue in imported.issues if issue.code == "currency_other"]
    assert [(issue.where.address, issue.params["other"]) for issue in found] == [("B4", "EUR")]


def test_a_slash_that_is_part_of_the_name_is_no_unit(tmp_path: Path) -> None:
    assert values(read(tmp_path, "Application,Peak/Avg", "Pay,3"), "peak_to_average") == [3.0]
