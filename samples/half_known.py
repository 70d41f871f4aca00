"""Workloads of which about half of the indicators are known, as first inventories are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from planner.model.fields import Value
from planner.model.inventory import Dependency, Inventory, Workload

__all__ = ["half_known", "inventory_of"]

ALWAYS = frozenset(("current_target", "operating_system", "environment"))
"""Cells that every first inventory has."""

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
