# ruff: noqa: E501 - lists of words read best as lines
"""Sheets with applications as columns turned, and matrices of applications laid out as lists."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from planner.importing.blocks.rows import header_texts, is_blank
from planner.importing.grid import Cell, Grid
from planner.importing.headers.header_words import TAKEN, candidates_for, says_field
from planner.importing.joining.merge import name_key
from planner.importing.spelling import alike
from planner.importing.values.cells import text_of
from planner.importing.values.words import folded

__all__ = ["matrix_of", "turned"]

_LEGEND: Final = frozenset(
    (
        "description meaning example explanation definition comment type required value default "
        "format 说明 含义 示例 描述 填写说明 必填 beschreibung bedeutung beispiel exemple ejemplo"
    ).split()
)
_VALUES: Final = frozenset(
    "value values answer answers response responses entry wert werte antwort antworten valeur "
    "réponse valor respuesta valore risposta 值 取值 内容 回答 答案 填写内容".split()
)
"""What stands above the one column of a form."""
_UNITS: Final = frozenset("unit units uom einheit einheiten unité unités unidad unità 单位".split())
_MARK: Final = re.compile(
    r"^(?:x|y|yes|1|true|v|→|➔|➜|-*>|=>|✓|✔|√|●|•|■|o|是|有|ja|oui|si|sí|s|r|w|rw|h|m|l|[a-z/ ,]{1,24})$",
    re.IGNORECASE,
)
_ROWS_SERVE: Final = re.compile(
    r"^(?:provider|callee|target|supplier|anbieter|ziel|fournisseur|proveedor|被调用方?|提供方?|目标|下游)(?=.*(?:consumer|caller|source|nutzer|aufrufer|consommateur|consumidor|调用方?|消费方?|源|上游))"
    r"|^(?:used by|needed by|required by|serves|feeds|provides to|genutzt von|utilisé par|usado por|被.*依赖|服务于)"
)
"""What the corner of a matrix says whose columns need the rows."""
_NO_MARK: Final = frozenset(
    ("|0|-|–|no|n|false|否|无|nein|non|n/a|\\|/|×|✗|✘|none|keine|没有").split("|")
)
_MOST: Final = 400


def _field(text: str) -> str:
    found = candidates_for(text, "workloads") if 0 < len(text) <= 120 else ()
    return found[0].key if found and found[0].confidence >= TAKEN else ""


def turned(grid: Grid) -> Grid | None:
    """Return a sheet whose first column holds headers with rows and columns changed; else None.

    Fields must stand below one another and not side by side, and the cells beside the name must be
    names: a page that explains columns is none.
    """
    if len(grid.rows) > _MOST:
        return None
    grid = _without_numbers(grid)
    rows = [row for row in grid.rows if not is_blank(row)]
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or width < 2 or width > _MOST or len(rows) > _MOST:
        return None
    start = next(
        (at for at, row in enumerate(grid.rows) if len(row) > 1 and _field(text_of(row[0]))), None
    )
    if start is None:
        return None
    below = grid.rows[start + 1] if start + 1 < len(grid.rows) else []
    if folded(text_of(grid.rows[start][1])) in _VALUES and len(below) > 1:
        start += 1  # the headers of a form: field and value
    start = _corner(grid, start)
    body = _with_units(grid.rows[start:])
    labels = [text_of(row[0]) if row else "" for row in body]
    down = [key for label in labels if (key := _field(label))]
    across = max(
        len({key for cell in row[1:] if isinstance(cell, str) and (key := _field(text_of(cell)))})
        for row in body[:3]
    )
    filled = sum(bool(label) for label in labels)
    if len(set(down)) < 3 or len(set(down)) < 2 * max(1, across) or len(down) * 2 < filled:
        return None
    top = [text_of(cell) for cell in body[0][1:]]
    if any(_field(text) in ("id", "name") for text in top):
        return None
    if any(folded(text) in _LEGEND for text in top) or any(len(text) > 60 for text in top):
        return None
    if len({folded(text) for text in top if text}) < sum(bool(text) for text in top):
        return None
    full = [[*row, *[""] * (width - len(row))] for row in body]
    sheet: list[list[Cell]] = [list(column) for column in zip(*full, strict=True)]
    while len(sheet) > 1 and not any(text_of(cell) for cell in sheet[-1]):
        sheet.pop()
    if not _field(labels[0]) or "name" not in down:
        sheet[0][0] = "Application"
    return dataclasses.replace(
        grid, rows=sheet, first_row=grid.first_row + start, turned=True, merged=(), groups=[],
        errors={}, uncached={}, percents=frozenset(), hidden_rows=frozenset(),
        hidden_columns=frozenset(),
    )  # fmt: skip


def _with_units(body: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Return rows with what a column of units says behind their labels, and that column blank."""
    rows = [list(row) for row in body]
    heads = [folded(text_of(cell)) for cell in rows[0]]
    place = next((at for at, head in enumerate(heads) if at and head in _UNITS), None)
    if place is None:
        return rows
    for number, row in enumerate(rows):
        if place < len(row):
            if number and (unit := text_of(row[place])):
                row[0] = f"{text_of(row[0])} ({unit})"
            row[place] = ""
    return rows


