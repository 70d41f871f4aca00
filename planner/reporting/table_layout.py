"""Tables in pieces: a piece per row, so that pages break between rows and repeat the header."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Final

from planner.reporting.content import Cell, Column, Table
from planner.reporting.geometry import Rect, Shape
from planner.reporting.pieces import Group, Link, Piece, label, text_group
from planner.reporting.theme import LIGHT, TYPE, on_colour
from planner.reporting.typesetting import Typesetter, break_places

__all__ = ["table_pieces"]

_PAD_X: Final = 4.0
_PAD_Y: Final = 2.6
_LEAST_SIZE: Final = 8.5
_STEP: Final = 0.25
"""Points by which type gets smaller with every step of shrinking."""
_AFTER_NUMBER: Final = 6.0
_SHORT: Final = 8
_TITLE: Final = 4
"""Characters of a Chinese title that stays on one line."""
_LONG: Final = 60
"""Rows from which on a table, that is looked up and not read, is set closer."""
_BETWEEN: Final = 22.0
"""Points between two rows that stand side by side."""
_SWATCH: Final = 6.0
_LETTERED: Final = 10.2
_LEADING: Final = 1.32
_NAME: Final = re.compile(r"[\x21-\x7e–−]{2,16}")
"""What stands alone in a cell and is no sentence: an id, a figure, a day."""
_MEASURED: Final = 4
"""The longest names of a column that are measured; width follows length closely enough."""


def table_pieces(
    table: Table,
    width: float,
    typesetter: Typesetter,
    page_height: float,
    shrink: int = 0,
    *,
    working: bool = False,
) -> list[Piece]:
    """Return the header and a piece per row; a row higher than the page is cut between lines.

    Parameters
    ----------
    table
        As in the report.
    width
        In points.
    typesetter
        Breaks cells into lines.
    page_height
        Room on a page, in points.
    shrink
        Steps by which the type is set smaller.
    """
    if table.close is not None:
        return _side_by_side(table.close, width, typesetter, page_height)
    rows = _Rows(table, width, typesetter, page_height, shrink, working=working)
    header = rows.header()
    pieces = [dataclasses.replace(header, keep=True)]
    for number, cells in enumerate(table.rows):
        pieces.extend(rows.row(number, cells, header))
    if len(pieces) > 1:
        pieces[-1] = dataclasses.replace(pieces[-1], space_after=10.0)
        if len(table.rows) <= _SHORT:  # a short table is not worth two pages
            pieces = [*(dataclasses.replace(piece, keep=True) for piece in pieces[:-1]), pieces[-1]]
        elif table.total:  # a total is never alone on its page
            pieces[-2] = dataclasses.replace(pieces[-2], keep=True)
    return pieces


def _side_by_side(
    table: Table, width: float, typesetter: Typesetter, page_height: float
) -> list[Piece]:
    """Return the rows two and two; the header on the right says nothing new to a screen reader."""
    half = (width - _BETWEEN) / 2
    rows = _Rows(table, half, typesetter, page_height, 0, working=True)
    header = rows.header()
    shown = tuple(shape for group in header.groups for shape in group.shapes)
    again = dataclasses.replace(header, groups=(Group("", shown),), family="")

    def both(left: Piece, right: Piece | None) -> Piece:
        found = [(0.0, 0.0, left), *([(half + _BETWEEN, 0.0, right)] if right else [])]
        bare = tuple(
            (x, y, dataclasses.replace(one, anchors=(), header=None)) for x, y, one in found
        )
        anchors = tuple(anchor for _, _, one in found for anchor in one.anchors)
        high = max(one.height for _, _, one in found)
        return Piece(high, (), family=rows.family, anchors=anchors, children=bare)

    top = both(header, again)
    slabs = [
        slab for number, cells in enumerate(table.rows) for slab in rows.row(number, cells, top)
    ]
    pairs = itertools.zip_longest(slabs[::2], slabs[1::2])
    pieces = [dataclasses.replace(both(left, right), header=top) for left, right in pairs]
    return [dataclasses.replace(top, keep=True), *pieces]


class _Rows:
    def __init__(
        self,
        table: Table,
        width: float,
        typesetter: Typesetter,
        page_height: float,
        shrink: int,
        *,
        working: bool,
    ) -> None:
        self.table = table
        self.type = typesetter
        self.width = width
        listed = len(table.rows) > _LONG
        least = TYPE.working if working else _LEAST_SIZE
        self.size = least if listed else max(least, TYPE.table - _STEP * shrink)
        self.pad = max(1.2, _PAD_Y - 0.25 * (shrink + 3 * listed))
        self.line = self.size * _LEADING
        self.most_lines = max(1, int((page_height - 60) / self.line) - 1)
        self.widths = self._widths()
        self.lefts = [0.0, *itertools.accumulate(self.widths)][:-1]
        self.family = f"table-{id(table)}"

    def _widths(self) -> list[float]:
        """Share the width out; no column is narrower than the words of its title and its names."""
        least = [
            max(self._widest(column.title), self._named(number)) + 2 * _PAD_X + self._after(number)
            for number, column in enumerate(self.table.columns)
        ]
        shares = [column.share for column in self.table.columns]
        widths = [self.width * share / sum(shares) for share in shares]
        missing = [max(0.0, low - wide) for low, wide in zip(least, widths, strict=True)]
        spare = [max(0.0, wide - low) for low, wide in zip(least, widths, strict=True)]
        if not sum(missing) or sum(missing) > sum(spare):
            return widths
        taken = sum(missing) / sum(spare)
        return [
            wide + lack - free * taken
            for wide, lack, free in zip(widths, missing, spare, strict=True)
        ]

    def _widest(self, title: str) -> float:
        words = (*_words(self.type, title), "")
        return max(self.type.width(word, self.size, True) for word in words)

    def _named(self, number: int) -> float:
        """Return the width of the longest names that are one word and no line may cut."""
        texts = {row[number].text for row in self.table.rows}
        names = sorted((text for text in texts if _NAME.fullmatch(text)), key=len)[-_MEASURED:]
        return max((self.type.width(name, self.size, True) for name in names), default=0.0)

    def _after(self, number: int) -> float:
        """Return the space a number keeps from words in the next column."""
        columns = self.table.columns
        last = number + 1 == len(columns)
        numeric = columns[number].align == "right"
        return _AFTER_NUMBER if numeric and not last and columns[number + 1].align == "left" else 0

    def _room(self, number: int) -> float:
        return self.widths[number] - 2 * _PAD_X - self._after(number)

    def header(self) -> Piece:
        lines = [
            self.type.lines(column.title, self.size, self._room(number), bold=True)
            for number, column in enumerate(self.table.columns)
        ]
        depth = max(len(found) for found in lines)
        height = depth * self.line + 2 * self.pad + 1
        groups = [
            Group("", (Rect(0, height - 1.1, self.width, 1.1, fill=LIGHT.ink),)),
        ]
        for number, column in enumerate(self.table.columns):
            found = lines[number]
            first = self.pad + (depth - len(found)) * self.line + self.size
            groups.append(self._text("TH", column, number, found, first, LIGHT.ink, bold=True))
        return Piece(height, tuple(groups), family=self.family)

    def row(self, number: int, cells: tuple[Cell, ...], header: Piece) -> list[Piece]:
        total = self.table.total and number == len(self.table.rows) - 1
        lines: list[tuple[str, ...]] = []
        for place, cell in enumerate(cells):
            room = self._room(place) - self._indent(cell)
            bold = cell.bold or total
            lines.append(self.type.lines(cell.text, self.size, room, bold))
        depth = max(len(found) for found in lines)
        pieces = []
        for start in range(0, depth, self.most_lines):
            part = [found[start : start + self.most_lines] for found in lines]
            pieces.append(self._slab(cells, part, header, total=total, first=start == 0))
        if self.table.anchors:
            anchors = (self.table.anchors[number],)
            pieces[0] = dataclasses.replace(pieces[0], anchors=anchors)
        return pieces

    def _slab(
        self,
        cells: tuple[Cell, ...],
        lines: list[tuple[str, ...]],
        header: Piece,
        *,
        total: bool,
        first: bool,
    ) -> Piece:
        depth = max(len(found) for found in lines)
        height = depth * self.line + 2 * self.pad
        shapes: list[Shape] = [
            Rect(left, 0, wide, height, fill=cell.wash)
            for cell, left, wide in zip(cells, self.lefts, self.widths, strict=True)
            if cell.wash
        ]
        if total:
            shapes.append(Rect(0, 0, self.width, 0.8, fill=LIGHT.ink))
        shapes.append(Rect(0, height - 0.4, self.width, 0.4, fill=LIGHT.line))
        if first:
            for cell, left in zip(cells, self.lefts, strict=True):
                if cell.swatch:
                    shapes.extend(self._swatch(cell, left + _PAD_X))
        groups = (
            self._cell(number, cell, lines[number], height, bold=cell.bold or total)
            for number, cell in enumerate(cells)
        )
        return Piece(
            height,
            (Group("", tuple(shapes)), *groups),
            header=header,
            family=self.family,
        )

    def _cell(
        self, number: int, cell: Cell, lines: tuple[str, ...], height: float, *, bold: bool
    ) -> Group:
        """Return the words of a cell, with where they lead."""
        link = None
        if cell.link and lines:
            link = Link(self.lefts[number], 0, self.widths[number], height, cell.link, cell.text)
        return self._text(
            "RowHeader" if number == 0 and cell.text else "TD",
            self.table.columns[number],
            number,
            lines,
            self.pad + self.size,
            LIGHT.accent if cell.link else LIGHT.ink,
            bold=bold,
            indent=self._indent(cell),
            link=link,
        )

    def _indent(self, cell: Cell) -> float:
        """Return the room a swatch takes before the words."""
        return 0.0 if not cell.swatch else (_LETTERED if cell.letter else _SWATCH) + 4

    def _swatch(self, cell: Cell, x: float) -> list[Shape]:
        """Return a field of a cell's colour, with its letter where it has one."""
        wide = _LETTERED if cell.letter else _SWATCH
        y = self.pad + (self.line - wide) / 2
        box = Rect(x, y, wide, wide, fill=cell.swatch)
        if not cell.letter:
            return [box]
        ink, size = on_colour(cell.swatch), _LETTERED * 0.74
        left = x + (wide - self.type.width(cell.letter, size, True)) / 2
        return [box, label(left, y + wide * 0.76, cell.letter, size, ink, bold=True)]

    def _text(
        self,
        role: str,
        column: Column,
        number: int,
        lines: tuple[str, ...],
        first: float,
        colour: str,
        *,
        bold: bool = False,
        indent: float = 0.0,
        link: Link | None = None,
    ) -> Group:
        left = self.lefts[number] + _PAD_X + indent
        shapes = []
        for row, text in enumerate(lines):
            x = left
            if column.align != "left":
                room = self.widths[number] - 2 * _PAD_X - indent
                spare = room - self.type.width(text, self.size, bold)
                x += spare - self._after(number) if column.align == "right" else spare / 2
            shapes.append(label(x, first + row * self.line, text, self.size, colour, bold=bold))
        return text_group(role, shapes, link)


def _words(typesetter: Typesetter, text: str) -> list[str]:
    """Return what a line may not break in, without the spaces between; nor in a title so short."""
    if len(text) <= _TITLE and " " not in text:
        return [typesetter.clean(text)]
    return [word.rstrip(" ") for word in break_places(typesetter.clean(text))]
