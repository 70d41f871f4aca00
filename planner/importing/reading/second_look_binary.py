"""The second look at binary workbooks (.xls and .xlsb): their records in turn, nothing built.

Both hold records of a kind, a length and fields at fixed places, as published in [MS-XLS] and
[MS-XLSB]. Seen are hidden rows and columns, error cells, and how far the values reach; not seen are
formulas that were never calculated (a value is always stored) and the formats of numbers.
"""

from __future__ import annotations

import posixpath
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from planner.importing.reading.compound import stream_of
from planner.importing.reading.container import Container, scan_xml
from planner.importing.reading.guard import (
    MOST_SHEETS,
    MOST_STRINGS,
    MOST_STYLES,
    Spent,
)
from planner.importing.reading.sentences import refusal
from planner.importing.reading.shared_texts import old_text_lengths
from planner.importing.reading.sheet_look import BookLook, SheetLook

__all__ = ["is_binary_package", "look_at_binary_package", "look_at_old_workbook"]

type _Record = tuple[int, bytes]

_BOOK, _LINKS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_STRINGS: Final = "xl/sharedStrings.bin"
_HEADS: Final = ("[Content_Types].xml", "_rels/.rels", "xl/styles.bin")
_MOST_OF_A_HEAD: Final = 1 << 24
_LONGEST_RECORD: Final = 1 << 24
_MOST_NEW_COLUMNS: Final = 16_384
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
"""Of a sheet in the old format."""
_END, _LOCK, _SHEET, _DIMENSIONS = 0x0A, 0x2F, 0x85, 0x200
_OLD_ROW, _OLD_COLUMNS, _OLD_FORMULA, _OLD_MANY, _OLD_ERROR = 0x208, 0x7D, 0x06, 0xBD, 0x205
_OLD_TEXT, _OLD_RICH_TEXT, _OLD_SHARED = 0x204, 0xD6, 0xFD
_OLD_TEXTS: Final = (_OLD_TEXT, _OLD_RICH_TEXT, _OLD_SHARED)
_OLD_CELLS: Final = (0x203, 0x27E, *_OLD_TEXTS, _OLD_FORMULA, _OLD_MANY, _OLD_ERROR)
_SHARED, _CONTINUED, _STYLE = 0xFC, 0x3C, 0xE0
_NEW_ROW, _NEW_COLUMNS, _NEW_SHEET, _NEW_ERRORS = 0, 60, 156, (3, 11)
_NEW_CELLS: Final = (*range(2, 12), 62)
_NEW_SHARED, _NEW_STRING, _NEW_TEXTS = 7, 19, (6, 8)


def look_at_old_workbook(data: bytes, name: str) -> BookLook:
    """Return what an .xls file holds besides values.

    Raises
    ------
    BadInputError
        The file is damaged, or its values reach so far that they would fill the memory.
    """
    try:
        stream = stream_of(data, ("Workbook", "Book"))
        if stream is None:
            raise refusal("damaged", name, "no workbook inside")
        sheets = _look_at_old_sheets(stream, Spent(name))
    except (struct.error, ValueError, IndexError) as error:
        raise refusal("damaged", name, repr(error)) from error
    return BookLook(sheets, "_VBA_PROJECT".encode("utf-16-le") in data)


def _look_at_old_sheets(stream: bytes, spent: Spent) -> dict[str, SheetLook]:
    """Return the looks by title.

    The fast reader builds all sheets at once, so that all together count.
    """
    places: list[tuple[str, int]] = []
    shared: list[bytes] = []
    last = styles = 0
    for kind, body in _old_records(stream, 0):
        if kind == _LOCK:
            raise refusal("locked", spent.name)
        if kind == _SHEET:
            places.append((_old_name(body), struct.unpack_from("<I", body)[0]))
        if kind == _SHARED or (kind == _CONTINUED and last == _SHARED):
            shared.append(body)
        last = last if kind == _CONTINUED else kind
        styles += kind == _STYLE
        if len(places) > MOST_SHEETS or styles > MOST_STYLES:
            raise refusal(
                "too_large", spent.name, f"more than {MOST_SHEETS} sheets or {MOST_STYLES} styles"
            )
    lengths = old_text_lengths(shared, spent.name)
    looks: dict[int, SheetLook] = {}
    for place in dict.fromkeys(place for _, place in places):
        looks[place] = _look_at_old_sheet(_old_records(stream, place), lengths, spent)
    for _, place in places:
        spent.take_cells(2 * looks[place].built)  # here one sheet's worth is all
    return {title: looks[place] for title, place in places}


