"""Kinds of lists whose figures may mean two things: said or asked, and nothing of them lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.importing import Imported, MappingBook, import_files
from planner.importing.matching.answers import count_questions, unknown_words, with_questions
from planner.model.issue import Severity
from tests.importing.lists import TODAY, read, told, values
from tests.importing.makers import Rows, write_sheets


def test_a_matrix_that_is_not_square_keeps_what_names_nobody(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Application,Owner,CRM,ERP,Data Lake,Mainframe",
        "CRM,Ann,,x,x,",
        "ERP,Bob,,,,x",
        "Web,Cy,x,,,",
    )
    links = {(d.source, d.needed) for d in imported.inventory.dependencies}
    assert links == {("CRM", "ERP"), ("Web", "CRM")}
    aside = [(row.reason_code, row.texts) for row in imported.inventory.set_aside]
    assert aside == [
        ("dependency_on_nobody", {"source": "CRM", "needed": "Data Lake"}),
        ("dependency_on_nobody", {"source": "ERP", "needed": "Mainframe"}),
    ]
    assert values(imported, "business_owner") == ["Ann", "Bob", "Cy"]


def test_columns_of_marks_that_no_row_explains_are_a_warning(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,SAP,Oracle,Notes 2", "CRM,x,,a", "Web,,x,b")
    (issue,) = told(imported, "columns_marked")
    assert (issue.severity, issue.params["headers"]) == (Severity.WARNING, "SAP, Oracle")


def test_a_second_column_of_costs_is_loud_where_its_figures_differ(tmp_path: Path) -> None:
    lines = ("Application,Annual cost,Cost per month", "CRM,120000,{}", "ERP,60000,5000")
    assert not told(read(tmp_path, *(line.format(10000) for line in lines)), "column_differs")
    (issue,) = told(read(tmp_path, *(line.format(12000) for line in lines)), "column_differs")
    assert (issue.severity, issue.where.address) == (Severity.WARNING, "C1")
    assert (issue.field, issue.params["other"], issue.params["count"]) == (
        "run_cost_year",
        "B",
        "1",
    )


def test_amounts_that_no_field_takes_are_a_warning(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Application,Purchase price,Cost centre", "CRM,5000,471", "ERP,7000,472"
    )
    assert [issue.params["header"] for issue in told(imported, "amounts_kept")] == [
        "Purchase price"
    ]


def test_a_sheet_of_a_budget_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Applications": [("Application", "Owner"), ("CRM", "Ann"), ("ERP", "Bob")],
        "Budget": [("Year", "Budget"), (2027, 1_000_000), (2028, 2_000_000)],
        "Holidays": [("Day", "What"), (1, "New year"), (2, "Easter")],
    }
    imported = import_files([write_sheets(tmp_path / "a.xlsx", **sheets)], today=TODAY)
    (issue,) = told(imported, "sheet_of_amounts")
    assert (issue.severity, issue.where.sheet) == (Severity.WARNING, "Budget")
    assert [i.where.sheet for i in told(imported, "sheet_passed_over")] == ["Holidays"]


@pytest.mark.parametrize(
    ("header", "no", "yes", "target"),
    [
        ("Public Cloud erlaubt", "verboten", "erlaubt", "public"),
        ("Public cloud allowed?", "no", "yes", "public"),
        ("Private cloud forbidden", "yes", "no", "private"),
        ("允许上公有云", "否", "是", "public"),
        ("Cloud public autorisé", "interdit", "oui", "public"),
    ],
)
def test_what_is_not_allowed_is_a_target_that_is_not(
    tmp_path: Path, header: str, no: str, yes: str, target: str
) -> None:
    imported = read(tmp_path, f"Application,{header}", f"CRM,{no}", f"ERP,{yes}", "Web,")
    assert values(imported, "banned_targets") == [(target,), None, None]


def test_two_targets_may_each_have_a_column(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Application,Public cloud allowed,Private cloud allowed",
        "CRM,no,no",
        "ERP,yes,no",
    )
    assert values(imported, "banned_targets") == [("public", "private"), ("private",)]


def test_money_that_is_paid_once_has_no_rhythm(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Application,Einmalige Kosten (€/Monat),Exit fee",
        "CRM,1000,500 €/month",
        "ERP,3000,700 €",
    )
    assert values(imported, "one_off_cost") == [None, None]
    assert values(imported, "exit_cost") == [None, 70_000]
    assert [issue.where.address for issue in told(imported, "unit_foreign")] == ["B1"]
    assert [issue.where.address for issue in told(imported, "not_a_number")] == ["C2"]
    assert imported.inventory.workloads[0].extra["Einmalige Kosten (€/Monat)"] == "1000"


def test_messages_name_whole_units_of_money(tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text("Application,Annual cost (EUR)\nCRM,1200\n", encoding="utf-8")
    second.write_text("Application,Annual cost (EUR)\nCRM,1500.50 (est)\n", encoding="utf-8")
    imported = import_files([first, second], today=TODAY)
    (conflict,) = told(imported, "merge_conflict")
    assert (conflict.params["kept"], conflict.params["text"]) == ("1200.00", "1500.50")
    assert [i.params["read_as"] for i in told(imported, "number_guessed")] == ["1500.5"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Application,Server", "CRM,srv01", "ERP,srv01"),
        (
            "Server,Application,Cores,OS",
            "srv01,CRM,4,RHEL 8",
            "srv01,ERP,8,RHEL 8",
            "srv2,HR,2,RHEL 8",
        ),
    ],
)
def test_one_machine_in_two_applications_is_a_warning(tmp_path: Path, lines: tuple[str]) -> None:
    imported = read(tmp_path, *lines)
    (issue,) = told(imported, "machine_of_two")
    assert (issue.params["text"], issue.severity) == ("srv01", Severity.WARNING)
    assert [s.workload_id for s in imported.inventory.servers][:2] == ["CRM", "ERP"]


def test_a_scale_that_nobody_explains_is_one_question(tmp_path: Path) -> None:
    lines = ("Application,Criticality,Complexity", "CRM,5,1", "ERP,1,3", "Web,5,5")
    imported = read(tmp_path, *lines)
    assert values(imported, "criticality") == [None, None, None]
    asked = {issue.field: issue.params["text"] for issue in told(imported, "scale_question")}
    assert asked == {"criticality": "1, 5", "complexity": "1, 3, 5"}
    assert count_questions(imported.mapping, imported.issues) == 2
    words = unknown_words(imported.issues)
    assert words["a.csv", "", "Criticality"] == [("1", 1), ("5", 2)]
    (sheet,) = with_questions(imported.mapping, imported.issues).sheets
    columns = tuple(
        replace(
            column,
            words=tuple((word, "critical" if word == "5" else "") for word, _ in column.words),
        )
        for column in sheet.columns
    )
    book = MappingBook((replace(sheet, columns=columns),))
    again = import_files([tmp_path / "a.csv"], today=TODAY, mapping=book)
    assert values(again, "criticality") == ["critical", None, "critical"]
    assert told(again, "scale_question")[0].params["text"] == "1"


def test_tiers_and_legends_are_no_question(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Application,Tier,Complexity (1 = low; 5 = high)", "CRM,1,5", "ERP,4,1"
    )
    assert values(imported, "criticality") == ["critical", "low"]
    assert values(imported, "complexity") == ["high", "low"]
    assert not told(imported, "scale_question")


def columns(imported: Imported) -> dict[str, str | None]:
    return {c.header: c.field for sheet in imported.mapping.sheets for c in sheet.columns}


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("runs_on", ("SRV-001", "SRV-002", "SRV-003"), "hosts"),
        ("runs_on", ("private cloud", "AWS", "AWS"), "current_target"),
        ("hosted on", ("DC1", "DC2", "DC3"), "current_target"),
        ("hosted on", ("vc01", "vc01", "vc01"), "current_target"),
        ("deployment_environment", ("Production", "Staging", "Development"), "environment"),
        ("supportLevel", ("Community", "LTS", "LTS"), None),
        ("DC", ("0", "1", "0"), None),
        ("primary_owner", ("a@b.com", "c@d.com", "a@b.com"), "business_owner"),
        ("price_per_hour", ("0.1", "0.2", "0.3"), None),
    ],
)
def test_values_say_what_a_header_leaves_open(
    tmp_path: Path, header: str, cells: tuple[str, ...], field: str | None
) -> None:
    rows = (f"App {n},{cell}" for n, cell in enumerate(cells))
    imported = read(tmp_path, f"Application,{header}", *rows)
    assert columns(imported)[header] == field
    assert bool(told(imported, "amounts_kept")) == (header == "price_per_hour")


def test_what_a_file_is_called_tells_machines_and_other_things(tmp_path: Path) -> None:
    for name, rows in (
        (
            "cmdb_servers.csv",
            "id;name;server_type;owner\nS-1;ns-prd-001;virtual;IT\nS-2;ns-2;x;IT\nS-3;ns-3;x;IT\n",
        ),
        (
            "apps.csv",
            "id;name;owner;runs_on\nA-1;Pay;Ann;S-1\nA-2;HR;Bob;S-2\nA-3;CRM;Cy;\nA-4;ERP;Di;S-3\n",
        ),
        ("interfaces.csv", "id;name;owner\nI-1;Bank API;Ann\nI-2;Stock API;Bob\n"),
    ):
        (tmp_path / name).write_text(rows, encoding="utf-8")
    joined = import_files([tmp_path / "apps.csv", tmp_path / "cmdb_servers.csv"], today=TODAY)
    hosted = {(s.name, s.workload_id) for s in joined.inventory.servers}
    assert hosted == {("ns-prd-001", "A-1"), ("ns-2", "A-2"), ("ns-3", "A-4")}
    (issue,) = told(import_files([tmp_path / "interfaces.csv"], today=TODAY), "list_of_others")
    assert (issue.severity, issue.params["text"]) == (Severity.WARNING, "interfaces")
    assert not told(joined, "list_of_others")


def test_a_tool_that_measures_machines_lists_machines(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Name,Interval,VM|CPU|Demand (MHz)|Avg", "srv9901,1:00,40", "srv9901,2:00,50"
    )
    assert [server.name for server in imported.inventory.servers] == ["srv9901"]
    assert imported.count.merged == 1


def test_assets_that_carry_applications_are_machines(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Asset Name,Serial Number,Location,Application,Owner",
        "ADCG,FX1,Hall,Routing,Ann",
        "25SG,FX2,Hall,Desktops,Bob",
    )
    assert {(s.name, s.workload_id) for s in imported.inventory.servers} == {
        ("ADCG", "Routing"),
        ("25SG", "Desktops"),
    }


def test_rows_that_describe_columns_are_no_applications(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Name,owner,status",
        "Name,Owner,Status",
        "Text (required),Ref -> Team,Ref -> Status",
        "CRM,Ann,Active",
    )
    assert [workload.name for workload in imported.inventory.workloads] == ["CRM"]


def test_a_known_export_is_a_hint_and_its_own_attributes_are_read(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "VM,Powerstate,Template,CPUs,Memory,In Use MiB,Application,Owner,Criticality,"
        "Latency Sensitivity",
        "pay01,poweredOn,False,4,8192,2048,Payments,Ann,high,normal",
    )
    (machine,) = imported.inventory.servers
    assert (imported.mapping.sheets[0].format, machine.workload_id) == ("rvtools", "Payments")
    assert machine.values["memory_gib"] == 8.0
    (workload,) = imported.inventory.workloads
    assert (workload.values["business_owner"], workload.values["criticality"]) == ("Ann", "high")
    assert "latency_ms" not in workload.values


def test_a_sheet_between_machines_and_applications_joins_them_by_their_ids(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Applications": [
            ("AppID", "Application Name", "Owner"),
            ("A1", "CRM", "Ann"),
            ("A2", "ERP", "Bo"),
        ],
        "Infrastructure": [
            ("InfraID", "Server Name", "CPU Cores"),
            ("I1", "srv01", 4),
            ("I2", "srv02", 8),
        ],
        "Infra2App": [("InfraID", "AppID"), ("I1", "A2"), ("I2", "A9")],
    }
    imported = import_files([write_sheets(tmp_path / "a.xlsx", **sheets)], today=TODAY)
    hosted = {(s.name, s.workload_id, s.grouped_by) for s in imported.inventory.servers}
    assert hosted == {("srv01", "A2", "column:hosts"), ("srv02", "srv02", "server")}
    (row,) = imported.inventory.set_aside
    assert (row.reason_code, row.texts) == (
        "dependency_on_nobody",
        {"source": "A9", "needed": "srv02"},
    )
    count = imported.count
    assert count.read == count.workloads + count.servers + count.set_aside


def test_relations_alone_tell_applications_from_the_machines_they_run_on(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "parent,type,child",
        "Bank,Depends on::Used by,Ledger",
        "Ledger,Runs on::Runs,srv-db-01",
        "srv-db-01,Virtualized by::Virtualizes,esx01",
        "Fraud,Exchanges data with::Exchanges data with,Bank",
    )
    assert [w.name for w in imported.inventory.workloads] == ["Bank", "Ledger", "Fraud"]
    assert [(s.name, s.workload_id) for s in imported.inventory.servers] == [
        ("srv-db-01", "Ledger")
    ]
    assert [row.reason_code for row in imported.inventory.set_aside] == ["not_a_dependency"]
    (issue,) = told(imported, "direction_unknown")
    assert issue.params["text"].startswith("Exchanges")


def test_a_column_of_kinds_keeps_what_is_no_application_aside(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Ardoq OID,Component Name,Component Type,Lifecycle Phase",
        "1f,CRM,Application,Live",
        "2f,Sales,Business Capability,",
    )
    assert [w.id for w in imported.inventory.workloads] == ["1f"]
    assert [row.reason_code for row in imported.inventory.set_aside] == ["not_an_application"]
