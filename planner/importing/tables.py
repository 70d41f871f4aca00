"""Decide for each sheet what it is, where its header stands and which column is which field."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.importing.form import block_of, label_of
from planner.importing.grid import Book, Grid, column_letters
from planner.importing.headers import find_header, header_texts, header_word
from planner.importing.mapping import (
    ColumnMatch,
    MappingBook,
    SheetMapping,
    match_headers,
    rivals_of,
    signature_of,
)
from planner.importing.own import own_sheet_key
from planner.importing.rows import TableColumn
from planner.importing.sources import SOURCES
from planner.importing.sources.base import TableFormat
from planner.importing.units import unit_in_header
from planner.importing.values import text_of
from planner.importing.words import folded
from planner.wording import LANGUAGES

__all__ = ["Found", "find_tables"]

_SAMPLE_ROWS: Final = 5
_HEADER_ROWS: Final = 15
_SERVER_WORDS: Final = frozenset(
    folded(word)
    for word in (
        "server", "server name", "hostname", "host name", "host", "machine name", "vm", "vm name",
        "服务器", "服务器名称", "主机名", "主机名称", "虚拟机", "虚拟机名称",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet that is read: its mapping, its header's index and columns, and its source."""

    grid: Grid
    mapping: SheetMapping
    header: int
    columns: tuple[TableColumn, ...]
    source: str
    literal: bool = False
    rivals: tuple[tuple[int, str], ...] = ()
    """Columns (index, field) that are not read because another one says the same."""


def find_tables(
    book: Book, remembered: MappingBook, *, own: bool
) -> tuple[list[Found], list[Grid]]:
    """Return the tables of a file, and the sheets that are passed over."""
    found: list[Found] = []
    passed: list[Grid] = []
    by_source: list[Found] = []
    for grid in book.grids:
        table = _as_remembered(grid, remembered) or (None if own else _as_source(grid))
        if table is not None:
            by_source.append(table)
    sheets_taken = {id(table.grid) for table in by_source}
    special = any(table.source != "generic" for table in by_source)
    hidden: list[Found] = []
    for grid in book.grids:
        if id(grid) in sheets_taken:
            continue
        table = None
        if own:
            table = _as_own(grid)
        elif not special:
            table = _as_generic(grid, signatures=())
        if table is None:
            passed.append(grid)
        elif grid.hidden and not own:
            hidden.append(table)
        else:
            found.append(table)
    # What somebody has hidden is read where nothing else is there to read.
    if found or by_source:
        passed += [table.grid for table in hidden]
    else:
        found = hidden
    found, weak = _without_weak_lists(found)
    passed += [table.grid for table in weak]
    kept = [table for table in by_source if table.mapping.kind != "skip"]
    passed += [table.grid for table in by_source if table.mapping.kind == "skip"]
    return [*kept, *found], passed


