"""Workloads of which about half of the indicators are known, as first inventories are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory, Workload

__all__ = ["USUAL_GROUPS", "half_known", "inventory_of"]

ALWAYS = frozenset(("current_target", "operating_system", "environment"))
"""Cells that every first inventory has."""

USUAL_GROUPS: Mapping[str, Mapping[str, Value]] = {
    "front": {
        "architecture": "service_oriented",
        "technology_support": "current",
        "scale_out": "stateless",
        "criticality": "high",
        "data_class": "confidential",
        "personal_data": "basic",
        "latency_ms": 200.0,
        "channel": "channel",
        "delivery": "integrated",
        "rto_hours": 4.0,
        "peak_to_average": 6.0,
        "containers": "partly",
        "cloud_skill": "practised",
        "users": 250000,
        "residency": "country",
    },
    "back": {
        "architecture": "layered",
        "technology_support": "current",
        "scale_out": "read_only",
        "criticality": "medium",
        "data_class": "confidential",
        "personal_data": "basic",
        "latency_ms": 400.0,
        "channel": "back_office",
        "delivery": "scripted",
        "rto_hours": 12.0,
        "peak_to_average": 2.5,
        "documentation": "partial",
        "cloud_skill": "basic",
        "users": 400,
        "residency": "country",
    },
    "package": {
        "architecture": "packaged",
        "technology_support": "current",
        "scale_out": "none",
        "criticality": "medium",
        "data_class": "internal",
        "personal_data": "basic",
        "latency_ms": 500.0,
        "channel": "back_office",
        "delivery": "manual",
        "rto_hours": 24.0,
        "peak_to_average": 2.0,
        "documentation": "good",
        "cloud_skill": "basic",
        "users": 900,
        "residency": "none",
    },
    "analysis": {
        "architecture": "layered",
        "technology_support": "current",
        "scale_out": "sharded",
        "criticality": "medium",
        "data_class": "confidential",
        "personal_data": "basic",
        "latency_ms": 3000.0,
        "channel": "batch",
        "delivery": "scripted",
        "rto_hours": 24.0,
        "peak_to_average": 9.0,
        "seasonality": "monthly",
        "cloud_skill": "practised",
        "users": 60,
        "residency": "country",
    },
    "service": {
        "architecture": "layered",
        "technology_support": "current",
        "scale_out": "read_only",
        "criticality": "high",
        "data_class": "internal",
        "personal_data": "none",
        "latency_ms": 50.0,
        "channel": "platform",
        "delivery": "scripted",
        "rto_hours": 1.0,
        "peak_to_average": 2.0,
        "documentation": "good",
        "cloud_skill": "practised",
        "users": 2500,
        "residency": "none",
    },
    "saas": {
        "architecture": "saas",
        "technology_support": "current",
        "criticality": "medium",
        "data_class": "internal",
        "personal_data": "basic",
        "channel": "back_office",
        "users": 1200,
    },
}
"""Groups of systems that every field has: what they have in common, had everybody answered."""

type Row = tuple[str, str, Mapping[str, Value]]
"""Id, name, and what would be known if everybody had answered."""


def half_known(rows: Sequence[Row]) -> tuple[Workload, ...]:
    """Return the workloads with every second indicator missing, the same ones every time."""
    return tuple(
        Workload(
            identity,
            name,
            {key: value for key, value in cells.items() if key in ALWAYS or _kept(identity, key)},
        )
        for identity, name, cells in rows
    )


def _kept(identity: str, key: str) -> bool:
    return hashlib.sha256(f"{identity}/{key}".encode()).digest()[0] % 2 == 0


def inventory_of(
    name: str, currency: str, rows: Sequence[Row], needs: Sequence[tuple[str, str, str]]
) -> Inventory:
    """Return an inventory of such rows; ``needs`` are (source, needed, interface)."""
    return Inventory(
        name=name,
        currency=currency,
        workloads=half_known(rows),
        dependencies=tuple(
            Dependency(source, needed, interface=interface) for source, needed, interface in needs
        ),
    )
