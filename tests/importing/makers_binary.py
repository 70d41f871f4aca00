"""Makers of tiny binary workbooks (.xls, .xlsb), record by record.

Both take rows of cells: text, numbers, or an error such as ``#DIV/0!``. They can hide rows and put
one number in a far corner.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path

__all__ = ["write_xls", "write_xlsb"]

type Rows = Sequence[Sequence[str | float]]
type Corner = tuple[int, int] | None

_ERRORS = {"#DIV/0!": 0x07, "#N/A": 0x2A}
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_xls(
    path: Path,
    rows: Rows,
    *,
    hidden: Collection[int] = (),
    corner: Corner = None,
    declared: tuple[int, int, int, int] = (0, 10, 0, 10),
    shared: tuple[str, int] = ("", 0),
    sheets: int = 1,
    repeated: int = 1,
) -> Path:
    """Write the sheet "Apps" in the format of Excel 97; ``hidden`` rows count from 0.

    ``declared`` is the size the sheet claims: first and last row, first and last column; ``shared``
    a text and in how many cells it stands; all ``sheets`` are one; rows may be ``repeated`` in
    their places.
    """
    sheet = _old(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    sheet += _old(0x200, struct.pack("<IIHHH", *declared, 0))
    for number, row in repeated * list(enumerate(rows)):
        flags = 0x120 if number in hidden else 0x100
        sheet += _old(0x208, struct.pack("<HHHHHHHH", number, 0, len(row), 255, 0, 0, flags, 15))
        for column, value in enumerate(row):
            sheet += _old_cell(number, column, value)
    if corner:
        sheet += _old_cell(*corner, 1.0)
    text, count = shared
    for number in range(count):
        sheet += _old(0xFD, struct.pack("<HHHI", 100 + number, 0, 0, 0))
    sheet += _old(0x0A)
    head = _old(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    table = _old(0xFC, struct.pack("<IIHB", 1, 1, len(text), 0) + text.encode()) if text else b""
    titles = [b"Apps", *(b"Apps%d" % number for number in range(1, sheets))]
    place = len(head) + sum(12 + len(title) for title in titles) + len(table) + 4
    for title in titles:
        head += _old(0x85, struct.pack("<IBBBB", place, 0, 0, len(title), 0) + title)
    path.write_bytes(_compound(head + table + _old(0x0A) + sheet))
    return path


def _old(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _old_cell(row: int, column: int, value: str | float) -> bytes:
    where = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        if value in _ERRORS:
            return _old(0x205, where + bytes([_ERRORS[value], 1]))
        text = value.encode("utf-16-le")
        return _old(0x204, where + struct.pack("<HB", len(text) // 2, 1) + text)
    return _old(0x203, where + struct.pack("<d", value))


def _compound(stream: bytes) -> bytes:
    """Wrap one stream, as sectors in a row; sector 0 holds the table, sector 1 the directory."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // 512)
    assert count <= 120
    table = [_TABLE, _END, *range(3, count + 2), _END]
    table += [_FREE] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0,
                        _END, 0, 0)  # fmt: skip
    head += struct.pack("<108I", *[_FREE] * 108)
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return (
        head
        + struct.pack("<128I", *table)
        + folder.ljust(512, b"\0")
        + stream.ljust(count * 512, b"\0")
    )


def _entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
    name = (title + "\0").encode("utf-16-le")
    head = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name), kind, 1, _FREE, _FREE, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", first, size)


def write_xlsb(
    path: Path, rows: Rows, *, hidden: Collection[int] = (), corner: Corner = None
) -> Path:
    """Write the sheet "Apps" in the packed binary format; ``hidden`` rows count from 0."""
    sheet = _new(129) + _new(148, struct.pack("<IIII", 0, 9, 0, 9)) + _new(145)
    for number, row in enumerate(rows):
        sheet += _new_row(number, number in hidden)
        for column, value in enumerate(row):
            sheet += _new_cell(column, value)
    if corner:
        sheet += _new_row(corner[0], False) + _new_cell(corner[1], 1.0)
    sheet += _new(146) + _new(130)
    book = _new(131) + _new(143)
    book += _new(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Apps"))
    book += _new(144) + _new(132)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def _new(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, parts = len(body), []
    while True:
        parts.append(length & 0x7F | (0x80 if length > 127 else 0))
        length >>= 7
        if not length:
            return head + bytes(parts) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _new_row(number: int, hidden: bool) -> bytes:
    return _new(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def _new_cell(column: int, value: str | float) -> bytes:
    where = struct.pack("<II", column, 0)
    if isinstance(value, str):
        if value in _ERRORS:
            return _new(3, where + bytes([_ERRORS[value]]))
        return _new(6, where + _wide(value))
    return _new(5, where + struct.pack("<d", value))
