"""Text files with separators: find out their encoding and their separator, and read the rows."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections.abc import Iterator
from typing import Final

from planner.errors import BadInputError
from planner.importing.grid import Cell

__all__ = ["decode", "read_rows", "separator_of", "unmarked_utf16"]

_SEPARATORS: Final = (",", ";", "\t", "|")
_LONGEST_FIELD: Final = 10_000_000
_SAMPLE: Final = 64_000
_MOST_COLUMNS: Final = 16_384
_MOST_CELLS: Final = 20_000_000
_MOST_BROKEN: Final = 20


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16, UTF-32, GB18030 or cp1252.

    GB18030 is believed where all of the file fits it and a good part of what is not ASCII reads
    as Chinese; everything fits cp1252 or its neighbour Latin-1.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if encoding := unmarked_utf16(data):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    else:
        foreign = [character for character in text[:_SAMPLE] if character > "\x7f"]
        chinese = sum("\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" for c in foreign)
        wide = data[:_SAMPLE].translate(None, bytes(range(128)))
        # Western text read as GB18030 pairs a letter with an ASCII neighbour.
        if chinese * 2 >= len(foreign) and len(wide) * 5 >= len(foreign) * 8:
            return text
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def unmarked_utf16(data: bytes) -> str:
    """Return ``utf-16-le`` or ``utf-16-be`` where a text without a mark is that; else nothing.

    Separators and line ends leave zero bytes, all of them in even or all in odd places; what comes
    out must be letters, marks and line ends.
    """
    head = data[: _SAMPLE - _SAMPLE % 2]
    for encoding, zeros in (("utf-16-be", head[0::2]), ("utf-16-le", head[1::2])):
        others = head.count(0) - zeros.count(0)
        if zeros.count(0) < 2 or others * 4 > zeros.count(0):
            continue
        text = head.decode(encoding, "replace")
        plain = sum((c.isprintable() and c != "\ufffd") or c in "\r\n\t" for c in text)
        if plain * 20 >= len(text) * 19:
            return encoding
    return ""


def separator_of(text: str) -> str:
    """Return the separator that splits most rows into the same number of parts, more than one."""
    sample = text[:_SAMPLE]
    best, best_worth = ",", 0.0
    for separator in _SEPARATORS:
        if separator not in sample:
            continue
        try:
            rows = list(csv.reader(io.StringIO(sample), delimiter=separator, skipinitialspace=True))
        except csv.Error:
            continue
        widths = [len(row) for row in rows[:50] if any(row)]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        worth = (usual - 1) * (widths.count(usual) / len(widths)) + sum(widths) / len(widths) / 100
        if usual > 1 and worth > best_worth:
            best, best_worth = separator, worth
    return best


def read_rows(text: str, name: str) -> tuple[list[list[Cell]], list[int]]:
    """Return the rows of a file, and the indexes of those in which a quote is never closed.

    A row of a spreadsheet is a record, also one with line breaks. Where a quote is opened and never
    closed, that line is taken as it stands, so that it does not swallow the rows after it.

    Raises
    ------
    BadInputError
        A field is absurdly long, or there are more columns than a spreadsheet has.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    first, _, rest = text.partition("\n")
    separator = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], "\n" + rest
    separator = separator or separator_of(text)
    lines = io.StringIO(text.replace("\0", ""), newline="").readlines()
    try:
        rows, broken = _split(lines, separator)
    except csv.Error as error:
        raise BadInputError(
            "errors.file.file_cannot_be_split_into_rows_and",
            "errors.advice.open_it_in_a_spreadsheet_program_and_save_it_as_xlsx_or",
            str(error),
            name=name,
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if width > _MOST_COLUMNS or width * len(rows) > _MOST_CELLS:
        raise BadInputError(
            "errors.file.file_has_rows_and_columns_more_than",
            "errors.file.check_its_separators_or_copy_the_rows",
            name=name,
            rows=len(rows),
            columns=width,
        )
    return rows, broken


def _split(lines: list[str], separator: str) -> tuple[list[list[Cell]], list[int]]:
    """Split lines into records, strictly first; where that fails, one record is taken as it can."""
    rows: list[list[Cell]] = []
    broken: list[int] = []
    place = 0

    def ahead() -> Iterator[str]:
        nonlocal place
        while place < len(lines):
            place += 1
            yield lines[place - 1]

    while place < len(lines):
        start = place
        try:
            for record in _reader(ahead(), separator, strict=True):
                rows.append(record)  # type: ignore[arg-type]
                start = place
        except csv.Error:
            if "field larger" in str(sys.exc_info()[1]):
                raise
            usual = len(rows[0]) if rows else 0
            record, swallowed = _as_it_can(lines[start:place], separator, usual)
            if swallowed:
                broken.append(len(rows))
                place = start + 1
            rows.append(record)  # type: ignore[arg-type]
            if len(broken) >= _MOST_BROKEN:  # quotes mean nothing in this file
                plain = csv.reader(ahead(), delimiter=separator, quoting=csv.QUOTE_NONE)
                rows.extend(plain)  # type: ignore[arg-type]
    return rows, broken


def _reader(lines: Iterator[str], separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=strict)


def _as_it_can(lines: list[str], separator: str, usual: int) -> tuple[list[str], bool]:
    """Return a record whose quotes are wrong, and whether it had swallowed the lines after it.

    Quotes within a text are harmless: read leniently, the record is as wide as the others. Where
    it is not, a quote was opened and never closed, and the first line stands for itself.
    """
    record = next(_reader(iter(lines), separator, strict=False), [])
    closed = not any(field.count("\n") >= len(lines) - 1 for field in record[-1:])
    if len(lines) == 1 and lines[0].count('"') % 2 == 0:
        return record, False
    if len(lines) > 1 and len(record) == usual and closed:
        return record, False
    line = lines[0].rstrip("\r\n")
    return [part.strip().strip('"') for part in line.split(separator)], True
