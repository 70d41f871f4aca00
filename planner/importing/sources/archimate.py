"""ArchiMate models as three CSV files: components are workloads, relations dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.importing.joining.collected import Collected, DependencyEntry, WorkloadEntry
from planner.importing.matching.mapping import match_headers
from planner.importing.matching.typed import Row, TypedTable
from planner.importing.sources.base import Source, table_format
from planner.importing.values.cells import Column, read_column
from planner.model.fields import FIELD_BY_KEY
from planner.model.issue import CellRef, Issue, Severity

__all__ = ["SOURCE"]

_BACKWARDS: Final = ("serving", "usedby")
"""Serving points from the one that serves to the one that needs it."""
_SURE: Final = 0.95
"""How surely a property must be called like a field to be read as one."""
_FORWARDS: Final = ("flow", "access", "triggering", "association")

_FORMATS = (
    table_format(
        "archimate_relations",
        "relations",
        "ID|Type|Source|Target",
        "ID = id | Type = relation | Name = name | Documentation = note | Source = source"
        "| Target = needed",
    ),
    table_format(
        "archimate_elements",
        "elements",
        "ID|Type|Name|Documentation",
        "ID = id | Type = element | Name = name | Documentation = description",
    ),
    table_format(
        "archimate_properties",
        "properties",
        "ID|Key|Value",
        "ID = id | Key = property | Value = text",
    ),
)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Join elements, relations and properties by id."""
    components: dict[str, WorkloadEntry] = {}
    order = {"elements": 0, "properties": 1, "relations": 2}
    for table in sorted(tables, key=lambda table: order[table.kind]):
        for row in table.rows:
            if table.kind == "elements":
                _take_element(table, row, components, collected)
            elif table.kind == "properties":
                owner = components.get(row.text("id"))
                if owner is None:
                    collected.put_aside(table, row, "unknown_element")
                    continue
                _take_property(table, row, owner, collected)
                collected.joined += 1
            else:
                _take_relation(table, row, components, collected)


def _take_element(
    table: TypedTable, row: Row, components: dict[str, WorkloadEntry], collected: Collected
) -> None:
    key, name = row.text("id"), row.text("name")
    if row.text("element").replace("-", "").casefold() != "applicationcomponent":
        collected.put_aside(table, row, "not_an_application")
        return
    if not name or not key:
        collected.put_aside(table, row, "no_name")
        return
    where = CellRef(table.file, table.sheet, row.number)
    values = {k: v for k, v in row.values.items() if k == "description"}
    entry = WorkloadEntry(key, name, values, row.cells, where)
    components.setdefault(key, entry)
    collected.workloads.append(entry)


def _take_property(table: TypedTable, row: Row, owner: WorkloadEntry, collected: Collected) -> None:
    """A property that is called like a field is that field; others are kept as text."""
    title, text = row.text("property") or "property", row.text("text")
    ((key, sure, unit),) = match_headers([title], "workloads")
    if key is not None and key in FIELD_BY_KEY and sure >= _SURE and key not in owner.values:
        column = Column(FIELD_BY_KEY[key], unit)
        (value,), doubts = read_column([text], column)
        where = CellRef(table.file, table.sheet, row.number)
        for doubt in doubts:
            params = {"text": doubt.text, "read_as": doubt.read_as, "header": title}
            collected.issues.append(
                Issue(doubt.code, Severity.WARNING, where, field=key, params=params)
            )
        if value is not None:
            owner.values[key] = value
            return
    owner.extra[title] = text


def _take_relation(
    table: TypedTable, row: Row, components: dict[str, WorkloadEntry], collected: Collected
) -> None:
    kind = row.text("relation").replace(" ", "").casefold()
    source, needed = row.text("source"), row.text("needed")
    plain = kind.removesuffix("relationship")
    if (
        source not in components
        or needed not in components
        or not (plain in _BACKWARDS or plain in _FORWARDS)
    ):
        collected.put_aside(table, row, "not_a_dependency")
        return
    if plain in _BACKWARDS:
        source, needed = needed, source
    values = {k: v for k, v in row.values.items() if k == "note"}
    where = CellRef(table.file, table.sheet, row.number)
    collected.dependencies.append(DependencyEntry(source, needed, values, where))


SOURCE = Source("archimate", _FORMATS, collect)
