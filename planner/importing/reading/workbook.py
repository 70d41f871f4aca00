"""Files to raw grids: spreadsheets by the fast reader, text files by the csv module."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from planner.codec import no_file
from planner.importing.blocks.beside import side_by_side
from planner.importing.blocks.layout import join_header_rows, tables_in
from planner.importing.blocks.legends import legends_of
from planner.importing.blocks.turning import turned
from planner.importing.grid import Book, Cell, Grid
from planner.importing.own_workbook.own_blocks import is_own_book
from planner.importing.reading.catalog import catalog_grids
from planner.importing.reading.container import Container
from planner.importing.reading.delimited import decode, read_rows, unmarked_utf16
from planner.importing.reading.exchange import exchange_grids, packed_model
from planner.importing.reading.guard import MOST_CELLS, MOST_ROWS
from planner.importing.reading.json_records import json_grids
from planner.importing.reading.second_look import look_at
from planner.importing.reading.second_look_binary import (
    is_binary_package,
    look_at_binary_package,
    look_at_old_workbook,
)
from planner.importing.reading.second_look_ods import (
    is_locked,
    is_open_document,
    look_at_open_document,
)
from planner.importing.reading.sentences import refusal
from planner.importing.reading.sheet_look import BookLook, SheetLook
from planner.importing.reading.twice_encoded import put_right
from planner.importing.reading.webpage import is_web_page, web_grids
from planner.importing.units.marks import Marks, marks_of
from planner.model.issue import CellRef, Issue, Severity

__all__ = ["SUFFIXES", "read_book"]

SUFFIXES: Final = tuple(
    ".xlsx .xlsm .xltx .xls .xlsb .ods .csv .tsv .txt .json .xml .archimate .yaml .yml".split()
)
"""Endings of files that can be imported."""

_MOST_BYTES: Final = 400 * 1024 * 1024
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_DECLARED: Final = re.compile(r"\s+encoding=[\"'][^\"']*[\"']")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")


def read_book(path: Path) -> Book:
    """Read every sheet of a file as raw cells.

    Parameters
    ----------
    path
        A spreadsheet (.xlsx, .xlsm, .xls, .xlsb, .ods) or a text file (.csv, .tsv).

    Raises
    ------
    BadInputError
        The file is missing, a folder, empty, encrypted, damaged, absurdly large, or nothing that
        can be read as a table.
    """
    data = _bytes_of(path)
    name = path.name
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(_ZIP) and (model := packed_model(Container(data, name))):
        return _read_xml(model, name, sha256)
    if data.startswith((_ZIP, _OLE)):
        return _read_spreadsheet(data, name, sha256)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if wide and decode(data[:400])[0].startswith("<?xml"):
        data = _DECLARED.sub("", decode(data)[0], count=1).encode()
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:5] in (b"<?xml", b"<mode"):
        return _read_xml(data, name, sha256)
    if b"%PDF-" in data[:10] or _is_binary(data):
        raise refusal("no_workbook", name)
    text, bad_lines = decode(data)
    if is_web_page(text):
        return _read_web_page(text, name, sha256)
    if grids := catalog_grids(text, name):
        return Book(name, sha256, grids, kind="yaml")
    if grids := json_grids(text, name):
        return Book(name, sha256, grids, kind="json")
    rows, broken, decimal = read_rows(text, name)
    if not any(any(row) for row in rows):
        raise refusal("empty", name)
    grids = [Grid(name, "", rows)]
    mended = list(put_right(grids))
    book = Book(name, sha256, _tables(grids, decimal), kind="csv", issues=mended)
    book.issues += [
        Issue("quote_never_closed", Severity.WARNING, CellRef(name, "", row + 1)) for row in broken
    ]
    book.issues += [
        Issue("bad_byte", Severity.WARNING, CellRef(name, "", line)) for line in bad_lines
    ]
    return book


def _read_xml(data: bytes, name: str, sha256: str) -> Book:
    head = decode(data[:4000])[0]
    if is_web_page(head.partition("?>")[2]):
        return _read_web_page(decode(data)[0], name, sha256)
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise refusal("old_xml", name)
    grids = exchange_grids(data, name)
    if not grids:
        raise refusal("no_elements", name)
    return Book(name, sha256, grids, kind="xml")


def _read_web_page(text: str, name: str, sha256: str) -> Book:
    grids = web_grids(text, name)
    if not grids:
        raise refusal("no_table", name)
    grids = _tables(grids)
    note = Issue("web_page_read", Severity.NOTE, CellRef(name))
    return Book(name, sha256, grids, kind="html", issues=[note])


def _bytes_of(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise refusal("folder", name)
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise refusal("too_many_bytes", name, size=size // 1024 // 1024)
        if not path.is_file():
            raise refusal("no_file", name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise no_file(path) from None
    except (OSError, ValueError) as error:
        raise refusal("forbidden", name, str(error)) from error
    if not data.strip():
        raise refusal("empty", name)
    return data


def _is_binary(data: bytes) -> bool:
    """Whether there are zero bytes, but not those of a text in UTF-16 or UTF-32."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\0\0\xfe\xff"
    return data[:4000].count(0) > 4 and not marked and not unmarked_utf16(data)


