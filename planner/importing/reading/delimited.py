"""Text files with separators: find out their encoding and their separator, and read the rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from planner.importing.grid import Cell
from planner.importing.reading.guard import MOST_ROWS
from planner.importing.reading.sentences import refusal

__all__ = ["decode", "read_rows", "separator_of", "unmarked_utf16"]

_SEPARATORS: Final = (",", ";", "\t", "|", "，", "；")
_LONGEST_FIELD: Final = 10_000_000
_SAMPLE: Final = 64_000
_MOST_COLUMNS: Final = 16_384
_MOST_CELLS: Final = 20_000_000
_MOST_BROKEN: Final = 20
_ENOUGH: Final = 40
_SCRIPTS: Final = ("big5", "shift_jis", "cp932", "euc_kr", "cp949", "cp1251", "koi8_r")
_BY_HEADERS: Final = ("gb18030", "cp950", "cp932")
_EASTERN: Final = re.compile("[\u3041-\u30ff\u4e00-\u9fff]{2}")
_HEADS: Final = 12
"""First lines of which one may hold the headers."""
_WESTERN: Final = ("cp1252", "iso8859-15", "cp850", "mac_roman", "cp1250")
_LETTERS: Final = frozenset("äöüßéèêëàâçîïôùûœæñáíóúìòåøãõÄÖÜÉÈÀÇÑÁÍÓÚÅØ€„“–ąćęłńśźżčřšžěů")
_INNER_CAPITAL: Final = re.compile("[a-z][À-ÖØ-Þ]")
_DETECTED: Final = ("cp1252", *_SCRIPTS)
"""Encodings without a form of their own; letters of other scripts must be many to be believed."""


def decode(data: bytes) -> tuple[str, list[int]]:
    """Return the text of a file, and the lines (from 1) in which a byte could not be read.

    UTF-8, UTF-16, UTF-32 and GB18030 are told by their form; a file in which a few bytes do not fit
    is still in its encoding, and costs those characters. What is left is Western, or what a
    detector says it is.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _with_bad_lines(data.decode(encoding, "replace"))
    if encoding := unmarked_utf16(data):
        return _with_bad_lines(data.decode(encoding, "replace"))
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    if good >= 2 * bad or (good and good >= bad and bad <= 3):
        return _with_bad_lines(text)
    if encoding := _told_by_headers(data):
        return _with_bad_lines(data.decode(encoding, "replace"))
    text = data.decode("gb18030", "replace")
    bad = text.count("\ufffd")
    foreign = [character for character in text[:_SAMPLE] if character > "\x7f"]
    chinese = sum("\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" for c in foreign)
    wide = data[:_SAMPLE].translate(None, bytes(range(128)))
    # Western text read as GB18030 pairs a letter with an ASCII neighbour.
    if chinese * 2 >= len(foreign) and len(wide) * 5 >= len(foreign) * 8 and bad * 20 <= chinese:
        return _with_bad_lines(text)
    return _as_detected(data), []


def _told_by_headers(data: bytes) -> str:
    """Return the encoding of East Asia in which the first lines hold headers that are known."""
    from planner.importing.headers.header_words import says_field

    head = b"\n".join(data[:_SAMPLE].splitlines()[:_HEADS])
    known: dict[str, int] = {}
    for encoding in _BY_HEADERS:
        words = re.split(r"[,;|\t\n\"，；]+", head.decode(encoding, "replace"))
        strange = [w.strip() for w in words if _EASTERN.search(w) and "\ufffd" not in w]
        known[encoding] = sum(
            says_field(word) for word in strange[:_ENOUGH] if len(word) <= _ENOUGH
        )
    best = max(known, key=lambda encoding: known[encoding])
    return best if known[best] else ""


def _with_bad_lines(text: str) -> tuple[str, list[int]]:
    if "\ufffd" not in text:
        return text, []
    return text, [n for n, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]


def _as_detected(data: bytes) -> str:
    """Decode what has no form of its own; everything fits cp1252 or its neighbour Latin-1."""
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE], cp_isolation=list(_DETECTED)).best()
    high = data[:_SAMPLE].translate(None, bytes(range(128)))
    # A detector needs more than a handful of letters to tell the scripts apart.
    if found is not None and found.encoding in _SCRIPTS and len(high) >= _ENOUGH:
        return data.decode(found.encoding, "replace")
    texts = [data.decode(encoding, "replace") for encoding in _WESTERN]
    text = max(texts, key=_western)  # the first of the best
    return data.decode("latin-1") if "\ufffd" in text else text


def _western(text: str) -> int:
    """Count usual letters: those of a wrong code page are signs, boxes, capitals within a word."""
    usual = sum(letter in _LETTERS for letter in text[:_SAMPLE])
    return usual - len(_INNER_CAPITAL.findall(text[:_SAMPLE]))


