"""The import's result, and the straight line that leads to it."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from planner.errors import BadInputError, message
from planner.importing.doubts import find_doubts
from planner.importing.grid import Book, Grid
from planner.importing.joining.between import Framed, engines_of, frames_of, hosted_by
from planner.importing.joining.build import Built, build_inventory
from planner.importing.joining.collected import Collected, collect_table
from planner.importing.joining.merge import name_key
from planner.importing.joining.noise import NOISE_PORTS
from planner.importing.joining.reclaim import collect_again
from planner.importing.joining.rollup import DEFAULT_ROLLUP, Rollup
from planner.importing.matching.find_tables import Found, find_tables
from planner.importing.matching.mapping import MappingBook, SheetMapping
from planner.importing.matching.questions import passed_over, questions_about
from planner.importing.matching.rows import read_table
from planner.importing.matching.typed import TypedTable
from planner.importing.own_workbook import own_blocks as own
from planner.importing.own_workbook.aside_sheet import aside_rows
from planner.importing.reading.workbook import read_book
from planner.importing.sources import SOURCES
from planner.importing.units.currency import most_named
from planner.model.inventory import Inventory, SetAside, SourceFile
from planner.model.issue import CellRef, Issue, Severity
from planner.model.programme import Programme
from planner.model.scenario import Decision, Dials

__all__ = ["Imported", "RowCount", "import_files"]

_MOST_ALIKE: Final = 200
_MOST_STRANGERS: Final = 20
_MOST_LISTED: Final = 20_000


@dataclass(frozen=True, slots=True)
class RowCount:
    """Where every row went.

    ``read = workloads + servers + dependencies + merged + set_aside + settings + blank``: rows
    below the headers of the sheets that were read.
    """

    read: int = 0
    workloads: int = 0
    servers: int = 0
    dependencies: int = 0
    merged: int = 0
    set_aside: int = 0
    settings: int = 0
    blank: int = 0


@dataclass(frozen=True)
class Imported:
    """All that was read; ``mapping`` says how, sheet by sheet, for the preview.

    ``currency_named``: whether anything says what currency the amounts are in.
    """

    inventory: Inventory
    programme: Programme = Programme()
    issues: tuple[Issue, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rule_set: str | None = None
    dials: Dials | None = None
    mapping: MappingBook = dataclasses.field(default_factory=MappingBook)
    count: RowCount = dataclasses.field(default_factory=RowCount)
    currency_named: bool = True


@dataclass(slots=True)
class _Reading:
    tables: dict[str, list[TypedTable]]
    mappings: list[SheetMapping]
    sources: list[SourceFile]
    issues: list[Issue]
    collected: Collected
    blocks: own.OwnBlocks
    aside: int = 0
    engines: dict[str, str] = dataclasses.field(default_factory=dict)


def import_files(
    paths: Sequence[Path],
    *,
    today: date,
    mapping: MappingBook | None = None,
    rollup: Rollup = DEFAULT_ROLLUP,
    noise_ports: frozenset[int] = NOISE_PORTS,
) -> Imported:
    """Read one or more files into one inventory.

    Parameters
    ----------
    paths
        Workbooks or text files, in any of the known formats or with a column of names.
    today
        The day to which dates in the past are compared.
    mapping
        How people mapped sheets with the same headers before.
    rollup, noise_ports
        How servers are grouped, and which network ports are no application's.

    Raises
    ------
    BadInputError
        A file cannot be read, or none of them lists applications, servers or dependencies.
    """
    if not paths:
        raise BadInputError(
            "errors.file.no_file_was_given", "errors.advice.choose_a_workbook_or_a_csv_file"
        )
    reading = _Reading(defaultdict(list), [], [], [], Collected(), own.OwnBlocks())
    seen: set[str] = set()
    for path in paths:
        book = read_book(path)
        if book.sha256 in seen:
            where = CellRef(book.file)
            reading.issues.append(Issue("same_file_twice", Severity.WARNING, where))
            continue
        seen.add(book.sha256)
        _read(book, mapping or MappingBook(), today, reading)
    if not reading.mappings:
        raise _no_names(paths)
    return _finish(reading, today, rollup, noise_ports)


def _no_names(paths: Sequence[Path]) -> BadInputError:
    names = tuple(message("errors.quoted", name=path.name) for path in paths[:3])
    return BadInputError(
        "errors.file.no_column_with_names_of_applications_was",
        "errors.advice.give_one_column_a_header_such_as",
        names=names,
    )


def _read(book: Book, mapping: MappingBook, today: date, reading: _Reading) -> None:
    ours = own.is_own_book(book.grids)
    found, passed = find_tables(book, mapping, today, own=ours)
    read: list[TypedTable] = []
    for table in found:
        typed = read_table(
            table.grid, table.header, table.columns, table.mapping.kind, table.source,
            literal=table.literal,
        )  # fmt: skip
        read.append(typed)
        reading.tables[table.source].append(typed)
        reading.mappings.append(table.mapping)
        reading.issues.extend(typed.issues)
        reading.collected.set_aside.extend(typed.set_aside)
        reading.issues.extend(questions_about(table))
    if ours:
        _read_own(book, found, reading)
    else:
        unknown = frames_of([sheet.grid for sheet in passed if sheet.why == "unknown"])
        engines, used = engines_of(unknown)
        reading.engines |= engines
        used += _take_pairs(unknown, read, reading)
        left = [s for s in passed if s.grid.rows and not any(s.grid is grid for grid in used)]
        reading.issues.extend(passed_over(book, left))
    names = {table.source for table in found}
    form = "own" if ours else next(iter(sorted(names)), "")
    sheets = tuple(table.grid.sheet for table in found)
    reading.sources.append(SourceFile(book.file, form, book.sha256, sheets))
    reading.issues.extend(book.issues)


def _take_pairs(
    sheets: Sequence[Framed], tables: Sequence[TypedTable], reading: _Reading
) -> list[Grid]:
    """Take over what sheets between applications and machines say; return these sheets."""
    pairs, used = hosted_by(sheets, tables)
    strange: dict[str, Issue] = {}
    for application, called, host, where in pairs:
        if application is not None:
            reading.collected.hosted.append((application, host, where))
            continue
        texts, params = {"source": called, "needed": host}, {"text": called[:80], "near": ""}
        counted = int(strange[called].params["count"]) + 1 if called in strange else 1
        first = strange[called].where if called in strange else where
        params["count"] = str(counted)
        strange[called] = Issue(
            "dependency_on_nobody", Severity.WARNING, first, "", "source", params
        )
        aside = SetAside(where, texts, "dependency_on_nobody", "dependencies")
        reading.collected.set_aside.append(aside)
        reading.aside += 1
    reading.issues.extend(strange.values())
    return used


def _read_own(book: Book, found: Sequence[Found], reading: _Reading) -> None:
    taken = {id(table.grid) for table in found}
    for grid in book.grids:
        key = own.own_sheet_key(grid.sheet)
        if id(grid) in taken or key in (None, "read_me"):
            continue
        if key == "set_aside":
            _read_aside(grid, reading)
        else:
            own.read_blocks(grid, key or "", reading.blocks)
    reading.issues.extend(reading.blocks.issues)


def _read_aside(grid: Grid, reading: _Reading) -> None:
    """Keep what an earlier import set aside; what is marked is taken in as corrected."""
    rows = aside_rows(grid)
    reading.aside += len(rows)
    reading.blocks.blank += len(grid.rows) - 1 - len(rows)
    for row, wanted, where in rows:
        if wanted:
            collect_again(row, where, reading.collected)
        else:
            reading.collected.set_aside.append(row)


def _finish(
    reading: _Reading, today: date, rollup: Rollup, noise_ports: frozenset[int]
) -> Imported:
    collected = reading.collected
    by_name = {source.name: source.collect for source in SOURCES}
    for name, tables in reading.tables.items():
        if name in by_name:
            by_name[name](tables, collected)
        else:
            for table in tables:
                collect_table(table, collected)
    for entry in collected.workloads if reading.engines else ():
        for key in (name_key(entry.id), name_key(entry.name)):
            if key in reading.engines:
                entry.values.setdefault("database", reading.engines[key])
    programme = own.programme_from(reading.blocks)
    target_ids = {target.id for target in programme.targets}
    built = build_inventory(collected, target_ids, rollup=rollup, noise_ports=noise_ports)
    settings = reading.blocks.settings
    everything = [table for tables in reading.tables.values() for table in tables]
    currency, doubts = _currency(everything, settings.get("currency", ""))
    inventory = dataclasses.replace(
        built.inventory,
        name=settings.get("inventory_name", ""),
        currency=currency,
        sources=tuple(reading.sources),
    )
    issues = [
        *reading.issues,
        *collected.issues,
        *collected.lost_ways(),
        *built.issues,
        *doubts,
        *find_doubts(inventory, programme, today),
    ]
    if not inventory.workloads:
        issues.append(Issue("no_rows", Severity.ERROR, CellRef(reading.sources[0].name)))
    return Imported(
        inventory, programme, _sorted(_grouped(issues), inventory),
        own.decisions_from(reading.blocks), settings.get("rule_set"),
        own.dials_from(reading.blocks), MappingBook(tuple(reading.mappings)),
        _count(everything, built, reading),
        bool(settings.get("currency")) or any(c for t in everything for c, _ in t.currencies),
    )  # fmt: skip


def _currency(tables: Sequence[TypedTable], given: str) -> tuple[str, list[Issue]]:
    """Return the currency of the amounts, and a doubt where they name none or several."""
    columns = [entry for table in tables for entry in table.currencies if entry[1]]
    named, others = most_named(code for code, amounts in columns for _ in range(amounts))
    if given:
        others = tuple(code for code in dict.fromkeys((named, *others)) if code != given)
        others = others if any(code for code, _ in columns) else ()
        named = given
    elif columns and not any(code for code, _ in columns):
        return named, [Issue("currency_assumed", Severity.NOTE, params={"currency": named})]
    if not others:
        return named, []
    params = {"currency": named, "others": ", ".join(others)}
    return named, [Issue("currencies_mixed", Severity.WARNING, params=params)]


def _count(tables: Sequence[TypedTable], built: Built, reading: _Reading) -> RowCount:
    blocks = reading.blocks
    read = sum(table.read for table in tables) + blocks.count + blocks.blank + reading.aside
    blank = sum(table.blank for table in tables) + blocks.blank
    return RowCount(
        read, built.workloads, built.servers, built.dependencies, built.merged,
        len(reading.collected.set_aside), blocks.count, blank,
    )  # fmt: skip


def _grouped(issues: Sequence[Issue]) -> list[Issue]:
    """List the first doubts of a kind, and count the others in one; every one is counted."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    listed: list[Issue] = []
    last: dict[tuple[str, str, str, str], Issue] = {}
    for issue in issues:
        kind = (issue.code, issue.where.file, issue.where.sheet, issue.field)
        seen[kind] += 1
        most = _MOST_STRANGERS if issue.code == "dependency_on_nobody" else _MOST_ALIKE
        if seen[kind] <= most and len(listed) < _MOST_LISTED:
            listed.append(issue)
        else:
            last[kind] = issue
    for kind, issue in last.items():
        more = seen[kind] - sum(_kind_of(other) == kind for other in listed)
        params = {"count": str(more), "code": issue.code, "text": issue.params.get("text", "")}
        listed.append(Issue("more_alike", issue.severity, issue.where, "", issue.field, params))
    return listed


def _kind_of(issue: Issue) -> tuple[str, str, str, str]:
    return (issue.code, issue.where.file, issue.where.sheet, issue.field)


def _sorted(issues: Sequence[Issue], inventory: Inventory) -> tuple[Issue, ...]:
    """Order issues by severity, then by place, and name the workload each cell belongs to."""
    owners = {}
    if len(issues) > 0:
        for workload in inventory.workloads:
            cell = workload.cells.get("name") or workload.cells.get("id")
            if cell is not None:
                owners[(cell.file, cell.sheet, cell.row)] = workload.id
    named = [
        issue
        if issue.workload_id or issue.where.row is None
        else dataclasses.replace(
            issue,
            workload_id=owners.get((issue.where.file, issue.where.sheet, issue.where.row), ""),
        )
        for issue in issues
    ]
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(
        sorted(
            named,
            key=lambda i: (rank[i.severity], i.where.file, i.where.sheet, i.where.row or 0, i.code),
        )
    )
