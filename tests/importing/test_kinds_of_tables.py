"""Small lists as people bring them: no application lost, none made of what is no application."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.importing import Imported, import_files
from tests.importing.makers import write_csv, write_sheets

TODAY = date(2026, 11, 24)
type Rows = tuple[tuple[object, ...], ...]


def read(*paths: Path) -> Imported:
    return import_files(paths, today=TODAY)


def table(tmp_path: Path, *rows: tuple[object, ...]) -> Imported:
    return read(write_csv(tmp_path / "list.csv", rows))


def names(imported: Imported) -> list[str]:
    return sorted(workload.name for workload in imported.inventory.workloads)


def codes(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues}


def needs(imported: Imported) -> set[tuple[str, str]]:
    return {(link.source, link.needed) for link in imported.inventory.dependencies}


@pytest.mark.parametrize("head", ["No", "序号", "ID", "编号", "#", "Nr."])
def test_numbers_of_rows_merge_nothing_over_sheets(tmp_path: Path, head: str) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        North=((head, "System"), (1, "Tickets"), (2, "Parking")),
        South=((head, "System"), (1, "Library"), (2, "Museum"), (3, "Pool")),
    )
    assert names(read(path)) == ["Library", "Museum", "Parking", "Pool", "Tickets"]


HEADERLIKE: tuple[Rows, ...] = (
    (
        ("Name", "Head", "Group", "Layer"),
        ("Till", "", "System", "Database"),
        ("Bill", "Eve", "Application", "Owner"),
    ),
    (
        ("Name", "Kind", "Runs in"),
        ("Till", "Application", "Hosting"),
        ("Bill", "Service", "Platform"),
    ),
    (("System", "Notes"), ("Till", "Owner"), ("Bill", "Database")),
)


@pytest.mark.parametrize("rows", HEADERLIKE)
def test_a_row_with_words_of_headers_stays_a_row(tmp_path: Path, rows: Rows) -> None:
    assert names(table(tmp_path, *rows)) == ["Bill", "Till"]


def test_a_sheet_of_settings_is_none_of_machines(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        Report=(("Setting", "Value"), ("Created", "today"), ("Reserved", "No"), ("System", "Auto")),
        Hosts=(("Machine", "Cores", "Memory (MB)"), ("h1", 2, 2048), ("h2", 4, 4096)),
    )
    imported = read(path)
    assert [s.name for s in imported.inventory.servers] == ["h1", "h2"]
    assert names(imported) == ["h1", "h2"]


def test_applications_with_their_servers(tmp_path: Path) -> None:
    rows = (
        ("System", "Hostname", "Team lead"),
        ("Till", "t1", "Eve"),
        ("Till", "t2", "Eve"),
        ("Bank", "", "Sam"),
    )
    imported = table(tmp_path, *rows)
    assert names(imported) == ["Bank", "Till"]
    assert [(s.name, s.workload_id) for s in imported.inventory.servers] == [
        ("t1", "Till"),
        ("t2", "Till"),
    ]


def test_servers_in_one_cell_belong_to_their_application(tmp_path: Path) -> None:
    imported = table(
        tmp_path,
        ("Application", "Servers", "Users"),
        ("Till 1", "a1, a2", "5"),
        ("Till 2", "b1", "6"),
    )
    assert {(s.name, s.workload_id) for s in imported.inventory.servers} == {
        ("a1", "Till 1"), ("a2", "Till 1"), ("b1", "Till 2"),
    }  # fmt: skip
    assert imported.inventory.by_id["Till 1"].values["users"] == 5


def test_applications_that_name_what_they_need(tmp_path: Path) -> None:
    rows = (
        ("System", "Business owner", "Depends on"),
        ("Till", "Eve", "Bank"),
        ("Bank", "Sam", ""),
        ("Shop", "Eve", "Till; Bank"),
    )
    imported = table(tmp_path, *rows)
    assert needs(imported) == {("Till", "Bank"), ("Shop", "Till"), ("Shop", "Bank")}


def test_a_known_export_silences_no_other_sheet(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        vInfo=(
            ("VM", "Powerstate", "Template", "CPUs", "Memory"),
            ("till01", "poweredOn", False, 2, 4096),
        ),
        Systems=(("System", "Criticality"), ("Till", "High"), ("Bank", "Low")),
    )
    imported = read(path)
    assert {"Till", "Bank"} <= set(names(imported))
    assert [s.name for s in imported.inventory.servers] == ["till01"]


def test_a_thin_sheet_of_applications_is_read(tmp_path: Path) -> None:
    path = write_sheets(
        tmp_path / "a.xlsx",
        East=(
            ("System", "Owner", "Criticality", "RTO (h)", "Users", "Database"),
            ("Till", "Eve", "Low", 4, 9, "Oracle"),
        ),
        West=(("System",), ("Bank",), ("Shop",)),
    )
    assert names(read(path)) == ["Bank", "Shop", "Till"]


def test_one_name_with_two_identities_is_two_machines(tmp_path: Path) -> None:
    rows = (
        ("VM", "Powerstate", "CPUs", "Memory", "VM UUID"),
        ("db", "poweredOn", 2, 1024, "u1"),
        ("db", "poweredOn", 6, 2048, "u2"),
    )
    imported = read(write_sheets(tmp_path / "a.xlsx", vInfo=rows))
    assert sum(float(str(s.values["cpu_cores"])) for s in imported.inventory.servers) == 8
    assert "same_machine_two_ids" in codes(imported)


def test_servers_join_applications_by_id(tmp_path: Path) -> None:
    apps = write_csv(tmp_path / "a.csv", (("app_id", "app_name"), ("x9", "Till"), ("x8", "Bank")))
    hosts = write_csv(
        tmp_path / "b.csv", (("host", "app_id", "vcpu"), ("h1", "x9", "2"), ("h2", "x8", "4"))
    )
    for order in ((apps, hosts), (hosts, apps)):
        inventory = read(*order).inventory
        assert {(w.id, w.values["cpu_cores"]) for w in inventory.workloads} == {
            ("x9", 2.0),
            ("x8", 4.0),
        }


def test_totals_notes_and_sections_are_set_aside_with_their_reason(tmp_path: Path) -> None:
    rows = (
        ("System", "Owner", "Run cost (EUR)"), ("Retail division", "", ""), ("Till", "E", "10000"),
        ("Subtotal", "", "10000"), ("System", "Owner", "Run cost (EUR)"), ("Bank", "Sam", "20000"),
        ("Grand total", "", "30000"), ("", "", ""), ("Source: books", "", ""), ("* sic", "", ""),
    )  # fmt: skip
    imported = table(tmp_path, *rows)
    assert names(imported) == ["Bank", "Till"]
    reasons = [row.reason_code for row in imported.inventory.set_aside]
    assert reasons == [
        "section_row",
        "total_row",
        "header_again",
        "total_row",
        "note_row",
        "note_row",
    ]


@pytest.mark.parametrize(
    "word", ["Total", "TOTAL:", "合计", "Summe", "Gesamt", "小 计", "Total (2 systems)"]
)
def test_a_total_is_told_in_any_column_and_language(tmp_path: Path, word: str) -> None:
    assert names(
        table(tmp_path, ("No", "System", "Cost"), ("1", "Till", "5000"), (word, "", "5000"))
    ) == ["Till"]
    assert names(table(tmp_path, ("System", "Cost"), ("Till", "5000"), (word, "5000"))) == ["Till"]


def test_an_application_with_nothing_but_a_name_is_one(tmp_path: Path) -> None:
    rows = (
        ("System", "Owner", "Users"),
        ("Till", "Eve", "5"),
        ("Bank", "", ""),
        ("Shop", "Sam", "6"),
        ("Totals portal", "", ""),
    )
    assert names(table(tmp_path, *rows)) == ["Bank", "Shop", "Till", "Totals portal"]


def test_two_tables_on_a_sheet_are_two_tables(tmp_path: Path) -> None:
    rows = (
        ("System", "Users"), ("Till", "5"), ("Bank", "6"), ("", ""), ("Interfaces", ""),
        ("From", "To", "Protocol"), ("Till", "Bank", "REST"),
    )  # fmt: skip
    imported = table(tmp_path, *rows)
    assert names(imported) == ["Bank", "Till"]
    assert needs(imported) == {("Till", "Bank")}


def test_applications_in_columns_are_turned(tmp_path: Path) -> None:
    rows = (
        ("", "Till", "Bank"),
        ("Business owner", "Eve", "Sam"),
        ("Number of users", "5", "6"),
        ("RTO (h)", "4", "8"),
        ("Colour", "red", ""),
    )
    imported = table(tmp_path, *rows)
    till = next(w for w in imported.inventory.workloads if w.name == "Till")
    assert (till.values["users"], till.values["rto_hours"], till.extra["Colour"]) == (5, 4.0, "red")
    assert till.cells["users"].address == "B3"


def test_a_matrix_is_a_list_of_dependencies(tmp_path: Path) -> None:
    rows = (
        ("", "Till", "Bank", "Shop"),
        ("Till", "", "x", ""),
        ("Bank", "", "", ""),
        ("Shop", "1", "0", ""),
    )
    imported = table(tmp_path, *rows)
    assert needs(imported) == {("Till", "Bank"), ("Shop", "Till")}
    assert "matrix_read" in codes(imported)


def test_the_same_name_with_two_ids_is_said(tmp_path: Path) -> None:
    imported = table(tmp_path, ("App ID", "Application"), ("a7", "Till"), ("a8", "Till"))
    issue = next(i for i in imported.issues if i.code == "same_name_two_ids")
    assert (issue.where.address, issue.params["other"]) == ("3", "2")
    assert len(imported.inventory.workloads) == 2


@pytest.mark.parametrize(
    "header", ["Downstream systems", "Used by", "下游系统", "Consumers", "Dependents"]
)
def test_what_comes_after_needs_what_comes_before(tmp_path: Path, header: str) -> None:
    imported = table(
        tmp_path, ("Application", "Users", header), ("Till", "5", "Bank"), ("Bank", "6", "")
    )
    assert needs(imported) == {("Bank", "Till")}


def test_names_with_commas_are_tried_whole(tmp_path: Path) -> None:
    rows = (
        ("Application", "Users", "Depends on"),
        ("Tax, Duty", "5", ""),
        ("Till", "6", "Tax, Duty, Bank"),
        ("Bank", "7", "Tax, Duty"),
    )
    assert needs(table(tmp_path, *rows)) == {
        ("Till", "Tax, Duty"),
        ("Till", "Bank"),
        ("Bank", "Tax, Duty"),
    }


def test_a_list_of_dependencies_alone_names_its_applications(tmp_path: Path) -> None:
    imported = table(tmp_path, ("From", "To"), ("Till", "Bank"), ("Shop", "Bank"))
    assert names(imported) == ["Bank", "Shop", "Till"]
    assert needs(imported) == {("Till", "Bank"), ("Shop", "Bank")}


def test_unseen_characters_part_no_names(tmp_path: Path) -> None:
    rows = (
        ("Application", "Owner", "Depends on"),
        ("Till", "a", "\u200bBank\u00a0"),
        ("Bank", "b", ""),
    )
    imported = table(tmp_path, *rows)
    assert needs(imported) == {("Till", "Bank")}


def test_a_quoted_formula_is_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Application,Users\n"=""0042""",7\n', encoding="utf-8")
    assert names(read(tmp_path / "a.csv")) == ["0042"]


def test_a_bad_byte_costs_a_character_and_not_the_file(tmp_path: Path) -> None:
    data = "Application,Owner\nKöln,Jürgen\nZ\ufffdrich,Ann\n".encode().replace(
        "\ufffd".encode(), b"\xfc"
    )
    (tmp_path / "a.csv").write_bytes(data)
    imported = read(tmp_path / "a.csv")
    assert names(imported) == ["Köln", "Z\ufffdrich"]
    assert next(i for i in imported.issues if i.code == "bad_byte").where.row == 3


def test_commas_in_lists_do_not_part_a_file_of_semicolons(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "System;Head;Tags\nTill;Eve;a,b,c,d,e\nBank;Sam;x,y,z,u,v\n", encoding="utf-8"
    )
    assert names(read(tmp_path / "a.csv")) == ["Bank", "Till"]