def unmarked_utf16(data: bytes) -> str:
    """Return ``utf-16-le`` or ``utf-16-be`` where a text without a mark is that; else nothing.

    Separators and line ends leave zero bytes, all of them in even or all in odd places; what comes
    out must be letters, marks and line ends. A few zero bytes in plain text are only dirt.
    """
    head = data[: _SAMPLE - _SAMPLE % 2]
    if head.count(0) * 4 < len(head) and head.replace(b"\0", b"").isascii():
        return ""
    for encoding, zeros in (("utf-16-be", head[0::2]), ("utf-16-le", head[1::2])):
        others = head.count(0) - zeros.count(0)
        if zeros.count(0) < 2 or others * 4 > zeros.count(0):
            continue
        text = head.decode(encoding, "replace")
        plain = sum((c.isprintable() and c != "\ufffd") or c in "\r\n\t" for c in text)
        if plain * 20 >= len(text) * 19:
            return encoding
    return ""


def _known_heads(row: Sequence[str]) -> int:
    from planner.importing.headers.header_words import says_field

    return sum(says_field(cell) for cell in row[:_ENOUGH] if 0 < len(cell) <= _ENOUGH)


def separator_of(text: str) -> str:
    """Return the separator that splits most rows into as many parts, more than one.

    Headers that are known count for more than lists of equal length in a column.
    """
    sample = text[:_SAMPLE]
    best, best_worth = ",", 0.0
    for separator in _SEPARATORS:
        if separator not in sample:
            continue
        try:
            rows = list(csv.reader(io.StringIO(sample), delimiter=separator, skipinitialspace=True))
        except csv.Error:
            continue
        widths = [len(row) for row in rows[:200] if any(row)]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        alike = widths.count(usual) / len(widths)
        # The header is a row like the others: a separator that only splits the rows below is none.
        alike *= 1.0 if any(width >= usual for width in widths[:3]) else 0.3
        # A quote within a field was opened in the field before: that mark is no separator.
        broken = sum(any('"' in field for field in row) for row in rows[:200])
        alike *= 0.3 if broken * 2 > len(widths) else 1.0
        worth = alike * alike * min(usual - 1, 8) + min(sum(widths) / len(widths), 50) / 100
        worth *= 1 + max(_known_heads(row) for row in rows[:_HEADS])
        if usual > 1 and worth > best_worth:
            best, best_worth = separator, worth
    return best


def read_rows(text: str, name: str) -> tuple[list[list[Cell]], list[int], str]:
    """Return the rows of a file, the indexes of those in which a quote is never closed, and a mark.

    The mark is the decimal mark that goes with the separator: files parted by semicolons come from
    places where a comma parts decimals.

    A row of a spreadsheet is a record, also one with line breaks. Where a quote is opened and never
    closed, that line is taken as it stands, so that it does not swallow the rows after it.

    Raises
    ------
    BadInputError
        A field is absurdly long, there are more columns than a spreadsheet has, or more filled rows
        than an inventory has.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    first, _, rest = text.partition("\n")
    separator = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], "\n" + rest
    separator = separator or separator_of(text)
    lines = io.StringIO(text.replace("\0", ""), newline="").readlines()
    try:
        rows, broken = _split(lines, separator, name)
    except csv.Error as error:
        raise refusal("no_rows", name, str(error)) from error
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if width > _MOST_COLUMNS or width * len(rows) > _MOST_CELLS:
        raise refusal("too_wide", name, rows=len(rows), columns=width)
    return rows, broken, "," if separator == ";" else ""


def _split(lines: list[str], separator: str, name: str) -> tuple[list[list[Cell]], list[int]]:
    """Split lines into records, strictly first; where that fails, one record is taken as it can."""
    rows: list[list[Cell]] = []
    broken: list[int] = []
    place = filled = 0

    def ahead() -> Iterator[str]:
        nonlocal place
        while place < len(lines):
            place += 1
            yield lines[place - 1]

    while place < len(lines):
        start = place
        try:
            for record in _reader(ahead(), separator, strict=True):
                rows.append([*record])
                start = place
                filled += any(record)
                if filled > MOST_ROWS:
                    raise refusal("too_many_rows", name, most=f"{MOST_ROWS:,}")
        except csv.Error:
            if "field larger" in str(sys.exc_info()[1]):
                raise
            usual = len(rows[0]) if rows else 0
            record, swallowed = _as_it_can(lines[start:place], separator, usual)
            if swallowed:
                broken.append(len(rows))
                place = start + 1
            rows.append([*record])
            if len(broken) >= _MOST_BROKEN:  # quotes mean nothing in this file
                plain = csv.reader(ahead(), delimiter=separator, quoting=csv.QUOTE_NONE)
                rows.extend([*record] for record in plain)
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
