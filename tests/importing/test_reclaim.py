"""Rows set aside are kept, seen, corrected and taken in: by a click, by hand, in a workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from planner.errors import BadInputError
from planner.importing import Imported, import_files, write_workbook
from planner.importing.fixes import apply_fix
from planner.importing.joining.reclaim import take_in
from planner.model.inventory import Inventory, SetAside
from planner.model.issue import CellRef, Issue
from tests.importing.makers import FORMATS, write_csv, write_sheets
from tests.support.refusals import refused

TODAY = date(2026, 11, 24)


def read(*paths: Path) -> Imported:
    return import_files(paths, today=TODAY)


def found(imported: Imported, code: str) -> Issue:
    return next(issue for issue in imported.issues if issue.code == code)


@pytest.fixture
def ugly(tmp_path: Path) -> Imported:
    return read(
        write_sheets(
            tmp_path / "a.xlsx",
            Apps=(
                ("Application", "Users", "Annual cost (USD)", "Colour"),
                ("Pay", 1, 10, "red"),
                (None, 7, 1234.5, "blue"),
                ("Total", 8, 20, None),
            ),
            Links=(
                ("Source", "Target", "Interface", "Traffic (GB)", "Port", "Note"),
                ("Pay", "Ledger", "file", 12, 22, "nightly"),
                ("Pay", None, "file", 1, None, None),
            ),
        )
    )


def aside(inventory: Inventory, reason: str) -> SetAside:
    return next(row for row in inventory.set_aside if row.reason_code == reason)


def test_a_row_is_kept_with_all_its_cells_and_what_it_was(ugly: Imported) -> None:
    row = aside(ugly.inventory, "no_name")
    assert (row.kind, row.cell.row) == ("workloads", 3)
    assert dict(row.texts) == {"users": "7", "run_cost_year": "1234.50", "Colour": "blue"}
    assert aside(ugly.inventory, "dependency_on_nobody").kind == "dependencies"


def test_a_name_that_was_missing_is_typed_and_the_row_taken_in(ugly: Imported) -> None:
    row = aside(ugly.inventory, "no_name")
    with pytest.raises(BadInputError):
        take_in(ugly.inventory, row)
    after = take_in(ugly.inventory, row, {**row.texts, "name": "Loans"})
    loans = after.by_id["Loans"]
    assert dict(loans.values) == {"users": 7, "run_cost_year": 123_450}
    assert loans.extra == {"Colour": "blue"}
    assert row not in after.set_aside
    assert len(after.set_aside) == 3


def test_a_total_that_is_an_application_is_taken_in_by_one_click(ugly: Imported) -> None:
    after = apply_fix(ugly.inventory, found(ugly, "total_row"))
    assert after.by_id["Total"].values["users"] == 8


def test_an_application_that_only_a_dependency_names_is_added_by_one_click(ugly: Imported) -> None:
    after = apply_fix(ugly.inventory, found(ugly, "dependency_on_nobody"))
    (link,) = after.dependencies
    assert (link.source, link.needed, link.interface, link.port) == ("Pay", "Ledger", "file", 22)
    assert (link.traffic_gib_month, link.note) == (12.0, "nightly")


def test_a_dependency_is_taken_in_whole_when_its_name_is_corrected(ugly: Imported) -> None:
    row = aside(ugly.inventory, "dependency_on_nobody")
    with refused("Ledgr"):
        take_in(ugly.inventory, row, {**row.texts, "needed": "Ledgr"})
    with refused("same application"):
        take_in(ugly.inventory, row, {**row.texts, "needed": "Pay"})


def test_noise_is_taken_in_where_it_matters(tmp_path: Path) -> None:
    paths = [
        write_csv(tmp_path / f"{number}.csv", rows)
        for number, rows in enumerate(FORMATS["azure_migrate"])
    ]
    inventory = read(*paths).inventory
    row = aside(inventory, "noise_port")
    after = take_in(inventory, row, {**row.texts, "source": "pay-web-01"})
    assert ("pay", "core01", 3389) in {(d.source, d.needed, d.port) for d in after.dependencies}


def test_a_row_of_details_cannot_stand_alone(tmp_path: Path) -> None:
    paths = [
        write_csv(tmp_path / f"{number}.csv", rows)
        for number, rows in enumerate(FORMATS["migration_center"])
    ]
    inventory = read(*paths).inventory
    with refused("another one"):
        take_in(inventory, aside(inventory, "unknown_machine"))


def test_a_server_that_was_set_aside_makes_its_application() -> None:
    row = SetAside(
        CellRef("f", "s", 2), {"application": "Shop", "cpu_cores": "8 vCPU"}, "x", "servers"
    )
    inventory = Inventory(set_aside=(row,))
    after = take_in(inventory, row, {**row.texts, "name": "web1"})
    assert after.by_id["Shop"].values == {"server_count": 1, "cpu_cores": 8.0}
    assert [(s.name, s.workload_id) for s in after.servers] == [("web1", "Shop")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_are_corrected_in_the_workbook_and_imported_again(
    tmp_path: Path, ugly: Imported, language: str
) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, ugly.inventory, ugly.programme, (), language)
    untouched = read(path)
    assert untouched.inventory.set_aside == ugly.inventory.set_aside

    book = openpyxl.load_workbook(path)
    sheet = book["Set aside" if language == "en" else "搁置行"]
    heads = [cell.value for cell in sheet[1]]
    yes, name = ("Yes", "Name") if language == "en" else ("是", "系统名称")
    for cells in sheet.iter_rows(min_row=2):
        line = dict(zip(heads, cells, strict=True))
        code = line["Reason code" if language == "en" else "原因代码"].value
        if code in ("no_name", "dependency_on_nobody", "dependency_incomplete"):
            cells[0].value = yes
        if code == "no_name":
            line[name].value = "Ledger"
    book.save(path)
    again = read(path)
    assert {w.id for w in again.inventory.workloads} == {"Pay", "Ledger"}
    assert again.inventory.by_id["Ledger"].values["run_cost_year"] == 123_450
    assert [(d.source, d.needed) for d in again.inventory.dependencies] == [("Pay", "Ledger")]
    reasons = {row.reason_code for row in again.inventory.set_aside}
    assert reasons == {"total_row", "dependency_incomplete"}
    count = again.count
    parts = (count.workloads, count.servers, count.dependencies, count.merged, count.set_aside)
    assert count.read == sum(parts) + count.settings + count.blank


def test_what_an_earlier_version_set_aside_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    write_workbook(
        path, Inventory(), read(write_csv(tmp_path / "x.csv", (("App",), ("A",)))).programme
    )
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Set aside")
    sheet.append(["Reason", "File", "Sheet", "Row", "Contents"])
    sheet.append(["no_name", "f.csv", "s", 3, '{"users": "7"}'])
    book.save(path)
    (row,) = read(path).inventory.set_aside
    assert row == SetAside(CellRef("f.csv", "s", 3), {"users": "7"}, "no_name")


REPAIRS = (
    ("window_reversed", {"Not before": "2027-05-01", "Not after": "2027-01-01"}, "earliest_date"),
    (
        "support_has_ended",
        {"End of support": "2020-01-01", "In support": "yes"},
        "technology_support",
    ),
    ("pinned_and_banned", {"Pin target": "public", "Banned targets": "public"}, "banned_targets"),
    ("retired_but_moves", {"Lifecycle": "retired", "6R": "rehost"}, "strategy"),
    ("retired_but_kept", {"Lifecycle": "retired", "6R": "retain"}, "strategy"),
    ("latest_in_past", {"Not after": "2020-01-01"}, "latest_date"),
    ("unknown_choice", {"Criticality": "hgih"}, "criticality"),
)


@pytest.mark.parametrize(("code", "cells", "field"), REPAIRS, ids=[code for code, _, _ in REPAIRS])
def test_a_click_repairs_what_has_one_plain_repair(
    tmp_path: Path, code: str, cells: dict[str, str], field: str
) -> None:
    rows = (("Application", *cells), ("A", *cells.values()))
    imported = read(write_csv(tmp_path / "a.csv", rows))
    issue = found(imported, code)
    after = apply_fix(imported.inventory, issue)
    workload = after.by_id["A"]
    assert workload.values.get(field) != imported.inventory.by_id["A"].values.get(field)
    assert field in workload.edited
    assert apply_fix(after, issue) == after or code != "window_reversed"


def test_rows_that_say_the_same_are_merged_by_one_click(tmp_path: Path) -> None:
    rows = (("Application", "Users", "Vendor"), ("A", "1", ""), ("a", "", "Acme"))
    imported = read(write_csv(tmp_path / "a.csv", rows))
    after = apply_fix(imported.inventory, found(imported, "duplicate_name"))
    assert [dict(w.values) for w in after.workloads] == [{"users": 1, "vendor": "Acme"}]


def test_example_rows_left_in_the_template_are_told_and_removed(tmp_path: Path) -> None:
    from planner.importing import write_template

    path = tmp_path / "t.xlsx"
    write_template(path, "en")
    book = openpyxl.load_workbook(path)
    book["Workloads"]["A5"], book["Workloads"]["B5"] = "X-1", "Our own"
    book.save(path)
    imported = read(path)
    after = imported.inventory
    for issue in [issue for issue in imported.issues if issue.code == "example_left"]:
        after = apply_fix(after, issue)
    assert [w.name for w in after.workloads] == ["Our own"]
    assert after.dependencies == ()
