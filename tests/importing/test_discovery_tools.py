"""Exports of tools that discover machines, and of configuration databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.importing import Imported, import_files
from tests.importing.makers import Rows, write_sheets

TODAY = date(2026, 11, 24)


def read(tmp_path: Path, **texts: str) -> Imported:
    paths = []
    for name, text in texts.items():
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    return import_files(paths, today=TODAY)


def server(imported: Imported, name: str) -> dict[str, object]:
    return next(dict(s.values) for s in imported.inventory.servers if s.name == name)


def homes(imported: Imported) -> set[tuple[str, str]]:
    return {(s.name, s.workload_id) for s in imported.inventory.servers}


def links(imported: Imported) -> set[tuple[str, str]]:
    return {(link.source, link.needed) for link in imported.inventory.dependencies}


MACHINES = (
    "Machine Name,Environment,Operating System,Cores,Memory (in MB),Machine ID\n"
    "vm1,Prod,Windows Server 2016,4,8192,m-1\n"
)
SOFTWARE = (
    "MachineName,Application,Version,Provider\n"
    "vm1,SQL Server 2019,15.0,Microsoft\nvm1,Browser,120,Acme\nvm9,Browser,120,Acme\n"
)


def test_installed_software_is_no_dependency(tmp_path: Path) -> None:
    imported = read(tmp_path, machines=MACHINES, software=SOFTWARE)
    assert not imported.inventory.dependencies
    assert [workload.name for workload in imported.inventory.workloads] == ["vm1"]
    assert server(imported, "vm1")["database"] == "SQL Server 2019"
    assert [row.reason_code for row in imported.inventory.set_aside] == ["unknown_machine"]
    assert imported.count.merged == 2


def test_relations_of_a_configuration_database(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        relations="Parent,Type,Child\nCRM,Depends on::Used by,ERP\nCRM,Runs on::Runs,srv1\n"
        "srv1,Runs::Runs on,ERP\nERP,Used by::Depends on,Web\n",
        apps="number,name,install_status\nB1,CRM,Installed\nB2,ERP,Retired\nB3,Web,Installed\n",
    )
    assert links(imported) == {("B1", "B2"), ("B3", "B2")}
    assert homes(imported) == {("srv1", "B1"), ("srv1", "B2")}
    assert not imported.inventory.set_aside
    assert not {issue.code for issue in imported.issues} & {"unknown_choice", "cycle"}


def test_relations_alone_make_applications_of_no_machine(tmp_path: Path) -> None:
    imported = read(
        tmp_path, relations="parent,type,child\nCRM,Depends on::Used by,ERP\nERP,Runs on::Runs,s1\n"
    )
    assert [workload.name for workload in imported.inventory.workloads] == ["CRM", "ERP"]
    assert homes(imported) == {("s1", "ERP")}


def test_intervals_of_one_machine_are_one_with_the_mean(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        a="Name,Interval Breakdown,CPU|Usage (%),Memory|Total Capacity (KB)\n"
        "vm1,Nov 1 2026,10,16777216\nvm1,Nov 2 2026,40,16777216\nvm1,Nov 3 2026,40,16777216\n",
    )
    assert len(imported.inventory.workloads) == 1
    assert server(imported, "vm1") == {"cpu_utilisation": 30.0, "memory_gib": 16.0}
    assert "loads_averaged" in {issue.code for issue in imported.issues}


@pytest.mark.parametrize(
    "header",
    [
        "device_name,cpucount,cpucore,ram,hddcount",
        "Host,Num Processors,Cores Per Processor,RAM (MB),Notes",
        "Server,Sockets,Cores per socket,RAM (MB),Notes",
        "Device Name,CPU Count,Core Count,RAM (MB),Notes",
    ],
)
def test_cores_are_those_of_all_sockets(tmp_path: Path, header: str) -> None:
    each = "8" if "Core Count" in header else "4"
    imported = read(tmp_path, a=f"{header}\nsrv1,2,{each},16384,1\n")
    assert server(imported, "srv1")["cpu_cores"] == 8.0
    assert server(imported, "srv1")["memory_gib"] == 16.0


def test_machines_join_applications_by_a_sheet_between_them(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Applications": [("Application ID", "Application Name"), ("A1", "CRM"), ("A2", "ERP")],
        "Infrastructure": [
            ("Infrastructure ID", "Server Name", "CPU Cores", "Memory (GB)"),
            ("I1", "srv1", 4, 16),
            ("I2", "srv2", 2, 8),
        ],
        "Infra2App": [
            ("Infrastructure ID", "Server Name", "Application ID"),
            ("I1", "srv1", "A1"),
            ("I2", "srv2", "A2"),
        ],
        "App2App": [("Source Application", "Target Application"), ("CRM", "ERP")],
    }
    imported = import_files([write_sheets(tmp_path / "a.xlsx", **sheets)], today=TODAY)
    assert homes(imported) == {("srv1", "A1"), ("srv2", "A2")}
    assert server(imported, "srv1") == {"cpu_cores": 4.0, "memory_gib": 16.0}
    assert links(imported) == {("A1", "A2")}


def test_a_rhythm_beside_a_currency_counts(tmp_path: Path) -> None:
    imported = read(tmp_path, a="Application,Monthly cost USD\nPay,1000\n")
    assert imported.inventory.workloads[0].values["run_cost_year"] == 1_200_000


def test_an_end_planned_is_no_retirement(tmp_path: Path) -> None:
    imported = read(tmp_path, a="Application,Wave,Planned end date\nPay,1,2027-01-31\n")
    assert "retire_date" not in imported.inventory.workloads[0].values


def test_tags_of_places_and_types_are_no_technologies(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        a="Record Type 1,Application Name,Description,Comments,Business Service,"
        "Tag Type 1,Tag 1,Tag Type 2,Tag 2,Tag Type 3,Tag 3\n"
        "1,CRM,,,Sales,Language,Java,Data Center,North,Application Type,Bought\n",
    )
    values = imported.inventory.workloads[0].values
    assert values["technologies"] == ("Java",)
    assert values["site"] == "North"
    assert values["tags"] == ("Application Type=Bought",)


def test_relations_whose_headers_name_the_linked_tables(tmp_path: Path) -> None:
    rows = "CRM,Depends on::Used by,ERP\nERP,Used by::Depends on,Web\n"
    imported = read(tmp_path, relations=f"parent.name,type.name,child.name\n{rows}")
    found = {(link.source, link.needed) for link in imported.inventory.dependencies}
    assert found == {("CRM", "ERP"), ("Web", "ERP")}


def test_instances_of_business_applications_carry_hosts(tmp_path: Path) -> None:
    heads = "Host Name,RAM (MB),Number of Processors,Cores per Processor"
    text = f"{heads},Business Application Instance\nh1,8192,2,4,CRM\n"
    imported = read(tmp_path, hosts=text)
    found = [(w.name, w.values.get("cpu_cores")) for w in imported.inventory.workloads]
    assert found == [("CRM", 8.0)]
