"""Blocks of one sheet with columns elsewhere, lists of something else, devices that stand alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.importing import import_files
from tests.importing.lists import TODAY, names, read, told, values
from tests.importing.makers import write_sheets

BLOCKS = (
    ("Structure of the house",),
    ("Business processes",),
    ("Code", "", "Name", "Description"),
    ("P1", "", "Selling", "It sells"),
    ("", "", "Staff:", "Sales"),
    ("P2", "", "Buying", "It buys"),
    ("", "", "Staff:", "Purchase"),
    ("Applications",),
    ("Code", "Name", "", "Description", "Operating system", "Status"),
    ("A1", "Ledger", "", "Keeps the books", "RHEL 8", "active"),
    ("", "Users:", "", "All"),
    ("A2", "Pay", "", "Pays wages", "Windows 2019", "retired"),
    ("", "Users:", "", "HR"),
    ("Rooms",),
    ("Code", "", "", "Name", "Description"),
    ("R1", "", "", "Hall", "On the left"),
    ("R2", "", "", "Cellar", "Below"),
)


def test_a_header_that_comes_again_elsewhere_begins_a_table(tmp_path: Path) -> None:
    imported = import_files([write_sheets(tmp_path / "a.xlsx", All=BLOCKS)], today=TODAY)
    assert names(imported) == ["Ledger", "Pay"]
    assert [workload.id for workload in imported.inventory.workloads] == ["A1", "A2"]
    assert values(imported, "operating_system") == ["RHEL 8", "Windows 2019"]
    assert values(imported, "lifecycle") == ["active", "retired"]
    passed = [issue.params["sheet"] for issue in told(imported, "sheet_of_something_else")]
    assert passed == ["Business processes", "Rooms"]
    aside = [row.texts["name"] for row in imported.inventory.set_aside]
    assert aside == ["Users:", "Users:"]


def test_a_row_with_a_word_of_the_header_elsewhere_stays_a_row(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Application,Owner,Category", "Ledger,Ann,Application", "Owner,Bob,Application"
    )
    assert names(imported) == ["Ledger", "Owner"]


def test_filters_beside_a_list_are_no_systems(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    filters = [{"name": text, "class": text} for text in ("Analytics", "Claims")]
    products = [
        {"id": f"P{n}", "name": f"Product {n}", "description": "a b", "deployment model": "Public"}
        | {"users": n}
        for n in range(3)
    ]
    path.write_text(json.dumps({"areas": filters, "Products": products}), encoding="utf-8")
    imported = import_files([path], today=TODAY)
    assert names(imported) == ["Product 0", "Product 1", "Product 2"]
    assert [i.params["sheet"] for i in told(imported, "sheet_of_something_else")] == ["areas"]


def test_one_device_among_what_systems_do_is_none(tmp_path: Path) -> None:
    rows = [f"{name},{does}" for name, does in (("Ledger", "Books"), ("Proxy", "Load Balancer"))]
    imported = read(tmp_path, "Name,Function,Users", *(f"{row},5" for row in rows), "Pay,Wages,6")
    assert names(imported) == ["Ledger", "Proxy", "Pay"]


@pytest.mark.parametrize("kind", ["无线控制器", "AWS Account", "Wireless Controller"])
def test_controllers_and_accounts_are_no_machines(tmp_path: Path, kind: str) -> None:
    rows = [f"{kind},box-{n},10.0.0.{n}" for n in range(1, 4)]
    imported = read(
        tmp_path, "Asset Type,Hostname,IP address", *rows, "Physical Server,web-1,10.0.1.1"
    )
    assert [server.name for server in imported.inventory.servers] == ["web-1"]
    assert len(imported.inventory.set_aside) == 3


def test_machines_that_only_addresses_name_are_machines(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "IP地址,系统类型,数据库", "10.0.0.1,win 2008,", "10.0.0.2,linux,MySQL 5.7"
    )
    assert [server.name for server in imported.inventory.servers] == ["10.0.0.1", "10.0.0.2"]
    assert values(imported, "operating_system") == ["win 2008", "linux"]


def test_a_list_of_what_is_installed_is_said_to_be_one(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "DisplayName,DisplayVersion,Publisher", "Reader,1.2,Contoso", "Zip,2.0,Fabrikam"
    )
    assert [issue.params["header"] for issue in told(imported, "list_of_programs")] == [
        "DisplayVersion"
    ]


def test_small_numbers_of_another_list_are_no_question(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "id,name,category_id", "1,Ledger,2", "2,Pay,1", "3,Shop,2", "4,Post,3"
    )
    assert not told(imported, "column_question")


def test_how_long_a_password_lasts_is_no_secret(tmp_path: Path) -> None:
    imported = read(tmp_path, "Hostname,OS,root密码有效期", "web1,RHEL 8,正常", "web2,RHEL 8,正常")
    assert not told(imported, "secrets_left_out")
    assert [server.extra["root密码有效期"] for server in imported.inventory.servers] == ["正常"] * 2


def test_a_long_remark_in_brackets_hides_no_header(tmp_path: Path) -> None:
    head = "Personal Data (Y/N, if the system of record contains such data or not)"
    imported = read(tmp_path, f'Application,"{head}"', "Ledger,Yes", "Pay,No")
    assert values(imported, "personal_data") == ["basic", "none"]


def test_what_objects_list_as_their_items_are_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    items = [{"ci_id": f"{kind}-{n}", "criticality": "High"} for kind in "AB" for n in (1, 2)]
    path.write_text(
        json.dumps(
            {
                "first": {"environment": "Production", "spend": "$3M", "items": items[:2]},
                "second": {"environment": "Test", "spend": "$1M", "items": items[2:]},
            }
        ),
        encoding="utf-8",
    )
    imported = import_files([path], today=TODAY)
    assert names(imported) == ["A-1", "A-2", "B-1", "B-2"]
    assert values(imported, "criticality") == ["high"] * 4
    assert [w.extra["list"] for w in imported.inventory.workloads] == ["first"] * 2 + ["second"] * 2


def test_a_machine_of_a_mixed_list_is_called_by_its_id(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "ci_id,type,criticality",
        "APP-1,Application,High",
        "DB-1,Database Server,Low",
        "APP-2,Application,Low",
    )
    assert [server.name for server in imported.inventory.servers] == ["DB-1"]
    assert not imported.inventory.set_aside
