"""A packed workbook, opened once: every part is unpacked by hand, counted and checked on the way.

Sizes in an archive are claims, and two readers may understand a broken one differently. So there
is one reading: what was unpacked whole and found sound is packed anew, from the same bytes, for the
fast reader. It sees these parts under these names and no other.
"""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from xml.parsers import expat

from planner.importing.reading.guard import MOST_BYTES
from planner.importing.reading.sentences import refusal

__all__ = ["Container", "Start", "scan_xml"]

_MOST_MEMBERS: Final = 20_000
_CHUNK: Final = 1 << 18
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_VERSION, _UTF8, _LOCKED, _FIRST_DAY = 20, 0x800, 1, 0x21

_ENCODINGS: Final = ("utf-8", "utf8", "us-ascii", "ascii")

type Start = Callable[[str, Mapping[str, str]], None]
"""Called for each tag that opens, with its name and attributes."""


class Container:
    """The parts of a packed workbook by their names in small letters, as spreadsheet programs mind.

    Parameters
    ----------
    data
        The bytes of the archive.
    name
        What people call the file.

    Raises
    ------
    BadInputError
        The archive is damaged, holds two parts of one name, or too many.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = memoryview(data)
        self._left = MOST_BYTES
        self._whole: dict[str, tuple[zipfile.ZipInfo, int]] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.infolist()
        except Exception as error:  # a broken directory fails in a dozen ways; all mean the same
            raise refusal("damaged", name, repr(error)) from error
        if len(members) > _MOST_MEMBERS:
            raise refusal("too_large", name, "number of parts")
        self._members = {member.filename.lower(): member for member in members}
        if len(self._members) < len(members):
            raise refusal("damaged", name, "two parts have one name")

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts as they stand in the archive."""
        return tuple(member.filename for member in self._members.values())

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def size(self, part: str) -> int:
        """Return the unpacked size that the archive claims for a part."""
        return self._members[part.lower()].file_size

    def read(self, part: str, most: int) -> bytes:
        """Return a part of at most ``most`` bytes; an absent one is empty."""
        return b"".join(self.pieces(part, most)) if part in self else b""

    def pieces(self, part: str, most: int = MOST_BYTES) -> Iterator[bytes]:
        """Yield the content of a part in pieces of at most 256 KiB.

        Raises
        ------
        BadInputError
            The part is locked, damaged, larger than it says or than ``most``, or all parts together
            are larger than a workbook may be.
        """
        member = self._members[part.lower()]
        if member.flag_bits & _LOCKED:
            raise refusal("locked", self.name)
        if member.file_size > most:
            raise refusal("too_large", self.name, part)
        start = self._start(member)
        total, check = 0, 0
        for piece in self._unpacked(member, start):
            total += len(piece)
            self._left -= len(piece)
            if total > member.file_size or self._left < 0:
                raise refusal("too_large", self.name, f"{part}: more than it says or than all may")
            check = zlib.crc32(piece, check)
            yield piece
        if total != member.file_size or check != member.CRC:
            raise refusal("damaged", self.name, f"{part}: size or checksum")
        self._whole[part.lower()] = member, start

    def _start(self, member: zipfile.ZipInfo) -> int:
        header = bytes(self._data[member.header_offset :][:30])
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise refusal("damaged", self.name, member.filename)
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        return int(member.header_offset + 30 + name_length + extra_length)

    def _unpacked(self, member: zipfile.ZipInfo, start: int) -> Iterator[bytes]:
        packed = self._data[start : start + member.compress_size]
        if member.compress_type == _STORED:
            for at in range(0, len(packed), _CHUNK):
                yield bytes(packed[at : at + _CHUNK])
            return
        if member.compress_type != _DEFLATED:
            what = f"{member.filename}: packing {member.compress_type}"
            raise refusal("packing", self.name, what)
        unpacker = zlib.decompressobj(-15)
        for at in range(0, len(packed), _CHUNK):
            rest: bytes | memoryview = packed[at : at + _CHUNK]
            while rest and not unpacker.eof:
                try:
                    piece = unpacker.decompress(rest, _CHUNK)
                except zlib.error as error:
                    raise refusal("damaged", self.name, f"{member.filename}: {error}") from error
                rest = unpacker.unconsumed_tail
                if piece:
                    yield piece
            if unpacker.eof:
                return
        if piece := unpacker.flush():
            yield piece

    def packed_anew(self) -> bytes:
        """Return an archive of the parts that were read whole, each under the bytes it had."""
        out, listed = io.BytesIO(), b""
        for member, start in self._whole.values():
            title, at = member.filename.encode(), out.tell()
            about = (_VERSION, _UTF8, member.compress_type, 0, _FIRST_DAY, member.CRC,
                     member.compress_size, member.file_size, len(title), 0)  # fmt: skip
            out.write(struct.pack("<4s5H3L2H", b"PK\x03\x04", *about) + title)
            out.write(self._data[start : start + member.compress_size])
            listed += struct.pack("<4sH5H3L2H3H2L", b"PK\x01\x02", _VERSION, *about, 0, 0, 0, 0, at)
            listed += title
        count, at = len(self._whole), out.tell()
        out.write(listed)
        out.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0))
        return out.getvalue()


def scan_xml(
    pieces: Iterable[bytes], start: Start, name: str, parser: expat.XMLParserType | None = None
) -> None:
    """Have ``start`` told of each tag of a part, in one pass that keeps nothing.

    Parameters
    ----------
    parser
        One with handlers of its own for text and closing tags.

    Raises
    ------
    BadInputError
        The XML is not well-formed, declares what no spreadsheet program declares, or is in another
        encoding than UTF-8, in which the fast reader would see nothing or something else.
    """
    parser = parser or expat.ParserCreate()
    parser.StartElementHandler = start
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise refusal("declarations", name)

    strange = ""

    def declared(_version: str, encoding: str | None, _alone: int) -> None:
        nonlocal strange
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            strange = encoding

    parser.StartDoctypeDeclHandler = refuse
    parser.XmlDeclHandler = declared
    try:
        for number, piece in enumerate(pieces):
            if number == 0 and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                strange = "UTF-16"
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise refusal("damaged", name, str(error)) from error
    if strange:
        raise refusal("unreadable", name, strange)
