"""What applications get from their machines; headers whose period, place or price is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.lists import read, told, values
from tests.importing.test_kinds_of_assets import field_of


@pytest.mark.parametrize(
    "header", ["current_monthly_spend", "monthly_cost_usd", "Cost_per_month", "spend_per_month_usd"]
)
def test_a_period_between_underscores_is_the_unit(tmp_path: Path, header: str) -> None:
    imported = read(tmp_path, f"Application,{header}", "Till,$3.2M", "Stock,$1.1M", "Desk,$200K")
    assert values(imported, "run_cost_year") == [3_840_000_000, 1_320_000_000, 240_000_000]


def test_an_application_is_as_critical_as_its_most_critical_machine(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Server,Application,Criticality,Data Classification",
        "p1,Pay,Critical,Confidential",
        "p2,Pay,Low,Internal",
        "p3,Pay,Low,Internal",
        "d1,Desk,Low,Public",
        "d2,Desk,Medium,Public",
        "d3,Desk,Low,Internal",
    )
    assert values(imported, "criticality") == ["critical", "medium"]
    assert values(imported, "data_class") == ["confidential", "internal"]


def test_an_application_is_retired_when_all_its_machines_are(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Server,Application,Lifecycle",
        "p1,Pay,Decommissioned",
        "p2,Pay,",
        "p3,Pay,",
        "d1,Desk,Decommissioned",
        "d2,Desk,Decommissioned",
        "s1,Stock,Decommissioned",
        "s2,Stock,Decommissioned",
        "s3,Stock,Active",
    )
    assert values(imported, "lifecycle") == [None, "retired", "active"]


def test_a_state_that_is_a_place_is_no_state_of_power(tmp_path: Path) -> None:
    imported = read(tmp_path, "Host,OS,State", "a1,RHEL 8,NY", "a2,RHEL 8,WA", "a3,AIX,TX")
    assert field_of(imported, "State") is None
    assert [server.extra["State"] for server in imported.inventory.servers] == ["NY", "WA", "TX"]
    power = read(tmp_path, "Host,OS,State", "a1,RHEL 8,on", "a2,AIX,Powered Off", name="b.csv")
    assert field_of(power, "State") == "powerstate"


def test_a_site_of_addresses_in_the_web_is_no_place(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Application,Site", "Till,https://till.example", "Desk,www.desk.example"
    )
    assert values(imported, "site") == [None, None]
    assert imported.inventory.workloads[0].extra == {"Site": "https://till.example"}


def test_what_an_asset_cost_to_buy_is_asked_and_its_tag_is_a_number(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "name,cost,tag,serial_number,purchase_date",
        "Till,3665,P1000226,X1,2024-03-01",
        "Desk,1799.99,P1000227,X2,2024-04-01",
        "Stock,900,P1000230,X3,2024-05-01",
    )
    assert values(imported, "run_cost_year") == [None] * 3
    assert values(imported, "tags") == [None] * 3
    assert [issue.field for issue in told(imported, "column_question")] == ["run_cost_year"]
    year = read(
        tmp_path, "Application,Annual cost,Tag", "Till,3665,red", "Desk,90,red", name="b.csv"
    )
    assert values(year, "run_cost_year") == [366_500, 9_000]
    assert values(year, "tags") == [("red",), ("red",)]


def test_devices_of_a_data_centre_carry_no_workload(tmp_path: Path) -> None:
    devices = ["磁盘阵列", "存储光交", "负载均衡", "防火墙", "安全设备", "加密机", "DNS设备"]
    rows = [f"d{n},{kind}" for n, kind in enumerate(devices)]
    imported = read(tmp_path, "主机名称,设备类型", *rows, "a1,服务器")
    assert [server.name for server in imported.inventory.servers] == ["a1"]
    assert {issue.params["text"] for issue in told(imported, "not_an_application")} == set(devices)


def test_rooms_racks_and_personal_computers_of_a_register_are_set_aside(tmp_path: Path) -> None:
    aside = ("Computer Room", "Rack", "Network Gear", "Data Center Zone", "Computer", "Printer")
    rows = [f"x{n},{kind}" for n, kind in enumerate(aside)]
    imported = read(
        tmp_path, "name,class,department", *[f"{row},IT" for row in rows], "s1,Linux Server,IT"
    )
    assert [server.name for server in imported.inventory.servers] == ["s1"]
    assert {issue.params["text"] for issue in told(imported, "not_an_application")} == set(aside)
