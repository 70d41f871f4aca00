"""A sheet with known columns to typed rows: a column at a time, and no row without a trace."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from planner.importing.blocks.layout import is_blank
from planner.importing.grid import Cell, Grid, RowCells, TurnedCells, column_letters
from planner.importing.headers.header_words import REVERSE
from planner.importing.matching.plausible import Profile, proposed_unit
from planner.importing.own_workbook.form import DEPENDENCY_COLUMNS
from planner.importing.spelling import alike
from planner.importing.units.currency import currency_in, most_named
from planner.importing.units.measures import UNITLESS, factor_of, names_money
from planner.importing.values.cells import Column, Doubt, clean_text, read_column, text_of
from planner.importing.values.choices import ORDERED, RANKED
from planner.importing.values.dates import DateOrder, order_beside
from planner.importing.values.meaning import scale_in
from planner.importing.values.words import folded, nearest_choice
from planner.model.fields import FIELD_BY_KEY, Field, FieldKind, Section, Value
from planner.model.inventory import SetAside
from planner.model.issue import CellRef, Fix, Issue, Severity

__all__ = ["Row", "TableColumn", "TypedTable", "field_for", "plain_text", "read_table"]

_MOST_GIB: Final = 1e9
_DEPENDENCY_FIELDS: Final = {column.key: column for column in DEPENDENCY_COLUMNS}
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


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column that is read: its index in the grid, the key, and the unit its header names.

    ``foreign``: the unit is of another measure, so that the column is kept as text. ``words`` are
    words of the column and the choices they mean, as a person said.
    """

    index: int
    key: str
    header: str
    unit: str = ""
    foreign: bool = False
    words: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Row:
    """One row: typed values by key, where they stand, and the columns nobody knows."""

    values: dict[str, Value]
    cells: Mapping[str, CellRef]
    number: int
    extra: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a value as text; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else "" if value is None else text_of_value(value)

    def gib(self, key: str, per_gib: float = 1024.0) -> float | None:
        """Return a size that is no field of its own, in GiB; None where there is no such number.

        ``per_gib`` is how many of the column's units make one GiB.
        """
        try:
            size = float(self.text(key).replace(",", "").strip())
        except ValueError:
            return None
        return size / per_gib if 0 <= size < _MOST_GIB * per_gib else None


def text_of_value(value: Value) -> str:
    """Return a typed value as plain text."""
    return "; ".join(value) if isinstance(value, tuple) else text_of(value)


def plain_text(kind: str, key: str, value: Value) -> str:
    """Return a typed value as text that is read back the same, amounts in whole units of money."""
    amount = isinstance(value, int) and not isinstance(value, bool)
    if amount and field_for(kind, key).kind is FieldKind.MONEY:
        return f"{value / 100:.2f}"  # type: ignore[operator]
    return text_of_value(value)


@dataclass(slots=True)
class TypedTable:
    """The rows of one sheet; ``blank`` counts empty rows, ``read`` all rows below the header."""

    file: str
    sheet: str
    kind: str
    format: str
    header_row: int
    headers: list[str]
    rows: list[Row]
    issues: list[Issue] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    read: int = 0
    blank: int = 0
    literal: bool = False
    currencies: list[tuple[str, int]] = field(default_factory=list)
    """What each column of money is in (empty: it does not say), and how many amounts it holds."""


def field_for(kind: str, key: str) -> Field:
    """Return the field a column of a table of this kind is read as; text where it is none."""
    if kind == "dependencies" and key in _DEPENDENCY_FIELDS:
        return _DEPENDENCY_FIELDS[key]
    if key in FIELD_BY_KEY:
        return FIELD_BY_KEY[key]
    return Field(key, FieldKind.TEXT, Section.IDENTITY)


def read_table(
    grid: Grid,
    header_row: int,
    columns: Sequence[TableColumn],
    kind: str,
    source: str,
    *,
    literal: bool = False,
    keep_extra: bool = True,
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
    body = grid.rows[header_row + 1 :]
    width = max(map(len, body), default=0)
    width = max(width, len(headers))
    body = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in body]
    table.read = len(body)
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
    table.issues += _foreign(table, grid, columns)
    places = {c.key: c.index for c in columns}
    letters = {key: column_letters(at + grid.first_column) for key, at in places.items()}
    file, sheet, first = grid.file, grid.sheet, grid.first_row + offset
    keys = [column.key for column in readable]
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
    if keep_extra:
        _add_extra(table, turned, {c.index for c in readable})
    _report_sheet(table, grid, columns, filled, offset)
    return table


