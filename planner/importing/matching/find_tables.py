"""Decide for each table what it is, where its header stands and which column is which field."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.importing.blocks.headless import with_header
from planner.importing.blocks.hosting import hosting_of
from planner.importing.blocks.layout import find_header
from planner.importing.blocks.rows import filled_down, header_texts, header_word
from planner.importing.blocks.turning import matrix_of
from planner.importing.grid import Book, Grid
from planner.importing.headers.header_words import SURE, known_headers
from planner.importing.headers.secret_headers import says_secret
from planner.importing.matching.columns import match_columns
from planner.importing.matching.kinds import is_never, kind_of_table, names_applications
from planner.importing.matching.mapping import ColumnMatch, MappingBook, SheetMapping, signature_of
from planner.importing.matching.match import Match, Profiles, names_of
from planner.importing.matching.plausible import Profile
from planner.importing.matching.typed import TableColumn
from planner.importing.own_workbook.form import block_of, label_of
from planner.importing.own_workbook.own_blocks import own_sheet_key
from planner.importing.sources import SOURCES
from planner.importing.sources.base import TableFormat
from planner.importing.units.measures import unit_in_header
from planner.importing.values.cells import text_of
from planner.importing.values.words import folded
from planner.wording import LANGUAGES

__all__ = ["Found", "Passed", "find_tables"]

_SAMPLE_ROWS: Final = 5
_HEADER_ROWS: Final = 15
_PHRASE: Final = 3
_TELLING: Final = 2
"""Fields of a list beside which lists of bare names are none of systems."""
_MOST_ASKED: Final = 5
"""Questions about columns that a file may bring."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table that is read: its mapping, its header's index and columns, and its source."""

    grid: Grid
    mapping: SheetMapping
    header: int
    columns: tuple[TableColumn, ...]
    source: str
    literal: bool = False
    matches: tuple[Match, ...] = ()
    origin: Grid | None = None
    """The sheet it was made from, where it does not stand there as it is read."""
    strong: bool = True
    """Whether it is surely a list of what a plan is made of, not of something else with names."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A sheet that is not read, and why: unknown, hidden, thin, covered or skipped."""

    grid: Grid
    why: str


def find_tables(
    book: Book, remembered: MappingBook, today: date, *, own: bool
) -> tuple[list[Found], list[Passed]]:
    """Return the tables of a file, and the sheets that are passed over.

    A known export is read by its hints, and every other sheet by its headers and values all the
    same, but for those whose content the export's main sheet carries.

    Parameters
    ----------
    remembered
        Mappings that are kept.
    today
        From which ages are counted.
    own
        The file is one of the program's own.
    """
    found: list[Found] = []
    passed: list[Passed] = []
    waiting: list[Grid] = []
    for grid in book.grids:
        grid.year = today.year - 1
        table = _as_remembered(grid, remembered) or (None if own else _as_source(grid))
        if table is None:
            waiting.append(grid)
        elif table.mapping.kind == "skip":
            passed.append(Passed(grid, "skipped"))
        else:
            found.append(table)
    covered = [s.covers for s in SOURCES if s.covers and any(t.source == s.name for t in found)]
    hidden: list[Found] = []
    for grid in waiting:
        if any(pattern.match(grid.sheet) for pattern in covered):
            passed.append(Passed(grid, "covered"))
            continue
        tables = [t for t in ([_as_own(grid)] if own else _as_generic(grid)) if t is not None]
        tables = [_as_corrected(table, grid, remembered) for table in tables]
        if not tables:
            passed.append(Passed(grid, "unknown"))
        elif grid.hidden and not own:
            hidden += tables
        else:
            found += tables
    if not found and not hidden and not own:
        found, passed = _without_headers(passed)
    # What somebody has hidden is read where nothing else is there to read.
    if found:
        passed += [Passed(table.grid, "hidden") for table in hidden]
    else:
        found = hidden
    found, thin = _without_other_lists(found)
    return _asked_least(found), [*passed, *(Passed(table.grid, "thin") for table in thin)]


