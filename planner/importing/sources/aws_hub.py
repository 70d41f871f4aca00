# ruff: noqa: E501 - header lists read best as lines
"""AWS Migration Hub and Application Discovery import: servers with applications and tags."""

from __future__ import annotations

from planner.importing.sources.base import Source, table_format

__all__ = ["SOURCE"]

_COLUMNS = (
    "HostName = name | VMware.VMName = vm_name | ExternalId = machine_id | IPAddress = ip"
    "| CPU.NumberOfCores = cpu_cores | RAM.TotalSizeInMB = memory_gib:mb | OS.Name = operating_system"
    "| CPU.UsagePct.Avg = cpu_utilisation:% | Applications = application | Tags = tags"
    "| ApplicationWave = wave | ServerId = server_id | CPU.NumberOfLogicalCores = logical_cores"
)
_BY_CORES = table_format(
    "aws_migration_hub", "servers", "HostName|RAM.TotalSizeInMB", _COLUMNS, guess=False
)
_BY_ID = table_format(
    "aws_migration_hub", "servers", "ExternalId|Applications", _COLUMNS, guess=False
)

SOURCE = Source("aws_migration_hub", (_BY_CORES, _BY_ID))
