"""Inventories in JSON: what lists and objects of them say, and the lists of clouds' own tools."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.importing import Imported
from tests.importing.lists import names, read, told, values
from tests.support.refusals import refused

MACHINES = [
    {"hostname": "lag01", "cpu": 4, "memory_gb": 16, "os": "RHEL 8"},
    {"hostname": "lag02", "cpu": 2, "memory_gb": 8, "os": "RHEL 8"},
]


def listed(folder: Path, data: Any, name: str = "a.json") -> Imported:
    return read(folder, json.dumps(data, ensure_ascii=False), name=name)


def servers(imported: Imported) -> dict[str, str]:
    """Which workload each machine is in."""
    return {server.name: server.workload_id for server in imported.inventory.servers}


ROWS = [
    {"name": "Till", "owner": {"name": "Ann"}, "users": 10, "support_end": "2029-06-30"},
    {"name": "Stock", "owner": {"name": "Bo"}, "users": 1234567},
]


@pytest.mark.parametrize(
    "data",
    [ROWS, {"count": 2, "value": ROWS}, {"data": {"applications": ROWS}}, [ROWS[:1], ROWS[1:]]],
    ids=["list", "answer", "nested", "pages"],
)
def test_a_list_of_objects_is_a_list(tmp_path: Path, data: Any) -> None:
    imported = listed(tmp_path, data)
    assert names(imported) == ["Till", "Stock"]
    assert values(imported, "business_owner") == ["Ann", "Bo"]
    assert values(imported, "users") == [10, 1234567]
    assert values(imported, "support_end_date") == [date(2029, 6, 30), None]


def test_an_object_of_objects_names_them_by_its_keys(tmp_path: Path) -> None:
    imported = listed(tmp_path, {"till": {"owner": "Ann", "rto": "4 h"}, "stock": {"owner": "Bo"}})
    assert names(imported) == ["till", "stock"]
    assert values(imported, "rto_hours") == [4.0, None]


def test_an_object_a_line_is_a_list_whatever_the_file_is_called(tmp_path: Path) -> None:
    lines = ('{"app": "Till", "annual_cost": 1200.5}', '{"app": "Stock", "annual_cost": NaN}')
    imported = read(tmp_path, *lines, name="a.txt")
    assert values(imported, "run_cost_year") == [120_050, None]


def test_machines_inside_applications_are_read_with_what_they_say(tmp_path: Path) -> None:
    apps = [
        {
            "name": "Stock",
            "tech": ["Java", "Oracle"],
            "needs": [{"name": "Till"}],
            "servers": MACHINES,
        },
        {"name": "Till", "tech": [], "needs": [], "servers": ["til01"]},
    ]
    imported = listed(tmp_path, {"applications": apps})
    assert servers(imported) == {"lag01": "Stock", "lag02": "Stock", "til01": "Till"}
    assert values(imported, "cpu_cores") == [6.0, None]
    assert values(imported, "technologies") == [("Java", "Oracle"), None]
    links = [(link.source, link.needed) for link in imported.inventory.dependencies]
    assert links == [("Stock", "Till")]


def test_reservations_hold_machines_whose_tags_say_whose_they_are(tmp_path: Path) -> None:
    machine = {
        "InstanceId": "i-01", "InstanceType": "m9.large", "PlatformDetails": "Linux/UNIX",
        "CpuOptions": {"CoreCount": 2, "ThreadsPerCore": 2},
        "State": {"Code": 80, "Name": "stopped"},
        "Placement": {"AvailabilityZone": "eu-9a"}, "PrivateIpAddress": "10.0.0.1",
        "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1"}],
        "Tags": [{"Key": "Name", "Value": "stk-01"}, {"Key": "Application", "Value": "Stock"}],
    }  # fmt: skip
    bare = {key: value for key, value in machine.items() if key != "Tags"} | {"InstanceId": "i-02"}
    groups = [{"OwnerId": "12", "Groups": [], "Instances": [one]} for one in (machine, bare)]
    imported = listed(tmp_path, {"Reservations": groups})
    assert servers(imported) == {"stk-01": "Stock", "i-02": "i-02"}
    assert values(imported, "current_target") == ["public", "public"]
    first = imported.inventory.servers[0]
    assert first.values["operating_system"] == "Linux/UNIX"
    assert first.values["cpu_cores"] == 4.0  # virtual processors
    assert first.values["tags"] == ("powered_off",)


def test_sizes_of_clouds_tell_the_processors(tmp_path: Path) -> None:
    azure = {
        "name": "stk-01", "type": "Microsoft.Compute/virtualMachines", "vmId": "u-1",
        "id": "/subscriptions/1/stk-01", "location": "north", "powerState": "VM deallocated",
        "hardwareProfile": {"vmSize": "Standard_D4s_v3"}, "tags": {"app": "Stock"},
        "storageProfile": {"osDisk": {"osType": "Linux", "diskSizeGb": 30, "name": "os"},
                           "dataDisks": [{"diskSizeGb": 128, "lun": 0}]},
    }  # fmt: skip
    imported = listed(tmp_path, [azure, {**azure, "name": "stk-02", "vmId": "u-2"}])
    assert servers(imported) == {"stk-01": "Stock", "stk-02": "Stock"}
    machine = imported.inventory.servers[0]
    sizes = {key: machine.values[key] for key in ("cpu_cores", "storage_gib", "tags")}
    assert sizes == {"cpu_cores": 4.0, "storage_gib": 158.0, "tags": ("powered_off",)}
    assert machine.extra["machine_id"] == "u-1"
    zone = "https://www.googleapis.com/compute/v1/projects/p/zones/north-1"
    google = {
        "kind": "compute#instance", "name": "til-01", "id": "12345678901234567890", "zone": zone,
        "machineType": f"{zone}/machineTypes/n2-standard-8", "status": "RUNNING",
        "labels": {"app": "till"}, "disks": [{"diskSizeGb": "10", "boot": True}],
        "cpuPlatform": "Intel Haswell",
    }  # fmt: skip
    imported = listed(tmp_path, [google], "g.json")
    machine = imported.inventory.servers[0]
    assert machine.values["site"] == "north-1"
    assert (machine.values["cpu_cores"], machine.values["storage_gib"]) == (8.0, 10.0)
    assert machine.extra["machine_id"] == "12345678901234567890"  # no digit rounded away


def test_what_is_no_json_says_where(tmp_path: Path) -> None:
    with refused(r"is not JSON: it cannot be read in line 2"):
        read(tmp_path, '[{"app": "Till"},', '{"app" "Stock"}]', name="a.json")
    with refused("nested too deeply"):
        read(tmp_path, "[" * 100_000, name="deep.json")


def test_a_text_that_begins_with_a_bracket_is_still_a_table(tmp_path: Path) -> None:
    imported = read(tmp_path, "[all] Application,Owner", "Till,Ann", "Stock,Bo")
    assert names(imported) == ["Till", "Stock"]


def test_one_word_of_a_processors_model_counts_no_cores(tmp_path: Path) -> None:
    imported = read(tmp_path, "Server,CPU platform,RAM GB", "a1,Fast Nine,8", "a2,Fast Nine,16")
    assert values(imported, "cpu_cores") == [None, None]
    assert not told(imported, "not_a_number")
