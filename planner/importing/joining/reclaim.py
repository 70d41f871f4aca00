"""Rows that were set aside, corrected and taken in."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from planner.errors import BadInputError
from planner.importing.joining.build import link_of
from planner.importing.joining.collected import (
    Collected,
    take_dependency,
    take_server,
    take_workload,
)
from planner.importing.joining.merge import name_key
from planner.importing.joining.rollup import summed
from planner.importing.matching.typed import Row, TypedTable, field_for
from planner.importing.own_workbook.form import DEPENDENCY_COLUMNS
from planner.importing.values.cells import Column, read_column
from planner.model.fields import FIELD_BY_KEY, Value
from planner.model.inventory import Dependency, Inventory, Server, SetAside, Workload
from planner.model.issue import CellRef, Issue, Severity

__all__ = ["KINDS", "collect_again", "take_in"]

KINDS: Final = ("workloads", "servers", "dependencies")
"""Kinds of rows that can be taken in one by one."""
_KEYS: Final = {
    "workloads": frozenset(("id", "name", "depends_on", *FIELD_BY_KEY)),
    "servers": frozenset(
        ("name", "application", "ip", "fqdn", "machine_id", "powerstate", "template", *FIELD_BY_KEY)
    ),
    "dependencies": frozenset(column.key for column in DEPENDENCY_COLUMNS),
}
_TAKE: Final = {
    "workloads": take_workload,
    "servers": take_server,
    "dependencies": take_dependency,
}


def kind_of(row: SetAside) -> str:
    """Return what a row is read as; what earlier versions kept is told by its texts."""
    if row.kind:
        return row.kind
    return "dependencies" if {"source", "needed"} & row.texts.keys() else "workloads"


def _typed(row: SetAside, number: int) -> tuple[Row, list[Issue]]:
    """Read a row's texts as the fields of its kind; other columns stay text."""
    kind = kind_of(row)
    values: dict[str, Value] = {}
    extra: dict[str, str] = {}
    issues = []
    for key, text in row.texts.items():
        if key not in _KEYS.get(kind, ()):
            if text:
                extra[key] = text
            continue
        (value,), doubts = read_column([text], Column(field_for(kind, key)))
        if value is not None:
            values[key] = value
        for doubt in doubts:
            params = {"text": doubt.text, "read_as": doubt.read_as, "header": key}
            issues.append(Issue(doubt.code, Severity.WARNING, row.cell, field=key, params=params))
    cells = dict.fromkeys(values, row.cell)
    return Row(values, cells, number, extra), issues


def collect_again(row: SetAside, where: CellRef, collected: Collected) -> None:
    """Take over a row of the set-aside sheet that a person has corrected and marked.

    What still cannot be used is set aside again, with the reason.

    Parameters
    ----------
    where
        Its place in the set-aside sheet.
    collected
        Where it goes.
    """
    kind = kind_of(row)
    typed, issues = _typed(dataclasses.replace(row, cell=where), where.row or 0)
    collected.issues.extend(issues)
    if kind not in _TAKE:
        collected.set_aside.append(row)
        collected.issues.append(Issue("cannot_take_in", Severity.WARNING, where))
        return
    table = TypedTable(where.file, where.sheet, kind, "own", 0, [], [])
    _TAKE[kind](table, typed, collected)


def take_in(
    inventory: Inventory, row: SetAside, texts: Mapping[str, str] | None = None
) -> Inventory:
    """Return the inventory with a row that was set aside taken in, as corrected.

    Parameters
    ----------
    row
        One of the rows set aside.
    texts
        Its cells as a person has corrected them; as they were where None.

    Raises
    ------
    BadInputError
        It still cannot be used; the sentence says what is lacking.
    """
    typed, _ = _typed(dataclasses.replace(row, texts=row.texts if texts is None else texts), 0)
    kind = kind_of(row)
    if kind == "dependencies":
        changed = _with_link(inventory, typed, row.cell)
    elif kind == "servers":
        changed = _with_server(inventory, typed, row.cell)
    elif kind == "workloads":
        changed = _with_workload(inventory, typed, row.cell)
    else:
        raise BadInputError(
            "errors.file.this_row_says_more_about_another_one",
            "errors.file.import_its_file_again_together_with_the",
        )
    left = tuple(other for other in changed.set_aside if other is not row)
    return dataclasses.replace(changed, set_aside=left)


def _find(inventory: Inventory, text: str) -> str | None:
    key = name_key(text)
    by_name = {name_key(w.name): w.id for w in reversed(inventory.workloads)}
    by_server = {name_key(s.name): s.workload_id for s in reversed(inventory.servers)}
    if text in inventory.by_id:
        return text
    return by_name.get(key) or by_server.get(key)


def _with_workload(inventory: Inventory, row: Row, cell: CellRef) -> Inventory:
    given, name = row.text("id"), row.text("name")
    if not name and not given:
        raise BadInputError(
            "errors.file.row_has_no_name", "errors.file.give_the_application_a_name"
        )
    values = {key: value for key, value in row.values.items() if key in FIELD_BY_KEY}
    known = _find(inventory, given or name)
    if known is None:
        cells = {**dict.fromkeys(values, cell), "name": cell}
        fresh = Workload(given or name, name or given, values, cells, extra=row.extra)
        return dataclasses.replace(inventory, workloads=(*inventory.workloads, fresh))
    filled = tuple(
        dataclasses.replace(w, values={**values, **w.values}, extra={**row.extra, **w.extra})
        if w.id == known
        else w
        for w in inventory.workloads
    )
    return dataclasses.replace(inventory, workloads=filled)


def _with_server(inventory: Inventory, row: Row, cell: CellRef) -> Inventory:
    collected = Collected()
    take_server(TypedTable(cell.file, cell.sheet, "servers", "own", 0, [], []), row, collected)
    if not collected.servers:
        raise BadInputError("errors.file.row_has_no_name", "errors.file.give_the_server_a_name")
    (entry,) = collected.servers
    title = entry.applications[0] if entry.applications else entry.name
    workload = _find(inventory, title)
    workloads = inventory.workloads
    if workload is None:
        workload = title
        workloads = (*workloads, Workload(title, title, summed([entry]), {"name": cell}))
    server = Server(entry.name, workload, entry.values, entry.rule or "server", cell, entry.extra)
    return dataclasses.replace(inventory, workloads=workloads, servers=(*inventory.servers, server))


def _with_link(inventory: Inventory, row: Row, cell: CellRef) -> Inventory:
    ends = []
    for key in ("source", "needed"):
        text = row.text(key)
        if not text:
            raise BadInputError(
                "errors.file.dependency_names_only_one_of_its_two",
                "errors.file.name_both_applications",
            )
        found = _find(inventory, text)
        if found is None:
            raise BadInputError(
                "errors.file.there_is_no_application_in_the_inventory",
                "errors.file.add_the_application_or_correct_the_name",
                text=text,
            )
        ends.append(found)
    if ends[0] == ends[1]:
        raise BadInputError(
            "errors.file.both_ends_are_the_same_application", "errors.file.name_the_other_end"
        )
    link = link_of(ends[0], ends[1], row.values, cell)
    if any(_same(link, other) for other in inventory.dependencies):
        return inventory
    return dataclasses.replace(inventory, dependencies=(*inventory.dependencies, link))


def _same(first: Dependency, second: Dependency) -> bool:
    return dataclasses.replace(first, cell=second.cell) == second
