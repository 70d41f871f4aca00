"""Columns and signs of the inventory table."""

from __future__ import annotations

from planner.model.fields import FieldKind
from planner.model.issue import Severity

__all__ = ["NUMERIC", "SIGNS", "USUAL_COLUMNS"]


USUAL_COLUMNS = (
    "domain",
    "archetype",
    "environment",
    "criticality",
    "data_class",
    "architecture",
    "current_target",
    "cpu_cores",
    "memory_gib",
    "storage_gib",
    "peak_to_average",
    "run_cost_year",
    "technical_owner",
)

SIGNS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.NOTE: "●"}

NUMERIC = (FieldKind.NUMBER, FieldKind.INTEGER, FieldKind.PERCENT, FieldKind.MONEY)
