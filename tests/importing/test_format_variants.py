"""Variants of the known formats: older files, other units, columns that stand in for others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.importing import Imported, Rollup, import_files
from tests.importing.makers import FORMATS, write_csv, write_sheets

TODAY = date(2026, 11, 24)


def read(folder: Path, *tables: object, rollup: Rollup | None = None) -> Imported:
    paths = [
        write_csv(folder / f"{number}.csv", rows)  # type: ignore[arg-type]
        for number, rows in enumerate(tables)
    ]
    return import_files(paths, today=TODAY, rollup=rollup or Rollup())


def codes(imported: Imported) -> set[str]:
    return {issue.code for issue in imported.issues}


def test_azure_servers_of_the_newer_kind_tell_storage_in_mb(tmp_path: Path) -> None:
    head = ("*Server name", "*Cores", "*Memory (In MB)", "*OS name", "Hypervisor",
            "CPU utilization percentage", "Memory utilization percentage",
            "Storage in use (In MB)", "*Storage allocated (In MB)")  # fmt: skip
    rows = (head, ("a", "2", "4096", "Linux", "vmware", "50", "40", "51200", "102400"),
            ("b", "2", "4096", "Linux", "", "", "", "", "102400"))  # fmt: skip
    imported = read(tmp_path, rows)
    storage = [server.values["storage_gib"] for server in imported.inventory.servers]
    assert storage == [50.0, 100.0]
    assert imported.inventory.servers[0].extra["hypervisor"] == "vmware"


@pytest.mark.parametrize("head", ["Record Type", "Record Type 1"])
def test_older_konveyor_files_lack_owner_and_contributors(tmp_path: Path, head: str) -> None:
    rows = (
        (head, "Application Name", "Description", "Comments", "Business Service", "Dependency",
         "Dependency Direction", "Binary Group", "Tag Category 1", "Tag 1"),
        ("1", "Gateway", "API", "", "Retail", "", "", "g", "Database", "Oracle"),
        ("1", "Stock", "", "", "", "", "", "", "", ""),
        ("2", "Gateway", "", "", "", "Stock", "SOUTHBOUND"),
        ("2", "Gateway", "", "", "", "", "southbound"),
    )  # fmt: skip
    imported = read(tmp_path, rows)
    assert imported.mapping.sheets[0].format == "konveyor"
    assert [(d.source, d.needed) for d in imported.inventory.dependencies] == [("Gateway", "Stock")]
    (aside,) = imported.inventory.set_aside
    assert (aside.kind, aside.texts["source"]) == ("dependencies", "Gateway")
    assert imported.inventory.by_id["Gateway"].values["database"] == "Oracle"


def test_vinfo_as_text_with_names_of_its_own(tmp_path: Path) -> None:
    rows = (
        ("vInfoVMName", "vInfoPowerstate", "vInfoCPUs", "vInfoMemory", "vInfoProvisioned",
         "vInfoInUse", "vInfoOS"),
        ("a", "poweredOn", "2", "4096", "204800", "102400", "Linux"),
        ("b", "poweredOff", "2", "4096", "204800", "", "Linux"),
    )  # fmt: skip
    servers = read(tmp_path, rows).inventory.servers
    assert [s.values["storage_gib"] for s in servers] == [100.0, 200.0]
    assert servers[0].values["memory_gib"] == 4.0


@pytest.mark.parametrize("unit", ["MiB", "MB"])
def test_storage_of_machines_is_what_their_file_systems_hold(tmp_path: Path, unit: str) -> None:
    path = write_sheets(
        tmp_path / "rv.xlsx",
        vInfo=(
            ("VM", "Powerstate", "Template", "CPUs", "Memory", f"Provisioned {unit}"),
            ("a", "poweredOn", "False", 2, 4096, 204_800),
            ("b", "poweredOn", "False", 2, 4096, 204_800),
        ),
        vPartition=(
            ("VM", "Disk", f"Capacity {unit}", f"Consumed {unit}", f"Free {unit}"),
            ("A", "/", 1, 51_200, 1),
            ("A", "/var", 1, 51_200, 1),
            ("gone", "/", 1, 1, 1),
        ),
        vHost=(("Host", "# Cores"), ("h", 16)),
    )
    imported = import_files([path], today=TODAY)
    storage = {s.name: s.values["storage_gib"] for s in imported.inventory.servers}
    assert storage == {"a": 100.0, "b": 200.0}
    assert (imported.count.read, imported.count.merged, imported.count.set_aside) == (5, 2, 1)


def test_aws_cores_and_memory_from_the_columns_that_are_there(tmp_path: Path) -> None:
    rows = (
        ("HostName", "CPU.NumberOfLogicalCores", "RAM.TotalSizeInMB", "RAM.UsedSizeInMB.Avg",
         "Applications"),
        ("h", "8", "8192", "4096", '"Shop", Billing'),
    )  # fmt: skip
    (server,) = read(tmp_path, rows).inventory.servers
    assert (server.values["cpu_cores"], server.values["memory_utilisation"]) == (8.0, 50.0)


WAVES = (
    ("wave_name", "app_name", "server_name", "r_type", "instanceType"),
    ("Wave 2", "HR", "s1", "Rehost", "m4.large"),
    ("Wave 2", "HR", "s2", "Rehost", ""),
    ("Wave 3", "CRM", "s3", "Rehost", ""),
    ("Wave 4", "CRM", "s4", "Rehost", ""),
    ("2026-Q1", "ERP", "s5", "Rehost", ""),
    ("Wave 99", "Mail", "s6", "Rehost", ""),
)


def test_waves_of_an_intake_are_pins_where_all_servers_agree(tmp_path: Path) -> None:
    imported = read(tmp_path, WAVES)
    pins = {w.id: w.values.get("pin_wave") for w in imported.inventory.workloads}
    assert pins == {"HR": 2, "CRM": None, "ERP": None, "Mail": 99}
    assert {"waves_differ", "wave_beyond"} <= codes(imported)
    assert imported.inventory.servers[0].extra == {"wave": "Wave 2", "instanceType": "m4.large"}
    without = read(tmp_path, WAVES, rollup=Rollup(keep_waves=False))
    assert not any("pin_wave" in w.values for w in without.inventory.workloads)


def test_columns_of_servers_that_no_field_takes_come_back(tmp_path: Path) -> None:
    from planner.importing import write_workbook

    imported = read(tmp_path, WAVES)
    path = tmp_path / "out.xlsx"
    write_workbook(path, imported.inventory, imported.programme)
    again = import_files([path], today=TODAY)
    assert [dict(s.extra) for s in again.inventory.servers] == [
        dict(s.extra) for s in imported.inventory.servers
    ]
    assert again.inventory.by_id["HR"].values == imported.inventory.by_id["HR"].values


def test_tidal_applications_with_bought_software_and_words_for_frequency(tmp_path: Path) -> None:
    rows = (
        ("Name", "Total Users", "Annual Hosting Costs", "Frequency Of Deployments", "COTS",
         "Servers -> Host Name", "Uptime Requirements"),
        ("Loans", "1,200", "$30,000", "Monthly", "Yes", "h1, h2", "99.9%"),
    )  # fmt: skip
    imported = read(tmp_path, rows)
    loans = imported.inventory.workloads[0]
    assert imported.inventory.currency == "USD"
    assert (loans.values["releases_year"], loans.values["server_count"]) == (12.0, 2)
    assert loans.values["architecture"] == "packaged"
    assert loans.extra["Uptime Requirements"] == "99.9%"


def test_tidal_servers_with_what_is_used_and_allocated(tmp_path: Path) -> None:
    rows = (
        ("HOST_NAME", "RAM_allocated_gb", "RAM_used_gb", "CPU_COUNT", "STORAGE_used_gb",
         "STORAGE_allocated_gb", "custom_fields_x"),
        ("t1", "4", "2", "2", "", "80.00", "y"),
    )  # fmt: skip
    (server,) = read(tmp_path, rows).inventory.servers
    assert server.values["storage_gib"] == 80.0
    assert server.values["memory_utilisation"] == 50.0
    assert server.extra["custom_fields_x"] == "y"


def test_a_discovery_report_names_its_database_servers(tmp_path: Path) -> None:
    rows = (
        ("Machine Name", "Environment", "SQL Discovery Server Count", "Is SQL Service Present",
         "Operating System", "Cores", "Memory (in MB)", "Power Stats", "Machine ID"),
        ("a", "", "1", "False", "Windows", "2", "4096", "ON", "/1"),
        ("b", "", "-1", "False", "Windows", "2", "4096", "OFF", "/2"),
    )  # fmt: skip
    servers = read(tmp_path, rows).inventory.servers
    assert [s.values.get("database") for s in servers] == ["SQL Server", None]
    assert servers[1].values["tags"] == ("powered_off",)


def test_properties_of_a_model_that_are_called_like_fields_are_fields(tmp_path: Path) -> None:
    elements = (("ID", "Type", "Name", "Documentation"), ("e", "ApplicationComponent", "Shop", ""))
    properties = (
        ("ID", "Key", "Value"),
        ("e", "Criticality", "Tier 1"),
        ("e", "Memory (MB)", "2048"),
        ("e", "Colour", "red"),
    )
    (shop,) = read(tmp_path, elements, properties).inventory.workloads
    assert shop.values == {"criticality": "critical", "memory_gib": 2.0}
    assert shop.extra == {"Colour": "red"}


def test_what_rules_left_out_is_said_in_a_sentence_each(tmp_path: Path) -> None:
    imported = read(tmp_path, *FORMATS["azure_migrate"])
    noise = next(issue for issue in imported.issues if issue.code == "noise_filtered")
    assert noise.params == {"ports": "3389", "count": "1"}
    assert {"inner_connections", "servers_grouped"} <= codes(imported)


def test_dependencies_of_another_file_find_applications_by_name_and_by_server(
    tmp_path: Path,
) -> None:
    apps = (("Application", "Criticality"), ("Shop", "high"), ("Stock", "low"))
    servers = (("Host name", "Application", "vCPU"), ("web1", "Shop", "4"), ("db1", "Stock", "8"))
    links = (("From", "To"), ("SHOP", "db1"), ("shop", "Stok"))
    imported = read(tmp_path, apps, servers, links)
    assert [(d.source, d.needed) for d in imported.inventory.dependencies] == [("Shop", "Stock")]
    assert "dependency_did_you_mean" in codes(imported)
    assert imported.inventory.by_id["Shop"].values == {
        "criticality": "high", "server_count": 1, "cpu_cores": 4.0,
    }  # fmt: skip
