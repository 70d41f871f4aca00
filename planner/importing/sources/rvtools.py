# ruff: noqa: E501 - header lists read best as lines
"""RVTools: virtual machines of a vSphere estate; vInfo carries all that an inventory needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planner.importing.joining.collected import Collected, collect_table
from planner.importing.matching.typed import TypedTable
from planner.importing.sources.base import Source, details_of, stand_in, table_format

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
_INFO = table_format("rvtools", "servers", "VM|Powerstate|CPUs|Memory", _COLUMNS)
_CSV = table_format("rvtools", "servers", "vInfoVMName|vInfoPowerstate", _COLUMNS)
_PARTITIONS = tuple(
    table_format(
        "rvtools_partitions",
        "details",
        f"VM|Disk|Capacity {unit}|Consumed {unit}",
        f"VM = name | Consumed {unit} = consumed",
    )
    for unit in ("MiB", "MB")
)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Fill gaps: storage from the file systems, else as provisioned; the configured system."""
    consumed: dict[str, float] = {}
    for name, row in details_of(tables, collected):
        if (size := row.gib("consumed")) is not None:
            consumed[name] = consumed.get(name, 0.0) + size
    for table in tables:
        if table.kind != "servers":
            continue
        for row in table.rows:
            stand_in(row, consumed.get(row.text("name").casefold(), row.gib("provisioned")))
            if not row.text("operating_system") and row.text("os_configured"):
                row.values["operating_system"] = row.text("os_configured")
        collect_table(table, collected)


SOURCE = Source("rvtools", (_INFO, _CSV, *_PARTITIONS), collect, re.compile(r"d?v[A-Z]\w+$"))
