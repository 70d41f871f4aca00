"""A second, streaming look at a workbook's XML for what the fast reader does not show.

Hidden rows and columns, error cells, formulas without a stored result, percent and currency
formats, macros and links; and how far a sheet's values are spread, so that one that would not fit
into memory is passed over before anything is built from it.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final

from planner.errors import BadInputError
from planner.importing.reading.guard import MOST_CELLS, check_archive, damaged, too_large, unpacked
from planner.importing.units.currency import currency_in_format

__all__ = ["BookLook", "SheetLook", "look_at"]

_MOST_ROW_BYTES: Final = 32 * 1024 * 1024

# Every pattern stops at the next sign of a tag, so that a look costs what the bytes cost: what
# runs on to a sign that never comes, from each of many places, takes the square of it.
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_HIDDEN: Final = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ROW_NUMBER: Final = re.compile(rb"\br\s*=\s*[\"'](\d{1,9})[\"']")
_COLUMNS: Final = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_SPAN: Final = re.compile(rb"\b(min|max)\s*=\s*[\"'](\d{1,5})[\"']")
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^<>]*)>")
_CELL_END: Final = re.compile(rb"</(?:\w+:)?c\s*>")
_HELD: Final = re.compile(rb"</(?:\w+:)?(?:v|is)\s*>")
"""Where a value ends; a cell that is only formatted has none."""
_CELL_AT: Final = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{1,3})(\d{1,7})")
_ATTRIBUTE: Final = re.compile(rb"\b(r|s|t)\s*=\s*[\"']([^\"']*)[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v\s*>([^<]*)</(?:\w+:)?v\s*>|<(?:\w+:)?is\s*>")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^<>]*/>|<(?:\w+:)?f\b[^<>]*>([^<]*)<")
_SUSPECT: Final = re.compile(rb"<(?:\w+:)?f[ >/]|\bt=[\"']e[\"']")
_STYLED: Final = re.compile(rb"\bs=\"(\d{1,6})\"[^<>/]*>\s*<")
"""A cell that holds something, with the number of its style."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class SheetLook:
    """What the second look saw on one sheet; cells are (row from 1, column from 0).

    ``currencies`` counts cells by the currency their format shows.
    """

    last_row: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    currencies: Counter[str] = field(default_factory=Counter)
    first_used: int = 0
    last_used: int = 0
    widest: int = 0
    cells: int = 0

    @property
    def too_large(self) -> bool:
        """Whether the box around all values holds more cells than may be built."""
        box = (self.last_used - self.first_used + 1) * self.widest
        return box > MOST_CELLS or self.cells > 2 * MOST_CELLS


@dataclass(slots=True)
class BookLook:
    """What the second look saw in a whole file; ``sheets`` by name."""

    sheets: Mapping[str, SheetLook] = field(default_factory=dict)
    macros: bool = False
    links: bool = False


@dataclass(frozen=True, slots=True)
class _Styles:
    """Numbers of styles, as they stand in the file, that show percentages and money."""

    percent: frozenset[bytes] = frozenset()
    currencies: Mapping[bytes, str] = field(default_factory=dict)


def look_at(source: IO[bytes], name: str) -> BookLook:
    """Return what a packed workbook holds besides values.

    Raises
    ------
    BadInputError
        The archive is damaged, unpacks to more than is sane, or its XML declares entities.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            check_archive(archive, name)
            parts = archive.namelist()
            known = _known_parts(parts, name)
            styles = _styles(archive, known)
            sheets = {
                title: _look_at_sheet(archive, known[part.lower()], styles, name)
                for title, part in _sheet_parts(archive, known, name).items()
                if part.lower() in known
            }
            return BookLook(
                sheets,
                any("vbaProject" in part or "macrosheets/" in part for part in parts),
                any("externalLinks/" in part or part == "xl/connections.xml" for part in parts),
            )
    except BadInputError:
        raise
    except Exception as error:
        # A broken archive fails in a dozen ways (struct, zlib, seek, decoding); all mean the same.
        raise damaged(name, repr(error)) from error


def _known_parts(parts: Sequence[str], name: str) -> dict[str, str]:
    """Return the parts by their names in small letters: the fast reader minds no case either."""
    known = {part.lower(): part for part in parts}
    if len(known) < len(parts):
        raise damaged(name, "two parts have one name")
    return known


def _sheet_parts(archive: zipfile.ZipFile, known: Mapping[str, str], name: str) -> dict[str, str]:
    from defusedxml import ElementTree

    try:
        book = ElementTree.fromstring(archive.read(known["xl/workbook.xml"]))
        links = ElementTree.fromstring(archive.read(known["xl/_rels/workbook.xml.rels"]))
    except (KeyError, ElementTree.ParseError, ValueError):
        return {}
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip(
            "/"
        )
        for link in links
    }
    parts: dict[str, str] = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((v for k, v in sheet.attrib.items() if k.rpartition("}")[2] == "id"), None)
        title = sheet.get("name", "")
        if title in parts:  # which of the two the fast reader takes, nobody knows
            raise damaged(name, f"two sheets are called {title!r}")
        parts[title] = targets.get(link, "")
    return parts


def _styles(archive: zipfile.ZipFile, known: Mapping[str, str]) -> _Styles:
    """Return the styles of percentages and of money."""
    from defusedxml import ElementTree

    try:
        root = ElementTree.fromstring(archive.read(known["xl/styles.xml"]))
    except (KeyError, ElementTree.ParseError, ValueError):
        return _Styles()
    percent = {"9", "10"}
    money: dict[str, str] = {}
    percents: set[bytes] = set()
    currencies: dict[bytes, str] = {}
    for node in root.iter():
        tag = node.tag.rpartition("}")[2]
        if tag == "numFmt":
            code, number = node.get("formatCode", ""), node.get("numFmtId", "")
            if "%" in code:
                percent.add(number)
            elif currency := currency_in_format(code):
                money[number] = currency
        elif tag == "cellXfs":
            for index, style in enumerate(node):
                number = style.get("numFmtId", "")
                if number in percent:
                    percents.add(str(index).encode())
                elif number in money:
                    currencies[str(index).encode()] = money[number]
    return _Styles(frozenset(percents), currencies)


def _chunks(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Yield the part in pieces that end where a row ends."""
    rest = b""
    for fresh in unpacked(archive, archive.getinfo(part), name):
        piece = rest + fresh
        cut = piece.rfind(b"<row")
        if cut <= 0:
            cut = piece.rfind(b":row ")
            cut = piece.rfind(b"<", 0, cut) if cut > 0 else 0
        if cut <= 0:
            if len(piece) > _MOST_ROW_BYTES:
                raise too_large(name, part)
            rest = piece
            continue
        yield piece[:cut]
        rest = piece[cut:]
    yield rest


