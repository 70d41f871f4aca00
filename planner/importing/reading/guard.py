"""Guard at the door of packed workbooks: what would fill the memory is refused before it is built.

Sizes in an archive are claims. What is unpacked here is unpacked by hand, so that a part that holds
more than it claims is caught while it is read and not when the memory is gone.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from planner.errors import BadInputError

__all__ = ["MOST_CELLS", "check_archive", "damaged", "spread_out", "too_large", "unpacked"]

MOST_BYTES: Final = 768 * 1024 * 1024
"""Unpacked size of all parts together that is still read."""
MOST_CELLS: Final = 5_000_000
"""Cells of a sheet, empty ones inside its bounding box included, that the fast reader may build."""
_MIB: Final = 1024 * 1024
_MOST_OF_A_PART: Final = (
    ("xl/workbook.", 16 * _MIB),
    ("xl/styles.", 16 * _MIB),
    (".rels", 16 * _MIB),
    ("xl/sharedStrings.", 192 * _MIB),
    ("content.xml", 384 * _MIB),
)
"""Parts that are held in memory whole, some of them several times over."""
_TRUSTED_BYTES: Final = 64 * 1024
"""Packed size up to which even the densest packing unpacks to a bearable size."""
_MOST_MEMBERS: Final = 20_000
_CHUNK: Final = 1 << 20
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that unpacks to too much, is locked, or whose XML declares entities.

    Sheets of .xlsx files are not unpacked here, as the second look does that in any case.

    Raises
    ------
    BadInputError
        The archive is not read any further.
    """
    members = archive.infolist()
    if sum(member.file_size for member in members) > MOST_BYTES or len(members) > _MOST_MEMBERS:
        raise too_large(name, "unpacked size")
    for member in members:
        part = member.filename
        if member.flag_bits & 1:
            raise BadInputError(
                "errors.file.workbook_is_protected_by_a_password",
                "errors.advice.save_it_without_a_password_and_import",
                name=name,
            )
        limit = next((most for key, most in _MOST_OF_A_PART if key in part), MOST_BYTES)
        if member.file_size > limit:
            raise too_large(name, part)
        if part.endswith((".xml", ".rels")) and "media/" not in part:
            _refuse_declarations(archive, member, name)
        looked_at = part.endswith(".xml") and "sheets/" in part
        if member.compress_size > _TRUSTED_BYTES and not looked_at:
            for _ in unpacked(archive, member, name):
                pass


def _refuse_declarations(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    head = next(unpacked(archive, member, name, 4096), b"")
    plain = head.replace(b"\0", b"")  # UTF-16 hides nothing
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise BadInputError(
            "errors.file.workbook_holds_xml_declarations_that_no_spreadsheet",
            "errors.advice.open_it_in_a_spreadsheet_program_and_save_it",
            member.filename,
            name=name,
        )


def unpacked(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, piece: int = _CHUNK
) -> Iterator[bytes]:
    """Yield the content of a part in pieces of at most ``piece`` bytes.

    Raises
    ------
    BadInputError
        The part holds more than the archive says, or is packed in a way that workbooks are not.
    """
    source = archive.fp
    assert source is not None
    source.seek(member.header_offset)
    header = source.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise damaged(name, member.filename)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = member.header_offset + 30 + name_length + extra_length
    if member.compress_type not in (_STORED, _DEFLATED):
        raise damaged(name, f"{member.filename}: packing {member.compress_type}")
    unpacker = zlib.decompressobj(-15) if member.compress_type == _DEFLATED else None
    left, total, rest = member.compress_size, 0, b""
    while True:
        if not rest and left:
            source.seek(start + member.compress_size - left)
            rest = source.read(min(left, _CHUNK))
            left = left - len(rest) if rest else 0
        if unpacker is None:
            out, rest = rest[:piece], rest[piece:]
        else:
            out = unpacker.decompress(rest, piece)
            rest = unpacker.unconsumed_tail
        total += len(out)
        if total > max(member.file_size, 0):
            raise too_large(name, f"{member.filename}: more than it says")
        if out:
            yield out
        elif not rest and not left:
            break
        if unpacker is not None and unpacker.eof:
            break
    if total != member.file_size:
        raise damaged(name, f"{member.filename}: less than it says")


def damaged(name: str, detail: str) -> BadInputError:
    """Return the sentence about a file that is broken."""
    return BadInputError(
        "errors.file.workbook_is_damaged_and_cannot_be_read",
        "errors.advice.open_it_in_a_spreadsheet_program_and_save_it",
        detail,
        name=name,
    )


def too_large(name: str, detail: str) -> BadInputError:
    """Return the sentence about a file that would fill the memory."""
    return BadInputError(
        "errors.file.workbook_unpacks_to_far_more_than_an",
        "errors.advice.copy_the_rows_that_matter_into_a",
        detail,
        name=name,
    )


def spread_out(name: str) -> BadInputError:
    """Return the sentence about values that stand so far apart that their box is too large."""
    return BadInputError(
        "errors.file.values_of_the_workbook_are_spread_over",
        "errors.file.copy_the_rows_and_columns_that_matter",
        name=name,
    )
