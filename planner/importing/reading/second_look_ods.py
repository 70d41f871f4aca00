"""The second look at an OpenDocument spreadsheet: one pass over its content, nothing built."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from planner.importing.reading.container import Container, scan_xml
from planner.importing.reading.guard import (
    MOST_ROWS,
    MOST_SHEETS,
    Spent,
)
from planner.importing.reading.sentences import refusal
from planner.importing.reading.sheet_look import BookLook, SheetLook

__all__ = ["is_locked", "is_open_document", "look_at_open_document"]

_PART: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_MOST_OF_A_HEAD: Final = 1 << 24
_MOST_OF_CONTENT: Final = 384 << 20
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_REPEATED: Final = 100_000
_HIDDEN: Final = ("collapse", "filter")
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")


def is_locked(container: Container) -> bool:
    """Whether a manifest says that parts are encrypted; being read, it stays in the archive."""
    return b"encryption-data" in container.read(_MANIFEST, _MOST_OF_A_HEAD)


def is_open_document(container: Container) -> bool:
    """Whether a packed file is an OpenDocument spreadsheet, whatever it says at its head."""
    packed = any(part.lower().startswith("xl/") for part in container.parts)
    return _PART in container and not packed


def look_at_open_document(container: Container) -> BookLook:
    """Return what an .ods file holds besides values; its content is read whole on the way.

    Raises
    ------
    BadInputError
        The archive is damaged, holds more than is sane, or its XML declares entities.
    """
    container.read("mimetype", _MOST_OF_A_HEAD)
    reader = _Reader(Spent(container.name))
    pieces = container.pieces(_PART, _MOST_OF_CONTENT)
    scan_xml(pieces, reader.start, container.name, reader.parser)
    scripts = any(part.startswith("Basic/") for part in container.parts)
    return BookLook(reader.sheets, scripts, False)


class _Reader:
    """Follows rows and cells; both may stand for many of their kind.

    The fast reader builds all sheets at once, so what one of them holds too much of ends the file.
    """

    def __init__(self, spent: Spent) -> None:
        self.sheets: dict[str, SheetLook] = {}
        self._spent = spent
        self._look = SheetLook()
        self._row = self._column = self._head = 0
        self._rows = self._repeated = 1
        self._told = 0
        self.parser = expat.ParserCreate()
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._error: tuple[int, int] | None = None

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """Take the next tag."""
        if tag in _CELLS:
            self._take_cell(given)
        elif tag == "table:table-row":
            self._rows = _count(given, "table:number-rows-repeated")
            if given.get("table:visibility") in _HIDDEN:
                last = min(self._row + self._rows, _MOST_ROWS)
                self._look.hidden_rows.update(range(self._row + 1, last + 1))
            self._column = 0
        elif tag == "table:table-column":
            columns = _count(given, "table:number-columns-repeated")
            if given.get("table:visibility") in _HIDDEN:
                last = min(self._head + columns, _MOST_COLUMNS)
                self._look.hidden_columns.update(range(self._head, last))
            self._head += columns
        elif tag == "text:s":
            self._spent.take_text(_count(given, "text:c") * self._repeated)
        elif tag == "table:table":
            self._begin(given.get("table:name", ""))

    def _begin(self, title: str) -> None:
        if title in self.sheets:
            raise refusal("damaged", self._spent.name, f"two sheets are called {title!r}")
        if len(self.sheets) >= MOST_SHEETS:
            raise refusal("too_large", self._spent.name, f"more than {MOST_SHEETS} sheets")
        self._look = self.sheets[title] = SheetLook()
        self._row = self._column = self._head = self._told = 0

    def _take_cell(self, given: Mapping[str, str]) -> None:
        columns = _count(given, "table:number-columns-repeated")
        kind = given.get("office:value-type")
        formula = given.get("table:formula", "")
        self._repeated = columns * self._rows
        if kind is not None or formula:
            self._count_cell(columns)
            look = self._look
            where = self._row + 1, self._column
            if given.get("calcext:value-type") == "error":
                look.errors[where] = "#"
                self._error = where
            elif formula and kind is None:
                look.uncached[where] = formula
            elif kind == "percentage" and self._repeated <= _MOST_REPEATED:
                for row in range(self._row + 1, self._row + 1 + self._rows):
                    for column in range(self._column, self._column + columns):
                        look.percents.add((row, column))
            elif kind == "currency":
                look.currencies[given.get("office:currency", "")] += 1
        self._column += columns

    def _count_cell(self, columns: int) -> None:
        look = self._look
        look.first_used = look.first_used or self._row + 1
        look.last_used = self._row + self._rows
        look.widest = max(look.widest, self._column + columns)
        look.cells += self._repeated
        if look.last_used != self._told:
            self._told = look.last_used
            look.rows += self._rows
        if look.too_large:
            raise refusal("spread_out", self._spent.name)
        if look.too_long:
            raise refusal("too_many_rows", self._spent.name, most=f"{MOST_ROWS:,}")

    def _text(self, text: str) -> None:
        self._spent.take_text(len(text) * self._repeated)
        if self._error is not None:
            self._look.errors[self._error] = text
            self._error = None

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._error, self._repeated = None, 1
        elif tag == "table:table-row":
            self._row += self._rows
        elif tag == "table:table":
            self._spent.take_cells(self._look.built)


def _count(given: Mapping[str, str], key: str) -> int:
    try:
        return max(1, int(given.get(key, "1")))
    except ValueError:
        return 1
