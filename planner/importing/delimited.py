"""Text files with separators: find out their encoding and their separator, and read the rows."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from planner.errors import BadInputError
from planner.importing.grid import Cell

__all__ = ["decode", "read_rows", "separator_of"]

_SEPARATORS: Final = (",", ";", "\t", "|")
_LONGEST_FIELD: Final = 10_000_000
_SAMPLE: Final = 64_000


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
    head = data[:4000]
    if head.count(0) > len(head) // 5:
        return data.decode("utf-16-be" if head[:1] == b"\0" else "utf-16-le", "replace")
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


def read_rows(text: str, name: str) -> list[list[Cell]]:
    """Return the rows of a file; a row of a spreadsheet is a record, also one with line breaks.

    Raises
    ------
    BadInputError
        A quoted value never ends, or a field is absurdly long.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    first, _, rest = text.partition("\n")
    separator = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], "\n" + rest
    separator = separator or separator_of(text)
    try:
        source = io.StringIO(text.replace("\0", ""), newline="")
        rows: list[list[Cell]] = list(
            csv.reader(source, delimiter=separator, skipinitialspace=True)  # type: ignore[arg-type]
        )
    except csv.Error as error:
        raise BadInputError(
            'The file "{name}" cannot be split into rows and columns.',
            "Open it in a spreadsheet program and save it as .xlsx or CSV.",
            str(error),
            name=name,
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
