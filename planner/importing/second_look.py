"""A second, streaming look at a workbook's XML for what the fast reader does not show.

It also stands guard: archives that unpack to absurd sizes, XML with entities and sheets whose
bounding box would not fit into memory are refused before anything is built from them.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from planner.errors import BadInputError

__all__ = ["SheetLook", "look_at"]

MOST_BYTES: Final = 768 * 1024 * 1024
"""Unpacked size of all XML together that is still read."""
MOST_CELLS: Final = 20_000_000
"""Bounding box of a sheet, in cells, that the fast reader may build."""
_MOST_ROW_BYTES: Final = 32 * 1024 * 1024
_TRUSTED_BYTES: Final = 256 * 1024
"""Packed size up to which even the densest packing unpacks to a bearable size."""
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 256

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN: Final = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ROW_NUMBER: Final = re.compile(rb"\br\s*=\s*[\"'](\d{1,9})[\"']")
_FAR_CELL: Final = re.compile(rb"\br=\"([A-Z]{3})(\d{1,7})\"[^>]*>\s*<(?:\w+:)?(?:v|is)\b")
_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(rb"\b(r|s|t)\s*=\s*[\"']([^\"']*)[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>|<(?:\w+:)?is>")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<|<(?:\w+:)?f\b[^>]*/>")
_SUSPECT: Final = re.compile(rb"<(?:\w+:)?f[ >/]|\bt=[\"']e[\"']")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class SheetLook:
    """What the second look saw on one sheet; cells are (row from 1, column from 0)."""

    last_row: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    too_large: bool = False


def look_at(source: IO[bytes], name: str) -> dict[str, SheetLook]:
    """Return what each sheet of an .xlsx holds besides values, by sheet name.

    Raises
    ------
    BadInputError
        The archive is damaged, unpacks to more than is sane, or its XML declares entities.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            _refuse_bombs(archive, name)
            parts = _sheet_parts(archive)
            styles = _percent_styles(archive)
            return {
                title: _look_at_sheet(archive, part, styles, name)
                for title, part in parts.items()
                if part in archive.NameToInfo
            }
    except BadInputError:
        raise
    except Exception as error:
        # A broken archive fails in a dozen ways (struct, zlib, seek, decoding); all mean the same.
        raise _damaged(name, repr(error)) from error


def _damaged(name: str, detail: str) -> BadInputError:
    return BadInputError(
        'The workbook "{name}" is damaged and cannot be read.',
        "Open it in a spreadsheet program and save it again.",
        detail,
        name=name,
    )


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    total = sum(member.file_size for member in archive.infolist())
    if total > MOST_BYTES or len(archive.infolist()) > 20_000:
        raise _too_large(name, f"{total} bytes unpacked")
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise BadInputError(
                'The workbook "{name}" is protected by a password.',
                "Save it without a password and import it again.",
                name=name,
            )
        if member.compress_size > _TRUSTED_BYTES and "sheets/" not in member.filename:
            # A size may be a lie: reading to the end checks it (sheets are read in any case).
            with archive.open(member) as stream:
                while stream.read(_CHUNK):
                    pass
        if member.filename.endswith((".xml", ".rels")) and "media/" not in member.filename:
            with archive.open(member) as stream:
                head = stream.read(2048)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise BadInputError(
                    'The workbook "{name}" holds XML declarations that no spreadsheet program'
                    " writes, and is not read.",
                    "Open it in a spreadsheet program and save it again.",
                    member.filename,
                    name=name,
                )


def _too_large(name: str, detail: str) -> BadInputError:
    return BadInputError(
        'The workbook "{name}" unpacks to far more than an inventory needs, and is not read.',
        "Copy the rows that matter into a new workbook.",
        detail,
        name=name,
    )


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    from defusedxml import ElementTree

    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError, ValueError):
        return {}
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip(
            "/"
        )
        for link in links
    }
    parts = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((v for k, v in sheet.attrib.items() if k.rpartition("}")[2] == "id"), None)
        parts[sheet.get("name", "")] = targets.get(link, "")
    return parts


def _percent_styles(archive: zipfile.ZipFile) -> re.Pattern[bytes] | None:
    """Return a pattern that finds cells with a percent format, or None where there is no such."""
    from defusedxml import ElementTree

    try:
        root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    except (KeyError, ElementTree.ParseError, ValueError):
        return None
    percent = {"9", "10"}
    found: list[str] = []
    for node in root.iter():
        tag = node.tag.rpartition("}")[2]
        if tag == "numFmt" and "%" in node.get("formatCode", ""):
            percent.add(node.get("numFmtId", ""))
        elif tag == "cellXfs":
            found = [str(i) for i, style in enumerate(node) if style.get("numFmtId") in percent]
    if not found:
        return None
    return re.compile(rb"\bs=\"(?:" + "|".join(found).encode() + rb")\"")


def _chunks(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """Yield the part in pieces that end where a row ends."""
    rest = b""
    total = 0
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            total += len(piece)
            if total > MOST_BYTES:
                raise _too_large(name, part)
            piece = rest + piece
            cut = piece.rfind(b"<row ")
            if cut <= 0:
                cut = piece.rfind(b":row ")
                cut = piece.rfind(b"<", 0, cut) if cut > 0 else 0
            if cut <= 0:
                if len(piece) > _MOST_ROW_BYTES:
                    raise _too_large(name, part)
                rest = piece
                continue
            yield piece[:cut]
            rest = piece[cut:]
    yield rest


def _look_at_sheet(
    archive: zipfile.ZipFile, part: str, percent: re.Pattern[bytes] | None, name: str
) -> SheetLook:
    look = SheetLook()
    widest = 702  # columns up to ZZ; those beyond are looked for
    for piece in _chunks(archive, part, name):
        for found in _ROW.finditer(piece):
            attributes = found[1]
            number = _ROW_NUMBER.search(attributes)
            row = int(number[1]) if number else look.last_row + 1
            if attributes.endswith(b"/"):
                continue
            look.last_row = max(look.last_row, row)
            if b"hidden" in attributes and _HIDDEN.search(attributes):
                look.hidden_rows.add(row)
        if _FAR_CELL.search(piece):
            widest = 16_384
        if _SUSPECT.search(piece) or (percent is not None and percent.search(piece)):
            _look_at_cells(piece, percent, look)
    look.too_large = (
        look.last_row * widest > MOST_CELLS and archive.getinfo(part).file_size < look.last_row * 20
    ) or (widest > 702 and look.last_row * widest > MOST_CELLS)
    return look


def _look_at_cells(piece: bytes, percent: re.Pattern[bytes] | None, look: SheetLook) -> None:
    for found in _CELL.finditer(piece):
        head, body = found[1], found[2] or b""
        shown_as_percent = percent is not None and percent.search(head) is not None
        formula = b"f" in body and _FORMULA.search(body)
        if not (shown_as_percent or formula or b'"e"' in head):
            continue
        attributes = dict(_ATTRIBUTE.findall(head))
        place = _REFERENCE.fullmatch(attributes.get(b"r", b"").decode("ascii", "replace"))
        if place is None:
            continue
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
