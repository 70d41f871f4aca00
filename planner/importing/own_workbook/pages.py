"""Sheets of typed values to the bytes of an .xlsx file, the same each time.

Text that looks like a formula is written as text; nothing in a name is ever run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.codec import write_whole
from planner.importing.own_workbook.form import (
    REQUIRED,
    SETTINGS,
    SHEETS,
    Block,
    choice_words,
    header_of,
    level_words,
)
from planner.model.fields import Field, FieldKind, Value
from planner.wording import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Page", "Table", "join_names", "write_pages"]

_ILLEGAL: Final = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_EXCEL_DAY: Final = date(1900, 3, 1)
_LONGEST_TEXT: Final = 32_000
_FORMATS: Final = {
    FieldKind.MONEY: "#,##0.00",
    FieldKind.DATE: "yyyy-mm-dd",
    FieldKind.INTEGER: "0",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One block as it is written: typed values by column key, and columns of other people.

    ``spare`` is how many framed rows to fill in follow; ``examples``: the rows are not data;
    ``banded``: the names of the sections stand above the header.
    """

    block: Block
    rows: Sequence[Mapping[str, Value]]
    extra_headers: tuple[str, ...] = ()
    extra_rows: Sequence[Mapping[str, str]] = ()
    columns: tuple[Field, ...] | None = None
    spare: int = 0
    examples: bool = False
    banded: bool = False

    @property
    def shown(self) -> tuple[Field, ...]:
        """The columns that are written."""
        return self.block.columns if self.columns is None else self.columns


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its tables, or lines of prose."""

    key: str
    tables: tuple[Table, ...] = ()
    lines: tuple[str, ...] = ()


def join_names(names: Iterable[str]) -> str:
    """Join the parts of a list so that they come apart again where they were joined."""
    parts = list(names)
    joined = "; ".join(parts)
    alone = len(parts) == 1 and any(mark in joined for mark in ",，、|\n")
    return f"{joined};" if alone else joined


def write_pages(path: Path, pages: Sequence[Page], language: str, currency: str) -> None:
    """Write the pages as one .xlsx file with drop-downs, notes, filters and fixed dates.

    Parameters
    ----------
    path
        Of the file.
    pages
        A sheet each.
    currency
        ISO 4217 code, which is the unit of money.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for page in sorted(pages, key=lambda page: SHEETS.index(page.key)):
        sheet = book.create_sheet(say(f"importing.sheet.{page.key}", language))
        _fill(sheet, page, language, currency)
    _save(book, path)


def _fill(sheet: Worksheet, page: Page, language: str, currency: str) -> None:
    from planner.importing.own_workbook.dress import (
        dress_band,
        dress_prose,
        dress_table,
        dress_title,
    )

    row = 1
    for line in page.lines:
        _put(sheet, row, 1, line)
        row += 1
    if page.lines:
        dress_prose(sheet)
    titled = len(page.tables) > 1
    for table in page.tables:
        if titled:
            _put(sheet, row, 1, say(f"importing.block.{table.block.key}", language))
            dress_title(sheet, row)
            row += 1
        if table.banded:
            dress_band(sheet, table, row, language)
            row += 1
        last = _fill_table(sheet, row, table, language, currency)
        dress_table(sheet, table, row, last, language, alone=not titled)
        row = last + table.spare + 2


def _fill_table(sheet: Worksheet, first: int, table: Table, language: str, currency: str) -> int:
    """Write header and rows; return the last row written."""
    columns = table.shown
    for number, column in enumerate(columns, 1):
        header = header_of(table.block.key, column, language, currency)
        needed = column.key in REQUIRED.get(table.block.key, ())
        _put(sheet, first, number, f"{header} *" if needed else header)
    for number, header in enumerate(table.extra_headers, len(columns) + 1):
        _put(sheet, first, number, header)
    row = first
    if table.block.key in SETTINGS:
        return _fill_settings(sheet, first, table, language)
    for position, values in enumerate(table.rows):
        row += 1
        for number, column in enumerate(columns, 1):
            value = values.get(column.key)
            if value is not None:
                shown = _shown(table.block.key, column, value, language)
                _put(sheet, row, number, shown, _FORMATS.get(column.kind))
        if position < len(table.extra_rows):
            for number, header in enumerate(table.extra_headers, len(columns) + 1):
                if text := table.extra_rows[position].get(header):
                    _put(sheet, row, number, text)
    return row


def _fill_settings(sheet: Worksheet, first: int, table: Table, language: str) -> int:
    values = table.rows[0] if table.rows else {}
    row = first
    for setting in SETTINGS[table.block.key]:
        row += 1
        _put(sheet, row, 1, say(f"importing.setting.{setting.key}", language))
        value = values.get(setting.key)
        if value is not None:
            shown = _shown("settings", setting, value, language)
            _put(sheet, row, 2, shown, _FORMATS.get(setting.kind))
        _put(sheet, row, 3, say(f"importing.setting.{setting.key}.help", language))
    return row


def _shown(block: str, column: Field, value: Value, language: str) -> str | float | date:
    if isinstance(value, bool):
        return say("fields.yes" if value else "fields.no", language)
    if isinstance(value, tuple) and column.key == "pilot_excluded_criticality":
        return join_names(tuple(level_words(name, language) for name in value))
    if isinstance(value, tuple):
        return join_names(value)
    if column.kind is FieldKind.MONEY and isinstance(value, int | float):
        return value / 100
    if column.kind is FieldKind.CHOICE and isinstance(value, str):
        return choice_words(block, column, value, language)
    return value


def _put(
    sheet: Worksheet, row: int, column: int, value: str | float | date, form: str | None = None
) -> None:
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        text = _ESCAPE.sub("_x005F_", _ILLEGAL.sub("", value))[:_LONGEST_TEXT]
        cell.value = text
        cell.data_type = "s"
        if text[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True
        return
    if isinstance(value, date) and value < _FIRST_EXCEL_DAY:
        cell.value = value.isoformat()
        return
    cell.value = value
    if form is not None:
        cell.number_format = form


def _save(book: Workbook, path: Path) -> None:
    """Save with the same bytes each time: no clock in the archive nor in its properties."""
    raw = io.BytesIO()
    book.properties.creator = "cloud-migration-planner"
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2021-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(member.filename, (2021, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            fixed.writestr(info, data)
    write_whole(path, out.getvalue())
