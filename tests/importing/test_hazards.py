"""What real spreadsheets do to people, one test each."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.errors import BadInputError
from planner.importing import Imported, MappingBook, import_files
from planner.importing.fixes import apply_fix
from planner.importing.matching.mapping import ColumnMatch
from planner.model.issue import Issue
from tests.importing.makers import edit_member, write_csv, write_sheets
from tests.support.refusals import told

TODAY = date(2026, 11, 24)


def read(*paths: Path, mapping: MappingBook | None = None) -> Imported:
    return import_files(paths, today=TODAY, mapping=mapping)


def found(imported: Imported, code: str) -> Issue:
    return next(issue for issue in imported.issues if issue.code == code)


def codes(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues}


def test_header_below_a_title_and_columns_in_any_order(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Apps=(
            ("Application inventory 2026", None, None),
            (None, None, None),
            ("RTO (h)", "App Name", "Memory (MB)"),
            (4, "Payments", 2048),
        ),
    )
    workload = read(path).inventory.workloads[0]
    assert (workload.name, dict(workload.values)) == (
        "Payments",
        {"rto_hours": 4.0, "memory_gib": 2.0},
    )
    assert workload.cells["memory_gib"].address == "C4"


def test_chinese_headers_money_in_ten_thousands_and_levels(tmp_path: Path) -> None:
    rows = (
        (
            "应用系统名称",
            "重要程度",
            "年运行成本（万元）",
            "等保级别",
            "是否含个人信息",
            "部署方式",
        ),
        ("核心系统", "核心", "3.5", "三级", "是", "私有云"),
    )
    values = read(write_csv(tmp_path / "a.csv", rows)).inventory.workloads[0].values
    assert values == {
        "criticality": "critical",
        "run_cost_year": 3_500_000,
        "personal_data": "basic",
        "current_target": "private",
        "protection_level": 3,
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = (
        ("系统名称", "重要程度", "备注"),
        ("手机银行", "高", "第一行\n第二行"),
        ("网上银行", "中", "对公业务"),
    )
    path = write_csv(tmp_path / "a.csv", rows, encoding, separator)
    inventory = read(path).inventory
    assert [w.name for w in inventory.workloads] == ["手机银行", "网上银行"]
    assert inventory.workloads[0].values["notes"] == "第一行\n第二行"


def test_western_text_in_cp1252(tmp_path: Path) -> None:
    rows = (("Application", "Owner"), ("Crédit à la clientèle", "Jürgen Groß"))
    path = write_csv(tmp_path / "a.csv", rows, "cp1252")
    workload = read(path).inventory.workloads[0]
    assert (workload.name, workload.values["business_owner"]) == (
        "Crédit à la clientèle",
        "Jürgen Groß",
    )


def test_a_space_before_an_opening_quote(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Application, Description\nShop, "sells, buys"\n')
    assert read(path).inventory.workloads[0].values["description"] == "sells, buys"


def test_second_look_sees_hidden_rows_errors_formulas_and_percents(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Application", "Users", "CPU utilisation", "RTO"])
    sheet.append(["A", "=1+1", 0.005, 4])
    sheet.append(["B", 5, 0.5, 4])
    sheet["C2"].number_format = sheet["C3"].number_format = "0.0%"
    sheet["D3"] = "#REF!"
    sheet["D3"].data_type = "e"
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    imported = read(path)
    first, second = imported.inventory.workloads
    assert (first.values["cpu_utilisation"], second.values["cpu_utilisation"]) == (0.5, 50.0)
    assert found(imported, "formula_without_value").where.address == "B2"
    assert found(imported, "error_cell").where.address == "D3"
    assert found(imported, "error_cell").params["text"] == "#REF!"
    assert found(imported, "hidden_rows").params["count"] == "1"


def test_text_merged_downwards_counts_for_each_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Domain", "Application"], ["Lending", "A"], [None, "B"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    inventory = read(tmp_path / "a.xlsx").inventory
    assert [w.values["domain"] for w in inventory.workloads] == ["Lending", "Lending"]


def test_a_sheet_that_declares_a_million_rows_costs_nothing(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", Apps=(("Application", "Users"), ("A", 3)))
    _edit(path, "xl/worksheets/sheet1.xml", b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert read(path).inventory.by_id["A"].values == {"users": 3}


def test_cells_at_the_far_corner_are_passed_over_with_a_sentence(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["XFD1048576"] = "Application", "A", "x"
    good = book.create_sheet("Good")
    good.append(["Application", "Users"])
    good.append(["B", 4])
    book.save(tmp_path / "a.xlsx")
    imported = read(tmp_path / "a.xlsx")
    assert [w.id for w in imported.inventory.workloads] == ["B"]
    assert "sheet_too_large" in codes(imported)


def _edit(path: Path, member: str, old: bytes, new: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == member:
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    path.write_bytes(out.getvalue())


def _bomb(path: Path) -> Path:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(200):
            member.write(b" " * (1 << 20))
    return path


def _entities(path: Path) -> Path:
    write_sheets(path, Apps=(("Application",), ("A",)))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet '
    _edit(path, "xl/worksheets/sheet1.xml", b"<worksheet ", bomb)
    return path


def test_what_cannot_be_read_is_refused_with_one_sentence(tmp_path: Path) -> None:
    def made(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    locked = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    cases = {
        tmp_path: "folder",
        tmp_path / "none.xlsx": "no file",
        made("empty.csv", b""): "empty",
        made("blank.csv", b" \n\n"): "empty",
        made("a.xlsx", b"PK\x03\x04broken"): "damaged",
        made("b.xlsx", bytes(range(256)) * 20): "not a workbook",
        made("c.xlsx", locked): "password",
        made("d.pdf", b"%PDF-1.7 x"): "not a workbook",
        made("e.csv", b"Colour,Taste\nred,sweet\n"): "No column",
        _bomb(tmp_path / "bomb.xlsx"): "far more",
        _entities(tmp_path / "entities.xlsx"): "declarations",
        write_sheets(tmp_path / "f.xlsx", Empty=()): "empty",
    }
    for path, word in cases.items():
        with pytest.raises(BadInputError) as error:
            read(path)
        assert word in told(error.value), path
        assert error.value.advice.key


def test_rows_without_a_name_and_totals_are_set_aside(tmp_path: Path) -> None:
    rows = (("Application", "Users"), ("A", "3"), ("", "7"), ("Total", "10"), ("", ""))
    imported = read(write_csv(tmp_path / "a.csv", rows))
    reasons = [(row.reason_code, row.cell.row) for row in imported.inventory.set_aside]
    assert reasons == [("no_name", 3), ("total_row", 4)]
    assert imported.inventory.set_aside[0].texts == {"users": "7"}


def test_duplicates_stay_and_near_duplicates_are_told(tmp_path: Path) -> None:
    rows = (("Application",), ("Payments",), ("payments",), ("Paymnets hub",), ("Payments-hub",),
            ("Payment hub",), ("App 1",), ("App 2",))  # fmt: skip
    imported = read(write_csv(tmp_path / "a.csv", [(*row, "x") for row in rows]))
    assert len(imported.inventory.workloads) == 7
    assert found(imported, "duplicate_name").where.row == 3
    near = {i.params["text"] for i in imported.issues if i.code == "near_duplicate"}
    assert near == {"Payments-hub", "Payment hub"}


def test_dependencies_that_name_nobody_themselves_or_each_other(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Apps=(("Application", "Users"), ("Payments", 1), ("Ledger", 2)),
        Links=(
            ("Source", "Target"),
            ("Payments", "Ledgre"),
            ("Payments", "Payments"),
            ("Payments", "Ledger"),
            ("Ledger", "payments"),
            ("Ledger", ""),
        ),
    )
    imported = read(path)
    near = found(imported, "dependency_did_you_mean")
    assert (near.params["near"], near.fix is not None) == ("Ledger", True)
    expected = {"self_dependency", "cycle", "dependency_incomplete"}
    assert expected <= codes(imported)
    assert len(imported.inventory.dependencies) == 2
    assert len(imported.inventory.set_aside) == 3


def test_a_fix_takes_the_dependency_back_in_and_merges_twins(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Apps=(("Application", "Users"), ("Payments", 1), ("Ledger", 2), ("Paymnets", 3)),
        Links=(("Source", "Target"), ("Payments", "Ledgre"), ("Ledger", "Paymnets")),
    )
    imported = read(path)
    fixed = apply_fix(imported.inventory, found(imported, "dependency_did_you_mean"))
    assert ("Payments", "Ledger") in {(d.source, d.needed) for d in fixed.dependencies}
    assert fixed.set_aside == ()
    merged = apply_fix(fixed, found(imported, "near_duplicate"))
    assert [w.id for w in merged.workloads] == ["Payments", "Ledger"]
    assert merged.by_id["Payments"].values["users"] == 1
    assert {(d.source, d.needed) for d in merged.dependencies} == {
        ("Payments", "Ledger"),
        ("Ledger", "Payments"),
    }


def test_a_column_of_an_application_names_what_it_needs(tmp_path: Path) -> None:
    rows = (
        ("系统名称", "用户数", "依赖系统", "灾备对象"),
        ("手机银行", "5", "核心系统；不存在的系统", ""),
        ("核心系统", "6", "", ""),
        ("核心灾备", "6", "", "核心系统"),
    )
    imported = read(write_csv(tmp_path / "a.csv", rows))
    assert [(d.source, d.needed) for d in imported.inventory.dependencies] == [
        ("手机银行", "核心系统")
    ]
    assert found(imported, "dependency_on_nobody").where.address == "C2"
    count = imported.count
    assert (count.read, count.workloads, count.dependencies, count.set_aside) == (3, 3, 0, 0)
    assert imported.inventory.by_id["核心灾备"].values["recovery_of"] == "核心系统"


def test_contradictions_and_impossible_numbers(tmp_path: Path) -> None:
    rows = (
        ("Application", "Data class", "Residency", "CPU cores", "Not before", "Not after"),
        ("A", "public", "on premises", "-4", "2027-05-01", "2027-01-01"),
    )
    imported = read(write_csv(tmp_path / "a.csv", rows))
    assert {"public_data_strict_residency", "out_of_range", "window_reversed"} <= codes(imported)
    assert "cpu_cores" not in imported.inventory.workloads[0].values


def test_a_list_of_people_beside_the_applications_is_passed_over(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Contacts=(("Name", "E-mail", "Phone"), ("Ann", "a@x", "1"), ("Bob", "b@x", "2")),
        Apps=(("Application", "Users", "RTO", "Vendor"), ("Payments", 1, 4, "Acme")),
    )
    imported = read(path)
    assert [w.name for w in imported.inventory.workloads] == ["Payments"]
    assert found(imported, "sheet_of_something_else").where.sheet == "Contacts"


def test_several_files_are_merged_by_name_with_a_report(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", (("Application", "Users"), ("Pay", "5")))
    second = write_csv(
        tmp_path / "b.csv", (("App", "Users", "Vendor"), ("PAY", "6", "Acme"), ("New", "1", ""))
    )
    imported = read(first, second, first)
    assert dict(imported.inventory.by_id["Pay"].values) == {"users": 5, "vendor": "Acme"}
    assert imported.count.merged == 1
    assert {"merge_conflict", "same_file_twice"} <= codes(imported)


def test_a_mapping_set_by_a_person_is_used_again_and_can_be_shared(tmp_path: Path) -> None:
    import dataclasses

    rows = (("Application", "Seats", "Colour"), ("A", "12", "red"))
    path = write_csv(tmp_path / "a.csv", rows)
    proposed = read(path).mapping.sheets[0]
    assert [c.field for c in proposed.columns] == ["name", None, None]
    columns = tuple(
        dataclasses.replace(c, field="users") if c.header == "Seats" else c
        for c in proposed.columns
    )
    book = MappingBook().with_sheet(dataclasses.replace(proposed, columns=columns))
    shared = MappingBook.from_json(book.to_json())
    other = write_csv(tmp_path / "b.csv", (*rows, ("B", "7", "")))
    workload = read(other, mapping=shared).inventory.workloads[1]
    assert (workload.values["users"], workload.extra) == (7, {})
    assert "red" not in shared.to_json()
    assert isinstance(columns[0], ColumnMatch)
    faults = ("[]", "{", book.to_json().replace('"confidence": ', '"confidence": 1e999, "x": '),
              book.to_json().replace('"header_row": 1', '"header_row": -1'),
              book.to_json().replace('"header_row": 1', f'"header_row": {"9" * 400}'),
              book.to_json().replace('"version": 1', '"version": 2'))  # fmt: skip
    for text in faults:
        with pytest.raises(BadInputError):
            MappingBook.from_json(text)
    with pytest.raises(BadInputError):
        MappingBook.read(Path("/dev/zero"))


def test_every_doubt_has_its_sentence_in_both_languages() -> None:
    import re

    from planner.wording import LANGUAGES, has, say

    folder = Path(__file__).resolve().parents[2] / "planner" / "importing"
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    named = set(re.findall(r'Issue\(\s*"(\w+)"', source))
    named |= set(re.findall(r'put_aside\(table, row, "(\w+)"', source))
    named |= set(re.findall(r'_clash\(workload, "(\w+)"', source))
    named |= set(re.findall(r'return None, (?:"" if [^\n]* else )?"(\w+)"', source))
    assert len(named) > 30
    for code in named:
        for part in ("issue", "advice"):
            assert has(f"importing.{part}.{code}"), code
            assert all(say(f"importing.{part}.{code}", language) for language in LANGUAGES)


@pytest.mark.parametrize(("kept", "blank"), [("0", True), ("7", False)])
def test_formulas_that_nobody_worked_out_are_no_noughts(
    tmp_path: Path, kept: str, blank: bool
) -> None:
    rows = [(f"App {n}", f"=Sums!B{n}", "high") for n in range(1, 41)]
    path = write_sheets(
        tmp_path / "a.xlsx", Apps=(("Application", "Users", "Criticality"), *rows), Sums=((1, 2),)
    )
    edit_member(path, "xl/worksheets/sheet1.xml", b"</f><v></v>", b"</f><v>0</v>")
    edit_member(
        path, "xl/worksheets/sheet1.xml", b"Sums!B9</f><v>0<", f"Sums!B9</f><v>{kept}<".encode()
    )
    imported = import_files([path], today=TODAY)
    users = [workload.values.get("users") for workload in imported.inventory.workloads]
    assert users == ([None] * 40 if blank else [0] * 8 + [7] + [0] * 31)
    doubts = [i for i in imported.issues if i.code == "formula_without_value"]
    assert [i.params["count"] for i in doubts] == (["40"] if blank else [])