def _old_records(stream: bytes, place: int) -> Iterator[_Record]:
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        if kind == _END:
            return
        place += 4 + length


def _old_name(body: bytes) -> str:
    """Return a sheet's name; one of the format before 1997 has a byte less at its head."""
    length, wide = body[6], body[7]
    if wide == 1:
        return body[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return body[8 if wide == 0 else 7 :][:length].decode("latin-1")


def _look_at_old_sheet(
    records: Iterable[_Record], lengths: Sequence[int], spent: Spent
) -> SheetLook:
    look = SheetLook()
    for kind, body in records:
        if kind in (_OLD_TEXT, _OLD_RICH_TEXT):
            spent.take_text(struct.unpack_from("<H", body, 6)[0])
        elif kind == _OLD_SHARED:
            number = struct.unpack_from("<I", body, 6)[0]
            spent.take_text(lengths[number] if number < len(lengths) else 0)
        if kind in _OLD_CELLS:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _OLD_MANY else column
            _take_cell(look, row, max(column, last), _old_error(kind, body))
            if look.too_large:
                raise refusal("spread_out", spent.name)
        elif kind == _OLD_ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            look.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _OLD_COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            look.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
        elif kind == _DIMENSIONS:
            _check_dimensions(body)
    return look


def _check_dimensions(body: bytes) -> None:
    """Refuse a declared size that the fast reader would take memory for at its word."""
    form = "<IIHH" if len(body) >= 14 else "<HHHH"
    top, bottom, left, right = struct.unpack_from(form, body)
    if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
        raise ValueError(f"rows {top} to {bottom}, columns {left} to {right}")


def _old_error(kind: int, body: bytes) -> int | None:
    if kind == _OLD_ERROR:
        return body[6] if body[7] else None
    if kind == _OLD_FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        return body[8]
    return None


def _take_cell(look: SheetLook, row: int, column: int, error: int | None) -> None:
    first = look.first_used or row + 1
    look.first_used = min(first, row + 1)
    look.rows += row >= look.last_used
    look.last_used = max(look.last_used, row + 1)
    look.widest = max(look.widest, column + 1)
    look.cells += 1
    if error is not None:
        look.errors[row + 1, column] = _ERRORS.get(error, "#")


def is_binary_package(container: Container) -> bool:
    """Whether a packed file is an .xlsb workbook."""
    return _BOOK in container


def look_at_binary_package(container: Container) -> BookLook:
    """Return what an .xlsb file holds besides values; its parts are read whole on the way.

    Raises
    ------
    BadInputError
        The archive is damaged, or holds more than is sane.
    """
    try:
        return _look_at_parts(container)
    except (struct.error, ValueError, IndexError) as error:
        raise refusal("damaged", container.name, repr(error)) from error


def _look_at_parts(container: Container) -> BookLook:
    for part in _HEADS:
        container.read(part, _MOST_OF_A_HEAD)
    places = _new_parts(container)
    lengths = array("L")
    if _STRINGS in container:
        for kind, body in _new_records(container, _STRINGS):
            if kind == _NEW_STRING:
                lengths.append(struct.unpack_from("<I", body, 1)[0])
                if len(lengths) > MOST_STRINGS:
                    raise refusal(
                        "too_large", container.name, f"more than {MOST_STRINGS} shared texts"
                    )
    spent = Spent(container.name)
    looks = {
        part: _look_at_new_sheet(_new_records(container, part), lengths, spent)
        for part in dict.fromkeys(places.values())
    }
    for part in places.values():
        if not (looks[part].too_large or looks[part].too_long):
            spent.take_cells(looks[part].built)
    linked = any(
        "externalLinks/" in part or part == "xl/connections.bin" for part in container.parts
    )
    macros = any("vbaProject" in part for part in container.parts)
    return BookLook({title: looks[part] for title, part in places.items()}, macros, linked)


def _new_parts(container: Container) -> dict[str, str]:
    """Return the parts of sheets by title, as far as there are such parts."""
    targets: dict[str, str] = {}

    def link(tag: str, given: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", given.get("Target", "")))
            targets[given.get("Id", "")] = path.lstrip("/").lower()

    if _LINKS in container:
        scan_xml(container.pieces(_LINKS, _MOST_OF_A_HEAD), link, container.name)
    parts: dict[str, str] = {}
    for kind, body in _new_records(container, _BOOK):
        if kind == _NEW_SHEET:
            key, after = _wide(body, 8)
            title = _wide(body, after)[0]
            if title in parts:
                raise refusal("damaged", container.name, f"two sheets are called {title!r}")
            parts[title] = targets.get(key, "")
            if len(parts) > MOST_SHEETS:
                raise refusal("too_large", container.name, f"more than {MOST_SHEETS} sheets")
    return {title: part for title, part in parts.items() if part in container}


def _wide(body: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * struct.unpack_from("<I", body, at)[0]
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _new_records(container: Container, part: str) -> Iterator[_Record]:
    rest = b""
    for piece in container.pieces(part):
        held, at = rest + piece, 0
        while (head := _new_head(held, at)) is not None:
            kind, start, length = head
            if length > _LONGEST_RECORD:
                raise refusal("damaged", container.name, f"{part}: a record of {length} bytes")
            if start + length > len(held):
                break
            yield kind, held[start : start + length]
            at = start + length
        rest = held[at:]


def _new_head(held: bytes, at: int) -> tuple[int, int, int] | None:
    """Return kind, place and length of the record's body; none where the head is not all there."""
    if at + 2 > len(held):
        return None
    kind = held[at]
    at += 1
    if kind & 0x80:
        kind |= held[at] << 8
        at += 1
    length = 0
    for step in range(4):
        if at >= len(held):
            return None
        byte = held[at]
        at += 1
        length |= (byte & 0x7F) << (7 * step)
        if not byte & 0x80:
            break
    return _plain(kind), at, length


def _plain(kind: int) -> int:
    """Return a record's number from its one or two bytes of seven bits each."""
    return (kind & 0x7F) | (kind >> 8 & 0x7F) << 7


def _look_at_new_sheet(
    records: Iterable[_Record], lengths: Sequence[int], spent: Spent
) -> SheetLook:
    look = SheetLook()
    row = 0
    for kind, body in records:
        if kind == _NEW_ROW:
            row = struct.unpack_from("<I", body)[0]
            if body[11] & 0x10:
                look.hidden_rows.add(row + 1)
        elif kind in _NEW_CELLS:
            column = struct.unpack_from("<I", body)[0]
            _take_cell(look, row, column, body[8] if kind in _NEW_ERRORS else None)
            if kind == _NEW_SHARED:
                spent.take_text(lengths[struct.unpack_from("<I", body, 8)[0]])
            elif kind in _NEW_TEXTS:
                spent.take_text(struct.unpack_from("<I", body, 8)[0])
            if look.too_large or look.too_long:
                break
        elif kind == _NEW_COLUMNS and struct.unpack_from("<H", body, 16)[0] & 1:
            first, last = struct.unpack_from("<II", body)
            if len(look.hidden_columns) < _MOST_NEW_COLUMNS:
                look.hidden_columns.update(range(first, min(last, _MOST_NEW_COLUMNS - 1) + 1))
    return look