def _without_weak_lists(found: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """Part lists of applications from lists of something else that also has names (people, sites).

    A list that knows less than a third of the fields the best one knows is something else.
    """

    def strength(table: Found) -> int:
        return sum(column.key not in ("id", "name", "notes") for column in table.columns)

    lists = [t for t in found if t.source == "generic" and t.mapping.kind == "workloads"]
    best = max(map(strength, lists), default=0)
    weak = [table for table in lists if strength(table) * 3 < best]
    return [table for table in found if not any(table is other for other in weak)], weak


def _as_remembered(grid: Grid, remembered: MappingBook) -> Found | None:
    """Read a sheet as a person said, where its headers are those of then."""
    wanted = {sheet.signature for sheet in remembered.sheets if sheet.by_user}
    if not wanted:
        return None
    for row in range(min(40, len(grid.rows))):
        headers = header_texts(grid, row)
        mapping = remembered.find(signature_of(headers)) if any(headers) else None
        if mapping is None:
            continue
        keys = {header_word(match.header): match for match in mapping.columns}
        matches = [
            (match.field, match.confidence, match.unit)
            if (match := keys.get(header_word(header))) is not None and header
            else (None, 0.0, "")
            for header in headers
        ]
        source = mapping.format if mapping.format in {s.name for s in SOURCES} else "generic"
        return _found(grid, row, headers, matches, mapping.kind, source, by_user=True)
    return None


def _as_source(grid: Grid) -> Found | None:
    """Recognise a format by the headers of one of the first rows; the surest wins."""
    best: tuple[float, int, str, TableFormat] | None = None
    for row in range(min(_HEADER_ROWS, len(grid.rows))):
        words = {header_word(text) for text in header_texts(grid, row) if text}
        for source in SOURCES:
            for form in source.formats:
                sure = form.recognise(words, grid.sheet)
                if sure > 0 and (best is None or sure > best[0]):
                    best = (sure, row, source.name, form)
    if best is None:
        return None
    sure, row, name, form = best
    headers = header_texts(grid, row)
    general = match_headers(headers, form.kind) if form.guess else [(None, 0.0, "")] * len(headers)
    used: set[str] = set()
    matches: list[tuple[str | None, float, str]] = []
    for header in headers:
        known = form.columns.get(header_word(header))
        if known is not None and known[0] not in used:
            used.add(known[0])
            matches.append((known[0], 1.0, known[1]))
        else:
            matches.append((None, 0.0, ""))
    for index, (key, confidence, unit) in enumerate(general):
        if matches[index][0] is None and key is not None and key not in used:
            used.add(key)
            matches[index] = (key, confidence, unit)
    return _found(grid, row, headers, matches, form.kind, name)


def _as_own(grid: Grid) -> Found | None:
    """Read a sheet of the program's own workbook by its labels; other columns are kept as text."""
    key = own_sheet_key(grid.sheet)
    if key not in ("workloads", "dependencies", "servers"):
        return None
    block = block_of(key)
    labels = {
        folded(label_of(key, column, language)): column
        for column in block.columns
        for language in LANGUAGES
    }
    best_row, best = 0, -1
    for row in range(min(_HEADER_ROWS, len(grid.rows))):
        hits = sum(_own_column(text, labels) is not None for text in header_texts(grid, row))
        if hits > best:
            best_row, best = row, hits
    if best < 2:
        return _as_generic(grid, ())
    headers = header_texts(grid, best_row)
    used: set[str] = set()
    matches: list[tuple[str | None, float, str]] = []
    for header in headers:
        column_key = _own_column(header, labels)
        if column_key is None or column_key in used:
            matches.append((None, 0.0, ""))
            continue
        used.add(column_key)
        matches.append((column_key, 1.0, unit_in_header(header)))
    return _found(grid, best_row, headers, matches, key, "own", literal=True)


def _own_column(header: str, labels: Mapping[str, object]) -> str | None:
    column = labels.get(header_word(header))
    if column is None and "(" in header:
        column = labels.get(header_word(header[: header.rindex("(")]))
    return getattr(column, "key", None)


def _as_generic(grid: Grid, signatures: Sequence[str]) -> Found | None:
    row = find_header(grid, signatures)
    if row is None:
        return None
    headers = header_texts(grid, row)
    kind = _kind_of(headers)
    if kind is None:
        return None
    matches = match_headers(headers, kind)
    taken = {key: index for index, (key, _, _) in enumerate(matches) if key is not None}
    table = _found(grid, row, headers, matches, kind, "generic")
    return dataclasses.replace(table, rivals=tuple(rivals_of(headers, kind, taken)))


def _kind_of(headers: Sequence[str]) -> str | None:
    """Tell a list of dependencies (two ends), of servers (a host's name) and of applications."""
    links = {key: sure for key, sure, _ in match_headers(headers, "dependencies") if key}
    apps = {key: sure for key, sure, _ in match_headers(headers, "workloads") if key}
    if min(links.get("source", 0), links.get("needed", 0)) >= 0.9 and len(apps) <= len(links) + 1:
        return "dependencies"
    hosts = sum(header_word(header) in _SERVER_WORDS for header in headers)
    if hosts and not ({"criticality", "architecture", "run_cost_year"} & apps.keys()):
        return "servers"
    return "workloads" if "name" in apps or "id" in apps else None


def _found(
    grid: Grid,
    row: int,
    headers: Sequence[str],
    matches: Sequence[tuple[str | None, float, str]],
    kind: str,
    source: str,
    *,
    literal: bool = False,
    by_user: bool = False,
) -> Found:
    letters = [column_letters(index + grid.first_column) for index in range(len(headers))]
    columns = tuple(
        ColumnMatch(header, letter, key, sure, unit)
        for header, letter, (key, sure, unit) in zip(headers, letters, matches, strict=True)
    )
    sample = tuple(
        tuple(text_of(cell)[:60] for cell in line)
        for line in grid.rows[row + 1 : row + 1 + _SAMPLE_ROWS]
    )
    mapping = SheetMapping(
        grid.file, grid.sheet, signature_of(headers), row + grid.first_row, kind, source, columns,
        sample, by_user,
    )  # fmt: skip
    read = tuple(
        TableColumn(index, match.field, match.header, match.unit)
        for index, match in enumerate(columns)
        if match.field
    )
    return Found(grid, mapping, row, read, source, literal)
