# ruff: noqa: E501 - header lists read best as lines
"""Tidal Accelerator: application fields and its servers file."""

from __future__ import annotations

from planner.importing.sources.base import Source, table_format

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
    "| Technical Lead = technical_owner | Business Owner = business_owner",
    guess=False,
)
_SERVERS = table_format(
    "tidal_servers",
    "servers",
    "HOST_NAME|RAM_allocated_gb|CPU_COUNT",
    "HOST_NAME = name | FQDN = fqdn | DESCRIPTION = description | ZONE = site"
    "| RAM_allocated_gb = memory_gib:gb | CPU_COUNT = cpu_cores | STORAGE_used_gb = storage_gib:gb"
    "| ENVIRONMENT = environment | custom_fields_database_software = database | ROLE = role"
    "| assigned_id = machine_id",
    guess=False,
)

SOURCE = Source("tidal", (_APPLICATIONS, _SERVERS))
