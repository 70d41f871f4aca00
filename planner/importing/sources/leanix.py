"""LeanIX fact sheets; sheets other than applications and the Readme are passed over."""

from __future__ import annotations

from collections.abc import Sequence

from planner.importing.joining.collected import Collected, take_workload
from planner.importing.matching.typed import TypedTable
from planner.importing.sources.base import Source, table_format

__all__ = ["SOURCE"]

_FACT_SHEETS = table_format(
    "leanix",
    "workloads",
    "id|type|name|displayName",
    "id = id | type = fact_type | name = name | description = description | lifecycle = lifecycle"
    "| businessCriticality = criticality | lxHostingType = current_target"
    "| lxSixRClassification = strategy | relApplicationToBusinessCapability = domain",
)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Take over fact sheets of applications; others are set aside."""
    for table in tables:
        for row in table.rows:
            kind = row.text("fact_type").casefold()
            if kind in ("", "application", "itcomponent application"):
                row.values.pop("fact_type", None)
                take_workload(table, row, collected)
            else:
                collected.put_aside(table, row, "not_an_application")


SOURCE = Source("leanix", (_FACT_SHEETS,), collect)
