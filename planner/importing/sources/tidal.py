# ruff: noqa: E501 - header lists read best as lines
"""Tidal Accelerator: application fields and its servers file."""

from __future__ import annotations

from collections.abc import Sequence

from planner.importing.joining.collected import Collected, collect_table
from planner.importing.matching.typed import TypedTable
from planner.importing.sources.base import Source, share_of_memory, stand_in, table_format
from planner.importing.values.cells import split_names
from planner.importing.values.words import flag_of

__all__ = ["SOURCE"]

_APPLICATIONS = table_format(
    "tidal_applications",
    "workloads",
    "Name|Total Users|Annual Hosting Costs",
    "Name = name | Description = description | Total Users = users | Revenue = benefit_year"
    "| Annual Hosting Costs = run_cost_year | Annual Staff Costs = staff_cost_year"
    "| Data Sensitivity = data_class | Frequency Of Deployments = releases_year"
    "| PII = personal_data | Continuous Delivery = delivery | End Of Support Date = support_end_date"
    "| Database Instances -> Name = database | Environment -> Name = environment | Tags = tags"
    "| Technical Lead = technical_owner | Business Owner = business_owner | COTS = cots"
    "| Servers -> Host Name = hosts",
)
_SERVERS = table_format(
    "tidal_servers",
    "servers",
    "HOST_NAME|RAM_allocated_gb|CPU_COUNT",
    "HOST_NAME = name | FQDN = fqdn | DESCRIPTION = description | ZONE = site"
    "| RAM_allocated_gb = memory_gib:gb | CPU_COUNT = cpu_cores | STORAGE_used_gb = storage_gib:gb"
    "| ENVIRONMENT = environment | custom_fields_database_software = database | ROLE = role"
    "| assigned_id = machine_id | RAM_used_gb = memory_used"
    "| STORAGE_allocated_gb = storage_allocated",
)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Fill gaps: bought software is packaged, servers are counted, allocated storage stands in."""
    for table in tables:
        for row in table.rows:
            if table.kind == "servers":
                share_of_memory(row, row.gib("memory_used", 1.0))
                stand_in(row, row.gib("storage_allocated", 1.0))
                continue
            if flag_of(row.text("cots")) is True:
                row.values.setdefault("architecture", "packaged")
            if hosts := split_names(row.text("hosts")):
                row.values.setdefault("server_count", len(hosts))
        collect_table(table, collected)


SOURCE = Source("tidal", (_APPLICATIONS, _SERVERS), collect)
