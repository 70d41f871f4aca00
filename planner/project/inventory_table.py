"""The inventory's compact form in a project file.

Ten thousand workloads with fifty values each are half a million cells. Values are kept per
workload, but where each was read is kept as one (file, sheet, row) and a shared list of columns,
because nearly every workload was read from one row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from planner.model.fields import FIELD_BY_KEY, FieldKind, Value
from planner.model.inventory import Inventory, Workload
from planner.model.issue import CellRef
from planner.project.codec import decode, encode

__all__ = ["read_inventory", "write_inventory"]

DATES: Final = frozenset(key for key, field in FIELD_BY_KEY.items() if field.kind is FieldKind.DATE)


def write_inventory(inventory: Inventory) -> dict[str, Any]:
    """Return the inventory as JSON values."""
    layouts: dict[tuple[tuple[str, str], ...], int] = {}
    rows = [_write_workload(workload, layouts) for workload in inventory.workloads]
    rest = encode(dataclasses.replace(inventory, workloads=()))
    return {"rest": rest, "layouts": [dict(layout) for layout in layouts], "workloads": rows}


def read_inventory(data: Mapping[str, Any]) -> Inventory:
    """Return what :func:`write_inventory` wrote."""
    layouts: list[dict[str, str]] = data["layouts"]
    workloads = tuple(_read_workload(row, layouts) for row in data["workloads"])
    return dataclasses.replace(decode(Inventory, data["rest"]), workloads=workloads)


def _write_workload(
    workload: Workload, layouts: dict[tuple[tuple[str, str], ...], int]
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": workload.id,
        "name": workload.name,
        "values": {key: _write_value(value) for key, value in workload.values.items()},
    }
    if workload.cells:
        places = {(cell.file, cell.sheet, cell.row) for cell in workload.cells.values()}
        if len(places) == 1:
            layout = tuple((key, cell.column) for key, cell in workload.cells.items())
            row["row"] = [*places.pop(), layouts.setdefault(layout, len(layouts))]
        else:
            row["cells"] = {
                key: [cell.file, cell.sheet, cell.row, cell.column]
                for key, cell in workload.cells.items()
            }
    if workload.edited:
        row["edited"] = sorted(workload.edited)
    if workload.extra:
        row["extra"] = dict(workload.extra)
    return row


def _write_value(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read_workload(row: Mapping[str, Any], layouts: list[dict[str, str]]) -> Workload:
    cells: dict[str, CellRef] = {}
    if "row" in row:
        file, sheet, number, layout = row["row"]
        cells = {
            key: CellRef(file, sheet, number, column) for key, column in layouts[layout].items()
        }
    elif "cells" in row:
        cells = {key: CellRef(*parts) for key, parts in row["cells"].items()}
    return Workload(
        id=row["id"],
        name=row["name"],
        values={key: _read_value(key, value) for key, value in row["values"].items()},
        cells=cells,
        edited=frozenset(row.get("edited", ())),
        extra=row.get("extra", {}),
    )


def _read_value(key: str, value: Any) -> Value:
    if key in DATES:
        return date.fromisoformat(value)
    result: Value = tuple(value) if isinstance(value, list) else value
    return result
