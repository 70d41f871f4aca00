"""Cells that say cores and memory at once; computers, printers and controllers among systems."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.importing import Imported
from planner.importing.fixes import apply_fix
from planner.importing.values.sizes import SIZES, sizes_in
from tests.importing.lists import names, read, told, values


@pytest.mark.parametrize(
    ("text", "cores", "memory", "storage"),
    [
        ("2C4G", 2, 4, None),
        ("8核16G", 8, 16, None),
        ("4U8G", 4, 8, None),
        ("4vCPU 16GB", 4, 16, None),
        ("8c/16G/200G", 8, 16, 200),
        ("4 vCPU, 16 GB RAM, 200 GB SSD", 4, 16, 200),
        ("内存16G 8核 系统盘40G 数据盘500G", 8, 16, 540),
        ("CPU: 8; RAM: 32 GB", 8, 32, None),
        ("2x14 cores, 256 GB", 28, 256, None),
        ("2路16核128G内存", 32, 128, None),
        ("2 CPU, 24 cores, 128 GB", 24, 128, None),
        ("8C16G×3", 24, 48, None),
        ("4核8G*2台", 8, 16, None),
        ("8C/64G*8/600G*2", 8, 512, 1200),
        ("2x Xeon 6248, 256 GB", None, 256, None),
        ("32 Kerne, 128 GB", 32, 128, None),
        ("Standard_E8-4ds_v5", 4, None, None),
        ("custom-4-8192", 4, 8, None),
        ("4 cores @ 2.4GHz, 8GB", 4, 8, None),
        ("10 Gbit/s", None, None, None),
        ("Version 2.0", None, None, None),
    ],
)
def test_a_cell_says_cores_memory_and_storage_at_once(
    text: str, cores: float | None, memory: float | None, storage: float | None
) -> None:
    found = sizes_in(text)
    assert [found.get(key) for key in SIZES] == [cores, memory, storage]


def test_a_column_of_configurations_is_read_and_kept(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "服务器,所属系统,配置", "a1,柜面,8核16G/200G", "a2,柜面,16C64GB", "b1,网银,4C8G"
    )
    assert values(imported, "cpu_cores") == [24.0, 4.0]
    assert values(imported, "memory_gib") == [80.0, 8.0]
    assert imported.inventory.servers[0].extra == {"配置": "8核16G/200G"}
    assert [issue.params["count"] for issue in told(imported, "sizes_read")] == ["3"]
    assert not told(imported, "columns_kept")


def test_sizes_are_told_by_their_values_and_by_their_places(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Footprint", "Till,4 vCPU / 16 GB", "Stock,2 vCPU / 8 GB")
    assert values(imported, "memory_gib") == [16.0, 8.0]
    imported = read(tmp_path, "Application,CPU/RAM", "Till,4/16", "Stock,2/8", name="b.csv")
    assert values(imported, "cpu_cores") == [4.0, 2.0]
    assert values(imported, "memory_gib") == [16.0, 8.0]


def test_what_a_configuration_does_not_tell_is_said(tmp_path: Path) -> None:
    imported = read(
        tmp_path, "Host,Specification", 'h1,"2x Xeon 6248, 256 GB"', "h2,8C16G", "h3,see wiki"
    )
    assert values(imported, "cpu_cores") == [None, 8.0, None]
    assert values(imported, "memory_gib") == [256.0, 16.0, None]
    (said,) = told(imported, "sizes_in_part")
    assert (said.where.address, said.params["count"]) == ("B2", "2")


def test_columns_of_their_own_go_before_a_configuration(tmp_path: Path) -> None:
    imported = read(tmp_path, "Host,vCPU,RAM (GB),Config", "h1,4,16,8C32G", "h2,2,8,4C16G")
    assert values(imported, "cpu_cores") == [4.0, 2.0]
    assert imported.inventory.servers[0].extra["Config"] == "8C32G"


def test_configurations_that_are_prose_are_kept(tmp_path: Path) -> None:
    imported = read(tmp_path, "Application,Configuration", "Till,two nodes", "Stock,clustered")
    assert values(imported, "cpu_cores") == [None, None]
    assert told(imported, "columns_kept")


ASSETS = (
    "Asset Name,Operating System,Model,Owner,IP Address",
    "FIN-LT-0231,Windows 11 Pro,Latitude 5420,Ann,10.1.1.4",
    "FIN-LT-0232,Windows 10 Enterprise,,Bo,10.1.1.5",
    "srv-db-01,Windows Server 2019,PowerEdge R740,IT,10.1.0.5",
    "srv-db-01-ilo,,,IT,10.1.0.6",
    "SEP001122AABBCC,,,Ann,10.1.2.3",
    "HR-PRN-1,,HP LaserJet M404,HR,10.1.3.3",
    "core-1,Cisco IOS-XE 17,,IT,10.1.4.1",
)


@pytest.fixture
def assets(tmp_path: Path) -> Imported:
    return read(tmp_path, *ASSETS)


def test_equipment_among_machines_is_one_doubt_a_kind(assets: Imported) -> None:
    assert names(assets) == ["srv-db-01"]
    said = told(assets, "equipment")
    assert {issue.params["reason"]: issue.params["count"] for issue in said} == {
        "computer": "2", "controller": "1", "phone": "1", "printer": "1", "network": "1",
    }  # fmt: skip
    assert said[0].params["text"] == "Latitude 5420"
    assert assets.count.read == 7 == assets.count.servers + assets.count.set_aside


def test_equipment_is_taken_in_by_one_repair(assets: Imported) -> None:
    issue = told(assets, "equipment")[0]
    repaired = apply_fix(assets.inventory, issue)
    kept = {row.reason_code for row in repaired.set_aside}
    assert kept == {"controller", "phone", "printer", "network"}
    assert {"FIN-LT-0231", "FIN-LT-0232"} <= {workload.name for workload in repaired.workloads}


def test_a_computer_that_carries_an_application_stays(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Server,Application,OS",
        "pc-1,Till,Windows 10 Pro",
        "s-2,Till,Windows Server 22",
    )
    assert values(imported, "server_count") == [2]


def test_virtual_machines_are_no_computers(tmp_path: Path) -> None:
    imported = read(tmp_path, "VM Name,vCPU,Guest OS", "vd-01,2,Windows 10", "db-02,4,RHEL 9")
    assert len(imported.inventory.servers) == 2


def test_applications_on_computers_stay(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        "Application,Operating System,Product,Users",
        "Drawings,Windows 10,Drafting Suite,10",
        "Network desk,Windows 11 Pro,FortiGate manager,4",
    )
    assert names(imported) == ["Drawings", "Network desk"]
