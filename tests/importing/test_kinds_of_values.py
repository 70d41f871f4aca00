"""Columns as people bring them: header, cells, and what is read; nothing wrong without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.importing import Imported, import_files
from planner.importing.headers.header_words import candidates_for
from planner.wording.issues import issue_words
from tests.importing.lists import TODAY, values
from tests.importing.makers import write_csv, write_sheets

ROUTINE = {"currency_assumed", "money_absent", "columns_kept", "run_cost_missing"}


def column(tmp_path: Path, header: str, *cells: str, separator: str = ",") -> Imported:
    names = [f"Till {chr(97 + number)}" for number in range(len(cells))]
    rows = [("System", header), *zip(names, cells, strict=True)]
    path = write_csv(tmp_path / "a.csv", rows)
    if separator != ",":
        text = "\n".join(separator.join(row) for row in rows)
        path.write_text(text + "\n", encoding="utf-8")
    return import_files([path], today=TODAY)


def doubts(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues} - ROUTINE


UNITS: list[tuple[str, str, str, float]] = [
    ("RamMB", "2048", "memory_gib", 2.0),
    ("memory_tb", "1", "memory_gib", 1024.0),
    ("Storage/TB", "3", "storage_gib", 3072.0),
    ("内存/GB", "16", "memory_gib", 16.0),
    ("rtoMinutes", "90", "rto_hours", 1.5),
    ("RTO in days", "1", "rto_hours", 24.0),
    ("RPO (hours)", "2", "rpo_minutes", 120.0),
    ("Monthly run cost (USD)", "1500", "run_cost_year", 1_800_000),
    ("Run cost per quarter (EUR)", "2000", "run_cost_year", 800_000),
    ("Run cost (k€)", "12", "run_cost_year", 1_200_000),
    ("年运维费用（万元）", "3", "run_cost_year", 3_000_000),
    ("运维费用（万元/月）", "1", "run_cost_year", 12_000_000),
    ("Betriebskosten (TEUR)", "20", "run_cost_year", 2_000_000),
    ("Coût annuel (k€)", "15", "run_cost_year", 1_500_000),
    ("Deployments/Week", "2", "releases_year", 104.0),
]


@pytest.mark.parametrize(("header", "cell", "key", "wanted"), UNITS)
def test_units_in_headers(tmp_path: Path, header: str, cell: str, key: str, wanted: float) -> None:
    assert values(column(tmp_path, header, cell), key) == [pytest.approx(wanted)]


@pytest.mark.parametrize("line", ["单位：万元", "Unit: 万元", "（单位:万元）"])
def test_a_unit_in_a_line_above_counts_for_amounts_alone(tmp_path: Path, line: str) -> None:
    rows = ((line, "", ""), ("系统名称", "年运行成本", "用户数"), ("柜面", "7", "30"))
    imported = import_files([write_csv(tmp_path / "a.csv", rows)], today=TODAY)
    assert values(imported, "run_cost_year") == [7_000_000]
    assert values(imported, "users") == [30]


def test_a_unit_in_a_group_above_counts_for_its_columns(tmp_path: Path) -> None:
    rows = (("System", "Cost (k€)", ""), ("", "Run cost", "Licence cost"), ("Till", 12, 3))
    imported = import_files([write_sheets(tmp_path / "a.xlsx", A=rows)], today=TODAY)
    assert values(imported, "run_cost_year") == [1_200_000]
    assert values(imported, "licence_cost_year") == [300_000]


NOT_THE_FIELD: list[tuple[str, str]] = [
    ("Cost per user", "12"), ("Users per day", "900"), ("Network traffic (Mbit/s)", "40"),
    ("Memory usage (GB)", "12"), ("Release version", "5.2"), ("Licence count", "50"),
    ("Business value score", "4"), ("Total disks", "3"), ("Software inventory count", "17"),
    ("Memory used", "12"), ("Database size", "500"), ("Start date", "2031-05-01"), ("Group", "HR"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cell"), NOT_THE_FIELD)
def test_what_is_only_like_a_field_is_kept_as_text(tmp_path: Path, header: str, cell: str) -> None:
    (workload,) = column(tmp_path, header, cell).inventory.workloads
    assert not workload.values
    assert workload.extra == {header: cell}


def test_number_marks_are_judged_by_the_column_and_the_file(tmp_path: Path) -> None:
    german = column(tmp_path, "Run cost (EUR)", "2.500", "17.000", "1.250,75", separator=";")
    assert values(german, "run_cost_year") == [250_000, 1_700_000, 125_075]
    users = column(tmp_path, "Users", "3.400", "12.000", separator=";")
    assert values(users, "users") == [
        3400,
        12000,
    ]
    sizes = column(tmp_path, "Memory (GB)", "31,250", "0,5", "8", separator=";")
    assert values(sizes, "memory_gib") == [31.25, 0.5, 8.0]
    assert values(column(tmp_path, "Run cost (USD)", "2,500", "17,000.50"), "run_cost_year") == [
        250_000, 1_700_050,
    ]  # fmt: skip
    assert "marks_unsure" in doubts(column(tmp_path, "Memory (GB)", "1,5", "2.5", "3.500"))


def test_shares_beside_percentages_are_percentages(tmp_path: Path) -> None:
    shares = column(tmp_path, "CPU usage", "0.3", "60%", "1")
    assert values(shares, "cpu_utilisation") == [
        30,
        60,
        100,
    ]
    assert "share_unsure" in doubts(column(tmp_path, "CPU usage", "0.3", "60"))


def test_a_unit_that_nobody_names_is_said(tmp_path: Path) -> None:
    imported = column(tmp_path, "Memory", "8192", "16384")
    assert values(imported, "memory_gib") == [8.0, 16.0]
    issue = next(i for i in imported.issues if i.code == "unit_assumed")
    assert issue.params["unit"] == "mb"
    assert "read as MB." in issue_words(issue, "en")
    assert "小时" in issue_words(replace(issue, params={**issue.params, "unit": "hours"}), "zh")
    assert "unit_assumed" in doubts(column(tmp_path, "RTO", "4"))


def test_both_orders_of_dates_are_a_doubt_where_either_fits(tmp_path: Path) -> None:
    imported = column(tmp_path, "End of support", "30/06/2027", "05/06/2027", "06/30/2028")
    assert values(imported, "support_end_date")[0::2] == [date(2027, 6, 30), date(2028, 6, 30)]
    (doubt,) = [i for i in imported.issues if i.code == "date_ambiguous"]
    assert doubt.where.row == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31. Dezember 2027", date(2027, 12, 31)),
        ("31 décembre 2027", date(2027, 12, 31)),
        ("31 de diciembre de 2027", date(2027, 12, 31)),
        ("Fri, 31 Dec 2027", date(2027, 12, 31)),
    ],
)
def test_months_have_names_in_other_languages(tmp_path: Path, text: str, day: date) -> None:
    assert values(column(tmp_path, "Support end", text), "support_end_date") == [day]


TURNED: list[tuple[str, str, str, object]] = [
    ("Technology support", "Not supported any more", "technology_support", "ended"),
    ("Technology support", "nicht mehr unterstützt", "technology_support", "ended"),
    ("Technology support", "不再支持", "technology_support", "ended"),
    ("Unsupported", "yes", "technology_support", "ended"),
    ("Personal data", "non-personal", "personal_data", "none"),
    ("Containers", "not yet containerised", "containers", "none"),
    ("Strategy", "don't migrate", "strategy", "retain"),
    ("Lifecycle", "not in use", "lifecycle", "retired"),
    ("Criticality", "non-critical", "criticality", "low"),
    ("Criticality", "nicht kritisch", "criticality", "low"),
    ("Data classification", "not public", "data_class", None),
    ("Environment", "not production", "environment", None),
    ("是否跨境", "否", "residency", "country"),
    ("Data leaves the country", "yes", "residency", "none"),
    ("Data may leave the country", "No", "residency", "country"),
]


@pytest.mark.parametrize(("header", "cell", "key", "wanted"), TURNED)
def test_denials_and_reversed_questions(
    tmp_path: Path, header: str, cell: str, key: str, wanted: object
) -> None:
    imported = column(tmp_path, header, cell)
    assert values(imported, key) == [wanted]
    assert wanted is not None or "unknown_choice" in doubts(imported)


def test_a_grade_of_three_parts_is_the_last(tmp_path: Path) -> None:
    imported = column(tmp_path, "等保级别", "S2A3G3", "三级", "第二级")
    assert values(imported, "protection_level") == [3, 3, 2]


SCALES: list[tuple[str, list[str], list[str]]] = [
    ("Criticality (1 = lowest, 4 = highest)", ["4", "1"], ["critical", "low"]),
    ("Criticality (1 highest, 5 lowest)", ["1", "5"], ["critical", "low"]),
    ("重要性（1最低，5最高）", ["5", "1"], ["critical", "low"]),
    ("Criticality", ["★★★★★", "★☆☆☆☆"], ["critical", "low"]),
    ("Criticality", ["5 of 5", "1 of 5"], ["critical", "low"]),
]


@pytest.mark.parametrize(("header", "cells", "wanted"), SCALES)
def test_scales_follow_their_legend(
    tmp_path: Path, header: str, cells: list[str], wanted: list[str]
) -> None:
    assert values(column(tmp_path, header, *cells), "criticality") == wanted


def test_an_unknown_word_is_asked_once_for_its_column(tmp_path: Path) -> None:
    from planner.importing.fixes import apply_fix

    imported = column(tmp_path, "Criticality", "hgih", "low", "hgih", "hgih")
    (issue,) = [i for i in imported.issues if i.code == "unknown_choice"]
    assert issue.params["count"] == "3"
    after = apply_fix(imported.inventory, issue)
    assert [w.values["criticality"] for w in after.workloads] == ["high", "low", "high", "high"]


def test_doubts_of_one_kind_are_grouped_and_counted(tmp_path: Path) -> None:
    imported = column(tmp_path, "Users", *(f"many {n}x" for n in range(300)), "5", "6")
    unread = [i for i in imported.issues if i.code == "not_a_number"]
    more = [i for i in imported.issues if i.code == "more_alike"]
    asked = [i for i in imported.issues if i.code == "column_question"]
    assert asked or len(unread) + int(more[0].params["count"]) == 300


SPOKEN: dict[str, str] = {
    "Who is the business owner?": "business_owner", "How many users": "users",
    "Hosting location": "current_target", "Vendor support ends": "support_end_date",
    "Avg. CPU utilisation": "cpu_utilisation", "Number of vCPUs": "cpu_cores",
    "Peak factor": "peak_to_average", "Annual operating costs": "run_cost_year",
    "Recovery time objective": "rto_hours", "Does it contain PII?": "personal_data",
    "系统负责人": "business_owner", "业务重要程度": "criticality", "所用数据库": "database",
    "服务器台数": "server_count", "是否含个人信息": "personal_data",
    "维保截止日期": "support_end_date",
    "Anzahl Benutzer": "users", "Kritikalität": "criticality", "Betriebssystem": "operating_system",
    "Fachbereich": "domain", "Datenbank": "database", "Criticité": "criticality",
    "Nombre d'utilisateurs": "users", "Système d'exploitation": "operating_system",
    "Criticidad": "criticality", "Base de datos": "database", "Número de usuarios": "users",
    "Critcality": "criticality", "Enviroment": "environment",
}  # fmt: skip


@pytest.mark.parametrize("header", SPOKEN)
def test_headers_as_people_put_them(header: str) -> None:
    assert candidates_for(header, "workloads")[0].key == SPOKEN[header]
