"""Cells as people write them, one table: field, header's unit, cell, what is read, what is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.importing import import_files
from planner.importing.grid import Cell
from planner.importing.own_workbook.form import BLOCKS
from planner.importing.units.measures import factor_of, unit_in_header
from planner.importing.values.cells import Column, read_column
from planner.importing.values.choices import Choices
from planner.model.fields import FIELD_BY_KEY
from planner.model.issue import Severity
from tests.importing.makers import write_csv

TODAY = date(2026, 11, 24)


def reading(key: str, cells: list[Cell], unit: str = "") -> list[object]:
    values, doubts = read_column(cells, Column(FIELD_BY_KEY[key], unit))
    codes = {doubt.index: doubt.code for doubt in doubts}
    return [(value, codes[n]) if n in codes else value for n, value in enumerate(values)]


CRITICALITY = {
    "critical": "Tier 1,tier-1,T1,mission critical,Mission-Critical,核心,核心系统,P1,P0,一级,1级,"
    "极高,关键,Ⅰ级,vital,Business Critical,1 - most critical,S",
    "high": "高,重要,重要系统,二级,2级,A类,A,H,High,Gold,P2,Tier 2",
    "medium": "中,一般,一般系统,三级,B类,M,normal",
    "low": "低,非核心,C类,L,四级,minor",
}


@pytest.mark.parametrize("choice", CRITICALITY)
def test_words_of_criticality(choice: str) -> None:
    words = CRITICALITY[choice].split(",")
    assert reading("criticality", list(words)) == [choice] * len(words)


def test_yes_and_no_in_many_spellings() -> None:
    yes: list[Cell] = ["Yes", "Y", "是", "true", True, "√", "有", "✓", "x", "1", "涉及", "含"]
    no: list[Cell] = ["no", "N", "否", "FALSE", False, "×", "无", "0", "不涉及", "不含"]
    assert reading("personal_data", yes) == ["basic"] * len(yes)
    assert reading("personal_data", no) == ["none"] * len(no)
    assert reading("containers", ["Yes", "Y", "是", True]) == ["fully"] * 4


NUMBERS: list[tuple[str, str, str, object]] = [
    ("cpu_cores", "", "8 vCPU", 8.0),
    ("cpu_cores", "", "8核", 8.0),
    ("cpu_cores", "", "８", 8.0),
    ("cpu_cores", "", "'8", 8.0),
    ("cpu_cores", "", "1.234,5", 1234.5),
    ("cpu_cores", "", "1,234.5", 1234.5),
    ("cpu_cores", "", "1,5", 1.5),
    ("cpu_cores", "", "2x4", (8.0, "number_guessed")),
    ("cpu_cores", "", "2路8核", (16.0, "number_guessed")),
    ("cpu_cores", "", "16核CPU", (16.0, "number_guessed")),
    ("cpu_cores", "", "8 (2x4)", (8.0, "number_guessed")),
    ("cpu_cores", "", "8-16", (None, "not_a_number")),
    ("cpu_cores", "", "-4", (None, "out_of_range")),
    ("memory_gib", "", "64GB", 64.0),
    ("memory_gib", "", "65536 MB", 64.0),
    ("memory_gib", "", "0.5TB", 512.0),
    ("memory_gib", "", "64 GB ram", (64.0, "number_guessed")),
    ("memory_gib", "", "16G×2", (32.0, "number_guessed")),
    ("memory_gib", "mb", "65536", 64.0),
    ("run_cost_year", "", "3.5 万元", 3_500_000),
    ("run_cost_year", "", "￥35,000", 3_500_000),
    ("run_cost_year", "", "1.2亿", 12_000_000_000),
    ("run_cost_year", "", "US$ 3.2 million", 320_000_000),
    ("run_cost_year", "", "1'000'000", 100_000_000),
    ("run_cost_year", "", "1.234,56 €", 123_456),
    ("run_cost_year", "", "1万元/月", 12_000_000),
    ("run_cost_year", "", "(1,000)", (None, "out_of_range")),
    ("run_cost_year", "万元", "3.5", 3_500_000),
    ("run_cost_year", "usd '000", "12", 1_200_000),
    ("run_cost_year", "usd/month", "12", 14_400),
    ("users", "", "1.2亿", 120_000_000),
    ("users", "", "10万+", 100_000),
    ("users", "", "1,234.5", (1234, "not_whole")),
    ("rto_hours", "", "30分钟", 0.5),
    ("rto_hours", "", "RTO<4h", 4.0),
    ("rto_hours", "", "24x7", (None, "not_a_number")),
    ("rpo_minutes", "", "1小时", 60.0),
    ("rpo_minutes", "", "近零", 0.0),
    ("peak_to_average", "", "3:1", 3.0),
    ("peak_to_average", "", "3倍", 3.0),
    ("releases_year", "", "monthly", 12.0),
    ("releases_year", "", "每月两次", 24.0),
    ("releases_year", "", "1次/月", 12.0),
    ("releases_year", "", "12 per year", 12.0),
    ("protection_level", "", "等保2.0三级", 3),
    ("protection_level", "", "S3A3G3", 3),
    ("protection_level", "", "MLPS 2", 2),
    ("protection_level", "", "未定级", None),
    ("pin_wave", "", "wave-4", 4),
    ("pin_wave", "", "第十二批", 12),
    ("effort_days", "", "3人月", 63.0),
    ("cpu_utilisation", "", "35.5 %", 35.5),
    ("cpu_utilisation", "", "120%", (None, "out_of_range")),
]


@pytest.mark.parametrize(("key", "unit", "cell", "expected"), NUMBERS)
def test_numbers_with_their_units_and_words(
    key: str, unit: str, cell: str, expected: object
) -> None:
    assert reading(key, [cell], unit) == [expected]


def test_a_column_of_shares_is_a_column_of_percentages_also_as_text() -> None:
    assert reading("cpu_utilisation", ["0.35", ".5", "1", ""]) == [35.0, 50.0, 100.0, None]
    assert reading("cpu_utilisation", [0.35, 1.0]) == [35.0, 100.0]
    assert reading("cpu_utilisation", ["0.35", "35"]) == [(0.35, "share_unsure"), 35.0]
    assert reading("cpu_utilisation", ["1", "0"]) == [1.0, 0.0]


DATES: list[tuple[Cell, object]] = [
    ("2027年3月1日", date(2027, 3, 1)),
    ("2027-03-01T00:00:00Z", date(2027, 3, 1)),
    ("2027.3.1", date(2027, 3, 1)),
    ("20270301", date(2027, 3, 1)),
    ("March 1, 2027", date(2027, 3, 1)),
    ("1-Mar-27", date(2027, 3, 1)),
    (46082, date(2026, 3, 1)),
    (46082.5, date(2026, 3, 1)),
    ("46082", date(2026, 3, 1)),
    ("03/04/2027", (date(2027, 4, 3), "date_ambiguous")),
    ("04/04/2027", date(2027, 4, 4)),
    ("27/03/01", (date(2001, 3, 27), "date_ambiguous")),
    ("2027年3月", (date(2027, 3, 31), "date_partial")),
    ("Q3 2027", (date(2027, 9, 30), "date_partial")),
    ("2027年底", (date(2027, 12, 31), "date_partial")),
    ("2027上半年", (date(2027, 6, 30), "date_partial")),
    ("FY2027", (date(2027, 12, 31), "date_partial")),
    ("长期", None),
    ("perpetual", None),
    ("2027-13-01", (None, "not_a_date")),
    ("soon", (None, "not_a_date")),
]


@pytest.mark.parametrize(("cell", "expected"), DATES)
def test_dates_in_many_forms(cell: Cell, expected: object) -> None:
    assert reading("contract_end_date", [cell]) == [expected]


def test_the_order_of_day_and_month_is_told_by_the_column() -> None:
    assert reading("contract_end_date", ["03/04/2027", "13/04/2027"]) == [
        date(2027, 4, 3),
        date(2027, 4, 13),
    ]
    assert reading("contract_end_date", ["03/04/2027", "04/13/2027"]) == [
        date(2027, 3, 4),
        date(2027, 4, 13),
    ]


@pytest.mark.parametrize(
    ("header", "field", "factor"),
    [
        ("内存（MB）", "memory_gib", 1 / 1024),
        ("Memory_in_MB", "memory_gib", 1 / 1024),
        ("RAM [GB]", "memory_gib", 1.0),
        ("年成本（单位：万元）", "run_cost_year", 1e4),
        ("Cost (USD '000)", "run_cost_year", 1e3),
        ("Cost (k€)", "run_cost_year", 1e3),
        ("RTO(min)", "rto_hours", 1 / 60),
        ("RPO（小时）", "rpo_minutes", 60.0),
        ("用户数（万）", "users", 1e4),
        ("Lead time (weeks)", "change_lead_days", 7.0),
    ],
)
def test_units_in_headers(header: str, field: str, factor: float) -> None:
    assert factor_of(FIELD_BY_KEY[field].unit, unit_in_header(header)) == pytest.approx(factor)


def test_a_unit_nobody_knows_is_told_and_a_remark_is_none(tmp_path: Path) -> None:
    rows = (("Application", "Memory (blocks)", "Run cost (annual)"), ("A", "5", "6"))
    issues = import_files([write_csv(tmp_path / "a.csv", rows)], today=TODAY).issues
    told = [(issue.where.address, issue.params["text"]) for issue in issues if "unit" in issue.code]
    assert told == [("B1", "blocks")]


def test_a_scale_of_numbers_is_asked_about_once(tmp_path: Path) -> None:
    rows = (("Application", "Criticality"), ("A", "1"), ("B", "3"), ("C", "1"))
    imported = import_files([write_csv(tmp_path / "a.csv", rows)], today=TODAY)
    asked = [i for i in imported.issues if i.code == "scale_question"]
    assert [(i.where.address, i.params["text"], i.params["count"]) for i in asked] == [
        ("B1", "1, 3", "3")
    ]
    assert not any("criticality" in w.values for w in imported.inventory.workloads)


@pytest.mark.parametrize("word", ["传统架构", "传统环境", "Traditional", "legacy"])
def test_an_environment_of_the_old_kind_is_read_by_any_of_its_names(word: str) -> None:
    (block,) = (one for one in BLOCKS if any("legacy" in column.choices for column in one.columns))
    (kind,) = (column for column in block.columns if "legacy" in column.choices)
    assert Choices(kind).read(word) == ("legacy", False)


@pytest.mark.parametrize("text", ["1.500,00-", "1.500,00 −", "1.500,00- EUR", "1.500,00 EUR-"])
def test_a_minus_behind_a_number_is_one(text: str, tmp_path: Path) -> None:
    """Ledgers write it so; read without it, a credit became a cost in silence."""
    path = tmp_path / "ledger.csv"
    rows = ["Anwendung;Betriebskosten pro Jahr;Kerne", f"Alpha;{text};4", "Beta;2.500,00;8"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    read = import_files([path], today=date(2026, 3, 2))
    assert "run_cost_year" not in read.inventory.by_id["Alpha"].values
    assert [one.workload_id for one in read.issues if one.severity is Severity.ERROR] == ["Alpha"]
