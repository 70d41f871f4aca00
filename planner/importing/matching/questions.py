"""What is asked or said of columns and sheets: which may be a field, which were left and why."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from planner.importing.grid import Book, Grid
from planner.importing.headers.header_words import (
    SURE,
    TAKEN,
    candidates_for,
    is_of_amounts,
    year_in,
)
from planner.importing.headers.secret_headers import says_secret
from planner.importing.matching.columns import PART
from planner.importing.matching.find_tables import Found, Passed
from planner.importing.matching.kinds import says_others
from planner.importing.matching.match import CORES, MOST_COLUMNS, Profiles
from planner.importing.matching.plausible import NUMERIC, Profile
from planner.importing.matching.typed import field_for
from planner.importing.values.cells import Column, read_column, text_of
from planner.model.fields import Field, Value
from planner.model.issue import CellRef, Issue, Severity

__all__ = ["passed_over", "questions_about"]

_PASSED: Final = {
    "hidden": "hidden_sheet_passed_over",
    "unknown": "sheet_passed_over",
    "skipped": "sheet_passed_over",
    "covered": "sheet_covered",
    "thin": "sheet_of_something_else",
    "amounts": "sheet_of_amounts",
}
_PASSED_TOGETHER: Final = {"unknown": "sheets_passed_over", "covered": "sheets_covered"}
"""Codes by why a sheet is not read."""
_LOUD: Final = ("thin", "amounts")
_SEEN_AS: Final = {
    "headless": "header_absent",
    "hosting": "hosting_matrix_read",
    "grouped": "groups_filled",
}
_HEADS: Final = 12
_SHOWN: Final = 5
_LEAST_KEPT: Final = 2
_OF_SERVERS: Final = frozenset(
    (
        "application application_id cpu_cores memory_gib storage_gib operating_system ip fqdn "
        "cpu_utilisation memory_utilisation powerstate cluster environment criticality"
    ).split()
)
_OF_HARDWARE: Final = re.compile(
    r"serial|model\b|firmware|warranty|depreciation|book value|seriennummer|modell|modèle|série"
    r"|serie\b|序列号|型号|原值|净值|固定资产|折旧"
)
_OF_PROGRAMS: Final = re.compile(
    r"^(?:display|software|product|package)[ _]?version$|^uninstall"
    r"|^install(?:ed)?[ _]?(?:date|on|location)$",
    re.IGNORECASE,
)
"""Headers of a list of what is installed on a machine."""
_OF_SYSTEMS: Final = frozenset(
    (
        "users run_cost_year staff_cost_year licence_cost_year rto_hours rpo_minutes data_class "
        "depends_on personal_data needed_by architecture strategy database technologies archetype "
        "hosts"
    ).split()
)
"""What is said of systems, and of no piece of equipment."""
_ALL: Final = re.compile(r"total|all\b|gesamt|总|合计|v-?cpu|virtual|logical|logisch|逻辑|thread")
"""What says that cores are those of a whole machine."""


def questions_about(table: Found) -> Iterator[Issue]:
    """Ask about columns that may be a field, and name those that are kept as text."""
    profiles = Profiles(table.grid, table.header)
    kept: list[str] = []
    marked: list[str] = []
    years: list[tuple[str, Issue]] = []
    for index, column in enumerate(table.mapping.columns[: len(table.matches)]):
        where = table.grid.cell(table.header, index)
        params = {"header": column.header}
        if column.asked:
            sample = map(text_of, profiles[index].distinct[:_SHOWN])
            params |= {"field": column.asked, "text": ", ".join(sample)[:80]}
            yield Issue("column_question", Severity.WARNING, where, "", column.asked, params)
        elif column.field is None and (said := table.matches[index].left):
            sample = map(text_of, profiles[index].distinct[:_SHOWN])
            params |= {"field": said, "text": ", ".join(sample)[:80]}
            yield Issue("column_of_another", Severity.NOTE, where, "", said, params)
        elif column.field is None and column.header and not says_secret(column.header):
            twin = _twin(table, index) if index < MOST_COLUMNS and profiles[index].filled else None
            if twin is not None:
                if twin.code == "columns_by_year":
                    years.append((column.header, twin))
                else:
                    yield twin
            elif table.source == "generic":
                profile = profiles[index]
                kept.append(column.header)
                if is_of_amounts(column.header) and profile.is_numeric:
                    yield Issue("amounts_kept", Severity.WARNING, where, params=params)
                marked += [column.header] if profile.is_marked else []
        if column.field == "name" and column.confidence < SURE and table.source == "generic":
            yield Issue("name_guessed", Severity.WARNING, where, "", "name", params)
    yield from _cores_of_each(table)
    for key in dict.fromkeys(twin.field for _, twin in years):
        others, twins = zip(*((h, twin) for h, twin in years if twin.field == key), strict=True)
        params = {**twins[0].params, "headers": ", ".join(others)}
        yield dataclasses.replace(twins[0], params=params)
    sheet = CellRef(table.grid.file, table.grid.sheet)
    marked = marked if len(marked) > 1 else []
    kept = [header for header in kept if header not in marked]
    for code, severity, headers in (
        ("columns_kept", Severity.NOTE, kept),
        ("columns_marked", Severity.WARNING, marked),
    ):
        if headers:
            params = {"headers": ", ".join(headers)[:300], "count": str(len(headers))}
            yield Issue(code, severity, sheet, params=params)
    doubted = table.source == "generic" and table.mapping.kind == "workloads" and not table.strong
    heads = [column.header for column in table.mapping.columns]
    installed = next((head for head in heads if _OF_PROGRAMS.search(head)), "")
    if doubted and (what := says_others(table.grid)):
        yield Issue("list_of_others", Severity.WARNING, sheet, params={"text": what})
    elif doubted and installed:
        yield Issue("list_of_programs", Severity.WARNING, sheet, params={"header": installed})
    elif table.source == "generic" and _is_of_equipment(table, profiles):
        yield Issue("list_of_equipment", Severity.WARNING, sheet)
    elif doubted and len(kept) >= _LEAST_KEPT and _says_little(table):
        yield Issue("list_of_names", Severity.WARNING, sheet)
    if table.grid.turned:
        yield Issue("sheet_turned", Severity.NOTE, sheet)
    if code := _SEEN_AS.get(table.grid.seen_as, ""):
        yield Issue(code, Severity.WARNING, sheet)
    if table.source == "matrix":
        params = {"count": str(len(table.grid.rows) - 1)}
        way = "matrix_read_back" if table.columns[0].key == "needed" else "matrix_read"
        yield Issue(way, Severity.WARNING, sheet, params=params)


def _says_little(table: Found) -> bool:
    """Whether nothing but what things are called was read."""
    return {column.key for column in table.columns} <= {"id", "name", "notes", "description"}


def _is_of_equipment(table: Found, profiles: Profiles) -> bool:
    """Whether machines have serial numbers or models, and nothing that one of a plan has."""
    known = {column.key for column in table.columns if profiles[column.index].filled}
    of_plans = {"servers": _OF_SERVERS, "workloads": _OF_SYSTEMS}.get(table.mapping.kind, known)
    heads = (column.header.casefold() for column in table.mapping.columns)
    bare = bool(known) and known.isdisjoint(of_plans) and not table.grid.turned
    named = table.mapping.kind == "workloads" and table.strong
    return bare and not named and any(map(_OF_HARDWARE.search, heads))


def _twin(table: Found, index: int) -> Issue | None:
    """Say that a column means what another one was read as, loudly where its figures differ."""
    kind, column = table.mapping.kind, table.mapping.columns[index]
    read = {c.key: c for c in table.columns if not c.foreign}
    rival = table.matches[index].rival
    for candidate in candidates_for(column.header, kind)[:1]:
        other = read.get(candidate.key)
        if other is None or candidate.foreign or candidate.confidence < TAKEN:
            continue
        if candidate.key == "run_cost_year" and PART.search(column.header.casefold()):
            continue  # a part of it
        field = field_for(kind, candidate.key)
        numeric = field.kind in NUMERIC
        if not numeric and candidate.key != rival:
            continue
        at = table.grid.cell(table.header, index)
        named = table.mapping.columns[other.index].header
        if numeric and year_in(column.header) and year_in(named):
            at = table.grid.cell(table.header, other.index)
            params = {"header": named, "year": str(table.grid.year)}
            return Issue("columns_by_year", Severity.NOTE, at, "", candidate.key, params)
        params = {"header": column.header, "other": table.grid.letters(other.index)}
        if candidate.key == "id":
            return None  # two numbers of one row are two, and say nothing of each other
        places = ((index, candidate.unit), (other.index, other.unit))
        differ = _differ(table.grid, table.header, field, places) if numeric else 0
        if differ:
            params |= {"count": str(differ)}
            return Issue("column_differs", Severity.WARNING, at, "", candidate.key, params)
        if candidate.key == rival:
            params["field"] = rival
            return Issue("column_repeated", Severity.NOTE, at, "", rival, params)
    return None


def _differ(grid: Grid, header: int, field: Field, places: Sequence[tuple[int, str]]) -> int:
    """Return in how many rows two columns of a field, each in its unit, say different numbers."""
    first, second = (_values(grid, header, field, at, unit) for at, unit in places)
    pairs = zip(first, second, strict=True)
    return sum(a is not None and b is not None and a != b for a, b in pairs)


def _values(grid: Grid, header: int, field: Field, at: int, unit: str) -> Sequence[Value | None]:
    rows = [
        row for place, row in enumerate(grid.rows) if place > header and place not in grid.aside
    ]
    cells = [row[at] if at < len(row) else "" for row in rows]
    return read_column(cells, Column(field, unit, decimal=grid.decimal))[0]


def _cores_of_each(table: Found) -> Iterator[Issue]:
    """Ask whether cores beside a count of processors are of the machine or of each processor."""
    read = {c.key: c for c in table.columns if not c.foreign}
    if table.source != "generic" or "cores_each" in read:
        return
    if table.mapping.kind != "servers" or not {"sockets", "cpu_cores"} <= set(read):
        return
    cores, sockets = read["cpu_cores"], read["sockets"]
    header, other = (table.mapping.columns[c.index].header for c in (cores, sockets))
    if not CORES.search(header.casefold()) or _ALL.search(header.casefold()):
        return
    field = field_for("servers", "cpu_cores")
    counts = (_values(table.grid, table.header, field, c.index, c.unit) for c in (cores, sockets))
    pairs = [
        (all_, of)
        for all_, of in zip(*counts, strict=True)
        if isinstance(all_, int | float) and isinstance(of, int | float) and of > 1
    ]
    settled = any(all_ > of and all_ % of for all_, of in pairs)  # processors are alike
    if pairs and not settled:
        params = {"header": header, "other": other, "count": str(len(pairs))}
        where = table.grid.cell(table.header, cores.index)
        yield Issue("cores_of_each", Severity.WARNING, where, "", "cpu_cores", params)


def passed_over(book: Book, sheets: Sequence[Passed]) -> Iterator[Issue]:
    """Name hidden sheets and those of money one by one, others in one sentence for each reason."""
    by_why: dict[str, list[Passed]] = defaultdict(list)
    for sheet in sheets:
        why = "hidden" if sheet.grid.hidden else sheet.why
        by_why["amounts" if why == "unknown" and _of_amounts(sheet.grid) else why].append(sheet)
    for why, alike in by_why.items():
        if why in _PASSED_TOGETHER and len(alike) > 1:
            names = dict.fromkeys(sheet.grid.sheet for sheet in alike)
            params = {"sheets": ", ".join(names)[:400], "count": str(len(names))}
            yield Issue(_PASSED_TOGETHER[why], Severity.NOTE, CellRef(book.file), params=params)
            continue
        for sheet in alike:
            grid = sheet.grid
            name = grid.title if why in _LOUD and grid.title else grid.sheet
            params = {"sheet": name, "count": str(len(grid.rows))}
            severity = Severity.WARNING if why in _LOUD else Severity.NOTE
            where = CellRef(grid.file, grid.sheet)
            yield Issue(_PASSED[why], severity, where, params=params)


def _of_amounts(grid: Grid) -> bool:
    """Whether a sheet that lists nothing known holds a budget, prices or other amounts."""
    heads = [text_of(cell) for row in grid.rows[:_HEADS] for cell in row if isinstance(cell, str)]
    said = any(is_of_amounts(text) for text in (grid.sheet, *heads) if len(text) <= 60)
    cells = [cell for row in grid.rows[:200] for cell in row]
    return said and bool(Profile.of(cells).numbers)