def _read_spreadsheet(data: bytes, name: str, sha256: str) -> Book:
    import python_calamine as calamine

    if data.startswith(_OLE) and _LOCKED in data:
        raise refusal("locked", name)
    seen, binary, data = _look(data, name)
    book = Book(name, sha256, [])
    for code, noticed in (
        ("macros_ignored", seen.macros),
        ("links_ignored", seen.links),
        ("binary_read", binary),
    ):
        if noticed:
            book.issues.append(Issue(code, Severity.NOTE, CellRef(name)))
    try:
        source = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {
            sheet.name: sheet.visible != calamine.SheetVisibleEnum.Visible
            for sheet in source.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        }
        for title in source.sheet_names:
            if title in hidden:
                _add_sheet(book, source, title, seen.sheets.get(title), hidden[title])
    except calamine.PasswordError as error:
        raise refusal("locked", name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refusal("unreadable", name, str(error)) from error
    except BaseException as error:
        # The reader's own panics are no subclass of Exception.
        if type(error).__name__ == "PanicException":
            raise refusal("unreadable", name, str(error)) from error
        raise
    if not book.grids:
        passed = {issue.code for issue in book.issues}
        if "sheet_too_long" in passed:
            raise refusal("too_many_rows", name, most=f"{MOST_ROWS:,}")
        if "sheet_too_large" in passed:
            raise refusal("spread_out", name)
        raise refusal("empty" if source.sheet_names else "unreadable", name)
    if is_own_book(book.grids):
        for grid in book.grids:
            join_header_rows(grid)
    else:
        book.issues += put_right(book.grids)
        book.grids = _tables(book.grids)
    return book


def _tables(grids: Sequence[Grid], decimal: str = "") -> list[Grid]:
    """Part sheets into their tables, turn what stands on its side, and judge the file's marks."""
    marks = sum((marks_of(cell for row in g.rows[:2000] for cell in row) for g in grids), Marks())
    legends = legends_of(grids)
    found = []
    for grid in grids:
        grid.legends = legends
        grid.decimal = marks.decimal or ("" if marks.mixed else decimal)
        side = turned(grid)
        parts = [grid] if side is not None else side_by_side(grid)
        found += [side] if side is not None else [t for part in parts for t in tables_in(part)]
    return found


def _look(data: bytes, name: str) -> tuple[BookLook, bool, bytes]:
    """Return what the second look saw, whether the format hides a part of it, and what to read.

    Of a packed file that is an archive of the parts that were looked at, and of no others.
    """
    if data.startswith(_OLE):
        return look_at_old_workbook(data, name), True, data
    container = Container(data, name)
    if is_locked(container):
        raise refusal("locked", name)
    binary = is_binary_package(container)
    if binary:
        look = look_at_binary_package(container)
    elif is_open_document(container):
        look = look_at_open_document(container)
    else:
        look = look_at(container)
    return look, binary, container.packed_anew()


def _add_sheet(book: Book, source: Any, title: str, look: SheetLook | None, hidden: bool) -> None:
    where = CellRef(book.file, title)
    look = look or SheetLook()
    if look.too_large or look.too_long:
        code = "sheet_too_long" if look.too_long else "sheet_too_large"
        book.issues.append(Issue(code, Severity.ERROR, where, params={"most": f"{MOST_ROWS:,}"}))
        return
    sheet = source.get_sheet_by_name(title)
    start = sheet.start
    if start is None:
        return
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=True)
    first_row, first_column = start
    for row, column in look.uncached:
        at, place = row - first_row - 1, column - first_column
        if 0 <= at < len(rows) and 0 <= place < len(rows[at]):
            rows[at][place] = ""
    grid = Grid(
        book.file, title, rows, first_row + 1, first_column, hidden, frozenset(look.hidden_rows),
        look.errors, look.uncached, frozenset(look.percents), frozenset(look.hidden_columns),
        dict(look.currencies),
    )  # fmt: skip
    _spread_merged(grid, getattr(sheet, "merged_cell_ranges", None) or [])
    book.grids.append(grid)


def _spread_merged(grid: Grid, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give text in cells merged downwards to each of their rows; numbers are not multiplied."""
    grid.merged = tuple(
        (
            top - grid.first_row + 1,
            left - grid.first_column,
            bottom - grid.first_row + 1,
            right - grid.first_column,
        )
        for (top, left), (bottom, right) in ranges[:10_000]
    )
    left_over = MOST_CELLS  # ranges that overlap could ask for the square of the rows
    for (top, left), (bottom, _right) in ranges[:10_000]:
        row, column = top - grid.first_row + 1, left - grid.first_column
        if not (0 <= row < len(grid.rows) and 0 <= column < len(grid.rows[row])):
            continue
        left_over -= max(0, min(bottom - top, len(grid.rows)))
        if left_over < 0:
            return
        value = grid.rows[row][column]
        if isinstance(value, str) and value:
            for below in grid.rows[row + 1 : bottom - grid.first_row + 2]:
                if below[column] in ("", None) and any(cell not in ("", None) for cell in below):
                    below[column] = value
