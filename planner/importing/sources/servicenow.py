"""ServiceNow business applications, with whatever columns the exporter chose."""

from __future__ import annotations

from planner.importing.sources.base import Source, table_format

__all__ = ["SOURCE"]

_COLUMNS = (
    "name = name | short_description = description | apm_business_process = domain"
    "| application_type = archetype | architecture_type = architecture | platform = platform"
    "| life_cycle_stage = lifecycle | technology_stack = technologies | user_base = users"
    "| managed_by = technical_owner"
    "| it_application_owner = business_owner | business_criticality = criticality"
    "| data_classification = data_class | number = id"
)
_FORMATS = tuple(
    table_format("servicenow", "workloads", f"name|{mark}", _COLUMNS)
    for mark in ("install_status", "emergency_tier", "apm_business_process", "it_application_owner")
)

_RELATIONS = table_format(
    "servicenow_relations",
    "dependencies",
    "parent|type|child",
    "parent = source | type = relation | child = needed",
)

SOURCE = Source("servicenow", (*_FORMATS, _RELATIONS))
