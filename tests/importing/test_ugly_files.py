"""Spreadsheets as people leave them: read, with what was noticed said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.importing import Imported, import_files
from planner.model.issue import Issue
from tests.importing.makers import ods_row, write_csv, write_ods, write_page, write_sheets

TODAY = date(2026, 11, 24)


def read(*paths: Path) -> Imported:
    return import_files(paths, today=TODAY)


def found(imported: Imported, code: str) -> Issue:
    return next(issue for issue in imported.issues if issue.code == code)


def codes(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues}


def names(imported: Imported) -> list[str]:
    return [workload.name for workload in imported.inventory.workloads]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_chinese_text_in_wide_encodings_without_a_mark(tmp_path: Path, encoding: str) -> None:
    rows = (
        ("应用名称", "用户数", "备注"),
        ("手机银行", "5", "第一行\n第二行"),
        ("网银", "3", "无"),
    )
    imported = read(write_csv(tmp_path / "a.csv", rows, encoding))
    assert names(imported) == ["手机银行", "网银"]


def test_a_quote_that_is_never_closed_swallows_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Application,Notes,Users\nA,"open,1\nB,"so, so",2\nC,"again,3\nD,x,4\n')
    imported = read(path)
    assert names(imported) == ["A", "B", "C", "D"]
    broken = [i.where.row for i in imported.issues if i.code == "quote_never_closed"]
    assert broken == [2, 4]
    assert imported.inventory.by_id["D"].values["users"] == 4
    assert imported.count.read == 4


def test_a_file_whose_every_line_opens_a_quote_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Application,Users\n" + "".join(f'"App {n},{n}\n' for n in range(101)))
    imported = read(path)
    assert imported.count.read == imported.count.workloads
    assert "quote_never_closed" in codes(imported)


def test_groups_above_the_headers_and_headers_above_blanks(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Apps=(
            ("Application", "Owner", "Sizing", None, "Recovery", None),
            (None, None, "CPU", "Memory (GB)", "RTO (h)", "RPO (min)"),
            ("Pay", "Ann", 4, 16, 2, 15),
        ),
    )
    imported = read(path)
    (workload,) = imported.inventory.workloads
    assert workload.name == "Pay"
    expected = {"business_owner": "Ann", "cpu_cores": 4.0, "memory_gib": 16.0, "rto_hours": 2.0}
    assert workload.values == {**expected, "rpo_minutes": 15.0}
    assert imported.mapping.sheets[0].header_row == 2


def test_units_in_a_row_of_their_own(tmp_path: Path) -> None:
    rows = (
        ("系统名称", "内存", "存储", "RTO", "年运行成本"),
        ("", "MB", "TB", "分钟", "万元"),
        ("核心", "2048", "2", "120", "3.5"),
    )
    imported = read(write_csv(tmp_path / "a.csv", rows))
    assert imported.inventory.by_id["核心"].values == {
        "memory_gib": 2.0,
        "storage_gib": 2048.0,
        "rto_hours": 2.0,
        "run_cost_year": 3_500_000,
    }
    assert imported.count.read == 1


def test_data_below_a_header_is_no_second_header(tmp_path: Path) -> None:
    rows = (("Application", "Type"), ("Database", "Platform"), ("Storage", "Security level"))
    imported = read(write_csv(tmp_path / "a.csv", rows))
    assert names(imported) == ["Database", "Storage"]


def _hidden(path: Path, *, others: bool) -> Path:
    book = Workbook()
    front = book.worksheets[0]
    front.title = "Front"
    for row in (("Application", "Users"), ("A", 1)) if others else (("Hello",),):
        front.append(list(row))
    front.column_dimensions["B"].hidden = True
    sheet = book.create_sheet("Old")
    for row in (("Application", "Users"), ("B", 1)):
        sheet.append(list(row))
    sheet.sheet_state = "veryHidden"
    book.save(path)
    return path


def test_hidden_columns_are_read_and_hidden_sheets_passed_over(tmp_path: Path) -> None:
    imported = read(_hidden(tmp_path / "a.xlsx", others=True))
    assert names(imported) == ["A"]
    assert found(imported, "hidden_columns").params["headers"] == "Users"
    assert found(imported, "hidden_sheet_passed_over").where.sheet == "Old"


def test_a_hidden_sheet_is_read_where_it_is_the_only_list(tmp_path: Path) -> None:
    imported = read(_hidden(tmp_path / "a.xlsx", others=False))
    assert names(imported) == ["B"]
    assert found(imported, "hidden_sheet").where.sheet == "Old"


@pytest.mark.parametrize("before", ["", "<!DOCTYPE html>", '<?xml version="1.0"?>', "\ufeff"])
def test_a_web_page_under_the_name_of_a_workbook(tmp_path: Path, before: str) -> None:
    rows = (("Application", "Users"), ("Pay & Co <x>", 5), ("Ledger", "1,200"))
    imported = read(write_page(tmp_path / "a.xls", rows, before))
    assert names(imported) == ["Pay & Co <x>", "Ledger"]
    assert imported.inventory.workloads[1].values["users"] == 1200
    assert "web_page_read" in codes(imported)


def test_cells_of_a_web_page_that_span_rows_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        "<table><tr><td colspan=3>Title</td></tr><tr><th>Domain<th>Application<th>Users</tr>"
        "<tr><td rowspan=2>Retail<td>A<td>1<tr><td>B<td>2</table>"
    )
    workloads = read(path).inventory.workloads
    assert [(w.name, w.values["domain"], w.values["users"]) for w in workloads] == [
        ("A", "Retail", 1),
        ("B", "Retail", 2),
    ]


def test_an_open_document_with_hidden_rows_errors_and_percentages(tmp_path: Path) -> None:
    percent = '<table:table-cell office:value-type="percentage" office:value="{}"/>'
    wrong = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string"'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    table = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + ods_row("Application", "CPU utilisation", "Users")
        + ods_row("A", percent.format(0.005), wrong)
        + ods_row("B", percent.format(1), "3", given='table:visibility="filter"')
        + ods_row("", given='table:number-rows-repeated="1048570"').replace(
            ' office:value-type="string"', ""
        )
    )
    imported = read(write_ods(tmp_path / "a.ods", table))
    first, second = imported.inventory.workloads
    assert (first.values["cpu_utilisation"], second.values["cpu_utilisation"]) == (0.5, 100.0)
    assert found(imported, "hidden_rows").params["count"] == "1"
    assert found(imported, "hidden_columns").params["headers"] == "CPU utilisation"
    error = found(imported, "error_cell")
    assert (error.where.address, error.params["text"]) == ("C2", "#DIV/0!")


def test_two_columns_for_one_field_are_told_and_both_kept(tmp_path: Path) -> None:
    rows = (("Application", "Users", "Number of users"), ("A", "5", "6"), ("B", "7", "7"))
    imported = read(write_csv(tmp_path / "a.csv", rows))
    workload = imported.inventory.workloads[0]
    assert (workload.values["users"], workload.extra) == (5, {"Number of users": "6"})
    issue = found(imported, "column_differs")
    assert (issue.where.address, issue.params["other"], issue.params["count"]) == ("C1", "B", "1")


def test_headers_without_rows_are_an_error(tmp_path: Path) -> None:
    imported = read(write_csv(tmp_path / "a.csv", (("Application", "Users"),)))
    assert found(imported, "no_rows").severity.value == "error"


def test_sheets_that_hold_nothing_are_named_in_one_sentence(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Apps=(("Application", "Users"), ("A", 1)),
        Cover=(("Hello",),),
        Legend=(("red", "late"),),
    )
    issue = found(read(path), "sheets_passed_over")
    assert issue.params["sheets"] == "Cover, Legend"


@pytest.mark.parametrize(
    ("header", "cells", "currency"),
    [
        ("Annual cost", ("$30,000", "$5k"), "USD"),
        ("Annual cost (US$)", ("30", "5"), "USD"),
        ("年运行成本（万美元）", ("3", "5"), "USD"),
        ("年运行成本（万元）", ("3", "5"), "CNY"),
        ("Annual cost", ("€30", "1.234,50 €"), "EUR"),
        ("Annual cost HK$", ("30", "5"), "HKD"),
        ("Annual cost", ("￥3.5万", "￥5"), "CNY"),
    ],
)
def test_the_currency_is_what_headers_or_cells_say(
    tmp_path: Path, header: str, cells: tuple[str, str], currency: str
) -> None:
    rows = (("Application", header), ("A", cells[0]), ("B", cells[1]))
    imported = read(write_csv(tmp_path / "a.csv", rows))
    assert imported.inventory.currency == currency
    assert not {"currency_assumed", "currencies_mixed"} & codes(imported)
    assert all(w.values.get("run_cost_year") for w in imported.inventory.workloads)


def test_the_currency_is_what_number_formats_show(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Application", "Annual cost"])
    sheet.append(["A", 30_000])
    sheet["B2"].number_format = "[$€-407] #,##0.00"
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").inventory.currency == "EUR"


def test_a_currency_nobody_names_is_said_to_be_assumed_and_two_are_told(tmp_path: Path) -> None:
    plain = read(write_csv(tmp_path / "a.csv", (("Application", "Annual cost"), ("A", "5"))))
    assert found(plain, "currency_assumed").params == {"currency": "CNY"}
    rows = (("Application", "Annual cost (USD)", "License cost (EUR)"), ("A", "5", "6"))
    mixed = read(write_csv(tmp_path / "b.csv", rows))
    assert found(mixed, "currencies_mixed").severity.value == "warning"