def _joined(
    keys: list[str], read: list[Sequence[Value | None]]
) -> tuple[list[str], list[Sequence[Value | None]]]:
    """Join columns of one field: each target that is not allowed may have its own."""
    joined: dict[str, Sequence[Value | None]] = {}
    for key, values in zip(keys, read, strict=True):
        before = joined.get(key)
        if before is not None:
            pairs = zip(before, values, strict=True)
            values = [
                (*a, *b) if isinstance(a, tuple) and isinstance(b, tuple) else a or b
                for a, b in pairs
            ]
        joined[key] = values
    return list(joined), list(joined.values())


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
            if text := text_of(cell):
                head = table.headers[column] if column < len(table.headers) else ""
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
    percents = _percent_rows(grid, column.index, filled, offset)
    unit = column.unit if factor_of(field.unit, column.unit) or not field.unit else ""
    unit = REVERSE if column.unit == REVERSE else unit
    if not unit and table.format in ("generic", "matrix"):
        bare = [other.key for other in others if not other.unit]
        proposed = proposed_unit(column.key, field, Profile.of(cells), bare)
        if proposed and (factor_of(field.unit, proposed) or 1.0) != 1.0:
            unit = proposed
        if unit or not column.unit:
            table.issues += _assumed(table, column, grid, cells, proposed)
    if table.format in ("generic", "matrix") and field.kind is FieldKind.MONEY:
        table.issues += _small_amounts(table, column, grid, cells)
    words = {folded(word): choice for word, choice in column.words}
    how = Column(
        field, unit, table.literal, percents, _header_of(grid, column), grid.decimal, words, order
    )
    values, doubts = read_column(cells, how)
    _report(table, grid, column, doubts, filled, offset)
    table.issues += _doubts_of_column(table, column, grid, cells)
    if field.kind is FieldKind.MONEY:
        amounts = sum(value is not None for value in values)
        currency = _currency(column, cells, grid)
        table.currencies.append((currency, amounts))
        table.issues += _other_currencies(
            column, cells, grid, currency, [at + offset for at in filled]
        )
    return values


def _header_of(grid: Grid, column: TableColumn) -> str:
    """Return a column's header with the legend that stands elsewhere in the file."""
    legends = grid.legends
    legend = legends.get(folded(column.header)) or legends.get("legend") or ""
    return f"{column.header} ({legend})" if legend else column.header


def _assumed(
    table: TypedTable, column: TableColumn, grid: Grid, cells: Sequence[Cell], unit: str
) -> Iterator[Issue]:
    """Say which unit numbers without any were taken to be in; cells with their own need none."""
    field = field_for(table.kind, column.key)
    where = grid.cell(table.header_row, column.index)
    numbers = Profile.of(cells).numbers
    params = {"header": column.header, "unit": unit}
    if unit and numbers:
        changed = (factor_of(field.unit, unit) or 1.0) != 1.0
        severity = Severity.WARNING if changed else Severity.NOTE
        yield Issue("unit_assumed", severity, where, "", column.key, params)
    if (
        (field.unit == "releases_year" or field.key == "run_cost_year")
        and numbers
        and not _RATE.search(alike(column.header).casefold())
    ):
        yield Issue("rate_assumed", Severity.NOTE, where, "", column.key, params)


def _small_amounts(
    table: TypedTable, column: TableColumn, grid: Grid, cells: Sequence[Cell]
) -> Iterator[Issue]:
    """Doubt yearly amounts that are small and name neither currency nor scale."""
    numbers = [] if names_money(column.unit) else Profile.of(cells).numbers
    if numbers and max(numbers) * (factor_of("money", column.unit) or 1.0) < _SMALL_AMOUNT:
        where = grid.cell(table.header_row, column.index)
        params = {"header": column.header, "unit": column.unit}
        yield Issue("amounts_small", Severity.WARNING, where, "", column.key, params)


def _foreign(table: TypedTable, grid: Grid, columns: Sequence[TableColumn]) -> Iterator[Issue]:
    for column in columns:
        if column.foreign:
            where = grid.cell(table.header_row, column.index)
            params = {"header": column.header, "text": column.unit, "field": column.key}
            yield Issue("unit_foreign", Severity.WARNING, where, "", column.key, params)


_RATE: Final = re.compile(
    r"year|annu|annum|jahr|jährlich|\ban(?:s|née)?\b|año|anual|年|run|operat|opex|tco|betrieb|lauf|exploit|fonction|esercizio|gestion|运维|运行|运营|維|運用"
)
"""What a header says of numbers that are per year by themselves."""
_DIGIT: Final = re.compile(r"[0-5]")
_SMALL_AMOUNT: Final = 1000
"""Yearly amounts all below this are probably in thousands, or something else."""
_BY_WORD: Final = frozenset(
    ("unknown_choice", "unknown_flag", "choice_guessed", "number_guessed", "date_partial")
)
"""Doubts that are one for all cells of a column that hold the same."""
_MOST_FIXED: Final = 5000


