"""Figures by year, machines among applications, bare directions, and work that is not done."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.importing.headers import header_words
from planner.importing.matching import questions
from planner.importing.matching.match import MOST_COLUMNS
from planner.importing.units import currency
from tests.importing.lists import names, read, told, values


@pytest.mark.parametrize(
    ("headers", "place"),
    [
        ("Cost 2023,Cost 2024,Cost 2025,Cost 2026", 2),
        ("Cost 2026,Cost 2025,Cost 2024,Cost 2023", 1),
        ("Run cost FY27,Run cost FY28,Run cost FY29,Run cost FY30", 0),
        ("2022年运维费用（元）,2023年运维费用（元）,2024年运维费用（元）,2027年运维费用（元）", 2),
        ("2024 run cost (EUR),2025 run cost (EUR),2026 run cost (EUR),Note", 1),
    ],
)
def test_of_costs_by_year_the_last_full_year_counts(
    tmp_path: Path, headers: str, place: int
) -> None:
    rows = ("Ledger,10000,20000,30000,40000", "Pay,11000,21000,31000,41000")
    imported = read(tmp_path, f"Application,{headers}", *rows)
    assert values(imported, "run_cost_year") == [
        (place + 1) * 1_000_000,
        (place + 1) * 1_000_000 + 100_000,
    ]
    (said,) = told(imported, "columns_by_year")
    assert said.params["header"] == headers.split(",")[place]
    assert not told(imported, "column_differs")


def test_a_machine_among_applications_joins_the_one_it_names(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Asset Name,Asset Type,Application,Owner",
        "Ledger,Application,,Ann",
        "Pay,Application,,Bob",
        "srv1,Server,Ledger,Ann",
        "db01,Database Server,Pay,Dan",
        "srv9,Server,,Dan",
    )
    assert names(imported) == ["Ledger", "Pay", "srv9"]
    servers = {server.name: server.workload_id for server in imported.inventory.servers}
    assert servers == {"srv1": "Ledger", "db01": "Pay", "srv9": "srv9"}  # none is lost
    assert imported.count.read == 5
    assert imported.count.workloads + imported.count.servers + imported.count.set_aside == 5


def test_kinds_of_a_list_are_known_in_chinese(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "资产名称,资产类型,所属系统",
        "核心系统,应用系统,",
        "信贷系统,应用系统,",
        "srv01,服务器,核心系统",
    )
    assert names(imported) == ["核心系统", "信贷系统"]
    assert [server.workload_id for server in imported.inventory.servers] == ["核心系统"]


def test_machines_alone_are_a_list_of_machines(tmp_path: Path) -> None:
    imported = read(tmp_path, "Name,Type,Owner", "srv1,Server,Ann", "srv2,Server,Bob")
    assert not imported.inventory.set_aside


@pytest.mark.parametrize(("word", "needs"), [("TO", ("Shop", "Pay")), ("from", ("Pay", "Shop"))])
def test_a_bare_direction_is_said_to_be_taken(
    tmp_path: Path, word: str, needs: tuple[str, str]
) -> None:
    imported = read(
        tmp_path,
        "Record Type 1,Application Name,Business Service,Tag Type 1,Tag 1,"
        "Dependency,Dependency Direction",
        "1,Shop,Retail,Operating System,RHEL 8,,",
        "1,Pay,Retail,,,,",
        f"2,Shop,,,,Pay,{word}",
    )
    (link,) = imported.inventory.dependencies
    assert (link.source, link.needed) == needs
    (said,) = told(imported, f"direction_{word.casefold()}")
    assert said.params["text"] == word


def test_plain_amounts_are_not_searched_for_a_currency(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    def alike(text: str) -> str:
        searched.append(text)
        return text

    monkeypatch.setattr(currency, "alike", alike)
    assert currency.currency_in("12,345.60") == ""
    assert currency.currency_in("1'200 %") == ""
    assert currency.currency_in("12 €") == "EUR"
    assert searched == ["12 €"]


def test_columns_beyond_those_of_a_list_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    known = header_words.candidates_for

    def candidates(header: str, kind: str) -> object:
        asked.append(header)
        return known(header, kind)

    monkeypatch.setattr(questions, "candidates_for", candidates)
    wide = [f"Attribute {number}" for number in range(MOST_COLUMNS + 50)]
    lines = (",".join([f"App {at}", "Ann", *["x"] * len(wide)]) for at in range(2))
    imported = read(tmp_path, ",".join(["Application", "Owner", *wide]), *lines)
    assert len(imported.inventory.workloads) == 2
    assert len(asked) <= MOST_COLUMNS


def test_loads_below_cpu_are_no_processors(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "name,cpu,memory", "db1,92.5,88.0", "web1,45.1,99.0", "oms1,78.2,45.5"
    )
    assert values(imported, "cpu_utilisation") == [92.5, 45.1, 78.2]
    assert values(imported, "cpu_cores") == values(imported, "memory_gib") == [None] * 3
    (asked,) = told(imported, "column_question")
    assert asked.field == "memory_utilisation"


def test_a_handful_of_disks_is_asked_about(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "服务器名称,内网IP地址,磁盘", "a1,10.0.0.1,1", "a2,10.0.0.2,2", "a3,10.0.0.3,2"
    )
    assert values(imported, "storage_gib") == [None] * 3
    assert [issue.field for issue in told(imported, "column_question")] == ["storage_gib"]


def test_machines_with_a_column_of_applications_are_machines(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Asset Name,Manual_IP_Address,Application/Tool Name,Operating System",
        "corebank-app01,10.1.0.1,Core Banking,AIX",
        "corebank-db01,10.1.0.2,Core Banking,AIX",
        "hr-app01,10.1.0.3,HR Portal,RHEL",
    )
    assert names(imported) == ["Core Banking", "HR Portal"]
    assert values(imported, "server_count") == [2, 1]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (
            ("id,Nome,Matricula,Telefone", "1,Ana Clara,23,61", "2,Bruno Frota,24,62"),
            "list_of_names",
        ),
        (
            ("asset_id,device_name,model,serial_number", "A,Touch panel,T1,99", "B,Dock,D2,98"),
            "list_of_equipment",
        ),
    ],
)
def test_lists_of_people_and_equipment_are_said_to_be(
    tmp_path: Path, lines: tuple[str, ...], code: str
) -> None:
    assert told(read(tmp_path, *lines), code)


def test_equipment_is_told_by_its_name_among_machines(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Hostname,IP,Type", "core switch,10.0.0.1,Network", "db1,10.0.0.2,Server"
    )
    assert [server.name for server in imported.inventory.servers] == ["db1"]
    assert [row.reason_code for row in imported.inventory.set_aside] == ["network"]


@pytest.mark.parametrize("address", ["IP", "公网IP地址"])
def test_one_name_with_two_addresses_is_said(tmp_path: Path, address: str) -> None:
    imported = read(
        tmp_path,
        f"Hostname,{address},OS",
        "esx,10.0.0.1,ESXi",
        "esx,10.0.0.2,ESXi",
        "db1,10.0.0.3,RHEL",
    )
    assert len(imported.inventory.servers) == 2
    (said,) = told(imported, "server_two_addresses")
    assert said.where.row == 3