def _look_at_sheet(archive: zipfile.ZipFile, part: str, styles: _Styles, name: str) -> SheetLook:
    look = SheetLook()
    head = True
    for piece in _chunks(archive, part, name):
        if head:
            before, rows, _ = piece.partition(b"sheetData")
            _look_at_columns(before, look)
            head = not rows
        if not _holds_something(piece):
            _pass_over(piece, look)
            continue
        _look_at_rows(piece, look)
        if look.too_large:
            break
        shown = Counter(_STYLED.findall(piece)) if styles.percent or styles.currencies else {}
        if _SUSPECT.search(piece) or not styles.percent.isdisjoint(shown):
            _look_at_cells(piece, styles.percent, look)
        for style, count in shown.items():
            if style in styles.currencies:
                look.currencies[styles.currencies[style]] += count
    return look


def _holds_something(piece: bytes) -> bool:
    """Whether there is a value or a formula; a million formatted rows are passed over quickly."""
    return any(mark in piece for mark in (b"v>", b"is>", b"<f", b":f")) or bool(_HELD.search(piece))


def _pass_over(piece: bytes, look: SheetLook) -> None:
    count = piece.count(b"<row") + piece.count(b":row ")
    number = _ROW_NUMBER.search(piece, max(0, piece.rfind(b"<row "))) if count else None
    look.last_row = int(number[1]) if number else look.last_row + count


def _look_at_columns(head: bytes, look: SheetLook) -> None:
    for found in _COLUMNS.finditer(head):
        if _HIDDEN.search(found[1]):
            span = {key: int(number) for key, number in _SPAN.findall(found[1])}
            first, last = span.get(b"min", 0), span.get(b"max", 0)
            look.hidden_columns.update(range(first - 1, min(last, 16_384)))


def _look_at_rows(piece: bytes, look: SheetLook) -> None:
    """Number the rows, and see how far values reach down and to the right."""
    found = list(_ROW.finditer(piece))
    ends = [*(row.start() for row in found[1:]), len(piece)]
    cells = list(_CELL.finditer(piece))
    starts = [cell.start() for cell in cells]
    held = [value.start() for value in _HELD.finditer(piece)]
    look.cells += len(cells)
    for row, end in zip(found, ends, strict=True):
        attributes = row[1]
        number = _ROW_NUMBER.search(attributes)
        look.last_row = int(number[1]) if number else look.last_row + 1
        if b"hidden" in attributes and _HIDDEN.search(attributes):
            look.hidden_rows.add(look.last_row)
        last = bisect_left(held, end) - 1
        if last < 0 or held[last] < row.end():
            continue
        cell = bisect_left(starts, held[last]) - 1
        first = bisect_left(starts, row.end())
        place = _CELL_AT.search(cells[cell][1]) if cell >= first else None
        column = _column_index(place[1].decode().upper()) if place else max(0, cell - first)
        at = max(look.last_row, int(place[2])) if place else look.last_row
        look.first_used = look.first_used or look.last_row
        look.last_used = max(look.last_used, at)
        look.widest = max(look.widest, column + 1)


def _look_at_cells(piece: bytes, percent: frozenset[bytes], look: SheetLook) -> None:
    at, bodies = 0, iter(_CELL_END.finditer(piece))
    closing = next(bodies, None)
    for found in _CELL.finditer(piece):
        if found.start() < at:
            continue
        head, body = found[1], b""
        if not head.endswith(b"/"):
            while closing is not None and closing.start() < found.end():
                closing = next(bodies, None)
            if closing is None:
                return
            body, at = piece[found.end() : closing.start()], closing.end()
        _look_at_cell(head, body, percent, look)


def _look_at_cell(head: bytes, body: bytes, percent: frozenset[bytes], look: SheetLook) -> None:
    attributes = dict(_ATTRIBUTE.findall(head))
    shown_as_percent = attributes.get(b"s") in percent and bool(body)
    formula = b"f" in body and _FORMULA.search(body)
    if not (shown_as_percent or formula or b'"e"' in head):
        return
    place = _REFERENCE.fullmatch(attributes.get(b"r", b"").decode("ascii", "replace"))
    if place is None:
        return
    where = int(place[2]), _column_index(place[1])
    value = _VALUE.search(body)
    if attributes.get(b"t") == b"e":
        look.errors[where] = value[1].decode("utf-8", "replace") if value and value[1] else "#"
    elif formula and (value is None or not (value[0].startswith(b"<is") or value[1])):
        if attributes.get(b"t") != b"str":
            look.uncached[where] = (formula[1] or b"").decode("utf-8", "replace")
    elif shown_as_percent:
        look.percents.add(where)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