def _without_headers(passed: Sequence[Passed]) -> tuple[list[Found], list[Passed]]:
    """Read lists that have no row of headers, where nothing else of a file is a list."""
    found: list[Found] = []
    left: list[Passed] = []
    for sheet in passed:
        grid = with_header(sheet.grid) if sheet.why == "unknown" else None
        tables = _as_generic(grid) if grid else []
        found += tables
        left += [] if tables else [sheet]
    return found, left


def _without_other_lists(found: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """Part lists of applications from lists of something else with names (people, sites)."""
    lists = [t for t in found if t.source == "generic" and t.mapping.kind == "workloads"]
    others = [t for t in lists if not t.strong]
    if len(others) == len(found):
        told = max(map(_fields_of, others), default=0)
        weak = [t for t in others if told >= _TELLING and not _fields_of(t)]  # filters of a list
    else:
        weak = [t for t in others if _fields_of(t) <= 1 or is_never(t.grid)]
    return [t for t in found if not any(t is other for other in weak)], weak


def _fields_of(table: Found) -> int:
    return sum(column.key not in ("id", "name", "notes", "description") for column in table.columns)


def _asked_least(found: Sequence[Found]) -> list[Found]:
    """Keep the first questions of a file; columns of the others are kept as text."""
    left = _MOST_ASKED
    kept = []
    for table in found:
        columns = []
        for column in table.mapping.columns:
            asked = column.asked if left > 0 else ""
            left -= bool(asked)
            columns.append(dataclasses.replace(column, asked=asked))
        mapping = dataclasses.replace(table.mapping, columns=tuple(columns))
        kept.append(dataclasses.replace(table, mapping=mapping))
    return kept


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
        given = [keys.get(header_word(header)) if header else None for header in headers]
        matches = [
            Match(
                _field_of(g.field, mapping.kind), g.confidence, g.unit, "" if g.field else g.asked
            )
            if g
            else Match()
            for g in given
        ]
        source = mapping.format if mapping.format in {s.name for s in SOURCES} else "generic"
        table = _found(grid, row, headers, matches, mapping.kind, source, by_user=True)
        return _with_words(table, {g.header: g.words for g in given if g and g.words})
    return None


def _field_of(named: str | None, kind: str) -> str | None:
    """Return the field a person named, by its key or by what it is called."""
    known = known_headers(kind)
    return named if named is None or named in known.values() else known.get(folded(named), named)


def _as_corrected(table: Found, sheet: Grid, remembered: MappingBook) -> Found:
    """Return a table that was laid out anew as a person has mapped it, and where it came from."""
    if table.grid is sheet:
        return table
    kept = _as_remembered(table.grid, remembered)
    if kept is None or kept.mapping.kind == "skip":
        kept = table
    return dataclasses.replace(kept, origin=sheet, source=table.source)


def _as_source(grid: Grid) -> Found | None:
    """Recognise a format by the headers of one of the first rows; the surest wins."""
    best: tuple[float, int, str, TableFormat] | None = None
    for row in range(min(_HEADER_ROWS, len(grid.rows))):
        words = {header_word(text) for text in header_texts(grid, row) if text}
        for source in SOURCES:
            for form in source.formats:
                sure = form.recognise(words)
                if sure > 0 and (best is None or sure > best[0]):
                    best = (sure, row, source.name, form)
    if best is None:
        return None
    _, row, name, form = best
    if form.kind == "workloads" and _lists_machines(grid, row):
        return None  # any class of a tool may be exported with the columns of its applications
    headers = header_texts(grid, row)
    listed = form.kind in ("workloads", "servers", "dependencies")
    general = match_columns(grid, row, form.kind) if listed else [Match() for _ in headers]
    used: set[str] = set()
    matches: list[Match] = []
    for header in headers:
        known = form.columns.get(header_word(header))
        fresh = known is not None and known[0] not in used
        matches.append(Match(known[0], 1.0, known[1]) if known and fresh else Match())
        used |= {known[0]} if known and fresh else set()
    least = SURE if form.kind != "workloads" else 0.0  # a machine's columns are the tool's own
    for index, match in enumerate(general):
        own = header_word(headers[index]) in form.columns
        if not own and match.key not in used and (match.confidence >= least or match.asked):
            matches[index] = match
            used |= {match.key} if match.key else set()
    return _found(grid, row, headers, matches, form.kind, name)


def _lists_machines(grid: Grid, row: int) -> bool:
    """Whether the rows below a header are machines, of which it names hardware or system."""
    kind = kind_of_table(grid, row, Profiles(grid, row))
    hard = {"cpu_cores", "memory_gib", "operating_system"}
    return kind is not None and kind[0] == "servers" and not hard.isdisjoint(names_of(kind[1]))


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
        return next(iter(_as_generic(grid)), None)
    headers = header_texts(grid, best_row)
    used: set[str] = set()
    matches: list[Match] = []
    for header in headers:
        column_key = _own_column(header, labels)
        if column_key is None or column_key in used:
            matches.append(Match())
            continue
        used.add(column_key)
        matches.append(Match(column_key, 1.0, unit_in_header(header)))
    return _found(grid, best_row, headers, matches, key, "own", literal=True)


def _own_column(header: str, labels: Mapping[str, object]) -> str | None:
    column = labels.get(header_word(header))
    if column is None and "(" in header:
        column = labels.get(header_word(header[: header.rindex("(")]))
    return getattr(column, "key", None)


def _as_generic(grid: Grid) -> list[Found]:
    """Read a sheet by its headers and values; a matrix of applications is a list and its links."""
    row = find_header(grid)
    if row is None:
        return []
    matrix = matrix_of(grid, row)
    if matrix is not None:
        rest, links = matrix
        heads = header_texts(links, 0)  # they are the fields' own
        ends = [Match(head, 1.0) for head in heads]
        table = _found(links, 0, heads, ends, "dependencies", "matrix")
        return [*_as_generic(rest), table]
    grid = hosting_of(grid, row) or grid
    profiles = Profiles(grid, row)
    kind = kind_of_table(grid, row, profiles)
    if kind is None:
        return []
    headers = header_texts(grid, row)
    places = names_of(kind[1])
    if grid.turned and all(_is_told(profiles[at]) for at in places.values()):
        return []  # it says what to write, and holds nothing
    app, machine = places.get("application", -1), places.get("name", -1)
    if kind[0] == "servers" and 0 <= app < machine:
        grid = filled_down(grid, row, app) or grid
    table = _found(grid, row, headers, kind[1], kind[0], "generic")
    strong = kind[0] != "workloads" or names_applications(grid, row, kind[1])
    return [dataclasses.replace(table, strong=strong)]


def _is_told(profile: Profile) -> bool:
    """Whether a column holds phrases of at least three words and nothing else."""
    texts = [text_of(cell) for cell in profile.distinct]
    return all(len(text.split()) >= _PHRASE for text in texts)


def _with_words(table: Found, words: Mapping[str, tuple[tuple[str, str], ...]]) -> Found:
    """Give columns the choices a person said their words mean."""
    columns = tuple(
        dataclasses.replace(column, words=words.get(column.header, ())) for column in table.columns
    )
    kept = tuple(
        dataclasses.replace(column, words=words.get(column.header, ()))
        for column in table.mapping.columns
    )
    mapping = dataclasses.replace(table.mapping, columns=kept)
    return dataclasses.replace(table, columns=columns, mapping=mapping)


def _found(
    grid: Grid,
    row: int,
    headers: Sequence[str],
    matches: Sequence[Match],
    kind: str,
    source: str,
    *,
    literal: bool = False,
    by_user: bool = False,
) -> Found:
    columns = tuple(
        ColumnMatch(header, grid.letters(index), m.key, m.confidence, m.unit, m.asked)
        for index, (header, m) in enumerate(zip(headers, matches, strict=True))
    )
    secret = {at for at, header in enumerate(headers) if says_secret(header)}
    sample = tuple(
        tuple("" if at in secret else text_of(cell)[:60] for at, cell in enumerate(line))
        for line in grid.rows[row + 1 : row + 1 + _SAMPLE_ROWS]
    )
    mapping = SheetMapping(
        grid.file, grid.sheet, signature_of(headers), row + grid.first_row, kind, source, columns,
        sample, by_user,
    )  # fmt: skip
    read = tuple(
        TableColumn(index, m.field, m.header, m.unit, foreign=matches[index].foreign)
        for index, m in enumerate(columns)
        if m.field
    )
    return Found(grid, mapping, row, read, source, literal, tuple(matches))
