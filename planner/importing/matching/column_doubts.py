"""Doubts about a whole column: its unit, its rhythm, its currency, and which end a scale has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from planner.importing.grid import Cell, Grid
from planner.importing.headers.header_words import REVERSE
from planner.importing.matching.typed import TableColumn, TypedTable, field_for
from planner.importing.spelling import alike
from planner.importing.units.currency import currency_in, most_named
from planner.importing.units.measures import UNITLESS, factor_of, names_money
from planner.importing.values.cells import Doubt, text_of
from planner.importing.values.choices import ORDERED, RANKED
from planner.importing.values.meaning import scale_in
from planner.importing.values.words import folded
from planner.model.fields import FieldKind
from planner.model.issue import Issue, Severity

__all__ = [
    "asks_scale",
    "currency_of",
    "foreign_units",
    "header_of",
    "other_currencies",
    "scale_doubts",
    "scale_question",
    "small_amounts",
    "unit_doubts",
]


def unit_doubts(table: TypedTable, column: TableColumn, grid: Grid, unit: str) -> Iterator[Issue]:
    """Say which unit numbers without any were taken to be in; cells with their own need none.

    Parameters
    ----------
    unit
        In which they were taken to be.
    """
    field = field_for(table.kind, column.key)
    where = grid.cell(table.header_row, column.index)
    params = {"header": column.header, "unit": unit}
    if unit:
        changed = (factor_of(field.unit, unit) or 1.0) != 1.0
        severity = Severity.WARNING if changed else Severity.NOTE
        yield Issue("unit_assumed", severity, where, "", column.key, params)
    yearly = field.unit == "releases_year" or field.key == "run_cost_year"
    if yearly and not _RATE.search(alike(column.header).casefold()):
        yield Issue("rate_assumed", Severity.NOTE, where, "", column.key, params)


def small_amounts(
    table: TypedTable, column: TableColumn, grid: Grid, numbers: Sequence[float]
) -> Iterator[Issue]:
    """Doubt yearly amounts that are small and name neither currency nor scale.

    Parameters
    ----------
    numbers
        Of the column, in units of its currency.
    """
    small = max(numbers) * (factor_of("money", column.unit) or 1.0) < _SMALL_AMOUNT
    if small and not names_money(column.unit):
        where = grid.cell(table.header_row, column.index)
        params = {"header": column.header, "unit": column.unit}
        yield Issue("amounts_small", Severity.WARNING, where, "", column.key, params)


def foreign_units(table: TypedTable, grid: Grid, columns: Sequence[TableColumn]) -> Iterator[Issue]:
    """Name the columns whose unit is of another measure than the field's."""
    for column in columns:
        if column.foreign:
            where = grid.cell(table.header_row, column.index)
            params = {"header": column.header, "text": column.unit, "field": column.key}
            yield Issue("unit_foreign", Severity.WARNING, where, "", column.key, params)


def scale_doubts(
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
    if column.key == "criticality" and scale_in(header_of(grid, column)) is None:
        texts = {text_of(cell) for cell in set(cells)}
        if RANKED.search(column.header.casefold()) and any(map(_DIGIT.fullmatch, texts)):
            params = {"header": column.header}
            yield Issue("scale_assumed", Severity.NOTE, where, "", column.key, params)


def other_currencies(
    column: TableColumn, cells: Sequence[Cell], grid: Grid, currency: str, rows: Sequence[int]
) -> Iterator[Issue]:
    """Say at its first cell that a column holds amounts of another currency, and how many.

    Parameters
    ----------
    currency
        ISO 4217 code of the inventory.
    rows
        Of the cells in the sheet, from 0.
    """
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


def currency_of(column: TableColumn, cells: Sequence[Cell], grid: Grid) -> str:
    """Return what a column's amounts are in: by its header, its cells, or the sheet's formats."""
    group = grid.group(column.index)
    for said in (column.header, group, column.unit):
        if named := currency_in(said):
            return named
    marks = [currency_in(cell) for cell in cells if isinstance(cell, str) and cell]
    if any(marks):
        return most_named(marks)[0]
    if named := currency_in(grid.unit):
        return named
    return max(grid.currencies, key=lambda code: grid.currencies[code], default="")


_RATE: Final = re.compile(
    r"year|annu|annum|jahr|jährlich|\ban(?:s|née)?\b|año|anual|年|run|operat|opex|tco|betrieb|lauf|exploit|fonction|esercizio|gestion|运维|运行|运营|維|運用"
)
"""What a header says of numbers that are per year by themselves."""

_DIGIT: Final = re.compile(r"[0-5]")

_SMALL_AMOUNT: Final = 1000
"""Yearly amounts all below this are probably in thousands, or something else."""


def header_of(grid: Grid, column: TableColumn) -> str:
    """Return a column's header with the legend that stands elsewhere in the file."""
    legends = grid.legends
    legend = legends.get(folded(column.header)) or legends.get("legend") or ""
    return f"{column.header} ({legend})" if legend else column.header


def asks_scale(key: str, doubt: Doubt) -> bool:
    """Whether a word that means nothing is a step of a scale that nobody has explained."""
    return doubt.code == "unknown_choice" and key in ORDERED and doubt.text.isdecimal()


def scale_question(
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
