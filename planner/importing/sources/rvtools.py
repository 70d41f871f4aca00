# ruff: noqa: E501 - header lists read best as lines
"""RVTools: virtual machines of a vSphere estate; vInfo carries all that an inventory needs."""

from __future__ import annotations

from collections.abc import Sequence

from planner.importing.collected import Collected, collect_table
from planner.importing.rows import TypedTable
from planner.importing.sources.base import Source, table_format

__all__ = ["SOURCE"]

_COLUMNS = (
    "VM = name | Powerstate = powerstate | Template = template | CPUs = cpu_cores"
    "| Memory = memory_gib:mb | In Use MiB = storage_gib:mb | In Use MB = storage_gib:mb"
    "| Provisioned MiB = provisioned:mb | Provisioned MB = provisioned:mb | Datacenter = site"
    "| Cluster = cluster | Annotation = notes | OS according to the VMware Tools = operating_system"
    "| OS according to the configuration file = os_configured | VM UUID = machine_id"
    "| vApp = application | CPU Usage % = cpu_utilisation:% | Primary IP Address = ip"
    "| vInfoVMName = name | vInfoPowerstate = powerstate | vInfoCPUs = cpu_cores"
    "| vInfoMemory = memory_gib:mb | vInfoInUse = storage_gib:mb | vInfoProvisioned = provisioned:mb"
    "| vInfoOS = operating_system | vInfoTemplate = template"
)
_INFO = table_format("rvtools", "servers", "VM|Powerstate|CPUs|Memory", _COLUMNS, guess=False)
_CSV = table_format("rvtools", "servers", "vInfoVMName|vInfoPowerstate", _COLUMNS, guess=False)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Fill the gaps from neighbouring columns: provisioned storage, the configured system."""
    for table in tables:
        for row in table.rows:
            if "storage_gib" not in row.values and (text := row.text("provisioned")):
                try:
                    row.values["storage_gib"] = float(text.replace(",", "")) / 1024
                except ValueError:
                    row.extra["Provisioned"] = text
            if not row.text("operating_system") and row.text("os_configured"):
                row.values["operating_system"] = row.text("os_configured")
        collect_table(table, collected)


SOURCE = Source("rvtools", (_INFO, _CSV), collect)
