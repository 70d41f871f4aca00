"""Konveyor application import: record type 1 is an application, 2 a dependency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planner.importing.joining.collected import Collected, DependencyEntry, take_workload
from planner.importing.matching.typed import Row, TypedTable
from planner.importing.sources.base import Source, table_format
from planner.model.issue import CellRef, Issue, Severity

__all__ = ["SOURCE"]

_TAGS = "".join(
    f"| Tag Category {n} = category_{n} | Tag Type {n} = category_{n} | Tag {n} = tag_{n}"
    for n in range(1, 21)
)
_COLUMNS = (
    "Record Type 1 = record_type | Record Type = record_type | Application Name = name"
    "| Description = description | Comments = notes | Business Service = domain"
    "| Dependency = dependency | Dependency Direction = direction | Owner = business_owner"
    "| Repository URL = repository" + _TAGS
)
_TECHNICAL = re.compile(
    r"language|runtime|framework|middleware|server|technolog|stack|library|messaging", re.IGNORECASE
)
"""Categories of tags that are technologies; the others (types, owners) are tags."""
_BACK = ("northbound", "from")
_FORTH = ("southbound", "to", "")
"""Directions: of this version, of Tackle 1, and none."""
_FORMATS = tuple(
    table_format("konveyor", "workloads", f"{first}|Application Name|{third}", _COLUMNS)
    for first in ("Record Type 1", "Record Type")
    for third in ("Business Service", "Dependency Direction", "Tag 1")
)


def collect(tables: Sequence[TypedTable], collected: Collected) -> None:
    """Take over applications with their tags, and dependencies in their direction."""
    for table in tables:
        collected.issues += _bare_directions(table)
        for row in table.rows:
            kind = row.text("record_type").strip()
            if kind == "2" or (not kind and row.text("dependency")):
                _take_dependency(table, row, collected)
            elif kind in ("1", ""):
                _read_tags(row)
                take_workload(table, row, collected)
            else:
                collected.put_aside(table, row, "unknown_record_type")


def _bare_directions(table: TypedTable) -> Iterator[Issue]:
    """Say once of each word that only points which way it was taken."""
    for word, code in (("to", "direction_to"), ("from", "direction_from")):
        rows = [row for row in table.rows if row.text("direction").casefold() == word]
        if rows:
            where = CellRef(table.file, table.sheet, rows[0].number)
            params = {"text": rows[0].text("direction"), "count": str(len(rows))}
            yield Issue(code, Severity.NOTE, where, params=params)


def _take_dependency(table: TypedTable, row: Row, collected: Collected) -> None:
    name, other = row.text("name"), row.text("dependency")
    direction = row.text("direction").casefold()
    ends = {"source": name, "needed": other}
    if direction in _BACK:
        ends = {"source": other, "needed": name}
    if not name or not other:
        collected.put_aside(
            table, row, "dependency_incomplete", kind="dependencies", texts={**ends, **row.extra}
        )
        return
    where = CellRef(table.file, table.sheet, row.number)
    if direction not in (*_BACK, *_FORTH):
        collected.lost_way(row.text("direction"), where)
    collected.dependencies.append(DependencyEntry(ends["source"], ends["needed"], {}, where))


def _read_tags(row: Row) -> None:
    technologies: list[str] = []
    others: list[str] = []
    for key in ("record_type", "dependency", "direction"):
        row.values.pop(key, None)
    for number in range(1, 21):
        category, tag = row.text(f"category_{number}"), row.text(f"tag_{number}")
        row.values.pop(f"category_{number}", None)
        row.values.pop(f"tag_{number}", None)
        if category.casefold() == "operating system":
            row.values["operating_system"] = tag
        elif category.casefold() == "database":
            row.values["database"] = tag
        elif category.casefold() in ("data center", "datacenter", "location"):
            row.values.setdefault("site", tag)
        elif tag and _TECHNICAL.search(category):
            technologies.append(tag)
        elif tag:
            others.append(f"{category}={tag}" if category else tag)
    if technologies:
        row.values["technologies"] = tuple(dict.fromkeys(technologies))
    if others:
        row.values["tags"] = tuple(dict.fromkeys(others))
    if repository := row.text("repository"):
        row.extra["Repository URL"] = repository
        row.values.pop("repository", None)


SOURCE = Source("konveyor", _FORMATS, collect)