def _doubts_of_column(
    table: TypedTable, column: TableColumn, grid: Grid, cells: Sequence[Cell]
) -> Iterator[Issue]:
    """Doubts about a whole column: a unit nobody knows, numbers where 1 may be the lowest."""
    field = field_for(table.kind, column.key)
    where = grid.cell(table.header_row, column.index)
    numeric = field.kind in (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.INTEGER)
    strange = column.unit and column.unit not in UNITLESS and column.unit != REVERSE
    if numeric and strange and factor_of(field.unit, column.unit) is None:
        params = {"text": column.unit[:40], "header": column.header}
        money = field.kind is FieldKind.MONEY  # a scale nobody knows may be any
        severity = Severity.WARNING if money else Severity.NOTE
        yield Issue("unit_unknown", severity, where, "", column.key, params)
    if column.key == "criticality" and scale_in(_header_of(grid, column)) is None:
        texts = {text_of(cell) for cell in set(cells)}
        if RANKED.search(column.header.casefold()) and any(map(_DIGIT.fullmatch, texts)):
            params = {"header": column.header}
            yield Issue("scale_assumed", Severity.NOTE, where, "", column.key, params)


def _other_currencies(
    column: TableColumn, cells: Sequence[Cell], grid: Grid, currency: str, rows: Sequence[int]
) -> Iterator[Issue]:
    """Say at its first cell that a column holds amounts of another currency, and how many."""
    others: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        named = currency_in(cell) if isinstance(cell, str) and cell else ""
        if named and named != currency:
            others.setdefault(named, []).append(at)
    for other, found in others.items():
        params = {
            "header": column.header,
            "text": text_of(cells[found[0]])[:80],
            "currency": currency,
            "other": other,
            "count": str(len(found)),
        }
        where = grid.cell(rows[found[0]], column.index)
        yield Issue("currency_other", Severity.WARNING, where, "", column.key, params)


def _currency(column: TableColumn, cells: Sequence[Cell], grid: Grid) -> str:
    """Return what a column's amounts are in: by its header, its cells, or the sheet's formats."""
    if named := currency_in(column.header):
        return named
    marks = [currency_in(cell) for cell in cells if isinstance(cell, str) and cell]
    if any(marks):
        return most_named(marks)[0]
    return max(grid.currencies, key=lambda code: grid.currencies[code], default="")


def _percent_rows(grid: Grid, column: int, filled: Sequence[int], offset: int) -> frozenset[int]:
    if not grid.percents:
        return frozenset()
    letter = column + grid.first_column
    first = grid.first_row + offset
    return frozenset(i for i, row in enumerate(filled) if (row + first, letter) in grid.percents)


def _add_extra(table: TypedTable, turned: Sequence[Sequence[Cell]], known: set[int]) -> None:
    seen: set[str] = set()
    for index, cells in enumerate(turned):
        if index in known:
            continue
        header = table.headers[index] if index < len(table.headers) else ""
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
    if open_scale := [d for d in doubts if _asks_scale(column.key, d)]:
        table.issues.append(_scale_question(table, grid, column, open_scale))
    for doubt in doubts:
        if _asks_scale(column.key, doubt):
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


def _asks_scale(key: str, doubt: Doubt) -> bool:
    """Whether a word that means nothing is a step of a scale that nobody has explained."""
    return doubt.code == "unknown_choice" and key in ORDERED and doubt.text.isdecimal()


def _scale_question(
    table: TypedTable, grid: Grid, column: TableColumn, doubts: Sequence[Doubt]
) -> Issue:
    """Ask once which end of a column's numbers is the highest."""
    counts = Counter(doubt.text for doubt in doubts)
    steps = sorted(counts, key=int)
    params = {
        "header": column.header,
        "text": ", ".join(steps),
        "counts": " ".join(str(counts[step]) for step in steps),
        "count": str(len(doubts)),
    }
    where = grid.cell(table.header_row, column.index)
    return Issue("scale_question", Severity.WARNING, where, "", column.key, params)


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
        for (row, letter), text in places.items():
            column = known.get(letter)
            if row < first or column is None:
                continue
            where = CellRef(grid.file, grid.sheet, row, column_letters(letter))
            shown = clean_text(text)[:80]
            table.issues.append(
                Issue(
                    code,
                    Severity.WARNING,
                    where,
                    field=column.key,
                    params={"text": shown, "header": column.header},
                )
            )
