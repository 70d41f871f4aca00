"""Tables of web pages, which several tools write under the name of a spreadsheet."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from planner.importing.grid import Cell, Grid
from planner.importing.reading.sentences import refusal

__all__ = ["is_web_page", "web_grids"]

_PAGE: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|table|body)\b", re.S
)
_MOST_SPAN: Final = 1000
_MOST_CELLS: Final = 5_000_000
_UNSHOWN: Final = ("style", "script", "head", "title")


def is_web_page(text: str) -> bool:
    """Whether a text begins as a web page does."""
    return _PAGE.match(text[:5000].casefold()) is not None


def web_grids(text: str, name: str) -> list[Grid]:
    """Return the tables of a web page as sheets, in their order; cells are text.

    A cell that spans rows counts for each of them. Nothing in the page is fetched or run.

    Raises
    ------
    BadInputError
        The cells, with what they span, are far more than a list has.
    """
    reader = _Reader(name)
    reader.feed(text)
    reader.close()
    tables = [rows for rows in reader.tables if any(any(row) for row in rows)]
    return [
        Grid(name, "" if len(tables) == 1 else f"Table {number}", rows)
        for number, rows in enumerate(tables, 1)
    ]


class _Reader(HTMLParser):
    """Collects the text of cells; a table within a cell is a table of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.tables: list[list[list[Cell]]] = []
        self._open: list[list[list[Cell]]] = []
        self._hanging: list[dict[int, tuple[int, str]]] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._hidden = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        if tag in _UNSHOWN:
            self._hidden += 1
        elif tag == "table":
            self._end_cell()
            self._open.append([])
            self._hanging.append({})
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
            self._fill_hanging()
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            given = dict(attrs)
            self._span = _count(given.get("colspan")), _count(given.get("rowspan"))
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell or a table."""
        if tag in _UNSHOWN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
            self._hanging.pop()

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._text is not None and not self._hidden:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None or not self._open:
            return
        text = "\n".join(" ".join(line.split()) for line in "".join(self._text).split("\n")).strip()
        self._text = None
        row = self._open[-1][-1]
        wide, high = self._span
        for place in range(wide):
            if high > 1:
                self._hanging[-1][len(row)] = (high - 1, text)
            self._add(row, text if place == 0 else "")
        self._fill_hanging()

    def _fill_hanging(self) -> None:
        row, hanging = self._open[-1][-1], self._hanging[-1]
        while (waiting := hanging.get(len(row))) is not None:
            left, text = waiting
            if left > 1:
                hanging[len(row)] = (left - 1, text)
            else:
                del hanging[len(row)]
            self._add(row, text)

    def _add(self, row: list[Cell], text: str) -> None:
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise refusal("spread_out", self._name)
        row.append(text)


def _count(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isdigit() and int(text) else 1
