# ruff: noqa: E501 - header lists read best as lines
"""AWS Migration Hub and Application Discovery import: servers with applications and tags."""

from __future__ import annotations

from collections.abc import Sequence

from planner.importing.joining.collected import Collected, collect_table
from planner.importing.matching.typed import TypedTable
from planner.importing.sources.base import Source, share_of_memory, table_format

__all__ = ["SOURCE"]

_COLUMNS = (
    "HostName = name | VMware.VMName = vm_name | ExternalId = machine_id | IPAddress = ip"
    "| CPU.NumberOfCores = cpu_cores | RAM.TotalSizeInMB = memory_gib:mb | OS.Name = operating_system"
    "| CPU.UsagePct.Avg = cpu_utilisation:% | Applications = application | Tags = tags"
    "| ApplicationWave = wave | ServerId = server_id | CPU.NumberOfLogicalCores = logical_cores"
    "| CPU.NumberOfProcessors = processors | RAM.UsedSizeInMB.Avg = memory_used"
)
_BY_CORES = table_format("aws_migration_hub", "servers", "HostName|RAM.TotalSizeInMB", _COLUMNS)
_BY_ID = table_format("aws_migration_hub", "servers", "ExternalId|Applications", _COLUMNS)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Fill gaps: logical cores or processors where cores are not given; the share of memory used."""
    for table in tables:
        for row in table.rows:
            for key in ("logical_cores", "processors"):
                cores = row.gib(key, 1.0)
                if "cpu_cores" not in row.values and cores:
                    row.values["cpu_cores"] = cores
            share_of_memory(row, row.gib("memory_used"))
        collect_table(table, collected)


SOURCE = Source("aws_migration_hub", (_BY_CORES, _BY_ID), collect)
