"""ServiceNow business applications, with whatever columns the exporter chose."""

from __future__ import annotations

from collections.abc import Sequence

from planner.importing.joining.collected import Collected, collect_table
from planner.importing.matching.typed import TypedTable
from planner.importing.sources.base import Source, table_format
from planner.importing.values.choices import Choices
from planner.model.fields import FIELD_BY_KEY

__all__ = ["SOURCE"]

_COLUMNS = (
    "name = name | short_description = description | apm_business_process = domain"
    "| application_type = archetype | architecture_type = architecture | platform = platform"
    "| install_status = install_status | life_cycle_stage = lifecycle"
    "| technology_stack = technologies | user_base = users | managed_by = technical_owner"
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
_LIFECYCLE = Choices(FIELD_BY_KEY["lifecycle"])


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Read the install status as the stage of life where no stage is given."""
    for table in tables:
        for row in table.rows if table.kind == "workloads" else ():
            stage, _ = _LIFECYCLE.read(row.text("install_status"))
            if stage is not None:
                row.values.setdefault("lifecycle", stage)
        collect_table(table, collected)


SOURCE = Source("servicenow", (*_FORMATS, _RELATIONS), collect)
