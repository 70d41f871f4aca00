"""The second look at an OpenDocument spreadsheet: one pass over its content, nothing built."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from planner.errors import BadInputError
from planner.importing.reading.guard import check_archive, damaged, spread_out, unpacked
from planner.importing.reading.second_look import BookLook, SheetLook

__all__ = ["is_open_document", "look_at_open_document"]

_MIMETYPE: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_PART: Final = "content.xml"
_HIDDEN: Final = ("collapse", "filter")
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")


class _EntityError(ValueError):
    """The content declares entities, which no spreadsheet program writes."""


def is_open_document(data: bytes) -> bool:
    """Whether a packed file is an OpenDocument spreadsheet, whatever it says at its head."""
    if _MIMETYPE in data[:200]:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.lower() for part in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False  # the look at it says so
    return _PART in parts and not any(part.startswith("xl/") for part in parts)


def look_at_open_document(data: bytes, name: str) -> BookLook:
    """Return what an .ods file holds besides values.

    Raises
    ------
    BadInputError
        The archive is damaged, unpacks to more than is sane, or its XML declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, name)
            reader = _Reader()
            for piece in unpacked(archive, archive.getinfo(_PART), name):
                reader.feed(piece)
                if reader.too_large:
                    break
            else:
                reader.close()
            scripts = any(part.startswith("Basic/") for part in archive.namelist())
    except BadInputError:
        raise
    except Exception as error:
        raise damaged(name, repr(error)) from error
    if reader.too_large:
        raise spread_out(name)  # the fast reader would build all sheets at once
    return BookLook(reader.sheets, scripts, False)


class _Reader:
    """Follows rows and cells; both may stand for many of their kind."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetLook] = {}
        self._look = SheetLook()
        self._row = self._column = 0
        self._rows = 1
        self._head = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse
        self._parser.CharacterDataHandler = self._text
        self._error: tuple[int, int] | None = None

    @property
    def too_large(self) -> bool:
        """Whether a sheet so far holds more than may be built."""
        return any(look.too_large for look in self.sheets.values())

    def feed(self, piece: bytes) -> None:
        """Read on."""
        self._parser.Parse(piece, False)

    def close(self) -> None:
        """Say that this was all."""
        self._parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise _EntityError

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag in _CELLS:
            self._take_cell(given)
        elif tag == "table:table-row":
            self._rows = _count(given, "table:number-rows-repeated")
            if given.get("table:visibility") in _HIDDEN:
                span = range(self._row + 1, self._row + 1 + min(self._rows, 100_000))
                self._look.hidden_rows.update(span)
            self._column = 0
        elif tag == "table:table-column":
            columns = _count(given, "table:number-columns-repeated")
            if given.get("table:visibility") in _HIDDEN:
                span = range(self._head, self._head + min(columns, 16_384))
                self._look.hidden_columns.update(span)
            self._head += columns
        elif tag == "table:table":
            self._look = self.sheets[given.get("table:name", "")] = SheetLook()
            self._row = self._column = self._head = 0

    def _take_cell(self, given: Mapping[str, str]) -> None:
        columns = _count(given, "table:number-columns-repeated")
        kind = given.get("office:value-type")
        formula = given.get("table:formula", "")
        if kind is not None or formula:
            look = self._look
            look.first_used = look.first_used or self._row + 1
            look.last_used = self._row + self._rows
            look.widest = max(look.widest, self._column + columns)
            look.cells += columns * self._rows
            where = self._row + 1, self._column
            if given.get("calcext:value-type") == "error":
                look.errors[where] = "#"
                self._error = where
            elif formula and kind is None:
                look.uncached[where] = formula
            elif kind == "percentage" and columns * self._rows <= 100_000:
                for row in range(self._row + 1, self._row + 1 + self._rows):
                    for column in range(self._column, self._column + columns):
                        look.percents.add((row, column))
            elif kind == "currency":
                look.currencies[given.get("office:currency", "")] += 1
        self._column += columns

    def _text(self, text: str) -> None:
        if self._error is not None:
            self._look.errors[self._error] = text
            self._error = None

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._error = None
        if tag == "table:table-row":
            self._row += self._rows


def _count(given: Mapping[str, str], key: str) -> int:
    try:
        return max(1, int(given.get(key, "1")))
    except ValueError:
        return 1
