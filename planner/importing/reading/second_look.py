"""A second look at a packed workbook, in one pass, for what the fast reader does not show.

Hidden rows and columns, error cells, formulas without a stored result, percent and currency
formats, macros and links; and how far a sheet's values are spread and how much text they hold, so
that one that would not fit into memory is passed over before anything is built from it.
"""

from __future__ import annotations

import posixpath
from array import array
from collections.abc import Mapping, Sequence
from typing import Final
from xml.parsers import expat

from planner.importing.reading.container import Container, Start, scan_xml
from planner.importing.reading.guard import (
    MOST_SHEETS,
    MOST_STRINGS,
    MOST_STYLES,
    MOST_TEXT,
    Spent,
)
from planner.importing.reading.sentences import refusal
from planner.importing.reading.sheet_look import BookLook, SheetLook
from planner.importing.reading.sheet_scan import Styles, scan_sheet
from planner.importing.units.currency import currency_in_format

__all__ = ["look_at"]

_MIB: Final = 1 << 20
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_HEADS: Final = ("[Content_Types].xml", "_rels/.rels")
"""Parts that the fast reader wants to find; nothing is taken from them here."""
_MOST_OF_A_HEAD: Final = 16 * _MIB
_MOST_OF_STRINGS: Final = 192 * _MIB
_LISTS: Final = ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_LONGEST_FORMAT: Final = 255
_BYTES_OF_A_CELL: Final = 24
"""Fewest that a cell with a shared text takes in its sheet."""


def look_at(container: Container) -> BookLook:
    """Return what a packed workbook holds besides values; its parts are read whole on the way.

    Raises
    ------
    BadInputError
        The archive is damaged, holds more than is sane, or its XML declares entities.
    """
    for part in _HEADS:
        container.read(part, _MOST_OF_A_HEAD)
    places = _sheet_parts(container)
    styles = _styles(container)
    lengths = _text_lengths(container)
    spent = Spent(container.name)
    possible = sum(container.size(part) for part in set(places.values())) // _BYTES_OF_A_CELL
    weighed = lengths if max(lengths, default=0) * possible > MOST_TEXT else None
    looks: dict[str, SheetLook] = {}
    for part in dict.fromkeys(places.values()):
        looks[part] = scan_sheet(container.pieces(part), styles, weighed, spent)
    for part in places.values():
        if not (looks[part].too_large or looks[part].too_long):
            spent.take_cells(looks[part].built)
    parts = container.parts
    return BookLook(
        {title: looks[part] for title, part in places.items()},
        any("vbaProject" in part or "macrosheets/" in part for part in parts),
        any("externalLinks/" in part or part == "xl/connections.xml" for part in parts),
    )


def _sheet_parts(container: Container) -> dict[str, str]:
    """Return the parts of sheets by title, as far as there are such parts."""
    targets: dict[str, str] = {}
    links: dict[str, str] = {}
    name = container.name

    def link(tag: str, given: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", given.get("Target", "")))
            targets[given.get("Id", "")] = path.lstrip("/").lower()

    def sheet(tag: str, given: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] != "sheet":
            return
        title = given.get("name", "")
        if title in links:  # which of the two the fast reader takes, nobody knows
            raise refusal("damaged", name, f"two sheets are called {title!r}")
        links[title] = next((v for k, v in given.items() if k.rpartition(":")[2] == "id"), "")
        if len(links) > MOST_SHEETS:
            raise refusal("too_large", name, f"more than {MOST_SHEETS} sheets")

    _scan(container, _LINKS, link)
    _scan(container, _BOOK, sheet)
    found = {title: targets.get(key, "") for title, key in links.items()}
    return {title: part for title, part in found.items() if part in container}


def _scan(container: Container, part: str, start: Start) -> None:
    if part in container:
        scan_xml(container.pieces(part, _MOST_OF_A_HEAD), start, container.name)


def _styles(container: Container) -> Styles:
    """Return the styles of percentages and of money."""
    percent = {"9", "10"}
    money: dict[str, str] = {}
    percents: set[str] = set()
    currencies: dict[str, str] = {}
    inside, count = False, 0

    def start(tag: str, given: Mapping[str, str]) -> None:
        nonlocal inside, count
        kind = tag.rpartition(":")[2]
        if kind == "numFmt":
            code, number = given.get("formatCode", ""), given.get("numFmtId", "")
            if "%" in code:
                percent.add(number)
            elif currency := currency_in_format(code[:_LONGEST_FORMAT]):
                money[number] = currency
        elif kind in _LISTS:
            inside = kind == "cellXfs"
        elif kind == "xf" and inside:
            number = given.get("numFmtId", "")
            if number in percent:
                percents.add(str(count))
            elif number in money:
                currencies[str(count)] = money[number]
            count += 1
            if count > MOST_STYLES:
                raise refusal("too_large", container.name, f"more than {MOST_STYLES} styles")

    _scan(container, _STYLES, start)
    return Styles(frozenset(percents), currencies)


def _text_lengths(container: Container) -> Sequence[int]:
    """Return the number of characters of each shared text."""
    lengths = array("L")
    if _STRINGS not in container:
        return lengths
    parser = expat.ParserCreate()

    def start(tag: str, given: Mapping[str, str]) -> None:
        if tag == "si" or tag.endswith(":si"):
            lengths.append(0)
            if len(lengths) > MOST_STRINGS:
                raise refusal("too_large", container.name, f"more than {MOST_STRINGS} shared texts")

    def text(characters: str) -> None:
        if lengths:
            lengths[-1] += len(characters)

    parser.CharacterDataHandler = text
    scan_xml(container.pieces(_STRINGS, _MOST_OF_STRINGS), start, container.name, parser)
    return lengths