def _without_numbers(grid: Grid) -> Grid:
    """Return a sheet without a first column that numbers its rows."""
    first = [text_of(row[0]) for row in grid.rows if row and text_of(row[0])]
    numbers = sum(text.rstrip(".)").isdigit() for text in first)
    if numbers < 2 or len(first) - numbers > 1 or max(map(len, grid.rows)) < 4:
        return grid
    return dataclasses.replace(
        grid, rows=[row[1:] for row in grid.rows], first_column=grid.first_column + 1
    )


def _corner(grid: Grid, start: int) -> int:
    """Take in the row of names above the first field, where its corner is blank or says *field*."""
    if start and _field(text_of(grid.rows[start][0])) != "name":
        above = grid.rows[start - 1]
        names = [text_of(cell) for cell in above[1:] if text_of(cell)]
        if names and len(above) > 1 and folded(names[0]) not in _VALUES:
            return start - 1
    return start


def matrix_of(grid: Grid, header: int) -> tuple[Grid, Grid] | None:
    """Return a sheet of applications against themselves as a list and its dependencies; else None.

    The row needs the column. The first grid is the sheet without the columns of the matrix, the
    second has a row ``source``, ``needed`` for each mark, and numbers its rows as the sheet does.
    """
    heads = header_texts(grid, header)
    body = [at for at in range(header + 1, len(grid.rows)) if at not in grid.aside]
    best: tuple[int, dict[str, int]] | None = None
    columns = {name_key(text): at for at, text in enumerate(heads) if text and at > 0}
    for place in range(min(3, len(heads))):
        names = {
            name_key(text_of(grid.rows[at][place])) for at in body if place < len(grid.rows[at])
        }
        both = {name: at for name, at in columns.items() if name in names and at > place}
        if len(both) >= 2 and len(both) * 2 >= min(len(names - {""}), len(columns)):
            best = (place, both)
            break
    if best is None:
        return None
    place, both = best
    cells = [
        text_of(grid.rows[at][c]) for at in body for c in both.values() if c < len(grid.rows[at])
    ]
    marks = [cell for cell in cells if cell.casefold() not in _NO_MARK]
    if not marks or not all(
        _MARK.match(cell) or re.fullmatch(r"\d+(\.0)?", cell) for cell in marks
    ):
        return None
    both |= _beside(grid, header, body, both, {mark.casefold() for mark in marks})
    return _without(grid, header, set(both.values()), place), _links(grid, header, place, both)


def _beside(
    grid: Grid, header: int, body: list[int], both: dict[str, int], marks: set[str]
) -> dict[str, int]:
    """Return the columns between and next to a matrix's with its marks and no row of their own."""
    heads = header_texts(grid, header)
    inside, found = set(both.values()), {}
    first, last = min(inside), max(inside)
    for way in (range(first, len(heads)), range(first - 1, 0, -1)):
        for at in way:
            if at in inside:
                continue
            rows = (grid.rows[row] for row in body)
            held = {text_of(row[at]).casefold() for row in rows if at < len(row)} - _NO_MARK
            if not heads[at] or says_field(heads[at]) or not held <= marks:
                if at > last or at < first:
                    break
            elif held:
                found[name_key(heads[at])] = at
    return found


def _without(grid: Grid, header: int, gone: set[int], place: int) -> Grid:
    rows = [
        ["" if at in gone and index >= header else cell for at, cell in enumerate(row)]
        for index, row in enumerate(grid.rows)
    ]
    if not _field(text_of(rows[header][place])):
        rows[header][place] = "Application"
    return dataclasses.replace(grid, rows=rows)


def _links(grid: Grid, header: int, place: int, both: dict[str, int]) -> Grid:
    heads = header_texts(grid, header)
    corner = alike(heads[place]).casefold().strip()
    turned_round = _ROWS_SERVE.match(corner) is not None
    ends: list[Cell] = ["needed", "source"] if turned_round else ["source", "needed"]
    rows: list[list[Cell]] = [[*ends, "note"]]
    for at in range(header + 1, len(grid.rows)):
        row = [text_of(cell) for cell in grid.rows[at]]
        if at in grid.aside or len(row) <= place or not row[place]:
            continue
        for column in sorted(both.values()):
            mark = row[column] if column < len(row) else ""
            if mark.casefold() not in _NO_MARK:
                rows.append([row[place], heads[column], mark if len(mark) > 1 else ""])
    return dataclasses.replace(
        grid, rows=rows, groups=[], aside={}, merged=(), first_row=grid.first_row + header
    )
