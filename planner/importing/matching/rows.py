"""A sheet with known columns to typed rows: a column at a time, and no row without a trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from planner.importing.blocks.rows import is_blank
from planner.importing.grid import Cell, Grid, RowCells, TurnedCells, column_letters
from planner.importing.headers.header_words import REVERSE
from planner.importing.headers.secret_headers import says_secret
from planner.importing.matching.column_doubts import (
    asks_scale,
    currency_of,
    foreign_units,
    header_of,
    other_currencies,
    scale_doubts,
    scale_question,
    small_amounts,
    unit_doubts,
)
from planner.importing.matching.plausible import NUMERIC, Profile, proposed_unit
from planner.importing.matching.typed import Row, TableColumn, TypedTable, field_for
from planner.importing.units.measures import factor_of
from planner.importing.values.cells import Column, Doubt, clean_text, read_column, text_of
from planner.importing.values.dates import DateOrder, order_beside
from planner.importing.values.sizes import SIZES, names_sizes, sizes_in
from planner.importing.values.tiers import TIERS, times_below, times_of
from planner.importing.values.words import folded, nearest_choice
from planner.model.fields import FieldKind, Value
from planner.model.inventory import SetAside
from planner.model.issue import CellRef, Fix, Issue, Severity

__all__ = ["read_table"]

_SEVERITIES: Final = {
    "not_a_number": Severity.ERROR,
    "not_a_date": Severity.ERROR,
    "out_of_range": Severity.ERROR,
    "unknown_choice": Severity.WARNING,
    "unknown_flag": Severity.WARNING,
    "date_ambiguous": Severity.WARNING,
    "marks_unsure": Severity.WARNING,
    "share_unsure": Severity.WARNING,
    "share_assumed": Severity.NOTE,
    "choice_guessed": Severity.NOTE,
    "number_guessed": Severity.NOTE,
    "date_partial": Severity.NOTE,
    "not_whole": Severity.NOTE,
}


def read_table(
    grid: Grid,
    header_row: int,
    columns: Sequence[TableColumn],
    kind: str,
    source: str,
    *,
    literal: bool = False,
) -> TypedTable:
    """Read the rows below a header.

    Parameters
    ----------
    header_row
        Index of the header in ``grid.rows``.
    columns
        What is read; other columns with a header are kept as text in each row's ``extra``.
    literal
        The sheet was written by this program: words are taken as they stand.
    """
    headers = [" ".join(text_of(cell).split()) for cell in grid.rows[header_row]]
    table = TypedTable(
        grid.file, grid.sheet, kind, source, header_row, headers, [], literal=literal
    )
    table.titles = {column.key: column.header for column in columns}
    body = grid.rows[header_row + 1 :]
    width = max(map(len, body), default=0)
    width = max(width, len(headers))
    body = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in body]
    table.read = len(body)
    table.issues += _overflowing(grid, headers, body, header_row + 1)
    offset = header_row + 1
    filled = [
        at for at, row in enumerate(body) if not is_blank(row) and at + offset not in grid.aside
    ]
    keys_at = {column.index: column.key for column in columns}
    _set_aside_rows(table, grid, body, offset, keys_at)
    table.blank = len(body) - len(filled) - len(table.set_aside)
    turned = list(zip(*(body[index] for index in filled), strict=True)) if filled else []
    readable = [c for c in columns if c.index < len(turned) and not c.foreign]
    days = (c for c in readable if field_for(kind, c.key).kind is FieldKind.DATE)
    order = order_beside(turned[column.index] for column in days)
    read = [
        _read_column(table, grid, column, turned[column.index], filled, offset, readable, order)
        for column in readable
    ]
    table.issues += foreign_units(table, grid, columns)
    places = {c.key: c.index for c in columns}
    letters = {key: column_letters(at + grid.first_column) for key, at in places.items()}
    file, sheet, first = grid.file, grid.sheet, grid.first_row + offset
    keys = [column.key for column in readable]
    if "sizes" in keys:
        column = readable[at := keys.index("sizes")]
        held = _read_sizes(table, grid, column, turned[column.index], filled, offset, keys)
        keys, read = (
            [*keys[:at], *keys[at + 1 :], *held],
            [*read[:at], *read[at + 1 :], *held.values()],
        )
        letters |= dict.fromkeys(held, letters["sizes"])
        places |= dict.fromkeys(held, column.index)
    keys, read = _joined(keys, read)
    rows = zip(*read, strict=True) if read else iter([()] * len(filled))
    table.rows = [
        Row(
            {key: value for key, value in zip(keys, values, strict=True) if value is not None},
            TurnedCells(grid, index + offset, places)
            if grid.turned
            else RowCells(file, sheet, first + index, letters),
            first + index,
        )
        for index, values in zip(filled, rows, strict=True)
    ]
    table.issues += _without_secrets(table, grid)
    _add_extra(table, turned, {c.index for c in readable if c.key != "sizes"})
    _report_sheet(table, grid, columns, filled, offset)
    return table


def _read_sizes(
    table: TypedTable,
    grid: Grid,
    column: TableColumn,
    cells: Sequence[Cell],
    filled: Sequence[int],
    offset: int,
    known: Sequence[str],
) -> dict[str, Sequence[Value | None]]:
    """Read cores, memory and storage out of cells that say them at once; their text is kept."""
    by_place = names_sizes(column.header)
    texts = {cell: text_of(cell) for cell in set(cells)}
    found = {cell: sizes_in(text, by_place) for cell, text in texts.items()}
    told = {key for sizes in found.values() for key in sizes} - {*known}
    values: dict[str, Sequence[Value | None]] = {
        key: [found[cell].get(key) for cell in cells] for key in SIZES if key in told
    }
    wanted = {"cpu_cores", "memory_gib"} - {*known}
    less = [at for at, cell in enumerate(cells) if texts[cell] and not wanted <= found[cell].keys()]
    full = [at for at, cell in enumerate(cells) if texts[cell] and wanted <= found[cell].keys()]
    for code, severity, places in (
        ("sizes_read", Severity.NOTE, full),
        ("sizes_in_part", Severity.WARNING, less),
    ):
        if places:
            text, count = texts[cells[places[0]]][:80], str(len(places))
            params = {"header": column.header, "text": text, "count": count}
            where = grid.cell(filled[places[0]] + offset, column.index)
            table.issues.append(Issue(code, severity, where, "", "cpu_cores", params))
    return values


def _overflowing(
    grid: Grid, headers: Sequence[str], body: Sequence[Sequence[Cell]], offset: int
) -> Iterator[Issue]:
    """Doubt rows of a text file with more cells than headers: a mark in a text may part it."""
    named = max((at for at, head in enumerate(headers) if head), default=-1) + 1
    if grid.sheet or grid.turned or all(len(row) <= named for row in body):
        return
    lengths = [len(row) for row in grid.rows[offset:]]
    exact = max(set(lengths), key=lengths.count) == named  # then one cell more shifts the others
    over = [
        at
        for at, row in enumerate(body)
        if any(map(text_of, row[named:])) or (exact and lengths[at] > named)
    ]
    if over:
        where = grid.cell(over[0] + offset)
        params = {"count": str(len(over))}
        yield Issue("row_overflows", Severity.WARNING, where, params=params)


def _joined(
    keys: list[str], read: list[Sequence[Value | None]]
) -> tuple[list[str], list[Sequence[Value | None]]]:
    """Join columns of one field: names of what is needed, targets that are not allowed."""
    joined: dict[str, Sequence[Value | None]] = {}
    for key, values in zip(keys, read, strict=True):
        before = joined.get(key)
        if before is not None:
            values = [_both(a, b) for a, b in zip(before, values, strict=True)]
        joined[key] = values
    return list(joined), list(joined.values())


def _both(first: Value | None, second: Value | None) -> Value | None:
    if isinstance(first, tuple) and isinstance(second, tuple):
        return (*first, *second)
    both = isinstance(first, str) and isinstance(second, str)
    return f"{first}; {second}" if both else first or second


def _set_aside_rows(
    table: TypedTable,
    grid: Grid,
    body: Sequence[Sequence[Cell]],
    offset: int,
    keys: Mapping[int, str],
) -> None:
    """Keep the rows that are no data, each with its reason."""
    for at, reason in grid.aside.items():
        if not 0 <= at - offset < len(body):
            continue
        texts: dict[str, str] = {}
        for column, cell in enumerate(body[at - offset]):
            head = table.headers[column] if column < len(table.headers) else ""
            if (text := text_of(cell)) and not says_secret(head):
                texts[keys.get(column) or head or f"[{column_letters(column)}]"] = text
        where = grid.cell(at)
        kind = table.kind if table.kind in ("workloads", "servers", "dependencies") else ""
        table.set_aside.append(SetAside(where, texts, reason, kind))
        params = {"text": " ".join(texts.values())[:80]}
        table.issues.append(Issue(reason, Severity.NOTE, where, params=params, fix=Fix("take_in")))


def _read_column(
    table: TypedTable,
    grid: Grid,
    column: TableColumn,
    cells: Sequence[Cell],
    filled: Sequence[int],
    offset: int,
    others: Sequence[TableColumn],
    order: DateOrder,
) -> Sequence[Value | None]:
    field = field_for(table.kind, column.key)
    if column.unit == TIERS:
        cells = times_below(cells, times_of(column.header, grid.legends))
    percents = _percent_rows(grid, column.index, filled, offset)
    unit = column.unit if factor_of(field.unit, column.unit) or not field.unit else ""
    unit = REVERSE if column.unit == REVERSE else unit
    generic = table.format in ("generic", "matrix")
    money = generic and field.kind is FieldKind.MONEY
    asked = field.kind in NUMERIC and not table.literal and (not unit or money)
    numbers = Profile.of(cells).numbers if asked else []
    if numbers and not unit:
        bare = [other.key for other in others if not other.unit]
        proposed = proposed_unit(column.key, field, numbers, bare)
        if proposed and (factor_of(field.unit, proposed) or 1.0) != 1.0:
            unit = proposed
        if unit or (generic and not column.unit):
            table.issues += unit_doubts(table, column, grid, proposed)
    if numbers and money:
        table.issues += small_amounts(table, column, grid, numbers)
    words = {folded(word): choice for word, choice in column.words}
    how = Column(
        field, unit, table.literal, percents, header_of(grid, column), grid.decimal, words, order
    )
    values, doubts = read_column(cells, how)
    _report(table, grid, column, doubts, filled, offset)
    table.issues += scale_doubts(table, column, grid, cells)
    if field.kind is FieldKind.MONEY:
        amounts = sum(value is not None for value in values)
        currency = currency_of(column, cells, grid)
        table.currencies.append((currency, amounts))
        table.issues += other_currencies(
            column, cells, grid, currency, [at + offset for at in filled]
        )
    return values


_BY_WORD: Final = frozenset(
    ("unknown_choice", "unknown_flag", "choice_guessed", "number_guessed", "date_partial")
)
"""Doubts that are one for all cells of a column that hold the same."""
_MOST_FIXED: Final = 5000


def _percent_rows(grid: Grid, column: int, filled: Sequence[int], offset: int) -> frozenset[int]:
    if not grid.percents:
        return frozenset()
    letter = column + grid.first_column
    first = grid.first_row + offset
    return frozenset(i for i, row in enumerate(filled) if (row + first, letter) in grid.percents)


def _without_secrets(table: TypedTable, grid: Grid) -> Iterator[Issue]:
    """Say which columns are left out, because what stands in them opens something."""
    for index, header in enumerate(table.headers):
        if says_secret(header):
            where = grid.cell(table.header_row, index)
            yield Issue("secrets_left_out", Severity.WARNING, where, params={"header": header})


def _add_extra(table: TypedTable, turned: Sequence[Sequence[Cell]], known: set[int]) -> None:
    seen: set[str] = set()
    for index, cells in enumerate(turned):
        if index in known:
            continue
        header = table.headers[index] if index < len(table.headers) else ""
        if says_secret(header):
            continue
        header = header or f"[{column_letters(index)}]"
        while header in seen:
            header += "'"
        seen.add(header)
        texts = {cell: text_of(cell) for cell in set(cells) if not isinstance(cell, bool)}
        for row, cell in zip(table.rows, cells, strict=True):
            text = text_of(cell) if isinstance(cell, bool) else texts[cell]
            if text:
                row.extra[header] = text


def _report(
    table: TypedTable,
    grid: Grid,
    column: TableColumn,
    doubts: Sequence[Doubt],
    filled: Sequence[int],
    offset: int,
) -> None:
    groups: dict[tuple[str, str], list[Doubt]] = {}
    if open_scale := [d for d in doubts if asks_scale(column.key, d)]:
        table.issues.append(scale_question(table, grid, column, open_scale))
    for doubt in doubts:
        if asks_scale(column.key, doubt):
            continue
        word = doubt.text if doubt.code in _BY_WORD else f"{doubt.text}\0{doubt.index}"
        groups.setdefault((doubt.code, word), []).append(doubt)
    for (code, _), same in groups.items():
        doubt = same[0]
        where = grid.cell(filled[doubt.index] + offset, column.index)
        params = {"text": doubt.text, "read_as": doubt.read_as, "header": column.header}
        fix = None
        if code in _BY_WORD:
            params["count"] = str(len(same))
        if code == "unknown_choice" and table.kind == "workloads":
            near = nearest_choice(field_for(table.kind, column.key), doubt.text)
            rows = (grid.cell(filled[d.index] + offset).row for d in same[:_MOST_FIXED])
            params["rows"] = " ".join(map(str, rows))
            fix = Fix("set_word", "", column.key, near) if near else None
        severity = _SEVERITIES.get(code, Severity.WARNING)
        table.issues.append(Issue(code, severity, where, "", column.key, params, fix))


def _report_sheet(
    table: TypedTable,
    grid: Grid,
    columns: Sequence[TableColumn],
    filled: Sequence[int],
    offset: int,
) -> None:
    """Report what the second look saw: hidden rows, error cells, formulas without a value."""
    first = grid.first_row + offset
    hidden = sum((index + first) in grid.hidden_rows for index in filled) if grid.hidden_rows else 0
    if hidden:
        where = CellRef(grid.file, grid.sheet)
        table.issues.append(
            Issue("hidden_rows", Severity.NOTE, where, params={"count": str(hidden)})
        )
    headers = [c.header for c in columns if c.index + grid.first_column in grid.hidden_columns]
    if headers:
        where = CellRef(grid.file, grid.sheet)
        params = {"headers": ", ".join(headers)[:200], "count": str(len(headers))}
        table.issues.append(Issue("hidden_columns", Severity.NOTE, where, params=params))
    if grid.hidden and table.rows:
        table.issues.append(Issue("hidden_sheet", Severity.NOTE, CellRef(grid.file, grid.sheet)))
    known = {column.index + grid.first_column: column for column in columns}
    for code, places in (("error_cell", grid.errors), ("formula_without_value", grid.uncached)):
        held: dict[int, list[tuple[int, str]]] = {}
        for (row, letter), text in places.items():
            if row >= first and letter in known:
                held.setdefault(letter, []).append((row, text))
        for letter, cells in held.items():
            row, text = min(cells)
            where = CellRef(grid.file, grid.sheet, row, column_letters(letter))
            params = {"text": clean_text(text)[:80], "header": known[letter].header}
            params["count"] = str(len(cells))
            table.issues.append(Issue(code, Severity.WARNING, where, "", known[letter].key, params))
