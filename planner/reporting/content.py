"""The report as data: sections, blocks, tables and charts, without a word of how they are drawn.

All text is plain: nothing in it is markup, whatever it looks like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from planner.reporting.geometry import Drawing, Label

__all__ = [
    "Block",
    "Bullets",
    "Callout",
    "Cell",
    "Chart",
    "Column",
    "Columns",
    "Contents",
    "Heading",
    "KeyFigure",
    "KeyFigures",
    "Prose",
    "Report",
    "Section",
    "Table",
    "texts",
    "without_blank",
]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; ``lead`` are bold words before it; ``style`` as the layout has it."""

    text: str
    lead: str = ""
    style: str = "body"
    keep: bool = False
    """Stands on the page of what follows it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; it never stands alone at the foot of a page."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number with what it is and a remark."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of large numbers."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; ``share`` of the width; ``align``: left, right or centre."""

    title: str
    share: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; ``link`` names a section or anchor; ``swatch`` and ``wash`` are colours.

    ``letter`` stands in the swatch, for where it is the key to a chart.
    """

    text: str
    bold: bool = False
    link: str = ""
    swatch: str = ""
    letter: str = ""
    wash: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is repeated on every page; ``total``: the last row is a total.

    ``anchors`` gives every row a name links can lead to; empty for none. ``close`` is the same in
    fewer columns: on paper its rows stand two side by side.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    anchors: tuple[str, ...] = ()
    close: Table | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title; the drawing carries its text alternative.

    ``full`` names the section that shows the same in full: read as one page, it is left out.
    """

    title: str
    drawing: Drawing
    full: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A paragraph set apart; ``tone``: accent, good, warn or bad."""

    title: str
    text: str
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class Columns:
    """Two stacks of blocks side by side; ``share`` is the left one's part of the width."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of sections with links and page numbers."""

    title: str


type Block = Prose | Heading | Bullets | KeyFigures | Table | Chart | Callout | Columns | Contents


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report; those of one ``group`` are one entry of the contents.

    ``one_page``: the type gets smaller where it would run over, by as many steps as ``shrinks``
    says (all that there are where it says none). ``listed`` is a shorter title for the list of
    contents. ``shorter`` says the same in less, for where even the smallest type runs over; the
    first that fits is set, and the last in still smaller type where none does. ``loose`` ones may
    change places with each other, so that pages are filled. ``longer`` says more, the most first,
    where the page below it would stay empty. ``working``: teams work by it or look it up, so that
    its type may be smaller than that of what a board reads.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    group: str = ""
    one_page: bool = False
    listed: str = ""
    shorter: tuple[tuple[Block, ...], ...] = ()
    shrinks: int | None = None
    loose: bool = False
    longer: tuple[tuple[Block, ...], ...] = ()
    working: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report."""

    title: str
    organisation: str
    subject: str
    language: str
    made_on: date
    sections: tuple[Section, ...]


def without_blank(table: Table, blank: str) -> Table:
    """Return a table without the columns in which every row says no more than ``blank``."""
    kept = [
        place
        for place in range(len(table.columns))
        if not table.rows or any(row[place].text != blank for row in table.rows)
    ]
    columns = tuple(table.columns[place] for place in kept)
    return replace(
        table, columns=columns, rows=tuple(tuple(row[n] for n in kept) for row in table.rows)
    )


def texts(report: Report) -> Iterator[str]:
    """Yield every piece of text of the report, to look for characters no font has."""
    yield report.title
    yield report.organisation
    for section in report.sections:
        yield section.title
        for block in section.blocks:
            yield from _block_texts(block)


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Prose():
            yield block.lead
            yield block.text
        case Heading():
            yield block.text
        case Bullets():
            for item in block.items:
                yield from _block_texts(item)
        case KeyFigures():
            for figure in block.items:
                yield from (figure.label, figure.value, figure.note)
        case Table():
            yield from (column.title for column in block.columns)
            for row in block.rows:
                yield from (cell.text for cell in row)
        case Chart():
            yield block.title
            yield block.drawing.says
            yield from (shape.text for shape in block.drawing.shapes if isinstance(shape, Label))
        case Callout():
            yield block.title
            yield block.text
        case Columns():
            for inner in (*block.left, *block.right):
                yield from _block_texts(inner)
        case Contents():
            yield block.title
