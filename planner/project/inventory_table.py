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

from planner.codec import decode, encode
from planner.errors import BadInputError
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Value
from planner.model.inventory import Inventory, Workload
from planner.model.issue import CellRef

LARGEST: Final = 1e15

__all__ = ["read_inventory", "read_value", "write_inventory"]


def write_inventory(inventory: Inventory) -> dict[str, Any]:
    """Return the inventory as JSON values."""
    layouts: dict[tuple[tuple[str, str], ...], int] = {}
    rows = [_write_workload(workload, layouts) for workload in inventory.workloads]
    rest = encode(dataclasses.replace(inventory, workloads=()))
    return {"rest": rest, "layouts": [dict(layout) for layout in layouts], "workloads": rows}


def read_inventory(data: Mapping[str, Any], file: str) -> Inventory:
    """Return what :func:`write_inventory` wrote."""
    layouts: list[dict[str, str]] = data["layouts"]
    workloads = []
    for number, row in enumerate(data["workloads"]):
        try:
            workloads.append(_read_workload(row, layouts))
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise BadInputError(
                "errors.file.in_workload_of_the_inventory_is_damaged",
                "errors.program.open_an_earlier_copy_of_it",
                repr(error),
                file=file,
                number=number + 1,
            ) from error
    rest = decode(Inventory, data["rest"], file)
    return dataclasses.replace(rest, workloads=tuple(workloads))


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
        place = (_text(file), _text(sheet), None if number is None else _count(number))
        cells = {key: CellRef(*place, _text(column)) for key, column in layouts[layout].items()}
    elif "cells" in row:
        cells = {
            key: CellRef(_text(file), _text(sheet), None if line is None else _count(line), column)
            for key, (file, sheet, line, column) in row["cells"].items()
        }
    return Workload(
        id=_text(row["id"]),
        name=_text(row["name"]),
        values={key: read_value(key, value) for key, value in row["values"].items()},
        cells=cells,
        edited=frozenset(map(_text, row.get("edited", ()))),
        extra={header: _text(text) for header, text in row.get("extra", {}).items()},
    )


def read_value(key: str, value: Any) -> Value:
    """Return a field's value from its JSON form.

    Raises
    ------
    KeyError, TypeError, ValueError
        There is no such field, or the value is not of its kind or outside its range.
    """
    field = FIELD_BY_KEY[key]
    match field.kind:
        case FieldKind.DATE:
            return date.fromisoformat(value)
        case FieldKind.NAMES:
            if type(value) is not list:
                raise TypeError(f"{key} is no list")
            return tuple(map(_text, value))
        case FieldKind.FLAG:
            if type(value) is not bool:
                raise TypeError(f"{key} is no flag")
            return value
        case FieldKind.TEXT:
            return _text(value)
        case FieldKind.CHOICE:
            if value not in field.choices:
                raise ValueError(f"{key} has no choice {value!r:.80}")
            return _text(value)
        case FieldKind.NUMBER | FieldKind.PERCENT:
            return _within(field, float(_number(value)))
        case _:
            return _within(field, _count(value))


def _within[Number: (int, float)](field: Field, value: Number) -> Number:
    """Refuse what cannot be; what is only unlikely has been asked about when it was entered."""
    if (field.minimum is not None and value < field.minimum) or abs(value) > LARGEST:
        raise ValueError(f"{field.key} is outside its range: {value!r:.80}")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(f"{value!r:.80} is no text")
    return value


def _number(value: Any) -> float:
    if type(value) is not int and type(value) is not float:
        raise TypeError(f"{value!r:.80} is no number")
    return value


def _count(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r:.80} is no whole number")
    return value
