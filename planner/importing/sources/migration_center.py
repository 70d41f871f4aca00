# ruff: noqa: E501 - header lists read best as lines
"""Google Migration Center tables: machines, joined with their disks, tags and measurements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.importing.joining.collected import Collected, application_tag, take_server
from planner.importing.matching.typed import Row, TypedTable
from planner.importing.sources.base import Source, table_format

__all__ = ["SOURCE"]

_FORMATS = (
    table_format(
        "migration_center_machines",
        "servers",
        "MachineId|MachineName|AllocatedProcessorCoreCount",
        "MachineId = machine_id | MachineName = name | PrimaryIPAddress = ip | MemoryGiB = memory_gib"
        "| TotalDiskUsedGiB = storage_gib | TotalDiskAllocatedGiB = disk_allocated"
        "| AllocatedProcessorCoreCount = cpu_cores | OsName = operating_system"
        "| HostingLocation = site | MachineStatus = powerstate",
    ),
    table_format(
        "migration_center_disks",
        "details",
        "MachineId|DiskLabel|SizeInGib",
        "MachineId = machine_id | SizeInGib = disk_size | UsedInGib = disk_used",
    ),
    table_format(
        "migration_center_tags",
        "details",
        "MachineId|Key|Value",
        "MachineId = machine_id | Key = tag_key | Value = tag_value",
    ),
    table_format(
        "migration_center_measurements",
        "details",
        "MachineId|TimeStamp|CpuUtilizationPercentage",
        "MachineId = machine_id | CpuUtilizationPercentage = cpu_utilisation:%",
    ),
)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Join the four tables by machine id; rows of unknown machines are set aside."""
    machines = {
        row.text("machine_id"): row
        for table in tables
        if table.kind == "servers"
        for row in table.rows
    }
    loads: dict[str, list[float]] = defaultdict(list)
    disks: dict[str, float] = defaultdict(float)
    for table in tables:
        if table.kind != "details":
            continue
        for row in table.rows:
            machine = machines.get(row.text("machine_id"))
            if machine is None:
                collected.put_aside(table, row, "unknown_machine")
                continue
            collected.joined += 1
            _join(machine, row, loads[row.text("machine_id")], disks)
    for key, numbers in loads.items():
        if numbers:
            machines[key].values["cpu_utilisation"] = sum(numbers) / len(numbers)
    for key, size in disks.items():
        machines[key].values.setdefault("storage_gib", size)
    for table in tables:
        if table.kind == "servers":
            for row in table.rows:
                allocated = row.gib("disk_allocated", 1.0)
                if "storage_gib" not in row.values and allocated is not None:
                    row.values["storage_gib"] = allocated
                take_server(table, row, collected)


def _join(machine: Row, row: Row, loads: list[float], disks: dict[str, float]) -> None:
    load = row.values.get("cpu_utilisation")
    if isinstance(load, float):
        loads.append(load)
    if key := row.text("tag_key"):
        value = row.text("tag_value")
        if application_tag(f"{key}={value}"):
            machine.values["application"] = value
        else:
            machine.extra[f"tag {key}"] = value
    size = row.text("disk_used") or row.text("disk_size")
    try:
        disks[row.text("machine_id")] += float(size) if size else 0.0
    except ValueError:
        machine.extra["disk"] = size


SOURCE = Source("migration_center", _FORMATS, collect)
