# ruff: noqa: E501 - header lists read best as lines
"""Google Migration Center tables: machines, joined with their disks, tags and measurements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.importing.joining.collected import Collected, application_tag, take_server
from planner.importing.matching.typed import Row, TypedTable
from planner.importing.sources.base import Source, details_of, stand_in, table_format

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
    listed = [(table, row) for table in tables if table.kind == "servers" for row in table.rows]
    machines = {row.text("machine_id").casefold(): row for _, row in listed}
    loads: dict[str, list[float]] = defaultdict(list)
    disks: dict[str, float] = defaultdict(float)
    for key, row in details_of(tables, collected, "machine_id"):
        load = row.values.get("cpu_utilisation")
        loads[key] += [load] if isinstance(load, float) else []
        size = "disk_used" if row.text("disk_used") else "disk_size"
        if (gib := row.gib(size, 1.0)) is not None:
            disks[key] += gib
        elif row.text(size):
            machines[key].extra["disk"] = row.text(size)
        _take_tag(machines[key], row)
    for key, machine in machines.items():
        if loads[key]:
            machine.values["cpu_utilisation"] = sum(loads[key]) / len(loads[key])
        stand_in(machine, disks.get(key))
    for table, row in listed:
        stand_in(row, row.gib("disk_allocated", 1.0))
        take_server(table, row, collected)


def _take_tag(machine: Row, row: Row) -> None:
    if key := row.text("tag_key"):
        value = row.text("tag_value")
        if application_tag(f"{key}={value}"):
            machine.values["application"] = value
        else:
            machine.extra[f"tag {key}"] = value


SOURCE = Source("migration_center", _FORMATS, collect)
